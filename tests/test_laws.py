"""The five laws of the house, each held by a test, and the rules beside them: see CONTRIBUTING.md."""

from __future__ import annotations

import ast
import csv
import inspect
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import msgspec
import pytest

from rapporteur import model
from rapporteur.reader import default_model

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "rapporteur"
ORDER = (
    *("model", "kinds", "lexicon", "sources", "reader", "extract", "spacy", "reconcile", "store", "views", "run"),
    *("console", "options", "cli"),
)
MODULES = sorted(PACKAGE.rglob("*.py"))
TABLES = sorted(
    path for top in (PACKAGE, ROOT / "cases") for path in top.rglob("*") if path.suffix in (".csv", ".toml")
)
LONGEST = 600
TYPE = re.compile(r"_?[A-Z]\w*[a-z]\w*")
"""How a class or an alias of a type is written; a constant has no small letters."""
PROSE = frozenset({"found", "told", "seen", "own", "kept", "held", "mine"})
"""What was done to a thing is no name of it: claims, frame, candidates are."""
LIST = 4
"""Words from which on a list belongs in a table."""
ENUMERATING = {
    "src/rapporteur/model.py": "the names, the bodies and their union",
}
"""Files that may name four kinds of claim or more, and why: each is one that a new kind has to touch."""
MOST_KINDS = 3
"""Kinds that a rule on how some of them meet may name."""
OF_EACH_KIND = (
    "src/rapporteur/model.py",
    "src/rapporteur/extract/{}s.py",
    "src/rapporteur/reconcile/{}s.py",
    "src/rapporteur/views/kinds/{}s.py",
    "src/rapporteur/lexicon/data/rules.toml",
    "cases/{}s.toml",
)
"""The files that a new kind touches."""
VAGUE = ("util", "utils", "helper", "helpers", "manager", "managers", "common", "misc")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def stage_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def names_imported(path: Path) -> set[str]:
    """The full names of all that a module imports anywhere, also within functions and for type checkers alone."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{named(path)}: relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def stages_imported(path: Path) -> set[str]:
    """The stages that a module imports."""
    return {name.split(".")[1] for name in names_imported(path) if name.startswith("rapporteur.")} & set(ORDER)


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_one_direction(path: Path) -> None:
    stage = stage_of(path)
    if stage in ("__init__", "__main__", "version"):
        return
    assert stage in ORDER, f"{stage} is no stage: give it a place in the order"
    later = {other for other in stages_imported(path) if ORDER.index(other) > ORDER.index(stage)}
    assert not later, f"{stage} must not know {', '.join(sorted(later))}"


def test_nothing_is_edited() -> None:
    nouns = [noun for _, noun in inspect.getmembers(model, inspect.isclass) if issubclass(noun, msgspec.Struct)]
    assert len(nouns) > 15
    assert [noun.__name__ for noun in nouns if not noun.__struct_config__.frozen] == []


def test_every_claim_shows_its_words() -> None:
    from rapporteur.run import one_shot

    try:
        there = (default_model() / "model.onnx").exists()
    except FileNotFoundError:
        there = False
    if not there:
        pytest.skip("the reading model is not installed")
    record = one_shot([str(ROOT / "examples")], workers=0)
    texts = {report.id: report.text for report in record.reports}
    assert len(record.claims) > 20
    for claim in record.claims:
        assert claim.evidence, claim
        for span in claim.evidence:
            assert span.report == claim.report
            assert texts[span.report][span.start : span.end] == span.exact != ""
    known = {claim.id for claim in record.claims}
    told = [ident for finding in record.findings for ident in finding.claims]
    assert sorted(told) == sorted(known), "every claim is in one finding"


@pytest.mark.parametrize("path", TABLES, ids=named)
def test_data_is_data(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".toml":
        assert tomllib.loads(text)  # refuses doubled keys itself
        return
    rows = [row for row in csv.reader(text.splitlines(), strict=True) if row and not row[0].startswith("#")]
    width = len(rows[0])
    assert [row for row in rows if len(row) != width] == [], f"rows are not {width} cells wide"
    lines = [tuple(row) for row in rows]
    doubled = sorted({row for row in lines if lines.count(row) > 1}) if len(set(lines)) < len(lines) else []
    assert doubled == []


@pytest.mark.parametrize("kind", model.KINDS)
def test_same_name_in_every_stage(kind: str) -> None:
    from rapporteur.views import LISTS

    plural = f"{kind}s"
    assert (PACKAGE / "extract" / f"{plural}.py").exists()
    assert (PACKAGE / "reconcile" / f"{plural}.py").exists()
    assert list((ROOT / "cases").rglob(f"{plural}*")), f"no cases/{plural}"
    assert plural in LISTS


def kinds_named(path: Path) -> set[str]:
    """The kinds of claim that a module names: as a class, as a word of their own, or as a module of their name."""
    words = {word: kind for kind in model.KINDS for word in (kind, f"{kind}s", kind.capitalize())}
    names: set[object] = {part for name in names_imported(path) for part in name.split(".")}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names |= {node.value} if isinstance(node, ast.Constant) else {node.id} if isinstance(node, ast.Name) else set()
    return {kind for word, kind in words.items() if word in names}


def test_a_new_kind_touches_six_files() -> None:
    assert len(OF_EACH_KIND) <= 6
    assert {*ENUMERATING} <= {*OF_EACH_KIND}
    enumerating = {named(path) for path in MODULES if len(kinds_named(path)) > MOST_KINDS}
    assert enumerating == {*ENUMERATING}, "found by the names in KINDS, kinds need no list: see rapporteur/kinds.py"


@pytest.mark.parametrize("kind", model.KINDS)
def test_a_kind_has_its_six_files(kind: str) -> None:
    assert [file.format(kind) for file in OF_EACH_KIND if not (ROOT / file.format(kind)).exists()] == []


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_files_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < LONGEST


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [named(path) for path in MODULES if {*path.stem.split("_"), path.parent.name} & set(VAGUE)] == []


@pytest.mark.parametrize("path", [path for path in MODULES if path.name != "__main__.py"], ids=named)
def test_every_module_says_its_purpose(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def types_of(path: Path) -> Iterator[str]:
    """The names of a module's classes, at any depth, and of its aliases of types."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    yield from (node.name for node in ast.walk(module) if isinstance(node, ast.ClassDef))
    for node in module.body:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        yield from (name.id for name in targets if isinstance(name, ast.Name) and TYPE.fullmatch(name.id))


