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
from propertywork import FEW, texts
from randomwork import readings

from rapporteur.extract import extract
from rapporteur.model import Extraction, Problem, Report
from rapporteur.store import Store

Pairs = list[tuple[Report, Extraction]]
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


@st.composite
def pairs(draw: st.DrawFn) -> Pairs:
    """Reports of any words, and what extraction yields of them."""
    made = []
    for at, reading in enumerate(draw(st.lists(readings(), max_size=3))):
        details = {name: draw(st.none() | texts) for name in ("outlet", "title", "url")}
        day = draw(st.sampled_from([None, "2022-02-12", "2024-02-29T23:59Z"]))
        report = Report(id=f"r{at}", name=f"{at} {draw(texts)}", text=reading.text, published=day, **details)
        made.append((report, extract(report, msgspec.structs.replace(reading, report=report.id))))
    return made


@FEW
@given(pairs())
def test_what_is_kept_comes_back(made: Pairs) -> None:
    with folder() as path:
        with Store.open(path, write=True) as store:
            for report, extraction in made:
                store.add(report, extraction, signature="v1")
        with Store.open(path) as store:
            assert list(zip(store.reports(), store.extractions(), strict=True)) == made
            assert (store.check(), store.damage()) == ("ok", ())


@FEW
@given(pairs(), st.integers(2, 3))
def test_what_is_kept_again_is_kept_once(made: Pairs, times: int) -> None:
    with folder() as path, Store.open(path, write=True) as store:
        for report, extraction in made:
            store.add(report, extraction)
        counts = store.counts()
        for _ in range(times - 1):
            for report, extraction in made:
                assert store.due(report) is None
                store.add(report, extraction)
        assert store.counts() == counts
        assert list(zip(store.reports(), store.extractions(), strict=True)) == made


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


@FEW
@given(st.binary(min_size=5, max_size=40))
def test_a_damaged_file_is_read_or_refused(damage: bytes) -> None:
    check_database(damage)
