"""Events: who did what to whom, in PLOVER's sixteen types, with the standing that the text gives them.

Verb and noun patterns are data (`lexicon/data/verbs/events.csv`); roles come from the tree. The same event in several
sentences of a report is one claim. Codebook: PLOVER manual (Open Event Data Alliance), "Event types".

>>> # "Mali accused Chad of sending troops." -> Event(type ACCUSE, actors [mli], recipients [tcd])
"""

from __future__ import annotations

import msgspec

from rapporteur import lexicon
from rapporteur.extract import context
from rapporteur.extract.forecasts import event_frame, located, target
from rapporteur.extract.grammar import BLAMING
from rapporteur.extract.scene import Scene
from rapporteur.lexicon.nouns import Frame
from rapporteur.model import Event, Factuality, Span

_TOWARDS = (
    "against",
    "on",
    "upon",
    "to",
    "into",
    "with",
    "of",
    "at",
    "from",
    "for",
    "near",
    "around",
    "along",
    "between",
    "over",
)
_NOUN_RECIPIENT = ("against", "on", "of", "into", "with", "at", "to")
_STATE_LIKE = ("state", "person", "organisation", "group")
_LONELY = frozenset({"MOBILIZE", "RETREAT", "PROTEST", "CONCEDE"})
_RANK: dict[Factuality, int] = {"stated": 0, "denied": 1, "conditional": 2, "planned": 3, "possible": 4}
_PROVOKING = frozenset({"ACCUSE", "REQUEST", "THREATEN", "SANCTION"})
_PAYING = frozenset({"pay", "suffer", "regret", "face", "answer", "burn"})
_CONTACT = frozenset({"CONSULT"})
_LEAST = 0.5
_LAND = frozenset({"country", "nation", "territory", "homeland", "soil", "border", "state", "people", "land"})


def find(scene: Scene) -> list[Event]:
    """The events of one report, each once, in text order."""
    out: list[Event] = []
    for i in range(len(scene.tree.words)):
        made = _event(scene, i)
        if made is None:
            continue
        made = _answered(scene, made, i, out)
        twin = next((k for k, other in enumerate(out) if _same(made, other)), None)
        if twin is None:
            out.append(made)
        elif out[twin].when is None and made.when is not None:
            out[twin] = made  # the one that says when, not the headline
    threats = [t for t in _threats(scene) if not any(_same(t, other) for other in out)]
    return sorted([*out, *threats], key=lambda e: e.evidence[0].start)