def test_no_name_stands_for_two_types() -> None:
    places: dict[str, set[str]] = defaultdict(set)
    for path in MODULES:
        for name in types_of(path):
            places[name.lstrip("_")].add(named(path))
    assert {name: sorted(paths) for name, paths in places.items() if len(paths) > 1} == {}


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


@cache
def imports() -> dict[str, frozenset[str]]:
    """The modules of the package that each imports anywhere, also within functions and for type checkers alone."""
    names = {module_of(path): names_imported(path) for path in MODULES}
    modules = {
        name: {other if other in names else other.rpartition(".")[0] for other in others} for name, others in names.items()
    }
    return {name: frozenset(others & names.keys() - {name}) for name, others in modules.items()}


def reached(start: str) -> set[str]:
    """The modules that one imports, those that these import, and so on."""
    met: set[str] = set()
    left = [start]
    while left:
        new = imports()[left.pop()] - met
        met |= new
        left += new
    return met


def test_no_modules_import_one_another() -> None:
    reach = {name: reached(name) for name in imports()}
    circles = {frozenset(other for other in reach[name] if name in reach[other]) for name in reach if name in reach[name]}
    assert sorted(sorted(circle) for circle in circles) == []


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_variables_are_nouns(path: Path) -> None:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    variables = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    parameters = {node.arg for node in nodes if isinstance(node, ast.arg)}
    assert sorted((variables | parameters) & PROSE) == []


def words_listed(node: ast.AST) -> list[str]:
    """The words of a literal list, set or tuple, or of a mapping's keys whose values are literals too."""
    parts: Sequence[ast.expr | None] = []
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        parts = node.elts
    elif isinstance(node, ast.Dict) and all(isinstance(value, ast.Constant | ast.Tuple) for value in node.values):
        parts = node.keys
    return [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]


def is_listing(node: ast.AST) -> bool:
    """`__all__` and `__slots__` list the module's own names."""
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("__all__", "__slots__")


@pytest.mark.parametrize("path", [path for path in MODULES if stage_of(path) == "extract"], ids=named)
def test_lists_of_words_are_tables(path: Path) -> None:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    names = [node.value for node in nodes if isinstance(node, ast.Assign) and is_listing(node)]
    lists = [words_listed(node) for node in nodes if node not in names]
    assert [words for words in lists if len(words) >= LIST] == []


def is_command(function: ast.FunctionDef) -> bool:
    """Whether its docstring is what `--help` prints."""
    return any(ast.unparse(decorator).startswith("app.") for decorator in function.decorator_list)


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_what_raises_says_so(path: Path) -> None:
    functions = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.FunctionDef)]
    public = [function for function in functions if function.name[0] != "_" and not is_command(function)]
    raising = [function for function in public if any(isinstance(node, ast.Raise) for node in ast.walk(function))]
    assert [function.name for function in raising if "Raises" not in (ast.get_docstring(function) or "")] == []


LONGEST_CLASS = 200


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_classes_are_short(path: Path) -> None:
    classes = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ClassDef)]
    sizes = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in classes}
    assert {name: size for name, size in sizes.items() if size > LONGEST_CLASS} == {}
