"""How certain an event is, and by which rules; the order of strength among the five values.

>>> FactualityResult("stated").changed("planned", "factuality.governor").changed("denied", "factuality.governor-negated").rule
('factuality.governor', 'factuality.governor-negated')
"""

from __future__ import annotations

from typing import NamedTuple, get_args

from rapporteur.model import Factuality

STRENGTH: dict[str, Factuality] = {value: value for value in get_args(Factuality)}
"""The values from the weakest to the strongest."""
_ORDER = tuple(STRENGTH)


class FactualityResult(NamedTuple):
    """What the text says of an event's taking place.

    Attributes:
        factuality: stated, planned, possible, conditional or denied
        condition: the word range of the if-clause that the event hangs on, if the text gives one
        rule: the ids of the rules that made it so, the last one decisive; none for what is plainly stated
    """

    factuality: Factuality
    condition: tuple[int, int] | None = None
    rule: tuple[str, ...] = ()

    def changed(self, factuality: Factuality, rule: str) -> FactualityResult:
        """The result with another factuality, if it is another one, and the rule that gave it."""
        return self if factuality == self.factuality else FactualityResult(factuality, self.condition, (*self.rule, rule))


def combine(value: Factuality, effect: str) -> Factuality:
    """The stronger of two factualities; a denial of a denial leaves the thing open.

    >>> combine("planned", "denied"), combine("denied", "denied"), combine("possible", "inherit")
    ('denied', 'possible', 'possible')
    """
    other = STRENGTH.get(effect, "stated")
    if value == other == "denied":
        return "possible"
    return other if _ORDER.index(other) > _ORDER.index(value) else value
