"""What is installed and whether it is in order.

`examine(Path("rapporteur.db"))` → `(["rapporteur 0.1.0, Python 3.12.1", …, "database   none at rapporteur.db"], True)`
"""

from __future__ import annotations

import platform
import sqlite3
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of
from pathlib import Path

from rapporteur.version import __version__

LIBRARIES = ("onnxruntime", "tokenizers", "numpy", "trafilatura", "sqlalchemy", "msgspec", "typer", "rich")
MOST_DAMAGE = 9
"""Damaged reports that are named."""


def examine(db: Path) -> tuple[list[str], bool]:
    """A line per part, and whether all are in order."""
    parts = {
        "libraries": _libraries(),
        "model": _model(),
        "lexicon": _lexicon(),
        "gazetteer": _gazetteer(),
        "database": _database(db),
    }
    head = f"rapporteur {__version__}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    lines = [f"{name:<10} {words if well else f'NOT IN ORDER: {words}'}" for name, (words, well) in parts.items()]
    return [head, *lines], all(well for _, well in parts.values())


def _libraries() -> tuple[str, bool]:
    installed, missing = [], []
    for name in LIBRARIES:
        try:
            installed.append(f"{name} {version_of(name)}")
        except PackageNotFoundError:
            missing.append(name)
    return (f"missing: {', '.join(missing)}", False) if missing else (", ".join(installed), True)


def _model() -> tuple[str, bool]:
    """Loads the model and reads a sentence: a damaged file shows here and not in the middle of a run."""
    from rapporteur.model import Report
    from rapporteur.reader import Reader, default_model

    try:
        folder = default_model()
        reader = Reader(threads=1)
        words = reader.read_one(Report(id="doctor", name="doctor", text="The envoys met in Geneva.")).words
    except Exception as error:
        return f"{error}", False
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return f"{reader.signature}, {size / 1e6:.0f} MB in {folder}", len(words) > 0


def _lexicon() -> tuple[str, bool]:
    from rapporteur import lexicon
    from rapporteur.lexicon import user_entries
    from rapporteur.run.chain import lexicon_hash

    files = [path for path in Path(lexicon.__file__).parent.rglob("*") if path.suffix in (".csv", ".toml")]
    rows = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in files)
    wrong = user_entries.problems()
    added_tables = f", {counted} of your own" if (counted := len(user_entries.files())) else ""
    summary = f"{lexicon_hash()}, {len(files)} tables{added_tables}, {rows:,} lines"
    return (summary, bool(files)) if not wrong else (f"{summary}; {wrong[0].report}: {wrong[0].reason}", False)


def _gazetteer() -> tuple[str, bool]:
    """What comes with the package answers, and what the user has added can be read."""
    from rapporteur.lexicon import gazetteer, user_gazetteer

    try:
        lists = user_gazetteer.summary()
    except user_gazetteer.UserGazetteerError as error:
        return str(error), False
    more = ", ".join(f"{name} ({places:,} places)" for name, _, places in lists)
    well = any(spot.country == "KEN" for spot in gazetteer.named("Nairobi"))
    return f"GeoNames' towns and areas; added: {more or 'none (rapporteur gazetteer add FILE)'}", well


def _database(db: Path) -> tuple[str, bool]:
    from rapporteur.store import Store, StoreError, is_there

    try:
        if not is_there(db):
            return f"none at {db} (rapporteur read makes one)", True
        with Store.open(db) as store:
            damage = (verdict,) if (verdict := store.check()) != "ok" else store.damage()
            counts = ", ".join(f"{number:,} {name}" for name, number in store.counts().items())
    except StoreError as error:
        return str(error), False
    except OSError as error:
        return f"{db}: {error.strerror}", False
    size = db.stat().st_size / 1e6
    if damage:
        return f"{db}: {'; '.join(damage[:MOST_DAMAGE])}{' …' if len(damage) > MOST_DAMAGE else ''}", False
    return f"{db}, {size:.1f} MB: {counts}", True
