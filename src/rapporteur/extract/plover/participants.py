"""Who does an event and to whom: the actors of its noun phrases, each with the word that names it.

PLOVER calls the two sides actor and recipient and allows several of each (manual, "Compound and Reciprocal Actors"):
"Mali and Chad accused Kenya" has `Participants({"mli": 0, "tcd": 2}, {"ken": 4})`.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from typing import NamedTuple, TypeAlias

from rapporteur import lexicon
from rapporteur.extract.document import Document
from rapporteur.extract.entities.noun_phrases import names_people
from rapporteur.extract.plover.types import EventType, verb_names
from rapporteur.extract.syntax import clauses
from rapporteur.lexicon.plover import group
from rapporteur.lexicon.word_sets import word_set

WordByActor: TypeAlias = dict[str, int]
"""Actor id → the word that names it."""


class Participants(NamedTuple):
    """Both sides of an event."""

    actors: WordByActor
    recipients: WordByActor


def participants(doc: Document, i: int, type_: EventType) -> Participants:
    """The participants of the event at verb or noun `i`; nobody does it to himself."""
    moves = type_.type in ("MOBILIZE", "RETREAT") and type_.mode != "release"
    actors, recipients = _of_verb(doc, i, type_) if doc.tree.is_verb(i) else _of_noun(doc, i, moves=moves)
    return Participants(actors, {a: k for a, k in recipients.items() if a not in actors})


def _add(to: WordByActor, actors: Iterable[str], k: int) -> None:
    for actor in actors:
        to.setdefault(actor, k)


# ---- verbs ------------------------------------------------------------------------------------------------------------
def _of_verb(doc: Document, v: int, type_: EventType) -> Participants:
    tree = doc.tree
    agent = clauses.agent(tree, v)
    actors = named(doc, agent)
    recipients: WordByActor = {}
    patient = clauses.patient(tree, v)
    own_forces = type_.type in ("MOBILIZE", "RETREAT") and type_.mode not in ("release", "access")
    settled = type_.type in group("settled") or type_.code == "018"  # sympathy goes to where it happened
    # What is moved is not whom it is moved against.
    handed = type_.type == "RETREAT" and not own_forces
    for k in tree.obliques(v, "with", "to") if handed else ():  # to whom prisoners go, with whom they are exchanged
        recipients.update(targets(doc, k, settled, actors) if k != agent else {})
    for k in [] if own_forces or recipients else ([patient] if patient is not None else []) + tree.objects(v):
        recipients.update(targets(doc, k, settled, actors) if type_.noun != k else _of_noun(doc, k, light=True).recipients)
    if type_.type == "CONSULT" and patient is not None and tree.upos[patient] == "NOUN" and not _direct(doc, patient):
        recipients = {}  # whom talks are with, not what they are on
    for k in tree.obliques(v, *word_set("events", "towards")):
        if k == agent or k in doc.time_at:
            continue
        if not recipients or (tree.case(k) == type_.prep and type_.type != "ACCUSE"):
            for actor, at in targets(doc, k, settled, actors).items():
                recipients.setdefault(actor, at)
    return Participants(actors, recipients or _farther(doc, v, type_, actors))


def _farther(doc: Document, v: int, type_: EventType, actors: WordByActor) -> WordByActor:
    """Whom an event is aimed at where neither object nor oblique says so."""
    if type_.type == "CONSULT":
        return _visited(doc, v, actors)
    aims = _written_to(doc, v) if type_.type in ("REQUEST", "THREATEN") else {}
    if not aims and (type_.type != "REJECT" or doc.tree.has_to(v) or doc.tree.children(v, "xcomp")):
        aims = _below(doc, v)  # who denies that Chad attacked rejects whoever said so, not Chad
    if not aims and type_.type == "REJECT":
        voiced = doc.said_by(v) if doc.tree.deprels[v].startswith("acl") else ()
        return {s: v for s in voiced or _sentence_speaker(doc, v) if s not in actors}
    if not aims and type_.type == "MOBILIZE":
        return dict.fromkeys(_neighbour(doc, v, actors), v)
    return aims


def _visited(doc: Document, v: int, actors: WordByActor) -> WordByActor:
    """The land where a meeting is that is none of the guest's own: "attended a summit in Geneva", "the Beijing games"."""
    tree = doc.tree
    home = {doc.actors.country(a) for a in actors}
    for top in [*tree.objects(v), *tree.obliques(v, "in", "at", "to")]:
        for k in tree.subtree(top):
            land = _land_named(doc, k, "country", "capital", "place")
            if land and land not in home and tree.case(k) in ("in", "at", "to", None):
                return {doc.actors.state(land): k}
    return {}


