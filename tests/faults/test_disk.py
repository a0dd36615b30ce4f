"""A full disk, and what may not be read or written: it is said, nothing is half written, and the next run goes on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from faultwork import environment, kept, rerun, undisturbed, victim, write_inputs

ROOM = (0, 8_192, 60_000, 150_000, 250_000)
"""Bytes that are free when a run begins; the whole record takes about half a million."""
PLACES = "".join(
    f"{n}\tTombokari {n}\tTombokari\t\t14.5\t-4.2\tP\tPPL\tML\t\t04\t\t\t\t812\t\t\tAfrica/Bamako\t2020-01-01\n"
    for n in range(1, 3000)
)
BOUND = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search")
"""For root: without these capabilities permission bits bind it as they do others."""


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_inputs(tmp_path_factory.mktemp("disk"))


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of one's own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    try:
        run = subprocess.run(mount, capture_output=True, text=True, timeout=30)
    except OSError as error:
        pytest.skip(f"no disk can be mounted: {error}")
    if run.returncode != 0:
        pytest.skip(f"no disk can be mounted: {run.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True, timeout=30)


def fill(disk: Path, free: int) -> None:
    """Leaves so many bytes free."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass
    os.truncate(filler, max(0, filler.stat().st_size - free))


def rapporteur(*words: str, under: tuple[str, ...] = (), **more: str) -> subprocess.CompletedProcess[str]:
    command = [*under, sys.executable, "-m", "rapporteur", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment(**more))


def plain(said: str) -> bool:
    """Whether an error is told in a line."""
    return said.startswith("rapporteur: ") and said.count("\n") == 1


@pytest.mark.parametrize("room", ROOM)
def test_a_run_on_a_full_disk_keeps_what_it_acknowledged(room: int, disk: Path, inputs: Path, tmp_path: Path) -> None:
    whole = undisturbed(inputs, tmp_path, RAPPORTEUR_TEST_WORKERS="0").kept
    db = disk / "r.db"
    fill(disk, room)
    with victim(db, inputs, scratch=tmp_path) as run:
        assert run.wait() == 1, run.said()
        assert plain(run.said()), run.said()
        assert "make room on the disk" in run.said() or "disk I/O error" in run.said() or "No space" in run.said()
        now = kept(db)
        assert set(run.acknowledged()) <= {*now.names, *now.named}
    assert now.integrity == "ok"
    assert now.names == whole.names[: len(now.names)]
    (disk / "filler").unlink()
    rerun(db, inputs)
    assert kept(db).record == whole.record


@pytest.fixture
def db(inputs: Path, tmp_path: Path) -> Path:
    """A database with the inputs read."""
    rerun(tmp_path / "whole.db", inputs)
    return tmp_path / "whole.db"


def test_what_does_not_fit_is_not_half_written(disk: Path, db: Path) -> None:
    output = disk / "brief.html"
    assert rapporteur("brief", "--db", str(db), "-o", str(output)).returncode == 0
    before = output.read_bytes()
    fill(disk, 0)
    for words in (("brief", "-o", output), ("brief", "-o", disk / "new.html"), ("export", "polecat", "-o", disk / "events.tsv")):
        run = rapporteur(*map(str, words), "--db", str(db))
        assert run.returncode == 1, words
        assert plain(run.stderr), run.stderr
        assert "No space left on device" in run.stderr
    assert output.read_bytes() == before
    assert {path.name for path in disk.iterdir()} == {"brief.html", "filler"}


def test_a_full_disk_hinders_nobody_who_only_reads(disk: Path, db: Path) -> None:
    (disk / "r.db").write_bytes(db.read_bytes())
    fill(disk, 0)
    run = rapporteur("brief", "--format", "json", "--db", str(disk / "r.db"))
    assert run.returncode == 0, run.stderr
    assert run.stdout == rapporteur("brief", "--format", "json", "--db", str(db)).stdout


