"""All that extraction knows of one report, gathered once: tree, cast, attributions, times, quantities, and how to cite.

Each kind of claim is a function `find(document) -> list of claims`; what they share (who said so, how certain, when, where,
evidence, ids) is asked here.

>>> # Document.of(report, reading).said_by(i) -> ("person.awa-keita",)
"""

from __future__ import annotations

import hashlib
from datetime import date
from functools import cached_property
from typing import TypeVar

import msgspec

from rapporteur import lexicon
from rapporteur.extract.amounts import Amount, amounts
from rapporteur.extract.attribution.merge import all_attributions
from rapporteur.extract.attribution.quotations import continued_quotations, outer
from rapporteur.extract.attribution.syntactic import Attribution
from rapporteur.extract.entities.index import ActorIndex
from rapporteur.extract.entities.resolver import resolve
from rapporteur.extract.factuality import FactualityResult, standing
from rapporteur.extract.syntax.tree import Tree
from rapporteur.extract.time import Timex, expressions, to_when
from rapporteur.extract.time.numerals import vocabulary
from rapporteur.extract.time.tense import ACTUAL
from rapporteur.lexicon import plover
from rapporteur.lexicon.schema import Frame
from rapporteur.lexicon.word_sets import word_set
from rapporteur.model import Claim, Reading, Report, Span, When

C = TypeVar("C", bound=Claim)
LONGEST = 420
"""Characters of evidence a claim carries at most: a reader checks a sentence, not a page."""
_STORY = 8
"""Sentences for which a day that was named goes on."""
_A_WORD = 30
"""Characters up to which quotation marks hold an expression of the report's, not somebody's account."""
_HAVE = ("has", "have", "'ve", "’ve", "'s", "’s")
_TAKING_PART = vocabulary("attend hold host join open begin launch start stage carry conduct make sign lead have end skip")
"""Verbs that happen when the event does that is their object."""
_CLAUSES = ("ccomp", "advcl", "acl", "parataxis", "csubj", "conj")


