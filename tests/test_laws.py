"""The five laws of the house, each held by a test: see CONTRIBUTING.md."""

from __future__ import annotations

import ast
import csv
import inspect
import tomllib
from pathlib import Path

import msgspec
import pytest

from rapporteur import model
from rapporteur.reader import default_model

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "rapporteur"
ORDER = ("model", "lexicon", "sources", "reader", "extract", "spacy", "reconcile", "store", "views", "serve", "run", "cli")
MODULES = sorted(PACKAGE.rglob("*.py"))
TABLES = sorted(
    path for top in (PACKAGE, ROOT / "cases") for path in top.rglob("*") if path.suffix in (".csv", ".toml")
)
LONGEST = 600
VAGUE = ("util", "utils", "helper", "helpers", "manager", "managers", "common", "misc")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def stage_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def stages_imported(path: Path) -> set[str]:
    """The stages that a module imports anywhere, also within functions and for type checkers alone."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{named(path)}: relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name.split(".")[1] for name in found if name.startswith("rapporteur.")} & set(ORDER)


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_one_direction(path: Path) -> None:
    stage = stage_of(path)
    if stage in ("__init__", "__main__"):
        return
    assert stage in ORDER, f"{stage} is no stage: give it a place in the order"
    later = {other for other in stages_imported(path) if ORDER.index(other) > ORDER.index(stage)}
    assert not later, f"{stage} must not know {', '.join(sorted(later))}"


def test_nothing_is_edited() -> None:
    nouns = [noun for _, noun in inspect.getmembers(model, inspect.isclass) if issubclass(noun, msgspec.Struct)]
    assert len(nouns) > 15
    assert [noun.__name__ for noun in nouns if not noun.__struct_config__.frozen] == []


def test_every_claim_shows_its_words() -> None:
    from rapporteur.run import one_shot

    try:
        there = (default_model() / "model.onnx").exists()
    except FileNotFoundError:
        there = False
    if not there:
        pytest.skip("the reading model is not installed")
    record = one_shot([str(ROOT / "examples")], workers=1)
    texts = {report.id: report.text for report in record.reports}
    assert len(record.claims) > 20
    for claim in record.claims:
        assert claim.evidence, claim
        for span in claim.evidence:
            assert span.report == claim.report
            assert texts[span.report][span.start : span.end] == span.exact != ""
    known = {claim.id for claim in record.claims}
    told = [ident for finding in record.findings for ident in finding.claims]
    assert sorted(told) == sorted(known), "every claim is in one finding"


@pytest.mark.parametrize("path", TABLES, ids=named)
def test_data_is_data(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".toml":
        assert tomllib.loads(text)  # refuses doubled keys itself
        return
    rows = [row for row in csv.reader(text.splitlines(), strict=True) if row and not row[0].startswith("#")]
    width = len(rows[0])
    assert [row for row in rows if len(row) != width] == [], f"rows are not {width} cells wide"
    lines = [tuple(row) for row in rows]
    doubled = sorted({row for row in lines if lines.count(row) > 1}) if len(set(lines)) < len(lines) else []
    assert doubled == []


@pytest.mark.parametrize("kind", model.KINDS)
def test_same_name_in_every_stage(kind: str) -> None:
    from rapporteur.views import LISTS

    plural = f"{kind}s"
    assert (PACKAGE / "extract" / f"{plural}.py").exists()
    assert (PACKAGE / "reconcile" / f"{plural}.py").exists()
    assert list((ROOT / "cases").rglob(f"{plural}*")), f"no cases/{plural}"
    assert plural in LISTS


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_files_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < LONGEST


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [named(path) for path in MODULES if {*path.stem.split("_"), path.parent.name} & set(VAGUE)] == []


@pytest.mark.parametrize("path", [path for path in MODULES if path.name != "__main__.py"], ids=named)
def test_every_module_says_its_purpose(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
