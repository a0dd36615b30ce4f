"""Forecasts, threats, warnings and promises: what is said to come, on what condition, how likely, by whom.

>>> # "Keita warned that rebels could attack within days." -> Forecast(event "rebels could attack", stance warning, possible)
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from rapporteur import lexicon
from rapporteur.extract.attribution.syntactic import Attribution
from rapporteur.extract.document import Document
from rapporteur.extract.frames.events import event_frame
from rapporteur.extract.frames.precautions import frame_of
from rapporteur.extract.time import to_when
from rapporteur.lexicon.crises import words as crisis
from rapporteur.lexicon.schema import Frame
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


def find(doc: Document) -> list[Forecast]:
    """The forecasts of one report, in text order, one per event word."""
    return [made for _, made in located(doc)]


@lru_cache(maxsize=1)
def located(doc: Document) -> tuple[tuple[int, Forecast], ...]:
    """Each forecast with the index of its event word. Kept for the report at hand: events ask for it too."""
    out: dict[int, Forecast] = {}
    for i in range(len(doc.tree.words)):
        if doc.tree.is_verb(i):
            made = _of_clause(doc, i)
        else:
            told = doc.tree.heads[i] in out  # "could plunge many into hunger" is one forecast
            made = _of_predicate(doc, i) or (None if told else _of_noun(doc, i))
        if made is not None and not any(made.event == other.event for other in out.values()):
            out[i] = made
    return tuple(out.items())


# ---- clauses ------------------------------------------------------------------------------------------------------
_SAID = frozenset({"say", "tell", "claim", "state", "announce", "confirm", "indicate", "suggest", "specify", "mention"})


def _unsaid(doc: Document, v: int) -> bool:
    """ "did not say that the army would attack", "Neither said that …": nobody foretells it."""
    tree = doc.tree
    for a in doc.covering(v):
        source = [] if a.source is None else [a.source, *tree.kids[a.source]]
        nobody = {"neither", "nobody", "none"} & {tree.lower[k] for k in source}
        if nobody or (tree.lemmas[a.cue] in _SAID and tree.negated(a.cue)):
            return True
    return False


def _of_clause(doc: Document, v: int) -> Forecast | None:
    """A clause about the future with a crisis in it: its verb or an argument is an event word, or it hangs on a condition."""
    tree = doc.tree
    modals = modals_of(doc, v)
    if not modals:
        return None
    standing = doc.standing(v)
    bare = tree.upos[v] == "AUX" or (tree.lemmas[v] in _GENERIC and tree.heads[v] < 0 and not tree.objects(v))
    asked = tree.marker(v) == "whether" or (tree.marker(v) == "if" and tree.deprels[v] == "ccomp")
    if asked or _is_own_condition(doc, v) or _is_past(doc, v) or (bare and standing.condition is None):
        return None
    if _unsaid(doc, v):
        return None
    if standing.factuality == "stated":
        standing = standing._replace(factuality="planned")
    if "can" in modals and standing.condition is None:
        return None
    if tree.deprels[v] == "acl" and lexicon.cue_noun(tree.lemmas[tree.heads[v]]) is not None:
        return None  # "the demand that they will never join": wished, not foretold
    subject = tree.subject(v)
    frame = event_frame(doc, v)
    argument = _event_argument(doc, v)
    calamity = _is_calamity(doc, v) or _is_armed(doc, v)
    threat = frame is None and _threatened(doc, v)
    if frame is None and argument is None and standing.condition is None and not calamity and not threat:
        return None
    if tree.lemmas[v] in _GENERIC and not calamity and (argument is None or tree.lemmas[v] not in _BRINGING):
        return None
    willing = tree.heads[v] >= 0 and tree.lemmas[tree.heads[v]] == "ready" and tree.has_to(v)
    if willing and standing.condition is None and (frame is None or frame.type not in _HOSTILE):
        return None  # ready to meet, not about to attack
    if standing.condition is None and standing.factuality in ("planned", "possible") and frame_of(doc, v) is not None:
        return None  # a precaution is told as one
    loose = standing.factuality == "planned" or tree.deprels[v] == "acl:relcl" or standing.factuality == "denied"
    pledge = _is_pledge(doc, v, subject, frame)
    if loose and standing.condition is None and not (pledge or calamity or threat or _foretold(doc, v, frame, argument)):
        return None
    if standing.condition is None and standing.factuality in ("planned", "denied") and not pledge:
        if _is_announcement(doc, v, subject) and tree.lemmas[tree.heads[v]] not in crisis("pledged"):
            return None
    likelihood = _likelihood(doc, v)
    type_ = frame.type if frame is not None else (argument.type if argument is not None else "THREATEN" if threat else None)
    return _made(doc, v, subject, standing.factuality, standing.condition, likelihood, type_)


def modals_of(doc: Document, v: int, depth: int = 0) -> list[str]:
    """Modals of a clause about what lies ahead; "is likely to", "threatens to", "will have to", "on the brink of" count."""
    tree = doc.tree
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
        return modals_of(doc, head, depth + 1)
    if lemma in crisis("pledged"):
        return ["will"] if not tree.has_to(head) else modals_of(doc, head, depth + 1)
    going = lemma != "go" or tree.xpos[head] == "VBG"
    foreseen = tree.upos[head] == "ADJ" or tree.xpos[head] in ("VBN", "JJ", "IN", "RB") or lemma == "go"
    return ["will"] if lemma in crisis("ahead") and going and foreseen else []


_BRINKS = frozenset({"brink", "verge", "cusp", "edge", "threshold", "precipice"})


def _is_past(doc: Document, v: int) -> bool:
    """ "Might have been avoided" looks back."""
    auxiliaries = doc.tree.auxiliaries(v)
    return "have" in auxiliaries and not {"will", "'ll", "’ll", "wo"} & set(auxiliaries)


def _is_calamity(doc: Document, v: int) -> bool:
    """A verb of calamity, a city's fall, or a retribution met: "could spill over", "will bear the consequences"."""
    tree = doc.tree
    lemma, subject = tree.lemmas[v], tree.subject(v)
    if lemma in crisis("verbs"):
        return True
    if lemma in crisis("falls") and subject is not None:
        name = doc.cast.name_at.get(subject)
        return tree.lemmas[subject] in crisis("fallers") or (
            name is not None and name.kind in ("capital", "place", "region", "country")
        )
    return _is_retribution(doc, v)