def _land_named(doc: Document, k: int, *kinds: str) -> str | None:
    """The code of the land that a name of one of these kinds belongs to."""
    name = doc.actors.name_at.get(k)
    return name.entry.country if name is not None and name.kind in kinds and name.entry is not None else None


def _written_to(doc: Document, v: int) -> WordByActor:
    """ "asked for help in a letter to the council": whom the message goes to."""
    tree = doc.tree
    notes = [k for k in tree.obliques(v, "in", "by") if tree.lemmas[k] in lexicon.contact_nouns()]
    readers = [m for k in notes for m in tree.children(k, "nmod") if tree.case(m) in ("to", "with")]
    return {a: k for m in readers for a, k in targets(doc, m).items()}


def _sentence_speaker(doc: Document, v: int) -> tuple[str, ...]:
    """Who voices the demand that is rejected: "it wants a treaty, the army said, a demand that Chad finds unacceptable"."""
    if not doc.tree.deprels[v].startswith("acl"):
        return ()
    here = takewhile(lambda a: doc.tree.sentence(a.cue).paragraph == doc.tree.sentence(v).paragraph, doc.attributed_before(v))
    last = next((a for a in here if a.source is not None), None)
    speaker = doc.speaker(last) if last is not None else None
    return (speaker,) if speaker else ()


def _neighbour(doc: Document, v: int, actors: WordByActor) -> tuple[str, ...]:
    """Against whom forces gather: the land whose border, or which as a place, the clause names."""
    tree = doc.tree
    home = {doc.actors.country(a) for a in actors}
    for k in tree.subtree(v):
        land = _land_named(doc, k, "country", "capital", "demonym") if k > v else None
        if land and land not in home:
            return (doc.actors.state(land),)
        if k > v and tree.lemmas[k] in ("border", "frontier", "country") and tree.children(k, "det"):
            before = doc.actors.lands.about(home) or doc.actors.lands.before(k, home)
            if before is not None:
                return (doc.actors.state(before),)
    return ()


def _below(doc: Document, v: int, depth: int = 0) -> WordByActor:
    """The one named in the clause that the verb governs: "demanded that Chad withdraw", "threatened to attack Chad"."""
    tree = doc.tree
    # "accused Chad of sending troops": Chad, however parsed
    blamed = ("advcl",) if tree.lemmas[v] in lexicon.cues_that("blames") else ()
    aims = [k for k in tree.children(v, "advcl") if depth and tree.has_to(k) and tree.marker(k) is None]
    for k in [*tree.children(v, "ccomp", "xcomp", "acl", *blamed), *aims]:
        subject = clauses.own_subject(tree, k)
        clause = targets(doc, subject) if subject is not None else {}
        if not clause:
            others = [*tree.objects(k), *tree.obliques(k, *word_set("events", "towards"))]
            clause = {a: at for other in others for a, at in targets(doc, other).items()}
        if not clause and depth < 1:
            clause = _below(doc, k, depth + 1)  # "offered to send troops to help Chad"
        if clause:
            return dict(list(clause.items())[:2])
    return {}


