"""The rules of extraction: what each does, in a sentence.

>>> rules()["event.naming"][:33]
'To call somebody something is no '
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from rapporteur.lexicon.tables import toml


@cache
def rules() -> Mapping[str, str]:
    """Id → sentence."""
    return {f"{kind}.{name}": says for kind, table in toml("rules.toml").items() for name, says in table.items()}
