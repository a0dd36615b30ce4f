"""What a command prints: data to standard output, lines and progress to standard error, a fault of ours so that it can be sent.

Neither stream is trusted to be there: each may be closed, full, or a terminal that a line must not steer. `say("a\\nb")`
prints `a\\nb`, on one line.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Self, TextIO

DEBUG = "RAPPORTEUR_DEBUG"
"""The variable that has a fault's traceback printed instead of put into a file."""
_STREAMS = (0, 1, 2)


class ReaderLeft(Exception):
    """Whoever read standard output has left (`| head`): nothing more is wanted, and nothing is wrong."""


def open_streams() -> None:
    """Leads those of the three streams that are closed nowhere, lest a file opened next get the number of one, and with it what
    a library prints; the first that a process does."""
    for descriptor in _STREAMS:
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free: this one


def put(data: bytes) -> None:
    """To stdout, in UTF-8 whatever the terminal's. Raises `OSError` where it can't take it, `ReaderLeft`."""
    if sys.stdout is None:
        raise OSError(None, "it is closed", "standard output")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise ReaderLeft from None
    except OSError as error:
        raise OSError(error.errno, error.strerror, "standard output") from None


def settle() -> None:
    """Prints what is still to be printed, or lets it go: Python must not try again when it ends."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except (OSError, ValueError):
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def say(line: str) -> None:
    """A line to stderr, whatever it holds; where that is closed or full, nowhere."""
    if sys.stderr is not None:
        with suppress(OSError, ValueError):
            print(on_one_line(line), file=sys.stderr, flush=True)


def on_one_line(text: str) -> str:
    """`text` with the codes of what would break a line or steer a terminal: names of files hold anything.

    >>> on_one_line("monday\\n\\x1b[2J/é.txt")
    'monday\\\\n\\\\x1b[2J/é.txt'
    """
    return "".join(mark if _is_shown(mark) else mark.encode("unicode_escape").decode() for mark in text)


def _is_shown(mark: str) -> bool:
    return unicodedata.category(mark) not in ("Cc", "Cf", "Cs", "Zl", "Zp") or mark == "\u200d"


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "report"), counted(1200, "claim")
    ('1 report', '1,200 claims')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def is_terminal(stream: TextIO | None) -> bool:
    """Whether the stream is there and leads to a terminal."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def say_fault(error: BaseException) -> None:
    """Says that an error is Rapporteur's own, and where its traceback is; with RAPPORTEUR_DEBUG that is stderr."""
    trace = _described(error)
    place = None if os.environ.get(DEBUG) else _saved(trace)
    if place is None and sys.stderr is not None:
        with suppress(OSError, ValueError):
            sys.stderr.write(trace)
    words = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    sent = f"{place} to its maintainers ({DEBUG}=1 prints it instead)" if place else "the above to its maintainers"
    say(f"rapporteur: this is a fault of Rapporteur: {words}; please send {sent}")


def _described(error: BaseException) -> str:
    """The traceback, after what the maintainers ask first: which version, which Python, which words of the command."""
    from rapporteur.version import __version__

    head = f"rapporteur {__version__}, Python {platform.python_version()}, {platform.platform()}\n{sys.argv[1:]}\n"
    return head + "".join(traceback.format_exception(error))


def _saved(trace: str) -> Path | None:
    """The file that the traceback was put into, if there is a folder for such files."""
    try:
        descriptor, name = tempfile.mkstemp(prefix="rapporteur-fault-", suffix=".txt")
        with open(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(trace)
    except OSError:
        return None
    return Path(name)


class progress:
    """Says on stderr, where that is a terminal, how many reports are done and which is under way."""

    def __init__(self, verb: str) -> None:
        self.verb = verb
        self.count = 0
        self.leave: Callable[[], None] = lambda: None
        self.show: Callable[[str], None] = lambda _: None

    def __enter__(self) -> Self:
        if is_terminal(sys.stderr):
            self._start()
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()

    def kept(self, name: str) -> None:
        """One more is done, and this was it."""
        self.count += 1
        self.show(f"{self.verb} {self.count:,}: {name}")

    def part(self, name: str, done: int, of: int) -> None:
        """So much of a long report is read."""
        self.show(f"{self.verb} {self.count:,}; {100 * done // of} % of {name}")

    def notice(self, words: str) -> None:
        """A line that stays, also where stderr is a file."""
        say(words)

    def _start(self) -> None:
        from rich.console import Console
        from rich.status import Status
        from rich.text import Text

        status = Status(f"{self.verb} …", console=Console(stderr=True))
        status.start()
        self.leave = status.stop
        self.show = lambda words: status.update(Text(on_one_line(words), overflow="ellipsis"))
