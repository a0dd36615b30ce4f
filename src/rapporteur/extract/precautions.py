"""Precautions: which state or company told whom to leave, pulled out staff or troops, closed a post, stopped flights, stays.

Each actor of a list gives a claim of its own; "governments" that nobody names give none.

>>> # "Mali and Chad urged their citizens to leave Sudan." -> two Precautions, act advise-leave, affected "their citizens"
"""

from __future__ import annotations

from rapporteur import lexicon
from rapporteur.extract.scene import Scene
from rapporteur.lexicon.nouns import PrecautionFrame
from rapporteur.model import Act, Precaution, Span

_QUANTITY = frozenset(
    [
        "number",
        "most",
        "some",
        "part",
        "majority",
        "rest",
        "all",
        "half",
        "dozen",
        "hundred",
        "thousand",
        "handful",
        "group",
        "remainder",
        "bulk",
        "many",
        "lot",
    ]
)
_STAYERS = frozenset({"diplomat", "spokesperson", "head-of-state", "head-of-government", "minister", "official"})


def find(scene: Scene) -> list[Precaution]:
    """The precautions of one report, one per actor and act and place, in text order."""
    out: list[Precaution] = []
    for v in range(len(scene.tree.words)):
        frame = _frame(scene, v) if scene.tree.upos[v] == "VERB" else None
        if frame is None:
            continue
        for made in _claims(scene, v, frame):
            if not any(_same(made, other) for other in out):
                out.append(made)
    return out


def _same(one: Precaution, other: Precaution) -> bool:
    return (one.actor, one.act, one.factuality) == (other.actor, other.act, other.factuality) and (
        one.place == other.place or one.place is None or other.place is None
    )


# ---- frames -------------------------------------------------------------------------------------------------------
def _frame(scene: Scene, v: int) -> PrecautionFrame | None:
    for frame in lexicon.precautions():
        if _governs(scene, v, frame) and _acts_on(scene, v, frame) and _complements(scene, v, frame):
            return frame
    return None


def _governs(scene: Scene, v: int, frame: PrecautionFrame) -> bool:
    tree = scene.tree
    if tree.is_passive(v) and not frame.passive:
        return False
    particles = tree.particles(v) or [
        tree.lower[k] for k in tree.children(v, "advmod", "obl") if tree.lower[k] in ("out", "home", "back", "down")
    ]
    names = [
        tree.lemmas[v],
        *(f"{tree.lemmas[v]} {p}" for p in particles),
        *(f"{tree.lemmas[v]} {c}" for c in _cases(scene, v)),
    ]
    return any(name in frame.verbs for name in names)


def _cases(scene: Scene, v: int) -> list[str]:
    """Prepositions that belong to the verb: "call on"."""
    return [c for k in scene.tree.obliques(v) if (c := scene.tree.case(k)) in ("on", "upon", "for", "to", "against")]


def _arguments(scene: Scene, v: int) -> list[int]:
    """Heads of what the verb acts on, looking through quantities ("the number of troops", "most of its staff")."""
    tree = scene.tree
    patient = tree.patient(v)
    found = [*tree.objects(v), *([patient] if patient is not None else [])]
    found += list(tree.obliques(v, "on", "upon", "to", "for", "of", "in", "against", "with"))
    subject = tree.subject(v)
    found += [subject] if subject is not None else []
    out = []
    for i in found:
        for j in tree.conjuncts(i):
            out.append(j)
            if tree.lemmas[j] in _QUANTITY or tree.upos[j] in ("NUM", "PRON", "ADJ"):
                out.extend(
                    m for k in tree.children(j, "nmod", "obl") if tree.case(k) == "of" for m in tree.conjuncts(k)
                )
    return out


