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
    [line] = [line for line in text.splitlines() if "52;c" in line]
    assert line.endswith("rapporteur: all is well.txt: the file is empty")


def test_a_name_that_is_no_utf8_is_said_all_the_same(capfd: pytest.CaptureFixture[str]) -> None:
    cli.say(os.fsdecode(b"w\xffre.txt: the file is empty"))
    assert capfd.readouterr().err == "w\\udcffre.txt: the file is empty\n"


def test_no_name_steers_what_goes_to_stdout(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("rapporteur.run.doctor.examine", lambda db: ([f"database   none at {NAME}"], True))
    monkeypatch.setattr("rapporteur.lexicon.user_gazetteer.summary", lambda: [(NAME, "", 3)])
    for words in (["doctor"], ["gazetteer", "list"]):
        status, text = answer(monkeypatch, capfd, *words)
        assert status == cli.DONE
        assert harmless(text)
        assert len(text.splitlines()) == 1


def test_progress_names_a_report_on_one_line() -> None:
    """Where stderr is a terminal: the command writes there how far it is."""
    ours, theirs = pty.openpty()
    code = f"from rapporteur.console import progress\nwith progress('read') as step: step.kept({NAME!r})"
    subprocess.run([sys.executable, "-c", code], stderr=theirs, check=True, timeout=60, env=os.environ | {"TERM": "xterm"})
    os.close(theirs)
    text = os.read(ours, 1 << 16).decode()
    os.close(ours)
    assert "all is well" in text
    assert not set(text) & set("\x07\x9b\u202e")
    assert "\x1b]52" not in text


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
