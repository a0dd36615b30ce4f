"""Whole days: every figure of every day, up or down, is the one that lies beside its gold."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from rapporteur.model import KINDS, Figure, Finding, Interval, Record, Report, Span

ROOT = Path(__file__).parents[1]
pytest.importorskip("rapporteur_reader_en", reason="the reader's weights are not installed")


def loaded(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "benchmarks" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # a dataclass looks for its module, and the next file for this one
    spec.loader.exec_module(module)
    return module


gold = loaded("gold")
scores = loaded("scores")
days = loaded("days")
GOLD = [path for data in (days.DAYS, days.EXAMPLES) for path in days.gold_files(data)]
HOW = """
If this is what the change is for, renew the figures and read what has changed before you commit it:
    python benchmarks/days.py --renew
What was missed and what is too much: python benchmarks/days.py --lines
Another processor may read a sentence differently: if the figures differ before any change, it is that."""


@cache
def day(path: Path) -> Any:
    """A day is read once for all tests."""
    return days.read_day(path)


@cache
def figures(path: Path) -> dict[str, Any]:
    return dict(days.figures(day(path)))


def section(table: dict[str, Any], name: str) -> dict[str, Any]:
    """A kind's figures, those of all claims, or the lines of the brief."""
    if name in KINDS:
        return dict(table.get(name, {}))
    return {key: value for key, value in table.items() if key not in KINDS and (key == "brief") == (name == "brief")}


@pytest.mark.parametrize("name", ["claims", *KINDS, "brief"])
@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.parent.name)
def test_figures_are_the_expected_ones(path: Path, name: str) -> None:
    changes = days.changes(section(days.expected(path), name), section(figures(path), name))
    assert not changes, "\n".join([f"{path.parent.name}, {name}: expected -> now", *changes, HOW])


def test_every_folder_of_reports_has_a_gold() -> None:
    folders = {folder for folder in (ROOT / "examples").iterdir() if folder.is_dir()}
    assert {ROOT / gold.load_gold(path).reports for path in days.gold_files(days.EXAMPLES)} == folders
    assert {path.parent for path in days.gold_files(days.DAYS)} == set(days.DAYS.iterdir())


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.parent.name)
def test_gold_names_only_reports_that_there_are(path: Path) -> None:
    items = (day(path).gold.wanted, day(path).gold.allowed, day(path).gold.never)
    named = {report for group in items for item in group for report in item.reports}
    assert named <= {report.name for report in day(path).record.reports}


def test_a_change_is_told_with_both_figures() -> None:
    before = {"contact": {"found": "12/13"}, "brief": ["one", "two"]}
    after = {"contact": {"found": "11/13"}, "brief": ["two", "one"]}
    lines = days.changes(before, after)
    assert lines[0] == "contact.found: 12/13 -> 11/13"
    assert "  -two" in lines
    assert not days.changes(before, before)


def test_figures_are_read_as_they_were_written(tmp_path: Path) -> None:
    table = {"claims": 2, "brief": ['«a "b" \\ c»', "| — |"], "contact": {"found": "1/2", "findings": {"sole": 3}}}
    (tmp_path / days.EXPECTED).write_text(days.as_toml(table), "utf-8")
    assert days.expected(tmp_path / "gold.toml") == table


def test_words_meet_with_an_edge_more_or_less_and_no_more() -> None:
    wanted = "we will answer any attack on our ships"
    assert gold.same_words(wanted, "that we will answer any attack on our ships")
    assert gold.same_words(wanted, "answer any attack on our ships")
    assert not gold.same_words(wanted, "any attack")
    assert not gold.same_words(wanted, f"{wanted} {'and so on ' * 40}")


def test_a_short_name_is_a_whole_word() -> None:
    assert gold.names_one("US|Washington", ["U.S. officials"])
    assert not gold.names_one("US", ["Russia"])
    assert gold.names_one("Déby", ["deby itno"])


def record(*findings: tuple[str, ...]) -> Record:
    """Two reports that count three ships each, "wire" four boats too; `findings` says which claims meet."""
    counted = {"w1": ("wire", "ships", 3), "w2": ("wire", "boats", 4), "h1": ("herald", "ships", 3)}
    reports = tuple(Report(id=name, name=name, text="3 ships and 4 boats") for name in ("wire", "herald"))
    claims = tuple(
        Figure(
            id=id,
            report=name,
            evidence=(Span(report=name, start=0, end=7, exact="3 ships"),),
            of=of,
            subject=None,
            amount=Interval(low=number, high=number),
        )
        for id, (name, of, number) in counted.items()
    )
    return Record(signature="", reports=reports, claims=claims, findings=tuple(map(finding, findings)))


def finding(claims: tuple[str, ...]) -> Finding:
    return Finding(
        id="-".join(claims), kind="figure", headline="", claims=claims, verdict="agreed", origins=(), outlets=(), why=""
    )


SHIPS = {"of": "ships", "low": 3, "verdict": "agreed", "in": ["wire", "herald"]}
BOATS = {"of": "boats", "low": 4, "in": ["wire"]}


def scored(tmp_path: Path, subject: Record, **tables: Any) -> Any:
    """The figures' score against a gold of these tables."""
    lines = [f"[[{kind}]]\n{days.as_toml(item)}" for kind, items in tables.items() for item in items]
    path = tmp_path / "gold.toml"
    path.write_text('published = "2024-04-13"\nclosed = ["figure"]\n' + "".join(lines), "utf-8")
    return scores.score(subject, gold.load_gold(path))


def test_an_item_of_two_reports_is_linked_where_its_claims_meet(tmp_path: Path) -> None:
    figure = scored(tmp_path, record(("w1", "h1"), ("w2",)), figure=[SHIPS, BOATS]).kinds["figure"]
    assert [str(r) for r in (figure.found, figure.linked, figure.pairs, figure.verdicts)] == ["3/3", "1/1", "1/1", "1/1"]
    apart = scored(tmp_path, record(("w1",), ("h1",), ("w2",)), figure=[SHIPS, BOATS]).kinds["figure"]
    assert [str(r) for r in (apart.found, apart.linked, apart.pairs, apart.verdicts)] == ["3/3", "0/1", "0/1", "0/1"]
    assert scored(tmp_path, record(("w1", "w2"), ("h1",)), figure=[SHIPS, BOATS]).kinds["figure"].overmerged == 1


def test_what_no_item_asks_for_is_too_much_unless_it_is_allowed(tmp_path: Path) -> None:
    strict = scored(tmp_path, record(), figure=[SHIPS]).kinds["figure"]
    assert (str(strict.precision), len(strict.extras)) == ("2/3", 1)
    assert str(scored(tmp_path, record(), figure=[SHIPS], figure_maybe=[BOATS]).kinds["figure"].precision) == "3/3"


def test_what_is_missed_and_what_must_not_be_said_is_told(tmp_path: Path) -> None:
    lost = {"of": "planes", "in": ["wire"]}
    result = scored(tmp_path, record(), figure=[lost], never=[{"kind": "figure", "of": "boats", "in": ["wire", "herald"]}])
    assert result.kinds["figure"].missed == ("figure in wire: of planes",)
    assert result.violations == ("figure in wire: 3 ships",)
    assert result.bad_spans == 0
