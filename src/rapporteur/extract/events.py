"""Events: who did what to whom, in PLOVER's sixteen types, with the factuality that the text gives them.

What a verb or noun tells is in `deeds`, who does it to whom in `event_roles`. The same event in several sentences of a
report is one claim with the words of each as evidence. Codebook: PLOVER manual (Open Event Data Alliance), "Event types".

>>> # "Mali accused Chad of sending troops." -> Event(type ACCUSE, actors [mli], recipients [tcd], cameo "112")
"""

from __future__ import annotations

import msgspec

from rapporteur import lexicon
from rapporteur.extract.document import Document
from rapporteur.extract.factuality.genericity import is_generic
from rapporteur.extract.factuality.predicates import is_shrinking
from rapporteur.extract.plover import contexts, relations
from rapporteur.extract.plover.participants import STATE_LIKE, WEAPONS, Participant, Participants, sides
from rapporteur.extract.plover.types import EventType, below, deed, refusal
from rapporteur.extract.prospects import prospects, threatened
from rapporteur.lexicon import cameo
from rapporteur.model import Event, Factuality, Span, When

_LONELY = frozenset({"MOBILIZE", "RETREAT", "PROTEST", "CONCEDE"})
_PROVOKING = frozenset({"ACCUSE", "REQUEST", "THREATEN", "SANCTION"})
_TO_COME = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
"""Friendly acts that in the future tense are agreements (PLOVER manual, "AGREE")."""
_TOGETHER = frozenset({"AGREE", "SUPPORT", "COOPERATE", "ASSAULT"})
"""Types in which several actors may do it with each other: "A and B signed a treaty", "A and B clashed"."""
_FRIENDLY = frozenset({"SUPPORT", "COOPERATE", "AID", "CONCEDE", "CONSULT"})
_SPOKEN = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN"})
_MILD = _FRIENDLY | {"AGREE", "RETREAT", "REQUEST"}
"""Deeds that are no event of their own where they are only promised, asked for or refused; force that is feared is."""
_FORCES = (".military", ".police", ".government", ".security-forces", ".regime")
_ARMED = frozenset({"REB", "MIL", "UAF", "SEP", "COP", "SPY"})
_LOOSE_FORCE = frozenset({"assault", "attack", "battle", "blow", "clash", "fight", "hit", "operation", "strike", "target"})
_CROWD = frozenset({"crowd", "demonstrator", "mob", "protester", "protestor", "rioter"})
_STREET = frozenset({"CVL", "OPP", "EDU", "LAB", "REL", "SOC", "AGR"})
_PRESS = frozenset({"reporter", "journalist", "newsman", "correspondent"})
_WORDS = frozenset({"ACCUSE", "REQUEST", "AGREE"})
_TOLL = frozenset({"kill", "wound", "injure", "hurt", "destroy", "damage", "maim", "slay"})


def find(doc: Document) -> list[Event]:
    """The events of one report, each once, in text order."""
    out: list[Event] = []
    for i in range(len(doc.tree.words)):
        made = _event(doc, i)
        if made is None:
            continue
        made = _answered(doc, made, i, out)
        if _only_denies(doc, made, i, out):
            continue
        twin = next((k for k, other in enumerate(out) if _same(made, other)), None)
        if twin is None:
            out.append(made)
        else:
            out[twin] = _merged(doc, out[twin], made)
    threats = [t for t in _threats(doc) if not any(_same(t, other) for other in out)]
    return sorted([*out, *threats], key=lambda e: e.evidence[0].start)


def _merged(doc: Document, one: Event, other: Event) -> Event:
    """One event told twice: as the one puts it that says when (not the headline), with the words of both."""
    kept, more = (other, one) if one.when is None and other.when is not None else (one, other)
    apart = [s for s in more.evidence if not any(s.start < t.end and t.start < s.end for t in kept.evidence)]
    if kept.said_by != more.said_by or not apart:
        return kept
    evidence = tuple(sorted((*kept.evidence, *apart), key=lambda s: s.start))
    return doc.numbered(msgspec.structs.replace(kept, evidence=evidence))


