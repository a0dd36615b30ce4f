"""Which rule functions of extraction carry something: each is switched off, and documents and cases say who notices.

    python benchmarks/rules.py                 # one JSON line
    python benchmarks/rules.py --show          # and a table, weakest first
    python benchmarks/rules.py --only _twins   # functions whose name holds this

A rule function is a private function or method, or a public one that answers yes or no. Switched off, it gives the empty
answer that its annotation admits: `None`, `False`, an empty collection. `never`: gives no other answer in any document;
`under_two_documents`: fewer than two documents change; `unheld`: neither two documents nor a case notice it.

One traced pass tells which functions answer in which documents and cases; only those are run again, in a forked child
for each function, until ENOUGH documents have changed and one case has failed. Documents are the own examples and days
and real news of the corpus; cases are the tests that extract. `skipped` functions must answer, so they cannot be off.
"""

from __future__ import annotations

import argparse
import ast
import gc
import importlib
import inspect
import io
import json
import os
import pkgutil
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from select import select
from time import monotonic
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
ENOUGH = 5
"""A function that has changed so many documents is not tried on more."""
AT_ONCE = 2
SECONDS = 20
"""What runs longer with a function switched off does not come to an end."""
SLOW = 3.0
"""Seconds from which on a test is no case: it would be run again for each function."""
EMPTY = {
    "bool": "False", "None": "None", "str": "''", "list": "[]", "dict": "{}", "set": "set()", "tuple": "()",
    "frozenset": "frozenset()", "Sequence": "()", "Iterable": "()", "Collection": "()", "Mapping": "{}",
    "Iterator": "iter(())", "Generator": "(x for x in ())",
}  # fmt: skip
"""By a type's name: its empty value as an expression."""


@dataclass(frozen=True)
class Rule:
    """A function that can be switched off.

    Attributes:
        module: Dotted name of its module.
        name: Qualified name in the module, "Tree._trim".
        lines: How many lines of code it takes.
        empty: The expression that stands for its body when it is off.
        acts: Whether it gives no answer at all, and is there for what it does.
    """

    module: str
    name: str
    lines: int
    empty: str
    acts: bool = False


@dataclass
class Notice:
    """Who notices that a rule is off: where it answers, how many documents change (to ENOUGH), which case fails first."""

    rule: Rule
    documents: list[int] = field(default_factory=list)
    cases: list[int] = field(default_factory=list)
    changed: int = 0
    fails: str = ""


# ---- rules as the code has them ---------------------------------------------------------------------------------------
def rules_of(source: str, module: str) -> tuple[list[Rule], list[str]]:
    """The rule functions of a module, and the names of those that admit no empty answer.

    >>> rules_of("def _is(a: int) -> bool: return a > 1", "m")[0]
    [Rule(module='m', name='_is', lines=1, empty='False', acts=False)]
    """
    tree = ast.parse(source)
    aliases = {name: value for node in tree.body for name, value in _alias(node)}
    rules, skipped = [], []
    for name, node in _functions(tree.body, ""):
        if not _is_rule(name, node):
            continue
        empty = empty_of(node.returns, aliases)
        if empty is None:
            skipped.append(name)
        else:
            acts = isinstance(node.returns, ast.Constant)
            rules.append(Rule(module, name, (node.end_lineno or node.lineno) - node.lineno + 1, empty, acts))
    return rules, skipped


