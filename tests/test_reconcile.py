"""Reconcile as a whole: order, completeness, identity of actors and reports, verdicts over more than two reports."""

from __future__ import annotations

import random
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rapporteur.model import (
    KINDS,
    Actor,
    Claim,
    Contact,
    Event,
    Extraction,
    Figure,
    Forecast,
    Interval,
    Likelihood,
    Precaution,
    Report,
    Role,
    Span,
    Statement,
    When,
)
from rapporteur.reconcile import reconcile
from rapporteur.reconcile.actors import canonical, romanised, same_given
from rapporteur.reconcile.blocks import BLOCK, pairs
from rapporteur.reconcile.lineage import origins, wire

ACTORS = (
    Actor(id="person.awa-keita", name="Awa Keita", kind="person", country="MLI"),
    Actor(id="person.keita", name="Keita", kind="person"),
    Actor(id="mli", name="Mali", kind="state", country="MLI"),
    Actor(id="mli.president", name="Malian president", kind="person", country="MLI"),
    Actor(id="tcd", name="Chad", kind="state", country="TCD"),
    Actor(id="desc.r0.official", name="an official", kind="person"),
)
ids = st.sampled_from([*(a.id for a in ACTORS), "nobody.knows", ""])
some = st.lists(ids, max_size=3).map(tuple)
words = st.one_of(
    st.text(max_size=12),
    st.lists(
        st.sampled_from(
            [
                "no",
                "not",
                "raid",
                "on",
                "Mali",
                "could",
                "attack",
                "if",
                "300",
                "the",
                "soldiers",
                "“leave”",
                "this",
                "week",
            ]
        ),
        max_size=9,
    ).map(" ".join),
)
day = st.sampled_from([None, "2024-05-03", "2024-05-04", "2024-05-03T10:00", "soon", ""])
number = st.one_of(st.none(), st.floats(allow_nan=False, width=32), st.integers(-3, 200_000).map(float))
interval = st.builds(Interval, number, number, st.sampled_from([None, "minute", "EUR"]))
head = {
    "said_by": some,
    "factuality": st.sampled_from(["stated", "planned", "possible", "conditional", "denied"]),
    "when": st.one_of(st.none(), st.builds(When, day, day, words)),
    "place": st.one_of(st.none(), st.sampled_from(["Bamako", "Mali", "", " "]), words),
}
bodies: dict[str, Any] = {
    "contact": (
        Contact,
        {
            "parties": some,
            "mode": st.sampled_from(["call", "meeting", "visit", "talks"]),
            "minutes": st.one_of(st.none(), interval),
            "host": st.one_of(st.none(), ids),
        },
    ),
    "statement": (
        Statement,
        {
            "speaker": st.one_of(st.none(), ids),
            "speaker_words": words,
            "words": words,
            "form": st.sampled_from(["direct", "indirect", "mixed"]),
            "addressee": st.one_of(st.none(), ids),
        },
    ),
    "figure": (Figure, {"of": words, "subject": st.one_of(st.none(), ids), "amount": interval}),
    "precaution": (
        Precaution,
        {
            "actor": ids,
            "act": st.sampled_from(["stay", "advise-leave", "close-post", "relocate-post"]),
            "affected": st.one_of(st.none(), words),
        },
    ),
    "forecast": (
        Forecast,
        {
            "event": words,
            "stance": st.sampled_from(["forecast", "threat"]),
            "condition": st.one_of(st.none(), words),
            "likelihood": st.one_of(st.none(), st.builds(Likelihood, words)),
        },
    ),
    "event": (
        Event,
        {"type": st.sampled_from(["ACCUSE", "AGREE", "ASSAULT", "MOBILIZE"]), "actors": some, "recipients": some},
    ),
}


