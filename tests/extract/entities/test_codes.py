"""Codes of actors: on short texts of our own (`cases/actors.toml`), and of actors as they are."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur import lexicon
from rapporteur.extract.entities.codes import PloverActor, cameo_code, plover_code
from rapporteur.lexicon.schema import SECTORS
from rapporteur.model import Actor, Extraction, Report
from rapporteur.reconcile.actors import canonical

CASES = Path(__file__).parents[3] / "cases" / "actors.toml"


@cache
def reader() -> Any:
    from rapporteur.reader import Reader

    return Reader()


def load() -> list[dict[str, Any]]:
    return [c for c in tomllib.loads(CASES.read_text("utf-8"))["case"] if "cameo" in c]


@pytest.mark.parametrize("case", load(), ids=lambda c: f"{c['word']}: {c['text'][:40]}")
def test_codes_in_context(case: dict[str, Any]) -> None:
    pytest.importorskip("rapporteur_reader_en", reason="the reader's weights are not installed")
    from rapporteur.extract.document import Document

    report = Report(id="case", name="case", text=case["text"], published=case.get("published", "2024-04-13"))
    doc = Document(report, reader().read_one(report))
    places = [i for i, text in enumerate(doc.tree.texts) if text == case["word"]]
    found = doc.actors.source(places[case.get("nth", -1)])
    assert found is not None
    actor = next(a for a in doc.actors.nouns({found}) if a.id == found)
    assert cameo_code(actor) == case["cameo"]
    assert actor.cow == lexicon.cow(actor.country)


def actor(country: str | None, *sectors: str, id: str = "person.x", kind: Any = "person") -> Actor:
    return Actor(id=id, name="X", kind=kind, country=country, cow=lexicon.cow(country), sectors=sectors)


def test_plover_gives_territories_to_their_sovereign_and_names_bodies_by_kind() -> None:
    assert plover_code(actor("XTR", "GOV", "PRE")) == PloverActor("MDA", 359, ("GOV", "PRE"))
    assert plover_code(actor("GRL", "GOV")).country == "DNK"
    assert plover_code(actor("HKG", "GOV")).country == "HKG"
    assert plover_code(actor("XKX", "GOV")) == PloverActor("KOS", 347, ("GOV",))
    assert plover_code(actor(None, "IGO", id="org.un", kind="organisation")).country == "UNO"
    assert plover_code(actor(None, "REB", id="org.al-qaeda", kind="organisation")).country == "IMG"
    assert plover_code(actor(None, "REB")).country is None


def test_cameo_has_its_own_names_for_sectors() -> None:
    assert cameo_code(actor("MLI", "JRN", "GOV")) == "MLIMEDGOV"
    assert cameo_code(actor("MLI", "MED")) == "MLIHLH"
    assert cameo_code(actor("MLI", "CVL", "OPP")) == "MLIOPP"
    assert cameo_code(actor(None)) == "---"
    assert cameo_code(actor(None, "NGO", id="org.amnesty", kind="organisation")) == "NGOHRIAMN"


@given(st.sampled_from([None, *lexicon.countries()]), st.lists(st.sampled_from(sorted(SECTORS)), max_size=3, unique=True))
def test_a_code_is_made_of_threes(country: str | None, sectors: list[str]) -> None:
    code = cameo_code(actor(country, *sectors))
    assert len(code) % 3 == 0
    assert 3 <= len(code) <= 9

def test_codes_survive_the_merging_of_reports() -> None:
    ways = [("MLI", ("GOV",)), (None, ()), ("MLI", ("GOV", "MIL")), ("MLI", ("ELI",))]
    told = [
        Extraction(
            report=f"r{n}",
            actors=(Actor(id="person.awa-keita", name="Awa Keita", kind="person", country=country, sectors=sectors),),
        )
        for n, (country, sectors) in enumerate(ways)
    ]
    (merged,), _ = canonical(told)
    assert (merged.country, merged.cow, merged.sectors) == ("MLI", 432, ("GOV", "MIL"))
    (former,), _ = canonical(told[3:])
    assert former.sectors == ("ELI",)
