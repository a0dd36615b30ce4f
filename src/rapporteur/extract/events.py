"""Events: who did what to whom, in PLOVER's sixteen types, with the standing that the text gives them.

What a verb or noun tells is in `deeds`, who does it to whom in `event_roles`. The same event in several sentences of a
report is one claim with the words of each as evidence. Codebook: PLOVER manual (Open Event Data Alliance), "Event types".

>>> # "Mali accused Chad of sending troops." -> Event(type ACCUSE, actors [mli], recipients [tcd], cameo "112")
"""

from __future__ import annotations

import msgspec

from rapporteur import lexicon
from rapporteur.extract import context, seen
from rapporteur.extract.deeds import Deed, below, deed, refusal
from rapporteur.extract.event_roles import STATE_LIKE, WEAPONS, Side, Sides, sides
from rapporteur.extract.forecasts import located, target
from rapporteur.extract.generic import is_generic
from rapporteur.extract.predicates import is_shrinking
from rapporteur.extract.scene import Scene
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


def find(scene: Scene) -> list[Event]:
    """The events of one report, each once, in text order."""
    out: list[Event] = []
    for i in range(len(scene.tree.words)):
        made = _event(scene, i)
        if made is None:
            continue
        made = _answered(scene, made, i, out)
        if _only_denies(scene, made, i, out):
            continue
        twin = next((k for k, other in enumerate(out) if _same(made, other)), None)
        if twin is None:
            out.append(made)
        else:
            out[twin] = _merged(scene, out[twin], made)
    threats = [t for t in _threats(scene) if not any(_same(t, other) for other in out)]
    return sorted([*out, *threats], key=lambda e: e.evidence[0].start)


def _merged(scene: Scene, one: Event, other: Event) -> Event:
    """One event told twice: as the one puts it that says when (not the headline), with the words of both."""
    kept, more = (other, one) if one.when is None and other.when is not None else (one, other)
    apart = [s for s in more.evidence if not any(s.start < t.end and t.start < s.end for t in kept.evidence)]
    if kept.said_by != more.said_by or not apart:
        return kept
    evidence = tuple(sorted((*kept.evidence, *apart), key=lambda s: s.start))
    return scene.numbered(msgspec.structs.replace(kept, evidence=evidence))


def _threats(scene: Scene) -> list[Event]:
    """A conditional threat is an event of its own: THREATEN by who utters it, to who would fulfil its condition."""
    out = []
    for at, made in located(scene):
        unsaid = any(scene.tree.negated(a.cue) for a in scene.covering(at))  # "would not say whether it might strike"
        whom = target(scene, made, at) if made.stance == "threat" and made.said_by and not unsaid else None
        if whom is not None:
            lower = deed(scene, at)
            out.append(
                _numbered(
                    scene, at,
                    Event(
                        id="", report=scene.report.id, evidence=made.evidence, said_by=made.said_by[:-1], factuality="stated",
                        type="THREATEN", actors=made.said_by[-1:], recipients=(whom,),
                        cameo=(cameo.about(lower.code, "threaten") if lower and lower.code else None) or "130",
                        action=scene.span(at, at + 1),
                    ),
                )
            )  # fmt: skip
    return out


def _answered(scene: Scene, made: Event, i: int, before: list[Event]) -> Event:
    """ "London blamed Mali; Mali rejected the accusation": whoever accused, asked or threatened last is rejected."""
    if made.type != "REJECT" or made.recipients:
        return made
    first = scene.tree.words[scene.tree.reading.sentences[max(0, scene.tree.sentence_number(i) - 1)].start].start
    land = {scene.cast.country(a) for a in made.actors} - {None}
    for other in reversed(before):
        aimed = set(other.recipients) & set(made.actors) or {scene.cast.country(r) for r in other.recipients} & land
        if other.type in _PROVOKING and aimed and other.evidence[0].end > first and not set(other.actors) & set(made.actors):
            return scene.numbered(msgspec.structs.replace(made, recipients=other.actors))
    return made


def _is_denial(scene: Scene, i: int) -> bool:
    """ "Dismissed reports that …", "denied using gas": what is denied is told so, and nobody is rejected."""
    tree = scene.tree
    denies = (found := lexicon.cue(tree.lemmas[i])) is not None and found.factuality == "deny"
    clause = denies and any(tree.is_verb(k) and k > i for k in tree.children(i, "xcomp", "ccomp", "advcl"))
    return clause or any(tree.that_clause(k) is not None for k in tree.objects(i))


