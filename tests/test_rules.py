"""Rules are switched off one by one, and whoever notices is counted: on a small package made up for it."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

FILE = Path(__file__).parents[1] / "benchmarks" / "rules.py"
GREETINGS = """
from __future__ import annotations
from functools import cache, cached_property

Words = list[str]
ENDS = frozenset({"!", "."})


def greeting(text: str) -> str | None:
    words = _words(text)
    return f"{_first(text)} {len(words)}" if is_greeting(text) else None


def is_greeting(text: str) -> bool:
    return _ends(text)


@cache
def _first(text: str) -> str:
    return text[0]


def _words(text: str) -> Words:
    return text.split()


def _ends(text: str) -> bool:
    return text[-1] in ENDS


def _asks(text: str) -> bool:
    return text.endswith("?")


def _length(text: str) -> int:
    return len(text)


def _pair(text: str) -> tuple[int, int]:
    return 0, len(text)


class Talk:
    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _parts(self) -> tuple[str, ...]:
        return tuple(self.text.split())

    @property
    def is_long(self) -> bool:
        return len(self._parts) > 2

    def close(self) -> None:
        self.text = ""

    def _trim(self) -> None:
        self.text = self.text.strip()
"""


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("rules", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["rules"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


rules = loaded()


@pytest.fixture
def greetings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    (tmp_path / "manners").mkdir()
    (tmp_path / "manners/__init__.py").write_text("")
    (tmp_path / "manners/greetings.py").write_text(GREETINGS)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield rules.modules_of(importlib.import_module("manners"))[-1]
    for name in ("manners", "manners.greetings"):
        sys.modules.pop(name, None)


def trial(greetings: ModuleType) -> Any:
    found, _ = rules.rules_of(GREETINGS, greetings.__name__)
    tried = rules.Trial(found, [greetings])
    for text in ("Hello all.", "Good day!", "No", "Hello you."):
        tried.add_document(lambda text=text: greetings.greeting(text))
    tried.add_case("counts", lambda: greetings.greeting("Good day to you.").endswith("4"))
    tried.add_case("has failed before", lambda: False)
    tried.all_off()
    return tried


def test_private_functions_and_those_that_answer_yes_or_no_are_rules() -> None:
    found, skipped = rules.rules_of(GREETINGS, "manners.greetings")
    assert {rule.name: rule.empty for rule in found} == {
        "is_greeting": "False", "_first": "''", "_words": "[]", "_ends": "False", "_asks": "False", "Talk._parts": "()",
        "Talk.is_long": "False", "Talk._trim": "None",
    }  # fmt: skip
    assert skipped == ["_length", "_pair"]
    assert [rule.name for rule in found if rule.acts] == ["Talk._trim"]


@pytest.mark.parametrize(
    ("annotation", "empty"),
    [
        ("int | None", "None"),
        ("str | int", "''"),
        ("tuple[int, ...] | None", "None"),
        ("Iterator[str]", "iter(())"),
        ("tuple[str, int]", None),
        ("Callable[[], None]", None),
    ],
)
def test_the_empty_answer_of_an_annotation(annotation: str, empty: str | None) -> None:
    assert rules.empty_of(ast.parse(annotation, mode="eval").body) == empty


def test_each_rule_off_changes_its_documents_and_fails_its_case(greetings: ModuleType) -> None:
    notices = {n.rule.name: n for n in trial(greetings).notices}
    assert (notices["_ends"].changed, notices["_ends"].fails) == (3, "counts")
    assert (notices["_first"].changed, notices["_first"].fails) == (3, "")
    assert notices["_first"].documents == [0, 1, 3], "what is cached for one text is asked again for the next"
    assert (notices["_asks"].documents, notices["_asks"].changed) == ([], 0)
    assert greetings.greeting("Hello all.") == "H 2", "only a child has a rule off"


def test_the_line_counts_what_nobody_notices(greetings: ModuleType) -> None:
    line = rules.summary(trial(greetings).notices, 2)
    assert (line["functions"], line["never"], line["under_two_documents"]) == (8, 4, 4)
    assert (line["unheld"], line["unheld_share"]) == (4, 50.0)


def test_a_decorated_function_is_switched_off_wherever_it_is_held(greetings: ModuleType) -> None:
    by_name = {rule.name: rule for rule in rules.rules_of(GREETINGS, greetings.__name__)[0]}
    for name in ("_first", "Talk._parts", "Talk.is_long"):
        rules.switch_off(by_name[name])
    assert greetings._first("Hello") == ""
    assert greetings.Talk("a b c")._parts == ()
    assert greetings.Talk("a b c").is_long is False
