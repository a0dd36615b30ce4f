"""Forecasts, threats, warnings and promises: what is said to come, on what condition, how likely, by whom.

>>> # "Keita warned that rebels could attack within days." -> Forecast(event "rebels could attack", stance warning, possible)
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from rapporteur import lexicon
from rapporteur.extract.attribution import Attribution
from rapporteur.extract.precaution_frames import frame_of
from rapporteur.extract.scene import Scene
from rapporteur.extract.time import to_when
from rapporteur.lexicon.crises import words as crisis
from rapporteur.lexicon.nouns import Frame
from rapporteur.model import Forecast, Likelihood, Span, Stance, When

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
_BELLIGERENT = frozenset({"REB", "MIL", "UAF", "SEP"})
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


_BRINGING = frozenset({"be", "have", "see", "become", "mean"})
"""Bare verbs that can bring an event about: "would mean war"; "war would not help" tells of no war."""


def find(scene: Scene) -> list[Forecast]:
    """The forecasts of one report, in text order, one per event word."""
    return [made for _, made in located(scene)]


@lru_cache(maxsize=1)
def located(scene: Scene) -> tuple[tuple[int, Forecast], ...]:
    """Each forecast with the index of its event word. Kept for the report at hand: events ask for it too."""
    out: dict[int, Forecast] = {}
    for i in range(len(scene.tree.words)):
        if scene.tree.is_verb(i):
            made = _of_clause(scene, i)
        else:
            told = scene.tree.heads[i] in out  # "could plunge many into hunger" is one forecast
            made = _of_predicate(scene, i) or (None if told else _of_noun(scene, i))
        if made is not None and not any(made.event == other.event for other in out.values()):
            out[i] = made
    return tuple(out.items())


# ---- clauses ------------------------------------------------------------------------------------------------------
_SAID = frozenset({"say", "tell", "claim", "state", "announce", "confirm", "indicate", "suggest", "specify", "mention"})


def _unsaid(scene: Scene, v: int) -> bool:
    """ "did not say that the army would attack", "Neither said that …": nobody foretells it."""
    tree = scene.tree
    for a in scene.covering(v):
        source = [] if a.source is None else [a.source, *tree.kids[a.source]]
        nobody = {"neither", "nobody", "none"} & {tree.lower[k] for k in source}
        if nobody or (tree.lemmas[a.cue] in _SAID and tree.negated(a.cue)):
            return True
    return False


def _of_clause(scene: Scene, v: int) -> Forecast | None:
    """A clause about the future with a crisis in it: its verb or an argument is an event word, or it hangs on a condition."""
    tree = scene.tree
    modals = modals_of(scene, v)
    if not modals:
        return None
    standing = scene.standing(v)
    bare = tree.upos[v] == "AUX" or (tree.lemmas[v] in _GENERIC and tree.heads[v] < 0 and not tree.objects(v))
    asked = tree.marker(v) == "whether" or (tree.marker(v) == "if" and tree.deprels[v] == "ccomp")
    if asked or _is_own_condition(scene, v) or _is_past(scene, v) or (bare and standing.condition is None):
        return None
    if _unsaid(scene, v):
        return None
    if standing.factuality == "stated":
        standing = standing._replace(factuality="planned")
    if "can" in modals and standing.condition is None:
        return None
    if tree.deprels[v] == "acl" and lexicon.cue_noun(tree.lemmas[tree.heads[v]]) is not None:
        return None  # "the demand that they will never join": wished, not foretold
    subject = tree.subject(v)
    frame = event_frame(scene, v)
    argument = _event_argument(scene, v)
    calamity = _is_calamity(scene, v) or _is_armed(scene, v)
    threat = frame is None and _threatened(scene, v)
    if frame is None and argument is None and standing.condition is None and not calamity and not threat:
        return None
    if tree.lemmas[v] in _GENERIC and not calamity and (argument is None or tree.lemmas[v] not in _BRINGING):
        return None
    willing = tree.heads[v] >= 0 and tree.lemmas[tree.heads[v]] == "ready" and tree.has_to(v)
    if willing and standing.condition is None and (frame is None or frame.type not in _HOSTILE):
        return None  # ready to meet, not about to attack
    if standing.condition is None and standing.factuality in ("planned", "possible") and frame_of(scene, v) is not None:
        return None  # a precaution is told as one
    loose = standing.factuality == "planned" or tree.deprels[v] == "acl:relcl" or standing.factuality == "denied"
    pledge = _is_pledge(scene, v, subject, frame)
    if loose and standing.condition is None and not (pledge or calamity or threat or _foretold(scene, v, frame, argument)):
        return None
    if standing.condition is None and standing.factuality in ("planned", "denied") and not pledge:
        if _is_announcement(scene, v, subject) and tree.lemmas[tree.heads[v]] not in crisis("pledged"):
            return None
    likelihood = _likelihood(scene, v)
    type_ = frame.type if frame is not None else (argument.type if argument is not None else "THREATEN" if threat else None)
    return _made(scene, v, subject, standing.factuality, standing.condition, likelihood, type_)


def modals_of(scene: Scene, v: int, depth: int = 0) -> list[str]:
    """Modals of a clause about what lies ahead; "is likely to", "threatens to", "will have to", "on the brink of" count."""
    tree = scene.tree
    own = [a for a in tree.auxiliaries(v) if a in _MODALS]
    head = tree.heads[v]
    if own or head < 0 or depth > 3:
        return own
    if tree.xpos[v] == "VBG" and tree.deprels[v].startswith(("acl", "advcl")) and tree.lemmas[head] in _BRINKS:
        return ["will"]
    if not tree.has_to(v) or tree.deprels[v].split(":")[0] not in ("xcomp", "ccomp", "advcl", "csubj"):
        return []
    lemma = tree.lemmas[head]
    if lemma in ("have", "need", "begin", "start", "continue", "come", "be"):
        return modals_of(scene, head, depth + 1)
    if lemma in crisis("pledged"):
        return ["will"] if not tree.has_to(head) else modals_of(scene, head, depth + 1)
    going = lemma != "go" or tree.xpos[head] == "VBG"
    foreseen = tree.upos[head] == "ADJ" or tree.xpos[head] in ("VBN", "JJ", "IN", "RB") or lemma == "go"
    return ["will"] if lemma in crisis("ahead") and going and foreseen else []


_BRINKS = frozenset({"brink", "verge", "cusp", "edge", "threshold", "precipice"})


def _is_past(scene: Scene, v: int) -> bool:
    """ "Might have been avoided" looks back."""
    auxiliaries = scene.tree.auxiliaries(v)
    return "have" in auxiliaries and not {"will", "'ll", "’ll", "wo"} & set(auxiliaries)


def _is_calamity(scene: Scene, v: int) -> bool:
    """A verb of calamity, a city's fall, or a retribution met: "could spill over", "will bear the consequences"."""
    tree = scene.tree
    lemma, subject = tree.lemmas[v], tree.subject(v)
    if lemma in crisis("verbs"):
        return True
    if lemma in crisis("falls") and subject is not None:
        name = scene.cast.name_at.get(subject)
        return tree.lemmas[subject] in crisis("fallers") or (
            name is not None and name.kind in ("capital", "place", "region", "country")
        )
    return _is_retribution(scene, v)


