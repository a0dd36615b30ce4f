"""Forecasts, threats, warnings and promises: what is said to come, on what condition, how likely, by whom.

>>> # "Keita warned that rebels could attack within days." -> Forecast(event "rebels could attack", stance warning, possible)
"""

from __future__ import annotations

from rapporteur import lexicon
from rapporteur.extract.attribution import Attribution
from rapporteur.extract.scene import Scene
from rapporteur.lexicon.nouns import Frame
from rapporteur.model import Forecast, Likelihood, Span, Stance

_HOSTILE = frozenset({"THREATEN", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "REJECT"})
_MODALS = frozenset({"may", "might", "could", "would", "will", "shall", "'ll", "’ll", "wo", "'d", "’d", "can"})
_STANCES: dict[str, Stance] = {
    "warn": "warning",
    "caution": "warning",
    "threaten": "threat",
    "promise": "promise",
    "vow": "promise",
    "pledge": "promise",
}
_CHANCE = frozenset(["likelihood", "risk", "possibility", "chance", "danger", "prospect", "probability", "potential"])
_GENERIC = frozenset(
    {
        "be",
        "have",
        "do",
        "say",
        "see",
        "know",
        "think",
        "like",
        "want",
        "mean",
        "seem",
        "become",
        "remain",
        "continue",
        "help",
        "need",
    }
)


def find(scene: Scene) -> list[Forecast]:
    """The forecasts of one report, in text order, one per event word."""
    return [made for _, made in located(scene)]


def located(scene: Scene) -> list[tuple[int, Forecast]]:
    """Each forecast with the index of its event word."""
    out: list[tuple[int, Forecast]] = []
    for i in range(len(scene.tree.words)):
        made = _of_clause(scene, i) if scene.tree.is_verb(i) else _of_noun(scene, i)
        if made is not None and not any(made.event == other.event for _, other in out):
            out.append((i, made))
    return out


# ---- clauses ------------------------------------------------------------------------------------------------------
def _of_clause(scene: Scene, v: int) -> Forecast | None:
    """A clause about the future with a crisis in it: its verb or an argument is an event word, or it hangs on a condition."""
    tree = scene.tree
    modals = [a for a in tree.auxiliaries(v) if a in _MODALS]
    standing = scene.standing(v)
    if not modals or standing.factuality == "stated" or tree.upos[v] == "AUX" or _is_own_condition(scene, v):
        return None
    if "can" in modals and standing.condition is None:
        return None
    if tree.deprels[v] == "acl" and lexicon.cue_noun(tree.lemmas[tree.heads[v]]) is not None:
        return None  # "the demand that they will never join": wished, not foretold
    subject = tree.subject(v)
    frame = event_frame(scene, v)
    argument = _event_argument(scene, v)
    if frame is None and argument is None and standing.condition is None:
        return None
    if tree.lemmas[v] in _GENERIC and argument is None:
        return None
    loose = standing.factuality == "planned" or tree.deprels[v] == "acl:relcl" or standing.factuality == "denied"
    if loose and standing.condition is None and not _foretold(scene, v, frame, argument):
        return None
    if (
        standing.condition is None
        and standing.factuality in ("planned", "denied")
        and _is_announcement(scene, v, subject)
    ):
        return None
    likelihood = _likelihood(scene, v)
    type_ = frame.type if frame is not None else (argument.type if argument is not None else None)
    return _made(scene, v, subject, standing.factuality, standing.condition, likelihood, type_)


def _foretold(scene: Scene, v: int, frame: Frame | None, argument: Frame | None) -> bool:
    """A bare "will" is a forecast where it tells of force or pressure, or is given as a prediction; else a plan."""
    cue = _cue(scene, v)
    hostile = any(f is not None and f.type in _HOSTILE for f in (frame, argument))
    return hostile or cue in _STANCES or cue in ("predict", "forecast", "expect", "fear", "estimate", "foresee")