def _threats(doc: Document) -> list[Event]:
    """A conditional threat is an event of its own: THREATEN by who utters it, to who would fulfil its condition."""
    out = []
    for prospect in prospects(doc):
        at, said_by = prospect.at, prospect.said_by
        unsaid = any(doc.tree.negated(a.cue) for a in doc.covering(at))  # "would not say whether it might strike"
        whom = threatened(doc, prospect) if prospect.stance == "threat" and said_by and not unsaid else None
        if whom is not None:
            lower = deed(doc, at)
            out.append(
                _numbered(
                    doc, at,
                    Event(
                        id="", report=doc.report.id, evidence=(doc.sentence_span(at),), said_by=said_by[:-1], factuality="stated",
                        type="THREATEN", actors=said_by[-1:], recipients=(whom,),
                        cameo=(cameo.about(lower.code, "threaten") if lower and lower.code else None) or "130",
                        action=doc.span(at, at + 1),
                    ),
                )
            )  # fmt: skip
    return out


def _answered(doc: Document, made: Event, i: int, before: list[Event]) -> Event:
    """ "London blamed Mali; Mali rejected the accusation": whoever accused, asked or threatened last is rejected."""
    if made.type != "REJECT" or made.recipients:
        return made
    first = doc.tree.words[doc.tree.reading.sentences[max(0, doc.tree.sentence_number(i) - 1)].start].start
    land = {doc.actors.country(a) for a in made.actors} - {None}
    for other in reversed(before):
        aimed = set(other.recipients) & set(made.actors) or {doc.actors.country(r) for r in other.recipients} & land
        if other.type in _PROVOKING and aimed and other.evidence[0].end > first and not set(other.actors) & set(made.actors):
            return doc.numbered(msgspec.structs.replace(made, recipients=other.actors))
    return made


def _is_denial(doc: Document, i: int) -> bool:
    """ "Dismissed reports that …", "denied using gas": what is denied is told so, and nobody is rejected."""
    tree = doc.tree
    denies = (found := lexicon.cue(tree.lemmas[i])) is not None and found.factuality == "deny"
    clause = denies and any(tree.is_verb(k) and k > i for k in tree.children(i, "xcomp", "ccomp", "advcl"))
    return clause or any(tree.that_clause(k) is not None for k in tree.objects(i))


def _only_denies(doc: Document, made: Event, i: int, before: list[Event]) -> bool:
    """ "Chad denied that it had attacked. It rejected the claim": the denial once more, of nobody's words in particular."""
    nouns = {doc.tree.lemmas[k] for k in doc.tree.objects(i)}
    if made.type != "REJECT" or made.recipients or not any(lexicon.is_cue_noun(n) or n == "report" for n in nouns):
        return False
    first = doc.tree.words[doc.tree.reading.sentences[max(0, doc.tree.sentence_number(i) - 1)].start].start
    return any(e.factuality == "denied" and e.evidence[0].end > first and set(e.said_by) & set(made.actors) for e in before)


def _same(one: Event, other: Event) -> bool:
    return (one.type, one.actors, one.recipients, one.factuality) == (
        other.type,
        other.actors,
        other.recipients,
        other.factuality,
    )


