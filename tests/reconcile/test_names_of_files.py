"""What files are called, and in what order they come, changes nothing: not a verdict, an origin, a headline, a why, an order.

Names are labels where no outlet is known; so two runs of the same texts are one and the same once each label is replaced by
what it stands for. Ids (hashes with the name in them) are compared by the claim that they stand for.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
from casework import reader
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rapporteur.extract import extract
from rapporteur.model import Extraction, Reading, Record, Report
from rapporteur.reconcile import reconcile
from rapporteur.run import conduct
from rapporteur.sources import gather, load
from rapporteur.views import FORMATS

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT / "examples" / "2022-02-12", *sorted((ROOT / "cases" / "days").glob("2*")))
SENTENCES = (
    "President Awa Keita of Mali met President Idriss Haroun of Chad in Accra on Wednesday.",
    "On Wednesday Awa Keita, the president of Mali, met Idriss Haroun, the president of Chad.",
    "Keita and Haroun spoke by phone for an hour on Friday.",
    "Mali will withdraw its embassy staff from Niger, the foreign ministry in Bamako said.",
    "Mali denied that it had withdrawn its embassy staff from Niger.",
    "“No raid on Niger is planned this week,” Keita told reporters.",
    "“No raid on Niger is planned,” Awa Keita said on Friday.",
    "Two Malian officials said that 130 soldiers had been killed near Gao.",
    "At least 100 Malian soldiers were killed near Gao, a senior official said.",
    "More than 90 soldiers of Mali were killed near Gao, according to Chad’s government.",
    "Chad accused Mali of shelling the border town of Tiné.",
    "Mali’s army attacked Chad on Thursday, residents said.",
    "Rebels could attack Bamako before 20 May, a diplomat said.",
    "Mali expects no attack on Bamako before 20 May, Keita said.",
    "Another senior official said the talks in Accra had failed.",
    "A senior official said the talks in Accra had failed.",
)
"""Of several kinds, with unnamed sources and claims that differ, so that much depends on which report comes first."""
DETAILS = {"outlet": None, "published": None, "url": None, "title": None}
PLAIN = [f"qz{number:03}zq" for number in range(200)]
"""Names that stand in no text, and none in another."""


class Article(NamedTuple):
    """A text with its reading, whatever it will be called."""

    report: Report
    reading: Reading


@cache
def read(report: Report) -> Article:
    return Article(report, reader().read_one(report))


@cache
def folder(path: Path) -> tuple[Article, ...]:
    return tuple(read(report) for report in gather([str(path)]) if isinstance(report, Report))


@cache
def composed(text: str, published: str | None, outlet: str | None) -> Article:
    report = load(text.encode(), "composed", published=published, outlet=outlet)
    assert isinstance(report, Report)
    return read(report)


@cache
def extraction(report: Report, reading: Reading) -> Extraction:
    return extract(report, msgspec.structs.replace(reading, report=report.id))


def called(article: Article, name: str) -> Report:
    """The article as `sources` gives it when its file has this name."""
    number = blake2b(f"{name}\0{article.report.text}".encode(), digest_size=8).hexdigest()
    furniture = tuple(msgspec.structs.replace(span, report=number) for span in article.report.furniture)
    return msgspec.structs.replace(article.report, id=number, name=name, furniture=furniture)


def content(report: Report) -> str:
    """A token for all of a report but its name and id: two copies of an article have one."""
    parts = (report.text, *(getattr(report, name) for name in DETAILS))
    return f"<{blake2b(repr(parts).encode(), digest_size=6).hexdigest()}>"


def outcome(articles: Sequence[Article], names: Sequence[str], order: random.Random) -> Any:
    """What reconcile makes of the articles under these names, each label and id replaced by what it stands for."""
    pairs = [(called(article, name), article.reading) for article, name in zip(articles, names, strict=True)]
    order.shuffle(pairs)
    reports = [report for report, _ in pairs]
    extractions = [extraction(*pair) for pair in pairs]
    actors, claims, findings = reconcile(reports, order.sample(extractions, len(extractions)))
    labels = {report.name: content(report) for report in reports}
    claim_of = {
        claim.id: f"{content(report)} {place}"
        for report, of_report in zip(reports, extractions, strict=True)
        for place, claim in enumerate(of_report.claims)
    }
    return {
        "findings": [
            {
                "kind": f.kind,
                "verdict": f.verdict,
                "headline": replaced(f.headline, labels),
                "why": replaced(f.why, labels),
                "origins": [replaced(label, labels) for label in f.origins],
                "outlets": [replaced(label, labels) for label in f.outlets],
                "claims": [claim_of[i] for i in f.claims],
                "steps": [(step.published, step.standing, [claim_of[i] for i in step.claims]) for step in f.steps],
            }
            for f in findings
        ],
        "claims": [(claim_of[c.id], replaced(c.origin or "", labels)) for c in claims],
        "actors": [(a.name, a.kind, a.country, a.aliases, a.sectors, [r.role for r in a.roles]) for a in actors],
    }


def replaced(text: str, labels: dict[str, str]) -> str:
    return re.sub("|".join(map(re.escape, labels)), lambda match: labels[match.group()], text)


@st.composite
def small_folders(draw: st.DrawFn) -> list[Article]:
    """Two to four articles: of a day that is read in the tests, or composed; with details left out, and copies."""
    if draw(st.booleans()):
        day = folder(draw(st.sampled_from(FOLDERS)))
        articles = draw(st.lists(st.sampled_from(day), min_size=2, max_size=3))
    else:
        texts = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4, unique=True).map(" ".join)
        days, outlets = st.sampled_from(["2024-05-03", "2024-05-04", None]), st.sampled_from([None, "The Post"])
        articles = draw(st.lists(st.builds(composed, texts, days, outlets), min_size=2, max_size=4))
    bare = [draw(st.sets(st.sampled_from(sorted(DETAILS)))) for _ in articles]
    return [
        article._replace(report=msgspec.structs.replace(article.report, **dict.fromkeys(details)))
        for article, details in zip(articles, bare, strict=True)
    ]


ODD = ["mli", "wire.reuters", "The Post", "person.awa-keita"]
"""Names like those of an actor, an agency and an outlet."""
some_names = st.lists(st.sampled_from(PLAIN), min_size=4, max_size=4, unique=True)
SETTINGS = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@SETTINGS
@given(small_folders(), some_names, some_names, st.randoms(use_true_random=False))
def test_names_and_order_change_nothing(
    articles: list[Article], names: list[str], others: list[str], order: random.Random
) -> None:
    number = len(articles)
    assert outcome(articles, names[:number], order) == outcome(articles, others[:number], order)


@SETTINGS
@given(small_folders(), st.permutations(ODD), st.randoms(use_true_random=False))
def test_a_name_that_looks_like_a_source_is_none(articles: list[Article], names: list[str], order: random.Random) -> None:
    """A file may be called like an actor, an agency or an outlet: it vouches for nothing, and is not one with it."""
    plain, odd = (outcome(articles, some[: len(articles)], order) for some in (PLAIN, names))
    for one, other in zip(plain["findings"], odd["findings"], strict=True):
        assert [one[field] for field in ("kind", "verdict", "claims", "steps")] == [
            other[field] for field in ("kind", "verdict", "claims", "steps")
        ]
        assert (len(one["origins"]), len(one["outlets"])) == (len(other["origins"]), len(other["outlets"]))


def meetings() -> list[Article]:
    """One meeting, told by two writers."""
    return [composed(text, "2024-05-04", None) for text in SENTENCES[:2]]


@pytest.mark.parametrize("names", [("a", "b"), ("x", "y"), ("b", "a")], ids=" ".join)
def test_two_texts_that_are_no_reprints_are_two_origins(names: tuple[str, str]) -> None:
    """Where no outlet is known, the texts are all that tells two writers apart."""
    (meeting,) = (f for f in outcome(meetings(), names, random.Random(0))["findings"] if f["kind"] == "contact")
    assert (meeting["verdict"], len(meeting["claims"]), len(meeting["origins"])) == ("agreed", 2, 2)


def test_the_host_stands_for_the_outlet() -> None:
    """Two articles of one site are of one outlet, whoever that is."""
    reports = [called(article, name) for article, name in zip(meetings(), "ab", strict=True)]
    reports = [msgspec.structs.replace(report, url=f"https://www.lake.example/{report.name}") for report in reports]
    extractions = [extraction(report, article.reading) for report, article in zip(reports, meetings(), strict=True)]
    *_, findings = reconcile(reports, extractions)
    (meeting,) = (f for f in findings if f.kind == "contact")
    assert (meeting.verdict, len(meeting.claims)) == ("sole", 2)
    assert (meeting.origins, meeting.outlets) == (("lake.example",), ("lake.example",))


def brief(articles: Sequence[Article], names: Sequence[str], order: random.Random) -> str:
    """The brief in Markdown, each label replaced by what it stands for."""
    pairs = [(called(article, name), article.reading) for article, name in zip(articles, names, strict=True)]
    order.shuffle(pairs)
    made: Record = conduct.record([r for r, _ in pairs], [extraction(*pair) for pair in pairs], [], "test")
    return replaced(FORMATS["md"](made).decode(), {report.name: content(report) for report, _ in pairs})


@pytest.mark.parametrize("path", FOLDERS[:3], ids=lambda path: path.name)
@pytest.mark.parametrize("details", [(), ("outlet",), tuple(DETAILS)], ids=["whole", "no outlet", "bare"])
def test_the_brief_is_the_same(path: Path, details: tuple[str, ...]) -> None:
    articles = [
        article._replace(report=msgspec.structs.replace(article.report, **dict.fromkeys(details))) for article in folder(path)
    ]
    order, number = random.Random(7), len(articles)
    first = brief(articles, PLAIN[:number], order)
    assert all(brief(articles, order.sample(PLAIN, number), order) == first for _ in range(2))
