"""Odd calls: each ends with its exit status and one line that says what is wrong, and changes no file that it should not."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import storework

from rapporteur import cli, console
from rapporteur.lexicon import gazetteer, user_gazetteer
from rapporteur.reader import default_model
from rapporteur.store import Store

CALLS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "odd_calls.toml").read_text("utf-8"))["call"]
LONG = "a" * 300
OF_SQLITE = ("rapporteur.db-shm", "rapporteur.db-wal", "rapporteur.db-lock")


class Ending(NamedTuple):
    """How a call ended."""

    status: int
    out: str
    err: str


def model_is_there() -> bool:
    try:
        return (default_model() / "model.onnx").exists()
    except FileNotFoundError:
        return False


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A record of one report, as the bytes of its file."""
    path = tmp_path_factory.mktemp("record") / "rapporteur.db"
    report = storework.report()
    with Store.open(path, write=True) as store:
        store.add(report, storework.extraction(report), signature="rapporteur 0.1.0; lexicon 5f")
    return path.read_bytes()


@pytest.fixture
def here(tmp_path: Path, database: bytes, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RAPPORTEUR_HOME", "home")
    monkeypatch.setenv("RAPPORTEUR_LEXICON", "")
    monkeypatch.delenv("RAPPORTEUR_DEBUG", raising=False)
    (tmp_path / "rapporteur.db").write_bytes(database)
    return tmp_path


def called(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], *words: str) -> Ending:
    monkeypatch.setattr(sys, "argv", ["rapporteur", *words])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    with pytest.raises(SystemExit) as end:
        cli.main()
    out, err = capfdbinary.readouterr()
    return Ending(int(end.value.code or 0), out.decode(), err.decode())