# ---- nouns ------------------------------------------------------------------------------------------------------------
def _of_noun(doc: Document, n: int, light: bool = False, moves: bool = False) -> Participants:
    """ "Mali's attack on Chad", "the Malian invasion of Chad", "sanctions against Mali by the EU".

    `light`: the noun is the object of a verb that says only that it is done, so that whatever it is of is its aim.
    `moves`: what is of somebody is done by him ("the withdrawal of Malian troops from Chad").
    """
    tree = doc.tree
    spoken = lexicon.cue_noun(tree.lemmas[n]) is not None  # "claims of an invasion": of what is claimed, not of whom
    towards = {"against", "to"} if spoken and not light else word_set("events", "towards_light" if light else "towards_noun")
    made = Participants({}, {})
    of = [k for k in tree.children(n, "nmod") if tree.case(k) == "of"]
    doers = (m for k in of for m in tree.kids[k] if tree.case(m) == "by")  # "the arrest of A by B"
    for k in [*tree.kids[n], *doers]:
        name = doc.actors.name_at.get(k)
        case = tree.case(k)
        if tree.deprels[k] == "nmod:poss" or case == "by" or (moves and case == "of"):
            made.actors.update(named(doc, k))
        elif tree.deprels[k] in ("amod", "compound") and name is not None and name.kind in word_set("events", "owners"):
            made.actors.setdefault(name.id, k)
        elif tree.deprels[k] == "nmod" and (case in towards or (moves and case == "from")):
            made.recipients.update(targets(doc, k))
    clause = clauses.that_clause(tree, n)
    if clause is not None and not made.recipients:
        subject = clauses.own_subject(tree, clause)
        made.recipients.update(_refuser(doc, n) or (targets(doc, subject) if subject is not None else {}))
    return made


def _refuser(doc: Document, n: int) -> WordByActor:
    """ "Kenya rejected Mali's demand that Chad leave the pact": who turns a demand down is who was asked."""
    tree = doc.tree
    refused = tree.deprels[n] == "obj" and verb_names(tree, tree.heads[n]) & word_set("events", "refusing")
    return named(doc, clauses.agent(tree, tree.heads[n])) if refused else {}


# ---- noun phrases -----------------------------------------------------------------------------------------------------
def named(doc: Document, i: int | None) -> WordByActor:
    """Actors of a noun phrase; "its forces" and the like are their owner's."""
    words: WordByActor = {}
    for j in doc.tree.conjuncts(i) if i is not None else []:
        _add(words, _one_named(doc, j), j)
    return words


def _one_named(doc: Document, j: int) -> tuple[str, ...]:
    inner = _counted(doc, j)
    inner = inner if inner is not None else _sender(doc, j)
    if inner is not None:
        return _one_named(doc, inner)
    several = doc.actors.several(j) or _of_several_lands(doc, j)
    actors = tuple(several) or (() if (one := doc.who(j)) is None else (one,))
    if actors:
        return tuple(a for a in actors if doc.actors.kind(a) != "place" and _is_actor(doc, a, j))
    if (some := _some_of_a_people(doc, j)) is not None:
        return (some,)
    if doc.tree.upos[j] != "NOUN":
        return owner_of(doc, j)
    if lexicon.agent_noun(doc.tree.lemmas[j]) is None or doc.tree.children(j, "nmod:poss"):
        owner = owner_of(doc, j) or tuple(_of_noun(doc, j).actors)  # "a rebel attack killed ten"
        if owner or not (names_people(doc.tree, j) or doc.tree.lemmas[j] in word_set("events", "weapons")):
            return owner
    unnamed = doc.actors.source(j)  # "protesters", "the junta", "gunmen"
    return (unnamed,) if unnamed is not None else ()


def _sender(doc: Document, j: int) -> int | None:
    """ "A missile fired by rebels", "a bomb believed to be planted by a cell": who is behind the weapon."""
    tree = doc.tree
    if tree.lemmas[j] not in word_set("events", "weapons"):
        return None
    by = (k for k in tree.subtree(j) if k > j and tree.plain[k] == "obl" and tree.case(k) == "by")
    return next((k for k in by if tree.lemmas[tree.heads[k]] in word_set("events", "sending")), None)


def _some_of_a_people(doc: Document, j: int) -> str | None:
    """ "Two Kenyans", "five of the Kenyans": people of a land, not the land."""
    name = doc.actors.name_at.get(j)
    if name is None or name.kind != "demonym" or name.end != j + 1 or doc.tree.upos[j] not in ("PROPN", "NOUN", "ADJ"):
        return None
    several = doc.tree.xpos[j] in ("NNPS", "NNS") or bool(doc.tree.children(j, "nummod"))  # "five Lebanese"
    return doc.actors.source(j) if several else None


