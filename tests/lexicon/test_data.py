"""The tables of the lexicon are data: sorted, without duplicates, every id and code well formed and known."""

from __future__ import annotations

import ast
import csv
import io
import re
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from rapporteur import lexicon
from rapporteur.lexicon import actor_codes, plover, tables, units
from rapporteur.lexicon.rules import rules
from rapporteur.lexicon.schema import PLOVER, SECTORS, CueContent, CueTrait, Factive, Level
from rapporteur.model import Act, ContactMode, Stance

CSV = {
    "agents.csv": 1,
    "coding/abroad.csv": 1,
    "coding/belonging.csv": 1,
    "coding/beside.csv": 1,
    "coding/bodies.csv": 1,
    "coding/cameo.csv": 2,
    "coding/naming.csv": 1,
    "coding/peoples.csv": 1,
    "coding/qualities.csv": 1,
    "cameo/aspects.csv": 1,
    "cameo/codes.csv": 1,
    "cameo/defaults.csv": 2,
    "cameo/scale.csv": 1,
    "cameo/sets.csv": 2,
    "cameo/verbs.csv": 3,
    "coding/related.csv": 1,
    "collectives.csv": 1,
    "countries.csv": 1,
    "currencies.csv": 1,
    "equipment.csv": 1,
    "estimative.csv": 1,
    "fips.csv": 1,
    "institutions.csv": 1,
    "ministries.csv": 1,
    "offices.csv": 1,
    "organisations.csv": 1,
    "plover/contexts.csv": 2,
    "plover/intensity.csv": 2,
    "plover/modes.csv": 3,
    "plover/sectors.csv": 1,
    "regions.csv": 1,
    "titles.csv": 1,
    "units.csv": 1,
    "verbs/contact.csv": 5,
    "verbs/cue_verbs.csv": 1,
    "verbs/events.csv": 4,
}
"""Each table and how many of its first columns make the key."""
ALIASED = ("collectives.csv", "countries.csv", "institutions.csv", "ministries.csv", "offices.csv", "organisations.csv",
           "regions.csv")  # fmt: skip
ID = re.compile(r"[a-z0-9]+(\.[a-z0-9]+)?(-[a-z0-9]+)*")


def _lists(name: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(tables.text_of(name), newline="")))[1:]


@pytest.mark.parametrize("name", sorted(CSV))
def test_a_table_is_sorted_and_has_no_key_twice(name: str) -> None:
    rows = _lists(name)
    assert rows == sorted(rows)
    keys = [tuple(row[: CSV[name]]) for row in rows]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("name", [*sorted(CSV), "places.csv.gz"])
def test_no_field_has_stray_space_or_an_empty_or_double_value(name: str) -> None:
    for row in _lists(name):
        for field in row:
            values = field.split("|")
            assert field == field.strip()
            assert len(values) == len(set(values)), row
            assert all(value and value == value.strip() for value in values) or not field, row


@pytest.mark.parametrize("name", ["collectives.csv", "institutions.csv", "organisations.csv", "regions.csv"])
def test_ids_are_a_prefix_and_a_slug(name: str) -> None:
    assert all(ID.fullmatch(row["id"]) and "." in row["id"] for row in tables.rows(name))


@pytest.mark.parametrize("name", ALIASED)
def test_no_name_leads_to_two_rows_of_one_table(name: str) -> None:
    owner: dict[str, str] = {}
    for row in tables.rows(name):
        for alias in [row["name"], *tables.many(row["aliases"])]:
            first = owner.setdefault(alias, next(iter(row.values())))
            assert first == next(iter(row.values())), alias


def test_every_country_code_is_known() -> None:
    known = set(lexicon.countries())
    assert {c.sovereign for c in lexicon.countries().values() if c.sovereign} <= known
    assert {i.country for i in lexicon.institutions().values()} <= known
    assert {o.country for o in lexicon.organisations().values() if o.country} <= known
    assert {m for c in lexicon.collectives().values() for m in c.members} <= known
    assert {m for r in lexicon.regions().values() for m in r.countries} <= known
    assert {row[2] for row in _lists("places.csv.gz")} <= known


