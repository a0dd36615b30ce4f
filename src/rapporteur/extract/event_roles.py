"""Who does a deed and to whom: the actors of its noun phrases, each with the word that names it.

PLOVER calls the two sides actor and recipient and allows several of each (manual, "Compound and Reciprocal Actors").

>>> # "Mali and Chad accused Kenya." -> Sides({"mli": 0, "tcd": 2}, {"ken": 4})
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rapporteur import lexicon
from rapporteur.extract.deeds import Deed
from rapporteur.extract.grammar import BLAMING
from rapporteur.extract.roles import adjective_of
from rapporteur.extract.scene import Scene

_TOWARDS = (
    "against", "on", "upon", "to", "into", "with", "of", "at", "from", "for", "near", "around", "along", "between", "over",
    "towards", "toward",
)  # fmt: skip
_NOUN_RECIPIENT = ("against", "on", "of", "into", "with", "at", "to")
STATE_LIKE = ("state", "person", "organisation", "group")
_LAND = frozenset({"country", "nation", "territory", "homeland", "soil", "border", "state", "people", "land"})
_LIGHT_TOWARDS = ("against", "on", "into", "with", "at", "to", "for", "of", "from", "over")

_QUANTITIES = frozenset(
    {
        "band", "couple", "crowd", "dozen", "group", "handful", "hundred", "majority", "member", "number", "pair", "raft",
        "score", "series", "some", "team", "ten", "thousand", "unit",
    }
)  # fmt: skip
"""Nouns for how many: "hundreds of UN troops" are UN troops, "members of the front" are the front."""
WEAPONS = frozenset(
    {"bomb", "drone", "explosion", "grenade", "gunman", "mine", "missile", "mortar", "rocket", "shell", "warplane"}
)
"""What may act without being named: "a car bomb killed twelve"."""
_SENDING = frozenset({"aim", "detonate", "drop", "fire", "launch", "lay", "plant", "send", "shoot", "throw"})
_OWNERS = ("demonym", "country", "organisation", "collective", "institution")
_REFUSING = frozenset({"reject", "refuse", "rebuff", "dismiss", "decline", "spurn", "turn down"})
_SETTLED = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "AID", "SANCTION"})
"""Deeds done to places: who shells a town does it to its land."""

Side = dict[str, int]
"""Actor id → the word that names it."""


class Sides(NamedTuple):
    """Both sides of a deed."""

    actors: Side
    recipients: Side


def sides(scene: Scene, i: int, deed: Deed) -> Sides:
    """The sides of the deed at verb or noun `i`; nobody does a thing to himself."""
    moves = deed.type in ("MOBILIZE", "RETREAT") and deed.mode != "release"
    found = _of_verb(scene, i, deed) if scene.tree.is_verb(i) else _of_noun(scene, i, moves=moves)
    return Sides(found.actors, {a: k for a, k in found.recipients.items() if a not in found.actors})


def _add(to: Side, actors: Iterable[str], k: int) -> None:
    for actor in actors:
        to.setdefault(actor, k)


# ---- verbs ------------------------------------------------------------------------------------------------------------
def _of_verb(scene: Scene, v: int, deed: Deed) -> Sides:
    tree = scene.tree
    agent = tree.agent(v)
    actors = named(scene, agent)
    recipients: Side = {}
    patient = tree.patient(v)
    own_forces = deed.type in ("MOBILIZE", "RETREAT") and deed.mode not in ("release", "access")
    settled = deed.type in _SETTLED or deed.code == "018"  # sympathy goes to where it happened
    # What is moved is not whom it is moved against.
    handed = deed.type == "RETREAT" and not own_forces
    for k in tree.obliques(v, "with", "to") if handed else ():  # to whom prisoners go, with whom they are exchanged
        recipients.update(targets(scene, k, settled, actors) if k != agent else {})
    for k in [] if own_forces or recipients else ([patient] if patient is not None else []) + tree.objects(v):
        recipients.update(targets(scene, k, settled, actors) if deed.noun != k else _of_noun(scene, k, light=True).recipients)
    if deed.type == "CONSULT" and patient is not None and tree.upos[patient] == "NOUN" and not _direct(scene, patient):
        recipients = _party_to(scene, patient, actors)  # whom talks are with, not what they are on
    for k in tree.obliques(v, *_TOWARDS):
        if k == agent or k in scene.time_at:
            continue
        if not recipients or (tree.case(k) == deed.prep and deed.type != "ACCUSE"):
            for actor, at in targets(scene, k, settled, actors).items():
                recipients.setdefault(actor, at)
    return Sides(actors, recipients or _farther(scene, v, deed, actors))


def _farther(scene: Scene, v: int, deed: Deed, actors: Side) -> Side:
    """Whom a deed is aimed at where neither object nor oblique says so."""
    found: Side = {}
    if deed.type == "CONSULT":
        return _visited(scene, v, actors)
    if deed.type in ("REQUEST", "THREATEN"):
        found = _written_to(scene, v)
    if not found and (deed.type != "REJECT" or scene.tree.has_to(v) or scene.tree.children(v, "xcomp")):
        found = _below(scene, v)  # who denies that Chad attacked rejects whoever said so, not Chad
    if not found and deed.type == "REJECT":
        voiced = scene.said_by(v) if scene.tree.deprels[v].startswith("acl") else ()
        found = {s: v for s in voiced or _sentence_speaker(scene, v) if s not in actors}
    if not found and deed.type == "MOBILIZE":
        found = dict.fromkeys(_neighbour(scene, v, actors), v)
    return found


def _party_to(scene: Scene, n: int, actors: Side) -> Side:
    """ "Talks with Chad", "a meeting between them": who else takes part."""
    others = [k for k in scene.tree.children(n, "nmod") if scene.tree.case(k) in ("with", "between", "of", "among")]
    return {a: at for k in others for a, at in targets(scene, k, but=actors).items()}


def _visited(scene: Scene, v: int, actors: Side) -> Side:
    """The land where a meeting is that is none of the guest's own: "attended a summit in Geneva", "the Beijing games"."""
    tree = scene.tree
    own = {scene.cast.country(a) for a in actors}
    for top in [*tree.objects(v), *tree.obliques(v, "in", "at", "to")]:
        for k in tree.subtree(top):
            name = scene.cast.name_at.get(k)
            place = name is not None and name.kind in ("country", "capital", "place") and name.entry is not None
            land = name.entry.country if place and name is not None and name.entry is not None else None
            near = tree.case(k) in ("in", "at", "to", None)
            if land and land not in own and near:
                return {scene.cast.state(land): k}
    return {}


