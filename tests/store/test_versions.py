"""When a report is a later version of another: one folder, several runs, and what is current after them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from storework import extraction, report

from rapporteur.model import Problem, Report, Span
from rapporteur.store import Store, versions

OLD = (
    "Envoys of both sides met in Geneva on Friday evening and spoke for two hours about the ceasefire. Nobody wanted to say "
    "afterwards what had been agreed. The delegations left the hotel by a side door shortly before midnight."
)
FERRY = (
    "A ferry with eighty people on board ran aground off the northern island in thick fog, and all were brought to land by "
    "fishing boats within an hour. The captain is being questioned. Divers will look at the hull as soon as the wind drops."
)
FOOT = (
    " Readers who want to help our newsroom can give money every month through the form below this article; those who have "
    "given already need not do so again, and their names are printed in the paper once a year unless they object to that."
)
SITE = "https://gazette.example/"


def read(path: Path, *reports: Report) -> tuple[Problem, ...]:
    """One run over these files; what the store says of them."""
    notes: list[Problem] = []
    with Store.open(path, write=True) as store:
        for due in filter(None, [store.due(each) for each in reports]):
            notes += store.add(due, extraction(due))
    return tuple(notes)


def current(path: Path) -> list[str]:
    with Store.open(path) as store:
        return sorted(report.id for report in store.reports())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "rapporteur.db"


def test_an_update_is_said_and_nothing_is_deleted(path: Path) -> None:
    read(path, report("r1", "a", OLD, title="Envoys meet"))
    notes = read(path, report("r2", "a", OLD + " The talks go on.", title="Envoys meet"))
    said = "replaces the version read before (“Envoys meet”, 39 words): 100 % of its words are shared"
    assert notes == (Problem(report="a", stage="store", reason=said),)
    with Store.open(path) as store:
        assert [each.id for each in store.reports()] == ["r2"]
        assert [each.report for each in store.extractions()] == ["r2"]
        assert store.problems() == notes
        assert store.counts()["claims"] == 2
    rows = sqlite3.connect(path).execute("SELECT id, superseded_by FROM reports ORDER BY position").fetchall()
    assert rows == [("r1", "r2"), ("r2", None)]


NEW = OLD.replace("two hours", "three hours") + " They will meet again."


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (report("r1", "a", OLD), report("r2", "a", NEW)),
        (report("r1", "a", OLD), report("r2", "monday/a", NEW)),
        (report("r1", "monday/a", OLD), report("r2", "a", NEW)),
        (report("r1", "live-1", OLD, url=SITE + "live"), report("r2", "live-2", FERRY + OLD, url=SITE + "live")),
        (
            report("r1", "stdin", OLD, url=SITE + "live", title="Envoys meet"),
            report("r2", "stdin", FERRY + OLD, url=SITE + "live", title="Ferry aground"),
        ),
        (report("r1", "a", "Two envoys met in Geneva."), report("r2", "a", "Two envoys met in Geneva. They left.")),
        (report("r1", "a", OLD, published="2022-02-12"), report("r2", "a", OLD + FERRY, published="2022-02-13")),
    ],
    ids=["corrected", "longer name", "shorter name", "live blog", "through a pipe", "short", "grown by a day"],
)
def test_later_versions(path: Path, old: Report, new: Report) -> None:
    read(path, old)
    assert len(read(path, new)) == 1
    assert current(path) == ["r2"]


SHORT = FERRY[:120]
"""Less than what stands under every article of the site."""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (report("r1", "a", OLD), report("r2", "a", FERRY)),
        (report("r1", "a", OLD, outlet="North"), report("r2", "a", NEW, outlet="South")),
        (report("r1", "a", OLD, url=SITE + "1"), report("r2", "a", NEW, url=SITE + "2")),
        (report("r1", "talks", OLD, url=SITE), report("r2", "ferry", FERRY, url=SITE)),
        (report("r1", "talks", OLD + FOOT, url=SITE), report("r2", "ferry", FERRY + FOOT, url=SITE)),
        (
            report("r1", "talks", OLD[:96] + FOOT + FOOT.upper()[::-1], url=SITE, title="Envoys meet"),
            report("r2", "ferry", FERRY + FOOT + FOOT.upper()[::-1], url=SITE, title="Ferry aground"),
        ),
        (
            report("r1", "advice", OLD + FOOT, url=SITE + "advice", published="2022-02-12"),
            report("r2", "advice", FERRY + FOOT, url=SITE + "advice", published="2022-02-13"),
        ),
        (report("r1", "a", "Two envoys met in Geneva on Monday."), report("r2", "a", "Two envoys met in Geneva on Friday.")),
        (report("r1", "a", OLD + FERRY), report("r2", "a", OLD[:100])),
        (report("r1", "a", NEW, published="2022-02-13"), report("r2", "a", OLD, published="2022-02-12")),
        (report("r1", "001", OLD + FOOT), report("r2", "tuesday/001", FERRY)),
        (report("r1", "talks", OLD, url=SITE), report("r2", "copy", OLD, url=SITE)),
        (report("r1", "stdin", OLD + FOOT, url=SITE), report("r2", "stdin", SHORT + FOOT, url=SITE)),
    ],
    ids=[
        *("other text", "other outlet", "other address", "address of the site", "with one foot", "and little else"),
        *("advice of another day", "short", "cut down", "older", "a name in many folders", "a copy", "through a pipe"),
    ],
)
def test_two_articles_both_stay(path: Path, old: Report, new: Report) -> None:
    read(path, old)
    assert read(path, new) == ()
    assert current(path) == ["r1", "r2"]


def test_a_name_with_its_suffix_is_the_same_file(path: Path) -> None:
    read(path, report("r1", "monday/talks.txt", OLD))
    assert read(path, report("r2", "talks", OLD)) == ()
    assert current(path) == ["r1"]
    read(path, report("r3", "talks", NEW))
    assert current(path) == ["r3"]


def test_page_furniture_is_no_part_of_an_article(path: Path) -> None:
    def page(ident: str, text: str) -> Report:
        return Report(
            id=ident, name="a", text=text + FOOT * 9, furniture=(Span(ident, len(text), len(text + FOOT * 9), FOOT * 9),)
        )

    read(path, page("r1", OLD))
    assert read(path, page("r2", FERRY)) == ()


def test_an_address_that_several_texts_claim_identifies_none(path: Path) -> None:
    read(path, report("r1", "talks", OLD, url=SITE), report("r2", "ferry", FERRY, url=SITE))
    assert read(path, report("r3", "envoys", NEW, url=SITE)) == ()
    assert current(path) == ["r1", "r2", "r3"]
    assert len(read(path, report("r4", "talks", NEW + FERRY[:60], url=SITE))) == 1, "the name tells what the address does not"
    assert current(path) == ["r2", "r3", "r4"]


def test_an_address_of_a_whole_site_costs_no_look_at_its_articles(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = [report(f"r{n}", f"n{n}", f"{n} {OLD.replace('e', str(n))}", url=SITE) for n in range(60)]
    read(path, *articles)
    compared: list[int] = []
    monkeypatch.setattr(versions, "_grams", lambda of: compared.append(1) or frozenset())
    read(path, report("new", "new", FERRY, url=SITE))
    assert len(compared) <= versions.MOST + 2


def test_a_text_changed_back_is_current_again(path: Path) -> None:
    first, second = report("r1", "a", OLD), report("r2", "a", NEW)
    read(path, first)
    read(path, second)
    (note,) = read(path, first)
    assert current(path) == ["r1"]
    with Store.open(path) as store:
        assert store.problems() == (note,), "the first no longer gives way to the second"
    read(path, report("r3", "a", NEW + " More."))
    read(path, first)
    assert current(path) == ["r1"]
    read(path, second)
    assert current(path) == ["r2"]


def test_files_of_one_run_never_replace_each_other(path: Path) -> None:
    one, other = report("r1", "a", OLD, url=SITE), report("r2", "b", NEW, url=SITE)
    read(path, one, other)
    assert current(path) == ["r1", "r2"]
    read(path, other, one)
    assert current(path) == ["r1", "r2"]


@pytest.mark.parametrize("again", [("r1", "r2"), ("r2", "r1")])
def test_files_that_replaced_each_other_both_stand_once_they_are_read_together(path: Path, again: tuple[str, ...]) -> None:
    files = {"r1": report("r1", "a", OLD, url=SITE), "r2": report("r2", "b", NEW + FERRY, url=SITE)}
    read(path, files["r1"])
    read(path, files["r2"])
    for _ in range(2):
        read(path, *(files[ident] for ident in again))
        assert current(path) == ["r1", "r2"]
        with Store.open(path) as store:
            assert store.problems() == ()