def _is_announcement(scene: Scene, v: int, subject: int | None) -> bool:
    """What the speaker says of his own next steps is a plan, not a forecast."""
    return subject is not None and bool(set(scene.party(subject)) & set(scene.said_by(v)))


def _is_own_condition(scene: Scene, v: int) -> bool:
    """An if-clause is the condition of a forecast, not one itself."""
    tree = scene.tree
    return any(
        tree.deprels[j].startswith("advcl") and tree.marker(j) in ("if", "unless", "whether")
        for j in (v, *tree.ancestors(v))
    )


def event_frame(scene: Scene, i: int) -> Frame | None:
    """The first PLOVER frame of a verb or noun that its clause fulfils."""
    tree = scene.tree
    pos = "verb" if tree.is_verb(i) else "noun"
    particles = tree.particles(i)
    for lemma in (*(f"{tree.lemmas[i]} {p}" for p in particles), tree.lemmas[i]):
        for frame in lexicon.event_frames().get(lemma, ()):
            if frame.pos == pos and fulfils(scene, i, frame):
                return frame
    return None


def fulfils(scene: Scene, i: int, frame: Frame) -> bool:
    """Are the preposition and the object that the frame asks for there?"""
    tree = scene.tree
    dependents = tree.children(i, "obl", "nmod", "advcl", "acl")
    if frame.prep is not None and not any((tree.case(k) or tree.marker(k)) == frame.prep for k in dependents):
        if frame.prep != "to" or not _has_addressed_infinitive(scene, i):
            return False
    if frame.objects:
        patient = tree.patient(i) if tree.is_verb(i) else None
        heads = [*tree.objects(i), *([patient] if patient is not None else []), *dependents, *tree.children(i, "xcomp")]
        return any(tree.lemmas[m] in frame.objects for k in heads for m in [*tree.conjuncts(k), *_inside(scene, k)])
    return True


def _has_addressed_infinitive(scene: Scene, i: int) -> bool:
    """ "want them to leave", not "want to leave": somebody else is to do it."""
    tree = scene.tree
    below = [k for k in tree.children(i, "xcomp", "ccomp") if tree.has_to(k)]
    return bool(below) and (bool(tree.objects(i)) or any(tree.own_subject(k) is not None for k in below))


def _inside(scene: Scene, k: int) -> list[int]:
    """What a noun phrase is of: "a salvo of missiles", "troop transports"; an army chief is no army."""
    labels = ("nmod",) if scene.cast.names_people(k) else ("nmod", "compound")
    return scene.tree.children(k, *labels)


def _event_argument(scene: Scene, v: int) -> Frame | None:
    """ "would bring war", "an attack could come": the event is the verb's subject or object."""
    tree = scene.tree
    for k in tree.children(v, "nsubj", "nsubj:pass", "obj", "obl"):
        if tree.deprels[k] == "obl" and tree.case(k) not in ("in", "to", "into"):
            continue
        frame = event_frame(scene, k) if tree.upos[k] == "NOUN" else None
        if frame is not None and frame.weight >= 0.5:
            return frame
    return None


# ---- nouns --------------------------------------------------------------------------------------------------------
def _of_noun(scene: Scene, n: int) -> Forecast | None:
    """ "the likelihood of a refugee crisis", "the threat of sanctions", "warned of an attack"."""
    tree = scene.tree
    if tree.upos[n] not in ("NOUN", "ADJ") or tree.lemmas[n] in _CHANCE:
        return None
    if not (_under_chance(scene, n) or _warned(scene, n)):
        return None
    if event_frame(scene, n) is None and not _is_crisis(tree.lemmas[n]):
        return None
    standing = scene.standing(n)
    if standing.condition is None:
        standing = standing._replace(condition=_if_behind(scene, n))
    verb = next((a for a in tree.ancestors(n) if tree.is_verb(a)), n)
    condition = standing.condition
    factuality = (
        "conditional"
        if condition is not None
        else ("possible" if standing.factuality == "stated" else standing.factuality)
    )
    frame = event_frame(scene, n)
    return _made(scene, n, None, factuality, condition, _likelihood(scene, n), frame.type if frame else None, verb)