@st.composite
def runs(draw: st.DrawFn) -> tuple[list[Report], list[Extraction]]:
    """A few reports with any claims of all kinds: spans, days and names may be nonsense."""
    reports, extractions = [], []
    for i in range(draw(st.integers(0, 4))):
        rid = f"r{i}"
        text = draw(words) + " Text."
        reports.append(
            Report(
                id=rid,
                name=draw(st.sampled_from(["x", "y"])),
                text=text,
                outlet=draw(st.sampled_from([None, "The Post", "AFP"])),
                published=draw(day),
            )
        )
        claims: list[Claim] = []
        for n in range(draw(st.integers(0, 6))):
            kind, fields = bodies[draw(st.sampled_from(KINDS))]
            made = draw(st.fixed_dictionaries({**head, **fields}))
            claims.append(kind(id=f"c-{i}-{n}", report=rid, evidence=(Span(rid, n, n + 4, text[n : n + 4]),), **made))
        extractions.append(Extraction(report=rid, actors=ACTORS, claims=tuple(claims)))
    return reports, extractions


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(runs(), st.randoms(use_true_random=False))
def test_every_claim_once_in_any_order(run: tuple[list[Report], list[Extraction]], shuffled: random.Random) -> None:
    """Whatever the claims: no exception, each in one finding of its kind, and the order of the reports tells
    nothing."""
    reports, extractions = run
    actors, claims, findings = reconcile(reports, extractions)
    kinds = {c.id: c.__struct_config__.tag for c in claims}
    assert sorted(i for f in findings for i in f.claims) == sorted(c.id for e in extractions for c in e.claims)
    assert all(kinds[i] == f.kind for f in findings for i in f.claims)
    assert len({f.id for f in findings}) == len(findings)
    assert all(f.origins and f.outlets and f.headline and f.why for f in findings)
    assert all((f.verdict == "agreed") <= (len(f.origins) > 1) for f in findings)
    first = msgspec.json.encode((actors, claims, findings))
    shuffled.shuffle(reports)
    shuffled.shuffle(extractions)
    assert msgspec.json.encode(reconcile(reports, extractions)) == first


def person(name: str, country: str | None = None, role: str | None = None) -> Actor:
    roles = (Role(role),) if role else ()
    return Actor(id="person." + name.lower().replace(" ", "-"), name=name, kind="person", country=country, roles=roles)


def names(*reports: list[Actor]) -> list[list[str]]:
    """What each report's actors are called in the end."""
    extractions = [Extraction(report=f"r{i}", actors=tuple(actors)) for i, actors in enumerate(reports)]
    _, found = canonical(extractions)
    return [[found[f"r{i}", a.id] for a in actors] for i, actors in enumerate(reports)]


def test_a_surname_alone_means_its_only_bearer() -> None:
    assert names([person("Awa Keita")], [person("Keita")]) == [["person.awa-keita"], ["person.awa-keita"]]


def test_a_surname_of_two_is_decided_by_country_or_left() -> None:
    awa, idris = person("Awa Keita", "MLI"), person("Idris Keita", "GHA")
    assert names([awa], [idris], [person("Keita", "GHA")])[2] == ["person.idris-keita"]
    assert names([awa], [idris], [person("Keita")])[2] == ["person.keita"]


def test_a_surname_of_two_is_decided_by_role() -> None:
    awa, idris = person("Awa Keita", role="president"), person("Idris Keita", role="goalkeeper")
    assert names([awa], [idris], [person("Keita", role="President")])[2] == ["person.awa-keita"]


def test_a_surname_means_the_bearer_of_its_own_report() -> None:
    assert names([person("Awa Keita")], [person("Idris Keita"), person("Keita")])[1][1] == "person.idris-keita"


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Oleksandr Petrenko", "Alexander Petrenka"),
        ("Sergei Bondarskiy", "Sergey Bondarsky"),
        ("Volodymyr Horskyy", "Vladimir Horskyi"),
        ("A. Keita", "Awa Keita"),
        ("Joe Miller", "Joseph Miller"),
        ("Dmitri Orlov", "Dmitry Orloff"),
    ],
)
def test_romanisations_meet(one: str, two: str) -> None:
    (first,), (second,) = names([person(one)], [person(two)])
    assert first == second


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Awa Keita", "Idris Keita"),
        ("Sergei Orlov", "Maria Orlova"),
        ("Ivan Petrov", "Ivan Petrovsky"),
        ("Anna Weber", "Anna Becker"),
    ],
)
def test_other_persons_stay_apart(one: str, two: str) -> None:
    (first,), (second,) = names([person(one)], [person(two)])
    assert first != second