def test_country_codes_are_iso_and_unique() -> None:
    for iso3, country in lexicon.countries().items():
        assert re.fullmatch(r"[A-Z]{3}", iso3)
        assert re.fullmatch(r"[A-Z]{2}", country.iso2) or iso3.startswith("X")
        assert country.status in ("state", "partial", "territory")
        assert country.status != "territory" or country.sovereign or iso3 == "ATA"
    codes = [c.iso2 for c in lexicon.countries().values() if c.iso2]
    assert len(codes) == len(set(codes))


def test_institutions_start_with_their_country_and_have_known_parents() -> None:
    for it in lexicon.institutions().values():
        assert it.id.split(".")[0] == it.country.lower()
        assert it.parent is None or it.parent in lexicon.institutions()


def test_sectors_and_levels_are_of_the_codebook() -> None:
    for name in ("agents.csv", "institutions.csv", "ministries.csv", "offices.csv", "organisations.csv"):
        assert {row["sector"] for row in tables.rows(name)} <= SECTORS, name
    assert {o.level for o in lexicon.offices().values()} <= set(get_args(Level))


def test_coding_tables_have_known_sectors() -> None:
    assert {row["sector"] for row in tables.rows("coding/qualities.csv")} <= SECTORS
    assert {row["how"] for row in tables.rows("coding/qualities.csv")} == set(get_args(actor_codes.How))
    assert {row["alone"] for row in tables.rows("coding/belonging.csv")} - {""} <= SECTORS
    assert {row["sector"] for row in tables.rows("coding/naming.csv")} <= SECTORS
    assert {row["country"] for row in tables.rows("coding/peoples.csv")} <= set(lexicon.countries())
    assert {row["side"] for row in tables.rows("coding/beside.csv")} == {"before", "after"}
    assert {row["plover"] for row in tables.rows("coding/cameo.csv")} <= SECTORS
    assert {row["id"] for row in tables.rows("coding/bodies.csv")} <= set(lexicon.organisations())


def test_verbs_use_the_codebooks_words() -> None:
    frames = [f for found in lexicon.event_frames().values() for f in found]
    assert {f.type for f in frames} == set(PLOVER)
    assert all(0 < f.weight <= 1 for f in frames)
    contacts = [f for t in (lexicon.contact_verbs(), lexicon.contact_nouns()) for found in t.values() for f in found]
    assert {f.mode for f in contacts} == set(get_args(ContactMode))
    cues = lexicon.cues().values()
    assert {c.factuality for c in cues} <= set(get_args(Factive))
    assert {content for c in cues for content in c.content} == set(get_args(CueContent))
    assert {trait for c in cues for trait in c.traits} == set(get_args(CueTrait))
    assert {c.stance for c in cues} - {None} <= set(get_args(Stance))


def test_plovers_tables_use_the_codebooks_words() -> None:
    known = {(row["type"], row["mode"]) for row in tables.rows("plover/intensity.csv")}
    assert {t for t, _ in known} == set(PLOVER) == {t for t, mode in known if not mode}
    told = {(row["type"], row["mode"]) for row in tables.rows("plover/modes.csv")}
    assert told <= known
    assert {(row["type"], mode) for row in tables.rows("plover/modes.csv") for mode in tables.many(row["over"])} <= {
        *known,
        *((t, "*") for t in PLOVER),
    }
    assert {(row["type"], row["mode"]) for row in tables.rows("cameo/codes.csv")} <= known
    assert {(f.type, f.mode) for found in lexicon.event_frames().values() for f in found if f.mode} <= known
    assert len(plover.contexts()) == 37
    assert {context for context, _ in plover.sector_contexts().values()} <= plover.contexts()
    assert set(plover.sector_contexts()) <= SECTORS
    coded = {c for row in tables.rows("cameo/codes.csv") for c in tables.many(row["contexts"])}
    assert coded <= plover.contexts()
    assert {row["weight"] for row in tables.rows("plover/contexts.csv")} == {"0.3", "0.6", "1"}


