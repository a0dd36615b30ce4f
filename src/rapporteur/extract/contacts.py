"""Contacts: who called, met, visited or wrote to whom, when, where and for how long.

Every mention of a contact in a report comes first (verb or noun), then mentions of the same contact become one claim.

"Keita phoned Ode on Friday. The call lasted an hour." -> one Contact, mode call, minutes 60
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from heapq import merge
from typing import NamedTuple

from rapporteur import lexicon
from rapporteur.extract.document import Document
from rapporteur.extract.factuality import FactualityResult
from rapporteur.extract.frames.contacts import noun_frame, verb_frame
from rapporteur.extract.frames.parties import (
    ContactSides,
    contact_actors,
    governing_verb,
    is_assembly,
    noun_parties,
    noun_sides,
    objects,
    verb_sides,
)
from rapporteur.extract.provenance import drop, turned_down
from rapporteur.extract.syntax import clauses, phrases
from rapporteur.extract.time import duration_minutes
from rapporteur.lexicon.schema import ContactFrame
from rapporteur.lexicon.word_sets import word_map, word_set
from rapporteur.model import Contact, ContactMode, Factuality, Interval, Span, When

_ROOM = 560
"""Characters of evidence that a contact carries at most, over all its mentions."""
_CLAUSE = 280
"""Characters of one mention's clause."""
_NEVER = "9999"
"""A day behind all days."""
_LOOSE: frozenset[ContactMode] = frozenset({"talks"})


class ContactMention(NamedTuple):
    """One mention of a contact at trigger word `at`; `alone` where a body meets by itself; `rule` made it and its factuality."""

    at: int
    parties: tuple[str, ...]
    mode: ContactMode
    factuality: Factuality
    when: When | None
    place: str | None
    minutes: Interval | None
    host: str | None
    said_by: tuple[str, ...]
    span: Span
    dated: bool
    rule: tuple[str, ...]
    alone: bool = False


def find(doc: Document) -> list[Contact]:
    """The contacts of one report, one claim each, in text order."""
    mentions: list[ContactMention] = []
    for i in range(len(doc.tree.words)):
        mention = _mention(doc, i) or _lasted(doc, i, mentions)
        if mention is not None:
            mentions.extend(_distributed(doc, mention))
    return sorted((_claim(doc, sorted(g)) for g in _grouped(mentions)), key=lambda c: c.evidence[0].start)


def _grouped(mentions: list[ContactMention]) -> list[list[ContactMention]]:
    """The mentions of each contact, from those that name most parties on; one that names too few and fits nowhere is none."""
    groups = MentionGroups()
    for mention in sorted(mentions, key=lambda m: (-len(m.parties), m.at)):
        group = groups.of(mention)
        if group is not None:
            group.add(mention)
        elif len(mention.parties) > 1 or mention.alone or (mention.place is not None and mention.mode == "visit"):
            groups.open(mention)
        else:
            drop("contact.one-party", mention.at)
    return [group.mentions for group in groups.groups]


def _distributed(doc: Document, mention: ContactMention) -> list[ContactMention]:
    """Who phones three leaders makes three calls, unless the text puts them on one line."""
    tree, at = doc.tree, mention.at
    one = tree.upos[at] == "NOUN" and tree.xpos[at] != "NNS"
    if mention.mode not in ("call", "letter") or len(mention.parties) < 3 or one:
        return [mention]
    sentence = tree.sentence(at)
    if word_set("contacts", "joint").intersection(tree.lower[sentence.start : sentence.end]):
        return [mention]
    callers = contact_actors(doc, clauses.agent(tree, at)) if tree.is_verb(at) else mention.parties[:1]
    called = [p for p in mention.parties if p not in callers]
    return [mention._replace(parties=(*callers, p)) for p in called] if callers and len(called) > 1 else [mention]


