"""The names in a reading: who is a person, and which words the lexicon knows as a state, institution or organisation.

Persons come from the reader's mentions, stripped of titles and offices; everything else from the lexicon's longest match
first, then from the reader. Full names and bare surnames of one report meet in one person.

"Mali's president, Awa Keita, left. Keita said …" has two `EntityMention`s of id "person.awa-keita".

>>> gender_of("queen"), gender_of("spokesman"), gender_of("senator")
('f', 'm', None)
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rapporteur import lexicon
from rapporteur.extract.entities.namesakes import Namesakes
from rapporteur.extract.syntax import clauses, phrases
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon import actor_codes, user_entries
from rapporteur.lexicon.fold import slug
from rapporteur.lexicon.schema import NameEntry
from rapporteur.lexicon.word_sets import word_set
from rapporteur.model import Mention


class EntityMention(NamedTuple):
    """Words `start` to `end` name actor `id`; `entry` is the lexicon's row, `None` for what only the reader found."""

    start: int
    end: int
    head: int
    id: str
    text: str
    entry: NameEntry | None
    kind: str


def head_of(tree: Tree, start: int, end: int) -> int:
    """The word of a range that governs the others: the last one whose own governor is outside."""
    outside = [i for i in range(start, end) if not start <= tree.heads[i] < end]
    return outside[-1] if outside else end - 1


def source_head(tree: Tree, start: int, end: int) -> int:
    """The word of a source's span that stands for the source: of several the nominal that governs most of the span.

    "the army , said Keita" has two words whose governors are outside; a relative clause or apposition hangs below the noun.
    """
    outside = [i for i in range(start, end) if not start <= tree.heads[i] < end]
    nominal = [i for i in outside if tree.is_nominal(i)] or outside or [end - 1]
    head = max(nominal, key=lambda i: (sum(start <= j < end for j in tree.subtree(i)), -i))
    subject = clauses.own_subject(tree, head) if not tree.is_nominal(head) else None
    return subject if subject is not None and start <= subject < end else head


def find_names(tree: Tree) -> list[EntityMention]:
    """All names of a reading, in text order, not overlapping."""
    people = _with_surnames(tree, _after_offices(tree, _of_user(tree, list(_people(tree)))))
    taken = {i for start, end in people for i in range(start, end)}
    names = _known(tree, taken)
    taken |= {i for name in names for i in range(name.start, name.end)}
    names += _unknown(tree, taken)
    names += _persons(tree, people)
    return sorted(names)


# ---- persons ------------------------------------------------------------------------------------------------------
def _people(tree: Tree) -> Iterable[tuple[int, int]]:
    for mention in tree.reading.mentions:
        if mention.type == "person":
            start, end = bare_name(tree, mention)
            end = next((i for i in range(start, end) if tree.upos[i] == "VERB" and tree.texts[i].islower()), end)
            if start < end and not _is_known_name(tree, start, end) and not _is_known_name(tree, mention.start, end):
                yield start, end