def test_persons_of_two_countries_stay_apart() -> None:
    (first,), (second,) = names([person("Dmitri Orlov", "RUS")], [person("Dmitry Orlov", "BGR")])
    assert first != second


def test_an_office_is_its_holder() -> None:
    office = Actor(id="mli.president", name="Malian president", kind="person", country="MLI")
    keita = person("Awa Keita", "MLI", "Malian president")
    assert names([keita], [office]) == [["person.awa-keita"], ["person.awa-keita"]]


def test_unnamed_sources_are_never_merged() -> None:
    one = Actor(id="desc.r0.official", name="an official", kind="person", country="MLI")
    two = Actor(id="desc.r1.official", name="an official", kind="person", country="MLI")
    assert names([one], [two]) == [["desc.r0.official"], ["desc.r1.official"]]


def test_aliases_and_roles_are_united() -> None:
    actors, _ = canonical(
        [
            Extraction(report="a", actors=(person("Awa Keita", "MLI", "president"),)),
            Extraction(report="b", actors=(person("Keita"),)),
        ]
    )
    assert [(a.id, a.country, a.aliases, [r.role for r in a.roles]) for a in actors] == [
        ("person.awa-keita", "MLI", ("Keita",), ["president"])
    ]


def test_romanised() -> None:
    assert {romanised(n) for n in ("horskiy", "horsky", "horskyy", "horskij", "horski", "khorsky")} == {"horsky"}
    assert same_given("serhiy", "sergei")
    assert not same_given("awa", "idris")


STORY = " ".join(f"The {i}th convoy of grain left the river port at noon with {i * 7} trucks." for i in range(12))
OTHER = " ".join(
    f"In village {i} of the valley, farmers counted {i * 3} sheep and cursed the drought." for i in range(12)
)


def report(rid: str, text: str, outlet: str | None = None, published: str | None = None) -> Report:
    return Report(id=rid, name=rid, text=text, outlet=outlet, published=published)


def labels(reports: list[Report]) -> dict[str, str]:
    return {report: origin.label for report, origin in origins(reports).items()}


def test_a_reprint_is_no_second_voice() -> None:
    """A cut and retitled copy has the voice of the earlier one; another story of the day has its own."""
    cut = "Grain on the move. " + STORY[: int(len(STORY) * 0.7)]
    found = labels(
        [report("a", STORY, "Post", "2024-05-03"), report("b", cut, "Gazette", "2024-05-04"), report("c", OTHER)]
    )
    assert found == {"a": "Post", "b": "Post", "c": "c"}


def test_a_round_up_does_not_join_its_parts() -> None:
    """A long round-up that holds a short story is not that story's reprint, nor does it join two of them."""
    third = " ".join(f"Minister {i} flew to city {i} and spoke for {i} hours of rain and railways." for i in range(60))
    found = labels([report("a", STORY), report("b", OTHER), report("c", third + STORY + OTHER)])
    assert len(set(found.values())) == 3


def test_one_outlet_is_one_voice() -> None:
    assert set(labels([report("a", STORY, "Post"), report("b", OTHER, "Post")]).values()) == {"Post"}


@pytest.mark.parametrize(
    ("text", "outlet", "found"),
    [
        ("BAMAKO (Reuters) - Grain left.", None, "wire.reuters"),
        ("Grain left.\nAFP", None, "wire.afp"),
        ("Grain left.", "Associated Press", "wire.ap"),
        ("Keita told Reuters that grain left.", None, None),
        ("The AP was told of it. Grain left.", None, None),
    ],
)
def test_wire_credit(text: str, outlet: str | None, found: str | None) -> None:
    assert wire(report("a", text, outlet)) == found


def contact(rid: str, text: str, **fields: Any) -> Extraction:
    claim = Contact(
        id=f"c-{rid}",
        report=rid,
        evidence=(Span(rid, 0, 5, text[:5]),),
        parties=("person.awa-keita", "tcd"),
        mode="call",
        when=When("2024-05-03", "2024-05-03", "on Friday"),
        **fields,
    )
    return Extraction(report=rid, actors=ACTORS[:1] + ACTORS[4:5], claims=(claim,))


