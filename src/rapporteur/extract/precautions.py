"""Precautions: which state or company told whom to leave, pulled out staff or troops, closed a post, stopped flights, stays.

Each actor of a list gives a claim of its own; "governments" that nobody names give none.

>>> # "Mali and Chad urged their citizens to leave Sudan." -> two Precautions, act advise-leave, affected "their citizens"
"""

from __future__ import annotations

from rapporteur import lexicon
from rapporteur.extract.document import Document
from rapporteur.extract.frames.precautions import (
    QUANTITY,
    arguments,
    complement,
    frame_of,
    is_airline,
    is_refusal,
    last_word,
    lemmas_of,
    through,
)
from rapporteur.extract.time.numerals import vocabulary
from rapporteur.lexicon.schema import PrecautionFrame
from rapporteur.model import Act, Factuality, Precaution, Span

_STAYERS = frozenset({"diplomat", "spokesperson", "head-of-state", "head-of-government", "minister", "official"})
_MISSIONS = vocabulary(
    "send dispatch deploy leave fly go arrive charter position ready use prepare move station land depart mobilise "
    "mobilize despatch order lay plan travel head assist"
)
"""Verbs whose purpose is under way: "sent two planes to evacuate its nationals"."""
_OWN_DEEDS = frozenset({"shelter", "evacuate"})
"""What people do of themselves, so that who tells of it has not ordered it: "residents took shelter, the mayor said"."""
_VEHICLES = vocabulary("plane aircraft flight jet ship vessel frigate helicopter bus convoy train airliner")
_ADVICE = frozenset(
    {"advice", "advisory", "alert", "appeal", "call", "measure", "precaution", "recommendation", "step", "warning"}
)
_HOUSES = frozenset({"authority", "ministry", "administration", "agency", "office", "service"})
_SPOTS = frozenset({"airport", "city", "capital", "region", "area", "town", "territory", "zone"})


def find(doc: Document) -> list[Precaution]:
    """The precautions of one report, one per actor and act and place, in text order."""
    out: list[Precaution] = []
    last: tuple[int, list[Precaution]] = (-1, [])
    for v in range(len(doc.tree.words)):
        if doc.tree.upos[v] not in ("VERB", "AUX"):
            continue
        frame = frame_of(doc, v) if doc.tree.upos[v] == "VERB" else None
        if frame is not None and _is_told_below(doc, v, frame):
            continue
        made = _claims(doc, v, frame) if frame is not None else _imitated(doc, v, *last)
        if made and frame is not None:
            last = (v, made)
        out.extend(made)
    return out


def _is_told_below(doc: Document, v: int, frame: PrecautionFrame) -> bool:
    """ "sent a plane to evacuate its nationals": the purpose says it all, and who and where."""
    below = complement(doc, v, frame) if frame.objects and frame.complements else None
    return below is not None and doc.tree.upos[below] == "VERB" and frame_of(doc, below) is not None


def _imitated(doc: Document, v: int, at: int, last: list[Precaution]) -> list[Precaution]:
    """ "Chad followed suit", "Mali said it would do so": the precaution told shortly before, by another actor."""
    tree = doc.tree
    words = {tree.lower[k] for k in tree.children(v, "obj", "advmod", "obl")}
    similar = [k for k in tree.objects(v) if any(tree.lower[m] in ("similar", "same") for m in tree.children(k, "amod"))]
    likewise = (
        (tree.lemmas[v] == "follow" and "suit" in words)
        or any(tree.lemmas[k] in _ADVICE for k in similar)
        or (tree.lemmas[v] == "do" and (words & {"so", "likewise"} or "same" in tree.lower[v + 1 : v + 3]))
    )
    agent = tree.agent(v)
    near = at >= 0 and tree.sentence_number(v) - tree.sentence_number(at) <= 1
    if not likewise or not near or agent is None:
        return []
    factuality = doc.factuality(v).factuality
    if factuality in ("denied", "conditional", "possible"):
        return []
    model = last[0]
    actors = [a for a in doc.party(agent) if a != model.actor and _may(doc, a, model.act)]
    return [
        doc.numbered(
            Precaution(
                id="", report=doc.report.id, evidence=_with(doc, model, v),
                said_by=tuple(s for s in doc.said_by(v) if s != actor), factuality=factuality, when=doc.when(v),
                place=_land(doc, actor) if model.act == "close-airspace" else model.place,
                actor=actor, act=model.act, affected=model.affected,
            )
        )
        for actor in actors
    ]  # fmt: skip


def _with(doc: Document, model: Precaution, v: int) -> tuple[Span, ...]:
    """The sentence that says "likewise", and the words of what it is like where these are not in it."""
    here = doc.sentence_span(v)
    return (*(e for e in model.evidence if e.end <= here.start), here)