def _only_denies(scene: Scene, made: Event, i: int, before: list[Event]) -> bool:
    """ "Chad denied that it had attacked. It rejected the claim": the denial once more, of nobody's words in particular."""
    nouns = {scene.tree.lemmas[k] for k in scene.tree.objects(i)}
    if made.type != "REJECT" or made.recipients or not any(lexicon.is_cue_noun(n) or n == "report" for n in nouns):
        return False
    first = scene.tree.words[scene.tree.reading.sentences[max(0, scene.tree.sentence_number(i) - 1)].start].start
    return any(e.factuality == "denied" and e.evidence[0].end > first and set(e.said_by) & set(made.actors) for e in before)


def _same(one: Event, other: Event) -> bool:
    return (one.type, one.actors, one.recipients, one.factuality) == (
        other.type,
        other.actors,
        other.recipients,
        other.factuality,
    )


def _event(scene: Scene, i: int) -> Event | None:
    tree = scene.tree
    if not (tree.is_verb(i) and tree.upos[i] == "VERB") and tree.upos[i] != "NOUN":
        return None
    if tree.deprels[i] in ("compound", "amod") or is_shrinking(tree, i):
        return None
    told = deed(scene, i)
    if told is None or _is_more_words(scene, i, told) or _is_unarmed(scene, i, told) or _is_naming(scene, i, told):
        return None
    told = _in_the_street(scene, i, told)
    found = _counted(scene, i, told, sides(scene, i, told))
    if found is None or _is_marching(scene, told, found) or _is_told_above(scene, i, told):
        return None
    if not _is_public(scene, told, found) and not seen.agrees(scene, told.type, found.actors.values(), found.recipients.values()):
        return None
    told = _as_done_by(scene, i, _jointly(scene, i, told, found), found.actors)
    told, factuality = _refused(scene, i, told, found, _real(scene, i, scene.standing(i).factuality))
    if factuality == "possible" and tree.is_verb(i) and told.type in _FRIENDLY | _WORDS:
        return None  # that somebody may praise, help or ask is no event
    if told.type == "CONSULT" and factuality not in ("stated", "planned"):
        return None
    if factuality == "planned" and told.type in _TO_COME:
        told = told._replace(type="AGREE", mode=None)
    if factuality == "stated" and all(a.startswith("desc.") for a in found.actors) and is_generic(tree, i):
        return None  # "hackers often attack hospitals" tells of no occasion
    said = scene.said_by(i)
    actors, recipients = tuple(found.actors), tuple(found.recipients)
    return _numbered(
        scene, i,
        Event(
            id="", report=scene.report.id, evidence=(_evidence(scene, i),), said_by=said, factuality=factuality,
            when=scene.when(i, done=factuality == "stated") or _in_the_story(scene, i, factuality, said),
            place=_scene_of(scene, i, told), type=told.type, mode=told.mode, actors=actors, recipients=recipients,
            cameo=told.code, action=_action(scene, i, told), actor_spans=_spans(scene, found.actors),
            recipient_spans=_spans(scene, found.recipients),
        ),
    )  # fmt: skip


def _in_the_story(scene: Scene, i: int, factuality: str, said: tuple[str, ...]) -> When | None:
    """The day that the story has reached, for what the report itself tells in the past."""
    return scene.narrative(i) if factuality == "stated" and scene.tree.xpos[i] == "VBD" and not said else None


def _numbered(scene: Scene, i: int, event: Event) -> Event:
    return scene.numbered(context.enriched(scene, i, event))


def _counted(scene: Scene, i: int, told: Deed, found: Sides) -> Sides | None:
    """The sides of what counts as an event, else `None`."""
    tree = scene.tree
    actors, recipients = found
    if not tree.is_verb(i) and (not actors or (not recipients and told.type not in _LONELY) or _is_lasting(scene, told, actors)):
        return None
    if told.type == "REJECT" and any(tree.lemmas[k] in ("name", "identify", "quote") for k in tree.children(i, "xcomp")):
        return None
    if told.type == "REJECT" and not recipients and _is_denial(scene, i):
        return None
    if told.type in ("SUPPORT", "AID"):
        recipients = {r: k for r, k in recipients.items() if not _at_home(scene, actors, r)}
    if not actors or not _countable(scene, i, actors, recipients, told):
        return None
    if told.type == "ASSAULT" and _is_verbal(scene, i, Sides(actors, recipients)):
        return None
    return Sides(actors, recipients)


