"""Mode, context and intensity of an event: by what means, in which matter, how hostile, by PLOVER's codebook.

The mode comes from the words of the event's clause and from what is asked, threatened or moved. Contexts are weighed:
words of the clause count most, those of its sentence less, those of its paragraph least; the actors' sectors and the CAMEO
code count too. Vocabulary and weights are data (`lexicon/data/plover`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from rapporteur import lexicon
from rapporteur.extract.document import Document
from rapporteur.extract.entities.noun_phrases import institution_kind, names_people
from rapporteur.extract.frames.events import event_frame
from rapporteur.extract.syntax import clauses
from rapporteur.lexicon import cameo, plover
from rapporteur.lexicon.plover import group
from rapporteur.lexicon.word_sets import word_set
from rapporteur.model import Event

MOST = 3
_CLAUSE, _SENTENCE, _PARAGRAPH = 1.0, 0.6, 0.35
_NEAR = 2
"""Sentences before and after that count as the event's paragraph: some texts come without any break."""
_CODE, _LITTLE = 0.6, 0.3
_ABROAD = 0.6
_LEAST = 0.5
"""Below it a context is not shown: two weak words, or one strong one elsewhere in the paragraph."""
_SURE = 0.3
"""What the best single word must weigh: weak words alone ("office", "land") tell no context however many they are."""
_SHARE = 0.4
_SPECIAL = {"crime": frozenset({"corruption", "illegal_drugs", "trafficking"})}
"""Contexts that the manual wants left out beside more exact ones (chapter "Contexts", section "Crime")."""
_DEEP = 4
"""Levels of the tree below the event that still tell its mode."""


def enriched(doc: Document, i: int, event: Event) -> Event:
    """The event that word `i` tells, with its mode, its contexts and its score."""
    mode = mode_of(doc, i, event)
    return msgspec.structs.replace(
        event, mode=mode, context=";".join(contexts(doc, i, event)) or None, intensity=plover.intensity(event.type, mode)
    )


# ---- context ------------------------------------------------------------------------------------------------------
def contexts(doc: Document, i: int, event: Event) -> tuple[str, ...]:
    """The contexts of an event at word `i`, the best first, three at most."""
    return _best([*_of_words(doc, i, event), *_of_actors(doc, event), *_of_code(event)])


def _best(evidence: Iterable[tuple[str, str, float]]) -> tuple[str, ...]:
    """The contexts with the most evidence; each pair of words and context counts once, as where it weighs most."""
    weights: dict[tuple[str, str], float] = {}
    for words, context, weight in evidence:
        weights[words, context] = max(weight, weights.get((words, context), 0.0))
    total: dict[str, float] = {}
    sure: set[str] = set()
    for (_, context), weight in weights.items():
        total[context] = total.get(context, 0.0) + weight
        sure |= {context} if weight > _SURE else set()
    ranked = sorted((c for c in total if c in sure and total[c] >= _LEAST), key=lambda c: (-total[c], c))
    exact = [c for c in ranked if not _SPECIAL.get(c, frozenset()) & {*ranked}]
    return tuple(c for c in exact if total[c] >= _SHARE * total[exact[0]])[:MOST]


def _of_words(doc: Document, i: int, event: Event) -> Iterator[tuple[str, str, float]]:
    """What the words around the event say: those of its clause, of its sentence, and of its paragraph next to it."""
    tree = doc.tree
    number = tree.sentence_number(i)
    here = tree.reading.sentences[number]
    first, last = event.evidence[0].start, event.evidence[0].end
    beside: dict[str, dict[str, float]] = {}
    for topic in doc.topics(number):
        near = _CLAUSE if first <= tree.words[topic.start].start < last else _SENTENCE
        yield topic.words, topic.context, topic.weight * near
    around = range(max(0, number - _NEAR), min(len(tree.reading.sentences), number + _NEAR + 1))
    for other in around:
        if other != number and tree.reading.sentences[other].paragraph == here.paragraph:
            for topic in doc.topics(other):
                beside.setdefault(topic.context, {})[topic.words] = topic.weight * _PARAGRAPH
    for context, by_words in beside.items():
        yield "beside", context, min(sum(by_words.values()), _SENTENCE)


def _of_actors(doc: Document, event: Event) -> Iterator[tuple[str, str, float]]:
    """What the sectors of the two sides say; words between the governments of two countries are diplomacy."""
    for actor in (*event.actors, *event.recipients):
        for sector in doc.actors.sectors(actor)[:1]:
            if sector in plover.sector_contexts():
                context, weight = plover.sector_contexts()[sector]
                yield sector, context, weight
    ours, theirs = _lands(doc, event.actors), _lands(doc, event.recipients)
    if event.type in group("verbal") and theirs and ours - theirs:
        yield "abroad", "diplomatic", _ABROAD


def _lands(doc: Document, actors: Sequence[str]) -> set[str]:
    """The countries of those actors that are states, their institutions or their officials."""
    return {land for a in actors if doc.actors.kind(a) in ("state", "person") and (land := doc.actors.country(a))}


def _of_code(event: Event) -> Iterator[tuple[str, str, float]]:
    """A code found by a pattern says as much as words; one that only stands for type and mode says little."""
    plover_of_code = cameo.plover(event.cameo) if event.cameo else None
    weight = _LITTLE if event.cameo == cameo.default(event.type, event.mode) else _CODE
    for context in plover_of_code.contexts if plover_of_code is not None else ():
        yield "cameo", context, weight


