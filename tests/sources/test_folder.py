"""Paths → reports: order, names, sidecars, options, and files and folders that cannot be read."""

from __future__ import annotations

import io
import os
import shutil
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from rapporteur.model import Problem, Report
from rapporteur.sources import PassedOver, gather

ARTICLE = "The envoys left Geneva on Saturday without a text, two diplomats said.\n\nThey are to meet again soon."


def write(folder: Path, **files: str) -> None:
    """`a__b_txt` is the file b.txt of the folder a."""
    for key, words in files.items():
        path = folder / key.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")


def names(*paths: object, **options: str) -> list[str]:
    return [item.name if isinstance(item, Report) else f"! {item.reason}" for item in gather([*map(str, paths)], **options)]


def problems(path: Path) -> list[Problem]:
    return [item for item in gather([str(path)]) if isinstance(item, Problem)]


def test_folders_by_name_and_downwards(tmp_path: Path) -> None:
    write(tmp_path, b_txt=ARTICLE, a_md=ARTICLE, sub__c_txt=ARTICLE, z=ARTICLE)
    assert names(tmp_path) == ["a", "b", "c", "z"]


def test_files_that_are_no_reports_are_passed_over_and_others_named(tmp_path: Path) -> None:
    write(tmp_path, a_txt=ARTICLE, map_png="x", page_html="<html>", style_css="x", deck_pptx="x")
    (tmp_path / ".hidden").write_text("x")
    (tmp_path / "page_files").mkdir()
    (tmp_path / "page_files" / "frame.html").write_text("<html>")
    found = list(gather([str(tmp_path)]))
    assert isinstance(found[0], Report)
    assert [(Path(item.report).name, item.reason.split(";")[0]) for item in found[1:] if isinstance(item, Problem)] == [
        ("deck.pptx", "a .pptx file is not read"),
        ("page.html", "no article found in the page"),
    ]


def test_a_readme_tells_of_its_folder_and_is_read_if_named(tmp_path: Path) -> None:
    write(tmp_path, a_txt=ARTICLE, README_md=ARTICLE)
    assert names(tmp_path) == ["a"]
    assert names(tmp_path / "README.md") == ["README"]


def test_nothing_is_read_twice(tmp_path: Path) -> None:
    write(tmp_path, a_txt=ARTICLE, b_txt=ARTICLE)
    (tmp_path / "loop").symlink_to(tmp_path)
    assert names(tmp_path / "b.txt", tmp_path, tmp_path / "a.txt") == ["b", "a"]


def test_a_stem_met_twice_takes_its_folder_along(tmp_path: Path) -> None:
    write(tmp_path, mon__a_txt=ARTICLE, tue__a_txt=ARTICLE, tue__b_txt=ARTICLE, tue__b_md=ARTICLE)
    assert names(tmp_path) == ["mon/a", "tue/a", "b.md", "b.txt"]
    found = [item.id for item in gather([str(tmp_path)]) if isinstance(item, Report)]
    assert len(set(found)) == 4


def test_a_name_does_not_depend_on_where_the_folder_lies(tmp_path: Path) -> None:
    for place in ("x", "y/deep"):
        write(tmp_path / place, mon__a_txt=ARTICLE, tue__a_txt=ARTICLE)
    assert list(gather([str(tmp_path / "x")])) == list(gather([str(tmp_path / "y" / "deep")]))


def test_sidecar_over_option_over_page(tmp_path: Path) -> None:
    write(
        tmp_path,
        a_txt=ARTICLE,
        b_html='<html><head><meta property="og:site_name" content="Page">'
        '<meta name="date" content="2022-01-01"></head>'
        f"<body><article><p>{ARTICLE}</p><p>{ARTICLE}</p></article></body></html>",
        reports_toml='["a"]\noutlet = "Participant"\npublished = 2022-02-12T18:30:00Z\n'
        'url = "https://example.org/a"\ntitle = "T"\n',
    )
    first, second = gather([str(tmp_path)])
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert (first.outlet, first.published, first.url, first.title) == (
        "Participant", "2022-02-12T18:30Z", "https://example.org/a", "T",
    )  # fmt: skip
    assert (second.outlet, second.published) == ("Page", "2022-01-01")
    first, second = gather([str(tmp_path)], published="2022-03-03", outlet="Option")
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert (first.outlet, first.published) == ("Participant", "2022-02-12T18:30Z")
    assert (second.outlet, second.published) == ("Option", "2022-03-03")


