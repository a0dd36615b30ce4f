"""Identity of actors across reports: surnames, romanisations, offices and their holders."""

from __future__ import annotations

import pytest

from rapporteur.model import (
    Actor,
    Extraction,
    Role,
)
from rapporteur.reconcile.actors import canonical, romanised, same_given


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