def _lemmas(scene: Scene, heads: list[int]) -> set[str]:
    """Lemmas of the heads, alone and with their compounds: "staff", "embassy staff"."""
    tree = scene.tree
    out = set()
    for i in heads:
        out.add(tree.lemmas[i])
        out |= {f"{tree.lemmas[k]} {tree.lemmas[i]}" for k in tree.children(i, "compound", "amod")}
        out |= {holding.name for holding in scene.cast.held.get(scene.cast.who(i) or "", [])}
    return out


def _acts_on(scene: Scene, v: int, frame: PrecautionFrame) -> bool:
    tree = scene.tree
    lemmas = _lemmas(scene, _arguments(scene, v))
    if frame.objects and not lemmas & set(frame.objects):
        return False
    if frame.affected:
        inner = [s for k in tree.children(v, "ccomp", "xcomp") if (s := tree.own_subject(k)) is not None]
        inner += [m for k in tree.objects(v) for m in _through(scene, k)] if frame.objects else []
        return bool((lemmas | _lemmas(scene, inner)) & set(frame.affected))
    return True


def _complements(scene: Scene, v: int, frame: PrecautionFrame) -> bool:
    if not frame.complements and not frame.negations:
        return True
    return _complement(scene, v, frame) is not None


def _complement(scene: Scene, v: int, frame: PrecautionFrame) -> int | None:
    """The verb below that says what they should do: "leave"; for `negations` it must be negated: "not to travel"."""
    tree = scene.tree
    below = [m for k in tree.children(v, "xcomp", "ccomp", "advcl", "obj", "obl", "acl") for m in tree.conjuncts(k)]
    below += [m for k in tree.objects(v) for m in tree.children(k, "acl", "nmod")]
    for k in below:
        if tree.lemmas[k] in frame.complements and not tree.negated(k):
            return k
        if tree.lemmas[k] in frame.negations and (
            tree.negated(k) or tree.case(k) == "against" or tree.marker(k) == "against"
        ):
            return k
    return None


# ---- claims -------------------------------------------------------------------------------------------------------
def _claims(scene: Scene, v: int, frame: PrecautionFrame) -> list[Precaution]:
    standing = scene.standing(v).factuality
    if standing in ("denied", "conditional") or (standing == "possible" and not _officially(scene, v)):
        return []
    place = _place(scene, v, frame)
    if frame.preps and place is None:
        return []
    evidence = (_evidence(scene, v, frame),)
    made = []
    for actor in _actors(scene, v, frame):
        if _may(scene, actor, frame.act):
            made.append(
                scene.numbered(
                    Precaution(
                        id="", report=scene.report.id, evidence=evidence,
                        said_by=tuple(a for a in scene.said_by(v) if a != actor),
                        factuality=standing, when=scene.when(v), place=place, actor=actor, act=frame.act,
                        affected=_affected(scene, v, frame),
                    )
                )
            )  # fmt: skip
    return made


def _officially(scene: Scene, v: int) -> bool:
    """ "May" in an announcement of the actor's own is an option worth keeping; elsewhere talk."""
    return bool(scene.said_by(v)) and not scene.tree.has_to(v)


def _may(scene: Scene, actor: str, act: Act) -> bool:
    """Persons stay or speak for their state; they don't close airspace or own staff."""
    base = scene.cast.base[actor]
    if act == "stay" and base.kind == "person":
        return any((office := lexicon.office(r.role.split(" to ")[0])) is not None and office.level in _STAYERS
                   for r in scene.cast.roles.get(actor, []))  # fmt: skip
    return base.kind in ("state", "organisation", "person") or actor.startswith("group.")


def _actors(scene: Scene, v: int, frame: PrecautionFrame) -> tuple[str, ...]:
    """Who does it: the agent; where staff or a post is itself the subject ("its embassy will stay open"), whose they are."""
    tree = scene.tree
    agent = tree.agent(v)
    if agent is not None:
        objects = set(frame.objects) | set(frame.affected)
        own = _lemmas(scene, [agent, *_through(scene, agent)])
        if own & objects or tree.lemmas[agent] in _QUANTITY:
            return _owners(scene, agent, v)
        return scene.party(agent)
    patient = tree.patient(v)
    return _owners(scene, patient, v) if patient is not None else ()