def _alias(node: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        yield node.targets[0].id, node.value


def _functions(body: list[ast.stmt], above: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in body:
        if isinstance(node, ast.FunctionDef):
            yield above + node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node.body, f"{above}{node.name}.")


def _is_rule(name: str, node: ast.FunctionDef) -> bool:
    if node.name.startswith("__"):
        return False
    private = any(part.startswith("_") for part in name.split("."))
    return private or (isinstance(node.returns, ast.Name) and node.returns.id == "bool")


def empty_of(annotation: ast.expr | None, aliases: dict[str, ast.expr] | None = None) -> str | None:
    """The empty value that a return annotation admits, as an expression; None where it admits none.

    >>> empty_of(ast.parse("tuple[int, ...]", mode="eval").body), empty_of(ast.parse("tuple[int, int]", mode="eval").body)
    ('()', None)
    """
    if annotation is None:
        return None
    if isinstance(annotation, ast.BinOp):
        sides = [empty_of(side, aliases) for side in (annotation.left, annotation.right)]
        return "None" if "None" in sides else next((side for side in sides if side), None)
    if isinstance(annotation, ast.Constant):
        return "None" if annotation.value is None else None
    fixed = isinstance(annotation, ast.Subscript) and not _is_open(annotation)
    name = annotation.value if isinstance(annotation, ast.Subscript) else annotation
    if not isinstance(name, ast.Name) or fixed:
        return None
    if aliases and name.id in aliases:
        return empty_of(aliases[name.id])
    return EMPTY.get(name.id)


def _is_open(annotation: ast.Subscript) -> bool:
    """Whether any number of things will do: "tuple[int, int]" takes two."""
    if not (isinstance(annotation.value, ast.Name) and annotation.value.id == "tuple"):
        return True
    inside = annotation.slice
    return isinstance(inside, ast.Tuple) and isinstance(inside.elts[-1], ast.Constant) and inside.elts[-1].value is Ellipsis


def modules_of(package: ModuleType) -> list[ModuleType]:
    """A package with all modules below it, imported."""
    names = [info.name for info in pkgutil.walk_packages(package.__path__, package.__name__ + ".")]
    return [package, *map(importlib.import_module, sorted(names))]


# ---- functions as they run --------------------------------------------------------------------------------------------
def function_of(rule: Rule) -> FunctionType | None:
    """The plain function behind decorators; None where a decorator hides it."""
    value: Any = importlib.import_module(rule.module)
    for part in rule.name.split("."):
        value = vars(value).get(part)
    return _bare(value)


def _bare(value: Any) -> FunctionType | None:
    if isinstance(value, property):
        value = value.fget
    elif isinstance(value, cached_property):
        value = value.func
    elif isinstance(value, staticmethod | classmethod):
        value = value.__func__
    value = inspect.unwrap(value) if callable(value) else value
    return value if isinstance(value, FunctionType) and not value.__code__.co_freevars else None


def switch_off(rule: Rule) -> None:
    """Gives the function another body for good: whoever holds it, under whatever name, calls that."""
    function = function_of(rule)
    assert function is not None
    function.__code__ = eval(f"lambda *_, **__: {rule.empty}").__code__  # one of EMPTY
    function.__defaults__ = function.__kwdefaults__ = None


def caches_of(modules: Iterable[ModuleType]) -> list[Callable[[], None]]:
    """What empties the caches of functions that the modules define."""
    values = [value for module in modules for value in vars(module).values() if hasattr(value, "cache_clear")]
    return list({id(value): value.cache_clear for value in values}.values())


@contextmanager
def traced(numbers: dict[CodeType, int], acting: frozenset[int], answers: set[int]) -> Iterator[None]:
    """Adds to `answers` the number of every code that gives an answer which is not empty; `acting` ones only need be called."""

    def look(frame: FrameType, event: str, answer: Any) -> None:
        if event == "return" and frame.f_code in numbers:
            number = numbers[frame.f_code]
            if number in acting or _says_something(answer):
                answers.add(number)

    sys.setprofile(look)
    try:
        yield
    finally:
        sys.setprofile(None)


def _says_something(answer: Any) -> bool:
    """0 is an answer where None is the empty one."""
    return answer is not None and answer is not False and (type(answer) in (int, float) or bool(answer))


# ---- documents and cases ----------------------------------------------------------------------------------------------
class Trial:
    """Documents and cases, each of which can be run again; what they give with every rule on is known."""

    def __init__(self, rules: list[Rule], modules: list[ModuleType]) -> None:
        self.notices = [Notice(rule) for rule in rules]
        self.caches = caches_of(modules)
        self.numbers = {f.__code__: n for n, rule in enumerate(rules) if (f := function_of(rule)) is not None}
        self.acting = frozenset(n for n, rule in enumerate(rules) if rule.acts)
        self.documents: list[tuple[Callable[[], Any], Any]] = []
        self.cases: list[tuple[str, Callable[[], bool]]] = []

    def fresh(self) -> None:
        """Nothing that extraction remembers of another text."""
        for clear in self.caches:
            clear()

    def add_document(self, run: Callable[[], Any]) -> None:
        """A document whose claims `run` gives."""
        answer, answers = self._trace(run)
        for number in answers:
            self.notices[number].documents.append(len(self.documents))
        self.documents.append((run, answer))

    def add_case(self, name: str, run: Callable[[], bool]) -> None:
        """A case that `run` passes or fails; one that fails with every rule on says nothing of any."""
        start = monotonic()
        passes, answers = self._trace(run)
        if not passes or monotonic() - start > SLOW:
            return
        for number in answers:
            self.notices[number].cases.append(len(self.cases))
        self.cases.append((name, run))

    def _trace(self, run: Callable[[], Any]) -> tuple[Any, set[int]]:
        answers: set[int] = set()
        self.fresh()
        with traced(self.numbers, self.acting, answers):
            answer = run()
        return answer, answers

    def without(self, number: int) -> tuple[int, str]:
        """How many documents change with a rule off, and the first case that fails. It stays off: for a forked child."""
        notice = self.notices[number]
        switch_off(notice.rule)
        changed, fails = 0, ""
        for i in notice.documents:
            run, before = self.documents[i]
            changed += self._run(run) != before
            if changed == ENOUGH:
                break
        for i in notice.cases:
            name, passes = self.cases[i]
            if self._run(passes) is not True:
                fails = name
                break
        return changed, fails

    def _run(self, run: Callable[[], Any]) -> Any:
        self.fresh()
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
        try:
            return run()
        except Exception as error:  # whatever a rule's absence leads to
            return error
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def all_off(self) -> None:
        """Tries every rule in a child of its own, some at once."""
        waiting = [n for n, notice in enumerate(self.notices) if notice.documents or notice.cases]
        running: dict[int, tuple[int, int]] = {}
        gc.freeze()
        while waiting or running:
            while waiting and len(running) < AT_ONCE:
                number = waiting.pop(0)
                child, pipe = forked(partial(self.without, number))
                running[pipe] = number, child
            for pipe in select(list(running), [], [])[0]:
                number, child = running.pop(pipe)
                with open(pipe, encoding="utf-8") as result:
                    answer = json.loads(result.read() or f'[{ENOUGH}, "no end"]')
                os.waitpid(child, 0)
                self.notices[number].changed, self.notices[number].fails = answer
        gc.unfreeze()


def forked(run: Callable[[], Any]) -> tuple[int, int]:
    """A child process that writes what `run` gives as JSON, and the pipe to read it from."""
    reads, writes = os.pipe()
    child = os.fork()
    if child:
        os.close(writes)
        return child, reads
    try:
        signal.signal(signal.SIGALRM, _stop)
        with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
            answer = json.dumps(run())
        os.write(writes, answer.encode())
    finally:
        os._exit(0)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError


def add_documents(trial: Trial) -> None:
    """The examples, the days and the news of the corpus; what stands in a file of cases is a case."""
    from corpus import documents, reading_of

    from rapporteur.extract import extract

    files = {path.stem for path in (ROOT / "cases").glob("*.toml")}
    for report in documents():
        if report.name.split("/")[0] not in files:
            trial.add_document(partial(extract, report, reading_of(report)))


def keep_readings() -> None:
    """Has every text read once: the reader has no part in extraction, and what it says stays the same."""
    from rapporteur.reader import Reader

    read, readings = Reader.read_one, {}

    def read_once(self: Reader, report: Any) -> Any:
        key = report.id, report.text, report.furniture
        if key not in readings:
            readings[key] = read(self, report)
        return readings[key]

    Reader.read_one = read_once  # type: ignore[method-assign]


class Cases:
    """A plugin of pytest that runs the tests it collects for a trial, and then the trial."""

    def __init__(self, trial: Trial) -> None:
        self.trial = trial

    def pytest_runtestloop(self, session: Any) -> bool:
        """In place of pytest's own loop."""
        for item in session.items:
            if item.get_closest_marker("hypothesis"):
                continue  # random
            passes(item)  # reads the text, and fills what tests share
            self.trial.add_case(item.nodeid.removeprefix("tests/"), partial(passes, item))
        self.trial.all_off()
        return True


def passes(item: Any) -> bool:
    """Whether a collected test passes."""
    from _pytest.runner import runtestprotocol

    return all(not report.failed for report in runtestprotocol(item, log=False, nextitem=None))


def tests() -> list[str]:
    """Files of tests that extract."""
    texts = {path: path.read_text("utf-8") for path in sorted((ROOT / "tests").rglob("test_*.py"))}
    return [str(path) for path, text in texts.items() if "rapporteur.extract" in text or "casework" in text]


# ---- what comes out ---------------------------------------------------------------------------------------------------
def summary(notices: list[Notice], skipped: int) -> dict[str, Any]:
    """The JSON line."""
    unheld = [n for n in notices if n.changed < 2 and not n.fails]
    return {
        "benchmark": "rules",
        "functions": len(notices),
        "skipped": skipped,
        "never": sum(not n.documents for n in notices),
        "under_two_documents": sum(n.changed < 2 for n in notices),
        "unheld": len(unheld),
        "unheld_lines": sum(n.rule.lines for n in unheld),
        "unheld_share": round(100 * len(unheld) / max(1, len(notices)), 1),
    }


def table(notices: list[Notice]) -> Iterator[str]:
    """A row for each rule, the weakest first, in columns parted by tabs."""
    yield "function\tlines\tanswers\tchanged\tcase"
    for n in sorted(notices, key=lambda n: (n.changed, bool(n.fails), len(n.documents), n.rule.module, n.rule.name)):
        changed = f"{n.changed}+" if n.changed == ENOUGH else str(n.changed)
        name = f"{n.rule.module.removeprefix('rapporteur.extract').lstrip('.')}:{n.rule.name}"
        yield f"{name}\t{n.rule.lines}\t{len(n.documents)}\t{changed}\t{n.fails or '-'}"


def main() -> None:
    """Prints one JSON line; with --show, a table before it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--only", default="", help="a part of the names of the functions to try")
    args = parser.parse_args()
    modules = modules_of(importlib.import_module("rapporteur.extract"))
    rules, skipped = [], 0
    for module in modules:
        some, without_empty = rules_of(Path(str(module.__file__)).read_text("utf-8"), module.__name__)
        rules += [rule for rule in some if args.only in rule.name and function_of(rule)]
        skipped += len(without_empty) + sum(function_of(rule) is None for rule in some)
    keep_readings()
    trial = Trial(rules, modules)
    add_documents(trial)
    with redirect_stdout(io.StringIO()):
        pytest.main(["-q", "-p", "no:cacheprovider", *tests()], plugins=[Cases(trial)])
    if args.show:
        print(*table(trial.notices), sep="\n")
    print(json.dumps(summary(trial.notices, skipped)))


if __name__ == "__main__":
    main()
