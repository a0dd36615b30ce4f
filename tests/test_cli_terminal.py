"""What the command says names files and quotes them: neither steers the terminal."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from hostilework import hostile

from rapporteur import cli
from rapporteur.store import Store

ESCAPES = "a\x1b]52;c;aGk=\x07\x9b31m\u202eb"
NAME = f"{ESCAPES}\nrapporteur: all is well.txt"
COMMAND = (sys.executable, "-c", "from rapporteur.cli import main; main()")


def answer(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    monkeypatch.setattr(sys, "argv", ["rapporteur", *words])
    with pytest.raises(SystemExit) as end:
        cli.main()
    out, err = capfd.readouterr()
    return int(end.value.code or 0), out + err


def harmless(text: str) -> bool:
    return not set(text) & set("\x1b\x07\x9b\u202e\r")


@pytest.mark.parametrize("verb", ["brief", "check"])
def test_a_file_is_named_on_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], verb: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / NAME).write_bytes(b"")
    status, text = answer(monkeypatch, capfd, verb, NAME)
    assert status == cli.USER_ERROR
    assert harmless(text)
    assert "a]52;c;aGk=31mb rapporteur: all is well.txt: the file is empty" in text.splitlines()


def test_a_name_that_is_no_utf8_is_said_all_the_same(capfd: pytest.CaptureFixture[str]) -> None:
    cli.say(os.fsdecode(b"w\xffre.txt: the file is empty"))
    assert capfd.readouterr().err == "wre.txt: the file is empty\n"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database that tells of a problem whose words steer a terminal."""
    path = tmp_path / "r.db"
    with Store.open(path, write=True) as store:
        for problem in hostile([ESCAPES]).problems:
            store.add_problem(problem)
    return path


@pytest.mark.parametrize("format", ["table", "json", "jsonl", "csv"])
def test_no_list_steers_a_terminal(database: Path, format: str) -> None:
    ours, theirs = pty.openpty()
    command = [*COMMAND, "list", "problems", "--format", format, "--db", str(database)]
    subprocess.run(command, stdout=theirs, stderr=subprocess.DEVNULL, check=True, timeout=60)
    os.close(theirs)
    text = os.read(ours, 1 << 16).decode().replace("\r\n", "\n")
    os.close(ours)
    assert "52;c;aGk=" in text
    assert harmless(text)


def test_a_file_of_rows_has_the_text_as_it_is(database: Path) -> None:
    command = [*COMMAND, "list", "problems", "--format", "csv", "--db", str(database)]
    data = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout
    assert ESCAPES in io.TextIOWrapper(io.BytesIO(data), encoding="utf-8", newline="").read()
