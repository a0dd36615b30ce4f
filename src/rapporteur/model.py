"""The nouns of Rapporteur, and nothing else.

One report as found (`Report`), what the language model sees in it (`Reading`), what that one report says (`Claim`, a
body per kind), the claims of several reports about the same thing (`Finding`), and errors as values (`Problem`).
All are frozen: nothing is edited, a correction is a new row. Field names of `Report`, `Actor`, the claims and `Finding`
are the contract of the JSON record: fields may be added, not renamed.

Offsets are Unicode code points into `Report.text`, end exclusive (W3C Web Annotation, text position selector), so that
`report.text[span.start:span.end] == span.exact` for every span of every claim.

>>> Span(report="r1", start=0, end=5, exact="Biden").exact
'Biden'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias, get_args

import msgspec

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

BROKEN = " … "
"""In the words of a statement: here the cue stood ("“A truce,” Keita said, “would fail”" is said as "A truce … would fail")."""

Kind: TypeAlias = Literal["contact", "statement", "figure", "precaution", "forecast", "event"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""The kinds of claim, in the order in which the brief and the lists show them."""

ActorId: TypeAlias = Annotated[str, msgspec.Meta(description="The id of an actor.")]
"""A field of a claim with this type is led from a report's own actor to that of the record."""
Factuality: TypeAlias = Literal["stated", "planned", "possible", "conditional", "denied"]
"""FactBank's scale (Saurí & Pustejovsky 2009) in words a reader knows; PLOVER calls these auxiliary modes."""
Verdict: TypeAlias = Literal["agreed", "sole", "differs", "conflict"]
ActorKind: TypeAlias = Literal["person", "state", "organisation", "group", "place"]
ContactMode: TypeAlias = Literal["call", "meeting", "visit", "talks", "letter"]
StatementForm: TypeAlias = Literal["direct", "indirect", "mixed"]
Stance: TypeAlias = Literal["forecast", "threat", "warning", "promise"]
Precision: TypeAlias = Literal["city", "region", "country", "area"]
"""How wide a place is: a town; a state, province or county; a country; or a sea, river, range or part of the world."""
Act: TypeAlias = Literal[
    "advise-leave",
    "advise-against-travel",
    "shelter",
    "withdraw-staff",
    "withdraw-troops",
    "evacuate",
    "close-post",
    "relocate-post",
    "stay",
    "suspend-flights",
    "close-airspace",
    "close-border",
]


