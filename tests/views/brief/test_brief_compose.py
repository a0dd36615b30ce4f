"""The brief: its sections, what must stand in them, and what never."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from briefwork import group, letters, made, small
from viewwork import crisis, crowd, section

from rapporteur.model import Contact, Event, Figure, Forecast, Likelihood, Precaution, Record, Report, Statement, When
from rapporteur.views import FORMATS, brief_markdown
from rapporteur.views.brief.html import brief_html as page_of

EMPTY = Record(signature="test")


@pytest.fixture(scope="module")
def markdown() -> str:
    return brief_markdown(crisis())


def test_what_nobody_states_stands_only_with_its_standing(markdown: str) -> None:
    come = section(markdown, "Said to come, and on what condition").splitlines()
    rows = [line for line in come if line.startswith("| ")][1:]
    assert len(rows) == 4
    assert all(re.search(r"\*(possible|conditional|denied)\*", row) for row in rows)
    assert "Varnia attacked" not in markdown
    assert "attack on Kelm by Varnia" in markdown


def test_disputes_show_both_wordings_and_why(markdown: str) -> None:
    row = section(markdown, "They contradict each other")
    assert "“More than 90,000 soldiers of Varnia” [1]" in row
    assert "“Exactly 20,000 Varnian soldiers” [2]" in row
    assert "20,000 lies below the lower bound of 90,000" in row
    assert "*possible* [4]" in section(markdown, "They differ")


def test_same_record_same_bytes_whatever_the_hash_seed() -> None:
    code = (
        "import hashlib; from viewwork import crisis; from rapporteur.views import FORMATS, LISTS, list_rows;"
        "print([hashlib.sha256(FORMATS[f](crisis())).hexdigest() for f in FORMATS]);"
        "print([list_rows(crisis(), k) for k in LISTS])"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            cwd=Path(__file__).parent,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_an_empty_record_gives_an_empty_brief() -> None:
    assert brief_markdown(EMPTY) == "# Undated reports · no reports · no outlet named\n"
    assert "<main>" in page_of(EMPTY)
    assert all(FORMATS[name](EMPTY) for name in FORMATS)


def test_a_thousand_reports_stay_a_brief() -> None:
    text = brief_markdown(crowd(1000))
    assert text.startswith("# 12 February 2022 · 1,000 reports · 1,000 outlets")
    assert len(text) < 20_000
    assert "… and 976 more (rapporteur list forecasts)" in text
    assert "… and 984 more in 984 more reports (rapporteur list findings)" in text
    assert "more reports were read and are not cited above" in text


def rows(record: Record, title: str) -> list[str]:
    """The rows of a section's tables, without their heads."""
    lines = section(brief_markdown(record), title).splitlines()
    heads = {at - 1 for at, line in enumerate(lines) if line.startswith("|---")}
    return [line for at, line in enumerate(lines) if line.startswith("| ") and at not in heads]


def test_what_more_origins_tell_stands_first() -> None:
    counts = (2, 4, 3)
    groups = [group("agreed", made(Figure, of=f"things of {count}"), origins=count) for count in counts]
    assert [re.findall("of ([234])", row) for row in rows(small(*groups), "Agreed")] == [["4"], ["3"], ["2"]]


def test_agreed_rows_stand_by_kind() -> None:
    sorts = (Event, Figure, Precaution, Statement, Contact)
    record = small(*(group("agreed", made(sort), origins=2) for sort in sorts))
    assert [row.split(" | ")[0].strip("| ") for row in rows(record, "Agreed")] == [
        "Call", "Said", "Precaution", "Figure", "Assault",
    ]  # fmt: skip


def test_what_is_to_come_is_not_agreed() -> None:
    record = small(group("agreed", made(Event, factuality="planned"), origins=2), group("agreed", made(Contact), origins=2))
    assert len(rows(record, "Agreed")) == len(rows(record, "Said to come, and on what condition")) == 1


def test_disputes_on_numbers_stand_before_those_on_words() -> None:
    record = small(
        group("differs", made(Statement, exact := "a truce"), origins=9),
        group("differs", made(Figure, "b", exact), origins=2),
        group("differs", made(Figure, "b", of="planes"), origins=3),
    )
    assert [row.split(" | ")[0].strip("| *") for row in rows(record, "They differ")] == ["Planes", "Tanks", "Keita"]


