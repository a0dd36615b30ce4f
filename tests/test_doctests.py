"""Every example in a docstring runs, in the package and in the benchmarks, and prints what it says."""

from __future__ import annotations

import doctest
import importlib
import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "rapporteur"
BENCHMARKS = ROOT / "benchmarks"
FILES = sorted(path for path in (*PACKAGE.rglob("*.py"), *BENCHMARKS.glob("*.py")) if path.name != "__main__.py")
COMMENTED_OUT = re.compile(r"^\s*>>> #", re.MULTILINE)
"""An example that nothing runs: mended, or gone."""


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def loaded(path: Path) -> ModuleType:
    """The module of a file; a benchmark under a name of its own, since some are called like modules of the standard library."""
    if path.is_relative_to(PACKAGE):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        return importlib.import_module(".".join(parts).removesuffix(".__init__"))
    spec = importlib.util.spec_from_file_location(f"benchmarks_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", FILES, ids=named)
def test_examples_print_what_they_say(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if path.is_relative_to(PACKAGE / "spacy"):
        pytest.importorskip("spacy", reason="spaCy is not installed: pip install rapporteur[spacy]")
    monkeypatch.setattr(sys, "path", [*sys.path, str(BENCHMARKS)])
    assert doctest.testmod(loaded(path)).failed == 0


@pytest.mark.parametrize("path", FILES, ids=named)
def test_no_example_is_commented_out(path: Path) -> None:
    assert COMMENTED_OUT.findall(path.read_text(encoding="utf-8")) == []


def test_there_are_examples() -> None:
    assert sum(path.read_text(encoding="utf-8").count(">>> ") for path in FILES) > 100