def _is_lasting(scene: Scene, told: Deed, actors: Side) -> bool:
    """A truce that there is was agreed another day; a state's "protests" are words."""
    return told.mode == "ceasefire" or (told.type == "PROTEST" and any(scene.cast.base[a].kind == "state" for a in actors))


def _refused(scene: Scene, i: int, told: Deed, found: Sides, factuality: Factuality) -> tuple[Deed, Factuality]:
    """ "Mali said it will not accept the plan": to say of oneself that one will not is to refuse."""
    tree = scene.tree
    own = scene.who(tree.agent(i)) if tree.is_verb(i) and factuality == "denied" and tree.negated(i) else None
    code = refusal(told.code)
    wilful = bool({"will", "would", "wo", "'ll", "’ll"} & set(tree.auxiliaries(i))) or told.type == "CONCEDE"
    if own is None or code is None or not wilful or own not in found.actors:
        return told, factuality
    return told._replace(type="REJECT", mode=_mode(code), code=code), "stated"


def _mode(code: str) -> str | None:
    known = cameo.plover(code)
    return known.mode if known is not None else None


def _spans(scene: Scene, side: Side) -> tuple[Span, ...]:
    """The noun phrases of a side, each once."""
    tree = scene.tree
    found = dict.fromkeys(tree.noun_phrase(k) if tree.is_nominal(k) else (k, k + 1) for k in side.values())
    return tuple(scene.span(start, end) for start, end in found)


def _action(scene: Scene, i: int, told: Deed) -> Span:
    """The verb with its particle, or the event noun; where the verb is light, up to the noun."""
    tree = scene.tree
    last = max([i, *(k for k in tree.children(i, "compound") if tree.deprels[k] == "compound:prt" and k == i + 1)])
    return scene.span(i, (told.noun if told.noun is not None and i < told.noun <= i + 4 else last) + 1)


def _at_home(scene: Scene, actors: Side, recipient: str) -> bool:
    """A state is not helped by its own minister."""
    land = scene.cast.country(recipient)
    return scene.cast.base[recipient].kind == "state" and land in {scene.cast.country(a) for a in actors}


def _scene_of(scene: Scene, i: int, told: Deed) -> str | None:
    """Where it happens; whom words are addressed to is no place ("called on Washington")."""
    place = scene.place(i) or (scene.place(told.noun) if told.noun is not None else None)
    if told.type in ("ASSAULT", "MOBILIZE", "COERCE", "RETREAT", "PROTEST", "AID") or place is None:
        return place
    tree = scene.tree
    aimed = {scene.place_name(k) for k in tree.obliques(i, "on", "to", "from")}
    return None if place in aimed else place


def _is_verbal(scene: Scene, i: int, found: Sides) -> bool:
    """Politicians and firms "attack" each other with words: force needs a state or somebody armed on one side."""
    everyone = [*found.actors, *found.recipients]
    people = bool(found.recipients) and all(scene.cast.base[a].kind == "person" and not a.startswith("desc.") for a in everyone)
    tree = scene.tree
    patient = tree.patient(i) if tree.is_verb(i) else None
    loose = {tree.lemmas[i], tree.lemmas[patient] if patient is not None else ""} & _LOOSE_FORCE
    official = all(a.endswith((".government", ".regime")) or not _is_forceful(scene, {a: k})
                   for side in found for a, k in side.items())  # fmt: skip
    return people or (bool(loose) and official)


def _real(scene: Scene, i: int, factuality: Factuality) -> Factuality:
    """An event noun is a fact only where it is definite and its clause is real; "a Russian invasion" is none."""
    tree = scene.tree
    if factuality != "stated" or tree.is_verb(i):
        return factuality
    definite = any(
        tree.lower[k] in ("the", "this", "these", "his", "its", "their") or tree.deprels[k] == "nmod:poss" for k in tree.kids[i]
    )
    verb = next((a for a in tree.ancestors(i) if tree.is_verb(a)), None)
    real = verb is not None and tree.xpos[verb] in ("VBD", "VBN", "VBZ", "VBP") and scene.standing(verb).factuality == "stated"
    return "stated" if definite and real else "possible"


