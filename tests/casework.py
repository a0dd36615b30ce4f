"""Runs the cases of the kinds of claim: a short text is read by the real reader, and all its claims of a kind are compared.

A case has `name`, `text`, `published` (a day; 2024-04-13 unless given) and `url`, and under the plural of a kind
(`contacts`, `statements` and the others of `KINDS`) every claim of that kind that its text makes,
each in full: a field that is not named has its default. `events = []`: there is none.

- `when`: the days and their words, `["2024-04-12", "Friday"]`, `["2024-04-08..2024-04-12", "last week"]`
- `amount`, `minutes`: low, high and unit, `[40, "..", "tonne"]`; ".." is a side left open
- `likelihood`: words, low and high
- `evidence`, `action`, `actor_spans`, `recipient_spans`: their words; compared only where a case names them

`known_wrong` says why a case fails today: its lists are right, the program is not yet. Once it passes, the mark has to go.

    python tests/casework.py cases/events.toml          # every case of a file as it comes out, to be read and corrected
    python tests/casework.py "Kenya accused Chad of theft." --kinds events statements
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rapporteur.extract import extract
from rapporteur.extract.document import Document
from rapporteur.kinds import BODIES
from rapporteur.model import KINDS, Kind, Report

CASES = Path(__file__).parent.parent / "cases"
pytest.importorskip("rapporteur_reader_en", reason="the reader's weights are not installed")
Fields = dict[str, Any]

PUBLISHED = "2024-04-13"
PLURALS: dict[str, Kind] = {f"{kind}s": kind for kind in KINDS}
HEADER = frozenset({"name", "text", "published", "url", "known_wrong"})
OPEN = ".."
LONGEST_LINE = 130
UNCOMPARED = frozenset({"kind", "id", "report", "origin", "rule"})
ON_REQUEST = frozenset({"evidence", "action", "actor_spans", "recipient_spans"})
"""Compared only where a case names them."""


@cache
def reader() -> Any:
    from rapporteur.reader import Reader

    return Reader()


def document_of(text: str) -> Document:
    """A short text as the finders of claims ask it."""
    report = Report(id="case", name="case", text=text, published=PUBLISHED)
    return Document(report, reader().read_one(report))


def load(name: str) -> list[Fields]:
    """The cases of a file under `cases/`."""
    return list(tomllib.loads((CASES / name).read_text("utf-8"))["case"])


def check(case: Fields, *required: str) -> None:
    """The claims of every kind that the case lists are those that it lists; `required` kinds it has to list."""
    plurals = [plural for plural in PLURALS if plural in case]
    assert plurals, "the case lists the claims of no kind"
    assert {*required} <= {*plurals}, f"the case has to list {required}"
    assert not {*case} - {*plurals} - HEADER, f"no field of a case: {sorted({*case} - {*plurals} - HEADER)}"
    claims = claimed(case)
    differences = [_difference(plural, case[plural], claims[plural]) for plural in plurals]
    settle(case, "\n".join(difference for difference in differences if difference))


def settle(case: Fields, difference: str) -> None:
    """Fails on a difference, unless the case is known to be wrong; then on there being none."""
    if "known_wrong" not in case:
        assert not difference, f"{case['text']}\n{difference}"
        return
    assert difference, f"this comes out right now, take the mark away: known_wrong = {case['known_wrong']!r}"
    pytest.xfail(case["known_wrong"])


def claimed(case: Fields) -> dict[str, list[Fields]]:
    """The claims of the case's text in the form of the cases, by the plural of their kind."""
    report = Report(id="case", name="case", text=case["text"], published=case.get("published", PUBLISHED), url=case.get("url"))
    claims = [msgspec.to_builtins(claim) for claim in extract(report, reader().read_one(report)).claims]
    return {plural: [_compact(claim) for claim in claims if claim["kind"] == kind] for plural, kind in PLURALS.items()}


def _compact(claim: Fields) -> Fields:
    """The fields of a claim that are not at their default, those with parts as short lists."""
    defaults = {field.name: field.default for field in msgspec.structs.fields(BODIES[claim["kind"]])}
    named = {name: value for name, value in claim.items() if name not in UNCOMPARED and not _empty(value, defaults[name])}
    return {name: COMPACT.get(name, _plain)(value) for name, value in named.items()}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _empty(value: Any, default: Any) -> bool:
    return value is None or value == default or value in ((), [])


def _days(start: str | None, end: str | None) -> str:
    if start is None and end is None:
        return OPEN
    return start if start is not None and start == end else f"{start or ''}{OPEN}{end or ''}"