def _threats(scene: Scene) -> list[Event]:
    """A conditional threat is an event of its own: THREATEN by who utters it, to who would fulfil its condition."""
    out = []
    for at, made in located(scene):
        unsaid = any(scene.tree.negated(a.cue) for a in scene.covering(at))  # "would not say whether it might strike"
        whom = target(scene, made, at) if made.stance == "threat" and made.said_by and not unsaid else None
        if whom is not None:
            out.append(
                _numbered(
                    scene, at,
                    Event(
                        id="", report=scene.report.id, evidence=made.evidence, said_by=made.said_by[:-1], factuality="stated",
                        type="THREATEN", actors=made.said_by[-1:], recipients=(whom,),
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
    frame = _fitting(scene, i, event_frame(scene, i))
    if frame is None or frame.weight < _LEAST or frame.type in _CONTACT or tree.deprels[i] in ("compound", "amod"):
        return None
    if tree.is_verb(i):
        actors, recipients = _of_verb(scene, i, frame)
    else:
        actors, recipients = _of_noun(scene, i)
        if not actors or (not recipients and frame.type not in _LONELY):
            return None
    recipients = tuple(r for r in recipients if r not in actors)
    if frame.type == "REJECT" and any(tree.lemmas[k] in ("name", "identify", "quote") for k in tree.children(i, "xcomp")):
        return None
    if frame.type in ("SUPPORT", "AID"):
        recipients = tuple(r for r in recipients if not _at_home(scene, actors, r))
    if not actors or not _countable(scene, i, actors, recipients, frame) or _repeats(scene, i, frame):
        return None
    if frame.type == "ASSAULT" and _is_verbal(scene, actors, recipients):
        return None
    standing = scene.standing(i)
    said = tuple(s for s in scene.said_by(i))
    factuality = _real(scene, i, standing.factuality)
    return _numbered(
        scene, i,
        Event(
            id="", report=scene.report.id, evidence=(_evidence(scene, i),), said_by=said, factuality=factuality,
            when=scene.when(i) or (scene.narrative(i) if factuality == "stated" and tree.xpos[i] == "VBD" and not said else None),
            place=_scene_of(scene, i, recipients, frame), type=frame.type, mode=frame.mode, actors=actors,
            recipients=recipients,
        ),
    )  # fmt: skip


def _numbered(scene: Scene, i: int, event: Event) -> Event:
    return scene.numbered(context.enriched(scene, i, event))


def _fitting(scene: Scene, i: int, frame: Frame | None) -> Frame | None:
    """The frame as the clause has it: who strikes something attacks it, who demonstrates something does not march."""
    tree = scene.tree
    if frame is None or not tree.is_verb(i):
        return frame
    if frame.type == "PROTEST" and not frame.objects and tree.child(i, "obj") is not None and tree.lemmas[i] != "protest":
        frames = lexicon.event_frames().get(tree.lemmas[i], ())
        return next((f for f in frames if f.type == "ASSAULT"), None)
    reported = tree.child(i, "ccomp")
    if frame.type == "AGREE" and reported is not None and tree.lemmas[reported] in _PAYING:
        subject = tree.own_subject(reported)
        if subject is not None and scene.who(subject) not in (None, scene.who(tree.agent(i))):
            return next((f for f in lexicon.event_frames()["threaten"] if not f.objects and f.prep is None), frame)
    return frame


def _at_home(scene: Scene, actors: tuple[str, ...], recipient: str) -> bool:
    """A state is not helped by its own minister."""
    land = scene.cast.country(recipient)
    return scene.cast.base[recipient].kind == "state" and land in {scene.cast.country(a) for a in actors}


def _scene_of(scene: Scene, i: int, recipients: tuple[str, ...], frame: Frame) -> str | None:
    """Where it happens; whom words are addressed to is no place ("called on Washington")."""
    place = scene.place(i)
    if frame.type in ("ASSAULT", "MOBILIZE", "COERCE", "RETREAT", "PROTEST", "AID") or place is None:
        return place
    tree = scene.tree
    aimed = {scene.place_name(k) for k in tree.obliques(i, "on", "to", "from")}
    return None if place in aimed else place


def _is_verbal(scene: Scene, actors: tuple[str, ...], recipients: tuple[str, ...]) -> bool:
    """Politicians "attack" each other with words: force needs a state, an armed body or an unnamed assailant on one side."""
    everyone = [*actors, *recipients]
    return bool(recipients) and all(scene.cast.base[a].kind == "person" and not a.startswith("desc.") for a in everyone)


def _real(scene: Scene, i: int, factuality: Factuality) -> Factuality:
    """An event noun is a fact only where it is definite and its clause is real; "a Russian invasion" is none."""
    tree = scene.tree
    if factuality != "stated" or tree.is_verb(i):
        return factuality
    definite = any(
        tree.lower[k] in ("the", "this", "these", "his", "its", "their") or tree.deprels[k] == "nmod:poss"
        for k in tree.kids[i]
    )
    verb = next((a for a in tree.ancestors(i) if tree.is_verb(a)), None)
    real = (
        verb is not None
        and tree.xpos[verb] in ("VBD", "VBN", "VBZ", "VBP")
        and scene.standing(verb).factuality == "stated"
    )
    return "stated" if definite and real else "possible"


def _countable(scene: Scene, i: int, actors: tuple[str, ...], recipients: tuple[str, ...], frame: Frame) -> bool:
    """PLOVER wants an actor, most types a recipient; some verbs say enough alone: "threatened reprisals"."""
    base = scene.cast.base
    if not any(base[a].kind in _STATE_LIKE for a in actors):
        return False
    if recipients or frame.type in _LONELY:
        return True
    tree = scene.tree
    # Not "declined to say".
    done = [k for k in tree.children(i, "xcomp") if lexicon.cue(tree.lemmas[k]) is None]
    something = bool(tree.objects(i) or done) or tree.is_passive(i)
    if not tree.is_verb(i) or not something:
        return False
    return tree.lemmas[i] == "threaten" or frame.type == "REJECT" or (frame.type == "SANCTION" and bool(frame.objects))


def _repeats(scene: Scene, i: int, frame: Frame) -> bool:
    """ "agreed to consider": the governing verb has told the same type of event already."""
    tree = scene.tree
    head = tree.heads[i]
    if head < 0 or tree.deprels[i] not in ("xcomp", "ccomp"):
        return False
    outer = event_frame(scene, head)
    return outer is not None and outer.type == frame.type


# ---- roles --------------------------------------------------------------------------------------------------------
def _of_verb(scene: Scene, v: int, frame: Frame) -> tuple[tuple[str, ...], tuple[str, ...]]:
    tree = scene.tree
    agent = tree.agent(v)
    actors = _named(scene, agent)
    recipients: dict[str, None] = {}
    patient = tree.patient(v)
    own_forces = frame.type in ("MOBILIZE", "RETREAT")  # what is moved is not whom it is moved against
    for k in [] if own_forces else ([patient] if patient is not None else []) + tree.objects(v):
        recipients.update(dict.fromkeys(_targets(scene, k)))
    for k in tree.obliques(v, *_TOWARDS):
        if not recipients or (tree.case(k) == frame.prep and frame.type != "ACCUSE"):
            recipients.update(dict.fromkeys(_targets(scene, k)))
    if not recipients and frame.type in ("REQUEST", "THREATEN"):
        recipients.update(dict.fromkeys(_written_to(scene, v)))
    if not recipients and frame.type != "REJECT":  # who denies that Chad attacked rejects whoever said so, not Chad
        recipients.update(dict.fromkeys(_below(scene, v)))
    if not recipients and frame.type == "REJECT":
        voiced = scene.said_by(v) if tree.deprels[v].startswith("acl") else ()
        recipients.update(dict.fromkeys(s for s in voiced or _sentence_speaker(scene, v) if s not in actors))
    if not recipients and frame.type == "MOBILIZE":
        recipients.update(dict.fromkeys(_neighbour(scene, v, actors)))
    return actors, tuple(recipients)


def _written_to(scene: Scene, v: int) -> tuple[str, ...]:
    """ "asked for help in a letter to the council": whom the message goes to."""
    tree = scene.tree
    notes = [k for k in tree.obliques(v, "in", "by") if tree.lemmas[k] in lexicon.contact_nouns()]
    readers = [m for k in notes for m in tree.children(k, "nmod") if tree.case(m) in ("to", "with")]
    return tuple(a for m in readers for a in _targets(scene, m))


def _sentence_speaker(scene: Scene, v: int) -> tuple[str, ...]:
    """Who voices the demand that is rejected: "it wants a treaty, the army said, a demand that Chad finds unacceptable"."""
    tree = scene.tree
    paragraph = tree.sentence(v).paragraph
    found = [a for a in scene.attributions if a.cue < v and a.source is not None and tree.sentence(a.cue).paragraph == paragraph]
    speaker = scene.speaker(found[-1]) if found and tree.deprels[v].startswith("acl") else None
    return (speaker,) if speaker else ()


def _neighbour(scene: Scene, v: int, actors: tuple[str, ...]) -> tuple[str, ...]:
    """Against whom forces gather: the land whose border, or which as a place, the clause names."""
    tree = scene.tree
    own = {scene.cast.country(a) for a in actors}
    for k in tree.subtree(v):
        name = scene.cast.name_at.get(k)
        land = name.entry.country if name is not None and name.entry is not None else None
        if k > v and land and land not in own and name is not None and name.kind in ("country", "capital", "demonym"):
            return (scene.cast.state(land),)
        if k > v and tree.lemmas[k] in ("border", "frontier", "country") and tree.children(k, "det"):
            before = scene.theatre(own) or scene.country_before(k, own)
            if before is not None:
                return (scene.cast.state(before),)
    return ()


def _named(scene: Scene, i: int | None) -> tuple[str, ...]:
    """Actors of a noun phrase; "its forces" and the like are their owner's."""
    if i is None:
        return ()
    found = scene.party(i)
    if found:
        return tuple(a for a in found if scene.cast.base[a].kind != "place")
    owner = _owner(scene, i)
    if owner or scene.tree.upos[i] != "NOUN" or not scene.cast.names_people(i):
        return owner
    unnamed = scene.cast.source(i)  # "protesters", "the junta", "gunmen"
    return (unnamed,) if unnamed is not None else ()


def _owner(scene: Scene, i: int) -> tuple[str, ...]:
    tree = scene.tree
    for k in tree.kids[i]:
        name = scene.cast.name_at.get(k)
        if tree.deprels[k] == "nmod:poss" and scene.party(k):
            return scene.party(k)
        if name is not None and name.kind in ("demonym", "country") and tree.deprels[k] in ("amod", "compound"):
            return (name.id,)
    return ()


def _targets(scene: Scene, k: int) -> tuple[str, ...]:
    """Whom a noun phrase concerns: itself, its owner, or the one named inside it ("the border with Chad")."""
    tree = scene.tree
    out: dict[str, None] = {}
    for j in tree.conjuncts(k):
        known = scene.who(j)
        several = scene.cast.several(j) if known is None else []
        fits = known is not None and scene.cast.base[known].kind in _STATE_LIKE and _is_actor(scene, known, j)
        direct = [known] if known is not None and fits else several
        if not direct:
            direct = list(_owner(scene, j))
            if tree.lemmas[j] in _LAND:
                direct = [scene.cast.state(land) if (land := scene.cast.country(a)) else a for a in direct]
        if not direct and (agent := lexicon.agent_noun(tree.lemmas[j])) is not None and agent.armed:
            direct = [a for a in [scene.cast.source(j)] if a]
        if not direct:
            direct = [a for m in tree.children(j, "nmod", "appos") for a in _targets(scene, m)][:2]
        out.update(dict.fromkeys(direct))
    return tuple(out)


def _is_actor(scene: Scene, actor: str, j: int) -> bool:
    """A description counts where its noun names people or an office; "unprecedented pressure" is nobody."""
    lemma = scene.tree.lemmas[j]
    return not actor.startswith("desc.") or lexicon.agent_noun(lemma) is not None or lexicon.office(lemma) is not None


def _below(scene: Scene, v: int) -> tuple[str, ...]:
    """The one named in the clause that the verb governs: "demanded that Chad withdraw", "threatened to attack Chad"."""
    tree = scene.tree
    blamed = ("advcl",) if tree.lemmas[v] in BLAMING else ()  # "accused Chad of sending troops": Chad, however parsed
    for k in tree.children(v, "ccomp", "xcomp", "acl", *blamed):
        subject = tree.own_subject(k)
        found = _targets(scene, subject) if subject is not None else ()
        if not found:
            found = tuple(a for o in [*tree.objects(k), *tree.obliques(k, *_TOWARDS)] for a in _targets(scene, o))
        if found:
            return found[:2]
    return ()


def _of_noun(scene: Scene, n: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """ "Mali's attack on Chad", "the Malian invasion of Chad", "sanctions against Mali by the EU"."""
    tree = scene.tree
    spoken = lexicon.cue_noun(tree.lemmas[n]) is not None  # "claims of an invasion": of what is claimed, not of whom
    actors: dict[str, None] = {}
    recipients: dict[str, None] = {}
    for k in tree.kids[n]:
        name = scene.cast.name_at.get(k)
        case = tree.case(k)
        if tree.deprels[k] == "nmod:poss" or case == "by":
            actors.update(dict.fromkeys(_named(scene, k)))
        elif (
            tree.deprels[k] in ("amod", "compound")
            and name is not None
            and name.kind in ("demonym", "country", "organisation")
        ):
            actors.setdefault(name.id)
        elif tree.deprels[k] == "nmod" and case in (("against", "to") if spoken else _NOUN_RECIPIENT):
            recipients.update(dict.fromkeys(_targets(scene, k)))
    clause = tree.that_clause(n)
    if clause is not None and not recipients:
        subject = tree.own_subject(clause)
        recipients.update(dict.fromkeys(_targets(scene, subject) if subject is not None else ()))
    return tuple(actors), tuple(recipients)


def _evidence(scene: Scene, i: int) -> Span:
    tree = scene.tree
    verb = i if tree.is_verb(i) else next((a for a in tree.ancestors(i) if tree.is_verb(a)), i)
    start, end = scene.clause_edges(verb)
    words = tree.words
    while words[end - 1].end - words[start].start > 300 and end - 1 > i:
        end -= 1
    return scene.span(*tree.trimmed(start, end))
