"""In = stored + named: whatever lies in a folder, in whatever order and however often it is read, nothing goes without a word."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TypeAlias

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from runwork import OneFigure, Slow

from rapporteur.model import Problem, Reading, Report
from rapporteur.run import Chain, read_into
from rapporteur.sources import gather
from rapporteur.store import Store

WORDS = (
    "the a the of in and on for with after before under because while still about around many few old new quiet heavy little "
    "harbour bridge minister ferry council village doctor teacher engine winter summer letter border market river captain "
    "window border council said that nobody was ready to leave when the rain began and they went home without their tools"
)
FOOT = "Those who want to help our newsroom can give a little money every month; whoever has given already need not do so again."
SITE = "https://gazette.example/"
PARENTS = ("", "mon", "tue", "tue/north")
STEMS = ("001", "002", "talks")
ARTICLES, FAILING = range(5), 4
"""The last article is one that the reader can't read."""


Place: TypeAlias = tuple[str, str, str]
"""Folder, stem and suffix of a file."""


class Written(NamedTuple):
    """What a file holds: a version of an article in some form, or nothing that is one."""

    article: int
    version: int
    form: str


FORMS = ("txt", "md", "html", "page of the site", "page of its own", "with a foot")
BROKEN = ("empty", "binary", "foreign", "dangling")
written = st.builds(Written, st.sampled_from(ARTICLES), st.integers(0, 2), st.sampled_from(FORMS + BROKEN))
places = st.tuples(st.sampled_from(PARENTS), st.sampled_from(STEMS), st.sampled_from((".txt", ".html", "")))


def words_of(article: int, version: int) -> str:
    """Each article in words of its own order; a later version has a few more at its end and a few others in between."""
    some, words = random.Random(article), WORDS.split()
    sentences = [" ".join(some.choice(words) for _ in range(14)).capitalize() + "." for _ in range(8)]
    for change in range(version):
        sentences[change] = sentences[change].replace(" the ", " the same ", 1)
        sentences.append(f"Since then {change + 1} more people have come to the harbour and asked for a boat to the islands.")
    lead = "Unspeakable. " if article == FAILING else ""
    return f"Report number {article} of the day\n\n{lead}" + "\n\n".join(" ".join(sentences[i : i + 4]) for i in (0, 4, 8))


def data_of(content: Written) -> bytes:
    text = words_of(content.article, content.version)
    if content.form in ("html", "page of the site", "page of its own"):
        title, _, rest = text.partition("\n\n")
        link = {"html": "", "page of the site": SITE}.get(content.form, f"{SITE}{content.article}")
        head = f'<title>{title}</title><meta property="og:url" content="{link}"><link rel="canonical" href="{link}">'
        body = "".join(f"<p>{part}</p>" for part in rest.split("\n\n"))
        page = f"<!doctype html><html lang=en><head>{head}</head><body><article><h1>{title}</h1>{body}</article></body></html>"
        return page.encode()
    broken = {
        "empty": b"",
        "binary": bytes(range(256)) * 4,
        "foreign": b"Die Gesandten trafen sich gestern in Genf und " * 9,
    }
    foot = f"\n\n{FOOT}" if content.form == "with a foot" else ""
    return broken[content.form] if content.form in broken else (text + foot).encode()


def write(root: Path, place: Place, content: Written) -> None:
    parent, stem, suffix = place
    path = root / parent / f"{stem}{'.md' if content.form == 'md' else suffix}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    if content.form == "dangling":
        path.symlink_to(root / "nowhere")
    else:
        path.write_bytes(data_of(content))


def write_outlets(root: Path) -> None:
    """Each folder's reports are those of an outlet."""
    for parent in PARENTS[1:]:
        stems = {
            path.name.partition(".")[0] for path in (root / parent).glob("*") if path.name != "reports.toml" and not path.is_dir()
        }
        if stems:
            tables = (f'[{stem}]\noutlet = "Paper of {parent}"\n' for stem in sorted(stems))
            (root / parent / "reports.toml").write_text("".join(tables))


class Fast(Slow):
    """A reader that sees no words, and fails where a text says so."""

    def read_one(self, report: Report) -> Reading:
        if "Unspeakable" in report.text:
            raise ValueError("no words")
        return Reading(report=report.id, text=report.text)


