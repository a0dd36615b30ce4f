"""What a reader must know before trusting a brief."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest
from briefwork import group, letters, made, small
from viewwork import crisis, section

from rapporteur.model import Contact, Figure, Problem, Record, Report, Span, Step
from rapporteur.views import brief_markdown
from rapporteur.views.brief.caveats import gate, silent_sentences
from rapporteur.views.brief.context import BriefContext
from rapporteur.views.show import show_text


@pytest.fixture(scope="module")
def markdown() -> str:
    return brief_markdown(crisis())


def test_care_says_what_lacks_and_what_was_checked(markdown: str) -> None:
    care = section(markdown, "Read with care")
    assert "No outlet, date or link is known for [4]." in care
    assert "page furniture marked and not read, in [1]" in care
    assert "one voice, not agreement" in care
    assert "broken.html (sources): no text found in 2 bytes" in care
    assert re.search(r"Of \d+ sentences, \d+ led to no claim", care)
    assert "24 of 24 quoted passages" in care
    assert gate(crisis()) == (24, 24)


def test_a_span_that_does_not_hold_is_counted() -> None:
    record = crisis()
    first = record.claims[0]
    bad = msgspec.structs.replace(first, evidence=(msgspec.structs.replace(first.evidence[0], exact="other words"),))
    broken = msgspec.structs.replace(record, claims=(bad, *record.claims[1:]))
    assert gate(broken) == (23, 24)
    assert "**Twenty" not in brief_markdown(broken)
    assert "23 of 24 quoted passages" in brief_markdown(broken)
    assert "do not trust this claim" in show_text(broken, bad.id)


def test_reports_without_claims_are_said_to_have_none() -> None:
    text = brief_markdown(Record(signature="s", reports=(Report(id="r", name="a", text="One. Two."),)))
    assert "Of 2 sentences, 2 led to no claim: 2 in [1]." in text


def caveats(record: Record) -> str:
    """The section in Markdown."""
    return section(brief_markdown(record), "Read with care")


def blank(size: int, **fields: Any) -> tuple[Report, ...]:
    return tuple(Report(id=f"r{at}", name=f"r{at}", text="", **fields) for at in range(size))


def test_twelve_reports_and_problems_are_named() -> None:
    text = caveats(Record(signature="s", reports=blank(13, outlet="Post", url="https://example.org")))
    assert "No date is known for [1] [2] [3] [4] [5] [6] [7] [8] [9] [10] [11] [12] and 1 more." in text
    problems = tuple(Problem(report=f"p{at}", stage="sources", reason="no text") for at in range(13))
    text = caveats(Record(signature="s", reports=blank(1), problems=problems))
    assert "p11 (sources)" in text
    assert "p12" not in text
    assert "… and 1 more (rapporteur list problems)" in text


@pytest.mark.parametrize("over", [0, 1])
def test_a_long_problem_is_cut(over: int) -> None:
    problem = Problem(report="p", stage="sources", reason=letters(200 + over))
    assert ("…" in caveats(Record(signature="s", reports=blank(1), problems=(problem,)))) == bool(over)


def test_reports_with_most_unclaimed_sentences_stand_first() -> None:
    texts = ("One.", "One. Two. Three.", "One. Two.", *["One."] * 10)
    reports = tuple(Report(id=f"r{at}", name="r", text=text) for at, text in enumerate(texts))
    text = caveats(Record(signature="s", reports=reports))
    assert "16 led to no claim: 3 in [2], 2 in [3], 1 in [1], 1 in [4]," in text
    assert "1 in [12] …." in text
    assert "[13] …" not in text


def test_a_sentence_is_read_if_a_claim_or_furniture_touches_it() -> None:
    text = "Norland left. Kelm stayed. Subscribe now. It rained."
    spans = [Span("r", text.index(words), text.index(words) + len(words), words) for words in ("rained", "Kelm", "Norland")]
    furniture = (Span("r", text.index("now"), text.index("now") + 3, "now"),)
    report = Report(id="r", name="r", text=text, furniture=furniture)
    claims = tuple(msgspec.structs.replace(made(Figure, "r"), evidence=(span,)) for span in spans[:2])
    assert silent_sentences(BriefContext(Record(signature="", reports=(report,), claims=claims))) == {"r": (1, 3)}


def test_reports_of_one_origin_are_one_voice() -> None:
    shared = group("agreed", *(made(Figure, report) for report in "cab"), origins=2)
    record = small(shared, reports=("a", "b", "c"))
    assert "One finding told by several reports that go back to one origin" in caveats(record)
    assert "Reports: [1] [2] [3]." in caveats(record)
    assert "go back to one origin" not in caveats(small(group("agreed", *(made(Figure, report) for report in "ab"), origins=2)))


def test_spans_count_in_any_order() -> None:
    text = "Norland left. Kelm stayed. It rained. Osk was calm. Read more. Subscribe now. See also. Sudmark waited."
    cited = [Span("r", text.index(words), text.index(words) + len(words), words) for words in ("Norland", "rained", "Kelm")]
    marked = [Span("r", text.index(words), text.index(words) + len(words), words) for words in ("more", "also", "now")]
    report = Report(id="r", name="r", text=text, furniture=tuple(marked))
    claims = tuple(msgspec.structs.replace(made(Figure, "r"), evidence=(span,)) for span in cited)
    assert silent_sentences(BriefContext(Record(signature="", reports=(report,), claims=claims))) == {"r": (2, 5)}


def test_what_changed_over_time_is_not_one_voice() -> None:
    plan, deed = made(Contact, "a", factuality="planned"), made(Contact, "b")
    steps = (
        Step(published=None, standing="planned", claims=(plan.id,)),
        Step(published=None, standing="stated", claims=(deed.id,)),
    )
    assert "go back to one origin" not in caveats(small(group("sole", plan, deed, steps=steps)))
    assert "go back to one origin" in caveats(small(group("sole", plan, deed)))


def test_what_is_lacking_stands_before_what_was_not_read(markdown: str) -> None:
    care = section(markdown, "Read with care")
    order = ("No outlet", "page furniture", "one voice", "led to no claim", "Problem", "Checked", "Made by")
    assert sorted(order, key=care.index) == list(order)
