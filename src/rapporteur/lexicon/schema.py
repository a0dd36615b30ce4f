"""The rows of the lexicon's tables as frozen nouns: one class per table, one field per column.

>>> Office("president", "president", ("head of state",), "GOV", "head-of-state", True).level
'head-of-state'

Sectors are PLOVER's (manual, table "Sector Codes"): GOV, MIL, COP, JUD, LEG, SPY, REB, PTY, OPP, BUS, MED, CVL, JRN …;
IGO, NGO and MNC are PLOVER's codes of international actors that have no country.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

import msgspec

from rapporteur.model import Act, ContactMode, Stance

SECTORS = frozenset(
    {
        "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL",
        "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC", "IGO", "NGO", "ISM", "IMG", "MNC",
    }
)  # fmt: skip
PLOVER = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)
"""The sixteen types of event of the PLOVER codebook, from cooperation to conflict."""

EntryKind: TypeAlias = Literal[
    "country", "demonym", "institution", "organisation", "collective", "region", "capital", "place"
]
CountryStatus: TypeAlias = Literal["state", "partial", "territory"]
Level: TypeAlias = Literal[
    "head-of-state",
    "head-of-government",
    "deputy-head",
    "minister",
    "deputy-minister",
    "adviser",
    "diplomat",
    "spokesperson",
    "legislator",
    "judicial",
    "military",
    "police",
    "intelligence",
    "regional",
    "local",
    "party",
    "royal",
    "religious",
    "business",
    "organisation",
    "official",
    "other",
]
Factive: TypeAlias = Literal["commit", "weak", "deny", "none"]
"""What a cue says of its content: it is so, it may be, it is not so, or nothing (asked, ordered, wished)."""


class Country(msgspec.Struct, frozen=True):
    """A state or territory. `cow` is its Correlates of War number; `status` "partial": not all recognise it.

    `sovereign` is the iso3 of the state a territory belongs to, by PLOVER's rule that dependencies count with it.
    """

    iso3: str
    iso2: str
    cow: int | None
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    peoples: tuple[str, ...]
    capitals: tuple[str, ...]
    status: CountryStatus
    sovereign: str | None


class Institution(msgspec.Struct, frozen=True):
    """An institution of one country under its own name or metonym: "rus.kremlin". `parent` is an id of this table."""

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str
    sector: str
    parent: str | None


class Organisation(msgspec.Struct, frozen=True):
    """An organisation, alliance, armed group, party or company: "org.nato"; `country` where it has one."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    country: str | None
    sector: str


class Collective(msgspec.Struct, frozen=True):
    """Several states spoken of as one: "group.baltic-states". `members` are iso3; none where disputed."""

    id: str
    name: str
    aliases: tuple[str, ...]
    members: tuple[str, ...]


class Office(msgspec.Struct, frozen=True):
    """A kind of office: "foreign-minister". `unique` = a country has one at a time."""

    id: str
    name: str
    aliases: tuple[str, ...]
    sector: str
    level: Level
    unique: bool


class InstitutionNoun(msgspec.Struct, frozen=True):
    """A kind of institution, "foreign-ministry"; with a country it makes an id, "deu.foreign-ministry"."""

    id: str
    name: str
    aliases: tuple[str, ...]
    sector: str


class Agent(msgspec.Struct, frozen=True):
    """A common noun for people or forces, "separatist". `armed` where the word itself says so."""

    lemma: str
    sector: str
    armed: bool


class PlaceEntry(msgspec.Struct, frozen=True):
    """A city. `lat`, `lon` in degrees (WGS 84). `common` = also an everyday word or first name ("Nice", "Florence")."""

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str
    lat: float
    lon: float
    population: int
    capital: bool
    common: bool


