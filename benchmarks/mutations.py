"""Whether the tests notice when the package is wrong: one change after the other, each run against the tests.

    python benchmarks/mutations.py --check                 # rows of mutations.toml whose text no longer stands there once
    python benchmarks/mutations.py --stage extract         # one line a mutation as they end, then one JSON line
    python benchmarks/mutations.py --only care-gate-lies

Each row of mutations.toml is a text of the package that stands there once, and what stands there instead. Half of the
rows were written while reading the code stage by stage, from the first file of a folder to the last, asking which value,
test or order a reader of the brief would miss; half come from `mutation_sites.py`, which draws places in the code by
chance. Of the drawn ones eleven were left out by hand: six at once (an indentation, a digest's length, a waiting time, a sort
key beyond any day, a module that no verb of the package reaches), and five after a run in which they survived, since
reading showed that they change no result (defaults that every caller gives, a mark at character 0, a depth doubled, a word
between "of the" and a comma, where a name is). In place of the last of these, and of a row whose rule has gone, the first
two were drawn of the code as it was then. Otherwise nobody looked which rows the tests kill before the list stood.

A mutation is run against the test files that import the changed module, directly or through others, first those named
after it, then the nearer ones; without those of stages before it, and those that start processes unless they are of its
own stage. `stillborn`: the changed module can't be imported, which is no test's merit; these and `errors` (pytest itself
failed) are not in the `share` of `killed`. A run beyond `--limit` seconds counts as killed.
Tests that fail without any change are left out, and named as `failing_before`.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from typing import Any, NamedTuple
from xml.etree import ElementTree

from rapporteur.model import KINDS

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = Path("src/rapporteur")
ROWS = Path(__file__).with_suffix(".toml")
READINGS = Path(tempfile.gettempdir()) / "rapporteur-readings"
TEXTS = (".py", ".toml", ".csv")
APART = ("test_linear.py",)
"""Tests that measure time: on a busy machine they fail by themselves."""
ORDER = ("lexicon", "sources", "reader", "extract", "spacy", "reconcile", "store", "views", "run", "cli")
"""The stages as they import each other: the tests of one can't see what is behind it."""
PROCESSES = ("run", "spacy")
"""Stages whose tests start processes and wait for them: they are run for changes of the stage itself."""
NOT_COPIED = (".git", ".venv", "models", "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", "*.db*")
LATER = 1000
"""Seconds by which a changed file is newer than any other: Python compiles it anew."""


class Mutation(NamedTuple):
    """A row: `old` stands once in the package, in `path`, and `new` is put in its stead; `covers`: tests to run first."""

    id: str
    what: str
    old: str
    new: str
    path: Path
    covers: tuple[str, ...] = ()

    @property
    def stage(self) -> str:
        """The folder of the package that the text stands in, or the module."""
        return Path(self.path.relative_to(PACKAGE).parts[0]).stem


class Outcome(NamedTuple):
    """What became of a mutation: `verdict` and what says so, the first failed test for one."""

    mutation: Mutation
    verdict: str
    by: str = ""


def rows() -> list[dict[str, Any]]:
    """The rows as they are written."""
    listed: list[dict[str, Any]] = tomllib.loads(ROWS.read_text("utf-8"))["mutation"]
    return listed


def texts() -> dict[Path, str]:
    """Every text of the package, by its path from the root of the checkout."""
    paths = sorted(p for p in (ROOT / PACKAGE).rglob("*") if p.suffix in TEXTS)
    return {p.relative_to(ROOT): p.read_bytes().decode() for p in paths}


