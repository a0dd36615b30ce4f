"""The store: one transaction per report, nothing doubled, nothing lost."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from storework import TEXT, extraction, report

from rapporteur.model import Extraction, Problem
from rapporteur.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "rapporteur.db"


def test_what_goes_in_comes_out(path: Path) -> None:
    first, second = report("r2", "b", "Other words."), report("r1", "a")
    with Store.open(path, write=True) as store:
        for each in (first, second):
            store.add(each, extraction(each), signature="v1")
    with Store.open(path) as store:
        assert store.reports() == (first, second)
        assert store.extractions() == (extraction(first), extraction(second))
        assert (store.problems(), store.signature) == ((), "v1")
        assert store.check() == "ok"


def test_columns_answer_sql(path: Path) -> None:
    with Store.open(path, write=True) as store:
        store.add(report(), extraction(report()), signature="v1")
    row = sqlite3.connect(path).execute('SELECT kind, report, factuality, start, "end" FROM claims').fetchall()
    assert row == [("contact", "r1", "planned", "2022-02-12", "2022-02-13")]


def test_the_same_report_again_changes_nothing(path: Path) -> None:
    dated = report(published="2022-02-12")
    with Store.open(path, write=True) as store:
        assert store.due(report()) == report()
        store.add(dated, extraction(report()), signature="v1")
        assert [report.id for report in store.reports()] == ["r1"]
        assert store.due(dated) is None
        assert store.due(report()) is None, "what is not given this time stays as it was given"
        assert store.due(report(published="2022-02-13")) == report(published="2022-02-13"), "a date given later counts"
        assert store.due(report(outlet="North")) == report(published="2022-02-12", outlet="North")
        assert store.due(report(), "v1") is None
        assert store.due(report(), "v2") == dated
        store.add(dated, extraction(report()), signature="v2")
        assert store.counts() == {"reports": 1, "claims": 1, "actors": 1, "places": 1, "times": 1, "problems": 0}
        assert store.signature == "v2"


def test_what_was_given_before_is_not_replaced_without_a_word(path: Path) -> None:
    with Store.open(path, write=True) as store:
        store.add(report(outlet="North"), extraction(report()))
        (problem,) = store.add(report(outlet="South"), extraction(report()))
        assert (problem.report, problem.reason) == ("a", "outlet “South” takes the place of “North”, given before")
        assert store.problems() == (problem,)


def test_one_text_under_a_longer_name_is_not_doubled(path: Path) -> None:
    with Store.open(path, write=True) as store:
        store.add(report("r1", "a"), extraction(report()))
    with Store.open(path, write=True) as store:
        assert store.due(report("r9", "b")) == report("r9", "b"), "a reprint is a report"
        assert store.due(report("r9", "monday/a")) is None
        assert store.due(report("r8", "tuesday/a")) == report("r8", "tuesday/a"), "of two files of one run only one is it"


def test_what_is_given_under_a_longer_name_is_merged(path: Path) -> None:
    with Store.open(path, write=True) as store:
        store.add(report("r1", "a", outlet="North"), extraction(report()))
    with Store.open(path, write=True) as store:
        assert store.due(report("r8", "tuesday/a", outlet="South")) == report("r8", "tuesday/a", outlet="South"), "a reprint"
        merged = report("r1", "a", outlet="North", published="2022-02-12")
        assert store.due(report("r9", "monday/a", published="2022-02-12")) == merged


def test_files_of_one_run_never_supersede_each_other(path: Path) -> None:
    one, other = report("r1", "a"), report("r2", "a", TEXT + " More.")
    with Store.open(path, write=True) as store:
        store.add(one, extraction(one))
        store.add(other, extraction(other))
        assert store.reports() == (one, other)


def test_problems_are_kept_once_and_go_when_the_report_is_read(path: Path) -> None:
    failed = Problem(report="a", stage="reader", reason="it took more than 120 seconds")
    unreadable = Problem(report="scan.pdf", stage="sources", reason="a PDF")
    lesser = Problem(report="a", stage="extract", reason="a quotation is never closed")
    with Store.open(path, write=True) as store:
        for problem in (failed, unreadable, unreadable, failed):
            store.add_problem(problem)
        assert store.problems() == (failed, unreadable)
        store.add(report(), extraction(report(), lesser))
        store.add(report(), extraction(report(), lesser))
        assert store.problems() == (unreadable, lesser)
        assert store.extractions()[0].problems == (lesser,)


def test_a_report_leaves_the_failure_of_another_of_its_name_alone(path: Path) -> None:
    failed = Problem(report="a", stage="reader", reason="it took more than 120 seconds")
    other = report("r2", "a", "Ministers of both countries met in Nairobi on Tuesday, and nobody else was there with them.")
    with Store.open(path, write=True) as store:
        store.add_problem(failed, other)
        store.add(report(), extraction(report()))
        assert store.problems() == (failed,), "in another folder there is another file of that name"
        mended = report("r3", "a", other.text + " They left on Wednesday.")
        store.add(mended, extraction(mended))
        assert store.problems() == ()


def test_problems_of_files_that_are_read_again_are_forgotten(path: Path) -> None:
    names = ("monday/a.txt", "monday", "mondays/b.txt", "stdin", "tuesday/c.txt")
    found = [Problem(report=name, stage="sources", reason="the file is empty") for name in names]
    with Store.open(path, write=True) as store:
        for problem in found:
            store.add_problem(problem)
        store.forget_problems(["monday/", "-"])
        assert [problem.report for problem in store.problems()] == ["mondays/b.txt", "tuesday/c.txt"]


def test_problems_that_a_further_run_meets_again_keep_their_place(path: Path) -> None:
    with Store.open(path, write=True) as store:
        scan, empty = (Problem(report=f"monday/{name}", stage="sources", reason="no text") for name in ("a.pdf", "b.txt"))
        odd = Problem(report="c", stage="sources", reason="an odd beginning")
        store.add_problem(scan)
        store.add_problem(empty)
        store.add(report(), extraction(report(), odd))
        store.add_problem(scan)
        store.forget_problems(["monday"], but=[scan])
        assert store.problems() == (scan, odd)


@pytest.mark.parametrize("stage", ["reader", "extract"])
def test_a_report_of_which_a_part_was_not_read_is_due_again(stage: str, path: Path) -> None:
    gap = Problem(report="a", stage=stage, reason="characters 0 to 9 were not read: it came to no end")
    with Store.open(path, write=True) as store:
        store.add(report(), extraction(report(), gap))
        assert store.due(report()) == report()
        store.add(report(), extraction(report()))
        assert store.due(report()) is None
        assert store.problems() == ()


def test_a_report_is_kept_whole_or_not_at_all(path: Path) -> None:
    broken = extraction(report())
    twice = Extraction(report="r1", actors=broken.actors, claims=(*broken.claims, "no claim"))  # type: ignore[arg-type]
    with Store.open(path, write=True) as store:
        with pytest.raises(AttributeError):
            store.add(report(), twice)
        assert store.counts() == {"reports": 0, "claims": 0, "actors": 0, "places": 0, "times": 0, "problems": 0}
