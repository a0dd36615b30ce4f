"""What a run writes goes over nothing that is read or that another wrote, is whole or not there, and leaves nothing behind."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from hashlib import blake2b
from itertools import islice
from pathlib import Path

import exportwork
import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rapporteur.run import output
from rapporteur.run.output import Involved, OutputError, folder_objection, objection, stream_of, write, write_into
from rapporteur.store import Store
from rapporteur.views import FORMATS
from rapporteur.views.exports import EXPORTS, Choice, exported
from rapporteur.views.recognition import RECOGNISERS, is_written_here

NOTHING = Involved(Path("rapporteur.db"))
NOTES = b"What I noted on Monday.\n"


def all_formats() -> dict[str, bytes]:
    """A record in each, its findings numbered by hashes as those of a run are."""
    known = exportwork.known()
    findings = tuple(
        msgspec.structs.replace(finding, id=f"f-{blake2b(finding.id.encode(), digest_size=8).hexdigest()}")
        for finding in known.findings
    )
    record = msgspec.structs.replace(known, signature="rapporteur 0.1.0; lexicon 5f", findings=findings)
    briefs = {name: form(record) for name, form in FORMATS.items()}
    files = {f"{name} {file}": data for name in EXPORTS for file, data in exported(record, name, Choice()).files.items()}
    return briefs | files


WRITTEN = all_formats()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# ---- who wrote it ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_written_is_known_again(name: str) -> None:
    assert WRITTEN[name]
    assert RECOGNISERS[name.split()[0]](WRITTEN[name])
    assert [form for form in RECOGNISERS if RECOGNISERS[form](WRITTEN[name])] == [name.split()[0]]


@pytest.mark.parametrize("name", WRITTEN)
def test_what_another_adds_to_is_no_longer_ours(name: str) -> None:
    if name in ("md", "html"):
        assert not is_written_here(NOTES + WRITTEN[name])
        return
    assert not is_written_here(WRITTEN[name] + NOTES)


@pytest.mark.parametrize(
    "data",
    [
        NOTES,
        b"\x00",
        b"\n",
        b"{}",
        b'{"signature": "rapporteur 1"}',
        b"[" * 100_000,
        b'{"id": "f-1", "coder": "PETRARCH"}\n',
        b"# Talks fail \xc2\xb7 two reports \xc2\xb7 Geneva\n\nNobody said what made this.\n",
        b"- Made by rapporteur 0.1.0.\n",
        b'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Made by rapporteur</title>',
        b"Event ID\tEvent Date\n1\t2022-02-12\n",
        "\t".join(["1023456789", *["0"] * 60]).encode() + b"\n",
        b"SQLite format 3\x00" + bytes(100),
    ],
)
def test_what_another_wrote_is_not_ours(data: bytes) -> None:
    assert not is_written_here(data)


# ---- what may be written --------------------------------------------------------------------------------------------
def symbolic(target: Path, name: Path) -> None:
    name.symlink_to(target)


def hard(target: Path, name: Path) -> None:
    name.hardlink_to(target)


@pytest.mark.parametrize("name", WRITTEN)
def test_own_files_are_written_over_and_those_of_others_are_not(here: Path, name: str) -> None:
    file = here / "brief.md"
    file.write_bytes(WRITTEN[name])
    write({file: b"new"}, NOTHING)
    assert file.read_bytes() == b"new"
    with pytest.raises(OutputError, match=r"brief\.md is there, and Rapporteur did not write it"):
        write({file: b"newer"}, NOTHING)
    assert file.read_bytes() == b"new"
    write({file: b"newer"}, NOTHING, force=True)
    assert (file.read_bytes(), left(here)) == (b"newer", ["brief.md"])


def test_an_empty_file_may_be_written_over(here: Path) -> None:
    (here / "brief.md").touch()
    write({Path("brief.md"): b"new"}, NOTHING)
    assert (here / "brief.md").read_bytes() == b"new"


def test_no_database_is_written_over(here: Path) -> None:
    with Store.open(here / "monday.db", write=True):
        pass
    assert "is a database" in (objection(Path("monday.db"), NOTHING) or "")
    assert objection(Path("monday.db"), NOTHING, force=True) is None
    assert "is the database" in (objection(Path("monday.db"), Involved(Path("../work/monday.db")), force=True) or "")


@pytest.mark.parametrize("link", [symbolic, hard])
def test_the_database_is_known_by_whichever_name(here: Path, link: Callable[[Path, Path], None]) -> None:
    (here / "rapporteur.db").touch()
    link(here / "rapporteur.db", here / "out.md")
    assert objection(Path("out.md"), NOTHING, force=True) == "out.md is the database"


@pytest.mark.parametrize("ending", ["-wal", "-shm", "-journal", "-lock"])
def test_nothing_is_written_that_belongs_to_the_database(here: Path, ending: str) -> None:
    why = objection(here / f"rapporteur.db{ending}", NOTHING, force=True)
    assert "belongs to the database rapporteur.db" in (why or "")


@pytest.mark.parametrize("link", [None, symbolic, hard])
@pytest.mark.parametrize("inputs", [("a.txt",), ("../work/a.txt",), ("link.txt",), ("monday",), ("away",)])
def test_no_input_is_written_over_by_whichever_name(
    here: Path, inputs: tuple[str, ...], link: Callable[[Path, Path], None] | None
) -> None:
    """The input is `a.txt` itself, a link to it, or in a folder that holds it or leads to it."""
    (here / "a.txt").write_bytes(b"")
    (here / "link.txt").symlink_to(here / "a.txt")
    (here / "monday").mkdir()
    (here / "monday" / "b.txt").hardlink_to(here / "a.txt")
    (here / "away").mkdir()
    (here / "away" / "there").symlink_to(here / "monday")
    file = here / "a.txt"
    if link is not None:
        file = here / "out.md"
        link(here / "a.txt", file)
    with pytest.raises(OutputError, match="this very run"):
        write({file: b"new"}, NOTHING._replace(inputs=inputs), force=True)
    assert (here / "a.txt").read_bytes() == b""


@pytest.mark.parametrize("name", ["monday/new.md", "monday/wires/new.md", "away/there/new.md", "monday/.new.md"])
@pytest.mark.parametrize("given", ["monday", "away", ".", "monday/"])
def test_nothing_new_comes_into_a_folder_that_is_read(here: Path, name: str, given: str) -> None:
    (here / "monday" / "wires").mkdir(parents=True)
    (here / "away").mkdir()
    (here / "away" / "there").symlink_to(here / "monday")
    assert "this very run" in (objection(Path(name), NOTHING._replace(inputs=(given,)), force=True) or "")
    assert objection(here.parent / "new.md", NOTHING._replace(inputs=(given,))) is None
    (here.parent / "link.md").symlink_to(here / name)
    assert "this very run" in (objection(here.parent / "link.md", NOTHING._replace(inputs=(given,)), force=True) or "")


def test_the_sidecar_of_a_file_is_an_input(here: Path) -> None:
    (here / "a.txt").touch()
    (here / "reports.toml").touch()
    assert "this very run" in (objection(Path("reports.toml"), NOTHING._replace(inputs=("a.txt",)), force=True) or "")


def test_standard_input_is_an_input(here: Path) -> None:
    code = "from pathlib import Path; from rapporteur.run.output import *; import sys\n"
    code += "print(objection(Path('a.txt'), Involved(Path('r.db'), ('-',)), force=True))"
    (here / "a.txt").touch()
    with (here / "a.txt").open() as file:
        run = subprocess.run([sys.executable, "-c", code], stdin=file, capture_output=True, text=True, cwd=here)
    assert "this very run" in run.stdout


def test_a_circle_of_links_ends(here: Path) -> None:
    """Each folder is gone through once, though two links lead back: by the paths there would be no end of them."""
    (here / "monday").mkdir()
    for name in ("again", "once more"):
        (here / "monday" / name).symlink_to(here / "monday")
    assert len(list(islice(output._entries("monday", with_files=True), 5))) == 1


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("nowhere/b.md", "there is no folder nowhere"),
        ("a.txt/b.md", "Not a directory"),
        ("b" * 300, "File name too long"),
        ("b\0.md", "null"),
        (".", "is a folder"),
        ("loop.md", "symbolic links"),
        ("dangling.md", "there is no folder"),
        ("socket", "is no file"),
        ("protected.md", "is protected"),
    ],
)
def test_why_no_file_can_be_there(here: Path, name: str, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    (here / "a.txt").touch()
    (here / "loop.md").symlink_to(here / "loop.md")
    (here / "dangling.md").symlink_to(here / "gone" / "b.md")
    (here / "protected.md").touch(0o444)
    if os.geteuid() == 0:  # whom nothing is forbidden
        monkeypatch.setattr(output.os, "access", lambda path, mode: Path(path).name != "protected.md")
    with socket.socket(socket.AF_UNIX) as unix:
        unix.bind("socket")
        before = left(here)
        with pytest.raises(OutputError, match=why):
            write({Path(name): b"new"}, NOTHING, force=True)
        assert left(here) == before


def test_a_folder_that_can_not_be_written_to(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output.os, "access", lambda path, mode: False)
    assert "can't be written to" in (objection(Path("b.md"), NOTHING) or "")
    assert "can't be written to" in (folder_objection(Path("gdelt"), (".CSV",), NOTHING) or "")


def test_what_comes_to_be_there_meanwhile_is_not_written_over(here: Path) -> None:
    assert objection(here / "b.md", NOTHING) is None
    (here / "b.md").write_bytes(NOTES)
    with pytest.raises(OutputError, match="did not write it"):
        write({here / "b.md": b"new"}, NOTHING)
    assert (here / "b.md").read_bytes() == NOTES


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200) | st.text(max_size=50).map(str.encode) | st.sampled_from(sorted(WRITTEN.values())), st.data())
@example(b"SQLite format 3\x00", None)
def test_whatever_is_there_stays_unless_it_is_ours(here: Path, data: bytes, changes: st.DataObject | None) -> None:
    """Also what is ours but for a few bytes."""
    if changes is not None and data:
        at = changes.draw(st.integers(0, len(data)))
        data = data[:at] + changes.draw(st.binary(max_size=3)) + data[at + changes.draw(st.integers(0, 3)) :]
    (here / "b.md").write_bytes(data)
    try:
        write({Path("b.md"): b"new"}, NOTHING)
    except OutputError:
        assert not is_written_here(data)
        assert (here / "b.md").read_bytes() == data
    else:
        assert is_written_here(data)
        assert (here / "b.md").read_bytes() == b"new"
    assert left(here) == ["b.md"]


# ---- how it is written ----------------------------------------------------------------------------------------------
def test_permissions_stay_and_new_files_have_those_of_new_files(here: Path) -> None:
    before = os.umask(0o027)
    try:
        write({Path("new.md"): b"new"}, NOTHING)
    finally:
        os.umask(before)
    assert (here / "new.md").stat().st_mode & 0o777 == 0o640
    (here / "old.md").touch()
    (here / "old.md").chmod(0o604)
    write({Path("old.md"): b"new"}, NOTHING)
    assert (here / "old.md").stat().st_mode & 0o777 == 0o604


def test_a_link_stays_a_link(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it leads to may be on another disk, to which nothing can be renamed."""
    (here / "there").mkdir()
    (here / "b.md").symlink_to(here / "there" / "real.md")
    renamed: list[Path] = []
    rename = os.replace
    monkeypatch.setattr(output.os, "replace", lambda old, new: (renamed.append(Path(old).parent), rename(old, new)))
    for words in (b"new", b""):
        write({Path("b.md"): words}, NOTHING, force=True)
        assert (here / "b.md").is_symlink()
        assert (here / "there" / "real.md").read_bytes() == words
    assert renamed == [here / "there"] * 2