def _written_to(scene: Scene, v: int) -> Side:
    """ "asked for help in a letter to the council": whom the message goes to."""
    tree = scene.tree
    notes = [k for k in tree.obliques(v, "in", "by") if tree.lemmas[k] in lexicon.contact_nouns()]
    readers = [m for k in notes for m in tree.children(k, "nmod") if tree.case(m) in ("to", "with")]
    return {a: k for m in readers for a, k in targets(scene, m).items()}


def _sentence_speaker(scene: Scene, v: int) -> tuple[str, ...]:
    """Who voices the demand that is rejected: "it wants a treaty, the army said, a demand that Chad finds unacceptable"."""
    tree = scene.tree
    paragraph = tree.sentence(v).paragraph
    found = [a for a in scene.attributions if a.cue < v and a.source is not None and tree.sentence(a.cue).paragraph == paragraph]
    speaker = scene.speaker(found[-1]) if found and tree.deprels[v].startswith("acl") else None
    return (speaker,) if speaker else ()


def _neighbour(scene: Scene, v: int, actors: Side) -> tuple[str, ...]:
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


def _below(scene: Scene, v: int, depth: int = 0) -> Side:
    """The one named in the clause that the verb governs: "demanded that Chad withdraw", "threatened to attack Chad"."""
    tree = scene.tree
    blamed = ("advcl",) if tree.lemmas[v] in BLAMING else ()  # "accused Chad of sending troops": Chad, however parsed
    aims = [k for k in tree.children(v, "advcl") if depth and tree.has_to(k) and tree.marker(k) is None]
    for k in [*tree.children(v, "ccomp", "xcomp", "acl", *blamed), *aims]:
        subject = tree.own_subject(k)
        found = targets(scene, subject) if subject is not None else {}
        if not found:
            found = {a: at for o in [*tree.objects(k), *tree.obliques(k, *_TOWARDS)] for a, at in targets(scene, o).items()}
        if not found and depth < 1:
            found = _below(scene, k, depth + 1)  # "offered to send troops to help Chad"
        if found:
            return dict(list(found.items())[:2])
    return {}


