"""What a report says is to come, before it is a claim of any kind: a `Prospect`."""

from __future__ import annotations

from typing import NamedTuple

from rapporteur.extract.document import Document
from rapporteur.extract.prospects.stance import stance_of, vouchers
from rapporteur.extract.prospects.wording import event_words, likelihood_of
from rapporteur.model import Factuality, Likelihood, Stance


class Prospect(NamedTuple):
    """Something to come: its event word `at`, the words that tell it and those of its condition as ranges of words,
    how certain, in what stance, how likely, who vouches for it (outermost first), and the rule that found it."""

    at: int
    words: tuple[int, int]
    factuality: Factuality
    condition: tuple[int, int] | None
    stance: Stance
    likelihood: Likelihood | None
    said_by: tuple[str, ...]
    rule: str


def prospect(
    doc: Document, at: int, subject: int | None, factuality: Factuality, condition: tuple[int, int] | None,
    type_: str | None, rule: str,
) -> Prospect:  # fmt: skip
    """The prospect at word `at`; `type_` is the PLOVER type of what is to come, where a frame gives one."""
    said_by = vouchers(doc, at)
    stance = stance_of(doc, at, subject, said_by, condition, type_)
    stance = "promise" if stance == "threat" and factuality == "denied" else stance  # "we will never attack"
    words, likelihood = event_words(doc, at, subject, condition), likelihood_of(doc, at)
    return Prospect(at, words, factuality, condition, stance, likelihood, said_by, rule)
