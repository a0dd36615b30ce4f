"""What verbs and their nouns say: cues of attribution, contact, precaution, PLOVER events, words of probability.

>>> found = cue("deny")
>>> (found.kind, found.factuality) if found else None
('deny', 'deny')
>>> estimative()["almost certainly"]
(0.95, 0.99)
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, cast

from rapporteur.lexicon.schema import ContactFrame, Cue, Factive, Frame, PrecautionFrame
from rapporteur.lexicon.tables import many, maybe, rows, toml, toml_names, yes
from rapporteur.model import Act, ContactMode


def cue(lemma: str) -> Cue | None:
    """The verb of saying or thinking with this lemma ("say", "point out"), or `None`."""
    return cues().get(lemma.lower())


def cue_noun(lemma: str) -> Cue | None:
    """The verb of saying whose noun this is: "accusation" gives accuse, "statement" state; `None` if none."""
    return _cue_nouns().get(lemma.lower())


def is_cue_noun(lemma: str) -> bool:
    """Whether the noun stands for an act of saying or thinking: "warning", "belief"."""
    return cue_noun(lemma) is not None


@cache
def cues() -> Mapping[str, Cue]:
    """All verbs of saying and thinking by lemma."""
    found = {
        row["lemma"]: Cue(
            row["lemma"],
            row["class"],
            cast(Factive, row["factuality"]),
            yes(row["addressee"]),
            many(row["nouns"]),
        )
        for row in rows("verbs/cue_verbs.csv")
    }
    return MappingProxyType(found)


@cache
def _cue_nouns() -> Mapping[str, Cue]:
    found: dict[str, Cue] = {}
    for it in cues().values():
        for noun in it.nouns:
            found.setdefault(noun, it)
    return found


@cache
def contact_verbs() -> Mapping[str, tuple[ContactFrame, ...]]:
    """Frames of contact by verb lemma, the most demanding first: "speak" needs "to" or "with" or "by phone"."""
    return _contacts("verb")


@cache
def contact_nouns() -> Mapping[str, tuple[ContactFrame, ...]]:
    """Frames of contact by noun lemma (or phrase, "phone call")."""
    return _contacts("noun")


def _contacts(pos: Literal["verb", "noun"]) -> Mapping[str, tuple[ContactFrame, ...]]:
    found: dict[str, list[ContactFrame]] = {}
    for row in rows("verbs/contact.csv"):
        if row["pos"] == pos:
            frame = ContactFrame(
                row["lemma"],
                pos,
                cast(ContactMode, row["mode"]),
                maybe(row["prep"]),
                many(row["objects"]),
                yes(row["symmetric"]),
            )
            found.setdefault(frame.lemma, []).append(frame)
    return MappingProxyType({lemma: tuple(sorted(f, key=_demands)) for lemma, f in found.items()})


@cache
def precautions() -> tuple[PrecautionFrame, ...]:
    """All frames of precaution, by act and then in the order of the act's table."""
    return tuple(_precaution(table) for name in toml_names("verbs/precautions") for table in _frames(name))


def _frames(name: str) -> list[dict[str, Any]]:
    act = name.rsplit("/", 1)[1].removesuffix(".toml")
    return [{"act": act, **frame} for frame in toml(name)["frame"]]


def _precaution(table: Mapping[str, Any]) -> PrecautionFrame:
    def lemmas(field: str) -> tuple[str, ...]:
        return tuple(table.get(field, ()))

    return PrecautionFrame(
        cast(Act, table["act"]),
        table["name"],
        lemmas("verbs"),
        lemmas("objects"),
        lemmas("affected"),
        lemmas("complements"),
        lemmas("negations"),
        lemmas("preps"),
        bool(table.get("passive", True)),
    )


@cache
def event_frames() -> Mapping[str, tuple[Frame, ...]]:
    """PLOVER frames by head lemma, the most demanding first (object and preposition before the bare verb)."""
    found: dict[str, list[Frame]] = {}
    for row in rows("verbs/events.csv"):
        frame = Frame(
            row["lemma"],
            cast(Literal["verb", "noun"], row["pos"]),
            maybe(row["prep"]),
            many(row["objects"]),
            row["type"],
            maybe(row["mode"]),
            float(row["weight"]),
            maybe(row["cameo"]),
        )
        found.setdefault(frame.lemma, []).append(frame)
    return MappingProxyType({lemma: tuple(sorted(f, key=_demands)) for lemma, f in found.items()})


def _demands(frame: Frame | ContactFrame) -> tuple[bool, bool, str, tuple[str, ...]]:
    return not frame.objects, frame.prep is None, frame.prep or "", frame.objects


@cache
def estimative() -> Mapping[str, tuple[float | None, float | None]]:
    """Words of estimative probability (lower case) → their interval in 0..1 by ICD 203, `None`s where it fixes none."""
    found = {
        row["words"]: (float(row["low"]) if row["low"] else None, float(row["high"]) if row["high"] else None)
        for row in rows("estimative.csv")
    }
    return MappingProxyType(found)
