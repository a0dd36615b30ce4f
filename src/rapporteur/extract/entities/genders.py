"""Which persons of a report are women and which men, as far as titles, offices, given names and nouns behind them tell.

No sign is no gender: "he" may then stand for anybody.
"""

from __future__ import annotations

from rapporteur.extract.entities.mentions import EntityMention, given_names, told_gender
from rapporteur.extract.syntax.tree import Tree


def genders(tree: Tree, names: list[EntityMention]) -> dict[str, str]:
    """Persons whose title, office or given name tells their gender: "King Pedro" m, "spokeswoman Keita" f, "Awa Ode" f."""
    by_id: dict[str, str] = {}
    persons = [name for name in names if name.kind == "person"]
    for name in persons:
        gender = told_gender(tree, name.start) or _gender_behind(tree, name)
        if gender is not None:
            by_id.setdefault(name.id, gender)
    for name in persons:
        first, *rest = name.text.split()
        if rest and first in given_names():
            by_id.setdefault(name.id, given_names()[first])
    return by_id


def _gender_behind(tree: Tree, name: EntityMention) -> str | None:
    """ "Awa Keita, the ministry's spokeswoman," tells it behind the name."""
    for k in tree.children(name.head, "appos"):
        if tree.lower[k].endswith(("woman", "man")) and k - name.end < 8:
            return "f" if tree.lower[k].endswith("woman") else "m"
    return None
