"""Whose a quantity is, as the benchmark of figures asks: sentences with hand-given trees."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from taggedwork import parsed

from rapporteur.extract.amounts import amounts

SPEC = importlib.util.spec_from_file_location("quantities", Path(__file__).parents[1] / "benchmarks" / "quantities.py")
assert SPEC is not None
assert SPEC.loader is not None
quantities = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(quantities)


def test_whose_a_quantity_is() -> None:
    reading = parsed([
        ("Kolda", "NNP", 1, "compound"), ("shares", "NNS", 2, "nsubj"), ("rose", "VBD", -1, "root"),
        ("6", "CD", 4, "nummod"), ("%", "NN", 2, "obj"), ("to", "IN", 6, "case"), ("164p", "CD", 2, "obl"),
        (".", ".", 2, "punct"),
    ])  # fmt: skip
    for amount in amounts(reading):
        assert [reading.words[i].text for i in quantities.owners(reading, amount)] == ["Kolda", "shares"]


def test_what_is_counted_owns_nothing_of_itself() -> None:
    reading = parsed([
        ("Two", "CD", 1, "nummod"), ("buses", "NNS", 3, "nsubj:pass"), ("were", "VBD", 3, "aux:pass"),
        ("burned", "VBN", -1, "root"), (".", ".", 3, "punct"),
    ])  # fmt: skip
    (amount,) = amounts(reading)
    assert quantities.owners(reading, amount) == ()