# ---- mentions -----------------------------------------------------------------------------------------------------
def _mention(doc: Document, i: int) -> ContactMention | None:
    tree = doc.tree
    if tree.is_verb(i) and tree.upos[i] == "VERB":
        frame = verb_frame(doc, i)
        return _of_verb(doc, i, frame) if frame is not None else None
    if tree.lower[i] in ("phone", "telephone") and tree.case(i) == "on" and tree.children(i, "cop"):
        return _on_the_phone(doc, i)
    if tree.upos[i] == "NOUN":
        frame = noun_frame(doc, i)
        return _of_noun(doc, i, frame) if frame is not None else None
    return None


def _of_verb(doc: Document, v: int, frame: ContactFrame) -> ContactMention | None:
    sides = verb_sides(doc, v, frame)
    if turned_down(_VERB_FILTERS, v, doc, v, frame, sides):
        return None
    lemma, mode = doc.tree.lemmas[v], frame.mode
    if mode == "talks" and lemma in ("speak", "talk") and doc.place(v) is None:
        mode = "call"  # leaders of different states who "spoke to" each other did so from afar unless a place is named
    host = sides.parties[0] if lemma in ("host", "receive", "welcome") else None
    rule = "contact.light-verb" if frame.objects else "contact.verb"
    mention = _described(doc, v, sides.parties, mode, rule, sides.place, host)
    return mention._replace(alone=len(sides.parties) < 2) if mention is not None else None


def _of_noun(doc: Document, n: int, frame: ContactFrame) -> ContactMention | None:
    sides = noun_sides(doc, n, frame)
    if turned_down(_NOUN_FILTERS, n, doc, n, frame, sides):
        return None
    return _described(doc, n, sides.parties, frame.mode, "contact.noun", sides.place)


def _on_the_phone(doc: Document, n: int) -> ContactMention | None:
    """ "Keita was on the phone to Ode when …"."""
    tree = doc.tree
    partners = [a for k in tree.obliques(n, "to", "with") for a in contact_actors(doc, k)]
    parties = tuple(dict.fromkeys([*contact_actors(doc, clauses.own_subject(tree, n)), *partners]))
    return _described(doc, n, parties, "call", "contact.phone") if len(parties) > 1 else None


def _lasted(doc: Document, v: int, mentions: list[ContactMention]) -> ContactMention | None:
    """ "It lasted 20 minutes": the length of the contact mentioned just before."""
    tree = doc.tree
    subject = tree.child(v, "nsubj") if tree.lemmas[v] in word_set("contacts", "lasting") and mentions else None
    if subject is None:
        return None
    last = mentions[-1]
    frame = noun_frame(doc, subject) if tree.upos[subject] == "NOUN" else None
    if tree.lower[subject] not in word_set("contacts", "referring"):
        if frame is None or noun_parties(doc, subject) or last.mode not in (frame.mode, "talks"):
            return None
    minutes = _minutes(doc, v)
    if minutes is None or tree.sentence_number(v) - tree.sentence_number(last.at) > 2:
        return None
    return last._replace(at=v, minutes=minutes, span=_evidence(doc, v), place=None, host=None, rule=("contact.length",))


# ---- what is none -------------------------------------------------------------------------------------------------
def _is_naming(doc: Document, v: int, frame: ContactFrame, sides: ContactSides) -> bool:
    tree = doc.tree
    named = objects(doc, v)
    naming = len(tree.objects(v)) > 1 or any(k not in named for k in tree.children(v, "xcomp"))
    return tree.lemmas[v] == "call" and (naming or bool(_called_upon(doc, v)))


def _called_upon(doc: Document, v: int) -> list[int]:
    """On whom or for what a call is; "on Saturday", "on the phone" are when and how."""
    upon = [k for k in doc.tree.obliques(v, "on", "for", "upon") if k not in doc.time_at]
    return [k for k in upon if doc.tree.lemmas[k] not in word_set("contacts", "telephones")]


def _is_nobody_called(doc: Document, v: int, frame: ContactFrame, sides: ContactSides) -> bool:
    bare = frame.mode == "call" and frame.prep is None and not frame.objects and not clauses.is_passive(doc.tree, v)
    return bare and "person" not in [doc.actors.kind(a) for a in sides.parties[len(set(sides.agents)) :]]


