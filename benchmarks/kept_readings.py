"""A plug-in of pytest for runs that repeat: texts are read once, and what was read stands in a folder.

    RAPPORTEUR_READINGS=/tmp/readings PYTHONPATH=benchmarks pytest -p kept_readings

Without the variable nothing changes but that hypothesis draws the same examples each time. Kept readings are good for as
long as the reader is the same: the folder must be another one for another reader.
"""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import settings

from rapporteur.model import Reading, Report
from rapporteur.reader import Reader

_LOAD: Callable[..., None] = Reader.__init__
_READ: Callable[..., Reading] = Reader.read_one


def pytest_configure() -> None:
    """The same examples in every run; kept readings where a folder for them is named."""
    settings.register_profile("repeatable", derandomize=True, database=None)
    settings.load_profile("repeatable")
    if os.environ.get("RAPPORTEUR_READINGS"):
        for name, method in (("__init__", _init), ("__getattr__", _loaded), ("read_one", _read_one)):
            setattr(Reader, name, method)


def _init(self: Any, model_dir: str | Path | None = None, threads: int = 1) -> None:
    """The weights are loaded when they are first asked for."""
    self.__dict__["unloaded"] = (model_dir, threads)


def _loaded(self: Any, name: str) -> Any:
    if "unloaded" not in self.__dict__:
        raise AttributeError(name)
    _LOAD(self, *self.__dict__.pop("unloaded"))
    return getattr(self, name)


def _read_one(self: Any, report: Report) -> Reading:
    furniture = [(span.start, span.end) for span in report.furniture]
    key = hashlib.sha256(f"{report.id}\n{furniture}\n{report.text}".encode("utf-8", "surrogatepass")).hexdigest()
    path = Path(os.environ["RAPPORTEUR_READINGS"]) / key[:32]
    if path.exists():
        reading: Reading = pickle.loads(path.read_bytes())  # our own file
        return reading
    reading = _READ(self, report)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.write_bytes(pickle.dumps(reading))
    part.replace(path)
    return reading
