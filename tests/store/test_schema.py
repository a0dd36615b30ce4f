"""Databases of other versions."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from storework import extraction, report

from rapporteur.store import Store, StoreError, schema


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "rapporteur.db"


def test_a_later_schema_is_refused(path: Path) -> None:
    Store.open(path, write=True).close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE meta SET value = ? WHERE key = 'schema'", (str(schema.VERSION + 1),))
    with pytest.raises(StoreError, match="later Rapporteur"):
        Store.open(path)


def test_a_database_from_before_there_were_places_and_times_still_opens(path: Path) -> None:
    with Store.open(path, write=True) as store:
        store.add(report(), extraction(report()), signature="v1")
    with sqlite3.connect(path) as old:
        old.execute("DROP TABLE places")
        old.execute("DROP TABLE times")
    with Store.open(path) as store:
        assert [len(e.claims) for e in store.extractions()] == [1]
        assert (store.extractions()[0].places, store.extractions()[0].times) == ((), ())
    with Store.open(path, write=True) as store:
        store.add(report("r2", "b"), extraction(report("r2", "b")), signature="v1")
        assert [(len(e.places), len(e.times)) for e in store.extractions()] == [(0, 0), (1, 1)]