# ---- nouns ------------------------------------------------------------------------------------------------------------
def _of_noun(scene: Scene, n: int, light: bool = False, moves: bool = False) -> Sides:
    """ "Mali's attack on Chad", "the Malian invasion of Chad", "sanctions against Mali by the EU".

    `light`: the noun is the object of a verb that says only that it is done, so that whatever it is of is its aim.
    `moves`: what is of somebody is done by him ("the withdrawal of Malian troops from Chad").
    """
    tree = scene.tree
    spoken = lexicon.cue_noun(tree.lemmas[n]) is not None  # "claims of an invasion": of what is claimed, not of whom
    towards = _LIGHT_TOWARDS if light else (("against", "to") if spoken else _NOUN_RECIPIENT)
    made = Sides({}, {})
    of = [k for k in tree.children(n, "nmod") if tree.case(k) == "of"]
    doers = (m for k in of for m in tree.kids[k] if tree.case(m) == "by")  # "the arrest of A by B"
    for k in [*tree.kids[n], *doers]:
        name = scene.cast.name_at.get(k)
        case = tree.case(k)
        if tree.deprels[k] == "nmod:poss" or case == "by" or (moves and case == "of"):
            made.actors.update(named(scene, k))
        elif tree.deprels[k] in ("amod", "compound") and name is not None and name.kind in _OWNERS:
            made.actors.setdefault(name.id, k)
        elif tree.deprels[k] == "nmod" and (case in towards or (moves and case == "from")):
            made.recipients.update(targets(scene, k))
    clause = tree.that_clause(n)
    if clause is not None and not made.recipients:
        subject = tree.own_subject(clause)
        made.recipients.update(_refuser(scene, n) or (targets(scene, subject) if subject is not None else {}))
    return made


def _refuser(scene: Scene, n: int) -> Side:
    """ "Kenya rejected Mali's demand that Chad leave the pact": who turns a demand down is who was asked."""
    tree = scene.tree
    verb = tree.heads[n]
    told = {tree.lemmas[verb], *(f"{tree.lemmas[verb]} {p}" for p in tree.particles(verb))}
    return named(scene, tree.agent(verb)) if tree.deprels[n] == "obj" and told & _REFUSING else {}


# ---- noun phrases -----------------------------------------------------------------------------------------------------
def named(scene: Scene, i: int | None) -> Side:
    """Actors of a noun phrase; "its forces" and the like are their owner's."""
    found: Side = {}
    for j in scene.tree.conjuncts(i) if i is not None else []:
        _add(found, _one_named(scene, j), j)
    return found


def _one_named(scene: Scene, j: int) -> tuple[str, ...]:
    inner = _counted(scene, j)
    if inner is not None:
        return _one_named(scene, inner)
    sender = _sender(scene, j)
    if sender is not None:
        return _one_named(scene, sender)
    several = scene.cast.several(j) or _of_several_lands(scene, j)
    found = tuple(several) or (() if (one := scene.who(j)) is None else (one,))
    if found:
        return tuple(a for a in found if scene.cast.base[a].kind != "place" and _is_actor(scene, a, j))
    if (some := _some_of_a_people(scene, j)) is not None:
        return (some,)
    if scene.tree.upos[j] != "NOUN":
        return owner_of(scene, j)
    if lexicon.agent_noun(scene.tree.lemmas[j]) is None or scene.tree.children(j, "nmod:poss"):
        owner = owner_of(scene, j) or tuple(_of_noun(scene, j).actors)  # "a rebel attack killed ten"
        if owner or not (scene.cast.names_people(j) or scene.tree.lemmas[j] in WEAPONS):
            return owner
    unnamed = scene.cast.source(j)  # "protesters", "the junta", "gunmen"
    return (unnamed,) if unnamed is not None else ()


def _sender(scene: Scene, j: int) -> int | None:
    """ "A missile fired by rebels", "a bomb believed to be planted by a cell": who is behind the weapon."""
    tree = scene.tree
    if tree.lemmas[j] not in WEAPONS:
        return None
    by = (k for k in tree.subtree(j) if k > j and tree.plain[k] == "obl" and tree.case(k) == "by")
    return next((k for k in by if tree.lemmas[tree.heads[k]] in _SENDING), None)