def _land(doc: Document, actor: str) -> str | None:
    country = doc.actors.country(actor)
    return lexicon.countries()[country].name if country else None


# ---- claims -------------------------------------------------------------------------------------------------------
def _claims(doc: Document, v: int, frame: PrecautionFrame) -> list[Precaution]:
    factuality = _factuality(doc, v, frame)
    if factuality == "conditional" or (factuality == "possible" and not _officially(doc, v)):
        return []
    if factuality == "denied" and not frame.complements:
        return []  # who does not close a post does nothing; that people were not told to leave is news
    actors = [a for a in _actors(doc, v, frame) if _may(doc, a, frame.act)]
    place = _place(doc, v, frame, actors)
    if frame.act in ("close-airspace", "suspend-flights"):
        place = _own_sky(doc, v) or place
    if frame.act == "close-airspace" and place is None and actors:
        return [m for a in actors for m in _made(doc, v, frame, factuality, [a], _land(doc, a))]
    home = frame.act == "evacuate" and any(doc.actors.country(a) for a in actors)
    if frame.preps and place is None and not home and not any(is_airline(doc, a) for a in actors):
        return []
    return _made(doc, v, frame, factuality, actors, place)


def _made(
    doc: Document, v: int, frame: PrecautionFrame, factuality: Factuality, actors: list[str], place: str | None
) -> list[Precaution]:
    evidence = (_evidence(doc, v, frame),)
    return [
        doc.numbered(
            Precaution(
                id="", report=doc.report.id, evidence=evidence, said_by=tuple(s for s in doc.said_by(v) if s not in actors),
                factuality=factuality, when=doc.when(v), actor=actor, act=frame.act, affected=_affected(doc, v, frame),
                place=place,
            )
        )
        for actor in actors
    ]  # fmt: skip


def _factuality(doc: Document, v: int, frame: PrecautionFrame) -> Factuality:
    """As everywhere, but what is refused is done by not doing it, and the purpose of a mission is a plan."""
    tree = doc.tree
    found = doc.factuality(v).factuality
    if found == "denied" and is_refusal(doc, v, frame) and not frame.complements:
        modal = any(tree.xpos[k] == "MD" for k in tree.children(v, "aux"))
        return "planned" if modal else "stated"
    if found == "possible" and tree.has_to(v) and tree.deprels[v].split(":")[0] in ("advcl", "acl", "xcomp", "ccomp"):
        verb = next((a for a in tree.ancestors(v) if tree.is_verb(a)), None)
        if verb is not None and tree.lemmas[verb] in _MISSIONS and doc.factuality(verb).factuality in ("stated", "planned"):
            return "planned"
    return found


def _officially(doc: Document, v: int) -> bool:
    """ "May" in an announcement of the actor's own is an option worth keeping; elsewhere talk."""
    return bool(doc.said_by(v)) and not doc.tree.has_to(v)


def _may(doc: Document, actor: str, act: Act) -> bool:
    """Persons stay or speak for their state; they don't close airspace or own staff."""
    kind = doc.actors.kind(actor)
    if act == "stay" and kind == "person":
        return any((office := lexicon.office(r.role.split(" to ")[0])) is not None and office.level in _STAYERS
                   for r in doc.actors.roles_of(actor))  # fmt: skip
    return kind in ("state", "organisation", "person") or actor.startswith("group.")


def _actors(doc: Document, v: int, frame: PrecautionFrame) -> tuple[str, ...]:
    """Who does it: the agent; where staff or a post is itself the subject ("its embassy will stay open"), whose they are."""
    tree = doc.tree
    agent = tree.agent(v)
    if agent is not None:
        objects = set(frame.objects) | set(frame.affected)
        named = doc.party(agent)
        home = _home_of(doc, v)
        if home is not None and (not named or all(a.startswith("desc.") for a in named)):
            return (home,)
        own = lemmas_of(doc, [agent, *through(doc, agent)]) - {"airline"}
        if own & objects or tree.lemmas[agent] in QUANTITY:
            people = frame.act in _OWN_DEEDS and not own & {"evacuation flight", "evacuation plane", "rescue flight"}
            return _owners(doc, agent, v, told=not people)
        return named or _owners(doc, agent, v, told=tree.lemmas[agent] in _VEHICLES)
    patient = tree.patient(v)
    own_affair = frame.act not in ("suspend-flights", "close-airspace", "close-border", "evacuate")
    return _owners(doc, patient, v, own_affair=own_affair) if patient is not None else ()