@pytest.mark.parametrize("step", ["fsync", "chmod", "replace"])
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_leaves_what_was_and_nothing_else(
    here: Path, step: str, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise error

    (here / "b.md").write_bytes(WRITTEN["md"])
    monkeypatch.setattr(output.os, step, failing)
    with pytest.raises((OutputError, KeyboardInterrupt)):
        write({Path("b.md"): b"new"}, NOTHING)
    assert left(here) == ["b.md"]
    assert (here / "b.md").read_bytes() == WRITTEN["md"]


def test_of_two_files_both_are_written_or_none(here: Path) -> None:
    with pytest.raises(OutputError, match="nowhere"):
        write({Path("one.CSV"): b"new", Path("nowhere/two.CSV"): b"new"}, NOTHING)
    assert left(here) == []
    (here / "gdelt").mkdir()
    (here / "gdelt" / "two.CSV").write_bytes(NOTES)
    with pytest.raises(OutputError, match=r"gdelt/two\.CSV is there"):
        write_into(Path("gdelt"), {"one.CSV": b"new", "two.CSV": b"new"}, NOTHING)
    assert left(here / "gdelt") == ["two.CSV"]


def test_a_folder_is_made_and_goes_where_nothing_came_into_it(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_into(Path("a/b"), {"one.CSV": b"new"}, NOTHING)
    assert (here / "a" / "b" / "one.CSV").read_bytes() == b"new"
    with pytest.raises(OutputError, match=r"one\.CSV"):
        write_into(here / "a" / "b" / "one.CSV" / "c", {"one.CSV": b"new"}, NOTHING)
    with pytest.raises(OutputError, match="too long"):
        write_into(Path("c/d"), {"e" * 300: b"new"}, NOTHING)
    assert left(here) == ["a"]


def test_a_folder_with_rivals_is_refused_before_the_reading(here: Path) -> None:
    (here / "gdelt").mkdir()
    (here / "gdelt" / "20200101000000.export.CSV").write_bytes(WRITTEN["plover "])
    (here / "gdelt" / "notes.txt").write_bytes(NOTES)
    assert folder_objection(Path("gdelt"), (".export.CSV",), NOTHING) is None
    (here / "gdelt" / "20190101000000.export.CSV").write_bytes(NOTES)
    assert "20190101000000.export.CSV is there" in (folder_objection(Path("gdelt"), (".export.CSV",), NOTHING) or "")
    assert folder_objection(Path("gdelt"), (".export.CSV",), NOTHING, force=True) is None
    assert "this very run" in (folder_objection(Path("new/er"), (".CSV",), NOTHING._replace(inputs=(".",)), force=True) or "")
    assert "is no folder" in (folder_objection(Path("gdelt/notes.txt"), (".CSV",), NOTHING) or "")


# ---- streams and devices --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_a_stream_is_added_to_and_never_emptied(here: Path, name: str) -> None:
    (here / "log.txt").write_bytes(NOTES)
    code = "from pathlib import Path; from rapporteur.run.output import *\n"
    code += f"write({{Path({name!r}): b'new'}}, Involved(Path('r.db')))"
    with (here / "log.txt").open("ab") as file:
        subprocess.run([sys.executable, "-c", code], stdout=file, check=True)
    assert (here / "log.txt").read_bytes() == NOTES + b"new"


def test_streams_by_their_names() -> None:
    assert [stream_of(Path(name)) for name in ("/dev/stderr", "/dev/fd/12", "/dev/fd/x", "/dev/null")] == [2, 12, None, None]


def test_a_pipe_is_written_to(here: Path) -> None:
    os.mkfifo("pipe")
    answers: list[bytes] = []
    reader = threading.Thread(target=lambda: answers.append(Path("pipe").read_bytes()), daemon=True)
    reader.start()
    write({Path("pipe"): b"new"}, NOTHING)
    reader.join(20)
    assert answers == [b"new"]
    assert left(here) == ["pipe"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
def test_a_full_device_is_named() -> None:
    write({Path("/dev/null"): b"new"}, NOTHING)
    with pytest.raises(OutputError, match="/dev/full: No space left"):
        write({Path("/dev/full"): b"new"}, NOTHING)


def test_an_interrupt_while_a_file_is_written_leaves_nothing(here: Path) -> None:
    """A whole process, stopped by the signal of Ctrl-C as it syncs."""
    code = """
import os, signal
from pathlib import Path
from rapporteur.run import output
output.os.fsync = lambda _: os.kill(os.getpid(), signal.SIGINT)
output.write({Path("b.md"): b"new"}, output.Involved(Path("r.db")))
"""
    run = subprocess.run([sys.executable, "-c", code], cwd=here, capture_output=True, text=True)
    assert run.returncode in (-signal.SIGINT, 1)
    assert "KeyboardInterrupt" in run.stderr
    assert left(here) == []