def _is_retribution(scene: Scene, v: int) -> bool:
    tree = scene.tree
    met = [*tree.objects(v), *tree.obliques(v, "with", "to")] if tree.lemmas[v] in crisis("met_by") else []
    return any(tree.lemmas[k] in crisis("retribution") for k in met)


def _is_armed(scene: Scene, v: int) -> bool:
    """Weapons that may be used, or an armed group of which somebody says how likely it is to act."""
    tree = scene.tree
    subject = tree.subject(v)
    if subject is None:
        return False
    if any(lexicon.equipment(tree.lemmas[k]) for k in tree.conjuncts(subject)) and tree.is_passive(v):
        return True
    known = lexicon.organisations().get(scene.cast.who(subject) or "")
    sure = any(tree.lower[k] in ("probably", "likely", "inevitably", "certainly", "surely") for k in tree.children(v, "advmod"))
    return known is not None and known.sector in _BELLIGERENT and sure


def _threatened(scene: Scene, v: int) -> bool:
    """ "threatened to close it": whatever is threatened is a threat; so is retribution."""
    tree = scene.tree
    head = tree.heads[v]
    told = head >= 0 and tree.lemmas[head] == "threaten" and tree.has_to(v) and not tree.is_passive(head)
    return told or _is_retribution(scene, v)