def _is_retribution(doc: Document, v: int) -> bool:
    tree = doc.tree
    met = [*tree.objects(v), *tree.obliques(v, "with", "to")] if tree.lemmas[v] in crisis("met_by") else []
    return any(tree.lemmas[k] in crisis("retribution") for k in met)


def _is_armed(doc: Document, v: int) -> bool:
    """Weapons that may be used, or an armed group of which somebody says how likely it is to act."""
    tree = doc.tree
    subject = tree.subject(v)
    if subject is None:
        return False
    if any(lexicon.equipment(tree.lemmas[k]) for k in tree.conjuncts(subject)) and tree.is_passive(v):
        return True
    known = lexicon.organisations().get(doc.cast.who(subject) or "")
    sure = any(tree.lower[k] in ("probably", "likely", "inevitably", "certainly", "surely") for k in tree.children(v, "advmod"))
    return known is not None and known.sector in _BELLIGERENT and sure


def _threatened(doc: Document, v: int) -> bool:
    """ "threatened to close it": whatever is threatened is a threat; so is retribution."""
    tree = doc.tree
    head = tree.heads[v]
    told = head >= 0 and tree.lemmas[head] == "threaten" and tree.has_to(v) and not tree.is_passive(head)
    return told or _is_retribution(doc, v)


def _is_pledge(doc: Document, v: int, subject: int | None, frame: Frame | None) -> bool:
    """ "We will strike back", "I will defend them": the speaker's own word, in the first person."""
    if subject is None or not doc.is_first(subject):
        return False
    return doc.tree.lemmas[v] in crisis("stand_by") or (frame is not None and frame.type in _HOSTILE)


def _foretold(doc: Document, v: int, frame: Frame | None, argument: Frame | None) -> bool:
    """A bare "will" is a forecast where it tells of force or pressure, or is given as a prediction; else a plan."""
    cue = _cue(doc, v)
    hostile = any(f is not None and f.type in _HOSTILE for f in (frame, argument))
    return hostile or cue in _STANCES or cue in ("predict", "forecast", "expect", "fear", "estimate", "foresee")


def _is_announcement(doc: Document, v: int, subject: int | None) -> bool:
    """What the speaker says of his own next steps is a plan, not a forecast."""
    return subject is not None and bool(set(doc.party(subject)) & set(doc.said_by(v)))