class Document:
    """One report as extraction sees it. Nothing in it changes after it is built, but descriptions first asked for."""

    def __init__(self, report: Report, reading: Reading) -> None:
        self.report = report
        self.reading = reading
        self.tree = Tree(reading)
        self.attributions: list[Attribution] = all_attributions(self.tree)
        self.actors: ActorIndex = resolve(report, self.tree, {a.source for a in self.attributions if a.source is not None})
        self.times: tuple[Timex, ...] = expressions(reading, report.published)
        self.time_at: dict[int, Timex] = {i: t for t in self.times for i in range(t.start, t.end)}
        self.amounts: tuple[Amount, ...] = amounts(reading, self.times)
        self._standings: dict[int, FactualityResult] = {}
        self.frames: dict[int, Frame | None] = {}
        self._forms: dict[int, list[tuple[str, str, str]]] = {}
        self._topics: dict[int, list[plover.Topic]] = {}
        self._covering: dict[int, list[Attribution]] = {}
        for a in self.attributions:
            self._cover(a)
        self.outer_quotes = outer(reading.quotes)
        self.continued_quotations = continued_quotations(self.tree, self.outer_quotes, self.attributions)
        for _, a in self.continued_quotations:
            if not any(o.source == a.source for o in self.covering(a.content[0][0])):
                self._cover(a)  # an outlet never says "we will attack"

    def _cover(self, a: Attribution) -> None:
        for start, end in a.content:
            for i in range(start, end):
                self._covering.setdefault(i, []).append(a)

    # ---- what the words are about ---------------------------------------------------------------------------------
    def forms(self, number: int) -> list[tuple[str, str, str]]:
        """Every word of a sentence as it stands, as its lemma (of a name its singular: "Warplanes") and in lower case."""
        found = self._forms.get(number)
        if found is None:
            tree, sentence = self.tree, self.reading.sentences[number]
            found = self._forms[number] = [
                (tree.texts[i], plover.singular(tree.lemmas[i]) if tree.xpos[i][:3] == "NNP" else tree.lemmas[i], tree.lower[i])
                for i in range(sentence.start, sentence.end)
            ]
        return found

    def topics(self, number: int) -> list[plover.Topic]:
        """The words of a sentence that speak of one of PLOVER's contexts; the name of a person speaks of none ("Ada Forest")."""
        found = self._topics.get(number)
        if found is None:
            first = self.reading.sentences[number].start
            told = [t._replace(start=first + t.start, end=first + t.end) for t in plover.topics(self.forms(number))]
            found = self._topics[number] = [t for t in told if t.start not in self._persons]
        return found

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
        ranges = [self.tree.noun_phrase(i) if self.tree.is_nominal(i) else (i, i + 1) for i in known
                  if self.tree.sentence_number(i) == number]  # fmt: skip
        return self.span(min(a for a, _ in ranges), max(b for _, b in ranges))

    def clause_edges(self, verb: int) -> tuple[int, int]:
        """Word range of a predicate's clause from its subject on, without "that"; other clauses in front stay out."""
        start, end = self.tree.trimmed(*self.tree.edges(verb))
        subject = self.tree.subject(verb) if self.tree.is_verb(verb) else None
        if subject is not None and subject < verb and self.tree.sentence_number(subject) == self.tree.sentence_number(verb):
            first = self.tree.edges(subject)[0]
            ahead = (self.tree.deprels[k] for k in self.tree.kids[verb] if k < first)
            start = first if first < start or {"advcl", "cc", "mark", "discourse"} & set(ahead) else start
        return self.tree.trimmed(start, end)

    def sentence_span(self, i: int) -> Span:
        """The sentence of word `i`."""
        sentence = self.tree.sentence(i)
        return self.span(*self.tree.trimmed(sentence.start, sentence.end))

    # ---- who vouches for it, how certain --------------------------------------------------------------------------
    def covering(self, i: int) -> list[Attribution]:
        """The attributions whose content holds word `i`, outermost first."""
        found = self._covering.get(i, [])
        return sorted(found, key=lambda a: -sum(end - start for start, end in a.content))

    def said_by(self, i: int, but: Attribution | None = None) -> tuple[str, ...]:
        """Who is given as the source of the clause of word `i`, outermost first; empty = the report itself."""
        out: dict[str, None] = {}
        for a in self.covering(i):
            if a is not but and a.source is not None and not self._inside(i, a):
                out.setdefault(self.speaker(a) or self.actors.nobody())
        return tuple(out)

    def _inside(self, i: int, a: Attribution) -> bool:
        return a.source is not None and self.tree.below(i, a.source) and i != a.top

    def speaker(self, a: Attribution) -> str | None:
        """The actor behind an attribution's source."""
        if a.source is None:
            return None
        return self._first_person(a.source) if self.is_first(a.source) else self.actors.source(a.source)

    def is_first(self, i: int) -> bool:
        """A pronoun of the first (or second) person; "US" is none."""
        return self.tree.upos[i] == "PRON" and self.tree.lower[i] in word_set("entities", "first_person")

    def _first_person(self, i: int) -> str | None:
        """ "I" and "we" in a quotation are its speaker."""
        for a in reversed(self.covering(i)):
            if a.source is not None and not self.is_first(a.source):
                return self.actors.source(a.source)
        return None

    def who(self, i: int | None) -> str | None:
        """`ActorIndex.who`, with the first person led to the speaker."""
        if i is not None and self.is_first(i):
            return self._first_person(i)
        return self.actors.who(i)

    def party(self, i: int | None) -> tuple[str, ...]:
        """`ActorIndex.party`, with the first person led to the speaker."""
        if i is None:
            return ()
        if self.is_first(i):
            found = self._first_person(i)
            return (found,) if found else ()
        return self.actors.party(i)

    def standing(self, i: int) -> FactualityResult:
        """Factuality of the event at word `i`."""
        found = self._standings.get(i)
        if found is None:
            found = self._standings[i] = self._broken_condition(i, standing(self.tree, i))
        return found

    def _broken_condition(self, i: int, found: FactualityResult) -> FactualityResult:
        """ "“If they go,” Keita said, “we will stop.”": the if-clause stands before the cue, what hangs on it behind."""
        if found.condition is not None or found.factuality == "denied":
            return found
        for a in self.covering(i):
            part = next((r for r in a.content if r[0] <= i < r[1]), None)
            for start, end in a.content:
                ahead = part is not None and end <= part[0] and self.tree.lower[start] in ("if", "unless", "once", "should")
                if ahead and part is not None and self.tree.sentence_number(i) == self.tree.sentence_number(part[0]):
                    return FactualityResult("conditional", (start, end))
        return found

    # ---- when and where -------------------------------------------------------------------------------------------
    def timex(self, i: int) -> Timex | None:
        """The time expression that belongs to the event at word `i`: its own before that of the clause above."""
        own = self._times_under(i)
        if own:
            return own[0]
        j = i
        for _ in range(4):
            head, label = self.tree.heads[j], self.tree.deprels[j].split(":")[0]
            if head < 0 or label in ("ccomp", "parataxis"):
                return None
            found = (
                self._times_under(head, but=j)
                if label in ("xcomp", "conj", "obl", "obj", "nsubj", "nmod", "advcl")
                else []
            )
            if found:
                return None if self._told_to(j, head, found[0]) else found[0]
            j = head
        return None

    def _to_come(self, i: int, timex: Timex) -> bool:
        """ "invited him to a summit next month": what is told in the past is on no day to come."""
        return self.tree.xpos[i] == "VBD" and self._days_old(timex) < 0

    def _told_to(self, j: int, head: int, timex: Timex) -> bool:
        """ "offered in August to meet them": the day of an offer that is past is not that of what is offered."""
        infinitive = any(self.tree.lower[k] == "to" for k in self.tree.children(j, "mark"))
        return infinitive and timex.direction != "future" and self.tree.lemmas[head] not in ACTUAL and timex.start < j

    def _times_under(self, i: int, but: int | None = None) -> list[Timex]:
        """Dated expressions attached to word `i` directly or through its noun phrases, nearest first."""
        out = []
        for k in self.tree.kids[i]:
            if k == but:
                continue
            timex = self.time_at.get(k)
            if timex is not None and _dated(timex):
                out.append((abs(k - i), timex))
            elif self.tree.deprels[k].split(":")[0] not in _CLAUSES or self._bounds(k):
                held = [t for t in self._times_under(k) if not self._dates_a_noun(t, k, i)]
                out.extend((abs(t.start - i) + 50, t) for t in held)
        return [t for _, t in sorted(out, key=lambda x: x[0])]

    def _dates_a_noun(self, timex: Timex, k: int, i: int) -> bool:
        """ "condemned Monday's attack", "denied a part in the May 3 raid" do not happen then; "attended Monday's talks" does."""
        tree = self.tree
        if not tree.is_verb(i) or tree.lemmas[i] in _TAKING_PART:
            return False
        if tree.deprels[k].startswith("obl") and tree.case(k) in ("in", "at", "during", "on", "over"):
            return False  # "in Friday's debate"
        head = next((a for a in tree.ancestors(timex.start) if not timex.start <= a < timex.end), i)
        if head != i and timex.end <= head and tree.upos[head] in ("NOUN", "PROPN"):
            return True
        after = timex.end + (tree.lower[timex.end : timex.end + 1] == [","])
        return tree.lower[timex.start - 1] == "the" and tree.upos[after : after + 1] == ["NOUN"]

    def _bounds(self, k: int) -> bool:
        """A relative clause that says when the thing it modifies ends or begins ("the games, which end on the 20th")."""
        return self.tree.deprels[k] == "acl:relcl" and self.tree.lemmas[k] in (
            "end",
            "begin",
            "start",
            "finish",
            "close",
            "open",
            "conclude",
        )

    def when(self, i: int, done: bool = False) -> When | None:
        """Day or interval of the event at word `i`, from its own words only; none to come of what is `done`."""
        timex = self.timex(i)
        return to_when(timex) if timex is not None and not (done and self._to_come(i, timex)) else None

    def narrative(self, i: int) -> When | None:
        """The day that the story has reached: the last day named in the past before word `i`, or later in its sentence.

        A past event without a time of its own happens on it ("Earlier, …", "… also called …").
        """
        here = self.tree.sentence_number(i)
        if self.tree.quoted(i, _A_WORD) or self._has_been(i):
            return None
        near = [t for t in self.times if here - _STORY <= self.tree.sentence_number(t.start) <= here]
        told = [t for t in near if self._is_day_told(t) and not self._dates_saying(t)]
        past = [t for t in told if self._is_past(t)]
        # Where no verb says so, a day of the last two that nothing puts into the future is past as well.
        recent = [t for t in told if t.direction != "future" and self._days_old(t) <= 1]
        found = past or recent
        return to_when(found[-1]) if found else None

    def _has_been(self, i: int) -> bool:
        """ "has met him more than once": the perfect of the present names no occasion."""
        tree = self.tree
        verb = i if tree.is_verb(i) else next((a for a in tree.ancestors(i) if tree.is_verb(a)), None)
        return verb is not None and any(tree.lower[k] in _HAVE for k in tree.children(verb, "aux"))

    def _dates_saying(self, timex: Timex) -> bool:
        """"officials said on Friday" in a Saturday paper tells when they spoke, not how far the story has come."""
        verb = next((a for a in self.tree.ancestors(timex.start) if self.tree.is_verb(a)), None)
        return self._days_old(timex) > 0 and any(a.cue == verb for a in self.attributions)

    def _is_day_told(self, timex: Timex) -> bool:
        """A single day, not after publication, in the report's own voice: "Tuesday evening", not "21.40"."""
        day = timex.type == "DATE" or any(self.tree.lower[k].endswith("day") for k in range(timex.start, timex.end))
        single = timex.low is not None and timex.low == timex.high and day
        return single and not self.tree.quoted(timex.start) and self._days_old(timex) >= 0

    def _days_old(self, timex: Timex) -> int:
        """Days from the expression's day to publication; 0 where either is unknown."""
        if timex.low is None or self.report.published is None:
            return 0
        return (date.fromisoformat(self.report.published[:10]) - date.fromisoformat(timex.low[:10])).days

    def _is_past(self, timex: Timex) -> bool:
        """The finite predicate over a time expression tells something that has happened."""
        tree = self.tree
        for a in (timex.start, *tree.ancestors(timex.start)):
            tags = {tree.xpos[a]} | {tree.xpos[k] for k in tree.children(a, "cop", "aux")}
            if "VBD" in tags and standing(tree, a).factuality == "stated":
                return True
            if tags & {"VBZ", "VBP", "MD"} or tree.xpos[a] == "VB":
                return False
        return False

    def place(self, i: int) -> str | None:
        """Where the event at word `i` takes place, in the text's words: a place under "in", "at", "near", "to", "from" …"""
        for k in self.tree.children(i, "obl", "nmod", "advmod"):
            if self.tree.deprels[k] != "nmod:poss" and self.tree.case(k) in _PLACE_CASES:
                found = self.place_name(k)
                if found is not None:
                    return found
        return None

    def place_name(self, i: int) -> str | None:
        """The name of the place that the noun phrase of word `i` is or lies in, else `None`."""
        name = self.actors.name_at.get(i)
        if name is not None and name.kind in ("country", "capital", "region", "place"):
            return name.text
        if name is not None and name.kind == "person":
            return None
        if self.tree.lemmas[i] == "country" and self.tree.children(i, "det"):
            return self._country_before(i)
        for k in self.tree.children(i, "nmod", "appos", "compound"):
            if self.tree.deprels[k] == "nmod:poss":
                continue
            if self.tree.case(k) in _PLACE_CASES or self.tree.case(k) == "of":
                found = self.place_name(k)
                if found is not None:
                    return found
        return None

    def _country_before(self, i: int) -> str | None:
        """ "The country", "the neighbouring country": the one last named that is none of the subjects' own."""
        subjects = [s for a in self.tree.ancestors(i) if (s := self.tree.subject(a)) is not None]
        own: set[str | None] = {self.actors.country(actor) for s in subjects for actor in self.party(s)}
        found = self.country_before(i, own)
        return lexicon.countries()[found].name if found else None

    def country_before(self, i: int, but: set[str | None]) -> str | None:
        """ISO alpha-3 of the land last named before word `i` that is none of `but`."""
        for name in reversed(self.actors.names):
            country = name.entry.country if name.entry else None
            if name.start < i and name.kind in ("country", "capital") and country and country not in but:
                return country
        return None

    def theatre(self, but: set[str | None]) -> str | None:
        """ISO alpha-3 of the land that the report is about, where one stands out and is none of `but`."""
        named: dict[str, int] = {}
        for name in self.actors.names:
            if name.entry is not None and name.entry.country and name.kind in ("country", "capital", "demonym", "place"):
                named[name.entry.country] = named.get(name.entry.country, 0) + 1
        ranked = sorted((c for c in named if c not in but), key=lambda c: -named[c])
        if not ranked or named[ranked[0]] < 4 or any(named[c] * 2 > named[ranked[0]] for c in ranked[1:]):
            return None
        return ranked[0]

    # ---- claims ---------------------------------------------------------------------------------------------------
    def numbered(self, claim: C) -> C:
        """The claim with its id: a hash of all that it says, not of the rules that made it."""
        content = {**msgspec.to_builtins(claim), "id": ""}
        del content["rule"]
        digest = hashlib.blake2b(msgspec.json.encode(content), digest_size=6).hexdigest()
        return msgspec.structs.replace(claim, id=f"{_INITIAL[str(type(claim).__struct_config__.tag)]}-{digest}")


_INITIAL = {
    "contact": "con",
    "statement": "sta",
    "figure": "fig",
    "precaution": "pre",
    "forecast": "for",
    "event": "eve",
}
_PLACE_CASES = frozenset(
    {
        "in",
        "at",
        "near",
        "to",
        "from",
        "on",
        "around",
        "across",
        "inside",
        "outside",
        "along",
        "over",
        "into",
        "through",
        "within",
        None,
    }
)


def _dated(timex: Timex) -> bool:
    return timex.type in ("DATE", "TIME") and (timex.low is not None or timex.high is not None)
