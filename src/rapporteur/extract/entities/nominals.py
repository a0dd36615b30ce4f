"""Whom a description means: "the Kayes senator", "his ex-wife", "a judge" of the headline — the person whose role it is.

The roles are those that the report itself gives, wherever it gives them; a description that fits nobody stays one.

>>> # "The Kayes senator spoke. … Senator Awa Keita of Kayes …" -> by_role(cast, senator, office) == "person.awa-keita"
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from rapporteur.extract.entities.mentions import gender_of
from rapporteur.extract.entities.pronouns import FEW, speaks
from rapporteur.lexicon.schema import Office

if TYPE_CHECKING:
    from rapporteur.extract.entities.index import ActorIndex

DOCUMENTS = frozenset(
    {
        "account", "ad", "advertisement", "affidavit", "analysis", "announcement", "article", "assessment", "audit",
        "bill", "book", "brief", "bulletin", "column", "complaint", "constitution", "data", "decision", "document",
        "editorial", "email", "evidence", "filing", "finding", "footage", "graphic", "indictment", "law", "lawsuit",
        "letter", "memo", "memorandum", "note", "notice", "order", "paper", "petition", "poll", "post", "record",
        "release", "report", "research", "resolution", "review", "rule", "ruling", "script", "speech", "statement",
        "statistic", "story", "study", "survey", "testimony", "text", "transcript", "treaty", "tweet", "verdict",
        "video", "warrant", "will",
    }
)  # fmt: skip
"""Nouns for what speaks on paper or screen: "it" may stand for them, "he" never."""
KIN = frozenset(
    {
        "aunt", "brother", "cousin", "daughter", "father", "fiancé", "fiancée", "granddaughter", "grandfather",
        "grandmother", "grandson", "husband", "mother", "nephew", "niece", "partner", "sister", "son", "spouse",
        "uncle", "widow", "widower", "wife",
    }
)  # fmt: skip
UNNAMED = frozenset({"all", "anyone", "everyone", "few", "many", "most", "nobody", "none", "one", "others", "several", "some",
                     "somebody", "someone", "those"})  # fmt: skip
"""Pronouns that describe who speaks as a noun would: "some in the party", "those who stayed"."""
_EPITHETS = frozenset(
    {
        "billionaire", "businessman", "businesswoman", "candidate", "celebrity", "congressman", "congresswoman",
        "contender", "democrat", "developer", "entrepreneur", "governor", "hopeful", "incumbent", "lawmaker",
        "magnate", "mayor", "millionaire", "mogul", "native", "newcomer", "nominee", "politician", "republican",
        "rival", "senator", "standard-bearer", "tycoon", "veteran",
    }
)  # fmt: skip
"""Nouns by which news writing speaks again of somebody just named, to vary the words."""
_LEAD = 3
"""Sentences of headline and lead, which may speak of somebody before they name her."""
_AROUND = 60
"""Characters beside a role where the report may tell its land, state or party: "Sen. Awa Keita (R-Kayes)"."""
_NEAR = 2
_APART = frozenset(
    {"judicial", "legislator", "spokesperson", "diplomat", "military", "police", "local", "royal", "head-of-state"}
)
"""Levels of which nobody has two, whatever else she is a candidate or leader of."""


def by_role(cast: ActorIndex, i: int, office: Office) -> str | None:
    """The person that the report gives such an office, before or after: the one whose role has the description's words."""
    holders = [p for p, held in cast.held.items() if p.startswith("person.") and any(_may_be(cast, i, o, office) for o in held)]
    holders = [p for p in holders if {gender_of(cast.tree.lemmas[i]), cast.genders.get(p)} != {"f", "m"}]
    told = [p for p in holders if _told(cast, p, i)]
    if not told and _qualifiers(cast, i) and (taken := cast.assign_office(i, office)) is not None:
        return taken
    holders = told or (holders if len(holders) < 2 or not _qualifiers(cast, i) else [])
    before = [actor for j, actor in cast.history if j < i and actor in holders]
    return before[-1] if before else holders[0] if len(holders) == 1 else None


def _may_be(cast: ActorIndex, i: int, held: Office, said: Office) -> bool:
    """May the description be of that office? A senator is a lawmaker, a lawmaker need not be a senator."""
    lawmaker = held.level == said.level == "legislator" and cast.tree.lemmas[i] in ("lawmaker", "legislator", "parliamentarian")
    return held.id == said.id or lawmaker


def _qualifiers(cast: ActorIndex, i: int) -> list[str]:
    """The names in front of a description: "the South Kayes senator" -> ["South Kayes"]."""
    tree = cast.tree
    start = cast.phrase(i)[0]
    words = [tree.texts[j] for j in range(start, i) if tree.texts[j][:1].isupper() and tree.lower[j] not in ("the", "a", "an")]
    return [" ".join(words)] if words else []


def _told(cast: ActorIndex, person: str, i: int) -> bool:
    """Do the words around the person's roles have the description's qualifiers, in full or as an abbreviation?"""
    wanted = _qualifiers(cast, i)
    spans = [role.span for role in cast.roles.get(person, []) if role.span is not None]
    around = [_beside(cast, person, s.start, s.end) for s in spans]
    return bool(wanted) and any(_has(text, name) for text in around for name in wanted)


