"""Pipelines for the tests of spaCy's side; those who ask for one are skipped where spaCy is not installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="module")
def blank() -> Language:
    """A pipeline that only parts words."""
    return pytest.importorskip("spacy").blank("en")


@pytest.fixture(scope="module")
def pipeline() -> Language:
    """A pipeline with the pipe `rapporteur` alone."""
    nlp: Language = pytest.importorskip("spacy").blank("en")
    nlp.add_pipe("rapporteur")
    return nlp
