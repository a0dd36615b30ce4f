"""The files of marked pairs and actor spans, and their measures."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

FILE = Path(__file__).parents[1] / "benchmarks" / "pairs.py"


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("pairs", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["pairs"] = module  # a dataclass looks for its module
    spec.loader.exec_module(module)
    return module


pairs = loaded()
TRAIN = "sentence_id\tsentence\tmarked_sentence\tsource\ttarget\tgold_penta\tgold_root\n"
TEST = "gold_root\tgold_penta\tmarked_sentence\tsource\ttarget\n"


def test_marks_are_read_and_taken_out(tmp_path: Path) -> None:
    file = tmp_path / "plv.tsv"
    row = "1\tx\t<s>Mali's army</s> shelled <t>Chad</t>, and <t>Chad</t> fled.\tMali's army\tChad\t4\tASSAULT\n"
    file.write_text(TRAIN + row, "utf-8")
    (pair,) = pairs.plv_rows(file)
    assert pair.forms == ("Mali", "'s", "army", "shelled", "Chad", ",", "and", "Chad", "fled", ".")
    assert pair.source == ((0, 3),)
    assert pair.target == ((4, 5), (7, 8))
    assert (pair.root, pair.quad) == ("ASSAULT", 4)


def test_columns_of_the_test_file_and_sides_without_marks(tmp_path: Path) -> None:
    file = tmp_path / "test.tsv"
    file.write_text(TEST + "yield\t\tMali released two <t>soldiers</t>.\tMali\tsoldiers\n", "utf-8")
    (pair,) = pairs.plv_rows(file)
    assert (pair.source, pair.target, pair.root, pair.quad) == (((0, 1),), ((3, 4),), "YIELD", 2)


def test_a_side_that_is_nowhere_is_none(tmp_path: Path) -> None:
    file = tmp_path / "test.tsv"
    file.write_text(TEST + "PROTEST\t4\t<s>Teachers</s> went on strike.\tTeachers\t\n", "utf-8")
    assert pairs.plv_rows(file)[0].target == ()


def test_actor_spans(tmp_path: Path) -> None:
    file = tmp_path / "a.conll"
    file.write_text("Mali B-S\n's I-S\narmy I-S\nhit O\nChad B-T\n\n\nMali B-R\nand I-R\nChad I-R\nmet O\n", "utf-8")
    one, two = pairs.actor_sentences(file)
    assert pairs.spans(one.labels) == [(0, 3, "source"), (4, 5, "target")]
    assert pairs.spans(two.labels) == [(0, 3, "both")]


def test_macro_f1_by_hand() -> None:
    # a: 1 right, 1 missed -> 2/3; b: 1 right, 1 too many -> 2/3; c of the answers is no class of the gold
    assert pairs.macro_f1(["a", "a", "b"], ["a", "b", "b"]) == pytest.approx(200 / 3)
    assert pairs.macro_f1(["a", "b"], ["a", "c"]) == pytest.approx(50)


def test_sides_are_scored_by_span_and_by_head() -> None:
    sentence = pairs.Labelled(("the", "army", "hit", "Chad"), ("B-source", "I-source", "O", "B-target"))
    scores = pairs.scored_sides([sentence], [[(1, 2, "source"), (3, 4, "target")]], lambda n, span: span[1] - 1)
    assert (scores["source_f1"], scores["source_head_f1"], scores["target_f1"]) == (0, 100, 100)
