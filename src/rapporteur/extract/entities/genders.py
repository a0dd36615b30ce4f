"""Which persons of a report are women and which men, as far as titles, offices and given names tell.

No sign is no gender: "he" may then stand for anybody.
"""

from __future__ import annotations

from rapporteur.extract.entities.mentions import EntityMention, told_gender
from rapporteur.extract.entities.namesakes import given_names
from rapporteur.extract.syntax.tree import Tree


def genders(tree: Tree, names: list[EntityMention]) -> dict[str, str]:
    """Persons whose title, office or given name tells their gender: "King Pedro" m, "spokeswoman Keita" f, "Awa Ode" f."""
    by_id: dict[str, str] = {}
    persons = [name for name in names if name.kind == "person"]
    for name in persons:
        gender = told_gender(tree, name.start)
        if gender is not None:
            by_id.setdefault(name.id, gender)
    for name in persons:
        first, *rest = name.text.split()
        if rest and first in given_names():
            by_id.setdefault(name.id, given_names()[first])
    return by_id
