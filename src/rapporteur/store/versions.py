"""When two texts are one report: the same file read again under a longer name, or an article changed since.

Neither a name nor an address identifies an article: "001" is a name in many folders, and the pages of some sites all
give the home page as theirs. So the earlier text must be found again in the later one, and the more speaks against
the two being one article, the more of it.

>>> from rapporteur.model import Report
>>> old = Report(id="1", name="a", text="Talks fail. Envoys left Geneva.")
>>> new = Report(id="2", name="a", text="Talks fail. Envoys left Geneva. They flew home.")
>>> [updates(new, earlier) for earlier in claimants(new, [old])], again("a", "monday/a")
([True], True)
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from zlib import crc32

import msgspec

from rapporteur.model import Report

GRAM = 5
NEEDED = (0.5, 0.8, 0.95)
"""How much of the earlier text's word 5-grams the later one must have (containment: Clough et al. 2002, who call a text
that has half of another's derived from it), by how many things speak against them being one article."""
FEWEST = 12
"""5-grams below which a text says too little for a share of it to tell: it must be there whole."""
MOST = 8
"""Reports that may claim a name or an address; what more of them claim identifies none."""
UNNAMED = "stdin"
"""The name of whatever comes through a pipe."""

_WORD = re.compile(r"\w+")
_SUFFIX = re.compile(r"\.(?:txt|text|md|markdown|html?|xhtml)$", re.IGNORECASE)


@dataclass(frozen=True)
class Claimant:
    """An earlier report that claims the name or the address of a new one, with the share of it that the new one has."""

    report: Report
    share: float


def digest(text: str) -> str:
    """A hash of the text alone; the id of a report covers its name as well."""
    return blake2b(text.encode(), digest_size=16).hexdigest()


def again(name: str, other: str) -> bool:
    """Whether two names can be one file's: sources put as many folders before a stem as the run needs, and its suffix.

    >>> again("talks", "monday/talks.txt"), again("monday/talks", "tuesday/talks"), again("talks.md", "talks.txt")
    (True, False, False)
    """
    if stem(name) != name and stem(other) != other and not name.endswith(_SUFFIX.findall(other)[0]):
        return False
    one, two = stem(name), stem(other)
    return one == two or one.endswith(f"/{two}") or two.endswith(f"/{one}")


def stem(name: str) -> str:
    """A name without the suffix of a file that is read: "monday/talks.txt" → "monday/talks"."""
    return _SUFFIX.sub("", name)


def claimants(new: Report, earlier: Iterable[Report]) -> list[Claimant]:
    """The earlier reports with the share of each that the new one has."""
    grams = _grams(new)
    return [Claimant(old, _share(_grams(old), grams)) for old in earlier]


def updates(new: Report, old: Claimant, contested: bool = False) -> bool:
    """Whether `new` is a later version of `old`, which has its name or its address.

    `contested`: other texts claim that name or address too. An address that others claim identifies none.
    """
    if new.text == old.report.text:
        return False  # a copy
    if _differ(new.outlet, old.report.outlet) or _differ(new.url, old.report.url) or _earlier(new, old.report):
        return False
    named = new.name != UNNAMED and again(new.name, old.report.name)
    if contested and not named:
        return False
    doubts = contested or not named, _differ(_plain(new.title), _plain(old.report.title)), _differ(_day(new), _day(old.report))
    return old.share >= NEEDED[min(sum(doubts), len(NEEDED) - 1)]


def is_version(new: Report, text: str) -> bool:
    """Whether `new` has this text or is a later version of it: `text` is of a report that could not be read."""
    unmarked = msgspec.structs.replace(new, furniture=())
    [unread] = claimants(unmarked, [msgspec.structs.replace(unmarked, text=text)])
    return text == new.text or updates(new, unread)


def same_text(old: Claimant) -> bool:
    """Whether the two may be one article by their words alone."""
    return old.share >= NEEDED[0]


def why(new: Report, old: Claimant) -> str:
    """What a new version replaces, in a sentence for the list of problems."""
    words = len(_WORD.findall(old.report.text))
    return (
        f"replaces the version read before (“{old.report.title or old.report.name}”, {words:,} words): "
        f"{round(100 * old.share)} % of its words are shared"
    )


def _share(old: frozenset[int], new: frozenset[int]) -> float:
    shared = len(old & new) / max(1, len(old))
    return shared if len(old) >= FEWEST or shared == 1 else 0.0


def _grams(report: Report) -> frozenset[int]:
    """The word 5-grams of the article, each as a number. Page furniture is left out: many articles have the same."""
    at, parts = 0, []
    for span in sorted(report.furniture, key=lambda span: (span.start, span.end)):
        parts.append(report.text[at : max(at, span.start)])
        at = max(at, span.end)
    words = _WORD.findall(" ".join([*parts, report.text[at:]]).casefold())
    return frozenset(crc32(" ".join(words[i : i + GRAM]).encode()) for i in range(max(1, len(words) - GRAM + 1)))


def _differ(one: str | None, other: str | None) -> bool:
    """Whether both are known, and not the same."""
    return bool(one and other and one != other)


def _earlier(new: Report, old: Report) -> bool:
    return bool(new.published and old.published and _day(new) < _day(old))


def _day(report: Report) -> str:
    return (report.published or "")[:10]


def _plain(title: str | None) -> str:
    return " ".join(_WORD.findall((title or "").casefold()))
