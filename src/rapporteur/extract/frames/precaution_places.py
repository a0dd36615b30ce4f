"""Where a precaution is taken: what is left, the place of the post, or where the verb says; else the land of the report."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from rapporteur import lexicon
from rapporteur.extract.document import Document
from rapporteur.extract.frames.precautions import arguments, complement
from rapporteur.extract.syntax import clauses, phrases
from rapporteur.lexicon.schema import PrecautionFrame
from rapporteur.lexicon.word_sets import word_set


def precaution_place(doc: Document, v: int, frame: PrecautionFrame, actors: list[str]) -> str | None:
    """The first of the places that the words give, in the order in which they tell of it."""
    inner = complement(doc, v, frame)
    heads = [inner, v] if inner is not None else [v]
    home = {doc.actors.country(a) for a in actors}
    sky = _named_sky(doc, v) if frame.act in ("close-airspace", "suspend-flights") else None
    return sky or next((p for p in _candidates(doc, v, heads, home) if p is not None), None)


def _candidates(doc: Document, v: int, heads: list[int], home: set[str | None]) -> Iterator[str | None]:
    """Places from the most exact on; each is looked for only where none is before it."""
    yield _country_left(doc, heads, home)
    yield from _of_complements(doc, heads)
    yield from _of_arguments(doc, v)
    yield _behind(doc, v, home)
    yield _spot(doc, heads)
    yield _theatre(doc, home)
    yield _destination(doc, v)


def _country_left(doc: Document, heads: list[int], home: set[str | None]) -> str | None:
    """ "The country" that people are to leave: the land last named as a place, not as one that acts."""
    tree = doc.tree
    left = next((k for h in heads for k in tree.children(h, "obj", "obl") if tree.lemmas[k] == "country"), None)
    if left is None or doc.place_name(left) is None:
        return None
    land = doc.whereabouts.lands_located.before(left, home)
    return lexicon.countries()[land].name if land is not None else _theatre(doc, home)


def _of_complements(doc: Document, heads: list[int]) -> Iterator[str | None]:
    """Objects and what follows the prepositions of the verbs: where people are taken from before where they are taken to."""
    tree = doc.tree
    for head in heads:
        for k in sorted(tree.children(head, "obj", "obl"), key=lambda k: _way(tree.case(k))):
            under = tree.children(k, "nmod") if _way(tree.case(k)) != 1 else []
            start = next((m for m in under if tree.case(m) == "from"), k)
            yield doc.place_name(start) if not _is_origin(doc, k) else None


def _way(case: str | None) -> int:
    """The order in which prepositions tell the place: from where, any other, where to, through where."""
    if case in ("from", "out of"):
        return 0
    return 2 if case == "to" else 3 if case in ("across", "via", "through") else 1


def _of_arguments(doc: Document, v: int) -> Iterator[str | None]:
    """Where the post is that the verb acts on, or that closes: "its embassy in Mali"."""
    tree = doc.tree
    subject = clauses.subject(tree, v)
    doers = tree.conjuncts(subject) if subject is not None else []
    yield from (doc.place_name(i) for i in arguments(doc, v) if i not in doers and not _is_origin(doc, i))
    inside = tree.children(subject, "nmod", "compound") if subject is not None else []
    yield from (doc.place_name(k) for k in inside if tree.deprels[k] != "nmod:poss")


def _destination(doc: Document, v: int) -> str | None:
    """Where a mission is sent: "sent a plane to Sudan to evacuate its citizens"."""
    tree = doc.tree
    above = next((a for a in tree.ancestors(v) if tree.is_verb(a)), None) if tree.has_to(v) else None
    if above is None or tree.lemmas[above] not in word_set("precautions", "missions"):
        return None
    return next((p for k in tree.obliques(above, "to") if (p := doc.place_name(k))), None)


def _is_origin(doc: Document, i: int) -> bool:
    """ "citizens from Mali, Chad and Niger" are these lands' people, not people there."""
    tree = doc.tree
    if tree.case(i) == "from" and len(tree.conjuncts(i)) > 2:
        return True  # nobody is flown out of a list of lands, wherever the parse hangs it
    behind = [m for j in tree.conjuncts(i) for m in tree.children(j, "nmod") if tree.case(m) == "from"]
    return tree.upos[i] == "NOUN" and any(len(tree.conjuncts(m)) > 1 for m in behind)


def _behind(doc: Document, v: int, home: set[str | None]) -> str | None:
    """The place first named behind the verb in its clause, else the land whose people or forces are named there."""
    tree = doc.tree
    if any(_is_origin(doc, k) for k in tree.children(v, "obj", "obl")):
        return None
    others = {i for k in tree.children(v, "conj", "parataxis", "advcl") if not tree.has_to(k) for i in range(*tree.edges(k))}
    named = [n for n in doc.actors.names_within(v + 1, tree.edges(v)[1]) if n.start not in others]
    place = next((n.text for n in named if n.kind in word_set("entities", "located")), None)
    people = {i for k in arguments(doc, v) for i in range(*phrases.core(tree, k))}
    lands = (n.entry.country for n in named if n.kind == "demonym" and n.entry is not None and n.head not in people)
    land = next((country for country in lands if country not in home), None)
    return place or (lexicon.countries()[land].name if land else None)


def _spot(doc: Document, heads: list[int]) -> str | None:
    """ "the airport", "the region" in the text's words; "the city" and "the capital" are the one last named."""
    tree = doc.tree
    nouns = (i for h in heads for k in tree.children(h, "obl", "obj") for i in (k, *tree.children(k, "nmod")))
    spots = (i for i in nouns if tree.lower[i] in word_set("precautions", "spots"))
    spot = next((i for i in spots if any(tree.lower[d] == "the" for d in tree.children(i, "det"))), None)
    if spot is None or tree.lemmas[spot] not in ("city", "capital", "town"):
        return doc.text(*phrases.core(tree, spot)) if spot is not None else None
    towns = doc.whereabouts.towns
    before = bisect_left(towns, spot, key=lambda name: name.start)
    return towns[before - 1].text if before else None


def _named_sky(doc: Document, v: int) -> str | None:
    """Whose sky: "Afghan airspace", "the skies of Mali"."""
    tree = doc.tree
    skies = (i for i in arguments(doc, v) if tree.lemmas[i] in ("airspace", "sky", "skies"))
    names = (doc.actors.name_at.get(k) for i in skies for k in tree.children(i, "amod", "compound", "nmod"))
    entries = (n.entry for n in names if n is not None and n.kind in ("country", "demonym"))
    land = next((entry.country for entry in entries if entry is not None and entry.country), None)
    return lexicon.countries()[land].name if land is not None else None


def _theatre(doc: Document, home: set[str | None]) -> str | None:
    land = doc.actors.lands.about(home)
    return lexicon.countries()[land].name if land else None