def _countable(scene: Scene, i: int, actors: Side, recipients: Side, told: Deed) -> bool:
    """PLOVER wants an actor, most types a recipient; some verbs say enough alone: "threatened reprisals"."""
    base = scene.cast.base
    if not any(base[a].kind in STATE_LIKE for a in actors):
        return False
    if recipients or told.type in _LONELY or (len(actors) > 1 and told.type in _TOGETHER):
        return True
    tree = scene.tree
    # Not "declined to say".
    done = [k for k in tree.children(i, "xcomp") if lexicon.cue(tree.lemmas[k]) is None]
    something = bool(tree.objects(i) or done) or tree.is_passive(i)
    if not tree.is_verb(i) or not something:
        return False
    if told.type in ("ASSAULT", "COERCE"):
        return _is_forceful(scene, actors)
    if told.type == "AGREE":
        return told.code not in (None, "030", "050")  # it says to what
    return tree.lemmas[i] == "threaten" or told.type == "REJECT" or (told.type == "SANCTION" and told.specific)


def _is_forceful(scene: Scene, side: Side) -> bool:
    """A state, its forces or police, or people in arms: of them force is told whoever it hits."""
    for a, k in side.items():
        state = scene.cast.base[a].kind == "state" or a.endswith(_FORCES) or a.startswith("group.")
        if state or _is_armed(scene, a, k):
            return True
    return bool((_CROWD | WEAPONS) & {scene.tree.lemmas[k] for k in side.values()})


def _is_more_words(scene: Scene, i: int, told: Deed) -> bool:
    """More words for a deed that the verb above tells."""
    return _repeats(scene, i, told) or _is_toll(scene, i, told)


def _is_marching(scene: Scene, told: Deed, found: Sides) -> bool:
    """ "Troops arrived in Chad", "speaking to reporters": no visit, no talks."""
    nouns = {scene.tree.lemmas[k] for k in found.actors.values()}
    armed = any((a := lexicon.agent_noun(n)) is not None and a.armed for n in nouns)
    press = bool(found.recipients) and {scene.tree.lemmas[k] for k in found.recipients.values()} <= _PRESS
    return told.type == "CONSULT" and (armed or press)


def _is_told_above(scene: Scene, i: int, told: Deed) -> bool:
    """ "Promised to free them", "urged Chad to sign": the promise or request is the event, and its code says of what."""
    tree = scene.tree
    head = tree.heads[i]
    if told.type not in _MILD or not tree.is_verb(i) or head < 0 or not tree.is_verb(head) or i not in below(tree, head):
        return False
    upper = deed(scene, head)
    return upper is not None and upper.type in _SPOKEN and _counted(scene, head, upper, sides(scene, head, upper)) is not None


def _is_public(scene: Scene, told: Deed, found: Sides) -> bool:
    """Where the words say little, who does it to whom must: one land's people to another's, or states, houses and forces."""
    mine, theirs = ({scene.cast.country(a) for a in side} - {None} for side in found)
    abroad = bool(mine and theirs and not mine & theirs)
    if told.type == "PROTEST" and any(_is_of_the_street(scene, k) for k in found.actors.values()):
        return True
    if told.type == "CONSULT":
        return _is_state_visit(scene, told, found, abroad)
    if told.foreign or not told.loose:
        return abroad or not told.foreign
    bodies = lexicon.organisations()
    houses = [a for a in found.actors if scene.cast.base[a].kind == "organisation"
              and (scene.cast.country(a) or (a in bodies and bodies[a].sector == "IGO"))]  # fmt: skip
    return abroad or bool(houses) or _is_forceful(scene, found.actors)


def _is_of_the_street(scene: Scene, k: int) -> bool:
    """Students, thousands of workers, protesters: who marches without arms protests."""
    for lemma in [scene.tree.lemmas[j] for j in (k, *scene.tree.children(k, "nmod"))]:
        agent = lexicon.agent_noun(lemma)
        if lemma in _CROWD or (agent is not None and not agent.armed and agent.sector in _STREET):
            return True
    return False


def _in_the_street(scene: Scene, i: int, told: Deed) -> Deed:
    """ "Workers protested in Gao" demonstrate; "Mali protested" complains."""
    tree = scene.tree
    agent = tree.agent(i) if tree.lemmas[i] == "protest" and tree.is_verb(i) and told.type == "ACCUSE" else None
    if agent is None or tree.objects(i) or tree.children(i, "ccomp") or not _is_of_the_street(scene, agent):
        return told
    return told._replace(type="PROTEST", mode="demo", code="141")


def _is_state_visit(scene: Scene, told: Deed, found: Sides, abroad: bool) -> bool:
    """A visit is one to another land, talks are between people who are known: "spoke to students" is neither."""
    if told.mode == "visit":
        mine = {scene.cast.country(a) for a in found.actors}
        return any(scene.cast.country(r) not in (None, *mine) for r in found.recipients)
    return abroad or (bool(found.recipients) and not any(r.startswith("desc.") for r in (*found.recipients, *found.actors)))