def located(listed: Sequence[dict[str, Any]], files: dict[Path, str]) -> tuple[list[Mutation], list[str]]:
    """The mutations whose text stands once in the package, and what is wrong with the others."""
    mutations, wrong = [], []
    for row in listed:
        paths = [path for path, text in files.items() for _ in range(text.count(row["old"]))]
        if len(paths) == 1 and row["old"] != row["new"]:
            covers = tuple(row.get("covers", ()))
            mutations.append(Mutation(row["id"], row["what"], row["old"], row["new"], paths[0], covers))
        else:
            places = ", ".join(map(str, dict.fromkeys(paths)))
            wrong.append(f"{row['id']}: stands there {len(paths)} times{': ' if paths else ''}{places}")
    ids = [row["id"] for row in listed]
    return mutations, wrong + [f"{i}: two rows have this id" for i in sorted({i for i in ids if ids.count(i) > 1})]


class Imports:
    """Which modules a test file imports: directly, or through what it imports."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.modules: dict[str, Path] = {}
        for folder in ("src", "tests", "benchmarks"):
            for path in sorted((root / folder).rglob("*.py")):
                parts = path.relative_to(root / folder).with_suffix("").parts
                self.modules[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path.relative_to(root)
                if folder == "tests":
                    self.modules.setdefault(parts[-1], path.relative_to(root))
        self.tests = sorted({p for p in self.modules.values() if p.name.startswith("test_") and p.name not in APART})

    @cache  # noqa: B019 - one for a run
    def direct(self, path: Path) -> frozenset[Path]:
        """The files of the checkout that a file imports by itself, anywhere in it."""
        tree = ast.parse((self.root / path).read_text("utf-8"))
        program = path.parts[0] == "src"
        names = {name for node in ast.walk(tree) for name in _imported(node, strings=not program)}
        names -= {"rapporteur"} if program else set()  # for the version: its verbs import every stage
        if "of_each_kind" in names_called(tree):  # the modules of the kinds are imported by their names
            names |= {".".join((*path.parts[1:-1], f"{kind}s")) for kind in KINDS}
        parents = {".".join(name.split(".")[:n]) for name in names for n in range(2, name.count(".") + 1)}
        return frozenset(self.modules[name] for name in names | parents if name in self.modules) - {path}

    @cache  # noqa: B019
    def distances(self, test: Path) -> dict[Path, int]:
        """How many imports away each file is that a test reaches."""
        distance, border = {test: 0}, [test]
        while border:
            farther = {p: distance[near] + 1 for near in border for p in self.direct(near) if p not in distance}
            distance |= farther
            border = list(farther)
        return distance

    def covering(self, mutation: Mutation, seconds: dict[str, float]) -> list[Path]:
        """The test files that reach what is changed, the likeliest to notice first."""
        stage = PACKAGE / mutation.stage
        words = set(re.findall(r"[a-z]+", str(mutation.path.relative_to(PACKAGE).with_suffix(""))))
        table, ranked = mutation.path.suffix != ".py", []
        for test in self.tests:
            near = self.distances(test)
            same = [near[p] for p in near if p == mutation.path or (table and stage in p.parents)]
            if same and not _is_blind(test, mutation.stage):
                named = -len(words & set(re.findall(r"[a-z]+", str(test.with_suffix("")))))
                first = not any(test.is_relative_to(c) for c in mutation.covers)
                ranked.append((first, named, min(same), seconds.get(str(test), 0.0), test))
        return [test for *_, test in sorted(ranked)]


def _is_blind(test: Path, stage: str) -> bool:
    """Whether a test file is one of a stage before this one, or of one that starts processes."""
    words = set(re.findall(r"[a-z]+", str(test)))
    named = next((s for s in ORDER if s in words), None)
    before = named in ORDER and stage in ORDER and ORDER.index(named) < ORDER.index(stage)
    return before or (named in PROCESSES and named != stage)


def names_called(tree: ast.AST) -> set[str]:
    """The functions that a module calls by a bare name."""
    return {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}


def _imported(node: ast.AST, strings: bool) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield node.module
        yield from (f"{node.module}.{alias.name}" for alias in node.names)
    elif strings and isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield from re.findall(r"\brapporteur(?:\.\w+)+", node.value)  # programs that a test starts


class Scratch:
    """A copy of the checkout in which one file at a time is changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*NOT_COPIED), symlinks=True)
        (folder / "models").symlink_to(ROOT / "models")
        self.changes = 0

    def write(self, path: Path, text: str) -> None:
        """Writes a file that is newer than it ever was."""
        file = self.folder / path
        file.write_bytes(text.encode())
        self.changes += 1
        later = file.stat().st_mtime + LATER * self.changes
        os.utime(file, (later, later))

    def run(self, words: Sequence[str], limit: float, readings: Path | None) -> tuple[int | None, str]:
        """Python in the copy: exit code and what it printed; no code when it ran longer than `limit` seconds."""
        inside = [str(self.folder / part) for part in ("src", "benchmarks", "models/reader-en")]
        env = {k: v for k, v in os.environ.items() if k != "RAPPORTEUR_READINGS"}
        env |= {"PYTHONPATH": os.pathsep.join(inside)} | ({"RAPPORTEUR_READINGS": str(readings)} if readings else {})
        running = subprocess.Popen(
            [sys.executable, *words], cwd=self.folder, env=env, text=True, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            printed, _ = running.communicate(timeout=limit)
            return running.returncode, printed
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)  # the group: tests start programs of their own
            with suppress(subprocess.TimeoutExpired):  # and some in a group of its own, which may hold the pipe
                running.communicate(timeout=5)
            return None, ""

    def pytest(self, words: Sequence[str], limit: float, readings: Path | None) -> tuple[int | None, str]:
        """The tests in the copy."""
        plain = ["-m", "pytest", "-q", "-rfE", "--tb=no", "-p", "no:cacheprovider", "-p", "kept_readings"]
        return self.run([*plain, *words], limit, readings)


