"""Events: who did what to whom, in PLOVER's sixteen types, with the certainty that the text gives them.

Candidates have to fulfil `plover.constraints`, are changed by `plover.revisions`, and become claims. The same event in several
sentences of a report is one claim with the words of each as evidence. Codebook: PLOVER manual (Open Event Data Alliance).

"Mali accused Chad of sending troops" is an event of type ACCUSE with code 112, of Mali, to Chad.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from rapporteur import lexicon
from rapporteur.extract.document import Document
from rapporteur.extract.plover import contexts
from rapporteur.extract.plover.candidates import Candidate, candidates
from rapporteur.extract.plover.constraints import CERTAINTY, CONSTRAINTS
from rapporteur.extract.plover.revisions import revised
from rapporteur.extract.plover.types import event_type
from rapporteur.extract.prospects import Prospect, prospects, threatened
from rapporteur.extract.provenance import drop, turned_down
from rapporteur.extract.syntax import phrases
from rapporteur.lexicon import cameo
from rapporteur.lexicon.plover import group
from rapporteur.model import Event, Span, When

_LONGEST = 300
"""Characters of a clause that are shown as evidence."""


def find(doc: Document) -> list[Event]:
    """The events of one report, each once, in text order."""
    events = EventsSoFar(doc)
    for candidate in candidates(doc):
        word = candidate.word
        if turned_down(CONSTRAINTS, word, candidate) or turned_down(CERTAINTY, word, candidate := revised(candidate)):
            continue
        event = _answering(doc, _claim(candidate), word, events)
        if _repeats_denial(doc, event, word, events):
            drop("event.denied-before", word)
        else:
            events.add(event)
    for threat in _threats(doc):
        if events.has(threat):
            drop("claim.repeated", doc.word_at(threat.evidence[0].start))
        else:
            events.add(threat)
    return events.all()


# ---- claims -----------------------------------------------------------------------------------------------------------
def _claim(c: Candidate) -> Event:
    doc, i = c.doc, c.word
    said_by, rule = doc.said_by(i), (*c.rule, *doc.factuality(i).rule)
    return _enriched(
        doc, i,
        Event(
            id="", report=doc.report.id, evidence=(_evidence(doc, i),), rule=rule, said_by=said_by, factuality=c.factuality,
            when=doc.when(i, done=c.factuality == "stated") or _day_of_story(c, said_by), place=_place(c),
            type=c.type.type, mode=c.type.mode, actors=tuple(c.parties.actors), recipients=tuple(c.parties.recipients),
            cameo=c.type.code, action=_action(c), actor_spans=_spans(doc, c.parties.actors),
            recipient_spans=_spans(doc, c.parties.recipients),
        ),
    )  # fmt: skip


def _enriched(doc: Document, i: int, event: Event) -> Event:
    return doc.numbered(contexts.enriched(doc, i, event))


def _day_of_story(c: Candidate, said_by: tuple[str, ...]) -> When | None:
    """The day that the story has reached, for what the report itself tells in the past."""
    past = c.factuality == "stated" and c.doc.tree.xpos[c.word] == "VBD"
    return c.doc.timeline.narrative(c.word) if past and not said_by else None


def _place(c: Candidate) -> str | None:
    """Where it happens; whom words are addressed to is no place ("called on Washington")."""
    doc = c.doc
    place = doc.place(c.word) or (doc.place(c.type.noun) if c.type.noun is not None else None)
    if c.type.type in group("located") or place is None:
        return place
    aimed = {doc.place_name(k) for k in doc.tree.obliques(c.word, "on", "to", "from")}
    return None if place in aimed else place


def _action(c: Candidate) -> Span:
    """The verb with its particle, or the event noun; where the verb is light, up to the noun."""
    tree, i, noun = c.doc.tree, c.word, c.type.noun
    particle = any(tree.deprels[k] == "compound:prt" and k == i + 1 for k in tree.children(i, "compound"))
    return c.doc.span(i, (noun if noun is not None and i < noun <= i + 4 else i + particle) + 1)


def _spans(doc: Document, words: Mapping[str, int]) -> tuple[Span, ...]:
    """The noun phrases of one side, each once. `words` by actor."""
    tree = doc.tree
    ranges = dict.fromkeys(phrases.noun_phrase(tree, k) if tree.is_nominal(k) else (k, k + 1) for k in words.values())
    return tuple(doc.span(start, end) for start, end in ranges)


def _evidence(doc: Document, i: int) -> Span:
    tree = doc.tree
    verb = i if tree.is_verb(i) else next((a for a in tree.ancestors(i) if tree.is_verb(a)), i)
    start, end = doc.clause_edges(verb)
    while tree.words[end - 1].end - tree.words[start].start > _LONGEST and end - 1 > i:
        end -= 1
    return doc.span(*phrases.trimmed(tree, start, end))


# ---- threats ------------------------------------------------------------------------------------------------------------
def _threats(doc: Document) -> Iterator[Event]:
    """A conditional threat is an event of its own: THREATEN by who utters it, to who would fulfil its condition."""
    for prospect in prospects(doc):
        unsaid = any(doc.tree.negated(a.cue) for a in doc.covering(prospect.at))  # "would not say whether it might strike"
        uttered = prospect.stance == "threat" and prospect.said_by and not unsaid
        recipient = threatened(doc, prospect) if uttered else None
        if recipient is not None:
            yield _enriched(doc, prospect.at, _threat(doc, prospect, recipient))


def _threat(doc: Document, prospect: Prospect, recipient: str) -> Event:
    at, said_by = prospect.at, prospect.said_by
    type_ = event_type(doc, at)
    return Event(
        id="", report=doc.report.id, evidence=(doc.sentence_span(at),), rule=("event.threat",), said_by=said_by[:-1],
        factuality="stated", type="THREATEN", actors=said_by[-1:], recipients=(recipient,),
        cameo=(cameo.about(type_.code, "threaten") if type_ and type_.code else None) or "130", action=doc.span(at, at + 1),
    )  # fmt: skip


# ---- beside the events before ---------------------------------------------------------------------------------------------
class EventsSoFar:
    """The events that a report has told up to a word, each once, found by what they are and by the sentence of their words."""

    def __init__(self, doc: Document) -> None:
        self._doc = doc
        self._events: list[Event] = []
        self._evidence: list[list[Span]] = []
        self._places: dict[tuple[object, ...], int] = {}
        self._in_sentence: dict[int, set[int]] = {}

    def all(self) -> list[Event]:
        """The events with all their evidence, by where their words stand."""
        gathered = zip(self._events, map(tuple, self._evidence), strict=True)
        events = (e if e.evidence == spans else self._doc.numbered(replace(e, evidence=spans)) for e, spans in gathered)
        return sorted(events, key=lambda event: event.evidence[0].start)

    def has(self, event: Event) -> bool:
        """Whether the same event was told before."""
        return _key(event) in self._places

    def add(self, event: Event) -> None:
        """One more event, or the words of the same one."""
        place = self._places.setdefault(_key(event), len(self._events))
        if place == len(self._events):
            self._events.append(event)
            self._evidence.append([*event.evidence])
        else:
            self._in_sentence[self._sentence(place)].discard(place)
            self._merge(place, event)
        self._in_sentence.setdefault(self._sentence(place), set()).add(place)

    def recent(self, i: int) -> Iterator[Event]:
        """The events of the sentence of word `i` and of the one before, the last first."""
        here = self._doc.tree.sentence_number(i)
        places = {place for number in (here - 1, here) for place in self._in_sentence.get(number, ())}
        return (self._events[place] for place in sorted(places, reverse=True))

    def _sentence(self, place: int) -> int:
        return self._doc.tree.sentence_number(self._doc.word_at(self._evidence[place][0].start))

    def _merge(self, place: int, event: Event) -> None:
        """One event told twice: as the one puts it that says when (not the headline), with the words of both."""
        earlier, spans, more = self._events[place], self._evidence[place], event.evidence
        if earlier.when is None and event.when is not None:
            self._events[place], self._evidence[place] = event, [*event.evidence]
            spans, more = self._evidence[place], tuple(spans)
        if earlier.said_by == event.said_by:
            for span in more:
                at = bisect_left(spans, span.start, key=_start)
                behind, before = spans[at : at + 1], spans[max(0, at - 1) : at]
                if not any(span.start < other.end and other.start < span.end for other in (*before, *behind)):
                    spans.insert(at, span)


def _start(span: Span) -> int:
    return span.start


def _key(event: Event) -> tuple[object, ...]:
    return event.type, event.actors, event.recipients, event.factuality


def _answering(doc: Document, event: Event, i: int, events: EventsSoFar) -> Event:
    """ "London blamed Mali; Mali rejected the accusation": whoever accused, asked or threatened last is rejected."""
    if event.type != "REJECT" or event.recipients:
        return event
    lands = {doc.actors.country(a) for a in event.actors} - {None}
    for other in events.recent(i):
        aimed = set(other.recipients) & set(event.actors) or {doc.actors.country(r) for r in other.recipients} & lands
        if other.type in group("provoking") and aimed and not set(other.actors) & set(event.actors):
            rule = (*event.rule, "event.answer")
            return doc.numbered(replace(event, recipients=other.actors, rule=rule))
    return event


def _repeats_denial(doc: Document, event: Event, i: int, events: EventsSoFar) -> bool:
    """ "Chad denied that it had attacked. It rejected the claim": the denial once more, of nobody's words in particular."""
    nouns = {doc.tree.lemmas[k] for k in doc.tree.objects(i)}
    if event.type != "REJECT" or event.recipients or not any(lexicon.is_cue_noun(n) or n == "report" for n in nouns):
        return False
    return any(e.factuality == "denied" and set(e.said_by) & set(event.actors) for e in events.recent(i))