def test_grave_events_and_forecasts_come_before_talk() -> None:
    mild = [group("sole", made(Event, type=kind, factuality="planned")) for kind in ("AID", "CONSULT")]
    grave = [
        group("sole", made(Event, type=kind, factuality="planned")) for kind in ("ASSAULT", "COERCE", "MOBILIZE", "SANCTION")
    ]
    ahead = group("sole", made(Forecast))
    sure = group("agreed", made(Event, type="YIELD", factuality="planned"), origins=2)
    heads = [row.split(" | ")[1] for row in rows(small(*mild, *grave, ahead, sure), "Said to come, and on what condition")]
    assert heads == [
        "yielding to Kelm by Norland",
        "attack on Kelm by Norland",
        "coercion of Kelm by Norland",
        "massing of forces against Kelm by Norland",
        "sanctions against Kelm by Norland",
        "“a raid”",
        "aid for Kelm by Norland",
        "consultation with Kelm by Norland",
    ]


def test_four_who_say_so_are_named_and_three_wordings_given() -> None:
    ahead = [made(Forecast, event=f"raid {at}", said_by=(f"State {at}",)) for at in range(5)]
    (row,) = rows(small(group("sole", *ahead)), "Said to come, and on what condition")
    assert "| State 0 / State 1 / State 2 / State 3 and 1 more | “raid 0” · “raid 1” · “raid 2” +2 |" in row


def test_stance_condition_and_likelihood_stand_with_a_forecast() -> None:
    when = When("2022-02-14", None, "")
    ahead = made(Forecast, stance="threat", condition="if it snows", when=when, likelihood=Likelihood("may well"))
    certain = made(Forecast, event="a flood", factuality="stated")
    first, second = rows(small(group("sole", ahead), group("sole", certain)), "Said to come, and on what condition")
    assert first.endswith("| “if it snows”; from Monday 14 Feb | threat, *possible* “may well” | [1] |")
    assert second.endswith("|  | said as certain | [1] |")


@pytest.mark.parametrize("over", [0, 1])
def test_long_reasons_and_conditions_are_cut(over: int) -> None:
    record = small(
        group("differs", made(Figure), origins=2, why=letters(300 + over)),
        group("sole", made(Forecast, condition=letters(120 + over))),
    )
    assert ("…" in rows(record, "They differ")[0]) == bool(over)
    assert ("…" in rows(record, "Said to come, and on what condition")[0]) == bool(over)


def test_languages_are_named_in_one_order() -> None:
    langs = ("uk", "ru", "fr", "es", "en", "de", "pl")
    reports = tuple(Report(id=lang, name=lang, text="", lang=lang) for lang in langs)
    title = brief_markdown(Record(signature="test", reports=reports)).splitlines()[0]
    assert title.endswith("· German, English, Spanish, French, pl, Russian, Ukrainian")


def test_no_more_rows_than_fit_and_the_rest_is_counted() -> None:
    record = small(*(group("agreed", made(Figure, of=f"things {at}"), origins=2) for at in range(25)))
    assert len(rows(record, "Agreed")) == 24
    assert "… and 1 more (rapporteur list figures)" in section(brief_markdown(record), "Agreed")


@pytest.mark.parametrize(
    ("title", "verdict", "sort", "kind"),
    [
        ("They differ", "differs", Figure, "findings"),
        ("They contradict each other", "conflict", Figure, "findings"),
        ("Said to come, and on what condition", "sole", Forecast, "forecasts"),
    ],
)
def test_every_table_has_at_most_24_rows(title: str, verdict: str, sort: Any, kind: str) -> None:
    record = small(*(group(verdict, made(sort)) for _ in range(25)))
    assert len(rows(record, title)) == 24
    assert f"… and 1 more (rapporteur list {kind})" in section(brief_markdown(record), title)


def test_precautions_have_at_most_24_rows() -> None:
    record = small(*(group("sole", made(Precaution, place=f"Osk {at}")) for at in range(25)))
    assert len(rows(record, "Who told whom to leave")) == 24


def test_whom_an_agreed_precaution_affects_stands_with_the_others() -> None:
    record = small(group("agreed", made(Precaution, act="evacuate", affected="the old"), origins=2))
    assert rows(record, "Agreed") == ["| Precaution | **People evacuated** | Norland [1] |"]