def _jointly(scene: Scene, i: int, told: Deed, found: Sides) -> Deed:
    """Forces of two states that hold an exercise together cooperate (PLOVER manual, "COOPERATE")."""
    tree = scene.tree
    lands = {scene.cast.country(a) for a in found.actors} - {None}
    patient = tree.patient(i) if tree.is_verb(i) else None
    joint = patient is not None and any(tree.lemmas[k] == "joint" for k in tree.children(patient, "amod"))
    if told.type != "MOBILIZE" or not (len(lands) > 1 or (joint and found.recipients)):
        return told
    return told._replace(type="COOPERATE", mode=None, code="062")


def _as_done_by(scene: Scene, i: int, told: Deed, actors: Side) -> Deed:
    """Protesters who wreck things riot; an army that marches does not demonstrate."""
    nouns = {scene.tree.lemmas[k] for k in actors.values()}
    wrecked = told.mode == "destroy" or (told.code or "").startswith("171")
    if wrecked and _CROWD & nouns:
        return told._replace(type="PROTEST", mode="riot", code="145")
    armed = bool(actors) and all(a.endswith(".military") or _is_armed(scene, a, k) for a, k in actors.items())
    if told.type == "PROTEST" and told.mode == "demo" and armed:
        onward = bool(scene.tree.obliques(i, "on", "into", "against", "upon"))
        return (
            told._replace(type="ASSAULT", mode=None, code="190")
            if onward
            else told._replace(type="MOBILIZE", mode="troops", code="154")
        )
    return told


def _is_armed(scene: Scene, actor: str, k: int) -> bool:
    """Does the noun or the organisation bear arms by name?"""
    noun, house = lexicon.agent_noun(scene.tree.lemmas[k]), lexicon.organisations().get(actor)
    return (noun is not None and noun.armed) or (house is not None and house.sector in _ARMED)


def _is_naming(scene: Scene, i: int, told: Deed) -> bool:
    """ "Called him a liar": no call; and a noun alone ("the summit") is no meeting of anybody."""
    tree = scene.tree
    if told.type != "CONSULT":
        return False
    return not tree.is_verb(i) or (tree.lemmas[i] == "call" and bool(tree.children(i, "xcomp") or len(tree.objects(i)) > 1))


def _is_unarmed(scene: Scene, i: int, told: Deed) -> bool:
    """ "Deploy lawyers", "recruited him": nothing that bears arms is moved."""
    tree = scene.tree
    patient = tree.patient(i) if tree.is_verb(i) else None
    if told.type != "MOBILIZE" or told.specific or patient is None:
        return False
    nouns = [tree.lemmas[k] for j in tree.conjuncts(patient) for k in (j, *tree.children(j, "compound", "nmod"))]
    return not any(((a := lexicon.agent_noun(n)) is not None and a.armed) or lexicon.equipment(n) for n in nouns)


def _is_toll(scene: Scene, i: int, told: Deed) -> bool:
    """ "Shelled the town, killing eight": what an attack did is no second attack."""
    tree = scene.tree
    head = tree.heads[i]
    if told.type != "ASSAULT" or head < 0 or tree.xpos[i] != "VBG" or tree.lemmas[i] not in _TOLL:
        return False
    outer = deed(scene, head) if tree.plain[i] in ("advcl", "xcomp", "acl", "conj") else None
    return outer is not None and outer.type == "ASSAULT"


def _repeats(scene: Scene, i: int, told: Deed) -> bool:
    """ "agreed to consider": the governing verb has told the same type of event already; so has a light one of its noun."""
    tree = scene.tree
    head = tree.heads[i]
    if head < 0 or not tree.is_verb(head):
        return False
    outer = deed(scene, head)
    if outer is None:
        return False
    if tree.deprels[i] in ("xcomp", "ccomp"):
        return outer.type == told.type
    return tree.upos[i] == "NOUN" and tree.patient(head) == i and (outer.noun == i or outer.type == told.type)


def _evidence(scene: Scene, i: int) -> Span:
    tree = scene.tree
    verb = i if tree.is_verb(i) else next((a for a in tree.ancestors(i) if tree.is_verb(a)), i)
    start, end = scene.clause_edges(verb)
    words = tree.words
    while words[end - 1].end - words[start].start > 300 and end - 1 > i:
        end -= 1
    return scene.span(*tree.trimmed(start, end))