class Span(msgspec.Struct, frozen=True):
    """A stretch of one report's text: `report` is the report's id, `exact` the words themselves."""

    report: str
    start: int
    end: int
    exact: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One article as found. Text is NFC and untouched after this point; what is unknown is `None`, never invented.

    `id` is a hash of the text and the name; `name` the file stem or url; `published` an ISO day ("2022-02-12") or
    minute; `furniture` marks page furniture (captions, bylines, "Read more"), which stays in the text.
    """

    id: str
    name: str
    text: str
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    lang: str | None = None
    furniture: tuple[Span, ...] = ()


class Word(msgspec.Struct, frozen=True):
    """One syntactic word. `head` is the index of its governor in `Reading.words`, -1 at the root of a sentence."""

    start: int
    end: int
    text: str
    lemma: str
    upos: str
    xpos: str
    head: int
    deprel: str


class Sentence(msgspec.Struct, frozen=True):
    """Words `start` to `end` (indices into `Reading.words`, end exclusive) of paragraph number `paragraph`."""

    start: int
    end: int
    paragraph: int


class Mention(msgspec.Struct, frozen=True):
    """A named entity over words `start` to `end` (end exclusive).

    `type` is one of person, organisation, place, gpe (a people or demonym), time, event, work.
    """

    start: int
    end: int
    type: str


class Quote(msgspec.Struct, frozen=True):
    """A quotation: characters `start` to `end` are the words inside the marks. `closed` is false where no mark ends it."""

    start: int
    end: int
    closed: bool = True


class Said(msgspec.Struct, frozen=True):
    """One attribution as the language model marks it (PolNeAR: Newell et al. 2018): who, by which words, what.

    Each is a range of words (first, end exclusive) or several; `source` or `cue` may be missing, `content` may be broken
    by the cue or by the end of a paragraph: "[A truce] [Keita] [said] [would fail]".
    """

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]


class Relation(msgspec.Struct, frozen=True):
    """What the language model takes one noun phrase to do to another: words of both (first, end exclusive), and a root.

    `root` is one of the fifteen of PLV (Hu et al. 2022): PLOVER's types, with RETREAT and CONCEDE as YIELD. `target` is
    `None` where both sides are one phrase ("Mali and Chad met"). `share` is how likely the root is, 0 to 1, if there is an event.
    """

    source: tuple[int, int]
    target: tuple[int, int] | None
    root: str
    share: float


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What the language model sees in one report. Page furniture is not read. It holds no opinion about the crisis.

    `certainty` has two numbers for each word, from -3 (the event it names did not happen) to 3 (it did): as the UW and as
    the UDS corpus of factuality put it (Lee et al. 2015, Rudinger et al. 2018). They mean nothing for words that are no events.
    """

    report: str
    text: str
    words: tuple[Word, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    said: tuple[Said, ...] = ()
    certainty: tuple[tuple[float, float], ...] = ()
    relations: tuple[Relation, ...] = ()

    def to_spacy(self, vocab: Vocab | None = None) -> Doc:
        """The reading as a spaCy `Doc` of the same text, with tree, names and `doc._.statements`.

        Every word is a token at its own offsets; white space and what was not read are tokens in between. `vocab`: the
        pipeline's that the Doc shall go on in. Raises `ModuleNotFoundError` without spaCy: pip install rapporteur[spacy].
        """
        from spacy.util import registry

        # A later stage makes the Doc. It is found by the entry point in pyproject.toml: a noun imports no stage.
        doc: Doc = registry.misc.get("rapporteur.to_doc")(self, vocab)
        return doc


class When(msgspec.Struct, frozen=True):
    """A closed interval of days, `start` to `end` as ISO days; a side that the words leave open is `None`."""

    start: str | None
    end: str | None
    words: str


class Interval(msgspec.Struct, frozen=True):
    """A quantity: "more than 130,000" is low 130000, high `None`; an exact number has both sides equal."""

    low: float | None
    high: float | None
    unit: str | None = None


class Likelihood(msgspec.Struct, frozen=True):
    """Words of estimative probability as the text has them; `low`, `high` in 0..1 for standard terms (ICD 203)."""

    words: str
    low: float | None = None
    high: float | None = None


class Role(msgspec.Struct, frozen=True):
    """An office as a report gives it: `role` "ambassador to Ukraine", `of` "UK", and where it says so."""

    role: str
    of: str | None = None
    span: Span | None = None


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who acts. `id` is readable and stable ("rus.kremlin", "person.sergei-lavrov"); `country` ISO 3166 alpha-3.

    `cow` is the country's number of the Correlates of War project; `sectors` are PLOVER's codes, the main one first.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    cow: int | None = None
    sectors: tuple[str, ...] = ()


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A place that reports name, led to a point on the globe where the gazetteer knows one.

    `id` is "geo." and GeoNames' number ("geo.703448"), the lexicon's id ("region.crimea", "feature.marmarasea"), or of a
    name that no gazetteer has "name.kampungu". `country` is ISO 3166 alpha-3 and, like `admin1`, the gazetteer's word, not a
    verdict: `disputed` says that border layers differ there. `lat`, `lon` are degrees (WGS 84); of what is wider than a town
    its middle, as `precision` says. `relation` are the words that lead from the place `of` (an id) to this one ("30 km north
    of", "near"). `spans` name the place itself; `others` what stands for its people or rulers ("Russian", "Moscow said",
    "the Kharkiv police").
    """

    id: str
    name: str
    words: str
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: Precision | None = None
    geonameid: int | None = None
    disputed: bool = False
    relation: str | None = None
    of: str | None = None
    spans: tuple[Span, ...] = ()
    others: tuple[Span, ...] = ()


class Time(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression of a report, as TimeML's TIMEX3 has it (Pustejovsky et al. 2003), and the days that it tells.

    `type` is DATE, TIME, DURATION or SET, `value` TIMEX3's ("2022-02-14", "P2W", "PRESENT_REF"). `start` and `end` are ISO
    days of a closed interval; a side is `None` where the words leave it open or nothing dates it. `minutes` is the length
    of a stretch that has one in minutes.
    """

    span: Span
    type: str
    value: str
    start: str | None = None
    end: str | None = None
    minutes: Interval | None = None


class ClaimBase(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """The header every claim has.

    `id` is a hash of the content; `evidence` has at least one span; `said_by` lists who vouches for it, outermost first
    (empty = the report in its own voice); `origin` names the independent source it goes back to; `where` is the id of the
    `Place` that `place` names; `rule` are the ids of the rules that made it ("event.frame"), which are no part of `id`.
    """

    id: str
    report: str
    evidence: tuple[Span, ...]
    said_by: tuple[ActorId, ...] = ()
    factuality: Factuality = "stated"
    when: When | None = None
    place: str | None = None
    origin: str | None = None
    where: str | None = None
    rule: tuple[str, ...] = ()


class Contact(ClaimBase, frozen=True, kw_only=True, tag="contact"):
    """Somebody met, called, visited or wrote to somebody. `minutes` has unit "minute"."""

    parties: tuple[ActorId, ...]
    mode: ContactMode
    minutes: Interval | None = None
    host: ActorId | None = None


class Statement(ClaimBase, frozen=True, kw_only=True, tag="statement"):
    """Somebody said something: `words` as the report has them, `speaker_words` how it names the speaker."""

    speaker: ActorId | None
    speaker_words: str
    words: str
    form: StatementForm
    cue: str | None = None
    addressee: ActorId | None = None


class Figure(ClaimBase, frozen=True, kw_only=True, tag="figure"):
    """A number of something: `of` what is counted, `subject` whose they are (an actor id)."""

    of: str
    subject: ActorId | None
    amount: Interval


class Precaution(ClaimBase, frozen=True, kw_only=True, tag="precaution"):
    """Somebody told people to leave, pulled staff out, closed a post: one actor, one act."""

    actor: ActorId
    act: Act
    affected: str | None = None


class Forecast(ClaimBase, frozen=True, kw_only=True, tag="forecast"):
    """What is said to come: `event` in the report's words, `condition` the words of the if-clause."""

    event: str
    stance: Stance
    condition: str | None = None
    likelihood: Likelihood | None = None


class Event(ClaimBase, frozen=True, kw_only=True, tag="event"):
    """Who did what to whom, by PLOVER's types (ACCUSE, THREATEN, MOBILIZE …).

    `context` holds PLOVER's contexts, several with ";" between them; `intensity` is PLOVER's score, -10 to 10; `cameo` the
    code in the older codebook. `action` is the word that tells it; `actor_spans` and `recipient_spans` the words for both sides.
    """

    type: str
    actors: tuple[ActorId, ...]
    recipients: tuple[ActorId, ...] = ()
    mode: str | None = None
    context: str | None = None
    intensity: float | None = None
    cameo: str | None = None
    action: Span | None = None
    actor_spans: tuple[Span, ...] = ()
    recipient_spans: tuple[Span, ...] = ()


Claim: TypeAlias = Contact | Statement | Figure | Precaution | Forecast | Event


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """An error as a value: which report (name or path), at which stage, what is wrong in a sentence. The run goes on."""

    report: str
    stage: str
    reason: str
    span: Span | None = None


class Extraction(msgspec.Struct, frozen=True, kw_only=True):
    """All that one report yields: its claims, and the actors they name under ids local to the report."""

    report: str
    actors: tuple[Actor, ...] = ()
    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """How something stood as one or several reports told it: `published` is their day, `standing` as of a claim."""

    published: str | None
    standing: Factuality
    claims: tuple[str, ...]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """The claims (ids) of one or several reports about the same thing, with a verdict and a sentence that says why.

    `steps`: where its standing changed over time (planned, then held), how it stood, the oldest first.
    """

    id: str
    kind: Kind
    headline: str
    claims: tuple[str, ...]
    verdict: Verdict
    origins: tuple[str, ...]
    outlets: tuple[str, ...]
    why: str
    steps: tuple[Step, ...] = ()


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """The whole sourced record, as `brief --format json` prints it. `signature` names versions and settings."""

    signature: str
    reports: tuple[Report, ...] = ()
    actors: tuple[Actor, ...] = ()
    claims: tuple[Claim, ...] = ()
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()
