"""One claim or finding with its words."""

from __future__ import annotations

import msgspec
from viewwork import crisis, crowd

from rapporteur.model import Problem, Span
from rapporteur.views import TABLE_FORMATS, list_rows, look_up
from rapporteur.views.show import show_text


def test_show_marks_the_words_in_their_sentence() -> None:
    record = crisis()
    conflict = next(one for one in record.findings if one.verdict == "conflict")
    text = show_text(record, conflict.id)
    one_line = " ".join(text.split())
    assert "[1] wire (Meridian): «More than 90,000 soldiers of Varnia» stand near the frontier, aides said." in one_line
    assert all(len(line) < 80 for line in text.splitlines()[1:])
    assert "conflict: 20,000 lies below" in text
    assert "«" not in show_text(record, conflict.id, colour=True)
    assert "\x1b[1;33mMore than 90,000 soldiers of Varnia\x1b[0m stand" in show_text(record, conflict.id, colour=True)


def test_show_takes_the_beginning_of_an_id_and_says_what_is_wrong() -> None:
    record = crisis()
    assert look_up(record, "herald-0") == next(one for one in record.claims if one.id == "contact-herald-0")
    assert look_up(record, "forecast-herald") == next(one for one in record.claims if one.id.startswith("forecast-her"))
    for prefix, words in (
        ("fi", "too short"),
        ("figure", "is the beginning of 4 ids"),
        ("nowhere", "no claim or finding"),
    ):
        wrong = look_up(record, prefix)
        assert isinstance(wrong, Problem)
        assert words in wrong.reason
        assert show_text(record, prefix) == wrong.reason + "\n"


def test_a_report_cannot_steer_the_terminal() -> None:
    record = crowd(1)
    text = "Varnia has \x1b[2J7 tanks near Kelm."
    claim = msgspec.structs.replace(record.claims[0], evidence=(Span("r0", 0, len(text), text),))
    report = msgspec.structs.replace(record.reports[0], text=text)
    record = msgspec.structs.replace(record, reports=(report,), claims=(claim,))
    assert "\x1b" not in show_text(record, "xf0")
    assert "\x1b" not in TABLE_FORMATS["table"](list_rows(record, "figures"))
