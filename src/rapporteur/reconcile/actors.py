"""The same actor across reports: "Biden" is Joe Biden where no other Biden is meant, Zelenskiy is Zelensky.

Only persons need it: states, institutions and organisations have one id in every report by the lexicon. Unnamed sources
("a senior official") are never merged across reports.

>>> from rapporteur.model import Actor, Extraction
>>> one = Extraction(report="a", actors=(Actor(id="person.awa-keita", name="Awa Keita", kind="person"),))
>>> two = Extraction(report="b", actors=(Actor(id="person.keita", name="Keita", kind="person"),))
>>> actors, names = canonical([one, two])
>>> [a.id for a in actors], names["b", "person.keita"]
(['person.awa-keita'], 'person.awa-keita')
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapporteur.lexicon import cow
from rapporteur.lexicon.fold import letters
from rapporteur.model import Actor, Extraction, Role
from rapporteur.reconcile.wording import content, family

Names = Mapping[tuple[str, str], str]
"""(report id, local actor id) → canonical actor id."""
_SIMILAR = 85.0
"""rapidfuzz ratio of two romanised surnames from which on they may be transliterations of one."""
_DOMINANT = 10
"""A surname alone means the bearer who is in so many times more reports than the next one."""
_ROMANISATIONS = tuple(
    (re.compile(a), b)
    for a, b in (
        (r"(?:iyy|yyy|iy|yy|ij|yi|ii|iï|y)$", "y"),
        (r"(?<=sk)(?:i|iy|yj)$", "y"),
        (r"enka$", "enko"),
        (r"(?:ei|ey|ej)$", "ey"),
        (r"ff$", "v"),
        (r"kh", "h"),
        (r"shch", "sh"),
        (r"tz", "ts"),
        (r"ck", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"iu|ju", "yu"),
        (r"ia|ja", "ya"),
        (r"(?<=[aou])e(?=[^aeiou])", ""),
        (r"(.)\1", r"\1"),
    )
)
"""Differences between the romanisations of Slavic, German and Arabic names that news agencies use."""


@dataclass
class _Person:
    """The reports' notes on one person name while they are gathered."""

    id: str
    given: str
    surname: str
    reports: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)


def canonical(extractions: Iterable[Extraction]) -> tuple[tuple[Actor, ...], Names]:
    """All actors of a run under one id each, sorted by id, and what each report's ids became.

    Of what two reports say otherwise the first counts, so the extractions come in the order of content.
    """
    ordered = list(extractions)
    persons = _persons(ordered)
    target = _merged([p for p in persons.values() if p.given])
    names: dict[tuple[str, str], str] = {}
    gathered: dict[str, list[Actor]] = defaultdict(list)
    full = _by_surname(persons, target)
    for extraction in ordered:
        for actor in extraction.actors:
            new = target.get(actor.id, actor.id)
            person = persons.get(actor.id)
            if person is not None and not person.given:
                new = _bearer(actor, extraction.report, person, full) or new
            names[extraction.report, actor.id] = new
            gathered[new].append(actor)
    holders = _holders(gathered)
    for office, holder in holders.items():
        gathered[holder] += gathered.pop(office)
    names = {key: holders.get(new, new) for key, new in names.items()}
    return tuple(_union(i, gathered[i]) for i in sorted(gathered, key=_without_report)), names


def _without_report(actor: str) -> str:
    """An id without the number of its report: "desc.91a5f00d.official" → "desc.official"."""
    return f"desc.{actor.split('.', 2)[-1]}" if actor.startswith("desc.") else actor


def _persons(extractions: Sequence[Extraction]) -> dict[str, _Person]:
    persons: dict[str, _Person] = {}
    for extraction in extractions:
        for actor in extraction.actors:
            if actor.kind == "person" and actor.id.startswith("person."):
                given, surname = split(actor)
                person = persons.setdefault(actor.id, _Person(actor.id, given, surname))
                person.reports.add(extraction.report)
                person.countries |= {actor.country} if actor.country else set()
                person.roles |= {w for r in actor.roles for w in content(r.role)}
    return persons


