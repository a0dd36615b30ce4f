"""Contacts: who called, met, visited or wrote to whom, when, where and for how long.

Every mention of a contact in a report is found first (verb or noun), then mentions of the same contact become one claim.

>>> # "Keita phoned Ode on Friday. The call lasted an hour." -> one Contact, mode call, minutes 60
"""

from __future__ import annotations

from typing import NamedTuple

from rapporteur import lexicon
from rapporteur.extract.document import Document
from rapporteur.extract.entities.noun_phrases import level
from rapporteur.extract.frames.contacts import noun_frame, verb_frame
from rapporteur.extract.time import duration_minutes
from rapporteur.lexicon.schema import ContactFrame
from rapporteur.model import Contact, ContactMode, Factuality, Interval, Span, When

_WITH = ("with", "to", "between", "of", "by", "among")
_JOINT = frozenset({"joint", "jointly", "together", "three-way", "four-way", "trilateral", "conference", "group", "each"})
_LASTING = frozenset({"last", "take", "run", "continue", "go"})
_ROOM = 560
_LOOSE: frozenset[ContactMode] = frozenset({"talks"})
_PART = frozenset({"any", "some", "several", "many", "none", "most", "all", "each", "both"})
_OFFICIAL = frozenset({"GOV", "LEG", "REB", "OPP", "ELI"})
_LEVELS = frozenset(
    {"adviser", "diplomat", "deputy-minister", "head-of-government", "head-of-state", "legislator", "military"}
    | {"minister", "official", "party", "royal"}
)
_BODIES = frozenset(
    {"assembly", "board", "bureau", "cabinet", "commission", "committee", "conference", "congress", "council"}
    | {"parliament", "senate"}
)
_SPECIFIC: dict[ContactMode, int] = {"call": 0, "visit": 1, "meeting": 2, "letter": 3, "talks": 4}


class Mention(NamedTuple):
    """One mention of a contact at trigger word `at`; `alone` where a body meets by itself."""

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
    alone: bool = False


def find(doc: Document) -> list[Contact]:
    """The contacts of one report, one claim each, in text order."""
    found: list[Mention] = []
    for i in range(len(doc.tree.words)):
        mention = _mention(doc, i) or _lasted(doc, i, found)
        if mention is not None:
            found.extend(_distributed(doc, mention))
    groups: list[list[Mention]] = []
    for mention in sorted(found, key=lambda m: (-len(m.parties), m.at)):
        group = next((g for g in groups if _same(g, mention)), None)
        if group is not None:
            group.append(mention)
        elif len(mention.parties) > 1 or mention.alone or (mention.place is not None and mention.mode == "visit"):
            groups.append([mention])
    return sorted((_claim(doc, sorted(g)) for g in groups), key=lambda c: c.evidence[0].start)


def _distributed(doc: Document, mention: Mention) -> list[Mention]:
    """Who phones three leaders makes three calls, unless the text puts them on one line."""
    tree = doc.tree
    if mention.mode not in ("call", "letter") or len(mention.parties) < 3:
        return [mention]
    if tree.upos[mention.at] == "NOUN" and tree.xpos[mention.at] != "NNS":
        return [mention]
    sentence = tree.sentence(mention.at)
    if any(tree.lower[i] in _JOINT for i in range(sentence.start, sentence.end)):
        return [mention]
    callers = _actors(doc, tree.agent(mention.at)) if tree.is_verb(mention.at) else mention.parties[:1]
    called = [p for p in mention.parties if p not in callers]
    return [mention._replace(parties=(*callers, p)) for p in called] if callers and len(called) > 1 else [mention]


# ---- mentions -----------------------------------------------------------------------------------------------------
def _mention(doc: Document, i: int) -> Mention | None:
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


def _on_the_phone(doc: Document, n: int) -> Mention | None:
    """ "Keita was on the phone to Ode when …"."""
    tree = doc.tree
    partners = [a for k in tree.children(n, "nmod", "obl") if tree.case(k) in ("to", "with") for a in _actors(doc, k)]
    sides = tuple(dict.fromkeys([*_actors(doc, tree.own_subject(n)), *partners]))
    return _made(doc, n, sides, "call", None, None) if len(sides) > 1 else None


