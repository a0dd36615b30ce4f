"""What a run tells of itself while it goes on, and a listener that keeps it to itself."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called by the conductor."""

    def kept(self, name: str) -> None:
        """One more report is done, and this was it."""

    def part(self, name: str, done: int, of: int) -> None:
        """So many of the sections of a long report are read."""

    def notice(self, words: str) -> None:
        """A sentence that the user should see now: what is waited for, or done otherwise than asked."""


class Silent:
    """The `Progress` that says nothing."""

    def kept(self, name: str) -> None:
        """Nothing."""

    def part(self, name: str, done: int, of: int) -> None:
        """Nothing."""

    def notice(self, words: str) -> None:
        """Nothing."""
