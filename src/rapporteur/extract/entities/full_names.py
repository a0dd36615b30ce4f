"""Organisations that a report names in full and then by a part or their initials: "the Bamako Star", "the Star"; "UPW".

>>> shortens("Star", "Bamako Star"), shortens("UPW", "Union of Port Workers"), shortens("Post", "Bamako Star")
(True, True, False)
"""

from __future__ import annotations

from rapporteur.extract.entities.mentions import EntityMention


def in_full(names: list[EntityMention]) -> list[EntityMention]:
    """Names of organisations with the id of the fuller one that they shorten: "the Star", "UPW" are those named before."""
    organisations = [n for n in names if n.kind in ("organisation", "institution")]
    full = [n for n in organisations if len(n.text.split()) > 1]
    return [_fuller(n, full) if n.kind == "organisation" and n.entry is None else n for n in names]


def _fuller(name: EntityMention, full: list[EntityMention]) -> EntityMention:
    """The last one before of which it is a part, else the only one that comes later."""
    longer = [f for f in full if f.id != name.id and shortens(name.text, f.text)]
    before = [f for f in longer if f.start < name.start]
    if not before and len({f.id for f in longer}) != 1:
        return name
    fuller = (before or longer)[-1]
    return name._replace(id=fuller.id, entry=fuller.entry, kind=fuller.kind)


def shortens(short: str, full: str) -> bool:
    """Is `short` the last word of a full name, or its initials?

    >>> shortens("Star", "Bamako Star"), shortens("UPW", "Union of Port Workers"), shortens("Post", "Bamako Star")
    (True, True, False)
    """
    words = [w for w in full.replace("-", " ").split() if w[:1].isupper() or w[:1].isdigit()]
    if len(short.split()) == 1 and len(words) > 1 and words[-1] == short and not short.isupper():
        return True
    initials = "".join(w[0] for w in words)
    plain = short.replace(".", "")
    return plain.isupper() and len(plain) > 1 and plain in (initials, initials[1:])