def _if_behind(scene: Scene, n: int) -> tuple[int, int] | None:
    """An if-clause that follows the noun phrase at once is its condition, whatever the parse hangs it on."""
    tree = scene.tree
    end = tree.noun_phrase(n)[1]
    if end >= len(tree.words) or tree.lower[end] not in ("if", "unless") or tree.heads[end] < 0:
        return None
    clause = [i for i in tree.subtree(tree.heads[end]) if i >= end]
    stop = next((clause[k - 1] + 1 for k in range(1, len(clause)) if clause[k] != clause[k - 1] + 1), clause[-1] + 1)
    return tree.trimmed(end, stop)


def _is_crisis(lemma: str) -> bool:
    return lemma in _CRISES


_CRISES = frozenset(
    [
        "crisis",
        "war",
        "conflict",
        "catastrophe",
        "disaster",
        "famine",
        "bloodshed",
        "escalation",
        "collapse",
        "bloodbath",
        "chaos",
        "shortage",
        "exodus",
        "incursion",
    ]
)


def _under_chance(scene: Scene, n: int) -> bool:
    tree = scene.tree
    head = tree.heads[n]
    return head >= 0 and tree.deprels[n] == "nmod" and tree.case(n) == "of" and tree.lemmas[head] in _CHANCE


def _warned(scene: Scene, n: int) -> bool:
    """ "warned of an attack", "threatened sanctions": by somebody, and really so."""
    tree = scene.tree
    head = tree.heads[n]
    if (
        head < 0
        or tree.lemmas[head] not in ("warn", "threaten", "predict", "forecast", "expect", "fear")
        or not tree.is_verb(head)
    ):
        return False
    fits = tree.deprels[n] == "obj" or tree.case(n) in ("of", "about", "with")
    return (
        fits
        and tree.agent(head) is not None
        and tree.xpos[head] != "VBG"
        and scene.standing(head).factuality == "stated"
    )


# ---- claims -------------------------------------------------------------------------------------------------------
def _made(
    scene: Scene, at: int, subject: int | None, factuality: str, condition: tuple[int, int] | None,
    likelihood: Likelihood | None, type_: str | None, verb: int | None = None,
) -> Forecast | None:  # fmt: skip
    said = scene.said_by(at) or _warner(scene, at)
    start, end = _event_words(scene, at, subject, condition)
    return scene.numbered(
        Forecast(
            id="", report=scene.report.id, evidence=_evidence(scene, at, condition), said_by=said,
            factuality=factuality, when=scene.when(at), place=scene.place(at),  # type: ignore[arg-type]
            event=scene.text(start, end), stance=_stance(scene, at, subject, said, condition, type_),
            condition=scene.text(*condition) if condition is not None else None, likelihood=likelihood,
        )
    )  # fmt: skip


def _warner(scene: Scene, at: int) -> tuple[str, ...]:
    """ "Keita warned of an attack": the subject of the warning verb vouches for it."""
    tree = scene.tree
    for a in tree.ancestors(at):
        cue = lexicon.cue(tree.lemmas[a]) if tree.is_verb(a) else None
        if cue is not None:
            actor = scene.cast.source(tree.agent(a))
            return (*scene.said_by(a), *((actor,) if actor else ()))
    return ()