class Region(msgspec.Struct, frozen=True):
    """A region, sea, island or disputed area; `countries` whose it is or who border it; `lat`, `lon` of its middle."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    countries: tuple[str, ...]
    disputed: bool
    lat: float
    lon: float


class NameEntry(msgspec.Struct, frozen=True):
    """What a name in a text stands for. A capital can stand for its city or its government; the reader of it decides.

    `id` is that of the table's row; of a country or demonym the iso3 in lower case. `country` is an iso3 or `None`.
    `common` = the words are an everyday word or first name too, so more than the spelling should say it is a place.
    """

    kind: EntryKind
    id: str
    name: str
    country: str | None
    sector: str | None = None
    common: bool = False


CueContent: TypeAlias = Literal["infinitive", "name", "object", "quotation"]
"""What is said beside a clause: "vowed to go", "called it a lie", "expressed regret", "added “no”"."""
CueTrait: TypeAlias = Literal["blames", "predicts", "thought"]
"""What else a cue is: it blames ("accused Chad of …"), predicts what a bare "will" says, or names a thought, which without quoted
words nobody has uttered."""


class Cue(msgspec.Struct, frozen=True):
    """A verb of saying or thinking: one row of `verbs/cue_verbs.csv`.

    Attributes:
        kind: say, claim, deny …; the column `class`.
        factuality: what it says of its content.
        addressee: whether it takes whom it is said to ("told Ode").
        nouns: its noun forms ("claim", "accusation").
        content: what it reports beside a clause.
        preps: the prepositions under which a noun or participle is what is said: "warned of a crisis".
        stance: how its speaker stands to what will come; `None` where the words have to show it.
        traits: what else it is.
    """

    lemma: str
    kind: str
    factuality: Factive
    addressee: bool
    nouns: tuple[str, ...]
    content: tuple[CueContent, ...] = ()
    preps: tuple[str, ...] = ()
    stance: Stance | None = None
    traits: tuple[CueTrait, ...] = ()


class Frame(msgspec.Struct, frozen=True):
    """What a verb or noun needs around it to tell something: one form for contacts, precautions and events.

    `lemma`: the head, with its particle or preposition ("call in"); `prep`: a preposition below it; `objects`: lemmas of which
    it acts on one. Nothing = not asked for.
    """

    lemma: str
    pos: Literal["verb", "noun"]
    prep: str | None
    objects: tuple[str, ...]


class ContactFrame(Frame, frozen=True):
    """A verb or noun of contact; `prep` is that before the other side or, with `objects`, before one of these ("by phone").

    `symmetric` = no side visits, hosts or writes: all parties do the same.
    """

    mode: ContactMode
    symmetric: bool


class EventFrame(Frame, frozen=True):
    """One row of the event table: PLOVER `type` and `mode`.

    `weight` in 0..1 says how sure the words alone are; `cameo` the code where that of type and mode would be too general.
    """

    type: str
    mode: str | None
    weight: float
    cameo: str | None = None


class PrecautionFrame(Frame, frozen=True):
    """One verb of a way of saying a precaution, `name`. Fields hold lemmas or phrases of lemmas; empty = not asked for.

    `affected` who is concerned; `complements` the verb of the clause below (urge citizens to *leave*); `preps` the
    prepositions to the place; `negations` complements that hold only when negated (*not* to travel). `passive` verbs may
    have the actor left out.
    """

    act: Act
    name: str
    affected: tuple[str, ...] = ()
    complements: tuple[str, ...] = ()
    negations: tuple[str, ...] = ()
    preps: tuple[str, ...] = ()
    passive: bool = True


class Spot(NamedTuple):
    """A place of the gazetteer. `kind`: `gazetteer.TOWN`, `AREA`, `COUNTY`, "country", or a feature's ("sea", "river").

    `country` is ISO 3166 alpha-3, `admin1` and `admin2` GeoNames' codes within it; `id` is GeoNames' number or, where there
    is none, the id of the lexicon ("region.crimea"). `alias`: the name asked for is not its usual one.
    """

    name: str
    kind: str
    lat: float
    lon: float
    country: str | None
    admin1: str
    admin2: str
    population: int
    id: str
    disputed: bool = False
    alias: bool = False
