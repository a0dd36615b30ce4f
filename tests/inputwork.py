"""The hostile inputs of tests/hostile: their bytes made out of rows, and each taken through all stages in a process with limits.

A row has an `id`, its bytes as `text`, `hex` or `parts`, a `suffix` (".txt"), and what becomes of it: nothing said, a report
(`title`, `chars`, `holds`, `lacks` say more of it); or `problem`, a part of the reason. `known` says why it is not so yet.

`parts` are pieces one after another, each alone or with how often: `[["<", 200000], ["@article"]]`. "{n}" in a piece that is
repeated counts from 0; "hex:ff fe" is bytes; "@name" is one of `PIECES`. `encoding` is that of all pieces but bytes.
"""

from __future__ import annotations

import os
import resource
import time
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "hostile"
SECONDS = 20
"""Of processor time, for one input."""
MEMORY = 1_500_000_000
"""Bytes that a process may hold at most while it reads an input, the model among them."""
_ADDRESSES = 8 * 2**30  # the libraries reserve several times what they use

_PROSE = (
    "The envoys of both states left Geneva on Saturday without a text, two diplomats said.",
    "“We will meet again before the end of the month,” the Swiss foreign minister, Anna Keller, told reporters.",
    "The river treaty of 1961 lapses in June, and neither side has said what would follow it.",
)
PIECES = {
    "article": "\n\n".join(_PROSE),
    "long": "\n\n".join(
        (*_PROSE, "It was the third time that they had met in the city of the treaty, and the last of the year.") * 4
    ),
    "page": "<!DOCTYPE html><html><head><title>Talks fail</title></head><body><article>"
    + "".join(f"<p>{words}</p>" for words in _PROSE),
    "paragraphs": "".join(f"<p>{words}</p>" for words in _PROSE),
    "end": "</article></body></html>",
    "ld": '<script type="application/ld+json">',
    "script end": "</script>",
}


@dataclass(frozen=True)
class Result:
    """What became of an input: where it ended (`report`, or the stage of the problem), its reason, title and text."""

    stage: str
    reason: str = ""
    title: str | None = None
    text: str = ""


@cache
def rows(kind: str = "input") -> tuple[dict[str, Any], ...]:
    """The rows of all files, with the file as `theme`."""
    return tuple(
        {"theme": path.stem, **row}
        for path in sorted(FOLDER.glob("*.toml"))
        for row in tomllib.loads(path.read_text(encoding="utf-8")).get(kind, ())
    )


def content(row: dict[str, Any]) -> bytes:
    """The bytes of a row."""
    if "hex" in row:
        return bytes.fromhex(row["hex"])
    encoding = row.get("encoding", "utf-8")
    pieces = row["parts"] if "parts" in row else [[row["text"]]]
    return b"".join(_piece(encoding, *piece) for piece in pieces)


def _piece(encoding: str, piece: str, times: int = 1) -> bytes:
    if piece.startswith("hex:"):
        return bytes.fromhex(piece.removeprefix("hex:")) * times
    words = PIECES[piece[1:]] if piece.startswith("@") and piece[1:] in PIECES else piece
    if "{n}" in words:
        return "".join(words.replace("{n}", str(number)) for number in range(times)).encode(encoding)
    return words.encode(encoding) * times


def outcomes(
    chosen: Sequence[dict[str, Any]],
    processes: int = 2,
    opener: Callable[[], Any] | None = None,
    seconds: int = SECONDS,
    memory: int = MEMORY,
) -> dict[str, Result]:
    """What becomes of each row, by id. An input that its process does not survive is named, and another goes on.

    `opener`, a function of a module, opens what reads in place of the model.
    """
    limits = (opener, seconds, memory)
    left = sorted(chosen, key=lambda row: len(content(row)))
    results: dict[str, Result] = {}
    workers = [_Worker(*limits) for _ in range(min(processes, len(left)))]
    try:
        while left or any(worker.row for worker in workers):
            for worker in workers:
                if worker.row is None and left:
                    worker.give(left.pop())
            for pipe in wait([worker.pipe for worker in workers if worker.row], timeout=1):
                index = next(index for index, worker in enumerate(workers) if worker.pipe is pipe)
                row, result, alive = workers[index].take()
                results[row["id"]] = result
                if not alive:
                    workers[index].end()
                    workers[index] = _Worker(*limits)
    finally:
        for worker in workers:
            worker.end()
    return results


class _Worker:
    """A process that reads one input after another."""

    def __init__(self, opener: Callable[[], Any] | None, seconds: int, memory: int) -> None:
        self.seconds, self.memory = seconds, memory
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, opener, seconds), daemon=True)
        self.process.start()
        theirs.close()
        self.row: dict[str, Any] | None = None

    def give(self, row: dict[str, Any]) -> None:
        self.row = row
        self.pipe.send((content(row), row.get("suffix", ".txt")))

    def take(self) -> tuple[dict[str, Any], Result, bool]:
        """The row it had, what became of it, and whether the process can have another."""
        row, self.row = self.row, None
        assert row is not None
        try:
            result, size = self.pipe.recv()
        except (EOFError, OSError):
            self.process.join()
            return (
                row,
                Result(
                    "killed", f"by signal {-(self.process.exitcode or 0)}: over {self.seconds} s of processor time, or crashed"
                ),
                False,
            )
        if size > self.memory:
            return row, Result("killed", f"the process came to hold {size:,} bytes"), False
        return row, result, True

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _work(pipe: Connection, opener: Callable[[], Any] | None, seconds: int) -> None:
    """The life of a process: ends with its parent's end of the pipe."""
    from rapporteur.run import open_chain

    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
    chain = (opener or open_chain)()
    while True:
        try:
            data, suffix = pipe.recv()
        except EOFError:
            return
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + seconds + 1, resource.RLIM_INFINITY))
        result = _result(data, suffix, chain)
        pipe.send((result, _peak()))


def _peak() -> int:
    """The most bytes that this process has held; the system's `ru_maxrss` begins with what its parent held at its start."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))


def _result(data: bytes, suffix: str, chain: Callable[..., Any]) -> Result:
    """An input's way through sources, reader and extraction. What is raised anywhere is a result like any other."""
    from rapporteur.model import Problem
    from rapporteur.sources import SourceBytes, load_source
    from rapporteur.sources.sidecar import Given

    try:
        report = load_source(SourceBytes(data, "input", "input", suffix, Given()))
        outcome = report if isinstance(report, Problem) else chain(report)
    except Exception as error:
        return Result("raised", f"{type(error).__name__}: {error}"[:300])
    if isinstance(outcome, Problem):
        return Result(outcome.stage, outcome.reason)
    assert not isinstance(report, Problem)
    return Result("report", "; ".join(problem.reason for problem in outcome.problems), report.title, report.text)


def open_breaking() -> Callable[..., Any]:
    """In place of the model: what breaks, loops or eats memory as the report's title asks."""
    return _broken


def _broken(report: Any) -> Any:
    from rapporteur.model import Extraction

    if report.title == "Loop for ever":
        while True:
            pass
    if report.title == "Crash for good":
        os.abort()
    if report.title == "Raise an error":
        raise KeyError(report.title)
    block = bytearray(b"x") * (300_000_000 if report.title == "Eat the memory" else 1)
    return Extraction(report=report.id[: len(block)])
