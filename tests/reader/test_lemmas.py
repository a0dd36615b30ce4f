"""Lemmas by word and tag."""

import pytest

from rapporteur.reader.lemmas import Lemmas

LEMMAS = [
    ("officials", "NNS", "official"), ("was", "VBD", "be"), ("n’t", "RB", "not"), ("’s", "POS", "'s"),
    ("Kyiv", "NNP", "Kyiv"), ("Ukrainian", "JJ", "Ukrainian"), ("sanctioned", "VBN", "sanction"),
    ("denied", "VBD", "deny"), ("called", "VBD", "call"), ("left", "VBD", "leave"), ("s", "VBZ", "s"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "xpos", "lemma"), LEMMAS)
def test_lemmas(form: str, xpos: str, lemma: str) -> None:
    assert Lemmas({("left", "VBD"): "leave"})(form, xpos) == lemma
