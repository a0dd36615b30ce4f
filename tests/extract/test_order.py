"""Finders in any order, and run twice, claim the same; who asks for actors in any order, any number of times, hears the same.

Over the examples, the days, and the texts of the cases, a dozen of them put together to a report each, so that there is much
to refer back to.
"""

from __future__ import annotations

import random
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from casework import CASES, PUBLISHED, reader

from rapporteur import extract as extraction
from rapporteur.extract.document import Document
from rapporteur.model import Extraction, Reading, Report
from rapporteur.sources import gather

FOLDERS = (CASES.parent / "examples" / "2022-02-12", *sorted((CASES / "days").glob("2*")))
FILES = (*(CASES / f"{name}.toml" for name in ("contacts", "events", "forecasts", "precautions", "rare", "statements", "places")),
         CASES / "speakers" / "rules.toml")  # fmt: skip
TOGETHER = 12
"""Texts of cases in one report."""
SHUFFLES = 2
FINDERS = extraction._FINDERS


def composed(path: Path) -> list[Report]:
    """The texts of a file of cases, a dozen a report, each a paragraph."""
    texts = [case["text"] for case in tomllib.loads(path.read_text("utf-8"))["case"]]
    parts = ["\n\n".join(texts[at : at + TOGETHER]) for at in range(0, len(texts), TOGETHER)]
    return [Report(id=f"{path.stem}{at}", name=path.stem, text=text, published=PUBLISHED) for at, text in enumerate(parts)]


@cache
def articles(path: Path) -> list[tuple[Report, Reading]]:
    reports = composed(path) if path.is_file() else [it for it in gather([str(path)]) if isinstance(it, Report)]
    return [(report, reader().read_one(report)) for report in reports]


def content(result: Extraction) -> Any:
    """All that an extraction holds; its claims by id, since their order is that of the finders."""
    claims = sorted(result.claims, key=lambda claim: claim.id)
    return msgspec.structs.replace(result, claims=tuple(claims), problems=())


@pytest.mark.parametrize("path", [*FOLDERS, *FILES], ids=lambda path: path.stem)
def test_finders_in_any_order(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual, order = list(FINDERS.items()), random.Random(path.stem)
    for report, reading in articles(path):
        monkeypatch.setattr(extraction, "_FINDERS", FINDERS)
        first = content(extraction.extract(report, reading))
        for finders in (usual, usual[::-1], *(order.sample(usual, len(usual)) for _ in range(SHUFFLES))):
            monkeypatch.setattr(extraction, "_FINDERS", dict(finders))
            assert content(extraction.extract(report, reading)) == first, [name for name, _ in finders]


@pytest.mark.parametrize("path", [*FOLDERS, *FILES], ids=lambda path: path.stem)
def test_a_finder_run_twice_finds_the_same(path: Path) -> None:
    for report, reading in articles(path):
        doc = Document(report, reading)
        first = {name: list(find(doc)) for name, find in FINDERS.items()}
        assert {name: list(find(doc)) for name, find in FINDERS.items()} == first


def answers(doc: Document, order: random.Random) -> Any:
    """What the index says of every word and every actor, asked in some order."""
    index, words = doc.actors, range(len(doc.reading.words))
    questions = [(ask, i) for ask in (index.who, index.source, index.party, index.several) for i in words]
    heard = {(ask.__name__, i): ask(i) for ask, i in order.sample(questions, len(questions))}
    actors = sorted({actor for answer in heard.values() for actor in ([answer] if isinstance(answer, str) else answer or ())})
    nouns = {actor: index.nouns({actor}) for actor in order.sample(actors, len(actors))}
    return heard, nouns, index.nouns(set(actors)), index.mentions


@pytest.mark.parametrize("path", [*FOLDERS, *FILES], ids=lambda path: path.stem)
def test_actors_are_the_same_however_often_one_asks(path: Path) -> None:
    order = random.Random(path.stem)
    for report, reading in articles(path):
        doc = Document(report, reading)
        first = answers(doc, order)
        assert answers(doc, order) == first
        for find in FINDERS.values():
            find(doc)
        assert answers(doc, order) == first
        assert answers(Document(report, reading), order) == first


def test_nothing_is_registered_while_it_is_asked_for() -> None:
    report, reading = articles(FOLDERS[0])[0]
    registry = Document(report, reading).actors._registry
    with pytest.raises(TypeError):
        registry.register("person.nobody", "Nobody", "person", None)
    with pytest.raises((TypeError, AttributeError)):
        registry.mention(0, "person.nobody")
