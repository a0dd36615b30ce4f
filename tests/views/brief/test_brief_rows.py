"""Findings as lines: their wordings, their standing."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import msgspec
import pytest
from briefwork import group, letters, made, opened, plain, small
from viewwork import Page, crisis, crowd, finding, section

from rapporteur.model import Claim, Contact, Event, Figure, Forecast, Interval, Precaution, Span, Statement
from rapporteur.views import brief_html, brief_markdown
from rapporteur.views.brief.rows import detail, is_to_come, label, standing, vouchers, weight, wordings
from rapporteur.views.evidence import number_passage
from rapporteur.views.kinds.contacts import length_passage


@pytest.fixture(scope="module")
def markdown() -> str:
    return brief_markdown(crisis())


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(brief_html(crisis()))


def test_a_planned_visit_never_reads_as_held(markdown: str, page: Page) -> None:
    line = next(line for line in markdown.splitlines() if "visit" in line and "Okoro" in line and line.startswith("- C"))
    assert "*planned*" in line
    assert "Okoro met" not in markdown
    assert ("span", {"class": "standing planned"}) in page.tags


def test_two_wordings_of_one_quotation_stand_side_by_side(markdown: str) -> None:
    row = next(line for line in section(markdown, "Agreed").splitlines() if line.startswith("| Said"))
    assert "“**Nobody** has closed **the** door” [1] · “**no one** has closed **any** door” [2]" in row


def test_hundreds_of_wordings_of_one_figure_stay_one_row() -> None:
    record = crowd(300)
    figures = tuple(one for one in record.claims if isinstance(one, Figure))
    one = finding("conflict", figures, 300, "they can't all be right " * 40)
    row = section(brief_markdown(msgspec.structs.replace(record, findings=(one,))), "They contradict each other")
    assert "and 294 more wordings" in row
    assert len(row) < 1500


def test_weight_is_origins_then_verdict_then_claims() -> None:
    figures = [made(Figure) for _ in range(3)]
    ordered = [
        group("sole", figures[0], origins=3),
        group("conflict", figures[0], origins=2),
        group("agreed", *figures, origins=2),
        group("agreed", figures[0], origins=2),
        group("differs", figures[0], origins=2),
        group("sole", figures[0], origins=2),
        group("conflict", figures[0]),
    ]
    findings = [finding for finding, _ in ordered]
    assert all(weight(one) < weight(other) for one, other in pairwise(findings))


@pytest.mark.parametrize(
    ("claim", "size"),
    [
        (lambda size: made(Statement, "a", letters(size)), 180),
        (lambda size: made(Forecast, event=letters(size)), 90),
        (lambda size: made(Precaution, affected=letters(size)), 60),
    ],
)
def test_details_are_cut_at_their_length(claim: Callable[[int], Claim], size: int) -> None:
    assert detail(claim(size)) == letters(size)
    assert detail(claim(size + 1)).endswith("…")


@pytest.mark.parametrize("pronoun", ["he", "she", "It", "they", "we", "I", "them", "him", "her"])
def test_a_pronoun_affected_is_no_detail(pronoun: str) -> None:
    assert detail(made(Precaution, affected=pronoun)) == ""


def test_the_words_around_a_number_are_cut_on_both_sides() -> None:
    assert number_passage([letters(110)]) == letters(110)
    assert number_passage([letters(111)]).endswith("…")
    exact = "tens of " * 5 + "7 tanks " + "and more " * 12
    assert number_passage([exact]).startswith("tens of tens")
    exact = "tens of " * 6 + "7 tanks " + "and more " * 12
    words = number_passage([exact])
    assert words.startswith("…tens of tens of tens of tens of tens of 7 tanks")
    assert len(words) <= 110 + 2
    assert number_passage(["ab cdefg " + "x" * 38 + " 7 tanks " + "and more " * 9]).startswith("…cdefg xx")


def test_of_a_contact_its_length_is_set_side_by_side() -> None:
    evidence = tuple(Span("a", 0, len(words), words) for words in ("they talked for an hour", "a call", "for 50 minutes or more"))
    contact = msgspec.structs.replace(made(Contact, minutes=Interval(50, 60)), evidence=evidence)
    assert length_passage(contact) == "for 50 minutes or more"
    assert length_passage(msgspec.structs.replace(contact, evidence=evidence[:2])) == "they talked for an hour"
    assert length_passage(msgspec.structs.replace(contact, minutes=None)) == "a call"


def test_three_who_vouch_are_named() -> None:
    context, ((_, claims),) = opened(small(group("sole", *(made(Figure, said_by=("Kelm", f"Ode {at}")) for at in range(4)))))
    assert plain(vouchers(context, claims)) == "(says Ode 0, Ode 1 and Ode 2)"
    assert vouchers(context, (*claims, made(Figure))) == ()


def test_standings_stand_from_fact_to_denial() -> None:
    order = ("denied", "conditional", "possible", "planned", "stated")
    context, ((_, claims),) = opened(small(group("sole", *(made(Figure, f"r{at}", factuality=f) for at, f in enumerate(order)))))
    assert plain(standing(context, claims)) == "stated [5] planned [4] possible [3] conditional [2] denied [1]"


def test_the_wording_of_most_reports_stands_first_and_none_last() -> None:
    claims = [made(Contact, "a"), made(Contact, "b", minutes=Interval(5, 5))]
    claims += [made(Contact, report, minutes=Interval(9, 9)) for report in "cd"]
    context, ((_, members),) = opened(small(group("agreed", *claims)))
    assert plain(wordings(context, members)) == "9 min [3][4] · 5 min [2] · also [1]"
    assert plain(wordings(context, members[:1])) == "[1]"


def test_a_report_counts_once_for_its_wording() -> None:
    claims = [
        made(Contact, report, minutes=Interval(length, length)) for report, length in (("a", 5), ("a", 5), ("b", 9), ("c", 9))
    ]
    context, ((_, members),) = opened(small(group("agreed", *claims)))
    assert plain(wordings(context, members)) == "9 min [2][3] · 5 min [1]"


def test_what_one_report_states_is_not_to_come() -> None:
    assert is_to_come((made(Event, factuality="planned"),))
    assert not is_to_come((made(Event, factuality="planned"), made(Event)))
    assert is_to_come((made(Forecast, factuality="stated"),))
    assert not is_to_come((made(Contact, factuality="planned"),))


@pytest.mark.parametrize(
    ("claim", "word"),
    [
        (made(Contact, mode="call"), "Call"),
        (made(Contact, mode="meeting"), "Meeting"),
        (made(Contact, mode="visit"), "Visit"),
        (made(Contact, mode="talks"), "Talks"),
        (made(Contact, mode="letter"), "Letter"),
        (made(Statement), "Said"),
        (made(Figure), "Figure"),
        (made(Precaution, act="close-post"), "Close post"),
        (made(Forecast), "Forecast"),
        (made(Forecast, stance="threat"), "Threat"),
        (made(Forecast, stance="warning"), "Warning"),
        (made(Forecast, stance="promise"), "Promise"),
        (made(Event, type="YIELD"), "Yield"),
    ],
)
def test_labels(claim: Claim, word: str) -> None:
    assert label(claim) == word