def _is_pledge(scene: Scene, v: int, subject: int | None, frame: Frame | None) -> bool:
    """ "We will strike back", "I will defend them": the speaker's own word, in the first person."""
    if subject is None or not scene.is_first(subject):
        return False
    return scene.tree.lemmas[v] in crisis("stand_by") or (frame is not None and frame.type in _HOSTILE)


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
        tree.deprels[j].startswith("advcl") and tree.marker(j) in ("if", "unless", "whether") for j in (v, *tree.ancestors(v))
    )


_APART = frozenset({"down", "off", "out", "over", "away", "aside"})
"""Particles that make another verb of a verb."""
_PARTICLES = _APART | {"up", "back", "in"}


def event_frame(scene: Scene, i: int) -> Frame | None:
    """The first PLOVER frame of a verb or noun that its clause fulfils; asked for many times, looked for once."""
    if i not in scene.frames:
        scene.frames[i] = _frame(scene, i)
    return scene.frames[i]


def _frame(scene: Scene, i: int) -> Frame | None:
    tree = scene.tree
    pos = "verb" if tree.is_verb(i) else "noun"
    behind = tree.lower[i + 1] if i + 1 < len(tree.lower) and tree.heads[i + 1] == i and tree.upos[i + 1] == "ADV" else ""
    particles = tree.particles(i) or [behind] * (behind in _PARTICLES)
    bare = () if _APART.intersection(particles) else (tree.lemmas[i],)  # "struck down a law" strikes nobody
    for lemma in (*(f"{tree.lemmas[i]} {p}" for p in particles), *bare):
        for frame in lexicon.event_frames().get(lemma, ()):
            if frame.pos == pos and fulfils(scene, i, frame):
                return frame
    return None


def fulfils(scene: Scene, i: int, frame: Frame) -> bool:
    """Are the preposition and the object that the frame asks for there?"""
    tree = scene.tree
    dependents = [k for k in tree.children(i, "obl", "nmod", "advcl", "acl") if k not in scene.time_at]
    if frame.prep is not None and not any((tree.case(k) or tree.marker(k)) == frame.prep for k in dependents):
        addressed = frame.prep == "to" and _has_addressed_infinitive(scene, i)
        if not addressed and frame.prep not in tree.particles(i):
            return False
    if frame.objects:
        patient = tree.patient(i) if tree.is_verb(i) else None
        heads = [*tree.objects(i), *([patient] if patient is not None else []), *dependents, *tree.children(i, "xcomp")]
        nouns = {tree.lemmas[m] for k in heads for m in [*tree.conjuncts(k), *_inside(scene, k)]}
        return any({noun, noun.removesuffix("s"), f"{noun}s"} & {*frame.objects} for noun in nouns)  # "talks", "relations"
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


def _of_predicate(scene: Scene, i: int) -> Forecast | None:
    """ "The consequences would be dire if …", "a takeover is highly unlikely": an adjective says how bad or how likely."""
    tree = scene.tree
    subject = tree.own_subject(i) if tree.children(i, "cop") else None
    if subject is None or tree.upos[i] not in ("ADJ", "NOUN") or _is_past(scene, i) or tree.upos[subject] != "NOUN":
        return None
    feared = tree.lemmas[subject] in crisis("nouns") | crisis("retribution") or event_frame(scene, subject) is not None
    standing = scene.standing(i)
    if tree.lemmas[i] in crisis("likely") and feared:
        factuality = standing.factuality if standing.factuality in ("conditional", "denied") else "possible"
        return _made(scene, i, subject, factuality, standing.condition, _likelihood(scene, i), None)
    grave = tree.lemmas[i] in crisis("adjectives") or tree.lemmas[subject] in crisis("retribution")
    if standing.condition is None or not grave or not [a for a in tree.auxiliaries(i) if a in _MODALS]:
        return None
    return _made(scene, i, subject, standing.factuality, standing.condition, _likelihood(scene, i), None)