def split(actor: Actor) -> tuple[str, str]:
    """Given name ("" if none) and surname in lower case, from the id: "person.ursula-von-der-leyen" → ("ursula",
    "leyen")."""
    parts = [letters(p).lower() for p in actor.id.removeprefix("person.").split("-") if p]
    if not parts:
        return "", letters(actor.name).lower()
    particles = {"von", "van", "der", "den", "de", "la", "le", "al", "el", "bin", "di", "da", "del", "ben"}
    if parts[0] in particles or len(parts) == 1:
        return "", parts[-1]
    return parts[0], parts[-1]


def romanised(name: str) -> str:
    """A name as all its romanisations give it: "zelenskiy", "zelenskyy", "zelensky" → "zelensky"."""
    for pattern, plain in _ROMANISATIONS:
        name = pattern.sub(plain, name)
    return name


def same_given(a: str, b: str) -> bool:
    """Whether two given names can be one person's: equal, an initial, a known variant, or a romanisation."""
    variants = family("given")
    a, b = variants.get(a, a), variants.get(b, b)
    if a == b or romanised(a) == romanised(b):
        return True
    return min(len(a), len(b)) == 1 and a[:1] == b[:1]


def _compatible(a: _Person, b: _Person) -> bool:
    """No conflict: given names that can be one, and not of different countries."""
    return same_given(a.given, b.given) and (not a.countries or not b.countries or bool(a.countries & b.countries))


def _merged(persons: Sequence[_Person]) -> dict[str, str]:
    """Person id → chosen id, among persons with a given name: variants of one name meet."""
    from rapidfuzz import fuzz

    blocks: dict[str, list[_Person]] = defaultdict(list)
    for person in sorted(persons, key=lambda p: p.id):
        consonants = re.sub(r"[aeiouy]", "", romanised(person.surname))
        blocks[consonants or person.surname].append(person)
    chosen: dict[str, str] = {}
    for block in blocks.values():
        groups: list[list[_Person]] = []
        for person in sorted(block, key=lambda p: (len(p.given) == 1, -len(p.reports), p.id)):
            fits = [g for g in groups if all(_one(person, other, fuzz.ratio) for other in g)]
            # An initial that fits two people decides nothing.
            if len(fits) == 1:
                fits[0].append(person)
            else:
                groups.append([person])
        for group in groups:
            best = min(group, key=lambda p: (-len(p.id), p.id)) if len(group[0].given) == 1 else _fullest(group)
            chosen.update((p.id, best.id) for p in group)
    return chosen


def _fullest(group: Sequence[_Person]) -> _Person:
    """The name the most reports use, of those with a whole given name; ties: the fullest, then alphabetical."""
    whole = [p for p in group if len(p.given) > 1] or list(group)
    return min(whole, key=lambda p: (-p.id.count("-"), -len(p.reports), -len(p.id), p.id))


def _one(a: _Person, b: _Person, ratio: object) -> bool:
    """Two full names of one person: the surname a romanisation of the other, nothing against it."""
    if not _compatible(a, b):
        return False
    one, two = romanised(a.surname), romanised(b.surname)
    if one == two:
        return True
    assert callable(ratio)
    gendered = one + "a" == two or two + "a" == one
    known = bool(a.countries & b.countries) or bool(a.roles & b.roles)
    return not gendered and known and a.given == b.given and min(len(one), len(two)) > 4 and ratio(one, two) >= _SIMILAR


def _by_surname(persons: Mapping[str, _Person], target: Mapping[str, str]) -> dict[str, list[_Person]]:
    """Romanised surname → the persons of that name, variants united under the chosen id."""
    united: dict[str, _Person] = {}
    for person in sorted(persons.values(), key=lambda p: p.id):
        if person.given:
            chosen = persons[target[person.id]]
            one = united.setdefault(chosen.id, _Person(chosen.id, chosen.given, chosen.surname))
            one.reports |= person.reports
            one.countries |= person.countries
            one.roles |= person.roles
    bearers: dict[str, list[_Person]] = defaultdict(list)
    for person in united.values():
        bearers[romanised(person.surname)].append(person)
    return bearers


