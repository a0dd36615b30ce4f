"""Figures: how many of what, whose, where, with the bounds that the words give.

>>> # "Mali has sent more than 300 soldiers to the border." -> Figure(of "soldiers", subject "mli", amount {300, null})
"""

from __future__ import annotations

from rapporteur import lexicon
from rapporteur.extract.amounts import Amount
from rapporteur.extract.scene import Scene
from rapporteur.model import Figure

_UNCOUNTED = frozenset(
    [
        "time",
        "day",
        "week",
        "month",
        "year",
        "hour",
        "minute",
        "second",
        "decade",
        "century",
        "side",
        "way",
        "thing",
        "part",
        "leader",
        "president",
        "people's",
        "round",
        "step",
        "point",
        "front",
        "half",
        "other",
        "occasion",
        "man",
        "woman",
        "term",
        "neighbour",
        "neighbor",
        "nation",
        "ally",
        "counterpart",
        "reason",
        "hand",
        "phase",
        "stage",
    ]
)
_COUNTABLE_ALONE = frozenset({"people", "person", "man", "woman", "child"})
_POSSESSION = frozenset(
    [
        "have",
        "deploy",
        "amass",
        "mass",
        "gather",
        "build",
        "send",
        "station",
        "hold",
        "keep",
        "move",
        "mobilise",
        "mobilize",
        "assemble",
        "own",
        "possess",
        "lose",
        "concentrate",
        "position",
        "place",
        "withdraw",
        "commit",
        "field",
    ]
)


def find(scene: Scene) -> list[Figure]:
    """The figures of one report, in text order, each once."""
    out: list[Figure] = []
    for amount in scene.amounts:
        made = _figure(scene, amount)
        if made is not None and not any(_same(made, other) for other in out):
            out.append(made)
    return out


def _same(one: Figure, other: Figure) -> bool:
    return (one.of, one.subject, one.amount) == (other.of, other.subject, other.amount)


def _figure(scene: Scene, amount: Amount) -> Figure | None:
    counted = amount.counted
    if counted is None or not _is_countable(scene, counted, amount):
        return None
    tree = scene.tree
    verb = _verb(scene, counted)
    span = scene.clause(
        *([counted, amount.start] if verb is None else [tree.subject(verb), verb, counted, amount.start])
    )
    at = verb if verb is not None else counted
    return scene.numbered(
        Figure(
            id="", report=scene.report.id, evidence=(span,), said_by=scene.said_by(amount.start),
            factuality=scene.standing(at).factuality, when=scene.when(at), place=scene.place(counted) or scene.place(at),
            of=_counted_words(scene, counted, amount), subject=_subject(scene, counted, verb), amount=amount.amount,
        )
    )  # fmt: skip


def _is_countable(scene: Scene, counted: int, amount: Amount) -> bool:
    """Something whose number is news: forces, people, things; not "two sides", "the two presidents", a length of time."""
    tree = scene.tree
    lemma = tree.lemmas[counted]
    low = amount.amount.low if amount.amount.low is not None else amount.amount.high
    if lemma in _UNCOUNTED and not (lemma in _COUNTABLE_ALONE and not _definite(scene, counted)):
        return False
    if (
        tree.upos[counted] not in ("NOUN", "PROPN", "SYM")
        or low is None
        or any(t.start <= counted < t.end for t in scene.times)
    ):
        return False
    known = (
        lexicon.agent_noun(lemma) is not None
        or lexicon.equipment(lemma)
        or lexicon.institution_noun(tree.lower[counted])
    )
    if low <= 3 and (_definite(scene, counted) or not known):
        return False
    return not (lexicon.office(lemma) is not None and low <= 10)


def _definite(scene: Scene, i: int) -> bool:
    return any(scene.tree.lower[k] in ("the", "both", "these", "those", "their", "its", "all", "last", "first", "next", "past")
               for k in scene.tree.kids[i])  # fmt: skip


def _verb(scene: Scene, counted: int) -> int | None:
    """The verb that the counted noun is an argument of, through "of", conjuncts and prepositions."""
    tree = scene.tree
    j = counted
    for _ in range(5):
        j = tree.heads[j]
        if j < 0:
            return None
        if tree.is_verb(j):
            return j
    return None


def _counted_words(scene: Scene, counted: int, amount: Amount) -> str:
    """What is counted, without the number: "combat aircraft", "Ukrainian soldiers"."""
    tree = scene.tree
    start, end = tree.core(counted)
    keep = [
        i
        for i in range(start, end)
        if not amount.start <= i < amount.end and tree.upos[i] not in ("DET", "NUM", "ADV", "ADP", "PUNCT")
    ]
    lead = [i for i in keep if i <= counted and (i == counted or i not in scene.cast.name_at)]
    return " ".join(tree.words[i].text for i in lead) or tree.words[counted].text


def _subject(scene: Scene, counted: int, verb: int | None) -> str | None:
    """Whose they are: possessor, demonym, or the subject of a verb of having and moving; else whom they were lost by."""
    tree = scene.tree
    for j in (counted, *(k for k in tree.ancestors(counted) if tree.is_nominal(k))):
        for k in tree.kids[j]:
            name = scene.cast.name_at.get(k)
            if tree.deprels[k] == "nmod:poss" and scene.cast.who(k):
                return scene.cast.who(k)
            if (
                name is not None
                and tree.deprels[k] in ("amod", "compound", "nmod")
                and name.kind in ("demonym", "country")
            ):
                if tree.case(k) in (None, "of", "from"):
                    return scene.cast.register(name.id, name.text, "state", scene.cast.country(name.id))
    if verb is None:
        return None
    for v in (verb, *(a for a in tree.ancestors(verb) if tree.is_verb(a))):
        agent = tree.agent(v)
        actor = scene.cast.who(agent) if agent is not None and agent != counted else None
        if actor is not None and (tree.lemmas[v] in _POSSESSION or v != verb or not tree.below(counted, agent or -1)):
            return actor
    return None
