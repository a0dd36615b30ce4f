"""A small record with known content, and readers of the four formats that share nothing with the writers."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import msgspec

from rapporteur.model import (
    Actor,
    Claim,
    ClaimBase,
    Contact,
    Event,
    Factuality,
    Finding,
    Kind,
    Precaution,
    Record,
    Report,
    Role,
    Span,
    When,
)

POLECAT = (
    "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\tActor COW\t"
    "Primary Actor Sector\tActor Sectors\tActor Title\tActor Name Raw\tWikipedia Actor ID\tRecipient Name\tRecipient Country\t"
    "Recipient COW\tPrimary Recipient Sector\tRecipient Sectors\tRecipient Title\tRecipient Name Raw\tWikipedia Recipient ID\t"
    "Placename\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\tGeoNames ID\tRaw Placename\tFeature Type\tSource\t"
    "Publication Date\tStory People\tStory Organizations\tStory Locations\tLanguage\tVersion"
)
ICEWS = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\t"
    "Target Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude"
)
GDELT = (
    "GlobalEventID Day MonthYear Year FractionDate Actor1Code Actor1Name Actor1CountryCode Actor1KnownGroupCode Actor1EthnicCode "
    "Actor1Religion1Code Actor1Religion2Code Actor1Type1Code Actor1Type2Code Actor1Type3Code Actor2Code Actor2Name "
    "Actor2CountryCode Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code Actor2Religion2Code Actor2Type1Code "
    "Actor2Type2Code Actor2Type3Code IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions "
    "NumSources NumArticles AvgTone Actor1Geo_Type Actor1Geo_FullName Actor1Geo_CountryCode Actor1Geo_ADM1Code "
    "Actor1Geo_ADM2Code "
    "Actor1Geo_Lat Actor1Geo_Long Actor1Geo_FeatureID Actor2Geo_Type Actor2Geo_FullName Actor2Geo_CountryCode Actor2Geo_ADM1Code "
    "Actor2Geo_ADM2Code Actor2Geo_Lat Actor2Geo_Long Actor2Geo_FeatureID ActionGeo_Type ActionGeo_FullName ActionGeo_CountryCode "
    "ActionGeo_ADM1Code ActionGeo_ADM2Code ActionGeo_Lat ActionGeo_Long ActionGeo_FeatureID DATEADDED SOURCEURL"
)
MENTIONS = (
    "GlobalEventID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID Actor1CharOffset "
    "Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone MentionDocTranslationInfo Extras"
)
TEXTS = {
    "r1": "Keita calls Ode.\nPresident Awa Keita of Mali called Chad's president, Jo Ode, on Friday. Mali accused Chad of "
    "sending troops. Mali is closing its embassy in N'Djamena.",
    "r2": "Awa Keita telephoned Jo Ode on Friday. Mali closes its embassy in N'Djamena. Mali told its citizens to leave Chad.",
}
MALI = Actor(id="mli", name="Mali", kind="state", country="MLI", cow=432)
CHAD = Actor(id="tcd", name="Chad", kind="state", country="TCD", cow=483)
KEITA = Actor(id="person.awa-keita", name="Awa Keita", kind="person", country="MLI", cow=432, sectors=("GOV",),
              roles=(Role("President", "Mali"),))  # fmt: skip
ODE = Actor(id="person.jo-ode", name="Jo Ode", kind="person", country="TCD", cow=483, sectors=("GOV",),
            roles=(Role("president", "Chad"),))  # fmt: skip
ALLIANCE = Actor(id="org.nato", name="NATO", kind="organisation", sectors=("IGO",))
REPORTS = (
    Report(id="aa11bb22cc33", name="r1", text=TEXTS["r1"], outlet="Northgate Review", url="https://northgate.example.org/1",
           published="2022-02-12", lang="en", title="Keita calls Ode"),
    Report(id="dd44ee55ff66", name="r2", text=TEXTS["r2"], outlet="La Ribera", published="2022-02-13T08:30", lang="en"),
)  # fmt: skip
FRIDAY = When(start="2022-02-11", end="2022-02-11", words="Friday")


def words(report: int, exact: str) -> tuple[Span, ...]:
    """The evidence of a claim: these words of that report."""
    start = REPORTS[report].text.index(exact)
    return (Span(report=REPORTS[report].id, start=start, end=start + len(exact), exact=exact),)


def contact(ident: str, report: int, exact: str, **fields: Any) -> Contact:
    given = {"parties": (KEITA.id, ODE.id), "mode": "call", **fields}
    return Contact(id=ident, report=REPORTS[report].id, evidence=words(report, exact), **given)


def precaution(ident: str, report: int, exact: str, **fields: Any) -> Precaution:
    given = {"actor": "mli", "act": "close-post", "place": "N'Djamena", **fields}
    return Precaution(id=ident, report=REPORTS[report].id, evidence=words(report, exact), **given)


def event(ident: str, report: int, exact: str, **fields: Any) -> Event:
    given = {"type": "ACCUSE", "actors": ("mli",), "recipients": ("tcd",), **fields}
    return Event(id=ident, report=REPORTS[report].id, evidence=words(report, exact), **given)


def finding(ident: str, *claims: ClaimBase) -> Finding:
    kind: Kind = type(claims[0]).__struct_config__.tag  # type: ignore[assignment]
    return Finding(id=ident, kind=kind, headline="", claims=tuple(claim.id for claim in claims), verdict="agreed", origins=(),
                   outlets=(), why="")  # fmt: skip


def record(*groups: tuple[Claim, ...], actors: tuple[Actor, ...] = (), reports: tuple[Report, ...] = REPORTS) -> Record:
    """A record of these claims, a finding for each group: "f-000000000001…", in order."""
    findings = tuple(finding(f"f-{at:010x}abcdef", *group) for at, group in enumerate(groups, 1))
    claims = tuple(claim for group in groups for claim in group)
    known = (MALI, CHAD, KEITA, ODE, ALLIANCE, *actors)
    return Record(signature="test", reports=reports, actors=known, claims=claims, findings=findings)


def known() -> Record:
    """A call that two reports tell, an accusation, an embassy that closes, and advice to leave, which is no event."""
    call = contact("con-1", 0, "called Chad's president", when=FRIDAY), contact("con-2", 1, "telephoned Jo Ode", when=FRIDAY)
    span = Span(report=REPORTS[0].id, start=TEXTS["r1"].index("Mali accused"), end=TEXTS["r1"].index(" accused"), exact="Mali")
    accused = event("eve-1", 0, "Mali accused Chad of sending troops", mode="allege", context="military;territory", cameo="112",
                    intensity=-3.5, actor_spans=(span,))  # fmt: skip
    closed = (
        precaution("pre-1", 0, "Mali is closing its embassy"),
        precaution("pre-2", 1, "Mali closes its embassy", place="Chad"),
    )
    advice = precaution("pre-3", 1, "told its citizens to leave", act="advise-leave", place="Chad")
    return record(call, (accused,), closed, (advice,))


def rows(data: bytes, head: str | None = None) -> list[dict[str, str]]:
    """A tab separated file as columns → cells, read by the csv module; raises where a row has more or fewer cells."""
    lines = list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), delimiter="\t", strict=True))
    columns = head.split(" ") if head else lines.pop(0)
    return [dict(zip(columns, line, strict=True)) for line in lines]


def objects(data: bytes) -> list[dict[str, Any]]:
    """JSON lines."""
    return [json.loads(line) for line in data.decode("utf-8").split("\n") if line]


def standing(claim: Claim, factuality: Factuality) -> Claim:
    return msgspec.structs.replace(claim, factuality=factuality)