def _event(doc: Document, i: int) -> Event | None:
    tree = doc.tree
    if not (tree.is_verb(i) and tree.upos[i] == "VERB") and tree.upos[i] != "NOUN":
        return None
    if tree.deprels[i] in ("compound", "amod") or is_shrinking(tree, i):
        return None
    told = deed(doc, i)
    if told is None or _is_more_words(doc, i, told) or _is_unarmed(doc, i, told) or _is_naming(doc, i, told):
        return None
    told = _in_the_street(doc, i, told)
    found = _counted(doc, i, told, sides(doc, i, told))
    if found is None or _is_marching(doc, told, found) or _is_told_above(doc, i, told):
        return None
    words = (found.actors.values(), found.recipients.values())
    if not _is_public(doc, told, found) and not relations.model_confirms(doc, told.type, *words):
        return None
    told = _as_done_by(doc, i, _jointly(doc, i, told, found), found.actors)
    told, factuality = _refused(doc, i, told, found, _real(doc, i, doc.factuality(i).factuality))
    if factuality == "possible" and tree.is_verb(i) and told.type in _FRIENDLY | _WORDS:
        return None  # that somebody may praise, help or ask is no event
    if told.type == "CONSULT" and factuality not in ("stated", "planned"):
        return None
    if factuality == "planned" and told.type in _TO_COME:
        told = told._replace(type="AGREE", mode=None)
    if factuality == "stated" and all(a.startswith("desc.") for a in found.actors) and is_generic(tree, i):
        return None  # "hackers often attack hospitals" tells of no occasion
    said = doc.said_by(i)
    actors, recipients = tuple(found.actors), tuple(found.recipients)
    return _numbered(
        doc, i,
        Event(
            id="", report=doc.report.id, evidence=(_evidence(doc, i),), said_by=said, factuality=factuality,
            when=doc.when(i, done=factuality == "stated") or _in_the_story(doc, i, factuality, said),
            place=_scene_of(doc, i, told), type=told.type, mode=told.mode, actors=actors, recipients=recipients,
            cameo=told.code, action=_action(doc, i, told), actor_spans=_spans(doc, found.actors),
            recipient_spans=_spans(doc, found.recipients),
        ),
    )  # fmt: skip


def _in_the_story(doc: Document, i: int, factuality: str, said: tuple[str, ...]) -> When | None:
    """The day that the story has reached, for what the report itself tells in the past."""
    return doc.timeline.narrative(i) if factuality == "stated" and doc.tree.xpos[i] == "VBD" and not said else None


def _numbered(doc: Document, i: int, event: Event) -> Event:
    return doc.numbered(contexts.enriched(doc, i, event))


def _counted(doc: Document, i: int, told: EventType, found: Participants) -> Participants | None:
    """The sides of what counts as an event, else `None`."""
    tree = doc.tree
    actors, recipients = found
    if not tree.is_verb(i) and (not actors or (not recipients and told.type not in _LONELY) or _is_lasting(doc, told, actors)):
        return None
    if told.type == "REJECT" and any(tree.lemmas[k] in ("name", "identify", "quote") for k in tree.children(i, "xcomp")):
        return None
    if told.type == "REJECT" and not recipients and _is_denial(doc, i):
        return None
    if not actors or not _countable(doc, i, actors, recipients, told):
        return None
    if told.type == "ASSAULT" and _is_verbal(doc, i, Participants(actors, recipients)):
        return None
    return Participants(actors, recipients)


def _is_lasting(doc: Document, told: EventType, actors: Participant) -> bool:
    """A truce that there is was agreed another day; a state's "protests" are words."""
    return told.mode == "ceasefire" or (told.type == "PROTEST" and any(doc.actors.kind(a) == "state" for a in actors))


def _refused(doc: Document, i: int, told: EventType, found: Participants, factuality: Factuality) -> tuple[EventType, Factuality]:
    """ "Mali said it will not accept the plan": to say of oneself that one will not is to refuse."""
    tree = doc.tree
    own = doc.who(tree.agent(i)) if tree.is_verb(i) and factuality == "denied" and tree.negated(i) else None
    code = refusal(told.code)
    wilful = bool({"will", "would", "wo", "'ll", "’ll"} & set(tree.auxiliaries(i))) or told.type == "CONCEDE"
    if own is None or code is None or not wilful or own not in found.actors:
        return told, factuality
    return told._replace(type="REJECT", mode=_mode(code), code=code), "stated"


def _mode(code: str) -> str | None:
    known = cameo.plover(code)
    return known.mode if known is not None else None


