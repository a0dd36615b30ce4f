"""What the views have to know of a kind of claim: a value of this type is all that a kind brings to them.

>>> from rapporteur.views.kinds import KIND_VIEWS
>>> KIND_VIEWS["figure"].columns
('subject', 'of', 'low', 'high', 'unit')
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from rapporteur.model import Claim
from rapporteur.views.brief.context import BriefContext
from rapporteur.views.brief.nodes import Inlines
from rapporteur.views.table_formats import TableRow

C = TypeVar("C", bound=Claim)
ShowFields = list[tuple[str, str]]
"""Names and values, in the order in which `show` prints them; one without a value is left out."""


@dataclass(frozen=True)
class KindView(Generic[C]):
    """A kind of claim to its reader: in its list, in `show`, and as a row of the brief. Functions of the claims of one
    finding get them in the order of the reports; names stand in full where a function first asks for them."""

    columns: tuple[str, ...]
    """The columns of its list that no other kind has."""
    row: Callable[[BriefContext, C], TableRow]
    """The cells under `columns`."""
    fields: Callable[[BriefContext, C], ShowFields]
    """What `show` prints of it beyond the header."""
    heading: str
    """Over its findings of one report: "Contacts"."""
    label: Callable[[C], str]
    """What sort of thing it is, in a word: "Call"."""
    topic: Callable[[BriefContext, tuple[C, ...]], Inlines]
    """What the claims of one finding are about, without who reports it."""
    detail: Callable[[C], str]
    """What one report adds to the topic, in its own words or numbers; empty where it adds nothing."""
    dispute_words: Callable[[C], str]
    """What to set side by side where reports differ: the words, not only the number that was read from them."""
    agreed_rank: int
    """The place of its table under "Agreed"."""
    dispute_rank: int
    """Its place among what reports differ on: numbers and deeds before words."""
    line_topic: Callable[[BriefContext, tuple[C, ...]], Inlines] | None = None
    """The topic for a line without details beside it, where that says more."""
    lead_topic: Callable[[BriefContext, C], str] | None = None
    """The topic within a sentence: "the number of Varnia’s soldiers"."""
    lead_words: Callable[[C], str] | None = None
    """What a sentence sets side by side in the place of `dispute_words`."""
    is_quoted: Callable[[C], bool] = lambda claim: True
    """Whether `detail` is the report's own words, which go between quotation marks."""
    is_to_come: Callable[[tuple[C, ...]], bool] = lambda claims: False
    """Whether these claims belong under "Said to come"."""
    voices: Callable[[C], tuple[str, ...]] = lambda claim: ()
    """The actors whose deed, warning or number it is, if it is no mere saying: their words need not be shown besides."""
    done: Callable[[C], str] = lambda claim: "done"
    """What is said of a thing that came about after it was to come."""
    names_voucher: bool = False
    """Whether the topic names who vouches for it."""
    shows_label: bool = False
    """Whether a line on it begins with its label."""
    shows_detail: bool = False
    """Whether a line on it has its detail where only one report tells it."""
