"""What `rapporteur check` prints of a report."""

from __future__ import annotations

from rapporteur.extract.provenance import Drop
from rapporteur.model import Actor, Contact, Reading, Record, Report, Sentence, Span, Word
from rapporteur.views.check import check_text

TEXT = "Keita phoned Ode. It rained. They called it a farce."


def word(text: str, start: int) -> Word:
    return Word(text=text, start=start, end=start + len(text), lemma=text, upos="X", xpos="X", head=-1, deprel="root")


def reading() -> Reading:
    words = [word(text, TEXT.index(text)) for text in ("Keita", "phoned", "Ode", "It", "rained", "They", "called", "farce")]
    bounds = ((0, 3), (3, 5), (5, 8))
    return Reading(report="r", text=TEXT, words=tuple(words), sentences=tuple(Sentence(a, b, 0) for a, b in bounds))


def record(rule: tuple[str, ...]) -> Record:
    actors = (Actor(id="person.keita", name="Awa Keita", kind="person"), Actor(id="person.ode", name="Idris Ode", kind="person"))
    claim = Contact(
        id="con-1", report="r", evidence=(Span("r", 0, 16, TEXT[:16]),), factuality="planned",
        parties=("person.keita", "person.ode"), mode="call", rule=rule,
    )  # fmt: skip
    return Record(signature="t", reports=(Report(id="r", name="wire-14", text=TEXT),), actors=actors, claims=(claim,))


def test_each_sentence_says_what_came_of_it() -> None:
    lines = check_text(record(("event.naming",)), reading(), [Drop("event.naming", 6)]).splitlines()
    assert lines[0].startswith("wire-14: 3 sentences, 1 claims, 1 candidates turned down")
    text = "\n".join(lines)
    first, second, third = text.split("\n\n")[1:]
    assert "+ Call con-1 (planned): Awa Keita – Idris Ode" in first
    assert "event.naming: To call" in first
    assert second.splitlines() == ["  2  It rained", "     = nothing"]
    assert "- “called” event.naming: To call" in third


def test_a_rule_that_no_table_has_is_shown_all_the_same() -> None:
    assert "contact.unheard-of: no table says what it does" in check_text(record(("contact.unheard-of",)), reading(), ())