def _is_own_condition(doc: Document, v: int) -> bool:
    """An if-clause is the condition of a forecast, not one itself."""
    tree = doc.tree
    return any(
        tree.deprels[j].startswith("advcl") and tree.marker(j) in ("if", "unless", "whether") for j in (v, *tree.ancestors(v))
    )


def _event_argument(doc: Document, v: int) -> Frame | None:
    """ "would bring war", "an attack could come": the event is the verb's subject or object."""
    tree = doc.tree
    for k in tree.children(v, "nsubj", "nsubj:pass", "obj", "obl"):
        if tree.deprels[k] == "obl" and tree.case(k) not in ("in", "to", "into"):
            continue
        frame = event_frame(doc, k) if tree.upos[k] == "NOUN" else None
        if frame is not None and frame.weight >= 0.5:
            return frame
    return None


def _of_predicate(doc: Document, i: int) -> Forecast | None:
    """ "The consequences would be dire if …", "a takeover is highly unlikely": an adjective says how bad or how likely."""
    tree = doc.tree
    subject = tree.own_subject(i) if tree.children(i, "cop") else None
    if subject is None or tree.upos[i] not in ("ADJ", "NOUN") or _is_past(doc, i) or tree.upos[subject] != "NOUN":
        return None
    feared = tree.lemmas[subject] in crisis("nouns") | crisis("retribution") or event_frame(doc, subject) is not None
    standing = doc.standing(i)
    if tree.lemmas[i] in crisis("likely") and feared:
        factuality = standing.factuality if standing.factuality in ("conditional", "denied") else "possible"
        return _made(doc, i, subject, factuality, standing.condition, _likelihood(doc, i), None)
    grave = tree.lemmas[i] in crisis("adjectives") or tree.lemmas[subject] in crisis("retribution")
    if standing.condition is None or not grave or not [a for a in tree.auxiliaries(i) if a in _MODALS]:
        return None
    return _made(doc, i, subject, standing.factuality, standing.condition, _likelihood(doc, i), None)


# ---- nouns --------------------------------------------------------------------------------------------------------
def _of_noun(doc: Document, n: int) -> Forecast | None:
    """ "the likelihood of a refugee crisis", "the threat of sanctions", "warned of an attack"."""
    tree = doc.tree
    if tree.upos[n] not in ("NOUN", "ADJ") or tree.lemmas[n] in crisis("chance"):
        return None
    if not (_under_chance(doc, n) or _warned(doc, n) or _drifted(doc, n) or _there(doc, n)):
        return None
    if event_frame(doc, n) is None and not _is_crisis(tree.lemmas[n]):
        return None
    standing = doc.standing(n)
    if standing.condition is None:
        standing = standing._replace(condition=_if_behind(doc, n))
    verb = next((a for a in tree.ancestors(n) if tree.is_verb(a)), n)
    condition = standing.condition
    factuality = (
        "conditional" if condition is not None else ("possible" if standing.factuality == "stated" else standing.factuality)
    )
    frame = event_frame(doc, n)
    return _made(doc, n, None, factuality, condition, _likelihood(doc, n), frame.type if frame else None, verb)


def _if_behind(doc: Document, n: int) -> tuple[int, int] | None:
    """An if-clause that follows the noun phrase at once is its condition, whatever the parse hangs it on."""
    tree = doc.tree
    end = tree.noun_phrase(n)[1]
    if end >= len(tree.words) or tree.lower[end] not in ("if", "unless") or tree.heads[end] < 0:
        return None
    clause = [i for i in tree.subtree(tree.heads[end]) if i >= end]
    stop = next((clause[k - 1] + 1 for k in range(1, len(clause)) if clause[k] != clause[k - 1] + 1), clause[-1] + 1)
    return tree.trimmed(end, stop)


def _is_crisis(lemma: str) -> bool:
    return lemma in crisis("nouns") or lemma in crisis("retribution")


def _drifted(doc: Document, n: int) -> bool:
    """ "is heading for civil war", "could slide into chaos": on its way, not there; "descended into war" is past."""
    tree = doc.tree
    head = tree.heads[n]
    if head < 0 or tree.lemmas[head] not in crisis("drift") or tree.case(n) not in ("for", "into", "to", "toward", "towards"):
        return False
    return tree.lemmas[n] in crisis("nouns") and (tree.xpos[head] == "VBG" or bool(modals_of(doc, head)))