def _is_traffic(doc: Document, v: int, frame: ContactFrame, sides: ContactSides) -> bool:
    people = (doc.actors.kind(a) == "person" or a.startswith("desc.") for a in sides.parties)
    return frame.mode == "visit" and not any(people)


def _is_one_sided(doc: Document, v: int, frame: ContactFrame, sides: ContactSides) -> bool:
    tree = doc.tree
    if len(sides.parties) > 1 or (sides.parties and sides.place is not None):
        return False
    others = [k for k in tree.objects(v) if tree.lemmas[k] not in frame.objects]
    alone = frame.mode == "meeting" and _is_together(doc, v, frame) and not others and is_assembly(doc, clauses.agent(tree, v))
    return not (sides.parties and alone)


def _is_apart(doc: Document, v: int, frame: ContactFrame, sides: ContactSides) -> bool:
    return {*sides.parties} == {*sides.agents} and sides.place is None and not _is_together(doc, v, frame)


def _is_together(doc: Document, v: int, frame: ContactFrame) -> bool:
    """Can the subjects alone be those who meet: "A and B met"? Not who "met on Mali"."""
    return frame.symmetric and (frame.prep is not None or not _called_upon(doc, v))


def _is_demand(doc: Document, n: int, frame: ContactFrame, sides: ContactSides) -> bool:
    tree = doc.tree
    asked = any(tree.case(k) in ("for", "on") for k in tree.kids[n]) or any(tree.has_to(k) for k in tree.children(n, "acl"))
    return tree.lemmas[n] == "call" and asked


def _is_of_verb(doc: Document, n: int, frame: ContactFrame, sides: ContactSides) -> bool:
    governor = governing_verb(doc, n)
    outer = verb_frame(doc, governor) if governor is not None else None
    return outer is not None and doc.tree.lemmas[n] in outer.objects


def _is_of_nobody(doc: Document, n: int, frame: ContactFrame, sides: ContactSides) -> bool:
    return not sides.parties


_VERB_FILTERS = (
    ("contact.naming", _is_naming),
    ("contact.nobody-called", _is_nobody_called),
    ("contact.traffic", _is_traffic),
    ("contact.one-sided", _is_one_sided),
    ("contact.apart", _is_apart),
)
_NOUN_FILTERS = (
    ("contact.demand", _is_demand),
    ("contact.of-verb", _is_of_verb),
    ("contact.of-nobody", _is_of_nobody),
)


# ---- how a mention is described -----------------------------------------------------------------------------------
def _described(
    doc: Document,
    at: int,
    parties: tuple[str, ...],
    mode: ContactMode,
    rule: str,
    place: str | None = None,
    host: str | None = None,
) -> ContactMention | None:
    medium = _spoken_in(doc, at)
    result = FactualityResult("stated") if _took_place(doc, at) else doc.factuality(at if medium is None else medium)
    factuality = result.factuality
    when = doc.when(at, done=factuality == "stated")
    if factuality in ("possible", "conditional") and when is None:
        drop("contact.undated", at)
        return None
    dated = when is not None
    if when is None and factuality == "stated":
        when = doc.timeline.narrative(at)
    return ContactMention(
        at, parties, mode, factuality, when, place or doc.place(at) or _where(doc, at), _minutes(doc, at), host,
        doc.said_by(at), _evidence(doc, at), dated, (rule, *result.rule),
    )  # fmt: skip


def _where(doc: Document, at: int) -> str | None:
    """ "in Abuja, where the chiefs opened a meeting"."""
    tree = doc.tree
    where = next((k for k in tree.kids[at] if tree.lower[k] == "where"), None)
    before = where - 2 if where is not None and tree.lower[where - 1] == "," else (where or 0) - 1
    return doc.place_name(before) if where is not None and before >= 0 else None


def _spoken_in(doc: Document, at: int) -> int | None:
    """ "asked for a truce in a letter": the verb of saying whose words went by the letter or call; as real as it."""
    tree = doc.tree
    verb = governing_verb(doc, at) if tree.case(at) in ("in", "by", "over") else None
    says = verb is not None and lexicon.cue(tree.lemmas[verb]) is not None and doc.factuality(verb).factuality != "denied"
    return verb if says else None  # "did not say in a call": there was one all the same


