"""What only one says."""

from __future__ import annotations

import pytest
from briefwork import Group, group, letters, made, small
from viewwork import crisis, section

from rapporteur.model import Contact, Event, Figure, Precaution, Statement, Step
from rapporteur.views import brief_markdown


@pytest.fixture(scope="module")
def markdown() -> str:
    return brief_markdown(crisis())


def test_sole_lines_stand_under_their_source(markdown: str) -> None:
    post = section(markdown, "Only one says").split("**[4] post**")[1]
    assert "- Said: **Ilse Marr**: “A costly mistake”" in post
    assert "- Figures: **Varnia: 2 consulates**" in post
    herald = section(markdown, "Only one says").split("**[2] The")[1]
    assert "- **Citizens told to leave Kelm**: Sudmark\n" in herald


def sole(*groups: Group, reports: tuple[str, ...] = ()) -> str:
    return section(brief_markdown(small(*groups, reports=reports)), "Only one says")


def test_reports_stand_in_their_order_and_kinds_in_theirs() -> None:
    text = sole(
        group("sole", made(Figure, "b"), origins=3),
        *(group("sole", made(sort, "a")) for sort in (Event, Precaution, Figure, Statement, Contact)),
        reports=("a", "b"),
    )
    assert [line.split(":")[0].strip("*- ") for line in text.splitlines() if line.startswith(("**", "- "))] == [
        "[1] a", "Contacts", "Said", "Figures", "Citizens told to leave", "Events", "[2] b", "Figures",
    ]  # fmt: skip


def test_indirect_speech_stands_after_what_is_quoted() -> None:
    text = sole(
        group("sole", made(Statement, "a", "one", form="indirect"), origins=2), group("sole", made(Statement, "a", "two"))
    )
    assert text.index("two") < text.index("one")


def test_eight_findings_of_a_kind_and_sixteen_reports() -> None:
    text = sole(*(group("sole", made(Figure, of=f"things {at}")) for at in range(9)))
    assert text.count("things") == 8
    assert "… and 1 more (rapporteur list findings)" in text
    text = sole(*(group("sole", made(Figure, f"report {at}")) for at in range(18)))
    assert text.count("**[") == 16
    assert "… and 2 more in 2 more reports (rapporteur list findings)" in text


@pytest.mark.parametrize("over", [0, 1])
def test_long_words_are_cut(over: int) -> None:
    assert ("…" in sole(group("sole", made(Statement, "a", letters(120 + over))))) == bool(over)


def test_a_finding_stands_under_the_report_that_tells_its_last_step() -> None:
    plan, deed = made(Contact, "a", "they will", factuality="planned"), made(Contact, "b", "they did")
    steps = (
        Step(published="2022-02-12", standing="planned", claims=(plan.id,)),
        Step(published="2022-02-14", standing="stated", claims=(deed.id,)),
    )
    assert "**[2] b**" in sole(group("sole", plan, deed, steps=steps))


def test_a_link_is_left_out_only_where_the_heading_names_all_reports() -> None:
    assert "leave**: Norland\n" in sole(group("sole", made(Precaution)))
    assert "leave**: Norland [1][2]\n" in sole(group("sole", made(Precaution), made(Precaution, "b")))
    assert "7 tanks** [1][2]\n" in sole(group("sole", made(Figure), made(Figure, "b")))