def _there(doc: Document, n: int) -> bool:
    """ "There would be no revenge"."""
    tree = doc.tree
    head = tree.heads[n]
    if head < 0 or tree.lemmas[head] != "be" or not tree.deprels[n].startswith("nsubj"):
        return False
    return bool(tree.children(head, "expl")) and bool(modals_of(doc, head)) and not _is_own_condition(doc, head)


def _under_chance(doc: Document, n: int) -> bool:
    tree = doc.tree
    head = tree.heads[n]
    return head >= 0 and tree.deprels[n] == "nmod" and tree.case(n) == "of" and tree.lemmas[head] in crisis("chance")


def _warned(doc: Document, n: int) -> bool:
    """ "warned of an attack", "threatened sanctions": by somebody, and really so."""
    tree = doc.tree
    head = tree.heads[n]
    if (
        head < 0
        or tree.lemmas[head] not in ("warn", "threaten", "predict", "forecast", "expect", "fear")
        or not tree.is_verb(head)
    ):
        return False
    fits = tree.deprels[n] == "obj" or tree.case(n) in ("of", "about", "with")
    real = doc.standing(head).factuality == "stated" or (tree.xpos[head] in ("VBD", "VBN") and _if_behind(doc, n) is not None)
    return fits and tree.agent(head) is not None and tree.xpos[head] != "VBG" and real


# ---- claims -------------------------------------------------------------------------------------------------------
def _made(
    doc: Document, at: int, subject: int | None, factuality: str, condition: tuple[int, int] | None,
    likelihood: Likelihood | None, type_: str | None, verb: int | None = None,
) -> Forecast | None:  # fmt: skip
    said = _vouchers(doc, at)
    stance = _stance(doc, at, subject, said, condition, type_)
    stance = "promise" if stance == "threat" and factuality == "denied" else stance  # "we will never attack"
    start, end = _event_words(doc, at, subject, condition)
    return doc.numbered(
        Forecast(
            id="", report=doc.report.id, evidence=_evidence(doc, at, condition), said_by=said,
            factuality=factuality, when=_when(doc, at), place=doc.place(at),  # type: ignore[arg-type]
            event=doc.text(start, end), stance=stance,
            condition=doc.text(*condition) if condition is not None else None, likelihood=likelihood,
        )
    )  # fmt: skip


def _vouchers(doc: Document, at: int) -> tuple[str, ...]:
    """Who vouches for it; "a step that threatens to widen the war" is nobody's word."""
    tree = doc.tree
    things = {
        doc.speaker(a)
        for a in doc.covering(at)
        if a.source is not None and tree.lemmas[a.cue] == "threaten" and tree.upos[a.source] == "NOUN"
        and (doc.cast.who(a.source) or "desc.").startswith("desc.") and lexicon.agent_noun(tree.lemmas[a.source]) is None
    }  # fmt: skip
    said = doc.said_by(at)
    return tuple(s for s in said if s not in things) or (() if said else _warner(doc, at))


def _when(doc: Document, at: int) -> When | None:
    """The day of what is foretold, not that of a thing in its words ("avenge the raid of 1 April", read as next year's)."""
    tree, timex, found = doc.tree, doc.timex(at), doc.when(at)
    if timex is not None and not tree.is_verb(at) and not tree.children(at, "cop") and not tree.below(timex.start, at):
        return None  # "warned on Friday of an attack": Friday is the day of the warning
    if found is None:
        return _within(doc, at)
    if timex is None or found.start is None or doc.report.published is None:
        return found
    ahead = date.fromisoformat(found.start[:10]) - date.fromisoformat(doc.report.published[:10])
    dated = any(c.isdigit() and len(c) == 4 for c in (tree.lower[i] for i in range(timex.start, timex.end)))
    return None if ahead.days > _FAR and not dated and tree.objects(at) else found


def _within(doc: Document, at: int) -> When | None:
    """ "Could fall within 90 days": a length of time that starts with the report is a term."""
    first, last = doc.tree.edges(at)
    ahead = (t for t in doc.times if t.type == "DURATION" and t.direction == "future" and t.low and first <= t.start < last)
    term = next(ahead, None)
    return to_when(term) if term is not None else None