def _through(scene: Scene, i: int) -> list[int]:
    return [
        m for k in scene.tree.children(i, "nmod", "obl") if scene.tree.case(k) == "of" for m in scene.tree.conjuncts(k)
    ]


def _owners(scene: Scene, i: int, v: int) -> tuple[str, ...]:
    """Whose staff or post: possessor, demonym, or who announces it."""
    tree = scene.tree
    for j in (i, *_through(scene, i)):
        for k in tree.kids[j]:
            if tree.deprels[k] == "nmod:poss" and scene.party(k):
                return scene.party(k)
            name = scene.cast.name_at.get(k)
            if (
                name is not None
                and tree.deprels[k] in ("amod", "compound", "nmod")
                and name.kind in ("demonym", "country")
            ):
                if tree.case(k) in (None, "of"):
                    return (name.id,)
    own = scene.cast.who(i)
    if own is not None:
        return (own,)
    said = scene.said_by(v)
    return said[-1:]


def _affected(scene: Scene, v: int, frame: PrecautionFrame) -> str | None:
    """Who or what is concerned, in the report's words."""
    tree = scene.tree
    wanted = set(frame.objects) | set(frame.affected)
    inner = [s for k in tree.children(v, "ccomp", "xcomp") if (s := tree.own_subject(k)) is not None]
    for i in [*_arguments(scene, v), *inner]:
        if _lemmas(scene, [i]) & wanted:
            top = (
                tree.heads[i]
                if tree.heads[i] >= 0 and tree.lemmas[tree.heads[i]] in _QUANTITY and tree.case(i) == "of"
                else i
            )
            return scene.text(*tree.noun_phrase(top))
    return None


def _place(scene: Scene, v: int, frame: PrecautionFrame) -> str | None:
    """Where: what is left, the place of the post, or where the verb says."""
    tree = scene.tree
    heads = [v]
    complement = _complement(scene, v, frame)
    if complement is not None:
        heads.insert(0, complement)
    for head in heads:
        for k in tree.children(head, "obj", "obl"):
            if (found := scene.place_name(k)) is not None:
                return found
    subject = tree.subject(v)
    actors = tree.conjuncts(subject) if subject is not None else []
    for i in _arguments(scene, v):
        if i not in actors and (found := scene.place_name(i)) is not None:
            return found
    if subject is not None and (
        found := next((p for k in tree.children(subject, "nmod") if (p := scene.place_name(k))), None)
    ):
        return found
    return _last_place(scene, v)


def _last_place(scene: Scene, v: int) -> str | None:
    """The place first named behind the verb in its sentence, else the land whose people or forces are named there."""
    sentence = scene.tree.sentence(v)
    named = [n for n in scene.cast.names if v < n.start < sentence.end]
    place = next((n.text for n in named if n.kind in ("country", "capital", "region", "place")), None)
    agent = scene.tree.agent(v)
    own = {scene.cast.country(a) for a in scene.party(agent)} if agent is not None else set()
    peoples = (n.entry.country for n in named if n.kind == "demonym" and n.entry is not None)
    people = next((p for p in peoples if p not in own), None)
    return place or (lexicon.countries()[people].name if people else None)


def _evidence(scene: Scene, v: int, frame: PrecautionFrame) -> Span:
    tree = scene.tree
    agent = tree.agent(v)
    inner = _complement(scene, v, frame)
    edges = [
        tree.edges(k)
        for k in tree.kids[v]
        if tree.deprels[k].split(":")[0] in ("obj", "obl", "xcomp", "ccomp", "nsubj")
    ]
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
            for a in scene.covering(v)
            if a.source is not None and tree.sentence_number(a.source) == number
        ]
        start = min([start, *sources])
    return scene.span(*tree.trimmed(start, end))