def test_a_sidecar_holds_for_a_file_named_by_itself(tmp_path: Path) -> None:
    write(tmp_path, **{"000_txt": ARTICLE, "reports_toml": '[000]\npublished = "2022-02-12"\nurl = "https://ft.com/x"'})
    (found,) = gather([str(tmp_path / "000.txt"), str(tmp_path / "reports.toml")])
    assert isinstance(found, Report)
    assert (found.published, found.outlet) == ("2022-02-12", "Financial Times")


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("[a", "not valid TOML"),
        ("[a]\noutlets = 'x'", "unknown key 'outlets'"),
        ("[a]\npublished = 'last week'", "'last week' is neither"),
        ("[a]\npublished = '2022-02-12T18:30'", "no zone"),
        ("[a]\npublished = 7", "must be a day"),
        ("[a]\noutlet = 7", "must be words"),
        ("[b]\noutlet = 'x'", "[b] names no report"),
        ("outlet = 'x'", "outside a table"),
    ],
)
def test_a_bad_sidecar_is_named_and_the_run_goes_on(tmp_path: Path, toml: str, words: str) -> None:
    write(tmp_path, a_txt=ARTICLE, reports_toml=toml)
    problem, report = gather([str(tmp_path)])
    assert isinstance(problem, Problem)
    assert isinstance(report, Report)
    assert problem.report == str(tmp_path / "reports.toml")
    assert words in problem.reason
    assert report.published is None


def test_the_good_entries_of_a_bad_sidecar_count(tmp_path: Path) -> None:
    write(tmp_path, a_txt=ARTICLE, reports_toml="[a]\noutlet = 'Wire'\npublished = 'soon'\n[b]\ntitle = 'x'")
    first, second, report = gather([str(tmp_path)])
    assert isinstance(first, Problem)
    assert isinstance(second, Problem)
    assert isinstance(report, Report)
    assert report.outlet == "Wire"


@pytest.mark.parametrize("path", ["/nowhere/at/all", "a\0b", ""])
def test_a_missing_path(path: str) -> None:
    (problem,) = gather([path])
    assert isinstance(problem, Problem)
    assert problem.reason == "no such file or folder"


def test_an_empty_folder(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path)
    assert problem.reason == "the folder holds no reports"


@pytest.fixture
def without_rights() -> Iterator[Path]:
    """A folder that this process does not own, and none of root's rights, with which modes stop nobody."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    root = os.geteuid() == 0
    write(folder, a_txt=ARTICLE, b_txt=ARTICLE, sub__c_txt=ARTICLE, through__d_txt=ARTICLE, through__e_txt=ARTICLE)
    for name, mode in (("a.txt", 0), ("sub", 0), ("through", 0o644)):
        (folder / name).chmod(mode)
    if root:
        os.seteuid(65534)
    yield folder
    if root:
        os.seteuid(0)
    for name in ("sub", "through"):
        (folder / name).chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")
def test_files_and_folders_without_permission_are_named_and_the_run_goes_on(without_rights: Path) -> None:
    found = list(gather([str(without_rights), str(without_rights / "sub" / "c.txt")]))
    assert [
        (Path(item.report).name, item.reason) if isinstance(item, Problem) else item.name for item in found
    ] == [
        ("a.txt", "the file cannot be read: Permission denied"),
        "b",
        ("sub", "the folder cannot be read: Permission denied"),
        ("d.txt", "the file cannot be read: Permission denied"),
        ("e.txt", "the file cannot be read: Permission denied"),
        ("c.txt", "the file cannot be read: Permission denied"),
    ]  # fmt: skip


def kinds_of(folder: Path) -> dict[str, str]:
    """Name → reason of the problems, each file's writer or reader kept from waiting by a kill of the whole test only."""
    return {Path(item.report).name: item.reason for item in gather([str(folder)]) if isinstance(item, Problem)}


@pytest.mark.skipif(sys.platform == "win32", reason="files of POSIX")
def test_pipes_sockets_and_links_to_nothing_are_named_and_not_opened(tmp_path: Path) -> None:
    write(tmp_path, a_txt=ARTICLE)
    os.mkfifo(tmp_path / "b.txt")
    server = socket.socket(socket.AF_UNIX)
    here = Path.cwd()
    os.chdir(tmp_path)  # the path of a socket may be 100 characters long
    server.bind("c.txt")
    os.chdir(here)
    (tmp_path / "d.txt").symlink_to("nowhere")
    (tmp_path / "e.txt").symlink_to("f.txt")
    (tmp_path / "f.txt").symlink_to("e.txt")
    (tmp_path / "g.txt").symlink_to("/dev/zero")
    assert kinds_of(tmp_path) == {
        "b.txt": "a named pipe, not a file; not read",
        "c.txt": "a socket, not a file; not read",
        "d.txt": "a link to something that does not exist",
        "e.txt": "the file cannot be read: Too many levels of symbolic links",
        "f.txt": "the file cannot be read: Too many levels of symbolic links",
        "g.txt": "a device, not a file; not read",
    }
    server.close()
    assert names(tmp_path) != names(tmp_path / "a.txt") == ["a"]