def test_places_that_do_not_fit_are_not_half_added(disk: Path, tmp_path: Path) -> None:
    dump = tmp_path / "ML.txt"
    dump.write_text(PLACES)
    (tmp_path / "few.txt").write_text("\n".join(PLACES.splitlines()[:5]))
    assert rapporteur("gazetteer", "add", str(tmp_path / "few.txt"), RAPPORTEUR_HOME=str(disk)).returncode == 0
    fill(disk, 40_000)
    run = rapporteur("gazetteer", "add", str(dump), RAPPORTEUR_HOME=str(disk))
    assert run.returncode == 1
    assert plain(run.stderr), run.stderr
    assert "full" in run.stderr
    (disk / "filler").unlink()
    assert rapporteur("gazetteer", "list", RAPPORTEUR_HOME=str(disk)).stdout == "few.txt  5 places\n"
    run = rapporteur("gazetteer", "add", str(tmp_path / "few.txt"), RAPPORTEUR_HOME=str(disk))
    assert (run.returncode, run.stderr) == (0, "few.txt: 5 places added; `rapporteur read --again` uses them\n")


# ---- what may not be read or written -----------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def bound() -> tuple[str, ...]:
    """The command under which permissions bind, whoever runs the tests."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return ()
    try:
        run = subprocess.run([*BOUND, "cat", "/dev/null"], capture_output=True, text=True, timeout=30)
    except OSError as error:
        pytest.skip(f"permissions do not bind root: {error}")
    if run.returncode != 0:
        pytest.skip(f"permissions do not bind root: {run.stderr.strip()}")
    return BOUND


@contextmanager
def allowed(path: Path, mode: int) -> Iterator[None]:
    before = path.stat().st_mode
    path.chmod(mode)
    try:
        yield
    finally:
        path.chmod(before)


def test_a_database_is_not_made_or_changed_where_that_is_not_allowed(
    inputs: Path, db: Path, tmp_path: Path, bound: tuple[str, ...]
) -> None:
    folder = tmp_path / "shut"
    folder.mkdir()
    with allowed(folder, 0o555):
        run = rapporteur("read", str(inputs), "--db", str(folder / "r.db"), under=bound)
        assert (run.returncode, plain(run.stderr)) == (1, True), run.stderr
        assert f"{folder / 'r.db'} can't be written" in run.stderr
        assert list(folder.iterdir()) == []
    before = kept(db)
    with allowed(db, 0o444):
        run = rapporteur("read", str(inputs), "--again", "--db", str(db), under=bound)
        assert (run.returncode, plain(run.stderr)) == (1, True), run.stderr
        assert f"{db} can't be" in run.stderr
        assert rapporteur("brief", "--db", str(db), under=bound).returncode == 0
    assert kept(db) == before


def test_what_was_acknowledged_shows_in_a_folder_that_may_not_be_written(
    inputs: Path, tmp_path: Path, bound: tuple[str, ...]
) -> None:
    folder = tmp_path / "shut"
    folder.mkdir()
    with victim(folder / "r.db", inputs, scratch=tmp_path) as run:
        assert run.reached("kept a04-long", 1)
        run.process.kill()
        run.process.wait()
        acknowledged = {name for name in run.acknowledged() if "/" not in name}
    assert (folder / "r.db-wal").stat().st_size > 0, "the log that the run had no time to fold in"
    with allowed(folder, 0o555):
        shown = rapporteur("list", "reports", "--format", "csv", "--db", str(folder / "r.db"), under=bound)
    assert shown.returncode == 0, shown.stderr
    assert all(name in shown.stdout for name in acknowledged)
    assert len(acknowledged) >= 5


def test_what_may_not_be_read_is_named_and_the_run_goes_on(tmp_path: Path, bound: tuple[str, ...]) -> None:
    inputs = write_inputs(tmp_path)
    shut, secret = inputs / "shut", inputs / "a01.txt"
    shut.mkdir()
    (shut / "b.txt").write_text((inputs / "a00.txt").read_text())
    with allowed(shut, 0), allowed(secret, 0), victim(tmp_path / "r.db", inputs, under=bound) as run:
        assert run.wait() == 3, run.said()
        said = run.said()
    assert f"{shut}: " in said
    assert f"{secret}: " in said
    names = kept(tmp_path / "r.db").names
    assert "a01" not in names
    assert {"a00", "a07"} <= set(names)
