"""A browser without a window, driven over a pipe: Chromium's DevTools protocol, JSON messages that end in a NUL byte."""

from __future__ import annotations

import fcntl
import json
import os
import select
import shutil
import signal
import tempfile
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

Message = dict[str, Any]

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",  # Chromium refuses to run as root with it
    "--disable-gpu",
    "--disable-ipc-flooding-protection",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-breakpad",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-popup-blocking",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--mute-audio",
    "--no-default-browser-check",
    "--no-first-run",
    "--remote-debugging-pipe",
)
READS, WRITES = 3, 4
"""The descriptors at which Chromium reads and writes messages."""
PATIENCE = 60.0
"""Seconds after which an answer does not come any more."""


class BrowserError(RuntimeError):
    """The browser has gone, or does not answer."""


class Refusal(RuntimeError):
    """The browser does not do what a command says."""


def browser_path() -> str | None:
    """Where a Chromium is installed; `RAPPORTEUR_BROWSER` names another."""
    return os.environ.get("RAPPORTEUR_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """One Chromium with one tab and an empty profile of its own. Used with `with`, nothing of it is left afterwards."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.listeners: list[Callable[[Message], None]] = []
        self._answers: dict[int, Message] = {}
        self._messages: deque[Message] = deque()
        self._rest = b""
        self._number = 0
        self._session: str | None = None

    def __enter__(self) -> Browser:
        self.profile = tempfile.mkdtemp(prefix="rapporteur-browser-")
        try:
            self._start()
            target = self.call("Target.createTarget", url="about:blank")["targetId"]
            self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._end()

    def call(self, method: str, **parameters: Any) -> Message:
        """What the browser answers to a command. Raises `Refusal` where it does not do it, `BrowserError` without one."""
        number = self.send(method, **parameters)
        until = time.monotonic() + PATIENCE
        while number not in self._answers:
            self.wait(until)
        answer = self._answers.pop(number)
        if "error" in answer:
            raise Refusal(f"{method}: {answer['error']}")
        result: Message = answer["result"]
        return result

    def send(self, method: str, **parameters: Any) -> int:
        """Gives a command without waiting for its answer; its number."""
        self._number += 1
        message: Message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._to, data) :]
        return self._number

    def wait(self, until: float) -> None:
        """Takes in what the browser sends next. Raises `BrowserError` where nothing comes or the browser has gone."""
        ready, _, _ = select.select([self._from], [], [], max(0.0, until - time.monotonic()))
        data = os.read(self._from, 1 << 16) if ready else b""
        if not data:
            raise BrowserError("the browser has gone" if ready else "the browser does not answer")
        *messages, self._rest = (self._rest + data).split(b"\0")
        for message in map(json.loads, messages):
            if "id" in message:
                self._answers[message["id"]] = message
            else:
                self._messages.append(message)
        while self._messages:
            event = self._messages.popleft()
            for listener in self.listeners:
                listener(event)

    def _start(self) -> None:
        ours_read, theirs_write = _high_pipe()
        theirs_read, ours_write = _high_pipe()
        null = (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0), (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)
        pipes = (os.POSIX_SPAWN_DUP2, theirs_read, READS), (os.POSIX_SPAWN_DUP2, theirs_write, WRITES)
        line = [self.path, *FLAGS, f"--user-data-dir={self.profile}", "about:blank"]
        home = {"HOME": self.profile, "TMPDIR": self.profile}
        self._pid = os.posix_spawn(self.path, line, os.environ | home, file_actions=[*null, *pipes], setpgroup=0)
        self._from, self._to = ours_read, ours_write
        os.close(theirs_read)
        os.close(theirs_write)

    def _end(self) -> None:
        """Ends the browser with all its processes; it ends by itself, too, when this process and so the pipe has gone."""
        if hasattr(self, "_pid"):
            with suppress(ProcessLookupError):
                os.killpg(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
            os.close(self._from)
            os.close(self._to)
        for process in processes_with(self.profile):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        while processes_with(self.profile):
            time.sleep(0.01)
        shutil.rmtree(self.profile, ignore_errors=True)


def processes_with(words: str) -> list[int]:
    """The processes whose command line has these words."""
    processes = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if words.encode() in entry.read_bytes():
                processes.append(int(entry.parent.name))
    return processes


def _high_pipe() -> tuple[int, int]:
    """A pipe whose ends are no descriptors that the browser is given."""
    ends = os.pipe()
    high = tuple(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, WRITES + 1) for end in ends)
    for end in ends:
        os.close(end)
    return high[0], high[1]
