"""The word diff: in `show`, in the brief, and as a function of two wordings."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rapporteur.model import Finding, Record, Report, Span, Statement
from rapporteur.views import brief_html, brief_markdown
from rapporteur.views.brief.wording import against, marked, shortened, side_by_side, similar, wrapped
from rapporteur.views.show import show_text

TEXTS = {"a": "Keita spoke in the morning.", "b": "Keita spoke at noon.", "c": "Keita spoke again."}


def told(rid: str, words: str, form: str = "direct") -> Statement:
    exact = TEXTS[rid]
    return Statement(
        id=f"sta-{rid}",
        report=rid,
        evidence=(Span(rid, 0, len(exact), exact),),
        speaker=None,
        speaker_words="Keita",
        words=words,
        form="indirect" if form == "indirect" else "direct",
    )


def utterance(*claims: Statement) -> Record:
    """A record of one utterance, told by several reports."""
    finding = Finding(
        id="f-0001",
        kind="statement",
        headline="Keita",
        claims=tuple(claim.id for claim in claims),
        verdict="differs",
        origins=tuple(claim.report for claim in claims),
        outlets=tuple(claim.report for claim in claims),
        why="The wordings differ.",
    )
    reports = tuple(Report(id=c.report, name=c.report, text=TEXTS[c.report]) for c in claims)
    return Record(signature="test", reports=reports, claims=claims, findings=(finding,))


LIMITED = utterance(told("a", "No raid is planned."), told("b", "no raid is planned this week"))


def test_show_sets_wordings_side_by_side() -> None:
    text = show_text(LIMITED, "f-0001")
    assert "Wordings ([-only in the first-], {+not in the first+}):\n  [1] No raid is planned." in text
    assert "\n  [2] no raid is planned {+this week+}\n" in text
    assert "Wordings" not in show_text(utterance(told("a", "No raid."), told("b", "no raid")), "f-0001")


def test_show_keeps_long_wordings_within_a_terminal() -> None:
    long = "the find_offices of this year will feed every village of the valley until the rains come back in autumn"
    text = show_text(utterance(told("a", long), told("b", long + " or later")), "f-0001")
    start = text.index("Wordings")
    block = text[start : text.index("\n\n", start)]
    assert "{+or later+}" in block
    assert max(map(len, block.splitlines())) < 80


def test_what_one_wording_has_alone_is_marked_in_the_brief() -> None:
    assert "“no raid is planned **this week**” [2]" in brief_markdown(LIMITED)
    assert "Words in bold stand in that wording" in brief_markdown(LIMITED)
    page = brief_html(LIMITED)
    assert '<ins><span class="aloud">[only here: </span>this week<span class="aloud">]</span></ins></q>' in page
    apart = utterance(told("a", "No raid is planned.", "indirect"), told("b", "a raid is planned", "indirect"))
    assert "**a** raid is planned [2]" in brief_markdown(apart)


def test_the_word_that_differs_is_never_cut_off() -> None:
    long = "the find_offices of this year will feed every village of the valley, " * 4
    text = brief_markdown(utterance(told("a", long + "perhaps"), told("b", long + "unless it rains")))
    assert "**unless it rains**” [2]" in text
    assert "…" in text


@given(st.text(max_size=60), st.text(max_size=60))
def test_marking_loses_no_word(one: str, other: str) -> None:
    assert "".join(text for text, _ in marked(one, other)).split() == one.split()
    assert against(one, one).split() == one.split()


@given(st.lists(st.tuples(st.text(max_size=200), st.booleans()), max_size=6))
def test_what_is_marked_survives_shortening(parts: list[tuple[str, bool]]) -> None:
    found = shortened(parts, 400)
    assert [text for text, mark in found if mark] == [text for text, mark in parts if mark][: sum(m for _, m in found)]


def test_half_of_the_words_in_common_are_enough_to_mark() -> None:
    assert similar("one two", "one three")
    assert not similar("one two three", "one four five")
    assert marked("one two three", "one four five") == (("one two three", False),)
    assert not similar("a b c d e f g h", "a b c d i j k l m")
    assert against("one two three", "one four five") == "one {+four five+}"


def test_what_is_not_marked_keeps_its_ends() -> None:
    long = "abcd " * 40
    first, mark, last = shortened(((long, False), ("this", True), (f" {long}", False)), 100)
    assert first[0] == "abcd " * 11 + "abcd… " + "abcd " * 7
    assert mark == ("this", True)
    assert last[0] == " " + "abcd " * 7 + "abcd…"
    assert shortened((("x" + "abcde " * 20, False), ("this", True)), 100)[0][0].startswith("x" + "abcde " * 8 + "abcde… ")
    (head, _), _ = shortened((("x" * 99 + " ", False), ("this", True)), 100)
    assert head == "x" * 99 + " "
    _, _, (middle, _), _ = shortened((("a", False), ("b", True), (f" {'abcd ' * 16}e ", False), ("f", True)), 70)
    assert middle == " abcd abcd abcd abcd abcd abcd abcd abcd… " + "abcd " * 7 + "e "


def test_no_line_is_wider_than_a_terminal() -> None:
    assert wrapped("x" * 39 + " " + "y" * 39) == ["x" * 39 + " " + "y" * 39]
    assert wrapped("x" * 40 + " " + "y" * 39) == ["x" * 40, "    " + "y" * 39]


def test_the_wording_of_most_reports_is_that_of_which_others_differ() -> None:
    lines = side_by_side([(told("a", "no raid"), 1), (told("b", "no raid at all"), 2), (told("c", "no raid at all"), 3)])
    assert lines[2:] == ["  [2][3] no raid at all", "  [1] no raid [-at all-]"]


def test_a_shortened_wording_has_at_most_twice_its_length() -> None:
    parts = [("w" * 9 + " ", False), ("m", True)] * 10
    assert shortened(parts, 20) == (*parts[:6], ("wwwwwww…", False))


def test_many_links_do_not_push_the_words_aside() -> None:
    statements = [(told("a", "no raid " * 12), number) for number in range(1, 7)]
    lines = side_by_side([*statements, (told("b", "a truce"), 9)])
    assert lines[2].startswith("  [1][2][3][4][5][6] no raid")
    assert lines[3].startswith((" " * 15 + "raid", " " * 15 + "no"))
