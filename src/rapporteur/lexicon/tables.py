"""The tables as they lie in `data/`: CSV (fields with several values joined by "|"), one gzipped CSV, and TOML.

>>> rows("estimative.csv")[0]["words"]
'50-50'
"""

from __future__ import annotations

import csv
import gzip
import io
import tomllib
from importlib.resources import files
from typing import Any

_DATA = files("rapporteur.lexicon") / "data"


def text_of(name: str) -> str:
    """The text of the table `name` ("countries.csv", "verbs/events.csv", "places.csv.gz"), or `FileNotFoundError`."""
    raw = _DATA.joinpath(*name.split("/")).read_bytes()
    return (gzip.decompress(raw) if name.endswith(".gz") else raw).decode("utf-8")


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a CSV table as column → text."""
    return list(csv.DictReader(io.StringIO(text_of(name), newline="")))


def lists(name: str) -> list[list[str]]:
    """The rows of a CSV table as lists of fields, without the header: four times faster for the big table of cities."""
    return list(csv.reader(io.StringIO(text_of(name), newline="")))[1:]


def toml(name: str) -> dict[str, Any]:
    """A TOML table as it is."""
    return tomllib.loads(text_of(name))


def toml_names(folder: str) -> list[str]:
    """Names of the TOML tables in `folder`, sorted."""
    files = _DATA.joinpath(*folder.split("/")).iterdir()
    return sorted(f"{folder}/{file.name}" for file in files if file.name.endswith(".toml"))


def many(field: str) -> tuple[str, ...]:
    """The values of a "|"-joined field; none for an empty one."""
    return tuple(field.split("|")) if field else ()


def maybe(field: str) -> str | None:
    """The text, or `None` for an empty field."""
    return field or None


def yes(field: str) -> bool:
    """Whether the field says "yes" (the tables write yes or nothing)."""
    return field == "yes"