def test_scores_run_from_conflict_to_cooperation() -> None:
    assert plover.intensity("AID", None) == 10 == -(plover.intensity("ASSAULT", "unconventional") or 0)
    assert plover.intensity("ACCUSE", None) == -3
    assert plover.intensity("ASSAULT", "nothing known") == plover.intensity("ASSAULT", None)
    assert plover.intensity("PARADE", None) is None


def test_an_event_frame_has_one_type() -> None:
    seen: dict[tuple[str, ...], str] = {}
    for lemma, found in lexicon.event_frames().items():
        for frame in found:
            for thing in frame.objects or ("",):
                key = (lemma, frame.pos, frame.prep or "", thing)
                assert seen.setdefault(key, frame.type) == frame.type, key


def test_every_act_has_frames_and_their_fields_are_sorted() -> None:
    assert {f.act for found in lexicon.precaution_verbs().values() for f in found} == set(get_args(Act))
    for name in tables.toml_names("verbs/precautions"):
        for frame in tables.toml(name)["frame"]:
            assert frame["verbs"]
            for field in ("verbs", "objects", "affected", "complements", "negations", "preps"):
                assert frame.get(field, []) == sorted(set(frame.get(field, [])))


def test_estimative_intervals_lie_between_zero_and_one() -> None:
    for low, high in lexicon.estimative().values():
        assert (low is None) == (high is None)
        assert low is None or high is None or 0 < low < high < 1


def test_cities_come_by_population_with_places_on_the_globe() -> None:
    rows = _lists("places.csv.gz")
    assert [int(r[5]) for r in rows] == sorted((int(r[5]) for r in rows), reverse=True)
    assert all(-90 <= float(r[3]) <= 90 and -180 <= float(r[4]) <= 180 for r in rows)


def test_no_writing_of_a_unit_leads_to_two() -> None:
    for name, columns in (("units.csv", ("symbols", "words")), ("currencies.csv", ("signs", "words"))):
        for column in columns:
            owner: dict[str, str] = {}
            for row in tables.rows(name):
                key = next(iter(row.values()))
                for written in tables.many(row[column]):
                    assert owner.setdefault(written, key) == key, written


def test_units_measure_all_that_news_counts() -> None:
    assert {u.dimension for u in units.units().values()} >= {"length", "mass", "money", "time", "ratio"}


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("sq ft", "square foot"),
        ("KM", "kilometre"),
        ("m", "metre"),
        ("degrees Celsius", "celsius"),
        ("percentage-point", "percentage point"),
    ],
)
def test_units_as_news_writes_them(written: str, name: str) -> None:
    found = units.unit(written)
    assert found is not None
    assert found.name == name


PACKAGE = Path(lexicon.__file__).parents[1]


@cache
def strings_in_code() -> frozenset[str]:
    """Every string that stands alone in the package's code, and what the rows of links name."""
    trees = [ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")]
    strings = {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    links = [row for rows in tables.toml("propagation.toml").values() for row in rows]
    named = {value for row in links for key, value in row.items() if key.endswith("_in")}
    return frozenset(value for value in strings | named if isinstance(value, str))


@pytest.mark.parametrize("table", [*tables.toml_names("words"), "plover/groups.toml", "cameo/groups.toml"])
def test_every_set_of_words_is_asked_for(table: str) -> None:
    assert sorted({*tables.toml(table)} - strings_in_code()) == []


def test_rules_have_a_sentence_and_sentences_a_rule() -> None:
    kinds = "|".join(tables.toml("rules.toml"))
    links = [row for rows in tables.toml("propagation.toml").values() for row in rows]
    used = {text for text in strings_in_code() if re.fullmatch(rf"({kinds})\.[a-z-]+", text)}
    used |= {f"factuality.{row['rule']}" for row in links if "rule" in row}
    assert used == {*rules()}