@pytest.mark.skipif(sys.platform == "win32", reason="files of POSIX")
@pytest.mark.parametrize("path", ["/dev/null", "/dev/zero"])
def test_a_device_that_is_named_is_not_read(path: str) -> None:
    assert names(path) == ["! a device, not a file; not read"]


@pytest.mark.skipif(sys.platform == "win32", reason="files of POSIX")
def test_a_pipe_that_the_user_names_is_read(tmp_path: Path) -> None:
    receiver, sender = os.pipe()
    writer = threading.Thread(target=lambda: (os.write(sender, ARTICLE.encode()), os.close(sender)))
    writer.start()
    assert names(f"/dev/fd/{receiver}") == [str(receiver)]
    writer.join()
    os.close(receiver)


@pytest.mark.skipif(sys.platform == "win32", reason="files of POSIX")
def test_what_becomes_a_pipe_after_the_walk_is_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path, a_txt=ARTICLE, b_txt=ARTICLE)
    run = gather([str(tmp_path)])
    next(run)
    (tmp_path / "b.txt").unlink()
    os.mkfifo(tmp_path / "b.txt")
    problem = next(run)
    assert isinstance(problem, Problem)
    assert problem.reason == "the file cannot be read: a named pipe, not a file"


def test_what_is_passed_over_is_counted(tmp_path: Path) -> None:
    write(tmp_path, a_txt=ARTICLE, b_png="x", c_png="x", d_css="x", README_md="x", page_html="<html>", page2__e_txt=ARTICLE)
    write(tmp_path / ".git", config="x", refs__head="x")
    write(tmp_path / "page_files", frame_html="x")
    (tmp_path / ".away").symlink_to("/")
    counts: list[PassedOver] = []
    found = list(gather([str(tmp_path)], passed_over=counts.append))
    assert len(found) == 3
    assert [str(count) for count in counts] == ["8 files passed over: 3 hidden, 2 .png, 1 .css, 1 README, 1 saved with a page"]
    assert list(gather([str(tmp_path)])) == found
    assert not list(gather([str(tmp_path / "page2")], passed_over=counts.append))[1:]
    assert len(counts) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="paths of POSIX")
def test_folders_may_nest_deeper_than_functions(tmp_path: Path) -> None:
    deepest = tmp_path
    folders = [deepest := deepest / "d" for _ in range(1500)]
    for folder in folders:
        folder.mkdir()
    write(tmp_path, a_txt=ARTICLE, d__d__a_txt=ARTICLE)
    (deepest / "a.txt").write_text(ARTICLE)
    try:
        assert names(tmp_path) == [f"{tmp_path.name}/a", f"{tmp_path.name}/d/d/a", "d/d/d/a"]
    finally:  # pytest and shutil call themselves for each level
        (deepest / "a.txt").unlink()
        (tmp_path / "d" / "d" / "a.txt").unlink()
        for folder in reversed(folders):
            folder.rmdir()


def test_names_too_long_for_the_system_are_named() -> None:
    assert names("x" * 300 + ".txt")[0] in ("! the file cannot be read: File name too long", "! no such file or folder")


def test_a_file_too_large_is_not_read_whole(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(2_000_000_000)  # sparse: takes no room on disk
    (problem,) = problems(tmp_path)
    assert problem.reason == "over 10 MB; not an article"


def test_a_file_name_that_is_not_utf8(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text(ARTICLE)
    assert names(tmp_path) == ["caf\ufffd"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ARTICLE.encode())))
    (found,) = gather(["-"], published="2022-02-12")
    assert isinstance(found, Report)
    assert (found.name, found.published) == ("stdin", "2022-02-12")


def test_reports_come_one_at_a_time(tmp_path: Path) -> None:
    write(tmp_path, a_txt=ARTICLE, b_txt=ARTICLE)
    run = gather([str(tmp_path)])
    next(run)
    (tmp_path / "b.txt").unlink()
    problem = next(run)
    assert isinstance(problem, Problem)
    assert "cannot be read" in problem.reason