def test_a_reprint_does_not_corroborate() -> None:
    texts = {"a": STORY, "b": STORY}
    run = [report(r, t, f"Paper {r}") for r, t in texts.items()], [contact(r, t) for r, t in texts.items()]
    (finding,) = reconcile(*run)[2]
    assert (finding.verdict, finding.origins, finding.outlets) == ("sole", ("Paper a",), ("Paper a", "Paper b"))
    assert "not a second voice" in finding.why


def test_a_copied_passage_does_not_corroborate() -> None:
    """Two different articles, the sentence of the claim word for word the same: the earlier one is its origin."""
    passage = "After a long night President Awa Keita at last called the government of Chad about the river. "
    texts = {"a": passage + STORY, "b": passage + OTHER}
    days = {"a": "2024-05-04", "b": "2024-05-03"}
    run = [report(r, t, f"Paper {r}", days[r]) for r, t in texts.items()], [contact(r, t) for r, t in texts.items()]
    (finding,) = reconcile(*run)[2]
    assert (finding.verdict, finding.origins) == ("sole", ("Paper b",))


def test_two_voices_corroborate() -> None:
    run = [report("a", STORY, "Post"), report("b", OTHER, "Gazette")], [contact("a", STORY), contact("b", OTHER)]
    (finding,) = reconcile(*run)[2]
    assert (finding.verdict, finding.headline) == ("agreed", "Keita – Chad: call, 3 May")


def statement(rid: str, n: int, said: str) -> Statement:
    return Statement(
        id=f"s-{rid}-{n}",
        report=rid,
        evidence=(Span(rid, 0, 3, "The"),),
        speaker="person.awa-keita",
        speaker_words="Keita",
        words=said,
        form="direct",
        when=When("2024-05-03", "2024-05-03", "Friday"),
    )


def test_two_utterances_of_one_report_are_not_bridged() -> None:
    """The better match wins; the like but other utterance of the same report stays its own finding."""
    one = (
        statement(
            "a", 0, "Today our worst adviser is fear, and every such rumour, which only feeds fear, does not protect us"
        ),
    )
    two = (
        statement("b", 0, "Each rumour is feeding fear and is not protecting us"),
        statement("b", 1, "rumours feed fear and are no use"),
    )
    run = (
        [report("a", STORY), report("b", OTHER)],
        [
            Extraction(report="a", actors=ACTORS[:1], claims=one),
            Extraction(report="b", actors=ACTORS[:1], claims=two),
        ],
    )
    assert sorted(tuple(sorted(f.claims)) for f in reconcile(*run)[2]) == [("s-a-0", "s-b-0"), ("s-b-1",)]


def test_claims_keep_their_ids_and_get_canonical_actors() -> None:
    claim = Precaution(id="p-b-1", report="b", evidence=(Span("b", 0, 3, "In "),), actor="person.keita", act="stay")
    actors, claims, _ = reconcile(
        [report("a", STORY), report("b", OTHER)],
        [Extraction(report="a", actors=ACTORS[:1]), Extraction(report="b", actors=ACTORS[1:2], claims=(claim,))],
    )
    assert [a.id for a in actors] == ["person.awa-keita"]
    assert claims == (msgspec.structs.replace(claim, actor="person.awa-keita", origin="b"),)


def test_a_large_block_is_compared_in_a_window() -> None:
    """Comparisons grow with the claims, not with their square."""
    size = BLOCK * 20
    assert sum(1 for _ in pairs([("one",)] * size)) < size * BLOCK


def test_a_report_that_names_its_source_is_no_source_of_its_own() -> None:
    """One paper tells a call in its own voice and again on the word of Chad's government: one origin, not two."""
    plain = contact("a", STORY).claims[0]
    pinned = msgspec.structs.replace(plain, id="c-a-2", said_by=("tcd",))
    run = [report("a", STORY, "Post")], [Extraction(report="a", actors=ACTORS, claims=(plain, pinned))]
    (finding,) = reconcile(*run)[2]
    assert (finding.verdict, finding.origins) == ("sole", ("tcd",))