def _spans(doc: Document, side: Participant) -> tuple[Span, ...]:
    """The noun phrases of a side, each once."""
    tree = doc.tree
    found = dict.fromkeys(tree.noun_phrase(k) if tree.is_nominal(k) else (k, k + 1) for k in side.values())
    return tuple(doc.span(start, end) for start, end in found)


def _action(doc: Document, i: int, told: EventType) -> Span:
    """The verb with its particle, or the event noun; where the verb is light, up to the noun."""
    tree = doc.tree
    last = max([i, *(k for k in tree.children(i, "compound") if tree.deprels[k] == "compound:prt" and k == i + 1)])
    return doc.span(i, (told.noun if told.noun is not None and i < told.noun <= i + 4 else last) + 1)


def _scene_of(doc: Document, i: int, told: EventType) -> str | None:
    """Where it happens; whom words are addressed to is no place ("called on Washington")."""
    place = doc.place(i) or (doc.place(told.noun) if told.noun is not None else None)
    if told.type in ("ASSAULT", "MOBILIZE", "COERCE", "RETREAT", "PROTEST", "AID") or place is None:
        return place
    tree = doc.tree
    aimed = {doc.place_name(k) for k in tree.obliques(i, "on", "to", "from")}
    return None if place in aimed else place


def _is_verbal(doc: Document, i: int, found: Participants) -> bool:
    """Politicians and firms "attack" each other with words: force needs a state or somebody armed on one side."""
    everyone = [*found.actors, *found.recipients]
    people = bool(found.recipients) and all(doc.actors.kind(a) == "person" and not a.startswith("desc.") for a in everyone)
    tree = doc.tree
    patient = tree.patient(i) if tree.is_verb(i) else None
    loose = {tree.lemmas[i], tree.lemmas[patient] if patient is not None else ""} & _LOOSE_FORCE
    official = all(a.endswith((".government", ".regime")) or not _is_forceful(doc, {a: k})
                   for side in found for a, k in side.items())  # fmt: skip
    return people or (bool(loose) and official)


def _real(doc: Document, i: int, factuality: Factuality) -> Factuality:
    """An event noun is a fact only where it is definite and its clause is real; "a Russian invasion" is none."""
    tree = doc.tree
    if factuality != "stated" or tree.is_verb(i):
        return factuality
    definite = any(
        tree.lower[k] in ("the", "this", "these", "his", "its", "their") or tree.deprels[k] == "nmod:poss" for k in tree.kids[i]
    )
    verb = next((a for a in tree.ancestors(i) if tree.is_verb(a)), None)
    real = verb is not None and tree.xpos[verb] in ("VBD", "VBN", "VBZ", "VBP") and doc.factuality(verb).factuality == "stated"
    return "stated" if definite and real else "possible"


def _countable(doc: Document, i: int, actors: Participant, recipients: Participant, told: EventType) -> bool:
    """PLOVER wants an actor, most types a recipient; some verbs say enough alone: "threatened reprisals"."""
    if not any(doc.actors.kind(a) in STATE_LIKE for a in actors):
        return False
    if recipients or told.type in _LONELY or (len(actors) > 1 and told.type in _TOGETHER):
        return True
    tree = doc.tree
    # Not "declined to say".
    done = [k for k in tree.children(i, "xcomp") if lexicon.cue(tree.lemmas[k]) is None]
    something = bool(tree.objects(i) or done) or tree.is_passive(i)
    if not tree.is_verb(i) or not something:
        return False
    if told.type in ("ASSAULT", "COERCE"):
        return _is_forceful(doc, actors)
    if told.type == "AGREE":
        return told.code not in (None, "030", "050")  # it says to what
    return tree.lemmas[i] == "threaten" or told.type == "REJECT" or (told.type == "SANCTION" and told.specific)


def _is_forceful(doc: Document, side: Participant) -> bool:
    """A state, its forces or police, or people in arms: of them force is told whoever it hits."""
    for a, k in side.items():
        state = doc.actors.kind(a) == "state" or a.endswith(_FORCES) or a.startswith("group.")
        if state or _is_armed(doc, a, k):
            return True
    return bool((_CROWD | WEAPONS) & {doc.tree.lemmas[k] for k in side.values()})