class Before(NamedTuple):
    """The tests without any change: which fail, and how long each file takes."""

    failing: list[str]
    seconds: dict[str, float]


def before(scratch: Scratch, tests: Sequence[Path], readings: Path) -> Before:
    """Runs all tests once, which also fills the folder of readings."""
    report = scratch.folder / "junit.xml"
    code, printed = scratch.pytest([f"--junitxml={report}", *map(str, tests)], 3600, readings)
    if code not in (0, 1):
        raise SystemExit(f"the tests don't run:\n{printed[-2000:]}")
    seconds: dict[str, float] = {}
    for case in ElementTree.parse(report).iter("testcase"):
        name = case.get("classname", "").replace(".", "/") + ".py"
        seconds[name] = seconds.get(name, 0.0) + float(case.get("time", 0))
    return Before(_failed(printed), seconds)


def _failed(printed: str) -> list[str]:
    return re.findall(r"^(?:FAILED|ERROR) ([^\s\[]+(?:\[.*?\])?)(?: - .*)?$", printed, re.MULTILINE)


def tried(mutation: Mutation, scratch: Scratch, tests: Sequence[Path], known: Before, limit: float, readings: Path) -> Outcome:
    """Changes the copy, runs the tests, and changes it back."""
    text = (scratch.folder / mutation.path).read_bytes().decode()
    scratch.write(mutation.path, text.replace(mutation.old, mutation.new))
    try:
        if mutation.path.suffix == ".py":
            code, printed = scratch.run(["-c", f"import {_module(mutation.path)}"], limit, None)
            if code:
                return Outcome(mutation, "stillborn", printed.strip().rpartition("\n")[2])
        left_out = [f"--deselect={test}" for test in known.failing]
        kept = None if mutation.stage in ("reader", "model") else readings
        code, printed = scratch.pytest(["-x", *left_out, *map(str, tests)], limit, kept)
        return _outcome(mutation, code, printed)
    finally:
        scratch.write(mutation.path, text)


