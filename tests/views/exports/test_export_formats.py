"""Each format of event data, read back by readers of its own: columns, types, codes, and the values of a known record."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping

import msgspec
import pytest
from exportwork import (
    ALLIANCE,
    FRIDAY,
    GDELT,
    ICEWS,
    MENTIONS,
    POLECAT,
    REPORTS,
    TEXTS,
    contact,
    event,
    known,
    objects,
    record,
    rows,
)
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.lexicon import PLOVER, SECTORS
from rapporteur.lexicon.cameo import default
from rapporteur.lexicon.tables import rows as table
from rapporteur.model import Actor, Place, Role
from rapporteur.views.exports import EXPORTS, MARKS, Choice, cameo, exported
from rapporteur.views.exports.event_rows import QUAD

DAY, CODE = r"\d{4}-\d\d-\d\d", r"\d{3,4}"
NUMBER, WHOLE = r"-?\d+\.\d+", r"\d+"
COUNTRY = r"[A-Z]{3}|None"


def only(format: str, choice: Choice | None = None) -> bytes:
    return exported(known(), format, choice or Choice()).files[""]


def fits(row: Mapping[str, str], schema: Mapping[str, str]) -> None:
    for column, pattern in schema.items():
        assert re.fullmatch(pattern, row[column]), f"{column}: {row[column]!r}"


# ---- PLOVER -------------------------------------------------------------------------------------------------------
FIELDS = {"id", "has_event", "date", "time", "enddate", "endtime", "actor", "recipient", "event", "event_loc", "event_text",
          "quad_code", "event_scale", "mode", "context", "link", "text", "text_info", "cite_info", "coder",
          "comment"}  # fmt: skip
OWN = {"cameo", "reports"}
ENTITY = {"code", "sector", "entity_text", "identifier_text", "office", "actor_id", "country_name", "cow", "other_sectors"}


def test_plover_has_the_names_of_the_manual() -> None:
    for found in objects(only("plover")):
        assert {"id", "date", "actor", "event"} <= set(found) <= FIELDS | OWN
        assert re.fullmatch(DAY, found["date"])
        assert set(found["event"]) <= set(PLOVER)
        assert found["quad_code"] in (1, 2, 3, 4)
        assert -10 <= found["event_scale"] <= 10
        for entity in [*found["actor"], *found.get("recipient", [])]:
            assert set(entity) <= ENTITY
            assert entity.get("sector", "GOV") in SECTORS


def test_plover_values() -> None:
    call, accused, closed = sorted(objects(only("plover")), key=lambda found: found["id"])
    assert [call["event"], call["mode"], call["date"]] == [["CONSULT"], ["phone"], "2022-02-11"]
    assert "recipient" not in call, "all who speak are actors"
    assert call["actor"][0] == {
        "code": "MLI", "sector": "GOV", "identifier_text": "Awa Keita", "office": "President", "actor_id": "person.awa-keita",
        "country_name": "Mali", "cow": 432,
    }  # fmt: skip
    assert [told["publication"] for told in call["reports"]] == ["Northgate Review", "La Ribera"]
    assert accused["context"] == ["military", "territory"]
    assert accused["actor"][0]["entity_text"] == "Mali"
    assert (accused["event_scale"], accused["quad_code"], accused["cameo"]) == (-3.5, 3, "112")
    assert accused["cite_info"]["url"] == "https://northgate.example.org/1"
    start, end = accused["text_info"]["start"], accused["text_info"]["end"]
    assert [TEXTS["r1"][start:end]] == accused["event_text"]
    assert accused["text_info"]["sequence"] == 3
    assert (closed["event"], closed["mode"], closed["recipient"][0]["code"]) == (["SANCTION"], ["withdraw"], "TCD")
    assert closed["event_loc"]["city"] == "N'Djamena"
    assert closed["event_loc"]["country_code"] == "TCD"
    assert abs(closed["event_loc"]["lat"] - 12.1) < 0.1


# ---- POLECAT ------------------------------------------------------------------------------------------------------
def test_polecat_has_its_forty_columns() -> None:
    data = only("polecat")
    assert data.decode().splitlines()[0] == POLECAT
    assert len(POLECAT.split("\t")) == 40
    quads = "(VERBAL|MATERIAL) (COOPERATION|CONFLICT)"
    several = rf"({COUNTRY})(; ({COUNTRY}))*"
    for row in rows(data):
        fits(row, {"Event ID": rf"f-[0-9a-f]+_{row['Event Type']}", "Event Date": DAY, "Quad Code": quads, "Intensity": NUMBER,
                   "Actor Country": several, "Recipient Country": several, "Actor COW": r"(\d+|None)(; (\d+|None))*",
                   "Latitude": f"({NUMBER})?", "Longitude": f"({NUMBER})?", "Publication Date": DAY})  # fmt: skip
        assert row["Event Type"] in PLOVER
        assert all(row.values()) or row["Latitude"] == "", "only numbers may be empty"


def test_polecat_values() -> None:
    call, accused, closed = sorted(rows(only("polecat")), key=lambda row: row["Event ID"])
    assert (call["Actor Name"], call["Actor Country"], call["Actor COW"]) == ("Awa Keita; Jo Ode", "MLI; TCD", "432; 483")
    assert (call["Actor Title"], call["Primary Actor Sector"]) == ("President; president", "GOV; GOV")
    assert (call["Recipient Name"], call["Event Mode"], call["Event Date"]) == ("None", "phone", "2022-02-11")
    assert accused["Contexts"] == "military; territory"
    assert (accused["Quad Code"], accused["Intensity"], accused["Actor Name Raw"]) == ("VERBAL CONFLICT", "-3.5", "Mali")
    assert (accused["Recipient Name"], accused["Primary Recipient Sector"]) == ("Chad", "None")
    assert (closed["Country"], closed["City"], closed["Raw Placename"]) == ("TCD", "N'Djamena", "N'Djamena")
    assert closed["Source"] == "Northgate Review"
    assert closed["Story People"] == "Awa Keita; Jo Ode"


# ---- ICEWS --------------------------------------------------------------------------------------------------------
def test_icews_has_its_twenty_columns() -> None:
    data = only("icews")
    assert data.decode().splitlines()[0] == ICEWS
    assert len(ICEWS.split("\t")) == 20
    for row in rows(data):
        fits(row, {"Event ID": WHOLE, "Event Date": DAY, "CAMEO Code": CODE, "Intensity": NUMBER, "Story ID": WHOLE,
                   "Sentence Number": WHOLE, "Latitude": f"({NUMBER})?", "Longitude": f"({NUMBER})?"})  # fmt: skip
        assert int(row["Event ID"]) < 2**53
        assert row["Event Text"] == cameo.words(row["CAMEO Code"])


def test_icews_values() -> None:
    call, back, accused, closed = sorted(rows(only("icews")), key=lambda row: int(row["Event ID"]))
    assert (call["Source Name"], call["Target Name"], call["CAMEO Code"]) == ("Awa Keita", "Jo Ode", "041")
    assert (back["Source Name"], back["Target Name"], back["CAMEO Code"]) == ("Jo Ode", "Awa Keita", "041")
    assert (call["Source Sectors"], call["Source Country"]) == ("Government", "Mali")
    assert (accused["Event Text"], accused["Intensity"], accused["Sentence Number"]) == ("Accuse", "-2.0", "3")
    assert (closed["CAMEO Code"], closed["Target Name"], closed["City"], closed["Country"]) == (
        "161",
        "Chad",
        "N'Djamena",
        "Chad",
    )
    assert f"{int(closed['Event ID']) // 1000:010x}" == "0000000003", "the id leads back to the finding"
    assert f"{int(closed['Story ID']):010x}" == REPORTS[0].id[:10]


# ---- GDELT --------------------------------------------------------------------------------------------------------
def both() -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    files = exported(known(), "gdelt", Choice()).files
    assert sorted(files) == ["20220213083000.export.CSV", "20220213083000.mentions.CSV"]
    return rows(files["20220213083000.export.CSV"], GDELT), rows(files["20220213083000.mentions.CSV"], MENTIONS)


def test_gdelt_has_its_columns_in_the_types_of_the_codebook() -> None:
    events, mentions = both()
    assert (len(events[0]), len(mentions[0])) == (61, 16)
    code = r"([A-Z]{3})*"
    for row in events:
        fits(row, {"GlobalEventID": WHOLE, "Day": r"\d{8}", "MonthYear": r"\d{6}", "Year": r"\d{4}",
                   "FractionDate": r"\d{4}\.\d{4}", "Actor1Code": code, "Actor2Code": code,
                   "IsRootEvent": "[01]", "EventCode": CODE, "EventBaseCode": r"\d{3}",
                   "EventRootCode": r"\d\d", "QuadClass": "[1-4]", "GoldsteinScale": NUMBER, "NumMentions": WHOLE,
                   "NumSources": WHOLE, "NumArticles": WHOLE, "AvgTone": NUMBER, "Actor1Geo_Type": "0", "ActionGeo_Type": "[0-5]",
                   "ActionGeo_CountryCode": "([A-Z]{2})?", "DATEADDED": r"\d{14}"})  # fmt: skip
        assert row["EventCode"].startswith(row["EventBaseCode"])
        assert row["EventBaseCode"].startswith(row["EventRootCode"])
    for row in mentions:
        fits(row, {"EventTimeDate": r"\d{14}", "MentionTimeDate": r"\d{14}", "MentionType": "[12]", "SentenceID": WHOLE,
                   "Actor1CharOffset": r"-1|\d+", "ActionCharOffset": WHOLE, "InRawText": "[01]", "Confidence": r"\d+",
                   "MentionDocLen": WHOLE, "MentionDocTone": NUMBER})  # fmt: skip
    assert {row["GlobalEventID"] for row in mentions} == {row["GlobalEventID"] for row in events}


def test_gdelt_values() -> None:
    events, mentions = both()
    call, back, accused, closed = sorted(events, key=lambda row: int(row["GlobalEventID"]))
    assert (call["Actor1Code"], call["Actor1CountryCode"], call["Actor1Type1Code"]) == ("MLIGOV", "MLI", "GOV")
    assert (back["Actor1Name"], back["Actor2Name"]) == ("JO ODE", "AWA KEITA")
    assert (call["Day"], call["FractionDate"], call["DATEADDED"]) == ("20220211", "2022.1123", "20220212000000")
    assert (call["NumMentions"], call["NumSources"], call["NumArticles"], call["IsRootEvent"]) == ("2", "2", "2", "1")
    assert (accused["QuadClass"], accused["GoldsteinScale"], accused["IsRootEvent"]) == ("3", "-2.0", "0")
    assert (accused["Actor1Code"], accused["Actor2Code"], accused["Actor1Type1Code"]) == ("MLI", "TCD", "")
    assert (closed["ActionGeo_Type"], closed["ActionGeo_FullName"], closed["ActionGeo_CountryCode"]) == (
        "4",
        "N'Djamena, Chad",
        "CD",
    )
    told = [row for row in mentions if row["GlobalEventID"] == call["GlobalEventID"]]
    assert [row["MentionType"] for row in told] == ["1", "2"], "only one report has an address"
    assert [row["MentionIdentifier"] for row in told] == ["https://northgate.example.org/1", "La Ribera: r2"]
    (blamed,) = (row for row in mentions if row["GlobalEventID"] == accused["GlobalEventID"])
    assert TEXTS["r1"][int(blamed["Actor1CharOffset"]) :].startswith("Mali accused")
    assert TEXTS["r1"][int(blamed["ActionCharOffset"]) :].startswith("Mali accused")
    assert blamed["Actor2CharOffset"] == "-1"


def test_gdelt_knows_groups_from_countries_and_types() -> None:
    asked = event("eve-1", 0, "Mali accused Chad", recipients=(ALLIANCE.id,), type="REQUEST")
    (row,) = rows(next(iter(exported(record((asked,)), "gdelt", Choice()).files.values())), GDELT)
    assert (row["Actor2CountryCode"], row["Actor2KnownGroupCode"], row["Actor2Type1Code"]) == ("", "NAT", "IGO")


# ---- all ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("format", EXPORTS)
def test_same_record_same_bytes_and_no_loose_lines(format: str) -> None:
    first, second = (exported(known(), format, Choice()) for _ in range(2))
    assert first == second
    for data in first.files.values():
        assert data.endswith(b"\n")
        assert b"\r" not in data


@pytest.mark.parametrize("format", EXPORTS)
def test_an_empty_record_is_an_empty_table(format: str) -> None:
    for data in exported(record(), format, Choice()).files.values():
        assert data.count(b"\n") == (1 if format in ("polecat", "icews") else 0)


def test_tabs_quotes_and_line_breaks_stay_out_of_the_cells() -> None:
    odd = contact("con-1", 0, "called", place='the "old"\tport\nof Mali')
    for format in ("polecat", "icews", "gdelt"):
        for data in exported(record((odd,)), format, Choice()).files.values():
            lines = list(csv.reader(data.decode().splitlines(), delimiter="\t"))
            assert len({len(line) for line in lines}) == 1, format


@given(name=st.text(), place=st.text(), title=st.text())
def test_whatever_a_text_holds_a_row_keeps_its_cells(name: str, place: str, title: str) -> None:
    actor = Actor(id="person.x", name=name, kind="person", country="MLI", roles=(Role(title),))
    blamed = event("eve-1", 0, "Mali accused Chad", actors=("person.x",), place=place)
    made = record((blamed,), actors=(actor,))
    for format, head in (("polecat", None), ("icews", None), ("gdelt", GDELT)):
        (row,) = rows(next(iter(exported(made, format, Choice()).files.values())), head)
        assert row[{"polecat": "Event Date", "icews": "Event Date", "gdelt": "DATEADDED"}[format]].startswith("2022")
    (found,) = objects(exported(made, "plover", Choice()).files[""])
    assert found["actor"][0].get("identifier_text", "") == name


def test_the_places_of_the_record_come_before_the_lexicon() -> None:
    derry = Place(id="geo.1", name="Derry", words="Derry", country="USA", admin1="New Hampshire", lat=42.88, lon=-71.33,
                  precision="city", geonameid=5085382)  # fmt: skip
    blamed = event("eve-1", 0, "Mali accused Chad", place="Derry", where="geo.1")
    made = msgspec.structs.replace(record((blamed,)), places=(derry,))
    (row,) = rows(exported(made, "polecat", Choice()).files[""])
    assert [row[name] for name in ("City", "Province", "Country", "GeoNames ID")] == ["Derry", "New Hampshire", "USA", "5085382"]
    (row,) = rows(next(iter(exported(made, "gdelt", Choice()).files.values())), GDELT)
    assert (row["ActionGeo_Type"], row["ActionGeo_FullName"]) == ("3", "Derry, New Hampshire, United States")
    assert (row["ActionGeo_CountryCode"], row["ActionGeo_Lat"]) == ("US", "42.88")
    (found,) = objects(exported(made, "plover", Choice()).files[""])
    assert (found["event_loc"]["geonameid"], found["event_loc"]["resolution"]) == (5085382, 4)


def test_a_place_of_an_unrecognised_entity_lies_in_the_state_that_claims_it() -> None:
    shelled = event("eve-1", 0, "Mali accused Chad", place="Donetsk People's Republic")
    (row,) = rows(exported(record((shelled,)), "polecat", Choice()).files[""])
    assert row["Country"] == "UKR"


def test_every_type_and_mode_has_codes_and_scores() -> None:
    for row in table("verbs/events.csv"):
        code = str(default(row["type"], row["mode"] or None))
        assert cameo.words(code)
        assert -10 <= cameo.goldstein(code) <= 10
    assert set(QUAD) == set(PLOVER)
    assert len(MARKS) == 4


@pytest.mark.parametrize(("code", "words", "goldstein", "quad"), [
    ("042", "Make a visit", 1.9, 1), ("060", "Engage in material cooperation", 6.0, 2),
    ("1384", "Threaten conventional attack", -7.0, 3),
    ("190", "Use conventional military force", -10.0, 4), ("14", "Engage in political dissent", -6.5, 4),
])  # fmt: skip
def test_cameo(code: str, words: str, goldstein: float, quad: int) -> None:
    assert (cameo.words(code), cameo.goldstein(code), cameo.quad_class(code)) == (words, goldstein, quad)


READERS: Mapping[str, Callable[[bytes], int]] = {
    "plover": lambda data: len(objects(data)),
    "polecat": lambda data: len(rows(data)),
    "icews": lambda data: len(rows(data)),
}


@pytest.mark.parametrize("format", READERS)
def test_a_row_per_claim_has_one_report_each(format: str) -> None:
    per_finding, per_claim = (READERS[format](only(format, Choice(per=per))) for per in ("finding", "claim"))
    assert per_claim > per_finding


@pytest.mark.parametrize(
    ("published", "added"),
    [
        ("2022-02-12", "20220212000000"),
        ("2022-02-12T08:30Z", "20220212083000"),
        ("2022-02-12T00:30+02:00", "20220211223000"),
        ("0001-01-01T00:30+02:00", "20220211000000"),
        ("in spring", "20220211000000"),
    ],
)
def test_gdelt_has_publications_in_universal_time(published: str, added: str) -> None:
    """What is no moment that can be told in universal time is none: then the day of the event stands there."""
    report = msgspec.structs.replace(REPORTS[0], published=published)
    called = contact("con-1", 0, "called Chad's president", when=FRIDAY)
    events, mentions = exported(record((called,), reports=(report,)), "gdelt", Choice()).files.values()
    assert {row["DATEADDED"] for row in rows(events, GDELT)} == {added}
    assert {row["MentionTimeDate"] for row in rows(mentions, MENTIONS)} == {added}


@pytest.mark.parametrize("format", EXPORTS)
def test_a_report_whose_publication_is_no_day_is_exported(format: str) -> None:
    report = msgspec.structs.replace(REPORTS[0], published="in spring")
    called = contact("con-1", 0, "called Chad's president", when=FRIDAY)
    assert exported(record((called,), reports=(report,)), format, Choice()).files
