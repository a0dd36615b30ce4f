"""What verbs and their nouns say: cues of attribution, contact, precaution, PLOVER events, words of probability.

>>> cue("deny").factuality
'deny'
>>> estimative()["almost certainly"]
(0.95, 0.99)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, TypeVar, cast

from rapporteur.lexicon.schema import ContactFrame, Cue, CueContent, CueTrait, EventFrame, Factive, Frame, PrecautionFrame
from rapporteur.lexicon.tables import many, maybe, rows, toml, toml_names, yes
from rapporteur.model import Act, ContactMode, Stance

F = TypeVar("F", bound=Frame)


def cue(lemma: str) -> Cue | None:
    """The verb of saying or thinking with this lemma ("say", "point out"), or `None`."""
    return cues().get(lemma.lower())


def cue_noun(lemma: str) -> Cue | None:
    """The verb of saying whose noun this is: "accusation" gives accuse, "statement" state; `None` if none."""
    return _cue_nouns().get(lemma.lower())


@cache
def cues_with(content: CueContent) -> frozenset[str]:
    """The verbs that report something of this form: "object" for "express", "deny"."""
    return frozenset(it.lemma for it in cues().values() if content in it.content)


@cache
def cues_that(trait: CueTrait) -> frozenset[str]:
    """The verbs of saying with this trait.

    >>> "accuse" in cues_that("blames"), "say" in cues_that("blames")
    (True, False)
    """
    return frozenset(it.lemma for it in cues().values() if trait in it.traits)


def stance_of_cue(lemma: str) -> Stance | None:
    """How who uses the verb stands to what will come: "threat" for "threaten", `None` for "say"."""
    it = cue(lemma)
    return it.stance if it is not None else None


def is_pledging(lemma: str) -> bool:
    """A verb whose infinitive is a promise or a threat: "vowed to respond"."""
    return stance_of_cue(lemma) in ("promise", "threat")


def is_predicting(lemma: str) -> bool:
    """A verb that makes a forecast of a bare "will": "foresees that they will attack".

    >>> is_predicting("foresee"), is_predicting("say")
    (True, False)
    """
    return stance_of_cue(lemma) is not None or lemma in cues_that("predicts")


def is_cue_noun(lemma: str) -> bool:
    """Whether the noun stands for an act of saying or thinking: "warning", "belief"."""
    return cue_noun(lemma) is not None


@cache
def cues() -> Mapping[str, Cue]:
    """All verbs of saying and thinking by lemma."""
    verbs = {
        row["lemma"]: Cue(
            row["lemma"],
            row["class"],
            cast(Factive, row["factuality"]),
            yes(row["addressee"]),
            many(row["nouns"]),
            cast(tuple[CueContent, ...], many(row["content"])),
            many(row["preps"]),
            cast(Stance | None, maybe(row["stance"])),
            cast(tuple[CueTrait, ...], many(row["traits"])),
        )
        for row in rows("verbs/cue_verbs.csv")
    }
    return MappingProxyType(verbs)


@cache
def _cue_nouns() -> Mapping[str, Cue]:
    verbs: dict[str, Cue] = {}
    for verb in cues().values():
        for noun in verb.nouns:
            verbs.setdefault(noun, verb)
    return verbs


@cache
def contact_verbs() -> Mapping[str, tuple[ContactFrame, ...]]:
    """Frames of contact by verb lemma, the most demanding first: "speak" needs "to" or "with" or "by phone"."""
    return _contacts("verb")


@cache
def contact_nouns() -> Mapping[str, tuple[ContactFrame, ...]]:
    """Frames of contact by noun lemma (or phrase, "phone call")."""
    return _contacts("noun")


def _contacts(pos: Literal["verb", "noun"]) -> Mapping[str, tuple[ContactFrame, ...]]:
    return _by_lemma(
        ContactFrame(
            row["lemma"], pos, maybe(row["prep"]), many(row["objects"]), cast(ContactMode, row["mode"]), yes(row["symmetric"])
        )
        for row in rows("verbs/contact.csv")
        if row["pos"] == pos
    )


def _by_lemma(frames: Iterable[F]) -> Mapping[str, tuple[F, ...]]:
    """The frames of each lemma, the most demanding first: with objects before without, with a preposition before without."""
    groups: dict[str, list[F]] = {}
    for frame in frames:
        groups.setdefault(frame.lemma, []).append(frame)
    return MappingProxyType({lemma: tuple(sorted(group, key=_demands)) for lemma, group in groups.items()})


def _demands(frame: Frame) -> tuple[bool, bool, str, tuple[str, ...]]:
    return not frame.objects, frame.prep is None, frame.prep or "", frame.objects


@cache
def precaution_verbs() -> Mapping[str, tuple[PrecautionFrame, ...]]:
    """Frames of precaution by the first word of their verb, by act and then in the order of the act's table."""
    frames: dict[str, list[PrecautionFrame]] = {}
    for name in toml_names("verbs/precautions"):
        act = cast(Act, name.rsplit("/", 1)[1].removesuffix(".toml"))
        for table in toml(name)["frame"]:
            for verb in table["verbs"]:
                frames.setdefault(verb.split(" ", 1)[0], []).append(_precaution(act, verb, table))
    return MappingProxyType({first: tuple(f) for first, f in frames.items()})


def _precaution(act: Act, verb: str, table: Mapping[str, Any]) -> PrecautionFrame:
    def lemmas(field: str) -> tuple[str, ...]:
        return tuple(table.get(field, ()))

    return PrecautionFrame(
        verb, "verb", None, lemmas("objects"), act, table["name"], lemmas("affected"), lemmas("complements"),
        lemmas("negations"), lemmas("preps"), bool(table.get("passive", True)),
    )  # fmt: skip


@cache
def event_frames() -> Mapping[str, tuple[EventFrame, ...]]:
    """PLOVER frames by head lemma, the most demanding first (object and preposition before the bare verb)."""
    return _by_lemma(
        EventFrame(
            row["lemma"], cast(Literal["verb", "noun"], row["pos"]), maybe(row["prep"]), many(row["objects"]), row["type"],
            maybe(row["mode"]), float(row["weight"]), maybe(row["cameo"]),
        )
        for row in rows("verbs/events.csv")
    )  # fmt: skip


@cache
def estimative() -> Mapping[str, tuple[float | None, float | None]]:
    """Words of estimative probability (lower case) → their interval in 0..1 by ICD 203, `None`s where it fixes none."""
    intervals = {
        row["words"]: (float(row["low"]) if row["low"] else None, float(row["high"]) if row["high"] else None)
        for row in rows("estimative.csv")
    }
    return MappingProxyType(intervals)
