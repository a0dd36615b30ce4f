"""The command `rapporteur read` as a process that can be hit at any step: `python victimwork.py read FOLDER --db DB`.

It is the real command; the reader is a stand-in unless `RAPPORTEUR_TEST_MODEL` is set. Each step is written as a line to
the FIFO that `RAPPORTEUR_TEST_MARKS` names, by the command and by its workers, so that a blow can be timed by progress.
`RAPPORTEUR_TEST_WORKERS=0` reads in the process itself; `RAPPORTEUR_TEST_SECONDS` and `RAPPORTEUR_TEST_MEMORY` bound a task.
"""

from __future__ import annotations

import os
from functools import cache
from multiprocessing import parent_process


@cache
def _marks() -> int | None:
    path = os.environ.get("RAPPORTEUR_TEST_MARKS")
    if not path:
        return None
    try:
        return os.open(path, os.O_WRONLY | os.O_NONBLOCK)
    except OSError:  # nobody listens
        return None


def mark(step: str) -> None:
    """Says that a step has been reached."""
    descriptor = _marks()
    if descriptor is not None:
        try:
            os.write(descriptor, f"{step}\n".encode())
        except OSError:
            return


if __name__ == "__main__":
    mark("python runs")
elif parent_process() is not None:
    mark("worker imports")

from collections.abc import Callable, Iterable  # noqa: E402 - the first mark stands before all else
from multiprocessing.process import BaseProcess  # noqa: E402
from typing import TYPE_CHECKING, Any  # noqa: E402

from rapporteur import run  # noqa: E402
from rapporteur.model import Reading, Report  # noqa: E402
from rapporteur.reader.sections import TextSection  # noqa: E402
from rapporteur.run import Chain, Tally, open_chain, read_into  # noqa: E402
from rapporteur.run.chain import ReportReader  # noqa: E402
from rapporteur.run.progress import Progress, Silent  # noqa: E402
from rapporteur.run.schedule import Item  # noqa: E402

if TYPE_CHECKING:
    from rapporteur.store import Store

class Marking:
    """A reader that says what it reads."""

    def __init__(self, reader: ReportReader) -> None:
        self.reader = reader

    def read_one(self, report: Report) -> Reading:
        mark(f"reads {report.name}")
        return self.reader.read_one(report)

    def read_section(self, section: TextSection) -> Reading:
        mark(f"reads section {section.start}")
        return self.reader.read_section(section)


def open_marked() -> Chain:
    """The chain of a worker, with marks before and after it opens."""
    bound()
    mark("opens")
    if os.environ.get("RAPPORTEUR_TEST_MODEL"):
        chain = open_chain()
    else:
        from figurework import open_stand_in  # what a worker imports before its work begins is as much as in a real run

        chain = open_stand_in()
    mark("is open")
    return Chain(Marking(chain.reader), chain.extractor)


class MarkedProgress(Silent):
    """Passes on what is said, with a mark for each report that is acknowledged."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress

    def kept(self, name: str) -> None:
        mark(f"kept {name}")
        self.progress.kept(name)

    def notice(self, words: str) -> None:
        self.progress.notice(words)


def bound() -> None:
    """Sets the bounds of a task that the environment gives."""
    from rapporteur.run import pool, tasks

    seconds, memory = os.environ.get("RAPPORTEUR_TEST_SECONDS"), os.environ.get("RAPPORTEUR_TEST_MEMORY")
    if seconds:
        tasks.SECONDS, tasks.RATE, pool.PATIENCE, pool.SAYING = float(seconds), 10**6, 2.0, 2.0
    if memory:
        tasks.MEMORY = int(memory)


def read_marked(
    store: Store,
    items: Iterable[Item],
    *,
    progress: Progress,
    workers: int | None = None,
    again: bool = False,
    signed: str | None = None,
) -> Tally:
    given = os.environ.get("RAPPORTEUR_TEST_WORKERS")
    opener = __import__("victimwork").open_marked  # what a worker imports must not be a script
    mark("reading begins")
    return read_into(
        store,
        items,
        workers=int(given) if given else workers,
        again=again,
        progress=MarkedProgress(progress),
        opener=opener,
        signed="stand-in",
    )


def marked(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
    """A function with marks before and after it."""

    def marking(*arguments: Any, **named: Any) -> Any:
        mark(f"before {name}")
        outcome = call(*arguments, **named)
        mark(f"after {name}")
        return outcome

    return marking


def main() -> None:
    from rapporteur import cli
    from rapporteur.store import Store

    mark("has imported")
    bound()
    BaseProcess.start = marked("spawn", BaseProcess.start)  # type: ignore[method-assign]
    Store.add, Store.close = marked("add", Store.add), marked("close", Store.close)  # type: ignore[method-assign]
    run.read_into = read_marked  # type: ignore[assignment]
    try:
        cli.main()
    finally:
        mark("ends")


if __name__ == "__main__":
    main()
