"""Words that make what they govern planned, possible, conditional or denied; the data is `data/irrealis.toml`.

>>> effect("verbs", "threaten"), effect("modifiers", "alleged"), effect("auxiliaries", "will"), effect("verbs", "destroy")
('possible', 'possible', 'planned', None)
"""

from __future__ import annotations

from functools import cache

from rapporteur.lexicon.tables import toml
from rapporteur.model import Factuality


@cache
def table() -> dict[str, dict[str, Factuality]]:
    """Section -> word -> factuality, as the TOML file lists them; the first listing of a word wins."""
    raw = toml("irrealis.toml")
    return {
        section: {word: factuality for factuality, words in reversed(groups.items()) for word in words}
        for section, groups in raw.items()
    }


def effect(section: str, word: str) -> Factuality | None:
    """What `word` does to what it governs; `None` leaves the factuality as it is."""
    return table()[section].get(word)