def _home_of(doc: Document, v: int) -> str | None:
    """ "The embassy told Americans to leave": the state whose people are told, where the post or house is left unnamed."""
    tree = doc.tree
    agent = tree.agent(v)
    if agent is None or lexicon.institution_noun(tree.lower[agent]) is None:
        return None
    told = [doc.actors.name_at.get(k) for k in tree.objects(v)]
    return next((n.id for n in told if n is not None and n.kind == "demonym"), None)


def _owners(doc: Document, i: int, v: int, told: bool = True, own_affair: bool = True) -> tuple[str, ...]:
    """Whose staff or post: possessor, demonym, or (`told`) who announces it."""
    tree = doc.tree
    for j in (i, *through(doc, i)):
        for k in tree.kids[j]:
            if tree.deprels[k] == "nmod:poss" and doc.party(k):
                return doc.party(k)
            name = doc.actors.name_at.get(k)
            if name is not None and tree.deprels[k] in ("amod", "compound", "nmod") and name.kind in ("demonym", "country"):
                if tree.case(k) in (None, "of"):
                    return (name.id,)
    own = doc.actors.who(i)
    if own is not None:
        return (own,)
    said = doc.said_by(v)[-1:] if told else ()
    # An official tells, a state acts.
    said = tuple(s for s in said if not (s.startswith("desc.") and doc.actors.kind(s) == "person"))
    return said if own_affair or any(doc.actors.country(s) or is_airline(doc, s) or _is_house(doc, s) for s in said) else ()


def _is_house(doc: Document, actor: str) -> bool:
    """A public house by its name: "Civil Aviation Authority"."""
    return doc.actors.kind(actor) == "organisation" and last_word(doc.actors.name(actor)) in _HOUSES


def _affected(doc: Document, v: int, frame: PrecautionFrame) -> str | None:
    """Who or what is concerned, in the report's words."""
    tree = doc.tree
    wanted = set(frame.objects) | set(frame.affected)
    inner = [s for k in tree.children(v, "ccomp", "xcomp") if (s := tree.own_subject(k)) is not None]
    below = complement(doc, v, frame) if frame.objects and frame.complements else None
    purpose = [*arguments(doc, below), *through(doc, below)] if below is not None else []
    for i in [*purpose, *arguments(doc, v), *inner]:
        if (lemmas_of(doc, [i]) - {"airline"}) & wanted:
            over = tree.heads[i] >= 0 and tree.lemmas[tree.heads[i]] in QUANTITY and tree.case(i) == "of"
            return doc.text(*tree.noun_phrase(tree.heads[i] if over else i))
    return None


# ---- where --------------------------------------------------------------------------------------------------------
def _place(doc: Document, v: int, frame: PrecautionFrame, actors: list[str]) -> str | None:
    """Where: what is left, the place of the post, or where the verb says; else the land that the report is about."""
    tree = doc.tree
    inner = complement(doc, v, frame)
    heads = [inner, v] if inner is not None else [v]
    own = {doc.actors.country(a) for a in actors}
    left = next((k for h in heads for k in tree.children(h, "obj", "obl") if tree.lemmas[k] == "country"), None)
    if left is not None and doc.place_name(left) is not None and (found := _land_before(doc, left, own)) is not None:
        return found
    for head in heads:
        for k in sorted(tree.children(head, "obj", "obl"), key=lambda k: _FROM_FIRST.get(tree.case(k), 1)):
            start = next((m for m in tree.children(k, "nmod") if tree.case(m) == "from" and tree.case(k) in _FROM_FIRST), k)
            if (found := doc.place_name(start)) is not None and not _is_origin(doc, k):
                return found
    subject = tree.subject(v)
    doers = tree.conjuncts(subject) if subject is not None else []
    for i in arguments(doc, v):
        if i not in doers and not _is_origin(doc, i) and (found := doc.place_name(i)) is not None:
            return found
    inside = (
        (p for k in tree.children(subject, "nmod", "compound") if tree.deprels[k] != "nmod:poss" and (p := doc.place_name(k)))
        if subject is not None
        else ()
    )
    found = next(iter(inside), None) or _behind(doc, v, actors) or _spot(doc, heads)
    return found or _theatre_name(doc, own) or _destination(doc, v)


def _destination(doc: Document, v: int) -> str | None:
    """Where a mission is sent: "sent a plane to Sudan to evacuate its citizens"."""
    tree = doc.tree
    above = next((a for a in tree.ancestors(v) if tree.is_verb(a)), None) if tree.has_to(v) else None
    if above is None or tree.lemmas[above] not in _MISSIONS:
        return None
    return next((p for k in tree.obliques(above, "to") if (p := doc.place_name(k))), None)


_FROM_FIRST: dict[str | None, int] = {"from": 0, "out of": 0, "to": 2, "across": 3, "via": 3, "through": 3}
"""Where people are taken from matters before where they are taken to."""