def contents(folder: Path) -> Mapping[str, bytes]:
    """All files under the folder but those that SQLite keeps beside a database."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name not in OF_SQLITE)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def put_there(folder: Path, files: Mapping[str, str]) -> None:
    for name, words in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(words, "utf-8")


@pytest.mark.parametrize("call", CALLS, ids=lambda call: " ".join(map(repr, call["words"])))
def test_an_odd_call(
    call: dict[str, Any], here: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    if call.get("model") and not model_is_there():
        pytest.skip("the reading model is not installed")
    put_there(here, call.get("files", {}))
    if not call.get("record", True):
        (here / "rapporteur.db").unlink()
    for name, value in call.get("env", {}).items():
        monkeypatch.setenv(name, value)
    before = contents(here)
    ending = called(monkeypatch, capfdbinary, *(word.replace("{long}", LONG) for word in call["words"]))
    assert ending.status == call["status"], ending
    assert call["err"] in ending.err
    assert call.get("out", "") in ending.out
    assert "Traceback" not in ending.err
    complaint = ending.err.partition("Error:")[2] if ending.status == 2 else ending.err
    assert len(complaint.splitlines()) <= call["err"].count("\n") + 1
    assert ending.status == 0 or call.get("out") or (ending.out == "" and complaint)
    after = contents(here)
    writes = set(call.get("writes", ()))
    assert {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)} == writes


def test_there_are_many_odd_calls() -> None:
    assert len(CALLS) >= 60
    assert len({tuple(call["words"]) for call in CALLS}) >= 60


def test_a_fault_of_ours_says_so_and_where_its_traceback_is(
    here: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    def faulty(_: Path) -> None:
        raise KeyError("no such\nletter")

    monkeypatch.setattr(cli, "recorded", faulty)
    monkeypatch.setattr(console.tempfile, "mkstemp", partial(tempfile.mkstemp, dir=here))
    ending = called(monkeypatch, capfdbinary, "list", "reports")
    (place,) = here.glob("rapporteur-fault-*.txt")
    assert (ending.status, ending.out, ending.err.count("\n")) == (70, "", 1)
    assert ending.err.startswith("rapporteur: this is a fault of Rapporteur: KeyError:")
    assert str(place) in ending.err
    assert "RAPPORTEUR_DEBUG=1" in ending.err
    trace = place.read_text("utf-8")
    assert "Traceback" in trace
    assert "['list', 'reports']" in trace


def test_a_traceback_can_be_asked_for(
    here: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    def faulty(_: Path) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(cli, "recorded", faulty)
    monkeypatch.setattr(console.tempfile, "mkstemp", partial(tempfile.mkstemp, dir=here))
    monkeypatch.setenv("RAPPORTEUR_DEBUG", "1")
    ending = called(monkeypatch, capfdbinary, "list", "reports")
    assert ending.status == 70
    assert "Traceback" in ending.err
    assert not list(here.glob("rapporteur-fault-*"))
    monkeypatch.delenv("RAPPORTEUR_DEBUG")
    monkeypatch.setattr(console.tempfile, "mkstemp", partial(tempfile.mkstemp, dir=here / "nowhere"))
    assert "Traceback" in called(monkeypatch, capfdbinary, "list", "reports").err, "there is no place to put it"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (MemoryError(), "the memory of this machine"),
        (OSError(errno.EIO, "Input/output error", "monday.db"), "monday.db: Input/output error"),
        (OSError(errno.ENOSPC, "No space left on device"), "standard output: No space left on device"),
        (OSError("no reason"), "no reason"),
    ],
)
def test_what_the_machine_lacks_is_no_fault_of_ours(
    error: Exception, words: str, here: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    def failing(_: Path) -> None:
        raise error

    monkeypatch.setattr(cli, "recorded", failing)
    ending = called(monkeypatch, capfdbinary, "list", "reports")
    assert (ending.status, ending.out) == (1, "")
    assert ending.err == f"rapporteur: {words}\n" or ending.err.startswith(f"rapporteur: {words}")


def test_without_a_home_nothing_is_added_and_nothing_stops(
    here: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """As for a user whom the system does not know, in a container."""

    def unknown(_: Path) -> Path:
        raise RuntimeError("Could not determine home directory.")

    for name in ("RAPPORTEUR_HOME", "HOME", "XDG_DATA_HOME", "USERPROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "expanduser", unknown)
    gazetteer.named.cache_clear()
    assert gazetteer.named("Nairobi")
    assert user_gazetteer.summary() == ()
    (here / "ML.txt").touch()
    ending = called(monkeypatch, capfdbinary, "gazetteer", "add", "ML.txt")
    assert ending == (1, "", "rapporteur: no home folder is known to keep added places in: set RAPPORTEUR_HOME\n")
    gazetteer.named.cache_clear()


# ---- as processes: what becomes of the streams --------------------------------------------------------------------------
STREAMS = {
    "list reports > /dev/full": (1, "rapporteur: standard output: No space left on device\n"),
    "list reports --format csv >&-": (1, "rapporteur: standard output: it is closed\n"),
    "show c-r1 > /dev/full": (1, "rapporteur: standard output: No space left on device\n"),
    "brief -o /dev/stdout > /dev/full": (1, "rapporteur: standard output: No space left on device\n"),
    "--version > /dev/full": (1, "rapporteur: standard output: No space left on device\n"),
    "--help >&-": (0, ""),
    "show zzzz 2>&-": (1, ""),
    "show zzzz 2> /dev/full": (1, ""),
    "sing 2>&-": (2, ""),
    "sing 2> /dev/full": (2, ""),
    "list reports >&- 2>&-": (1, ""),
    "list reports <&- > /dev/null": (0, ""),
}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
@pytest.mark.parametrize("words", STREAMS)
def test_a_stream_that_is_closed_or_full(words: str, here: Path) -> None:
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    command = f"{sys.executable} -m rapporteur {words}"
    run = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env=buffered)
    assert (run.returncode, run.stderr, run.stdout) == (*STREAMS[words], "")


def test_closed_streams_are_led_nowhere_before_a_file_takes_their_number(here: Path) -> None:
    code = "from rapporteur import console; console.open_streams(); print(open('a.txt', 'w').fileno(), file=open('b.txt', 'w'))"
    subprocess.run(["bash", "-c", f'{sys.executable} -c "{code}" >&- 2>&- <&-'], check=True)
    assert int((here / "b.txt").read_text()) > 2


@pytest.mark.parametrize("words", ["brief --help", "list reports --help", "list reports --format table", "show zzzz"])
def test_a_terminal_without_our_letters(words: str, here: Path) -> None:
    plain = {**os.environ, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "TERM": "dumb", "COLUMNS": "1"}
    run = subprocess.run([sys.executable, "-m", "rapporteur", *words.split()], capture_output=True, env=plain)
    assert b"Traceback" not in run.stderr
    assert run.returncode in (0, 1)