def _is_more_words(doc: Document, i: int, told: EventType) -> bool:
    """More words for a deed that the verb above tells."""
    return _repeats(doc, i, told) or _is_toll(doc, i, told)


def _is_marching(doc: Document, told: EventType, found: Participants) -> bool:
    """ "Troops arrived in Chad", "speaking to reporters": no visit, no talks."""
    nouns = {doc.tree.lemmas[k] for k in found.actors.values()}
    armed = any((a := lexicon.agent_noun(n)) is not None and a.armed for n in nouns)
    press = bool(found.recipients) and {doc.tree.lemmas[k] for k in found.recipients.values()} <= _PRESS
    return told.type == "CONSULT" and (armed or press)


def _is_told_above(doc: Document, i: int, told: EventType) -> bool:
    """ "Promised to free them", "urged Chad to sign": the promise or request is the event, and its code says of what."""
    tree = doc.tree
    head = tree.heads[i]
    if told.type not in _MILD or not tree.is_verb(i) or head < 0 or not tree.is_verb(head) or i not in below(tree, head):
        return False
    upper = deed(doc, head)
    return upper is not None and upper.type in _SPOKEN and _counted(doc, head, upper, sides(doc, head, upper)) is not None


def _is_public(doc: Document, told: EventType, found: Participants) -> bool:
    """Where the words say little, who does it to whom must: one land's people to another's, or states, houses and forces."""
    mine, theirs = ({doc.actors.country(a) for a in side} - {None} for side in found)
    abroad = bool(mine and theirs and not mine & theirs)
    if told.type == "PROTEST" and any(_is_of_the_street(doc, k) for k in found.actors.values()):
        return True
    if told.type == "CONSULT":
        return _is_state_visit(doc, told, found, abroad)
    if told.foreign or not told.loose:
        return abroad or not told.foreign
    bodies = lexicon.organisations()
    houses = [a for a in found.actors if doc.actors.kind(a) == "organisation"
              and (doc.actors.country(a) or (a in bodies and bodies[a].sector == "IGO"))]  # fmt: skip
    return abroad or bool(houses) or _is_forceful(doc, found.actors)


def _is_of_the_street(doc: Document, k: int) -> bool:
    """Students, thousands of workers, protesters: who marches without arms protests."""
    for lemma in [doc.tree.lemmas[j] for j in (k, *doc.tree.children(k, "nmod"))]:
        agent = lexicon.agent_noun(lemma)
        if lemma in _CROWD or (agent is not None and not agent.armed and agent.sector in _STREET):
            return True
    return False


def _in_the_street(doc: Document, i: int, told: EventType) -> EventType:
    """ "Workers protested in Gao" demonstrate; "Mali protested" complains."""
    tree = doc.tree
    agent = tree.agent(i) if tree.lemmas[i] == "protest" and tree.is_verb(i) and told.type == "ACCUSE" else None
    if agent is None or tree.objects(i) or tree.children(i, "ccomp") or not _is_of_the_street(doc, agent):
        return told
    return told._replace(type="PROTEST", mode="demo", code="141")


def _is_state_visit(doc: Document, told: EventType, found: Participants, abroad: bool) -> bool:
    """A visit is one to another land, talks are between people who are known: "spoke to students" is neither."""
    if told.mode == "visit":
        mine = {doc.actors.country(a) for a in found.actors}
        return any(doc.actors.country(r) not in (None, *mine) for r in found.recipients)
    return abroad or (bool(found.recipients) and not any(r.startswith("desc.") for r in (*found.recipients, *found.actors)))


def _jointly(doc: Document, i: int, told: EventType, found: Participants) -> EventType:
    """Forces of two states that hold an exercise together cooperate (PLOVER manual, "COOPERATE")."""
    tree = doc.tree
    lands = {doc.actors.country(a) for a in found.actors} - {None}
    patient = tree.patient(i) if tree.is_verb(i) else None
    joint = patient is not None and any(tree.lemmas[k] == "joint" for k in tree.children(patient, "amod"))
    if told.type != "MOBILIZE" or not (len(lands) > 1 or (joint and found.recipients)):
        return told
    return told._replace(type="COOPERATE", mode=None, code="062")


