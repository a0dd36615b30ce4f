"""Names are found by their spelling and their capitals, whatever the tokeniser did to them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur import lexicon
from rapporteur.lexicon.fold import key, letters

CASES = tomllib.loads((Path(__file__).parents[2] / "cases/lexicon/names.toml").read_text("utf-8"))["case"]


def _scan(words: list[str]) -> list[str]:
    found, i = [], 0
    while i < len(words):
        hit = lexicon.names_at(words, i)
        if hit is None:
            i += 1
            continue
        end, entry = hit
        found.append(f"{' '.join(words[i:end])} = {entry.kind} {entry.id}")
        i = end
    return found


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_scanner(case: dict[str, list[str]]) -> None:
    assert _scan(str(case["text"]).split()) == case["found"]


@pytest.mark.parametrize(
    ("words", "iso3"),
    [
        ("US", "USA"), ("U.S.", "USA"), ("the United States", "USA"), ("Americans", "USA"), ("Britain's", "GBR"),
        ("Holland", "NLD"), ("Türkiye", "TUR"), ("Turkiye", "TUR"), ("Burma", "MMR"), ("Kosovo", "XKX"),
        ("Frenchmen", "FRA"), ("RUSSIA", "RUS"), ("us", None), ("turkey", None), ("polish", None), ("Moscow", None),
    ],
)  # fmt: skip
def test_countries(words: str, iso3: str | None) -> None:
    assert lexicon.country_of(words) == iso3


def test_a_name_is_no_demonym_and_a_capital_no_country() -> None:
    assert lexicon.demonym("Dutch") == "NLD"
    assert lexicon.demonym("Netherlands") is None
    assert lexicon.capital("Kiev") == lexicon.capital("Kyiv") == "UKR"
    assert lexicon.capital("Lviv") is None


@pytest.mark.parametrize(
    ("words", "found"),
    [("Elysee Palace", "fra.elysee"), ("Foggy Bottom", "usa.state-department"), ("the Kremlin", "rus.kremlin"),
     ("Downing Street", "gbr.downing-street"), ("Bundestag", "deu.bundestag"), ("kremlin", None), ("Elm Street", None)],
)  # fmt: skip
def test_institutions(words: str, found: str | None) -> None:
    hit = lexicon.institution(words)
    assert (hit.id if hit else None) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [("NATO", "org.nato"), ("Nato", "org.nato"), ("nato", None), ("WHO", "org.who"), ("Who", None), ("who", None),
     ("al-Qaida", "org.al-qaeda"), ("Hizbollah", "org.hezbollah"), ("is", None)],
)  # fmt: skip
def test_organisations(words: str, found: str | None) -> None:
    hit = lexicon.organisation(words)
    assert (hit.id if hit else None) == found


@pytest.mark.parametrize("name", ["Abu Sayyaf", "al-Shabaab", "Boko Haram", "Hezbollah", "Houthis", "Islamic State", "Taliban"])
def test_who_fights_states_is_no_house_of_theirs(name: str) -> None:
    hit = lexicon.organisation(name)
    assert hit is not None
    assert (hit.kind, hit.sector) == ("armed group", "REB")


def test_collectives_and_regions() -> None:
    west, baltic = lexicon.collective("western powers"), lexicon.collective("the Baltic states")
    assert west is not None
    assert west.id == "group.west"
    assert baltic is not None
    assert baltic.members == ("EST", "LTU", "LVA")
    donbas, crimea = lexicon.region("Donbass"), lexicon.region("Crimea")
    assert donbas is not None
    assert donbas.id == "region.donbas"
    assert crimea is not None
    assert crimea.disputed
    assert crimea.countries == ("UKR",)
    assert lexicon.collective("west") is None


def test_places_come_largest_first_and_mark_everyday_words() -> None:
    assert [p.country for p in lexicon.place("Odessa")] == ["UKR", "USA"]
    assert lexicon.place("Dnipropetrovsk")[0].id == "place.ukr.dnipro"
    assert lexicon.place("Kyiv")[0].capital
    assert lexicon.place("Nice")[0].common
    assert lexicon.place("Nowhere-on-Sea") == ()
    assert "place.ukr.kyiv" in {p.id for p in lexicon.places_near(50.45, 30.52)}


@given(st.sampled_from(sorted(i.name for i in lexicon.institutions().values())))
def test_an_institution_is_found_without_its_diacritics_in_a_sentence(name: str) -> None:
    bare = "".join(letters(word) if word.isalpha() else word for word in name.split(" ")) if " " not in name else name
    hit = lexicon.names_at(["that", *bare.split(), "said"], 1)
    assert hit is not None
    assert hit[0] == 1 + len(bare.split())
    assert hit[1].kind == "institution"


@given(st.text(max_size=40))
def test_any_text_can_be_scanned_and_folding_is_stable(text: str) -> None:
    words = text.split()
    for i in range(len(words)):
        hit = lexicon.names_at(words, i)
        assert hit is None or i < hit[0] <= len(words)
    assert key(key(text)) == key(text)
