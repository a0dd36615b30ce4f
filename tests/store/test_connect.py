"""Connections: files that are not ours, one writer, readers beside it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from storework import extraction, report

from rapporteur.store import Store, StoreError, connect


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "rapporteur.db"


@pytest.mark.parametrize("write", [True, False])
def test_files_that_are_not_ours_are_refused_and_left_alone(path: Path, write: bool) -> None:
    path.write_text("The envoys met in Geneva.")
    with pytest.raises(StoreError, match="not a database"):
        Store.open(path, write=write)
    assert path.read_text() == "The envoys met in Geneva."
    path.unlink()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE songs (title)")
    with pytest.raises(StoreError, match="not a Rapporteur database"):
        Store.open(path, write=write)


def test_a_file_that_a_run_had_no_time_to_fill_is_told_from_one_of_others(path: Path) -> None:
    path.touch()
    with pytest.raises(StoreError, match="is empty: `rapporteur read"):
        Store.open(path)
    connect.writer(path).connect().close()  # in WAL mode, and without a table
    with pytest.raises(StoreError, match="is empty: `rapporteur read"):
        Store.open(path)
    Store.open(path, write=True).close()
    with Store.open(path) as store:
        assert store.reports() == ()


def test_a_damaged_file_is_an_error_and_not_a_crash(path: Path) -> None:
    with Store.open(path, write=True) as store:
        store.add(report(), extraction(report()))
    data = bytearray(path.read_bytes())
    data[100:] = bytes(len(data) - 100)
    path.write_bytes(data)
    with pytest.raises(StoreError, match="can't be used"), Store.open(path) as store:
        store.reports()


def test_one_writer_at_a_time_while_readers_read_on(path: Path) -> None:
    open_again = "import sys; from rapporteur.store import Store; Store.open(sys.argv[1], write=True)"
    with Store.open(path, write=True) as store:
        store.add(report(), extraction(report()))
        with Store.open(path) as beside:
            assert beside.reports() == (report(),)
        second = subprocess.run([sys.executable, "-c", open_again, str(path)], capture_output=True, text=True)
        assert "being written to by another" in second.stderr
    Store.open(path, write=True).close()


def test_a_reader_can_not_write(path: Path) -> None:
    Store.open(path, write=True).close()
    with Store.open(path) as store, pytest.raises(StoreError, match="readonly"):
        store.add(report(), extraction(report()))


def test_the_folder_must_exist(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no folder"):
        Store.open(tmp_path / "nowhere" / "x.db", write=True)
    with pytest.raises(StoreError, match="is a folder"):
        Store.open(tmp_path, write=True)


def test_nothing_there_to_read(path: Path) -> None:
    with pytest.raises(StoreError, match="rapporteur read PATH"):
        Store.open(path)
    assert not path.exists()
