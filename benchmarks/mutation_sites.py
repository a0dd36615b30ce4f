"""Draws mutations by chance: what in the code could be changed, in an order that a seed fixes.

    python benchmarks/mutation_sites.py --stage extract --count 30    # rows for mutations.toml, for reading

A site is a number, a comparison, `not`, `and`/`or`, `all`/`any`, `min`/`max`, the key or the direction of a sort, or a
test that ends a function early. A row whose change can't change any result has to be left out by whoever reads it.
"""

from __future__ import annotations

import argparse
import ast
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PACKAGE = Path(__file__).resolve().parent.parent / "src/rapporteur"
SEED = 20240413
COMPARISONS: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
}
OTHER_CALL = {"all": "any", "any": "all", "min": "max", "max": "min"}
MARGIN = 16
"""Characters that a row's text has at least: a shorter one is soon there twice."""


class Site(NamedTuple):
    """Characters `start` … `end` of a file, and what would stand there instead."""

    start: int
    end: int
    new: str
    what: str


class Lines:
    """Where the lines of a text begin: a node counts bytes within its line, a site characters from the start."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines(keepends=True)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))

    def at(self, line: int, byte: int) -> int:
        """The character of a line (from 1) and a byte within it."""
        return self.starts[line - 1] + len(self.lines[line - 1].encode()[:byte].decode())

    def span(self, node: ast.expr | ast.keyword) -> tuple[int, int]:
        """First character of a node and the one behind it."""
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self.at(node.lineno, node.col_offset), self.at(node.end_lineno, node.end_col_offset)


def sites(text: str) -> Iterator[Site]:
    """Every site of a module, in its order."""
    tree, lines = ast.parse(text), Lines(text)
    skipped = {id(inner) for node in ast.walk(tree) for outer in _silent(node) for inner in ast.walk(outer)}
    made = [s for node in ast.walk(tree) if id(node) not in skipped for s in _of_node(node, text, lines)]
    yield from sorted(set(made))


def _silent(node: ast.AST) -> Iterator[ast.AST]:
    """What no run is changed by: annotations, and what only type checkers see."""
    if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
        yield node.annotation
    if isinstance(node, ast.FunctionDef) and node.returns:
        yield node.returns
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
        yield node


def _of_node(node: ast.AST, text: str, lines: Lines) -> Iterator[Site]:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        start, end = lines.span(node)
        other = node.value + 1 if isinstance(node.value, int) else round(node.value * 0.6, 4)
        yield Site(start, end, str(other), f"{node.value} → {other}")
    elif isinstance(node, ast.Compare):
        yield from _of_comparison(node, text, lines)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        start, end = lines.span(node)[0], lines.span(node.operand)[0]
        yield Site(start, end, "" if text[start:end] == "not " else "(", "a negation dropped")
    elif isinstance(node, ast.BoolOp):
        old, new = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        yield from _between(node.values[0], node.values[1], old, new, text, lines)
    elif isinstance(node, ast.Call):
        yield from _of_call(node, text, lines)
    elif isinstance(node, ast.If) and len(node.body) == 1 and isinstance(node.body[0], ast.Return) and not node.orelse:
        start, end = lines.span(node.test)
        if "\n" not in text[start:end]:
            yield Site(start, end, f"False and ({text[start:end]})", "an early return left out")


def _of_comparison(node: ast.Compare, text: str, lines: Lines) -> Iterator[Site]:
    if len(node.ops) == 1:
        old, new = COMPARISONS[type(node.ops[0])]
        yield from _between(node.left, node.comparators[0], old, new, text, lines)


def _between(left: ast.expr, right: ast.expr, old: str, new: str, text: str, lines: Lines) -> Iterator[Site]:
    """An operator between two operands, where it stands on their line and only once."""
    start, end = lines.span(left)[1], lines.span(right)[0]
    if text[start:end].split() == old.split():
        at = start + text[start:end].index(old)
        yield Site(at, at + len(old), new, f"{old} → {new}")


def _of_call(node: ast.Call, text: str, lines: Lines) -> Iterator[Site]:
    name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
    if isinstance(node.func, ast.Name) and name in OTHER_CALL:
        start, end = lines.span(node.func)
        yield Site(start, end, OTHER_CALL[name], f"{name} → {OTHER_CALL[name]}")
    for word in node.keywords if name in ("sorted", "sort", "max", "min") else ():
        start, end = lines.span(word)
        comma = text.rindex(",", 0, start) if "," in text[max(0, start - 3) : start] else start
        if word.arg == "key" and "\n" not in text[comma:end]:
            yield Site(comma, end, "", f"{name} without its key")


def fragment(text: str, site: Site, others: str) -> tuple[str, str] | None:
    """The text around a site that stands nowhere else, and what it becomes; None where its line is not the only one."""
    first = text.rfind("\n", 0, site.start) + 1
    last = text.find("\n", site.end)
    start, end = site.start, site.end
    while end - start < MARGIN or others.count(text[start:end]) != 1:
        if start <= first and end >= last:
            return None
        start, end = max(first, _word_left(text, start)), min(last, _word_right(text, end))
    old = text[start:end]
    return old, text[start : site.start] + site.new + text[site.end : end]


def _word_left(text: str, at: int) -> int:
    at -= 1
    while at > 0 and text[at - 1].isalnum() and text[at].isalnum():
        at -= 1
    return at


def _word_right(text: str, at: int) -> int:
    at += 1
    while at < len(text) and text[at - 1].isalnum() and text[at].isalnum():
        at += 1
    return at


def drawn(stage: str, count: int, seed: int = SEED) -> Iterator[dict[str, str]]:
    """`count` rows of a stage, in the order of the seed: first a file, each as likely as the others, then a site of it."""
    files = {p: p.read_text("utf-8") for p in sorted(PACKAGE.rglob("*")) if p.suffix in (".py", ".toml", ".csv")}
    everything = "\0".join(files.values())
    chance = random.Random(f"{seed} {stage}")
    modules = [p for p in files if p.suffix == ".py" and p.relative_to(PACKAGE).parts[0] == stage]
    of = {p: list(sites(files[p])) for p in modules}
    modules = [p for p in modules if of[p]]
    while count and modules:
        path = chance.choice(modules)
        site = of[path].pop(chance.randrange(len(of[path])))
        if not of[path]:
            modules.remove(path)
        row = fragment(files[path], site, everything)
        if row and row[0] != row[1]:
            count -= 1
            yield {"path": str(path.relative_to(PACKAGE)), "what": site.what, "old": row[0], "new": row[1]}


def main() -> None:
    """Prints rows as TOML."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stage", required=True, help="a folder of the package: extract, reconcile, …")
    parser.add_argument("--count", type=int, default=10)
    args = parser.parse_args()
    for number, row in enumerate(drawn(args.stage, args.count), 1):
        print(f'# {row["path"]}\n[[mutation]]\nid = "{args.stage}-drawn-{number:02}"')
        print(*(f"{key} = {json.dumps(row[key], ensure_ascii=False)}" for key in ("what", "old", "new")), sep="\n", end="\n\n")


if __name__ == "__main__":
    main()
