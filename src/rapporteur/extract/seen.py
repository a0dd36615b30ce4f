"""Events that no pattern tells, as the language model sees them between two phrases (`Reading.relations`).

"Slapped", "went after", "rolled into": the model has learnt from pairs of actors what is done to whom, whatever the verb. It
is asked only where the rules find nothing in the clause, where both sides are known actors, and where it is all but sure.
Its roots are PLV's (Hu et al. 2022); YIELD may be RETREAT or CONCEDE, and CONSULT is a contact: of both it tells nothing here.

>>> # "Mali slapped new duties on Chad." -> Event(type SANCTION, actors [mli], recipients [tcd])
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapporteur import lexicon
from rapporteur.extract import context
from rapporteur.extract.scene import Scene
from rapporteur.lexicon import cameo
from rapporteur.model import Claim, Event, Relation, Span

SURE = 0.9
"""How likely the root must be."""
_SILENT = frozenset({"YIELD", "CONSULT"})
_TO_COME = frozenset({"SUPPORT", "COOPERATE", "AID"})
_DONE = frozenset({"VBD", "VBZ", "VBP", "VBN", "VBG"})


def find(scene: Scene, told: Sequence[Claim]) -> list[Event]:
    """The events that `told`, the other claims of the report, leave untold."""
    return [event for relation in scene.reading.relations for event in _of(scene, relation, told)]


def _of(scene: Scene, relation: Relation, told: Sequence[Claim]) -> Iterator[Event]:
    """The event of one relation, if it is to be told."""
    if relation.target is None or relation.share < SURE or relation.root in _SILENT:
        return
    source, target = (_head(scene, span) for span in (relation.source, relation.target))
    verb = _verb(scene, source, target)
    if verb is None or lexicon.cue(scene.tree.lemmas[verb]) is not None:
        return
    actors, recipients = (dict.fromkeys(scene.party(k), k) for k in (source, target))
    lands = [{scene.cast.country(a) for a in side} - {None} for side in (actors, recipients)]
    clause = scene.span(*scene.clause_edges(verb))
    if not lands[0] or not lands[1] or lands[0] & lands[1] or any(_meets(clause, claim) for claim in told):
        return
    standing = scene.standing(verb).factuality
    if standing not in ("stated", "planned", "denied") or scene.tree.xpos[verb] not in _DONE | {"VB"}:
        return
    kind = "AGREE" if standing == "planned" and relation.root in _TO_COME else relation.root
    event = Event(
        id="", report=scene.report.id, evidence=(clause,), said_by=scene.said_by(verb), factuality=standing,
        when=scene.when(verb), place=scene.place(verb), type=kind, actors=tuple(actors), recipients=tuple(recipients),
        cameo=cameo.default(kind, None), action=scene.span(verb, verb + 1),
        actor_spans=(scene.span(*relation.source),), recipient_spans=(scene.span(*relation.target),),
    )  # fmt: skip
    yield scene.numbered(context.enriched(scene, verb, event))


def _head(scene: Scene, span: tuple[int, int]) -> int:
    """The word of a phrase that hangs on one outside."""
    return next((k for k in range(*span) if not span[0] <= scene.tree.heads[k] < span[1]), span[0])


def _verb(scene: Scene, source: int, target: int) -> int | None:
    """The verb whose subject or agent is the source, and below which the target stands."""
    tree = scene.tree
    verb = next((a for a in tree.ancestors(source) if tree.is_verb(a)), None)
    if verb is None or tree.agent(verb) != source or not any(a == verb for a in tree.ancestors(target)):
        return None
    return verb


def _meets(clause: Span, claim: Claim) -> bool:
    """Whether a claim other than a bare statement rests on words of the clause."""
    kinds = ("event", "contact", "precaution", "forecast")
    return claim.__struct_config__.tag in kinds and any(s.start < clause.end and clause.start < s.end for s in claim.evidence)