def _beside(cast: ActorIndex, person: str, start: int, end: int) -> str:
    """The text around a role as far as it is of nobody else: up to others' names, their brackets, its sentence."""
    words, text = cast.tree.words, cast.report.text
    others = [(words[n.start].start, words[n.end - 1].end) for n in cast.names if n.kind == "person" and n.id != person]
    sentence = cast.tree.sentence(bisect_right(cast.tree.starts, start) - 1)
    first = max([words[sentence.start].start, start - _AROUND, *(b for _, b in others if b <= start)])
    last = min([words[sentence.end - 1].end, end + _AROUND, *(a for a, _ in others if a >= end)])
    return text[max(first, text.rfind(")", first, start)) : last]


def _has(text: str, name: str) -> bool:
    """Is the name or an abbreviation of it in the text? "South Kayes" is "S.K.", "Kayes" is "Kay."."""
    if re.search(rf"\b{re.escape(name)}\b", text):
        return True
    parts = name.split()
    initials = "".join(p[0] for p in parts) if len(parts) > 1 else ""
    short = re.findall(r"\b([A-Z][A-Za-z.]{0,5})\.|-([A-Z]{2})\b", text)
    return any(_abbreviates((a or b).replace(".", ""), name, initials) for a, b in short)


def _abbreviates(short: str, name: str, initials: str) -> bool:
    if short.upper() == initials:
        return True
    return len(short) > 1 and name.casefold().startswith(short.casefold()) and " " not in name


def introduced(cast: ActorIndex, i: int, office: Office) -> str | None:
    """Of whom headline or lead speak before they name her: the only person of the report with that office."""
    tree = cast.tree
    if tree.sentence_number(i) >= _LEAD or not tree.deprels[i].startswith("nsubj"):
        return None
    holders = {p for p, held in cast.held.items() if p.startswith("person.") and any(_may_be(cast, i, o, office) for o in held)}
    named = {name.id for name in cast.names if name.start < i}
    soon = {n.id for n in cast.names if n.id in holders and tree.sentence_number(n.start) - tree.sentence_number(i) <= _LEAD}
    found = soon if len(holders) > 1 else holders
    return next(iter(found)) if len(found) == 1 and not holders & named else None


def relative_of(cast: ActorIndex, i: int) -> str | None:
    """ "His ex-wife": the one person whom the report calls a wife, by the noun in front of or behind the name."""
    kin = _kinship(cast.tree.lemmas[i])
    if kin is None or cast.tree.xpos[i] in ("NNS", "NNPS") or not cast.definite(i):
        return None
    found = {name.id for name in cast.names if name.kind == "person" and kin in _called(cast, name.start, name.end)}
    owners = {cast.at.get(k) for k in cast.tree.children(i, "nmod:poss")}
    return next(iter(found)) if len(found) == 1 and not found & owners else None


def _kinship(lemma: str) -> str | None:
    noun = lemma.removeprefix("ex-")
    return noun if noun in KIN else None


def _called(cast: ActorIndex, start: int, end: int) -> set[str]:
    """The kin nouns right before a name ("wife Awa", "wife, Awa") or in the apposition behind it ("Awa, his wife")."""
    lemmas, lower = cast.tree.lemmas, cast.tree.lower
    before = start - 2 if start > 1 and lower[start - 1] == "," else start - 1
    words = [lemmas[before]] if before >= 0 else []
    if end + 1 < len(lower) and lower[end] == ",":
        words += [lemmas[j] for j in range(end + 1, min(end + 5, len(lower)))]
    return {noun for word in words if (noun := _kinship(word))}


def spoken_of(cast: ActorIndex, i: int) -> str | None:
    """ "The Kayes senator" as subject: who was the subject just before, if nothing says otherwise."""
    tree = cast.tree
    noun, named = tree.lemmas[i], bool(_qualifiers(cast, i))
    if noun not in _EPITHETS or not tree.deprels[i].startswith("nsubj") or not cast.definite(i):
        return None
    if tree.xpos[i] in ("NNS", "NNPS") or not named:
        return None
    here = tree.sentence_number(i)
    for j, actor in reversed(cast.history):
        if here - tree.sentence_number(j) > _NEAR:
            return None
        subject = tree.deprels[j].startswith("nsubj") and tree.lower[j] != "who"
        if j < i and subject and actor.startswith("person.") and not tree.quoted(j, FEW):
            return actor if not _otherwise(cast, actor, i) else None
    return None


def _otherwise(cast: ActorIndex, actor: str, i: int) -> bool:
    """Does the report give that person an office of another kind? A judge is not the nominee."""
    office = cast.office_of(i)
    held = [o.level for o in cast.held.get(actor, []) if o.level in _APART]
    other = {gender_of(cast.tree.lemmas[i]), cast.genders.get(actor)} == {"f", "m"}
    return other or (office is not None and bool(held) and office[0].level not in held)


def is_part(cast: ActorIndex, i: int) -> bool:
    """ "Some Liberals", "rural Liberals": a part of a party, which is not the party."""
    name = cast.name_at.get(i)
    if name is None or name.head != i or cast.tree.xpos[i] != "NNPS" or name.kind in ("person", "demonym", "country"):
        return False
    before = cast.tree.children(i, "amod", "nummod") + [k for k in cast.tree.children(i, "det") if cast.tree.lower[k] in UNNAMED]
    return any(k < name.start for k in before)


def is_source(cast: ActorIndex, i: int) -> bool:
    """Does somebody speak here: subject of a verb of saying, behind "according to", or the model's source?"""
    passed_on = (cast.tree.case(i) or "").startswith("according")
    return i in cast.sources or passed_on or speaks(cast.tree, i)
