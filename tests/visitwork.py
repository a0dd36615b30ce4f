"""A visit to a page in the browser: what ran in it, what it asked of the network, and what it is made of."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from browserwork import PATIENCE, Browser, Message, Refusal

EXERCISE = (Path(__file__).parent / "browser" / "exercise.js").read_text(encoding="utf-8")
TELL = "window.hit = (number) => tell(String(number));"
NUMBER = re.compile(r"\w+:[/\\]+hit\.test/+(\d+)")
"""Where a payload asks for something, with its number."""
OWN = ("data:", "about:", "blob:")
"""Addresses that ask nothing of the network."""


@dataclass
class Visit:
    """What was seen of one page."""

    address: str
    runs: set[str] = field(default_factory=set)
    """What was told by what ran: the numbers of payloads."""
    requests: set[str] = field(default_factory=set)
    """Addresses of what was to be loaded into the page."""
    navigations: set[str] = field(default_factory=set)
    """Addresses that something in the page led away to."""
    complaints: list[str] = field(default_factory=list)
    """What the browser says in its console: errors of scripts, and what a policy has stopped."""
    names: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    lasting: bool = False
    """Whether the page, written out and read again, is the same page."""
    words: str = ""

    def numbers(self) -> set[int]:
        """The payloads that ran, or that loaded something."""
        asked = (NUMBER.match(address) for address in self.requests | self.navigations)
        numbers = (*self.runs, *(match[1] for match in asked if match))
        return {int(number) for number in numbers if number.isdigit()}


class Visitor:
    """Visits pages one after another and does to each what a reader may do."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.visit = Visit("")
        self._loaded = False
        browser.listeners.append(self._heard)
        for domain in ("Page", "Runtime", "Log"):
            browser.call(f"{domain}.enable")
        browser.call("Fetch.enable", patterns=[{"urlPattern": "*"}])
        browser.call("Runtime.addBinding", name="tell")
        browser.call("Page.addScriptToEvaluateOnNewDocument", source=TELL)

    def open(self, page: Path) -> Visit:
        """Loads a file and does with it what a reader may do. Raises `BrowserError` where the browser does not answer."""
        self.visit, self._loaded = Visit(page.as_uri()), False
        self.browser.call("Page.navigate", url=self.visit.address)
        until = time.monotonic() + PATIENCE
        while not self._loaded:
            self.browser.wait(until)
        self.browser.call("Emulation.setEmulatedMedia", media="print")
        try:
            answer = self.browser.call("Runtime.evaluate", expression=f"({EXERCISE})()", awaitPromise=True, returnByValue=True)
            self._take(answer["result"].get("value") or {})
        except Refusal as error:  # the page has been left
            self.visit.complaints.append(str(error))
        self.browser.call("Emulation.setEmulatedMedia", media="")
        return self.visit

    def evaluated(self, expression: str) -> Any:
        """The value of an expression in the page that was opened last."""
        return self.browser.call("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def _take(self, parts: dict[str, Any]) -> None:
        visit = self.visit
        visit.names, visit.attributes = set(parts.get("names", ())), set(parts.get("attributes", ()))
        visit.addresses = set(parts.get("addresses", ()))
        visit.words, visit.lasting = parts.get("words", ""), parts.get("lasting", False)
        if parts.get("mark"):
            visit.runs.add(parts["mark"])

    def _heard(self, message: Message) -> None:
        """What the browser says by itself."""
        parameters = message["params"]
        match message["method"]:
            case "Page.loadEventFired":
                self._loaded = True
            case "Runtime.bindingCalled":
                self.visit.runs.add(parameters["payload"])
            case "Page.javascriptDialogOpening":
                self.visit.runs.add(parameters["message"])
                self.browser.send("Page.handleJavaScriptDialog", accept=True)
            case "Fetch.requestPaused":
                self._asked(parameters)
            case "Page.frameRequestedNavigation":
                self._note(self.visit.navigations, parameters["url"])
            case "Runtime.exceptionThrown" | "Runtime.consoleAPICalled" | "Log.entryAdded":
                self.visit.complaints.append(json.dumps(parameters))

    def _asked(self, parameters: Message) -> None:
        """A request waits: the page itself may be loaded, nothing else."""
        address = parameters["request"]["url"]
        if address.partition("#")[0] == self.visit.address or address.startswith(OWN):
            self.browser.send("Fetch.continueRequest", requestId=parameters["requestId"])
            return
        leads_away = parameters["resourceType"] == "Document"
        self._note(self.visit.navigations if leads_away else self.visit.requests, address)
        self.browser.send("Fetch.failRequest", requestId=parameters["requestId"], errorReason="Aborted")

    def _note(self, addresses: set[str], address: str) -> None:
        if address.partition("#")[0] != self.visit.address:
            addresses.add(address)