class Ledger:
    """What was read by now, beside what the store says of it."""

    def __init__(self, db: Path) -> None:
        self.db = db
        self.texts: dict[str, int] = {}
        self.failed: set[str] = set()

    def read(self, paths: Sequence[str]) -> None:
        """One run, as `rapporteur read` does it, and what must hold right after it."""
        items = list(gather(paths))
        with Store.open(self.db, write=True) as store:
            store.forget_problems(paths)
            chain = Chain(Fast(), OneFigure())
            tally = read_into(store, items, workers=0, opener=lambda: chain, signed="test")
        assert tally.read + tally.unchanged + len(tally.failed) == len(items)
        with Store.open(self.db) as store:
            everything = store.contents()
        current = {(report.text, outlet) for report in everything.reports for outlet in (report.outlet, None)}
        named = {(problem.report, problem.reason) for problem in everything.problems}
        for item in items:
            if isinstance(item, Problem):
                assert (item.report, item.reason) in named
            elif "Unspeakable" in item.text:
                self.failed.add(item.name)
            else:
                self.texts[item.text] = int(item.text.partition(" of the day")[0][-1])
                assert (item.text, item.outlet) in current
        assert set(tally.problems) >= {item for item in items if isinstance(item, Problem)}

    def audit(self) -> None:
        """What must hold of all that was ever read."""
        with Store.open(self.db) as store:
            (current, _, problems, _, _), gone = store.contents(), store.superseded()
            assert store.counts()["reports"] == len(current) + len(gone)
        assert self.failed <= {problem.report for problem in problems if "no words" in problem.reason}
        known = {report.id: report for report in (*current, *(entry.report for entry in gone))}
        assert {report.text for report in known.values()} == set(self.texts)
        for entry in gone:
            later = known[entry.by]
            assert self.texts[entry.report.text] == self.texts[later.text], "another article was replaced"
            assert Problem(report=later.name, stage="store", reason=entry.why) in problems


@contextmanager
def folder() -> Iterator[tuple[Path, Ledger]]:
    with tempfile.TemporaryDirectory() as root:
        (Path(root) / "in").mkdir()
        yield Path(root) / "in", Ledger(Path(root) / "r.db")


def paths_of(root: Path, parents: Sequence[str]) -> list[str]:
    return [str(root / parent) for parent in parents if (root / parent).is_dir()] or [str(root)]


lenient = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
few_places = st.tuples(st.sampled_from(("mon", "tue")), st.just("001"), st.just(".txt"))
few_contents = st.builds(
    Written, st.integers(0, 1), st.integers(0, 1), st.sampled_from(("txt", "page of the site", "page of its own"))
)


def runs_of(
    some_places: st.SearchStrategy[Place], contents: st.SearchStrategy[Written], most: int
) -> st.SearchStrategy[list[tuple[dict[Place, Written], list[str]]]]:
    """Files that are written, and folders that are then read, several times."""
    folders = st.lists(st.sampled_from(PARENTS[: most + 1]), min_size=1, max_size=2)
    return st.lists(st.tuples(st.dictionaries(some_places, contents, max_size=most), folders), min_size=1, max_size=5)


@lenient
@given(runs_of(places, written, 4) | runs_of(few_places, few_contents, 2), st.booleans())
def test_what_is_read_is_kept_or_named(changes: list[tuple[dict[Place, Written], list[str]]], outlets: bool) -> None:
    with folder() as (root, ledger):
        for files, parents in changes:
            for place, content in files.items():
                write(root, place, content)
            if outlets:
                write_outlets(root)
            ledger.read(paths_of(root, parents))
        ledger.audit()


forms = st.sampled_from(ARTICLES).map(lambda article: Written(article, 0, FORMS[article % len(FORMS)]))
"""Each article in one form: whoever has it has the same words."""


@lenient
@given(st.dictionaries(places, forms, min_size=1, max_size=6), st.permutations(PARENTS), st.booleans())
def test_the_order_of_reading_changes_nothing(files: dict[Place, Written], order: list[str], outlets: bool) -> None:
    with folder() as (root, ledger):
        for place, content in files.items():
            write(root, place, content)
        if outlets:
            write_outlets(root)
        for parent in order:
            ledger.read(paths_of(root, [parent]))
        ledger.audit()
        readable = {item.text for item in gather([str(root)]) if isinstance(item, Report) and "Unspeakable" not in item.text}
        with Store.open(ledger.db) as store:
            assert {report.text for report in store.reports()} == readable
            assert not store.superseded()