def _bearer(actor: Actor, report: str, person: _Person, full: Mapping[str, Sequence[_Person]]) -> str | None:
    """Whom a surname alone means: the only bearer, of this report or of all, by country and roles, or the far more
    frequent."""
    bearers = [
        p
        for p in full.get(romanised(person.surname), ())
        if not (actor.country and p.countries) or actor.country in p.countries
    ]
    here = [p for p in bearers if report in p.reports]
    for candidates in (here, bearers):
        if len(candidates) == 1:
            return candidates[0].id
    roles = {w for r in actor.roles for w in content(r.role)}
    alike = [p for p in bearers if roles & p.roles]
    if len(alike) == 1:
        return alike[0].id
    ranked = sorted(bearers, key=lambda p: (-len(p.reports), p.id))
    if len(ranked) > 1 and len(ranked[0].reports) >= _DOMINANT * len(ranked[1].reports):
        return ranked[0].id
    return None


def _holders(gathered: Mapping[str, Sequence[Actor]]) -> dict[str, str]:
    """Office id ("mli.president") → the one person whom any report gives that office of that country."""
    persons_of: dict[tuple[str, str], set[str]] = defaultdict(set)
    for new, actors in gathered.items():
        if new.startswith("person."):
            for actor in actors:
                for role in actor.roles:
                    persons_of[actor.country or "", _office(role.role)].add(new)
    holders = {}
    for new, actors in gathered.items():
        first = actors[0]
        if first.kind == "person" and not new.startswith(("person.", "desc.")) and first.country:
            persons = persons_of.get((first.country, _office(new.split(".", 1)[-1].replace("-", " "))), set())
            if len(persons) == 1:
                holders[new] = min(persons)
    return holders


def _office(role: str) -> str:
    """An office without its country and with its words in order: "the Malian president" has "president"."""
    from rapporteur.lexicon import country_of, demonym

    words = [w for w in role.split() if w.lower() not in ("the", "former") and not (country_of(w) or demonym(w))]
    return " ".join(content(" ".join(words)))


def _union(new: str, actors: Sequence[Actor]) -> Actor:
    """One actor with all that the reports say of it: the name of the chosen id, the commonest country, all aliases,
    roles."""
    bearers = sorted((a for a in actors if a.id == new), key=lambda a: (-len(a.name), a.name)) or sorted(
        actors, key=lambda a: _without_report(a.id)
    )
    countries = Counter(a.country for a in actors if a.country)
    country = min(countries, key=lambda c: (-countries[c], c)) if countries else None
    aliases = {n for a in actors for n in (a.name, *a.aliases) if n} - {bearers[0].name}
    roles: dict[tuple[str, str], Role] = {}
    for role in sorted((r for a in actors for r in a.roles), key=lambda r: (r.role, r.of or "")):
        roles.setdefault((role.role, role.of or ""), role)
    return Actor(
        id=new,
        name=bearers[0].name,
        kind=bearers[0].kind,
        country=country,
        aliases=tuple(sorted(aliases)),
        roles=tuple(roles.values()),
        cow=cow(country),
        sectors=_sectors(actors),
    )


def _sectors(actors: Sequence[Actor]) -> tuple[str, ...]:
    """Those of all reports, the main one of most of them first; who is no longer in office in one only is in office."""
    first = Counter(a.sectors[0] for a in actors if a.sectors)
    every = Counter(s for a in actors for s in a.sectors)
    ranked = sorted(every, key=lambda s: (-first[s], -every[s], s))
    present = [s for s in ranked if s != "ELI"]
    return tuple(present[:3] if present and first["ELI"] * 2 <= sum(first.values()) else ranked[:3])
