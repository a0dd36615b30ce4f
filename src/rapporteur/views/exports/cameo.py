"""The one coder of CAMEO: what code a contact or event has, the dyads of a row, and what the older formats say of a code.

Words and codes: CAMEO codebook 1.1b3 (Schrodt 2012) and PETRARCH2's dictionary to it. Scores: Goldstein's (1992) scale as carried
over to CAMEO by its authors, the table that GDELT and ICEWS print for each code.

>>> of_contact("talks"), intent("046"), words("195"), goldstein("195"), quad_class("195")
('046', '036', 'Employ aerial weapons', -10.0, 4)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from rapporteur.lexicon import cameo as codebook
from rapporteur.lexicon.tables import rows
from rapporteur.model import ContactMode, Event

VISIT, HOSTING = "042", "043"
_CONTACTS: Mapping[ContactMode, str] = {"call": "041", "talks": "046"}
_CONSULT, _THIRD_PARTY = "040", "044"
_BACK = {VISIT: HOSTING, HOSTING: VISIT}
_INTENT = "03"


class Dyad(NamedTuple):
    """Ids of two actors, the second `None` where nobody is acted upon, and the code of what the first does to it."""

    source: str
    target: str | None
    code: str


# ---- codes ----------------------------------------------------------------------------------------------------------
def of_contact(mode: ContactMode, third_party: bool = False) -> str:
    """The code of people in contact; of a visit to somebody it is `VISIT`, which only the parties can tell.

    >>> of_contact("call"), of_contact("meeting"), of_contact("meeting", third_party=True), of_contact("talks", third_party=True)
    ('041', '040', '044', '046')
    """
    return _CONTACTS.get(mode) or (_THIRD_PARTY if third_party else _CONSULT)


def of_event(event: Event) -> str:
    """The event's own code, else that of its type and mode."""
    return event.cameo or str(codebook.default(event.type, event.mode))


def back(code: str) -> str:
    """The code of a consultation from the other side: who is visited hosts, who is talked with talks.

    >>> back("042"), back("046")
    ('043', '046')
    """
    return _BACK.get(code, code)


def intent(code: str) -> str:
    """The code of the intent to do it, which has one of its own in CAMEO; a promise is one already.

    >>> intent("072"), intent("0332")
    ('0332', '0332')
    """
    return code if code.startswith(_INTENT) else codebook.about(code, "intent") or f"{_INTENT}0"


# ---- dyads ----------------------------------------------------------------------------------------------------------
def dyads(
    actors: Sequence[str], recipients: Sequence[str], code: str, back: str | None = None, mutual: bool = False
) -> list[Dyad]:
    """Each actor with each recipient, and the way back where it has a code; where all are actors each pair in both directions
    (PLOVER manual, "Compound and Reciprocal Actors"); an actor alone where nobody is acted upon.

    >>> dyads(["keita"], ["tcd"], "042", "043")
    [Dyad(source='keita', target='tcd', code='042'), Dyad(source='tcd', target='keita', code='043')]
    >>> [pair[:2] for pair in dyads(["keita", "ode"], [], "040", mutual=True)]
    [('keita', 'ode'), ('ode', 'keita')]
    """
    if recipients:
        there = [Dyad(actor, recipient, code) for actor in actors for recipient in recipients]
        return [*there, *(Dyad(recipient, actor, back) for actor in actors for recipient in recipients if back)]
    if mutual:
        return [Dyad(one, other, code) for one in actors for other in actors if one != other]
    return [Dyad(actor, None, code) for actor in actors]


# ---- what is said of a code -----------------------------------------------------------------------------------------
def words(code: str) -> str:
    """The codebook's words for a code, for a longer one that it lacks those of the code above.

    >>> words("0871")
    'Declare truce, ceasefire'
    """
    return _row(code)["name"]


def goldstein(code: str) -> float:
    """How far a code makes for cooperation (10) or conflict (-10), whoever acts and however many die of it."""
    return float(_row(code)["goldstein"])


def quad_class(code: str) -> int:
    """1 verbal, 2 material cooperation, 3 verbal, 4 material conflict: roots to 05, 08, 13, 20 (GDELT codebook, QuadClass)."""
    root = int(code[:2])
    return 1 + sum(root > last for last in (5, 8, 13))


def _row(code: str) -> Mapping[str, str]:
    while code not in _scale() and len(code) > 3:
        code = code[:-1]
    return _scale()[code if len(code) > 2 else code + "0"]


@cache
def _scale() -> Mapping[str, Mapping[str, str]]:
    return {row["code"]: row for row in rows("cameo/scale.csv")}