def _lasted(doc: Document, v: int, found: list[Mention]) -> Mention | None:
    """ "It lasted 20 minutes": the length of the contact told just before."""
    tree = doc.tree
    subject = tree.child(v, "nsubj") if tree.lemmas[v] in _LASTING and found else None
    frame = noun_frame(doc, subject) if subject is not None and tree.upos[subject] == "NOUN" else None
    if subject is None or (tree.lower[subject] not in ("it", "this", "that", "which") and frame is None):
        return None
    last = found[-1]
    if frame is not None and (_noun_parties(doc, subject) or last.mode not in (frame.mode, "talks")):
        return None
    minutes = _minutes(doc, v)
    if minutes is None or tree.sentence_number(v) - tree.sentence_number(last.at) > 2:
        return None
    return last._replace(at=v, minutes=minutes, span=_evidence(doc, v), place=None, host=None)


def _objects(doc: Document, v: int) -> list[int]:
    """Objects, and the name that a parse of "called Keita" takes for what she was called."""
    tree = doc.tree
    named = [
        k for k in tree.children(v, "xcomp") if (n := doc.actors.name_at.get(k)) is not None and n.kind == "person"
    ]
    return [*tree.objects(v), *named]


def _of_verb(doc: Document, v: int, frame: ContactFrame) -> Mention | None:
    tree = doc.tree
    naming = len(tree.objects(v)) > 1 or any(k not in _objects(doc, v) for k in tree.children(v, "xcomp"))
    if tree.lemmas[v] == "call" and (naming or tree.obliques(v, "on", "for", "upon")):
        return None  # "called the claim absurd", "called on Mali to leave"
    agent = tree.agent(v)
    sides: dict[str, None] = dict.fromkeys(_actors(doc, agent))
    place = None
    subjects = len(sides)
    for k in [*_objects(doc, v), *([tree.patient(v)] if tree.is_passive(v) else [])]:
        if k is None or tree.lemmas[k] in frame.objects or tree.lemmas[v] == "discuss":
            continue
        if (
            frame.mode == "visit"
            and (name := doc.place_name(k)) is not None
            and doc.actors.name_at.get(k) is not None
        ):
            place = place or name
            continue
        sides.update(dict.fromkeys(_actors(doc, k)))
    theirs = frame.prep if frame.mode == "visit" or frame.prep in ("with", "to", "between", "from") else None
    preps = ["with", *([theirs] if theirs else []), *(["to"] if tree.lemmas[v] in ("speak", "talk") else [])]
    loose = [
        m
        for k in tree.objects(v)
        for j in tree.conjuncts(k)
        for m in tree.children(j, "nmod")
        if tree.case(m) == "with"
    ]
    for k in [*tree.obliques(v, *preps), *(loose if frame.mode == "talks" else [])]:
        if frame.mode == "visit" and tree.case(k) != "with":
            place = place or doc.place_name(k)
            continue
        sides.update(dict.fromkeys(_actors(doc, k)))
    if frame.objects:
        for noun in (k for k in tree.objects(v) if tree.lemmas[k] in frame.objects):
            sides.update(dict.fromkeys(_noun_parties(doc, noun)))
    called = [doc.actors.kind(a) for a in [*sides][subjects:]]
    if frame.mode == "call" and frame.prep is None and not frame.objects and "person" not in called and not tree.is_passive(v):
        return None  # one telephones persons; "called the US claim …" has lost its noun
    upon = [k for k in tree.obliques(v, "on", "for", "upon") if k not in doc.time_at]
    together = frame.symmetric and (frame.prep is not None or not upon)
    if frame.mode == "visit" and not any(doc.actors.kind(a) == "person" or a.startswith("desc.") for a in sides):
        return None  # airlines and states do not pay visits
    others = [k for k in tree.objects(v) if tree.lemmas[k] not in frame.objects]
    alone = len(sides) < 2 and together and frame.mode == "meeting" and not others and _is_assembly(doc, agent)
    if not sides or (len(sides) < 2 and place is None and not alone):
        return None
    if len(sides) == subjects and place is None and not together:
        return None
    mode = frame.mode
    if mode == "talks" and tree.lemmas[v] in ("speak", "talk") and doc.place(v) is None:
        mode = "call"  # leaders of different states who "spoke to" each other did so from afar unless a place is named
    host = next(iter(sides)) if tree.lemmas[v] in ("host", "receive", "welcome") else None
    made = _made(doc, v, tuple(sides), mode, place, host)
    return made._replace(alone=alone) if made is not None else None