def _of_several_lands(doc: Document, j: int) -> list[str]:
    """ "Malian and Chadian troops": the forces of both."""
    agent, lands = lexicon.agent_noun(doc.tree.lemmas[j]), doc.actors.countries_of(j, j + 1)
    one = doc.actors.who(j)
    if agent is None or agent.sector not in ("MIL", "COP") or len(lands) < 2 or one is None or "." not in one:
        return []
    kind = one.partition(".")[2]
    if doc.tree.xpos[j] not in ("NNS", "NNPS") or not one.startswith(lands[0].lower()):
        return []
    return [f"{c.lower()}.{kind}" for c in lands]


def _counted(doc: Document, j: int) -> int | None:
    """What a noun of quantity is of, where that names somebody."""
    tree = doc.tree
    if tree.lemmas[j] not in word_set("events", "quantities") and tree.upos[j] != "NUM":
        return None
    return next((k for k in tree.children(j, "nmod") if tree.case(k) == "of" and tree.upos[k] in ("NOUN", "PROPN")), None)


def owner_of(doc: Document, i: int) -> tuple[str, ...]:
    """Whose a thing is: "Mali's forces", "the Malian building"."""
    tree = doc.tree
    for k in tree.kids[i]:
        name = doc.actors.name_at.get(k)
        if tree.deprels[k] == "nmod:poss" and doc.party(k):
            return doc.party(k)
        if name is not None and name.kind in word_set("events", "owners") and tree.deprels[k] in ("amod", "compound"):
            return (name.id,)
    return ()


def targets(doc: Document, k: int, settled: bool = False, but: WordByActor | None = None) -> WordByActor:
    """Whom a noun phrase concerns: itself, its owner, or the one named inside it ("the border with Chad").

    `settled`: a town stands for its land. `but`: those who act ("voiced his support for Chad" concerns Chad).
    """
    tree = doc.tree
    out: WordByActor = {}
    for j in tree.conjuncts(k):
        direct = [a for a in _direct(doc, j) if a not in (but or ())]
        _add(out, direct, j)
        if not direct:
            near = tree.children(j, "nmod", "appos")
            inner = {a: at for m in near for a, at in targets(doc, m, settled, but).items()}
            for actor, at in list(inner.items())[:2]:
                out.setdefault(actor, at)
            if settled and not inner and (land := _land_of(doc, j)) is not None:
                out.setdefault(land, j)
    return out


def _land_of(doc: Document, j: int) -> str | None:
    """The state of a town or region, where the lexicon knows it to be of one."""
    lands = (_land_named(doc, k, "place", "region") for k in (j, *doc.tree.children(j, "compound")))
    return next((doc.actors.state(land) for land in lands if land), None)


def _direct(doc: Document, j: int) -> list[str]:
    inner = _counted(doc, j)
    if inner is not None:
        return _direct(doc, inner)
    known = doc.who(j)
    if known is not None and doc.actors.kind(known) in word_set("events", "actors") and _is_actor(doc, known, j):
        return [known]
    several = doc.actors.several(j) if known is None else ()
    if several:
        return [*several]
    if known is None and (some := _some_of_a_people(doc, j)) is not None:
        return [some]
    if lexicon.agent_noun(doc.tree.lemmas[j]) is not None and doc.tree.upos[j] == "NOUN":
        return [a for a in [doc.actors.source(j)] if a]  # "two Malian men", "rebels"
    owner = list(owner_of(doc, j))
    if doc.tree.lemmas[j] in word_set("events", "lands"):
        return [doc.actors.state(land) if (land := doc.actors.country(a)) else a for a in owner]
    return owner


def _is_actor(doc: Document, actor: str, j: int) -> bool:
    """A description counts where its noun names people or an office; "unprecedented pressure" is nobody."""
    pronoun = doc.tree.upos[j] in ("PRON", "DET", "NUM")
    return not actor.startswith("desc.") or pronoun or names_people(doc.tree, j)
