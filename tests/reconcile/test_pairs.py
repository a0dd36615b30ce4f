"""The pairs of cases/reconcile/*.toml: which claims of two reports meet in one finding, and under what verdict."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from rapporteur.kinds import BODIES
from rapporteur.model import (
    Actor,
    Claim,
    Extraction,
    Interval,
    Report,
    Span,
    When,
)
from rapporteur.reconcile import reconcile

CASES = Path(__file__).parents[2] / "cases" / "reconcile"
TABLES = {f"{kind}s": body for kind, body in BODIES.items() if (CASES / f"{kind}s.toml").exists()}
DEFAULTS = {
    "statements": {"speaker_words": "", "form": "direct"},
    "forecasts": {"stance": "forecast"},
    "figures": {},
}
ACTORS = {
    i: Actor(id=i, name=name, kind=kind, country=country or None)
    for i, (name, kind, country) in tomllib.loads((CASES / "actors.toml").read_text())["actors"].items()
}


def claim(table: str, report: str, raw: dict[str, Any]) -> Claim:
    fields = DEFAULTS.get(table, {}) | raw
    day = fields.pop("day", "" if table in ("forecasts", "figures") else "2024-05-03")
    start, end = fields.pop("days", (day, day))
    when = When(start, end, f"{start} to {end}") if start else None
    for name in ("said_by", "parties", "actors", "recipients"):
        if name in fields:
            fields[name] = tuple(fields[name])
    unit = fields.pop("unit", None)
    if "amount" in fields:
        low, high = fields["amount"]
        fields["amount"] = Interval(low or None, high or None, unit)
    if "minutes" in fields:
        fields["minutes"] = Interval(*fields["minutes"], "minute")
    made: Claim = TABLES[table](
        id=f"c-{report}", report=report, evidence=(Span(report, 0, 4, "Text"),), when=when, **fields
    )
    return made


def pairs() -> list[Any]:
    found = []
    for table in TABLES:
        for pair in tomllib.loads((CASES / f"{table}.toml").read_text())["pair"]:
            found.append(pytest.param(table, pair, id=f"{table}: {pair['why']}"))
    return found


@pytest.mark.parametrize(("table", "pair"), pairs())
def test_pair(table: str, pair: dict[str, Any]) -> None:
    """The two claims meet or stay apart as the case says, whichever report comes first."""
    dates = dict(zip("ab", pair.get("published", ("2024-05-03", "2024-05-03")), strict=True))
    reports = [Report(id=r, name=r, text=f"Text of {r}.", outlet=f"The {r}", published=dates[r]) for r in "ab"]
    extractions = [
        Extraction(report=r, actors=tuple(ACTORS.values()), claims=(claim(table, r, pair[r]),)) for r in "ab"
    ]
    _, _, findings = reconcile(reports, extractions)
    assert (len(findings) == 1) == pair["meets"], findings
    if pair["meets"]:
        assert findings[0].verdict == pair["verdict"], findings[0].why
        assert findings[0].headline
        assert findings[0].why
        assert pair.get("says", "") in findings[0].why
        assert pair.get("headline", "") in findings[0].headline
        assert [step.standing for step in findings[0].steps] == pair.get("steps", [])
        assert {c for step in findings[0].steps for c in step.claims} in (set(), {"c-a", "c-b"})
    assert reconcile(reports[::-1], extractions[::-1])[2] == findings


@pytest.mark.parametrize("table", sorted(TABLES))
def test_enough_of_both(table: str) -> None:
    """Each kind has at least a dozen pairs, some that meet and some that must not."""
    meets = [p["meets"] for p in tomllib.loads((CASES / f"{table}.toml").read_text())["pair"]]
    assert len(meets) >= 12
    assert meets.count(True) >= 4
    assert meets.count(False) >= 4
