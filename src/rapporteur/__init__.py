"""Rapporteur reads what every outlet reports of a crisis and keeps one sourced record of it.

    import rapporteur

    record = rapporteur.read("examples/2022-02-12", published="2022-02-12")
    print(rapporteur.brief(record))

gives the brief in Markdown. The steps between are `rapporteur.extract(report, reading)` and
`rapporteur.reconcile(reports, extractions)`. Nothing heavy is loaded before a verb is used.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

from rapporteur.version import __version__

if TYPE_CHECKING:
    from rapporteur.model import Record

__all__ = ["Record", "__version__", "brief", "extract", "read", "reconcile"]


def read(*paths: str, published: str | None = None, outlet: str | None = None) -> Record:
    """Reads files and folders of articles into a `Record`, without a database; "-" is standard input.

    `published` ("2022-02-12") and `outlet` hold for every report. What can't be read is in `record.problems`.
    Raises `ValueError` when `published` is no date.

    >>> read("talks.txt", published="Saturday")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ValueError: 'Saturday' is neither an ISO day (2022-02-12) nor ...
    """
    from rapporteur.run import one_shot
    from rapporteur.sources import parse_published

    return one_shot(paths, published=parse_published(published) if published else None, outlet=outlet)


def brief(record: Record, format: str = "md") -> str:
    """The record as a brief: `format` is "md", "html" or "json". Raises `KeyError` for any other.

    >>> brief(__getattr__("Record")(signature="example"), "json").startswith("{")
    True
    """
    from rapporteur.views import FORMATS

    return FORMATS[format](record).decode()


class _CallableStage(ModuleType):
    """A stage of the package that can be called: `rapporteur.extract(…)` is `rapporteur.extract.extract(…)`."""

    def __call__(self, *args: Any, **named: Any) -> Any:
        return self.__dict__[self.__name__.rpartition(".")[2]](*args, **named)


class _Package(ModuleType):
    """Importing a stage binds its module to the name of the public verb; this makes that module answer as the verb."""

    def __setattr__(self, name: str, value: object) -> None:
        if name in ("extract", "reconcile") and isinstance(value, ModuleType):
            value.__class__ = _CallableStage
        super().__setattr__(name, value)


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name == "Record":
        return import_module("rapporteur.model").Record
    if name in ("extract", "reconcile"):
        return import_module(f"rapporteur.{name}")
    raise AttributeError(f"module 'rapporteur' has no attribute {name!r}")


sys.modules[__name__].__class__ = _Package