def _of_user(tree: Tree, people: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """With the persons of the user's own lexicon, also where the reader saw none, or a part of the name."""
    index, i = user_entries.persons(), 0
    if index is None:
        return sorted(people)
    inner = {j for start, end in people for j in range(start + 1, end)}
    names: list[tuple[int, int]] = []
    while i < len(tree.texts):
        hit = index.longest(tree.texts, i)
        if hit is not None and i not in inner and hit[0] not in inner:
            names.append((i, hit[0]))
        i = hit[0] if hit is not None else i + 1
    renamed = {j for start, end in names for j in range(start, end)}
    return sorted([*((start, end) for start, end in people if start not in renamed), *names])


def _after_offices(tree: Tree, people: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Names that stand right behind an office are persons ("Foreign Minister Awa Keita"), whatever the reader made of them."""
    taken = {i for start, end in people for i in range(start, end)}
    ranges = list(people)
    for i in range(len(tree.texts) - 1):
        office = lexicon.office_at(tree.texts, i) if tree.upos[i] in word_set("entities", "in_offices") else None
        if office is None or office[0] >= len(tree.texts) or any(j in taken for j in range(i, office[0] + 1)):
            continue
        start = office[0] + (lexicon.is_title(tree.texts[office[0]]) and office[0] + 1 < len(tree.texts))
        end = start
        limit = tree.sentence(i).end
        while end < limit and end < start + 4 and tree.upos[end] == "PROPN" and tree.texts[end][:1].isupper():
            end += 1
        known = lexicon.names_at(tree.texts, start) if end - start > 1 else None
        named = known is not None and known[0] >= end and known[1].kind not in ("place", "region")
        if 1 < end - start <= 3 and not named:
            ranges.append((start, end))
            taken.update(range(start, end))
    return sorted(ranges)


def _with_surnames(tree: Tree, people: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A lone capitalised word that is the surname of somebody fully named is that person, whatever the reader took it for."""
    surnames = {tree.texts[end - 1] for start, end in people if end - start > 1}
    surnames |= {name.upper() for name in surnames if len(name) > 3}  # "KEITA:" in a transcript
    taken = {i for start, end in people for i in range(start, end)}
    for i, text in enumerate(tree.texts):
        if text in surnames and i not in taken and tree.upos[i] == "PROPN" and not _part_of_name(tree, i):
            people.append((i, i + 1))
    return sorted(people)


def _part_of_name(tree: Tree, i: int) -> bool:
    """Part of a longer proper name ("the Biden administration" is not; "Biden Airport" is)."""
    spans = [m for m in tree.mentions.over(i, i + 1) if m.end - m.start > 1]
    return any(not any(tree.upos[j] == "VERB" for j in range(m.start, i)) for m in spans)


def bare_name(tree: Tree, mention: Mention) -> tuple[int, int]:
    """A person mention without title, office, demonym in front and possessive or suffix behind; empty if nothing is left."""
    start, end = mention.start, mention.end
    behind = word_set("syntax", "possessives") | word_set("entities", "suffixes") | {","}
    while end > start and tree.lower[end - 1] in behind:
        end -= 1
    end = next((i for i in range(start + 1, end) if tree.lower[i] == "of"), end)  # "Ana Dorsey of Mali"
    for i in range(max(tree.sentence(start).start, start - 4), start):
        office = lexicon.office_at(tree.texts, i)
        if office is not None and office[0] > start:
            start = min(office[0], end)
    while start < end:
        office = lexicon.office_at(tree.texts, start)
        if office is not None and office[0] <= end:
            start = office[0]
        elif (
            lexicon.is_title(tree.texts[start])
            or (tree.texts[start][:1].islower() and tree.lower[start] not in word_set("entities", "particles"))
            or (start + 1 < end and lexicon.demonym(tree.texts[start]))
        ):
            start += 1
        else:
            break
    return start, end


def _is_known_name(tree: Tree, start: int, end: int) -> bool:
    """A "person" that the lexicon knows as a state or institution is not one."""
    hit = lexicon.names_at(tree.texts[start:end], 0)
    if hit is None or hit[0] != end - start or hit[1].common:
        return False
    return hit[1].kind in word_set("entities", "impersonal_kinds")


def _persons(tree: Tree, people: list[tuple[int, int]]) -> list[EntityMention]:
    texts = [tuple(w for w in tree.texts[s:e] if w not in ("'s", "’s")) for s, e in people]
    full = _fullest(texts)
    out = []
    recent: dict[str, str] = {}
    index = user_entries.persons()
    for (start, end), words in zip(people, texts, strict=True):
        surname = slug(_surname(words))
        candidates = full[surname].of_gender(told_gender(tree, start)) if surname in full else Namesakes()
        person = _match(words, candidates, recent.get(surname))
        recent[surname] = person
        row = index.find(person) if index is not None else None
        ident, person = (row.id, row.name) if row is not None else ("person." + slug(person), person)
        out.append(EntityMention(start, end, head_of(tree, start, end), ident, person, None, "person"))
    return out


def told_gender(tree: Tree, start: int) -> str | None:
    """What the title or office in front of a name tells: "King" m, "spokeswoman" f."""
    for i in range(max(0, start - 2), start):
        gender = gender_of(tree.lower[i].rstrip("."))
        if gender and not any(tree.upos[j] == "PUNCT" for j in range(i + 1, start) if tree.lower[j] != "."):
            return gender
    return None


def gender_of(word: str) -> str | None:
    """The gender that a title or a noun for a person tells: "mrs" f, "businessman" m, "senator" none."""
    gender = lexicon.title_gender(word)
    return gender or ("f" if word.endswith("woman") else "m" if word.endswith("man") else None)


def _fullest(texts: list[tuple[str, ...]]) -> dict[str, Namesakes]:
    """Surname -> the distinct full names that end in it; "V. V. Keita" and "Vera Keita" are one, the longer."""
    full: dict[str, Namesakes] = {}
    for words in sorted({t for t in texts if len(t) > 1}, key=lambda t: (-len(" ".join(t)), "".join(t).isupper(), t)):
        known = full.setdefault(slug(_surname(words)), Namesakes())
        if known.bearer(words) is None:
            known.add(" ".join(words))
    return full


def _surname(words: tuple[str, ...]) -> str:
    """The last word, or what hyphens join to it: "Awa Keita-Ode" is no Ode."""
    first = len(words) - 1
    while first > 1 and words[first - 1] == "-":
        first -= 2
    return "".join(words[first:])


def _match(words: tuple[str, ...], candidates: Namesakes, recent: str | None) -> str:
    if len(words) > 1:
        return candidates.bearer(words) or " ".join(words)
    if recent is not None and (recent in candidates.places or not candidates.places):
        return recent
    return next(iter(candidates.places), words[0])


# ---- states, institutions, organisations --------------------------------------------------------------------------
def _known(tree: Tree, taken: set[int]) -> list[EntityMention]:
    texts = tree.texts
    ends = {i: s.end for s in tree.reading.sentences for i in range(s.start, s.end)}
    out, i = [], 0
    while i < len(texts):
        hit = lexicon.names_at(texts, i) if i not in taken else None
        if hit is None or hit[0] > ends.get(i, len(texts)) or any(j in taken for j in range(i, hit[0])):
            i += 1
            continue
        end, entry = hit
        if _is_meant(tree, i, end, entry):
            text = tree.reading.text[tree.words[i].start : tree.words[end - 1].end]
            out.append(EntityMention(i, end, head_of(tree, i, end), entry_id(entry), text, entry, entry.kind))
        i = end
    return out


def _is_meant(tree: Tree, i: int, end: int, entry: NameEntry) -> bool:
    """Do the words name what the lexicon has of that name: no longer name, no everyday word?"""
    if entry.common and entry.kind in ("place", "region"):
        return False
    others = (_tail_of_name, _opens_name, _is_word_for_acronym, _is_other_institution)
    return not any(is_other(tree, i, end, entry) for is_other in others)


def _opens_name(tree: Tree, start: int, end: int, entry: NameEntry) -> bool:
    """The town in "Kayes Morning Star" names no town, that in "Kayes police" does: its rest is no institution or office.

    Nor does that in "Vigo County", or the land in "New Jersey".
    """
    if entry.kind in word_set("entities", "located") and start and tree.texts[start - 1] == "New":
        return True
    if entry.kind == "place" and end < len(tree.texts) and tree.texts[end] in word_set("entities", "named_after"):
        return True
    province = actor_codes.people_at(tree.texts, start) if entry.kind == "place" else None
    if province is not None and province[0] >= end and province[1] != entry.country:
        return True  # Montana is a state before it is a town in Bulgaria
    if entry.kind not in ("region", "place"):
        return False
    named = tree.mentions.starting(start, start + 1)
    whole = next((m for m in named if m.type == "organisation" and m.end > end), None)
    if whole is None:
        return False
    rest = range(end, whole.end)
    bodies = (lexicon.institution_noun_at(tree.texts, j) or lexicon.office_at(tree.texts, j) for j in rest)
    armed = (lexicon.agent_noun(tree.lemmas[j]) for j in rest)
    return not any(bodies) and not any(armed) and all(tree.texts[j][:1].isupper() for j in rest)


def _tail_of_name(tree: Tree, start: int, end: int, entry: NameEntry) -> bool:
    """The land in "Radio Mali", "Bank of Mali", "Gulf of Oman" names no land; that in "the Lake Chad region's army" may.

    A "National Security Council" is some land's and no other body whose name ends alike.
    """
    longer = (lexicon.institution_noun_at(tree.texts, j) for j in range(max(0, start - 2), start))
    if entry.kind == "organisation" and any(body is not None and body[0] >= end for body in longer):
        return True
    if entry.kind not in word_set("entities", "located"):
        return False
    for m in tree.mentions.over(start, start + 1):
        if m.type not in ("organisation", "place") or m.start == start or m.end < end:
            continue
        front = range(m.start, start)
        proper = all(tree.upos[j] == "PROPN" or tree.lower[j] in ("of", "the", "-") for j in front)
        titled = any(
            lexicon.office_at(tree.texts, j) or lexicon.agent_noun(tree.lemmas[j]) or lexicon.names_at(tree.texts, j)
            or ((body := lexicon.institution_noun_at(tree.texts, j)) is not None and body[1].sector != "JRN") for j in front
        )  # fmt: skip
        if proper and not titled and any(tree.upos[j] == "PROPN" and tree.lower[j] != "the" for j in front):
            return True
    return False


def _is_word_for_acronym(tree: Tree, i: int, end: int, entry: NameEntry) -> bool:
    """ "Plan" in "the Clean Water Plan" is no navy whose acronym is PLAN; "Nato" alone is NATO."""
    word = tree.texts[i]
    if end != i + 1 or not word[1:].islower() or entry.kind not in ("institution", "organisation"):
        return False
    known = lexicon.institutions().get(entry.id) or lexicon.organisations().get(entry.id)
    acronym = known is not None and word.upper() in known.aliases and word not in known.aliases
    return acronym and i > tree.sentence(i).start and tree.texts[i - 1][:1].isupper()


def _is_other_institution(tree: Tree, i: int, end: int, entry: NameEntry) -> bool:
    """ "Congress" in "the African National Congress" is not that of the land whose Congress goes by that word alone."""
    named = tree.xpos[i - 1].startswith("NNP") and tree.texts[i - 1][:1].isupper()
    if entry.kind != "institution" or end != i + 1 or not named:
        return False
    within = any(m.type == "organisation" and m.start < i for m in tree.mentions.over(i, i + 1))
    owner = lexicon.names_at(tree.texts, i - 1)
    return i > tree.sentence(i).start and within and (owner is None or owner[1].country != entry.country)


def entry_id(entry: NameEntry) -> str:
    """Actor id of a lexicon row; a capital stands for its government where it acts."""
    if entry.kind in ("country", "demonym", "capital") and entry.country:
        return entry.country.lower()
    return entry.id


def _goes_on(tree: Tree, end: int, taken: set[int]) -> bool:
    """Is the word behind a mention its own head with a capital? "the Association of Dam [Workers]"."""
    if end >= len(tree.texts) or end in taken or tree.sentence(end).start == end:
        return False
    return tree.texts[end][:1].isupper() and tree.heads[end - 1] == end and tree.deprels[end - 1] == "compound"


def _unknown(tree: Tree, taken: set[int]) -> list[EntityMention]:
    """What only the reader found: organisations and places."""
    out = []
    for mention in tree.reading.mentions:
        if mention.type not in ("organisation", "place", "gpe") or any(i in taken for i in range(mention.start, mention.end)):
            continue
        start, end = phrases.trimmed(tree, mention.start, mention.end)
        while mention.type == "organisation" and _goes_on(tree, end, taken):
            end += 1
        office = lexicon.office_at(tree.texts, start)
        if office is not None and office[0] >= end:
            continue  # "Permanent Representative" is an office, no organisation
        if tree.lower[start] in ("the", "a", "an") and end - start > 1:
            start += 1
        if tree.lower[end - 1] in ("'s", "’s") and end - start > 1:
            end -= 1
        text = tree.reading.text[tree.words[start].start : tree.words[end - 1].end]
        kind = "organisation" if mention.type == "organisation" else "place"
        prefix = "org." if kind == "organisation" else "place."
        out.append(EntityMention(start, end, head_of(tree, start, end), prefix + slug(text), text, None, kind))
    return out
