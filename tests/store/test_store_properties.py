"""Whatever is kept comes back, once; whatever happened to the file is told."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from fuzz.targets import check_database
from hypothesis import given
from hypothesis import strategies as st
from propertywork import FEW, texts, tries
from reconcilework import runs

from rapporteur.model import Claim, Extraction, Problem, Report
from rapporteur.store import Store

Run = tuple[list[Report], list[Extraction]]
problems = st.builds(
    Problem,
    report=st.sampled_from(["a", "a/b.txt", "a/b", "ab", "%", "a_"]),
    stage=st.sampled_from(["sources", "reader"]),
    reason=texts.filter(str.isprintable),
)


@contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name) / "rapporteur.db"


def distinct(run: Run) -> list[tuple[Report, Extraction]]:
    """Reports of a run under names of their own, so that none is a later version of another; JSON has no infinite number."""
    pairs = [(msgspec.structs.replace(r, name=r.id), e) for r, e in zip(*run, strict=True)]
    return [(r, msgspec.structs.replace(e, claims=tuple(filter(is_finite, e.claims)))) for r, e in pairs]


def is_finite(claim: Claim) -> bool:
    """Whether no number of a claim is infinite."""
    return msgspec.json.decode(msgspec.json.encode(claim), type=type(claim)) == claim


@FEW
@given(runs())
def test_what_is_kept_comes_back(run: Run) -> None:
    pairs = distinct(run)
    with folder() as path:
        with Store.open(path, write=True) as store:
            for report, extraction in pairs:
                store.add(report, extraction, signature="v1")
        with Store.open(path) as store:
            assert list(zip(store.reports(), store.extractions(), strict=True)) == pairs
            assert store.check() == "ok"


@FEW
@given(runs(), st.integers(2, 3))
def test_what_is_kept_again_is_kept_once(run: Run, times: int) -> None:
    pairs = distinct(run)
    with folder() as path, Store.open(path, write=True) as store:
        for report, extraction in pairs:
            store.add(report, extraction)
        counts = store.counts()
        for _ in range(times - 1):
            for report, extraction in pairs:
                assert store.up_to_date(report)
                assert store.merged(report) == report
                store.add(report, extraction)
        assert store.counts() == counts
        assert list(zip(store.reports(), store.extractions(), strict=True)) == pairs


@FEW
@given(st.lists(problems, max_size=8), st.sampled_from(["a", "a/", "a/b.txt", "%", "a_", "-"]))
def test_problems_are_kept_once_in_order_and_forgotten_by_their_path_alone(met: list[Problem], path: str) -> None:
    with folder() as file, Store.open(file, write=True) as store:
        for problem in met:
            store.add_problem(problem)
        assert store.problems() == tuple(dict.fromkeys(met))
        store.forget_problems([path])
        here = path.rstrip("/")
        left = [p for p in dict.fromkeys(met) if p.report != here and not p.report.startswith(f"{here}/")]
        assert store.problems() == tuple(left)


@tries(60)
@given(st.binary(min_size=5, max_size=40))
def test_a_damaged_file_is_read_or_refused(damage: bytes) -> None:
    check_database(damage)
