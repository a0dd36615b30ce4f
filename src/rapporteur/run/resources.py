"""What this machine has for worker processes: processors, and memory that is free.

>>> affordable(9999, tasks=24) <= 24
True
"""

from __future__ import annotations

import os
from pathlib import Path

WORKER = 600_000_000
"""Bytes that a worker may come to hold: the model, the lexicon and a long article."""
MOST = 4
"""Workers by default; the disk and the one process that writes keep no more busy."""
_CGROUP = Path("/sys/fs/cgroup")


def default_workers() -> int:
    """As many as there are processors, at most four."""
    return min(processors(), MOST)


def affordable(asked: int, tasks: int) -> int:
    """How many of the workers asked for are worth starting: at most one a processor, as memory allows, none without a task."""
    room = max(1, (memory() or asked * WORKER) // WORKER)
    return max(1, min(asked, processors(), room, tasks))


def processors() -> int:
    """Those that this process may run on, and no more than its container grants."""
    try:
        count = len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS and Windows
        count = os.cpu_count() or 1
    quota = _words(_CGROUP / "cpu.max")
    if len(quota) == 2 and quota[0].isdigit() and int(quota[1]):
        count = min(count, max(1, round(int(quota[0]) / int(quota[1]))))
    return max(1, count)


def memory() -> int | None:
    """Bytes free for new processes, here and in this container; `None` where the system does not say."""
    lines = [line.split() for line in _text(Path("/proc/meminfo")).splitlines()]
    free = [int(line[1]) * 1024 for line in lines if line[0] == "MemAvailable:"]
    limit, used = _words(_CGROUP / "memory.max"), _words(_CGROUP / "memory.current")
    if limit and used and limit[0].isdigit():
        free.append(int(limit[0]) - int(used[0]))
    return min(free, default=None)


def _words(path: Path) -> list[str]:
    return _text(path).split()


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except (OSError, ValueError):
        return ""