def _took_place(doc: Document, at: int) -> bool:
    """ "A planned visit went ahead": the verb says that what was planned came about."""
    tree = doc.tree
    verb = tree.heads[at]
    if verb < 0 or tree.deprels[at] != "nsubj" or tree.xpos[verb] not in ("VBD", "VBN"):
        return False
    ahead = tree.lemmas[verb] == "go" and any(tree.lower[k] == "ahead" for k in tree.kids[verb])
    place = tree.lemmas[verb] == "take" and any(tree.lemmas[k] == "place" for k in tree.objects(verb))
    done = ahead or place or tree.lemmas[verb] in word_set("contacts", "came_about")
    return done and doc.factuality(verb).factuality == "stated"


def _evidence(doc: Document, at: int) -> Span:
    """The trigger's clause, at most about that many characters around the trigger."""
    tree = doc.tree
    j = at
    while tree.heads[j] >= 0 and not tree.is_verb(j):
        j = tree.heads[j]
    start, end = doc.clause_edges(j)
    words = tree.words
    while words[end - 1].end - words[start].start > _CLAUSE and end - 1 > at:
        end -= 1
    while words[end - 1].end - words[start].start > _CLAUSE and start < at:
        start += 1
    return doc.span(*phrases.trimmed(tree, start, end))


def _minutes(doc: Document, at: int) -> Interval | None:
    """How long it took: "an hour-long call", "the call lasted an hour", "spoke for 40 minutes"."""
    tree = doc.tree
    tops = [at]
    head = tree.heads[at]
    if head >= 0 and tree.deprels[at] == "nsubj":
        lasting = [v for v in tree.conjuncts(head) if tree.lemmas[v] in word_set("contacts", "lasting")]
        tops.extend(lasting)
    sentence = tree.sentence(at)
    for timex in doc.times_within(sentence.start, sentence.end):
        if timex.type == "DURATION" and any(_measures(doc, timex.start, timex.end, top) for top in tops):
            minutes = duration_minutes(timex)
            if minutes is not None and (minutes.low or minutes.high or 0) <= 24 * 60:
                return minutes
    return None


def _measures(doc: Document, start: int, end: int, top: int) -> bool:
    """Does the duration hang on the contact word itself, not on something inside another clause or phrase below it?"""
    outside = [i for i in range(start, end) if not start <= doc.tree.heads[i] < end]
    return start <= top < end or any(top in _two_above(doc, i) for i in outside)


def _two_above(doc: Document, i: int) -> list[int]:
    """The governor of `i`, and through an adjective ("hour-long") the governor of that."""
    head = doc.tree.heads[i]
    through = head >= 0 and doc.tree.deprels[head] == "amod"
    return [head, doc.tree.heads[head]] if through else [head]


# ---- one claim per contact ----------------------------------------------------------------------------------------
class MentionGroup:
    """The mentions of one contact, the one that names most parties first; `low` to `high` are days that all of them may mean."""

    def __init__(self, mention: ContactMention, number: int) -> None:
        self.number = number
        self.first = mention
        self.mentions: list[ContactMention] = []
        self.parties: set[str] = set()
        self.modes: set[ContactMode] = set()
        self.low, self.high = "", _NEVER
        self.add(mention)

    def add(self, mention: ContactMention) -> None:
        """One more mention of it."""
        self.mentions.append(mention)
        self.parties.update(mention.parties)
        self.modes.add(mention.mode)
        if mention.dated and mention.when is not None:
            self.low = max(self.low, mention.when.start or "")
            self.high = min(self.high, mention.when.end or _NEVER)

    def fits(self, m: ContactMention) -> bool:
        """The same contact: its parties are among the group's, the modes agree or one is loose, the days don't differ."""
        first = self.first
        if not self.parties.issuperset(m.parties) or (len(m.parties) < 2 and len(first.parties) > 1 and m.mode != first.mode):
            return False
        loose = m.mode in _LOOSE or self.modes <= _LOOSE
        if m.mode not in self.modes and not loose and not {m.mode, *self.modes} <= {"meeting", "visit"}:
            return False
        if any((m.factuality == kind) != (first.factuality == kind) for kind in ("stated", "denied")):
            return False
        if m.mode == "visit" and m.place and first.place and m.place != first.place:
            return False
        return not m.dated or m.when is None or max(self.low, m.when.start or "") <= min(self.high, m.when.end or _NEVER)


