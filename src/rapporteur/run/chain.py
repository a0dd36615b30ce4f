"""Report → extraction in one call, with whatever goes wrong in a stage turned into a `Problem` of that stage.

`open_chain()(report)` → `Extraction(report="91a5…", claims=(…), …)`, or `Problem(report="wire-14", stage="reader", …)`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

from rapporteur.model import Extraction, Kind, Problem, Reading, Report
from rapporteur.reader.sections import TextSection
from rapporteur.version import __version__

if TYPE_CHECKING:
    from rapporteur.extract import Share

Outcome: TypeAlias = Extraction | Problem
_DATA = (".csv", ".toml", ".gz")
_ALLOCATION = re.compile(r"bad_?\W?alloc|Failed to allocate memory")
"""How libraries in C++ put a `MemoryError`."""


class ReportReader(Protocol):
    """What reads: `rapporteur.reader.Reader`, or a stand-in."""

    def read_one(self, report: Report) -> Reading:
        """The reading of a report."""

    def read_section(self, section: TextSection) -> Reading:
        """The reading of a section by itself."""


class Extractor(Protocol):
    """What understands: the package `rapporteur.extract`, or a stand-in."""

    def extract(self, report: Report, reading: Reading) -> Extraction:
        """All that a report yields."""

    def extract_share(self, report: Report, reading: Reading, kinds: Sequence[Kind]) -> Share:
        """What some of the kinds yield of it."""

    def unpacked(self, share: bytes) -> Share:
        """A share out of its MessagePack."""

    def united(self, report: Report, shares: Sequence[Share]) -> Extraction:
        """All, out of the shares."""


class Chain:
    """The reader and the extractor, one after the other."""

    def __init__(self, reader: ReportReader, extractor: Extractor) -> None:
        self.reader = reader
        self.extractor = extractor

    def __call__(self, report: Report) -> Outcome:
        """One report's extraction, or the problem that kept it from being read. Raises nothing."""
        try:
            reading = self.reader.read_one(report)
        except Exception as error:
            return problem_of(report.name, "reader", error)
        try:
            return self.extractor.extract(report, reading)
        except Exception as error:
            return problem_of(report.name, "extract", error)


def open_chain() -> Chain:
    """The chain with the installed model, in one thread. Raises `FileNotFoundError` when there is no model."""
    from rapporteur import extract
    from rapporteur.reader import Reader

    return Chain(Reader(threads=1), extract)


def signature() -> str:
    """Version, model and lexicon that a report is read with; when it changes, reading again can give other claims.

    "rapporteur 0.1.0; reader-en 0.1.0; lexicon 5f0c2a9d", with "; gazetteer ML.txt 91bd03c7" for what the user has added.
    Raises `FileNotFoundError`, `ModelError`, `UserGazetteerError` or `OSError` where the model or a table can't be read.
    """
    from rapporteur.lexicon.user_gazetteer import summary
    from rapporteur.reader import default_model, model_version

    more = "".join(f"; gazetteer {name} {digest}" for name, digest, _ in summary())
    return f"rapporteur {__version__}; reader-en {model_version(default_model())}; lexicon {lexicon_hash()}{more}"


def lexicon_hash() -> str:
    """Eight hexadecimal digits over all tables that come with the package, and the user's own."""
    from rapporteur.lexicon import user_entries  # a worker starts sooner without

    package = Path(__file__).parents[1]
    total = blake2b(digest_size=4)
    for path in sorted(path for path in package.rglob("*") if path.suffix in _DATA):
        total.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    for path in map(Path, user_entries.files()):
        total.update(b"\0own\0" + path.read_bytes())
    return total.hexdigest()


def problem_of(name: str, stage: str, error: Exception) -> Problem:
    """What a stage raised, as the problem of the report of this name.

    >>> problem_of("wire-14", "reader", ValueError("no words")).reason
    'ValueError: no words'
    """
    said = " ".join(str(error).split())[:300]
    if isinstance(error, MemoryError) or _ALLOCATION.search(said):
        return Problem(report=name, stage=stage, reason="it took more memory than a report may")
    return Problem(report=name, stage=stage, reason=f"{type(error).__name__}: {said}" if said else repr(error))
