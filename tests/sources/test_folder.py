"""Paths → reports: order, names, sidecars, options, and files and folders that cannot be read."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from rapporteur.model import Problem, Report
from rapporteur.sources import gather

ARTICLE = "The envoys left Geneva on Saturday without a text, two diplomats said.\n\nThey are to meet again soon."


def write(folder: Path, **files: str) -> None:
    """`a__b_txt` is the file b.txt of the folder a."""
    for key, words in files.items():
        path = folder / key.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")


def names(*paths: object, **options: str) -> list[str]:
    return [
        item.name if isinstance(item, Report) else f"! {item.reason}" for item in gather([*map(str, paths)], **options)
    ]


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


def test_an_unreadable_file_and_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, a_txt=ARTICLE, b_txt=ARTICLE, sub__c_txt=ARTICLE)
    listdir, opened = os.listdir, Path.open

    def no_listing(path: Path) -> list[str]:
        if Path(path).name == "sub":
            raise PermissionError(13, "Permission denied")
        return listdir(path)

    def no_opening(path: Path, mode: str = "r") -> object:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return opened(path, mode)

    # Modes would not stop root, who runs tests in containers.
    monkeypatch.setattr(os, "listdir", no_listing)
    monkeypatch.setattr(Path, "open", no_opening)
    found = list(gather([str(tmp_path)]))
    assert [(Path(item.report).name, item.reason) for item in found if isinstance(item, Problem)] == [
        ("a.txt", "the file cannot be read: Permission denied"),
        ("sub", "the folder cannot be read: Permission denied"),
    ]
    assert [item.name for item in found if isinstance(item, Report)] == ["b"]


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