def _is_assembly(doc: Document, agent: int | None) -> bool:
    """A body that meets by itself: a council or parliament, "the defence chiefs", "EU leaders"."""
    if agent is None:
        return False
    tree = doc.tree
    who = doc.actors.who(agent)
    name = doc.actors.name(who).casefold().split() if who is not None else []
    people = tree.xpos[agent] in ("NNS", "NNPS") and _is_official(doc, agent)
    return people or bool(name and name[-1] in _BODIES) or tree.lemmas[agent] in _BODIES


def _of_noun(doc: Document, n: int, frame: ContactFrame) -> Mention | None:
    tree = doc.tree
    if tree.lemmas[n] == "call" and (any(tree.case(k) in ("for", "on") for k in tree.kids[n]) or _has_infinitive(doc, n)):
        return None  # "his call to raise wages", "calls for a truce"
    sides = dict.fromkeys(_noun_parties(doc, n, frame.mode == "visit"))
    if not sides and tree.heads[n] >= 0:
        # "made no progress in a call with Ode": the parse may hang the partner on what governs the call.
        beside = [
            k for a in [*tree.ancestors(n)][:2] for k in tree.children(a, "obl", "nmod") if tree.case(k) == "with"
        ]
        sides = dict.fromkeys(a for k in beside if n < k <= n + 6 for a in _actors(doc, k))
    if len(sides) < 2 or not _is_owned(doc, n):
        governor = _governing_verb(doc, n)
        if governor is not None:
            outer = verb_frame(doc, governor)
            if outer is not None and tree.lemmas[n] in outer.objects:
                return None
            told = () if sides else _told(doc, governor, n)
            sides = dict.fromkeys([*_taking_part(doc, governor, sides), *sides, *told])
    place = None
    if frame.mode == "visit":
        place = next(
            (p for k in tree.children(n, "nmod") if tree.case(k) in ("to", "of") and (p := doc.place_name(k))), None
        )
    if not sides:
        return None
    return _made(doc, n, tuple(sides), frame.mode, place, None)


def _is_owned(doc: Document, n: int) -> bool:
    """ "Keita's call", "talks between A and B", "a visit by Ode": all who take part are named beside the noun."""
    tree = doc.tree
    owners = tree.children(n, "nmod")
    return any(tree.deprels[k] == "nmod:poss" or tree.case(k) in ("between", "by", "among", "of") for k in owners)


def _told(doc: Document, governor: int, n: int) -> tuple[str, ...]:
    """ "told his counterpart in a telephone call that …": those spoken to are the other side."""
    tree = doc.tree
    cue = lexicon.cue(tree.lemmas[governor])
    if cue is None or not cue.addressee or tree.case(n) not in ("in", "during", "by", "over", "on"):
        return ()
    return tuple(a for k in tree.objects(governor) for a in _actors(doc, k))


def _has_infinitive(doc: Document, n: int) -> bool:
    return any(doc.tree.has_to(k) for k in doc.tree.children(n, "acl"))


def _noun_parties(doc: Document, n: int, visit: bool = False) -> tuple[str, ...]:
    """Owners and partners of a contact noun: "Keita's call with Ode", "talks between A and B"; not where a visit leads."""
    tree = doc.tree
    out: dict[str, None] = {}
    for k in tree.kids[n]:
        if visit and tree.case(k) in ("to", "of") and doc.place_name(k) is not None:
            continue
        if tree.deprels[k] == "nmod:poss" or (tree.deprels[k] in ("nmod", "obl") and tree.case(k) in _WITH):
            out.update(dict.fromkeys(_actors(doc, k)))
    return tuple(out)


def _actors(doc: Document, i: int | None) -> tuple[str, ...]:
    """Those of a noun phrase who can meet or call: persons, states, their institutions and organisations, not places.

    Officials without a name ("the generals", "congressional leaders") count under their description.
    """
    if i is None:
        return ()
    tree, kind = doc.tree, doc.actors.kind
    if tree.lower[i] in _PART:
        i = next((k for k in tree.children(i, "nmod") if tree.case(k) == "of"), i)
    out: dict[str, None] = {}
    for j in tree.conjuncts(i):
        fit = ("person", "state", "organisation")
        named = [a for a in doc.party(j) if kind(a) in fit or a.startswith(("group.", "desc."))]
        out.update(dict.fromkeys(named or ([a] if _is_official(doc, j) and (a := doc.actors.source(j)) else [])))
    return tuple(out)


