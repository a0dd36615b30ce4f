"""The record as data sets of events that pipelines of old read: PLOVER, POLECAT, ICEWS, GDELT.

`exported(record, "icews", Choice())` gives the files and what was left out. A new format is a file here and a line in
`EXPORTS`. What each column holds is in docs/exports.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rapporteur.model import Record
from rapporteur.views.exports.event_rows import MARKS, Choice, EventRow, Mark, event_rows
from rapporteur.views.exports.gdelt import gdelt, is_gdelt
from rapporteur.views.exports.icews import icews, is_icews
from rapporteur.views.exports.plover import is_plover, plover
from rapporteur.views.exports.polecat import is_polecat, polecat
from rapporteur.views.exports.record_index import ExportIndex

__all__ = ["EXPORTS", "MARKS", "Choice", "Export", "Exported", "Mark", "exported"]


class Export(NamedTuple):
    """A format: `write` gives files by name, `wrote` tells whether bytes are one of them; `marks`: it has a place for what did
    not happen; `folder`: it is several files, whose names end as `endings` say."""

    write: Callable[[Sequence[EventRow], ExportIndex], dict[str, bytes]]
    wrote: Callable[[bytes], bool]
    marks: bool = False
    folder: bool = False
    endings: tuple[str, ...] = ()


EXPORTS = {
    "plover": Export(plover, is_plover, marks=True),
    "polecat": Export(polecat, is_polecat, marks=True),
    "icews": Export(icews, is_icews),
    "gdelt": Export(gdelt, is_gdelt, folder=True, endings=(".export.CSV", ".mentions.CSV")),
}


class Exported(NamedTuple):
    """Files by name ("" for the one that goes to standard output), how many events they hold, and why others are missing."""

    files: dict[str, bytes]
    events: int
    notes: tuple[str, ...]


def exported(record: Record, format: str, choice: Choice) -> Exported:
    """The record in one of `EXPORTS`; raises `KeyError` for another name.

    What did not happen is never in a format that can't say so.

    >>> exported(Record(signature=""), "icews", Choice()).files[""].split(b"\\t")[:2]
    [b'Event ID', b'Event Date']
    """
    export = EXPORTS[format]
    index = ExportIndex(record)
    rows, notes = event_rows(index, choice)
    rows = [row for row in rows if export.marks or not row.marks]
    return Exported(export.write(rows, index), len(rows), notes)