def _some_of_a_people(scene: Scene, j: int) -> str | None:
    """ "Two Kenyans", "five of the Kenyans": people of a land, not the land."""
    name = scene.cast.name_at.get(j)
    if name is None or name.kind != "demonym" or name.end != j + 1 or scene.tree.upos[j] not in ("PROPN", "NOUN", "ADJ"):
        return None
    several = scene.tree.xpos[j] in ("NNPS", "NNS") or bool(scene.tree.children(j, "nummod"))  # "five Lebanese"
    return scene.cast.source(j) if several else None


def _of_several_lands(scene: Scene, j: int) -> list[str]:
    """ "Malian and Chadian troops": the forces of both."""
    agent, lands = lexicon.agent_noun(scene.tree.lemmas[j]), scene.cast.countries_of(j, j + 1)
    one = scene.cast.who(j)
    if agent is None or agent.sector not in ("MIL", "COP") or len(lands) < 2 or one is None or "." not in one:
        return []
    kind, name = one.partition(".")[2], scene.cast.base[one].name.split()[-1]
    if scene.tree.xpos[j] not in ("NNS", "NNPS") or not one.startswith(lands[0].lower()):
        return []
    return [scene.cast.register(f"{c.lower()}.{kind}", f"{adjective_of(c)} {name}", "organisation", c) for c in lands]


def _counted(scene: Scene, j: int) -> int | None:
    """What a noun of quantity is of, where that names somebody."""
    tree = scene.tree
    if tree.lemmas[j] not in _QUANTITIES and tree.upos[j] != "NUM":
        return None
    return next((k for k in tree.children(j, "nmod") if tree.case(k) == "of" and tree.upos[k] in ("NOUN", "PROPN")), None)


def owner_of(scene: Scene, i: int) -> tuple[str, ...]:
    """Whose a thing is: "Mali's forces", "the Malian building"."""
    tree = scene.tree
    for k in tree.kids[i]:
        name = scene.cast.name_at.get(k)
        if tree.deprels[k] == "nmod:poss" and scene.party(k):
            return scene.party(k)
        if name is not None and name.kind in _OWNERS and tree.deprels[k] in ("amod", "compound"):
            return (name.id,)
    return ()


def targets(scene: Scene, k: int, settled: bool = False, but: Side | None = None) -> Side:
    """Whom a noun phrase concerns: itself, its owner, or the one named inside it ("the border with Chad").

    `settled`: a town stands for its land. `but`: those who act ("voiced his support for Chad" concerns Chad).
    """
    tree = scene.tree
    out: Side = {}
    for j in tree.conjuncts(k):
        direct = [a for a in _direct(scene, j) if a not in (but or ())]
        _add(out, direct, j)
        if not direct:
            near = tree.children(j, "nmod", "appos")
            inner = {a: at for m in near for a, at in targets(scene, m, settled, but).items()}
            for actor, at in list(inner.items())[:2]:
                out.setdefault(actor, at)
            if settled and not inner and (land := _land_of(scene, j)) is not None:
                out.setdefault(land, j)
    return out


def _land_of(scene: Scene, j: int) -> str | None:
    """The state of a town or region, where the lexicon knows it to be of one."""
    for k in (j, *scene.tree.children(j, "compound")):
        name = scene.cast.name_at.get(k)
        if name is not None and name.kind in ("place", "region") and name.entry is not None and name.entry.country:
            return scene.cast.state(name.entry.country)
    return None


def _direct(scene: Scene, j: int) -> list[str]:
    inner = _counted(scene, j)
    if inner is not None:
        return _direct(scene, inner)
    known = scene.who(j)
    if known is not None and scene.cast.base[known].kind in STATE_LIKE and _is_actor(scene, known, j):
        return [known]
    several = scene.cast.several(j) if known is None else []
    if several:
        return several
    if known is None and (some := _some_of_a_people(scene, j)) is not None:
        return [some]
    if lexicon.agent_noun(scene.tree.lemmas[j]) is not None and scene.tree.upos[j] == "NOUN":
        return [a for a in [scene.cast.source(j)] if a]  # "two Malian men", "rebels"
    owner = list(owner_of(scene, j))
    if scene.tree.lemmas[j] in _LAND:
        return [scene.cast.state(land) if (land := scene.cast.country(a)) else a for a in owner]
    return owner


def _is_actor(scene: Scene, actor: str, j: int) -> bool:
    """A description counts where its noun names people or an office; "unprecedented pressure" is nobody."""
    pronoun = scene.tree.upos[j] in ("PRON", "DET", "NUM")
    return not actor.startswith("desc.") or pronoun or scene.cast.names_people(j)
