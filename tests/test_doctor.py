"""The doctor: a line per part, and whether all is in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapporteur.model import Extraction, Report
from rapporteur.run.doctor import examine
from rapporteur.store import Store

pytest.importorskip("rapporteur_reader_en", reason="the reader's weights are not installed")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    path = tmp_path / "r.db"
    with Store.open(path, write=True) as store:
        store.add(Report(id="r1", name="a", text="The envoys met."), Extraction(report="r1"))
    return path


def database(path: Path) -> tuple[str, bool]:
    lines, well = examine(path)
    return next(line for line in lines if line.startswith("database")), well


def test_no_database_is_in_order(tmp_path: Path) -> None:
    line, well = database(tmp_path / "r.db")
    assert "none at" in line
    assert well


def test_a_database_is_counted(kept: Path) -> None:
    line, well = database(kept)
    assert "1 reports" in line
    assert "NOT IN ORDER" not in line
    assert well


def test_what_sqlite_finds_wrong_is_said(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Store, "check", lambda _: "row 1 missing from index")
    line, well = database(kept)
    assert line.endswith("NOT IN ORDER: " + f"{kept}: row 1 missing from index")
    assert not well


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    path.write_text("The envoys met.")
    line, well = database(path)
    assert "NOT IN ORDER" in line
    assert "not a database" in line
    assert not well
