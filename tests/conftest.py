"""Hypothesis without a clock: machines are shared, and no test asserts times."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