def _as_done_by(doc: Document, i: int, told: EventType, actors: Participant) -> EventType:
    """Protesters who wreck things riot; an army that marches does not demonstrate."""
    nouns = {doc.tree.lemmas[k] for k in actors.values()}
    wrecked = told.mode == "destroy" or (told.code or "").startswith("171")
    if wrecked and _CROWD & nouns:
        return told._replace(type="PROTEST", mode="riot", code="145")
    armed = bool(actors) and all(a.endswith(".military") or _is_armed(doc, a, k) for a, k in actors.items())
    if told.type == "PROTEST" and told.mode == "demo" and armed:
        onward = bool(doc.tree.obliques(i, "on", "into", "against", "upon"))
        return (
            told._replace(type="ASSAULT", mode=None, code="190")
            if onward
            else told._replace(type="MOBILIZE", mode="troops", code="154")
        )
    return told


def _is_armed(doc: Document, actor: str, k: int) -> bool:
    """Does the noun or the organisation bear arms by name?"""
    noun, house = lexicon.agent_noun(doc.tree.lemmas[k]), lexicon.organisations().get(actor)
    return (noun is not None and noun.armed) or (house is not None and house.sector in _ARMED)


def _is_naming(doc: Document, i: int, told: EventType) -> bool:
    """ "Called him a liar": no call; and a noun alone ("the summit") is no meeting of anybody."""
    tree = doc.tree
    if told.type != "CONSULT":
        return False
    return not tree.is_verb(i) or (tree.lemmas[i] == "call" and bool(tree.children(i, "xcomp") or len(tree.objects(i)) > 1))


def _is_unarmed(doc: Document, i: int, told: EventType) -> bool:
    """ "Deploy lawyers", "recruited him": nothing that bears arms is moved."""
    tree = doc.tree
    patient = tree.patient(i) if tree.is_verb(i) else None
    if told.type != "MOBILIZE" or told.specific or patient is None:
        return False
    nouns = [tree.lemmas[k] for j in tree.conjuncts(patient) for k in (j, *tree.children(j, "compound", "nmod"))]
    return not any(((a := lexicon.agent_noun(n)) is not None and a.armed) or lexicon.equipment(n) for n in nouns)


def _is_toll(doc: Document, i: int, told: EventType) -> bool:
    """ "Shelled the town, killing eight": what an attack did is no second attack."""
    tree = doc.tree
    head = tree.heads[i]
    if told.type != "ASSAULT" or head < 0 or tree.xpos[i] != "VBG" or tree.lemmas[i] not in _TOLL:
        return False
    outer = deed(doc, head) if tree.plain[i] in ("advcl", "xcomp", "acl", "conj") else None
    return outer is not None and outer.type == "ASSAULT"


def _repeats(doc: Document, i: int, told: EventType) -> bool:
    """ "agreed to consider": the governing verb has told the same type of event already; so has a light one of its noun."""
    tree = doc.tree
    head = tree.heads[i]
    if head < 0 or not tree.is_verb(head):
        return False
    outer = deed(doc, head)
    if outer is None:
        return False
    if tree.deprels[i] in ("xcomp", "ccomp"):
        return outer.type == told.type
    return tree.upos[i] == "NOUN" and tree.patient(head) == i and (outer.noun == i or outer.type == told.type)


def _evidence(doc: Document, i: int) -> Span:
    tree = doc.tree
    verb = i if tree.is_verb(i) else next((a for a in tree.ancestors(i) if tree.is_verb(a)), i)
    start, end = doc.clause_edges(verb)
    words = tree.words
    while words[end - 1].end - words[start].start > 300 and end - 1 > i:
        end -= 1
    return doc.span(*tree.trimmed(start, end))
