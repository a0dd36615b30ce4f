"""Runs the cases of one kind of claim: a short text is read by the real reader, and its claims are compared field by field.

`claims` lists what must be claimed, `never` what must not; a case names only the fields that it is about. Actors
are met by a part of their name, an alias, a role or their id.
"""

from __future__ import annotations

import tomllib
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rapporteur.extract import extract
from rapporteur.model import Actor, Report

CASES = Path(__file__).parent.parent / "cases"
pytest.importorskip("rapporteur_reader_en", reason="the reader's weights are not installed")
Fields = dict[str, Any]


@cache
def reader() -> Any:
    from rapporteur.reader import Reader

    return Reader()


def load(name: str) -> list[Fields]:
    """The cases of a file under `cases/`."""
    return list(tomllib.loads((CASES / name).read_text("utf-8"))["case"])


def check(case: Fields) -> None:
    """Every claim that the case wants is there, and none that it forbids."""
    report = Report(id="case", name="case", text=case["text"], published=case.get("published", "2024-04-13"))
    found = extract(report, reader().read_one(report))
    actors = {a.id: a for a in found.actors}
    claims = [msgspec.to_builtins(c) for c in found.claims]
    for wanted in case.get("claims", []):
        assert any(_meets(c, wanted, actors) for c in claims), f"not claimed: {wanted}\namong {_shown(claims, wanted)}"
    for barred in case.get("never", []):
        wrong = [c for c in claims if _meets(c, barred, actors)]
        assert not wrong, f"claimed: {wrong}"


def _shown(claims: list[Fields], wanted: Fields) -> str:
    kept = [{k: v for k, v in c.items() if v and k not in ("id", "report", "evidence")} for c in claims]
    return "\n".join(str(c) for c in kept if c["kind"] == wanted["kind"])


def _meets(claim: Fields, wanted: Fields, actors: dict[str, Actor]) -> bool:
    return all(_field(claim, name, want, actors) for name, want in wanted.items())


def _field(claim: Fields, name: str, want: Any, actors: dict[str, Actor]) -> bool:
    if name in ("start", "end"):
        return bool((claim.get("when") or {}).get(name) == want)
    if name == "minutes":
        return bool((claim.get("minutes") or {}).get("low") == want)
    if name in ("low", "high", "unit"):
        got = claim["amount"].get(name)
        return got is None if want == "none" else bool(got == want)
    got = claim.get(name)
    if name in ("parties", "actors", "recipients", "said_by"):
        return _all_named(want, got or [], actors)
    if name in ("speaker", "addressee", "actor", "subject"):
        return got is None if want == "" else got is not None and _named(want, got, actors)
    if want == "":
        return not got
    if name in ("words", "place", "event", "of", "affected", "condition"):
        return want.casefold() in str(got or "").casefold()
    return bool(got == want)


def _all_named(want: list[str], got: list[str], actors: dict[str, Actor]) -> bool:
    """Each wanted actor is another one of those found; an empty list asks for nobody."""
    if not want:
        return not got
    return any(all(_named(w, g, actors) for w, g in zip(want, p, strict=True)) for p in permutations(got, len(want)))


def _named(part: str, actor: str, actors: dict[str, Actor]) -> bool:
    known = actors.get(actor)
    names = [actor, *([known.name, *known.aliases, *(r.role for r in known.roles)] if known else [])]
    return any(part.casefold() in n.casefold() for n in names)