def _event_words(scene: Scene, at: int, subject: int | None, condition: tuple[int, int] | None) -> tuple[int, int]:
    """The clause without its condition, at most some 25 words around the event word."""
    tree = scene.tree
    if not tree.is_verb(at):
        return tree.noun_phrase(at)
    start, end = tree.trimmed(*tree.edges(at))
    if condition is not None and condition[0] > at:
        end = min(end, condition[0])
    if condition is not None and condition[1] <= at:
        start = max(start, condition[1])
    if subject is not None and start <= subject < at:
        start = max(start, tree.edges(subject)[0])
    end = min([end, *(tree.edges(k)[0] for k in tree.children(at, "parataxis", "conj") if k > at)])
    content = next((r for a in reversed(scene.covering(at)) for r in a.content if r[0] <= at < r[1]), None)
    if content is not None:
        start, end = max(start, content[0]), min(end, content[1])
    return tree.trimmed(max(start, at - 12), min(end, at + 18))


def _evidence(scene: Scene, at: int, condition: tuple[int, int] | None) -> tuple[Span, ...]:
    return (scene.sentence_span(at),)


def _stance(
    scene: Scene,
    at: int,
    subject: int | None,
    said: tuple[str, ...],
    condition: tuple[int, int] | None,
    type_: str | None,
) -> Stance:
    """Threat: the speaker says what he himself will do to somebody, on a condition; else as the cue has it."""
    cue = _cue(scene, at)
    named = _STANCES.get(cue) if cue else None
    actor = scene.who(subject) if subject is not None else None
    own = actor is not None and (actor in said or not said or actor.startswith("group."))
    if named in ("promise", "threat"):
        return "threat" if type_ in _HOSTILE else named
    if type_ in _HOSTILE and condition is not None and (own or _acts_for(scene, said, actor)):
        return "threat"
    return named or "forecast"


def target(scene: Scene, made: Forecast, at: int) -> str | None:
    """Whom a threat is meant for: who would fulfil its condition; nobody threatens himself, so then the last other named."""
    tree = scene.tree
    standing = scene.standing(at)
    if standing.condition is None:
        return None
    start, end = standing.condition
    subject = next((i for i in range(start, end) if tree.deprels[i].startswith("nsubj")), None)
    found = scene.cast.who(subject)
    if found is not None and found not in made.said_by:
        return found
    before = [
        a
        for j, a in scene.cast.history
        if j < start and a not in made.said_by and tree.sentence_number(j) == tree.sentence_number(at)
    ]
    rivals = [a for a in before if scene.cast.base[a].kind in ("person", "state") and not a.startswith("desc.")]
    land = {scene.cast.country(s) for s in made.said_by}
    return next((a for a in rivals if scene.cast.country(a) not in land), None)


def _acts_for(scene: Scene, said: tuple[str, ...], actor: str | None) -> bool:
    """A spokesman or president speaks for the state that would act."""
    land = scene.cast.country(actor)
    return land is not None and any(scene.cast.country(s) == land for s in said)


def _cue(scene: Scene, at: int) -> str | None:
    covering: list[Attribution] = scene.covering(at)
    if covering:
        return scene.tree.lemmas[covering[-1].cue]
    return next((scene.tree.lemmas[a] for a in scene.tree.ancestors(at) if scene.tree.lemmas[a] in _STANCES), None)


def _likelihood(scene: Scene, at: int) -> Likelihood | None:
    """Words of estimative probability in the event's clause, with ICD 203's interval where they are standard."""
    tree = scene.tree
    start, end = tree.edges(at)
    chain = list(tree.ancestors(at))[:2]
    words = [*range(start, end), *chain, *(k for a in chain for k in tree.kids[a])]
    table = lexicon.estimative()
    for i in sorted(set(words)):
        for size in (3, 2, 1):
            phrase = " ".join(tree.lower[j] for j in range(i, min(i + size, len(tree.words))))
            if phrase in table and phrase not in _MODALS:
                low, high = table[phrase]
                return Likelihood(phrase, low, high)
    modal = (
        next((a for a in tree.auxiliaries(at) if a in ("may", "might", "could")), None) if tree.is_verb(at) else None
    )
    return Likelihood(modal, *table.get(modal, (None, None))) if modal else None