_FAR = 180
"""Days ahead at which a day of the month without a year is more likely one that has passed."""


def _warner(doc: Document, at: int) -> tuple[str, ...]:
    """ "Keita warned of an attack": the subject of the warning verb vouches for it."""
    tree = doc.tree
    for a in tree.ancestors(at):
        cue = lexicon.cue(tree.lemmas[a]) if tree.is_verb(a) else None
        if cue is not None:
            actor = doc.cast.source(tree.agent(a))
            return (*doc.said_by(a), *((actor,) if actor else ()))
    return ()


def _event_words(doc: Document, at: int, subject: int | None, condition: tuple[int, int] | None) -> tuple[int, int]:
    """The clause without its condition, at most some 25 words around the event word."""
    tree = doc.tree
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
    content = next((r for a in reversed(doc.covering(at)) for r in a.content if r[0] <= at < r[1]), None)
    if content is not None:
        start, end = max(start, content[0]), min(end, content[1])
    return tree.trimmed(max(start, at - (24 if inside else 12)), min(end, at + 18))


_LIGHT = frozenset(
    {"have", "need", "begin", "start", "continue", "likely", "unlikely", "set", "poise", "bind", "bound", "due", "expect"}
)


def _evidence(doc: Document, at: int, condition: tuple[int, int] | None) -> tuple[Span, ...]:
    return (doc.sentence_span(at),)


def _stance(
    doc: Document,
    at: int,
    subject: int | None,
    said: tuple[str, ...],
    condition: tuple[int, int] | None,
    type_: str | None,
) -> Stance:
    """Threat: the speaker says what he himself will do to somebody, on a condition; else as the cue has it."""
    cue = _cue(doc, at)
    named = _STANCES.get(cue) if cue else None
    actor = doc.who(subject) if subject is not None else None
    own = actor is not None and (actor in said or not said or actor.startswith("group."))
    head = doc.tree.heads[at]
    if head >= 0 and doc.tree.lemmas[head] in crisis("pledged") and doc.tree.has_to(at):
        named = _STANCES.get(doc.tree.lemmas[head], "promise")
        if named == "threat" and not said:
            return "forecast"  # "a step that threatens to widen the war": nobody threatens
    if named in ("promise", "threat"):
        return "threat" if type_ in _HOSTILE else named
    if said and ((type_ == "THREATEN" and _is_retribution(doc, at)) or (subject is not None and doc.is_first(subject))):
        return "threat" if type_ in _HOSTILE else "promise"
    if type_ in _HOSTILE and condition is not None and (own or _acts_for(doc, said, actor)):
        return "threat"
    return named or "forecast"


def target(doc: Document, made: Forecast, at: int) -> str | None:
    """Whom a threat is meant for: who would fulfil its condition; nobody threatens himself, so then the last other named."""
    tree = doc.tree
    standing = doc.standing(at)
    if standing.condition is None:
        return None
    start, end = standing.condition
    subject = next((i for i in range(start, end) if tree.deprels[i] == "nsubj"), None)
    found = doc.cast.who(subject)
    land = {doc.cast.country(s) for s in made.said_by} - {None}
    if found is not None and found not in made.said_by and doc.cast.country(found) not in land:
        return found
    before = [
        a
        for j, a in doc.cast.history
        if j < start and a not in made.said_by and tree.sentence_number(j) == tree.sentence_number(at)
    ]
    rivals = [a for a in before if doc.cast.base[a].kind in ("person", "state") and not a.startswith("desc.")]
    return next((a for a in rivals if doc.cast.country(a) not in land), None)


def _acts_for(doc: Document, said: tuple[str, ...], actor: str | None) -> bool:
    """A spokesman or president speaks for the state that would act."""
    land = doc.cast.country(actor)
    return land is not None and any(doc.cast.country(s) == land for s in said)


def _cue(doc: Document, at: int) -> str | None:
    covering: list[Attribution] = doc.covering(at)
    if covering:
        return doc.tree.lemmas[covering[-1].cue]
    return next((doc.tree.lemmas[a] for a in doc.tree.ancestors(at) if doc.tree.lemmas[a] in _STANCES), None)


def _likelihood(doc: Document, at: int) -> Likelihood | None:
    """Words of estimative probability in the event's clause, with ICD 203's interval where they are standard."""
    tree = doc.tree
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