# ---- mode ---------------------------------------------------------------------------------------------------------
def mode_of(doc: Document, i: int, event: Event) -> str | None:
    """The mode of an event at word `i`: that of its verb, unless the clause tells a more exact one."""
    by_words = _mode_in(doc, i, event, "clause", _clause(doc, i, event)) or _mode_in(
        doc, i, event, "object", _objects(doc, i, event)
    )
    return by_words or event.mode or _mode_of_lower(doc, i, event) or plover.mode_without_words(event.type)


def _mode_in(doc: Document, i: int, event: Event, place: plover.ModePlace, order: Sequence[int]) -> str | None:
    """The mode that words tell, the nearest in the tree first; what overrules every other mode goes before.

    The verb has given its mode already: "warplanes bombed" is not told by "bomb" once more, and who dismisses asks no dismissal.
    """
    number = doc.tree.sentence_number(i)
    first = doc.reading.sentences[number].start
    near = {k - first: rank for rank, k in enumerate(order)}
    phrases = plover.modes(event.type, place).among(doc.forms(number), sorted(near))
    itself = (i - first, i - first + 1) if event.mode is not None or place == "object" else None
    fits = [
        ("*" not in row.over, min(near.get(k, len(near)) for k in range(start, end)), row.mode)
        for start, end, rows in phrases
        for row in rows
        if (event.mode in (None, row.mode, *row.over) or "*" in row.over) and (start, end) != itself
    ]
    return min(fits)[2] if fits else None


def _mode_of_lower(doc: Document, i: int, event: Event) -> str | None:
    """Who asks for aid asks for help, who threatens to attack threatens violence: by the type of what is spoken of."""
    known = plover.modes(event.type, "event")
    for k in _objects(doc, i, event):
        frame = event_frame(doc, k) if doc.tree.upos[k] in ("VERB", "NOUN") else None
        if frame is not None and (frame.type != event.type or k != i):
            barred = ("not/" if doc.tree.negated(k) else "") + frame.type
            for lower in (f"{frame.type}/{frame.mode}", barred):
                meaning = known.at([(lower,)], 0)
                if meaning is not None:
                    return meaning[1][0].mode
    return None


def _clause(doc: Document, i: int, event: Event) -> list[int]:
    """The words of the event's own clause, the nearest to word `i` in the tree first.

    "Police used tear gas to disperse the crowd": what is used belongs to the dispersing.
    """
    tree = doc.tree
    out = _downwards(doc, [i], word_set("events", "other_clauses"), _addressed(doc, i, event))
    head = tree.heads[i]
    if head >= 0 and tree.lemmas[head] in word_set("events", "using") and tree.plain[i] in ("xcomp", "advcl"):
        out += [k for k in _downwards(doc, [head], word_set("events", "other_clauses")) if k not in out]
    return out


def _objects(doc: Document, i: int, event: Event) -> list[int]:
    """What is done, asked, threatened or moved: the words below word `i` but for its subject, the nearest first."""
    passive = clauses.is_passive(doc.tree, i)
    barred = word_set("events", "beside") | ({"obl:agent"} if passive else {"nsubj", "csubj"})
    return _downwards(doc, [i], barred, _addressed(doc, i, event))


def _addressed(doc: Document, i: int, event: Event) -> frozenset[int]:
    """What tells nothing of the mode: who is asked or hit ("hit three gunmen"), claims turned down, open questions."""
    tree = doc.tree
    if event.type not in group("aimed"):
        return frozenset()
    out = [k for k in tree.children(i, "obj", "iobj", "nsubj") if tree.deprels[k] != "nsubj" and _is_somebody(doc, k)]
    out += [k for k in tree.obliques(i, "on", "against", "to") if _is_somebody(doc, k)]
    out += [k for k in tree.children(i, "ccomp") if tree.marker(k) in ("whether", "if")]
    if event.type == "REJECT":
        claims = ((k, lexicon.cue_noun(tree.lemmas[k])) for k in tree.children(i, "obj", "nsubj"))
        out += [k for k, cue in claims if cue is not None and cue.factuality != "none"]
    return frozenset(out)


def _is_somebody(doc: Document, k: int) -> bool:
    return k in doc.actors.name_at or names_people(doc.tree, k) or institution_kind(doc.tree, k) is not None


def _downwards(
    doc: Document, order: list[int], barred: frozenset[str], but: frozenset[int] = frozenset()
) -> list[int]:
    """The words below those given, level by level, not into what is barred and not deeper than speaks of the event."""
    tree = doc.tree
    depth = dict.fromkeys(order, 0)
    for k in order:  # it grows while it is read
        if depth[k] >= _DEEP:
            break
        verb = tree.is_verb(k) or len(order) == 1
        for m in tree.kids[k]:
            conj = tree.plain[m] == "conj" and not tree.is_verb(m)
            if m in but or _is_aside(doc, m):
                continue
            if conj or not (tree.deprels[m] in barred or (tree.plain[m] in barred and verb)):
                order.append(m)
                depth[m] = depth[k] + 1
    return order


def _is_aside(doc: Document, m: int) -> bool:
    """ "Denied it, although it has sent troops", "…, saying that": a clause of its own, in which the verb asks nothing."""
    tree = doc.tree
    about = (tree.marker(m) or tree.case(m)) in word_set("events", "about")
    return tree.plain[m] == "advcl" and not tree.has_to(m) and not about
