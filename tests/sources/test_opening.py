"""A file's bytes, whatever it is or becomes: nothing is waited for, nothing is read without end."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

import pytest

from rapporteur.sources import opening
from rapporteur.sources.opening import NotAFile, read_bytes

posix = pytest.mark.skipif(sys.platform == "win32", reason="files of POSIX")


def test_a_file_and_no_more_of_it_than_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 3_000_000)
    assert len(read_bytes(path, 5_000_000)) == 3_000_000
    assert len(read_bytes(path, 2_500_000)) == 2_500_001


def test_a_file_that_grows_as_it_is_read_comes_to_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.log"
    path.write_bytes(b"x" * 2_000_000)
    read = os.read

    def read_and_write(descriptor: int, size: int) -> bytes:
        with path.open("ab") as file:
            file.write(b"x" * 2_000_000)
        return read(descriptor, size)

    monkeypatch.setattr(opening.os, "read", read_and_write)
    assert len(read_bytes(path, 10_000_000)) == 10_000_001


def test_a_file_that_shrinks_as_it_is_read_gives_what_there_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 3_000_000)
    read = os.read

    def read_and_cut(descriptor: int, size: int) -> bytes:
        chunk = read(descriptor, size)
        os.truncate(path, 10)
        return chunk

    monkeypatch.setattr(opening.os, "read", read_and_cut)
    assert len(read_bytes(path, 10_000_000)) == opening._CHUNK


@posix
def test_what_becomes_a_pipe_between_the_look_and_the_opening_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x")
    opened = os.open

    def swapped(name: Path, flags: int) -> int:
        path.unlink()
        os.mkfifo(path)
        return opened(name, flags)

    monkeypatch.setattr(opening.os, "open", swapped)
    with pytest.raises(NotAFile, match="a named pipe"):
        read_bytes(path, 10)


@posix
def test_a_pipe_that_nobody_writes_to_is_given_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(NotAFile, match="nothing has come for 0 seconds"):
        read_bytes(tmp_path / "a.txt", 10, piped=True, patience=0.01)


@posix
def test_a_pipe_that_is_opened_late_and_written_slowly_is_read_whole(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")

    def write() -> None:
        time.sleep(0.05)
        with (tmp_path / "a.txt").open("wb", buffering=0) as pipe:
            for _ in range(3):
                pipe.write(b"x" * 10)
                time.sleep(0.05)

    writer = threading.Thread(target=write)
    writer.start()
    assert read_bytes(tmp_path / "a.txt", 1000, piped=True) == b"x" * 30
    writer.join()


@pytest.mark.skipif(sys.platform != "linux", reason="/proc of Linux")
@pytest.mark.parametrize("path", ["/proc/self/mem", "/proc/kmsg", "/proc/self/nothing", "/proc/self"])
def test_files_that_the_system_makes_up(path: str) -> None:
    data: bytes | OSError
    try:
        data = read_bytes(Path(path), 1_000_000)
    except OSError as error:
        data = error
    assert opening.why(data) if isinstance(data, OSError) else len(data) <= 1_000_001