def _module(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _outcome(mutation: Mutation, code: int | None, printed: str) -> Outcome:
    if code is None:
        return Outcome(mutation, "timed_out")
    if code == 0:
        return Outcome(mutation, "survived")
    failed = next(iter(_failed(printed)), "")
    if code == 1 and failed:
        return Outcome(mutation, "killed", failed)
    if code == 2 and failed:  # a test file that can't be imported any more
        return Outcome(mutation, "stillborn", failed)
    return Outcome(mutation, "error", f"pytest {code}: {printed[-300:]}")


def version() -> str:
    """A hash of what a reading depends on."""
    code = ROOT / PACKAGE
    files = [*sorted((code / "reader").rglob("*.py")), *sorted(code.glob("model*")), *sorted((ROOT / "models").rglob("*.onnx"))]
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()[:16]


def run_all(mutations: Sequence[Mutation], workers: int, limit: float) -> tuple[list[Outcome], Before]:
    """Every mutation against its tests, printed as they end."""
    imports = Imports(ROOT)
    readings = READINGS / f"tests-{version()}"
    with tempfile.TemporaryDirectory(prefix="mutations-") as folder:
        copies: SimpleQueue[Scratch] = SimpleQueue()
        first = Scratch(Path(folder) / "0")
        known = before(first, imports.tests, readings)
        print(f"without any change: {len(known.failing)} tests fail, {sum(known.seconds.values()):.0f} s", file=sys.stderr)
        for copy in (first, *(Scratch(Path(folder) / str(n)) for n in range(1, workers))):
            copies.put(copy)

        def one(mutation: Mutation) -> Outcome:
            copy = copies.get()
            try:
                return tried(mutation, copy, imports.covering(mutation, known.seconds), known, limit, readings)
            finally:
                copies.put(copy)

        with ThreadPoolExecutor(workers) as pool:
            outcomes = [_shown(done.result()) for done in as_completed([pool.submit(one, m) for m in mutations])]
    return outcomes, known


def _shown(outcome: Outcome) -> Outcome:
    print(f"{outcome.verdict:9} {outcome.mutation.id}: {outcome.mutation.what} [{outcome.by}]", file=sys.stderr, flush=True)
    return outcome


def line(outcomes: Sequence[Outcome], known: Before) -> dict[str, Any]:
    """The JSON line."""
    ids: dict[str, list[str]] = {v: [] for v in ("killed", "survived", "timed_out", "stillborn", "error")}
    for outcome in outcomes:
        ids[outcome.verdict].append(outcome.mutation.id)
    killed = len(ids["killed"]) + len(ids["timed_out"])
    counted = killed + len(ids["survived"])
    return {
        "benchmark": "mutations",
        "mutations": len(outcomes),
        "killed": killed,
        "share": round(100 * killed / counted, 1) if counted else None,
        "survivors": sorted(ids["survived"]),
        "timed_out": sorted(ids["timed_out"]),
        "stillborn": sorted(ids["stillborn"]),
        "errors": sorted(ids["error"]),
        "failing_before": known.failing,
    }


def main() -> None:
    """Prints one JSON line; exit 1 where `--check` has something to say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only say which rows no longer stand in the package once")
    parser.add_argument("--only", nargs="+", metavar="ID", default=[])
    parser.add_argument("--stage", nargs="+", default=[], help="folders of the package, or modules beside them; in this order")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--limit", type=float, default=300, help="seconds for a mutation's tests")
    args = parser.parse_args()
    mutations, wrong = located(rows(), texts())
    print(*wrong, sep="\n", end="\n" if wrong else "", file=sys.stderr)
    if args.check:
        stages = [m.stage for m in mutations]
        print(json.dumps({"benchmark": "mutations", "rows": len(mutations) + len(wrong), "wrong": len(wrong),
                          "stages": {s: stages.count(s) for s in sorted(set(stages))}}))  # fmt: skip
        sys.exit(bool(wrong))
    if args.only:
        mutations = [m for m in mutations if m.id in args.only]
    if args.stage:
        mutations = [m for stage in args.stage for m in mutations if m.stage == stage]
    print(json.dumps(line(*run_all(mutations, args.workers, args.limit))))


if __name__ == "__main__":
    main()