# ---- nouns --------------------------------------------------------------------------------------------------------
def _of_noun(scene: Scene, n: int) -> Forecast | None:
    """ "the likelihood of a refugee crisis", "the threat of sanctions", "warned of an attack"."""
    tree = scene.tree
    if tree.upos[n] not in ("NOUN", "ADJ") or tree.lemmas[n] in crisis("chance"):
        return None
    if not (_under_chance(scene, n) or _warned(scene, n) or _drifted(scene, n) or _there(scene, n)):
        return None
    if event_frame(scene, n) is None and not _is_crisis(tree.lemmas[n]):
        return None
    standing = scene.standing(n)
    if standing.condition is None:
        standing = standing._replace(condition=_if_behind(scene, n))
    verb = next((a for a in tree.ancestors(n) if tree.is_verb(a)), n)
    condition = standing.condition
    factuality = (
        "conditional" if condition is not None else ("possible" if standing.factuality == "stated" else standing.factuality)
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
    return lemma in crisis("nouns") or lemma in crisis("retribution")


def _drifted(scene: Scene, n: int) -> bool:
    """ "is heading for civil war", "could slide into chaos": on its way, not there; "descended into war" is past."""
    tree = scene.tree
    head = tree.heads[n]
    if head < 0 or tree.lemmas[head] not in crisis("drift") or tree.case(n) not in ("for", "into", "to", "toward", "towards"):
        return False
    return tree.lemmas[n] in crisis("nouns") and (tree.xpos[head] == "VBG" or bool(modals_of(scene, head)))


def _there(scene: Scene, n: int) -> bool:
    """ "There would be no revenge"."""
    tree = scene.tree
    head = tree.heads[n]
    if head < 0 or tree.lemmas[head] != "be" or not tree.deprels[n].startswith("nsubj"):
        return False
    return bool(tree.children(head, "expl")) and bool(modals_of(scene, head)) and not _is_own_condition(scene, head)


def _under_chance(scene: Scene, n: int) -> bool:
    tree = scene.tree
    head = tree.heads[n]
    return head >= 0 and tree.deprels[n] == "nmod" and tree.case(n) == "of" and tree.lemmas[head] in crisis("chance")


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
    real = scene.standing(head).factuality == "stated" or (tree.xpos[head] in ("VBD", "VBN") and _if_behind(scene, n) is not None)
    return fits and tree.agent(head) is not None and tree.xpos[head] != "VBG" and real


# ---- claims -------------------------------------------------------------------------------------------------------
def _made(
    scene: Scene, at: int, subject: int | None, factuality: str, condition: tuple[int, int] | None,
    likelihood: Likelihood | None, type_: str | None, verb: int | None = None,
) -> Forecast | None:  # fmt: skip
    said = _vouchers(scene, at)
    stance = _stance(scene, at, subject, said, condition, type_)
    stance = "promise" if stance == "threat" and factuality == "denied" else stance  # "we will never attack"
    start, end = _event_words(scene, at, subject, condition)
    return scene.numbered(
        Forecast(
            id="", report=scene.report.id, evidence=_evidence(scene, at, condition), said_by=said,
            factuality=factuality, when=_when(scene, at), place=scene.place(at),  # type: ignore[arg-type]
            event=scene.text(start, end), stance=stance,
            condition=scene.text(*condition) if condition is not None else None, likelihood=likelihood,
        )
    )  # fmt: skip


def _vouchers(scene: Scene, at: int) -> tuple[str, ...]:
    """Who vouches for it; "a step that threatens to widen the war" is nobody's word."""
    tree = scene.tree
    things = {
        scene.speaker(a)
        for a in scene.covering(at)
        if a.source is not None and tree.lemmas[a.cue] == "threaten" and tree.upos[a.source] == "NOUN"
        and (scene.cast.who(a.source) or "desc.").startswith("desc.") and lexicon.agent_noun(tree.lemmas[a.source]) is None
    }  # fmt: skip
    said = scene.said_by(at)
    return tuple(s for s in said if s not in things) or (() if said else _warner(scene, at))


def _when(scene: Scene, at: int) -> When | None:
    """The day of what is foretold, not that of a thing in its words ("avenge the raid of 1 April", read as next year's)."""
    tree, timex, found = scene.tree, scene.timex(at), scene.when(at)
    if timex is not None and not tree.is_verb(at) and not tree.children(at, "cop") and not tree.below(timex.start, at):
        return None  # "warned on Friday of an attack": Friday is the day of the warning
    if found is None:
        return _within(scene, at)
    if timex is None or found.start is None or scene.report.published is None:
        return found
    ahead = date.fromisoformat(found.start[:10]) - date.fromisoformat(scene.report.published[:10])
    dated = any(c.isdigit() and len(c) == 4 for c in (tree.lower[i] for i in range(timex.start, timex.end)))
    return None if ahead.days > _FAR and not dated and tree.objects(at) else found


def _within(scene: Scene, at: int) -> When | None:
    """ "Could fall within 90 days": a length of time that starts with the report is a term."""
    first, last = scene.tree.edges(at)
    ahead = (t for t in scene.times if t.type == "DURATION" and t.direction == "future" and t.low and first <= t.start < last)
    term = next(ahead, None)
    return to_when(term) if term is not None else None


_FAR = 180
"""Days ahead at which a day of the month without a year is more likely one that has passed."""


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
    if not tree.is_verb(at) and not tree.children(at, "cop"):
        return tree.noun_phrase(at)
    top = at
    while tree.heads[top] >= 0 and tree.has_to(top) and tree.lemmas[tree.heads[top]] in _LIGHT:
        top = tree.heads[top]
    start, end = tree.trimmed(*tree.edges(top))
    if tree.deprels[at] == "acl:relcl" and tree.heads[at] >= 0:
        start = min(start, tree.core(tree.heads[at])[0])
    if top == at and (tree.has_to(at) or tree.xpos[at] == "VBG"):
        start += tree.lower[start] in ("to", "of")
    if condition is not None and condition[0] > at:
        end = min(end, condition[0])
    inside = subject is not None and condition is not None and condition[0] <= subject < condition[1]
    if condition is not None and condition[1] <= at and not inside:
        start = max(start, condition[1])
    if subject is not None and start <= subject < at:
        start = max(start, tree.edges(subject)[0])
    end = min([end, *(tree.edges(k)[0] for k in tree.children(at, "parataxis", "conj") if k > at)])
    content = next((r for a in reversed(scene.covering(at)) for r in a.content if r[0] <= at < r[1]), None)
    if content is not None:
        start, end = max(start, content[0]), min(end, content[1])
    return tree.trimmed(max(start, at - (24 if inside else 12)), min(end, at + 18))


_LIGHT = frozenset(
    {"have", "need", "begin", "start", "continue", "likely", "unlikely", "set", "poise", "bind", "bound", "due", "expect"}
)


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
    head = scene.tree.heads[at]
    if head >= 0 and scene.tree.lemmas[head] in crisis("pledged") and scene.tree.has_to(at):
        named = _STANCES.get(scene.tree.lemmas[head], "promise")
        if named == "threat" and not said:
            return "forecast"  # "a step that threatens to widen the war": nobody threatens
    if named in ("promise", "threat"):
        return "threat" if type_ in _HOSTILE else named
    if said and ((type_ == "THREATEN" and _is_retribution(scene, at)) or (subject is not None and scene.is_first(subject))):
        return "threat" if type_ in _HOSTILE else "promise"
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
    subject = next((i for i in range(start, end) if tree.deprels[i] == "nsubj"), None)
    found = scene.cast.who(subject)
    land = {scene.cast.country(s) for s in made.said_by} - {None}
    if found is not None and found not in made.said_by and scene.cast.country(found) not in land:
        return found
    before = [
        a
        for j, a in scene.cast.history
        if j < start and a not in made.said_by and tree.sentence_number(j) == tree.sentence_number(at)
    ]
    rivals = [a for a in before if scene.cast.base[a].kind in ("person", "state") and not a.startswith("desc.")]
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
    modal = next((a for a in tree.auxiliaries(at) if a in ("may", "might", "could")), None) if tree.is_verb(at) else None
    return Likelihood(modal, *table.get(modal, (None, None))) if modal else None
