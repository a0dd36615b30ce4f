"""Conductors: they take reports through the stages, in this process or in several, and know nothing of text.

`one_shot(["monday/"])` → `Record`; `read_into(store, sources_of(["monday/"]))` → `Tally`; `record_of(store)` → `Record`.
"""

from __future__ import annotations

from rapporteur.run.chain import Chain, lexicon_hash, open_chain, signature
from rapporteur.run.conduct import Tally, one_shot, read_into, record_of
from rapporteur.run.pool import PoolError
from rapporteur.run.progress import Progress
from rapporteur.run.resources import default_workers

__all__ = [
    "Chain",
    "PoolError",
    "Progress",
    "Tally",
    "default_workers",
    "lexicon_hash",
    "one_shot",
    "open_chain",
    "read_into",
    "record_of",
    "signature",
]