def _is_origin(doc: Document, i: int) -> bool:
    """ "citizens from Mali, Chad and Niger" are these lands' own, not people there."""
    tree = doc.tree
    if tree.case(i) == "from" and len(tree.conjuncts(i)) > 2:
        return True  # nobody is flown out of a list of lands, wherever the parse hangs it
    behind = [m for j in tree.conjuncts(i) for m in tree.children(j, "nmod") if tree.case(m) == "from"]
    return tree.upos[i] == "NOUN" and any(len(tree.conjuncts(m)) > 1 for m in behind)


def _behind(doc: Document, v: int, actors: list[str]) -> str | None:
    """The place first named behind the verb in its own clause, else the land whose people or forces are named there."""
    tree = doc.tree
    others = {i for k in tree.children(v, "conj", "parataxis", "advcl") if not tree.has_to(k) for i in range(*tree.edges(k))}
    named = [n for n in doc.actors.names if v < n.start < tree.edges(v)[1] and n.start not in others]
    place = next((n.text for n in named if n.kind in ("country", "capital", "region", "place")), None)
    if any(_is_origin(doc, k) for k in tree.children(v, "obj", "obl")):
        return None
    concerned = {doc.actors.country(a) for a in actors}
    told = {i for k in arguments(doc, v) for i in range(*tree.core(k))}
    peoples = (n.entry.country for n in named if n.kind == "demonym" and n.entry is not None and n.head not in told)
    people = next((p for p in peoples if p not in concerned), None)
    return place or (lexicon.countries()[people].name if people else None)


def _spot(doc: Document, heads: list[int]) -> str | None:
    """ "the airport", "the region" in the text's words; "the city" and "the capital" are the one last named."""
    tree = doc.tree
    for head in heads:
        for k in tree.children(head, "obl", "obj"):
            for i in (k, *tree.children(k, "nmod")):
                if tree.lower[i] not in _SPOTS or not any(tree.lower[d] == "the" for d in tree.children(i, "det")):
                    continue
                before = [n for n in doc.actors.names if n.start < i and n.kind in ("capital", "place")]
                if tree.lemmas[i] in ("city", "capital", "town"):
                    return before[-1].text if before else None
                return doc.text(*tree.core(i))
    return None


def _own_sky(doc: Document, v: int) -> str | None:
    """Whose sky: "Afghan airspace", "the skies of Mali"."""
    tree = doc.tree
    for i in arguments(doc, v):
        if tree.lemmas[i] not in ("airspace", "sky", "skies"):
            continue
        for k in tree.children(i, "amod", "compound", "nmod"):
            name = doc.actors.name_at.get(k)
            if name is not None and name.kind in ("country", "demonym") and name.entry is not None and name.entry.country:
                return lexicon.countries()[name.entry.country].name
    return None


def _land_before(doc: Document, i: int, own: set[str | None]) -> str | None:
    """ "The country" that people are to leave: the land last named as a place, not as one that acts."""
    for name in reversed(doc.actors.names):
        label = doc.tree.deprels[name.head].split(":")[0]
        land = name.entry.country if name.entry is not None and name.kind in ("country", "capital") else None
        if name.start < i and land and land not in own and (label == "obj" or doc.tree.case(name.head) in ("in", "from")):
            return lexicon.countries()[land].name
    return _theatre_name(doc, own)


def _theatre_name(doc: Document, own: set[str | None]) -> str | None:
    theatre = doc.whereabouts.theatre(own)
    return lexicon.countries()[theatre].name if theatre else None


def _evidence(doc: Document, v: int, frame: PrecautionFrame) -> Span:
    tree = doc.tree
    agent = tree.agent(v) if tree.agent(v) is not None else tree.subject(v)
    inner = complement(doc, v, frame)
    edges = [tree.edges(k) for k in tree.kids[v] if tree.deprels[k].split(":")[0] in ("obj", "obl", "xcomp", "ccomp", "nsubj")]
    number = tree.sentence_number(v)
    words = [v, *(x for x in (agent, inner) if x is not None and tree.sentence_number(x) == number)]
    start = min([*words, *(a for a, _ in edges)])
    end = max([w + 1 for w in words] + [b for _, b in edges])
    if agent is not None and tree.sentence_number(agent) == number:
        start = min(start, tree.edges(agent)[0])
    if agent is None or tree.upos[agent] == "PRON":
        # "… it would close": the words that say who "it" is belong to the evidence.
        sources = [
            tree.edges(a.source)[0]
            for a in doc.covering(v)
            if a.source is not None and tree.sentence_number(a.source) == number
        ]
        start = min([start, *sources])
    return doc.span(*tree.trimmed(start, end))