def _interval(interval: Fields) -> list[Any]:
    low, high = (OPEN if side is None else side for side in (interval["low"], interval["high"]))
    return [low, high] if interval["unit"] is None else [low, high, interval["unit"]]


def _likelihood(odds: Fields) -> list[Any]:
    return [odds["words"], *_interval({**odds, "unit": None})] if (odds["low"], odds["high"]) != (None, None) else [odds["words"]]


def _words(spans: list[Fields]) -> list[str]:
    return [span["exact"] for span in spans]


COMPACT: dict[str, Callable[[Any], Any]] = {
    "when": lambda when: [_days(when["start"], when["end"]), when["words"]],
    "amount": _interval,
    "minutes": _interval,
    "likelihood": _likelihood,
    "action": lambda span: span["exact"],
    "evidence": _words,
    "actor_spans": _words,
    "recipient_spans": _words,
}
"""How a field with parts is written in a case."""


def _difference(plural: str, expected: list[Fields], claims: list[Fields]) -> str:
    """What a case lists of a kind and what comes out, or nothing where they are the same."""
    fields = {field.name for field in msgspec.structs.fields(BODIES[PLURALS[plural]])} - UNCOMPARED
    assert not {name for claim in expected for name in claim} - fields, f"no field of {plural}: {expected}"
    if paired(expected, claims, _same):
        return ""
    asked = ON_REQUEST & {name for claim in expected for name in claim}
    shown = without(ON_REQUEST - asked, claims)
    return f"in the case:\n{in_toml(plural, expected)}\nas it comes out:\n{in_toml(plural, shown)}"


def without(names: frozenset[str], claims: list[Fields]) -> list[Fields]:
    """The claims without some of their fields."""
    return [{name: value for name, value in claim.items() if name not in names} for claim in claims]


def paired(expected: list[Fields], rows: list[Fields], same: Callable[[Fields, Fields], bool]) -> bool:
    """Whether each of the expected rows is another one of the rows, and none of them is over."""
    if not expected:
        return not rows
    first, *rest = expected
    return any(same(first, row) and paired(rest, rows[:i] + rows[i + 1 :], same) for i, row in enumerate(rows))


def _same(expected: Fields, claim: Fields) -> bool:
    names = {*expected} | ({*claim} - ON_REQUEST)
    return all(name in claim and name in expected and _comparable(name, claim) == _comparable(name, expected) for name in names)


def _comparable(name: str, claim: Fields) -> Any:
    """Parties, actors and recipients stand in no order."""
    return sorted(claim[name]) if name in ("parties", "actors", "recipients") else claim[name]


def in_toml(name: str, rows: Iterable[Fields]) -> str:
    """A list of tables as a line of TOML, or a line for each where they are long or several."""
    tables = ["{ " + ", ".join(f"{field} = {_value(value)}" for field, value in row.items()) + " }" for row in rows]
    line = f"{name} = [{', '.join(tables)}]"
    if len(tables) < 2 and len(line) <= LONGEST_LINE:
        return line
    return "\n".join([f"{name} = [", *(f"  {table}," for table in tables), "]"])


def _value(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return json.dumps(value, ensure_ascii=False)


def as_read(case: Fields, plurals: Iterable[str], with_spans: bool = False) -> str:
    """A case with the claims of some kinds as they come out today: to be read, corrected and put into a file."""
    claims = claimed(case)
    hidden = frozenset() if with_spans else ON_REQUEST
    header = [f"{name} = {_value(case[name])}" for name in ("name", "text", "published", "url") if name in case]
    return "\n".join(["[[case]]", *header, *(in_toml(plural, without(hidden, claims[plural])) for plural in plurals)])


def main(arguments: list[str]) -> None:
    """Prints a text, or every case of a file, as it comes out."""
    parser = argparse.ArgumentParser(description="A text, or every case of a file, in the form of the cases, as it comes out.")
    parser.add_argument("text", help="a text or a file of cases")
    parser.add_argument("--kinds", nargs="+", choices=tuple(PLURALS), help="unless given all, of a file those of each case")
    parser.add_argument("--spans", action="store_true", help="with the evidence and the words of an event")
    options = parser.parse_args(arguments)
    path = Path(options.text)
    cases = load(str(path.resolve())) if path.suffix == ".toml" else [{"name": "", "text": options.text}]
    for case in cases:
        plurals = options.kinds or [plural for plural in PLURALS if plural in case] or [*PLURALS]
        print(as_read(case, plurals, options.spans), end="\n\n")


if __name__ == "__main__":
    main(sys.argv[1:])
