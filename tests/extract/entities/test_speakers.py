"""Whom a source means, on short texts of our own, read by the real reader: `cases/speakers/rules.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from casework import settle

from rapporteur.extract.attribution.syntactic import Attribution
from rapporteur.extract.document import Document
from rapporteur.extract.entities.mentions import source_head
from rapporteur.model import Actor, Report

CASES = Path(__file__).parents[3] / "cases/speakers/rules.toml"
pytest.importorskip("rapporteur_reader_en", reason="the reader's weights are not installed")


@cache
def reader() -> Any:
    from rapporteur.reader import Reader

    return Reader()


def load() -> list[dict[str, Any]]:
    return list(tomllib.loads(CASES.read_text("utf-8"))["case"])


def resolved(case: dict[str, Any]) -> list[Actor]:
    """The actors that a statement with this source would have as speakers."""
    report = Report(id="case", name="case", text=case["text"], published="2024-04-13")
    doc = Document(report, reader().read_one(report))
    tree, start = doc.tree, -1
    for _ in range(case.get("nth", 1)):
        start = report.text.index(case["source"], start + 1)
    inside = [i for i in range(len(tree.words)) if start <= tree.starts[i] < start + len(case["source"])]
    head = source_head(tree, inside[0], inside[-1] + 1)
    alone = (doc.speaker(Attribution(head, head, head, (), None)),)
    joined = len(tree.conjuncts(head)) > 1 or len(doc.actors.several(head)) > 1
    found = {a for a in ((joined and doc.party(head)) or alone) if a is not None}
    return [a for a in doc.actors.nouns(found) if a.id in found]


@pytest.mark.parametrize("case", load(), ids=lambda c: c["note"])
def test_speakers(case: dict[str, Any]) -> None:
    """`names` or `ids` are those of all whom the source means."""
    actors = resolved(case)
    names, ids = sorted(actor.name for actor in actors), sorted(actor.id for actor in actors)
    same = (names if "names" in case else ids) == sorted(case["names"] if "names" in case else case["ids"])
    settle(case, "" if same else f"as it comes out: names {names}, ids {ids}")
