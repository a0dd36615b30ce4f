"""Offices, institutions, people, weapons, titles and verbs are found by their words."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise

import pytest

from rapporteur import lexicon


@pytest.mark.parametrize(
    ("words", "found"),
    [("secretary of state", "secretary-of-state"), ("Foreign Ministers", "foreign-minister"),
     ("vice president", "vice-president"), ("defense secretary", "defence-minister"),
     ("opposite numbers", "counterpart"),
     ("ministers of foreign affairs", "foreign-minister"), ("chargé d'affaires", "charge-daffaires"),
     ("a press spokeswoman", "spokesperson"), ("banana", None)],
)  # fmt: skip
def test_offices(words: str, found: str | None) -> None:
    hit = lexicon.office(words)
    assert (hit.id if hit else None) == found


def test_offices_where_they_stand() -> None:
    hit = lexicon.office_at(["German", "foreign", "minister", "Doe"], 1)
    assert hit is not None
    assert hit[0] == 3
    assert hit[1].unique
    assert lexicon.office_at(["German", "foreign", "minister"], 0) is None


@pytest.mark.parametrize(
    ("words", "found"),
    [("ministries of defence", "defence-ministry"), ("its three consulates", "consulate"), ("armed forces", "military"),
     ("the presidential palace", "presidency"), ("a pancake", None)],
)  # fmt: skip
def test_institution_nouns(words: str, found: str | None) -> None:
    hit = lexicon.institution_noun(words)
    assert (hit.id if hit else None) == found


def test_people_weapons_and_titles() -> None:
    troop, citizen = lexicon.agent_noun("troops"), lexicon.agent_noun("citizen")
    assert troop is not None
    assert troop.armed
    assert troop.sector == "MIL"
    assert citizen is not None
    assert not citizen.armed
    assert citizen.sector == "CVL"
    assert lexicon.agent_noun("tank") is None
    assert lexicon.equipment("missiles")
    assert not lexicon.equipment("citizen")
    assert lexicon.is_title("Gen.")
    assert lexicon.is_title("Mrs")
    assert not lexicon.is_title("mr")


def test_cues() -> None:
    deny, warn = lexicon.cue("deny"), lexicon.cue("warn")
    assert deny is not None
    assert deny.factuality == "deny"
    assert warn is not None
    assert warn.addressee
    noun = lexicon.cue_noun("accusation")
    assert noun is not None
    assert noun.lemma == "accuse"
    assert lexicon.cue("eat") is None
    assert not lexicon.is_cue_noun("sandwich")


def test_demanding_frames_come_first() -> None:
    speak = lexicon.contact_verbs()["speak"]
    assert speak[0].mode == "call"
    assert speak[0].objects
    assert speak[-1].mode == "talks"
    assert not speak[-1].objects
    assert lexicon.event_frames()["withdraw"][-1].objects == ()


def test_events() -> None:
    assert {f.type for f in lexicon.event_frames()["invasion"]} == {"ASSAULT"}
    assert {f.type for f in lexicon.event_frames()["accuse"]} == {"ACCUSE"}
    assert {f.type for f in lexicon.event_frames()["buildup"]} == {"MOBILIZE"}


def test_standard_words_of_probability_have_intervals_and_others_none() -> None:
    assert lexicon.estimative()["unlikely"] == (0.20, 0.45)
    assert lexicon.estimative()["distinct possibility"] == (None, None)


LADDER = [
    ("almost no chance", "remote chance"),
    ("very unlikely", "highly improbable"),
    ("unlikely", "improbable"),
    ("even chance", "about even", "roughly even", "50-50"),
    ("likely", "probable"),
    ("very likely", "highly probable"),
    ("almost certain", "all but certain"),
]
"""Intelligence Community Directive 203: seven steps, two wordings or more each."""


def test_words_of_probability_stand_on_their_step() -> None:
    steps = [{lexicon.estimative().get(words) for words in step} for step in LADDER]
    assert [len(step) for step in steps] == [1] * 7, "one step, one interval"
    intervals = [step.pop() for step in steps]
    assert None not in intervals
    assert all(one[1] == other[0] for one, other in pairwise(intervals) if one and other), "no gap and no overlap"


def test_two_processes_read_the_same() -> None:
    code = (
        "from rapporteur import lexicon as x; "
        "print(repr((dict(x.precaution_verbs()), dict(x.event_frames()), dict(x.cues()), x.place('Odessa'),"
        " x.names_at(['Georgia'], 0))))"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True)
        for seed in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout != b""


def test_an_office_ends_by_the_limit() -> None:
    words = ["the", "foreign", "minister", "of", "Mali"]
    found = lexicon.office_at(words, 1)
    assert found is not None
    assert found[0] == 3
    assert lexicon.office_at(words, 1, 2) is None
    assert lexicon.office_at(words, 1, 3) == found == lexicon.office_at(words[:3], 1)