def _is_official(doc: Document, i: int) -> bool:
    """A common noun for those who conduct affairs of state or war; not the press, not the public."""
    if doc.tree.upos[i] != "NOUN":
        return False
    agent = lexicon.agent_noun(doc.tree.lemmas[i])
    return (agent is not None and agent.sector in _OFFICIAL) or level(doc.tree, i) in _LEVELS


def _governing_verb(doc: Document, n: int) -> int | None:
    """The verb whose subject takes part in a contact noun: "began a call", "said during a call", not across a clause."""
    tree = doc.tree
    j = n
    while tree.heads[j] >= 0 and tree.deprels[j].split(":")[0] in ("obj", "iobj", "obl", "nmod", "conj"):
        if tree.deprels[j].split(":")[0] == "obl" and tree.case(j) not in (
            "during",
            "in",
            "on",
            "after",
            "into",
            "for",
            "by",
            "over",
        ):
            return None
        j = tree.heads[j]
        if tree.is_verb(j):
            return j
    return None


def _taking_part(doc: Document, governor: int, partners: dict[str, None]) -> tuple[str, ...]:
    """Who is on the other side: the subject of the governing verb; persons talk to persons, so else of the clause above."""
    tree = doc.tree
    wanted = {doc.actors.kind(p) for p in partners}
    verbs = [
        governor,
        *(
            a
            for a in tree.ancestors(governor)
            if tree.is_verb(a) and tree.sentence_number(a) == tree.sentence_number(governor)
        ),
    ]
    subjects = [tuple(a for a in _actors(doc, tree.agent(v)) if a not in partners) for v in verbs[:4]]
    fitting = [s for s in subjects if s and (not wanted or doc.actors.kind(s[0]) in wanted)]
    if not fitting and wanted == {"person"}:
        # "Keita called it a lie that Mali was to attack during a call with Ode": states don't telephone persons.
        before = range(governor, tree.sentence(governor).start - 1, -1)
        named = (tuple(a for a in _actors(doc, k) if a not in partners) for k in before if tree.deprels[k].startswith("nsubj"))
        fitting = [s for s in named if s and doc.actors.kind(s[0]) == "person"][:1]
    return next(iter(fitting), next((s for s in subjects if s), ()))