class MentionGroups:
    """The contacts of a report, found by one of their parties, a visit by its place too."""

    def __init__(self) -> None:
        self.groups: list[MentionGroup] = []
        self._by_key: dict[Hashable, list[MentionGroup]] = {}

    def open(self, mention: ContactMention) -> None:
        """A contact that none of the others is."""
        group = MentionGroup(mention, len(self.groups))
        self.groups.append(group)
        mode, place = mention.mode if len(mention.parties) > 1 else None, mention.place
        for party in dict.fromkeys(mention.parties):
            for key in (party, (party, "at", place), (party, mode), (party, mode, "at", place)):
                self._by_key.setdefault(key, []).append(group)

    def of(self, mention: ContactMention) -> MentionGroup | None:
        """The first contact that a mention fits."""
        return next((group for group in self._near(mention) if group.fits(mention)), None)

    def _near(self, mention: ContactMention) -> Iterable[MentionGroup]:
        """Those that have the party which is in the fewest; all where the mention names nobody.

        Who is named alone takes part in what is of the same mode, or has but one party too.
        """
        if not mention.parties:
            return self.groups
        party = min(mention.parties, key=lambda p: len(self._by_key.get(p, ())))
        keys = [(party,)] if len(mention.parties) > 1 else [(party, mention.mode), (party, None)]
        if mention.mode == "visit" and mention.place:
            keys = [(*key, "at", place) for key in keys for place in (mention.place, None)]
        groups = (self._by_key.get(key if len(key) > 1 else party, []) for key in keys)
        return merge(*groups, key=lambda group: group.number)


def _claim(doc: Document, group: list[ContactMention]) -> Contact:
    first = max(group, key=lambda m: (len(m.parties), -m.at))
    when = next((m.when for m in group if m.dated), next((m.when for m in group if m.when), None))
    return doc.numbered(
        Contact(
            id="", report=doc.report.id, evidence=_joined(group), parties=first.parties,
            mode=_most_specific(m.mode for m in group), factuality=first.factuality, when=when,
            place=next((m.place for m in group if m.place), None), minutes=_hull([m.minutes for m in group if m.minutes]),
            host=next((m.host for m in group if m.host), None), said_by=first.said_by,
            rule=tuple(dict.fromkeys(rule for m in group for rule in m.rule)),
        )
    )  # fmt: skip


def _joined(group: list[ContactMention]) -> tuple[Span, ...]:
    """The mentions' spans, those with a length or day first, as many as fit, in text order."""
    chosen: dict[Span, None] = {}
    for m in sorted(group, key=lambda m: (m.minutes is None, not m.dated, m.at)):
        overlaps = any(m.span.start < s.end and m.span.end > s.start for s in chosen)
        if not overlaps and sum(len(s.exact) for s in chosen) + len(m.span.exact) <= _ROOM:
            chosen.setdefault(m.span)
    return tuple(sorted(chosen, key=lambda s: s.start))


def _hull(lengths: list[Interval]) -> Interval | None:
    """One interval over all that a report says of the length."""
    if not lengths:
        return None
    lows = [m.low for m in lengths if m.low is not None]
    highs = [m.high for m in lengths]
    high = None if None in highs else max(h for h in highs if h is not None)
    return Interval(min(lows) if lows else None, high, lengths[0].unit)


def _most_specific(modes: Iterable[ContactMode]) -> ContactMode:
    """Talks that were a phone call are a call."""
    return min(modes, key=lambda mode: int(word_map("contacts", "specific")[mode]))
