"""All that extraction knows of one report, gathered once: tree, actors, attributions, times, quantities, and how to cite.

Each kind of claim is a function `find(document) -> list of claims`; what they share (who said so, how certain, when, where,
evidence, ids) is asked here, in any order: nothing in it changes.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import TypeVar

import msgspec

from rapporteur.extract.amounts import Amount, amounts
from rapporteur.extract.attribution.merge import all_attributions
from rapporteur.extract.attribution.quotations import continued_quotations, outer
from rapporteur.extract.attribution.syntactic import Attribution
from rapporteur.extract.attribution.vouchers import Vouchers
from rapporteur.extract.dating import Timeline
from rapporteur.extract.entities.index import ActorIndex
from rapporteur.extract.entities.resolver import resolve
from rapporteur.extract.factuality import FactualityResult, factuality
from rapporteur.extract.factuality.genericity import ReportProfile, report_profile
from rapporteur.extract.syntax import clauses, phrases
from rapporteur.extract.syntax.intervals import Intervals
from rapporteur.extract.syntax.tree import Tree
from rapporteur.extract.time import Timex, expressions, published_day
from rapporteur.extract.whereabouts import Whereabouts
from rapporteur.lexicon import plover
from rapporteur.lexicon.schema import EventFrame
from rapporteur.lexicon.word_sets import word_set
from rapporteur.model import Claim, Reading, Report, Span, When

C = TypeVar("C", bound=Claim)
LONGEST = 420
"""Characters of evidence a claim carries at most: a reader checks a sentence, not a page."""


class Document:
    """One report as extraction sees it.

    `attributed`: attributions by the words of what is said; `time_at`: word → the time expression that it is a part of;
    `relations`: those that the model sees, by the words of who does it;
    `outer_quotes`: quotations that are inside no other; `opened`: where a quotation's mark stands → where it ends, `closed`:
    where it ends → where it starts; `continued_quotations`: those that go on in a later paragraph, with
    their attribution.
    """

    def __init__(self, report: Report, reading: Reading) -> None:
        if published_day(report.published) is None:
            report = msgspec.structs.replace(report, published=None)  # what is no day of the calendar dates nothing
        self.report = report
        self.reading = reading
        self.tree = Tree(reading)
        self.attributions: list[Attribution] = all_attributions(self.tree)
        self.attributed = Intervals((start, end, a) for a in self.attributions for start, end in a.content)
        self.sources = frozenset(a.source for a in self.attributions if a.source is not None)
        self.actors: ActorIndex = resolve(report, self.tree, self.sources)
        self.times: tuple[Timex, ...] = expressions(reading, report.published)
        self.time_at: dict[int, Timex] = {i: t for t in self.times for i in range(t.start, t.end)}
        self.amounts: tuple[Amount, ...] = amounts(reading, self.times)
        self.relations = Intervals((*relation.source, relation) for relation in reading.relations)
        self.outer_quotes = outer(reading.quotes)
        self.opened = {quote.start - 1: quote.end for quote in reading.quotes}
        self.closed = {quote.end: quote.start for quote in reading.quotes}
        self.continued_quotations = continued_quotations(self.tree, self.outer_quotes, self.attributions)
        self.vouchers = Vouchers(self.tree, self.actors, self.attributions, self.continued_quotations)
        self.timeline = Timeline(self.tree, self.time_at, self.attributions, report.published)
        self.whereabouts = Whereabouts(self.tree, self.actors, self.vouchers.party)
        self.frames: dict[int, EventFrame | None] = {}
        self._times = [timex.start for timex in self.times]
        self._cues = [a.cue for a in self.attributions]
        self._factualities: dict[int, FactualityResult] = {}
        self._forms: dict[int, list[tuple[str, str, str]]] = {}
        self._topics: dict[int, list[plover.Topic]] = {}

    # ---- what the words are about ---------------------------------------------------------------------------------
    def forms(self, number: int) -> list[tuple[str, str, str]]:
        """Every word of a sentence as it stands, as its lemma (of a name its singular: "Warplanes") and in lower case."""
        if number not in self._forms:
            tree, sentence = self.tree, self.reading.sentences[number]
            self._forms[number] = [
                (tree.texts[i], plover.singular(tree.lemmas[i]) if tree.xpos[i][:3] == "NNP" else tree.lemmas[i], tree.lower[i])
                for i in range(sentence.start, sentence.end)
            ]
        return self._forms[number]

    def topics(self, number: int) -> list[plover.Topic]:
        """The words of a sentence that speak of one of PLOVER's contexts; the name of a person speaks of none ("Ada Forest")."""
        if number not in self._topics:
            first = self.reading.sentences[number].start
            topics = [t._replace(start=first + t.start, end=first + t.end) for t in plover.topics(self.forms(number))]
            self._topics[number] = [t for t in topics if t.start not in self._persons]
        return self._topics[number]

    @cached_property
    def profile(self) -> ReportProfile:
        """How the whole report is told."""
        return report_profile(self.tree)

    @cached_property
    def _persons(self) -> frozenset[int]:
        return frozenset(i for m in self.reading.mentions if m.type == "person" for i in range(m.start, m.end))

    # ---- words and spans ------------------------------------------------------------------------------------------
    def text(self, start: int, end: int) -> str:
        """The report's own characters of words `start` to `end`."""
        return self.report.text[self.tree.words[start].start : self.tree.words[end - 1].end]

    def span(self, start: int, end: int) -> Span:
        """Words `start` to `end` as a span, cut at a word where it would be longer than evidence may be."""
        words = self.tree.words
        while end - 1 > start and words[end - 1].end - words[start].start > LONGEST:
            end -= 1
        return self.chars(words[start].start, words[end - 1].end)

    def chars(self, start: int, end: int) -> Span:
        """Characters `start` to `end` as a span."""
        return Span(self.report.id, start, end, self.report.text[start:end])

    def clause(self, *words: int | None) -> Span:
        """One span from the first to the last of the given words' noun phrases, within the sentence of the first."""
        known = [i for i in words if i is not None]
        number = self.tree.sentence_number(known[0])
        ranges = [phrases.noun_phrase(self.tree, i) if self.tree.is_nominal(i) else (i, i + 1) for i in known
                  if self.tree.sentence_number(i) == number]  # fmt: skip
        return self.span(min(a for a, _ in ranges), max(b for _, b in ranges))

    def clause_edges(self, verb: int) -> tuple[int, int]:
        """Word range of a predicate's clause from its subject on, without "that"; other clauses in front stay out."""
        start, end = phrases.trimmed(self.tree, *self.tree.edges(verb))
        subject = clauses.subject(self.tree, verb) if self.tree.is_verb(verb) else None
        if subject is not None and subject < verb and self.tree.sentence_number(subject) == self.tree.sentence_number(verb):
            first = self.tree.edges(subject)[0]
            ahead = (self.tree.deprels[k] for k in self.tree.kids[verb] if k < first)
            start = first if first < start or not word_set("syntax", "opening").isdisjoint(ahead) else start
        return phrases.trimmed(self.tree, start, end)

    def word_at(self, start: int) -> int:
        """The word that begins at a character, or the last one before it."""
        return max(0, bisect_right(self.tree.starts, start) - 1)

    def sentence_span(self, i: int) -> Span:
        """The sentence of word `i`."""
        sentence = self.tree.sentence(i)
        return self.span(*phrases.trimmed(self.tree, sentence.start, sentence.end))

    # ---- how certain ------------------------------------------------------------------------------------------------
    def factuality(self, i: int) -> FactualityResult:
        """Factuality of the event at word `i`."""
        if i not in self._factualities:
            self._factualities[i] = self._broken_condition(i, factuality(self.tree, i))
        return self._factualities[i]

    def _broken_condition(self, i: int, result: FactualityResult) -> FactualityResult:
        """ "“If they go,” Keita said, “we will stop.”": the if-clause stands before the cue, what hangs on it behind."""
        if result.condition is not None or result.factuality == "denied":
            return result
        for a in self.covering(i):
            here = next(start for start, end in a.content if start <= i < end)
            for start, end in a.content:
                conditional = end <= here and self.tree.lower[start] in word_set("factuality", "broken_conditions")
                if conditional and self.tree.sentence_number(i) == self.tree.sentence_number(here):
                    return result._replace(condition=(start, end)).changed("conditional", "factuality.condition")
        return result

    # ---- who vouches for it ---------------------------------------------------------------------------------------
    def covering(self, i: int) -> list[Attribution]:
        """The attributions whose content holds word `i`, outermost first."""
        return self.vouchers.covering(i)

    def times_within(self, start: int, end: int) -> tuple[Timex, ...]:
        """The time expressions that begin with one of the words `start` to `end`."""
        return self.times[bisect_left(self._times, start) : bisect_left(self._times, end)]

    def with_cue(self, start: int, end: int) -> list[Attribution]:
        """The attributions whose cue is among the words `start` to `end`, in text order."""
        return self.attributions[bisect_left(self._cues, start) : bisect_left(self._cues, end)]

    def attributed_before(self, i: int) -> Iterator[Attribution]:
        """The attributions whose cue stands before word `i`, the nearest first."""
        return (self.attributions[place] for place in range(bisect_left(self._cues, i) - 1, -1, -1))

    def said_by(self, i: int, but: Attribution | None = None) -> tuple[str, ...]:
        """Who is given as the source of the clause of word `i`, outermost first; empty = the report itself."""
        return self.vouchers.said_by(i, but)

    def speaker(self, a: Attribution) -> str | None:
        """The actor behind an attribution's source."""
        return self.vouchers.speaker(a)

    def is_first(self, i: int) -> bool:
        """A pronoun of the first (or second) person; "US" is none."""
        return self.vouchers.is_first(i)

    def who(self, i: int | None) -> str | None:
        """`ActorIndex.who`, with the first person led to the speaker."""
        return self.vouchers.who(i)

    def party(self, i: int | None) -> tuple[str, ...]:
        """`ActorIndex.party`, with the first person led to the speaker."""
        return self.vouchers.party(i)

    # ---- when and where -------------------------------------------------------------------------------------------
    def when(self, i: int, done: bool = False) -> When | None:
        """Day or interval of the event at word `i`, from its own words only; none to come of what is `done`."""
        return self.timeline.when(i, done)

    def place(self, i: int) -> str | None:
        """Where the event at word `i` takes place, in the text's words: a place under "in", "at", "near", "to", "from" …"""
        return self.whereabouts.place(i)

    def place_name(self, i: int) -> str | None:
        """The name of the place that the noun phrase of word `i` is or lies in, else `None`."""
        return self.whereabouts.place_name(i)

    # ---- claims ---------------------------------------------------------------------------------------------------
    def numbered(self, claim: C) -> C:
        """The claim with its id: a hash of all that it says, not of the rules that made it."""
        content = {**msgspec.to_builtins(claim), "id": ""}
        del content["rule"]
        digest = hashlib.blake2b(msgspec.json.encode(content), digest_size=6).hexdigest()
        return msgspec.structs.replace(claim, id=f"{str(type(claim).__struct_config__.tag)[:3]}-{digest}")