def _made(
    doc: Document, at: int, parties: tuple[str, ...], mode: ContactMode, place: str | None, host: str | None
) -> Mention | None:
    medium = _spoken_in(doc, at)
    factuality = "stated" if _took_place(doc, at) else doc.factuality(at if medium is None else medium).factuality
    when = doc.when(at, done=factuality == "stated")
    if factuality in ("possible", "conditional") and when is None:
        return None
    dated = when is not None
    if when is None and factuality == "stated":
        when = doc.timeline.narrative(at)
    return Mention(
        at, parties, mode, factuality, when, place or doc.place(at) or _where(doc, at), _minutes(doc, at), host,
        doc.said_by(at), _evidence(doc, at), dated,
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
    verb = _governing_verb(doc, at) if tree.case(at) in ("in", "by", "over") else None
    return verb if verb is not None and lexicon.cue(tree.lemmas[verb]) is not None else None


def _took_place(doc: Document, at: int) -> bool:
    """ "A planned visit went ahead": the verb says that what was planned came about."""
    tree = doc.tree
    verb = tree.heads[at]
    if verb < 0 or tree.deprels[at] != "nsubj" or tree.xpos[verb] not in ("VBD", "VBN"):
        return False
    ahead = tree.lemmas[verb] == "go" and any(tree.lower[k] == "ahead" for k in tree.kids[verb])
    place = tree.lemmas[verb] == "take" and any(tree.lemmas[k] == "place" for k in tree.objects(verb))
    done = ahead or place or tree.lemmas[verb] in ("occur", "proceed", "begin", "start", "end", "conclude", "last")
    return done and doc.factuality(verb).factuality == "stated"


def _evidence(doc: Document, at: int) -> Span:
    """The trigger's clause, at most about 280 characters around the trigger."""
    tree = doc.tree
    j = at
    while tree.heads[j] >= 0 and not tree.is_verb(j):
        j = tree.heads[j]
    start, end = doc.clause_edges(j)
    words = tree.words
    while words[end - 1].end - words[start].start > 280 and end - 1 > at:
        end -= 1
    while words[end - 1].end - words[start].start > 280 and start < at:
        start += 1
    return doc.span(*tree.trimmed(start, end))


def _minutes(doc: Document, at: int) -> Interval | None:
    """How long it took: "an hour-long call", "the call lasted an hour", "spoke for 40 minutes"."""
    tree = doc.tree
    tops = [at]
    head = tree.heads[at]
    if head >= 0 and tree.deprels[at] == "nsubj":
        lasting = [v for v in tree.conjuncts(head) if tree.lemmas[v] in _LASTING]
        tops.extend(lasting)
    for timex in doc.times:
        if timex.type == "DURATION" and any(_measures(doc, timex.start, timex.end, top) for top in tops):
            minutes = duration_minutes(timex)
            if minutes is not None and (minutes.low or minutes.high or 0) <= 24 * 60:
                return minutes
    return None


def _measures(doc: Document, start: int, end: int, top: int) -> bool:
    """Does the duration hang on the contact word itself, not on something inside another clause or phrase below it?"""
    tree = doc.tree
    outside = [i for i in range(start, end) if not start <= tree.heads[i] < end]
    if not outside or top in range(start, end):
        return top in range(start, end)
    return any(top in _two_above(doc, i) for i in outside)


def _two_above(doc: Document, i: int) -> list[int]:
    """The governor of `i`, and through an adjective ("hour-long") the governor of that."""
    head = doc.tree.heads[i]
    through = head >= 0 and doc.tree.deprels[head] == "amod"
    return [head, doc.tree.heads[head]] if through else [head]


# ---- one claim per contact ----------------------------------------------------------------------------------------
def _same(group: list[Mention], m: Mention) -> bool:
    """The same contact: its parties are among the group's, the modes agree or one is loose, the days don't differ."""
    first = group[0]
    parties = {p for g in group for p in g.parties}
    if not set(m.parties) <= parties or (len(m.parties) < 2 and len(first.parties) > 1 and m.mode != first.mode):
        return False
    modes = {g.mode for g in group}
    if (
        m.mode not in modes
        and not (m.mode in _LOOSE or modes <= _LOOSE)
        and not {m.mode, *modes} <= {"meeting", "visit"}
    ):
        return False
    if any((m.factuality == kind) != (first.factuality == kind) for kind in ("stated", "denied")):
        return False
    if m.mode == "visit" and m.place and first.place and m.place != first.place:
        return False
    return all(_days_meet(g.when, m.when) or not (g.dated and m.dated) for g in group)


def _days_meet(one: When | None, other: When | None) -> bool:
    if one is None or other is None:
        return True
    low = max(one.start or "", other.start or "")
    high = min(one.end or "9999", other.end or "9999")
    return low <= high


def _claim(doc: Document, group: list[Mention]) -> Contact:
    first = max(group, key=lambda m: (len(m.parties), -m.at))
    when = next((m.when for m in group if m.dated), next((m.when for m in group if m.when), None))
    return doc.numbered(
        Contact(
            id="", report=doc.report.id, evidence=_joined(group), parties=first.parties,
            mode=min((m.mode for m in group), key=lambda x: _SPECIFIC[x]), factuality=first.factuality, when=when,
            place=next((m.place for m in group if m.place), None), minutes=_hull([m.minutes for m in group if m.minutes]),
            host=next((m.host for m in group if m.host), None), said_by=first.said_by,
        )
    )  # fmt: skip


def _joined(group: list[Mention]) -> tuple[Span, ...]:
    """The mentions' spans, those with a length or day first, as many as fit, in text order."""
    chosen: dict[Span, None] = {}
    for m in sorted(group, key=lambda m: (m.minutes is None, not m.dated, m.at)):
        overlaps = any(m.span.start < s.end and m.span.end > s.start for s in chosen)
        if not overlaps and sum(len(s.exact) for s in chosen) + len(m.span.exact) <= _ROOM:
            chosen.setdefault(m.span)
    return tuple(sorted(chosen, key=lambda s: s.start))


def _hull(found: list[Interval]) -> Interval | None:
    """One interval over all that a report says of the length."""
    if not found:
        return None
    lows = [m.low for m in found if m.low is not None]
    highs = [m.high for m in found]
    high = None if None in highs else max(h for h in highs if h is not None)
    return Interval(min(lows) if lows else None, high, found[0].unit)
