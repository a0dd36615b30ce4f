"""How certain an event is as the text puts it: stated, planned, possible, conditional or denied; and by which rules.

"Mali denied that it planned to attack" has "attack" denied. The rules of `propagation` decide by the tree; the language
model's certainty and the weights of `classifier` where they see no sign.
"""

from __future__ import annotations

from rapporteur.extract.factuality.classifier import probabilities
from rapporteur.extract.factuality.predicates import is_widened, own_factuality
from rapporteur.extract.factuality.propagation import factuality_by_rules
from rapporteur.extract.factuality.result import FactualityResult
from rapporteur.extract.syntax.tree import Tree

__all__ = ["FactualityResult", "factuality"]


def factuality(tree: Tree, i: int) -> FactualityResult:
    """The factuality of the event that word `i` (a verb, an adjective or an event noun) stands for.

    The rules decide; where they see no sign of doubt or leave the thing open, a language model that is sure of it may.
    """
    result = factuality_by_rules(tree, i)
    if not tree.reading.certainty or result.factuality not in ("stated", "possible"):
        return result
    certainty = 3.0 if is_widened(tree, i) else tree.reading.certainty[i][0]
    stated = result.factuality == "stated"
    if certainty <= (_UNDONE if stated else _UNDONE_IF_OPEN) and own_factuality(tree, i) != "denied":
        return result.changed("denied", "factuality.model-denies")
    if certainty < (_DOUBTED if tree.is_verb(i) else _DOUBTED_NOUN):
        return result.changed("possible", "factuality.model-doubts")
    if stated and certainty < _SURE and probabilities(tree, i, result)["future"] >= _AHEAD:
        return result.changed("planned", "factuality.classifier-planned")
    return result


_UNDONE, _UNDONE_IF_OPEN = -1.0, -1.5
"""Of UW's training events that the rules call stated (possible), 11 of 12 (14 of 14) below this have a negative gold number."""
_DOUBTED, _DOUBTED_NOUN = 1.1, 0.5
"""Of UW's dev events that the rules call stated and that are below 1.1, 4 of 5 have a gold number under 2, 1 in 39 above 2.5."""
_SURE = 2.7
"""Above this the language model is sure enough that the `classifier` is not asked, which also saves its time."""
_AHEAD = 0.5
"""Of UW's dev events that the rules call stated and the `classifier` future, half have a gold number under 2, others 3."""
