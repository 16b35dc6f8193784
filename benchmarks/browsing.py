"""People who walk through the pages: each asks for one every two seconds, as a browser does, and looks
at another unit, month or indicator each time."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

USERS, EVERY, SECONDS = 20, 2.0, 60.0
TIMEOUT = 120
BODY = "page-body"


@dataclass(frozen=True)
class Answer:
    """What came of asking for a page: how long it took, how many bytes, and how many of them are told
    as a mistake."""

    path: str
    seconds: float
    size: int
    is_fault: bool


@dataclass
class Site:
    """A server that is walked through: its pages, and the callback that shows one."""

    url: str
    pages: tuple[str, ...] = ()
    callback: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def at(cls, url: str) -> Site:
        """Ask a server what the browser asks first: the layout and the callbacks."""
        site = cls(url)
        layout, callbacks = (site.get(path) for path in ("/_dash-layout", "/_dash-dependencies"))
        found = [each for each in callbacks if f"{BODY}.children" in each["output"]]
        return cls(url, tuple(_pages(layout)), found[0])

    def get(self, path: str) -> Any:
        connection = self.connected()
        connection.request("GET", path)
        return json.loads(connection.getresponse().read())

    def connected(self) -> HTTPConnection:
        return HTTPConnection(urlsplit(self.url).netloc, timeout=TIMEOUT)

    def ask(self, connection: HTTPConnection, path: str, search: str) -> Answer:
        """One page, by the callback that shows it."""
        body = json.dumps(_payload(self.callback, path + search)).encode()
        head = {"Content-Type": "application/json"}
        started = time.perf_counter()
        connection.request("POST", "/_dash-update-component", body, head)
        response = connection.getresponse()
        content = response.read()
        taken = time.perf_counter() - started
        at_fault = response.status != 200 or b'"role": "alert"' in content or b'"role":"alert"' in content  # fmt: skip
        return Answer(path, taken, len(content), at_fault)


def _pages(layout: Any) -> Iterator[str]:
    """The paths that the layout names, wherever it does."""
    if isinstance(layout, dict):
        if "data-pages" in layout:
            yield from layout["data-pages"].split()
        for value in layout.values():
            yield from _pages(value)
    elif isinstance(layout, list):
        for value in layout:
            yield from _pages(value)


def _payload(callback: Mapping[str, Any], view: str) -> dict[str, Any]:
    output = str(callback["output"])
    names = output.strip(".").split("...") if output.startswith("..") else [output]
    pairs = [name.rpartition(".")[::2] for name in names]
    outputs = [{"id": id_, "property": name} for id_, name in pairs]
    inputs = [
        {**each, "value": view if each["id"] == "view" else None} for each in callback["inputs"]
    ]
    return {
        "output": output,
        "outputs": outputs if output.startswith("..") else outputs[0],
        "inputs": inputs,
        "changedPropIds": ["view.data"],
        "state": [],
    }


@dataclass(frozen=True)
class Words:
    """What the addresses of a clinic may say."""

    periods: tuple[str, ...]
    units: tuple[str, ...]
    indicators: tuple[str, ...]
    registers: tuple[str, ...] = ("adverse-events", "complaints")

    def search(self, path: str, dice: random.Random) -> str:
        """An address's words for a page; most people look at the newest month."""
        said: dict[str, str] = {}
        if path in ("/scorecard", "/indicator", "/meeting", "/calendar", "/registers"):
            said["period"] = self.periods[-1] if dice.random() < 0.5 else dice.choice(self.periods)
        if path in ("/scorecard", "/indicator", "/findings") and dice.random() < 0.5:
            said["unit"] = dice.choice(self.units)
        if path == "/indicator" or (path == "/scorecard" and dice.random() < 0.5):
            said["indicator"] = dice.choice(self.indicators)
        if path == "/registers":
            said["register"] = dice.choice(self.registers)
        return "?" + urlencode(said) if said else ""


def walk(
    site: Site, words: Words, seconds: float = SECONDS, write: Callable[[], object] | None = None
) -> list[Answer]:
    """All users at once, each with a connection of their own; now and then one does something."""
    with ThreadPoolExecutor(USERS) as crowd:
        walks = [crowd.submit(_walk, site, words, seconds, n, write) for n in range(USERS)]
        return [answer for each in walks for answer in each.result()]


def _walk(
    site: Site, words: Words, seconds: float, number: int, write: Callable[[], object] | None
) -> list[Answer]:
    dice, connection = random.Random(number), site.connected()
    answers, begun = [], time.perf_counter()
    due = begun + EVERY * number / USERS
    while due < begun + seconds:
        time.sleep(max(0.0, due - time.perf_counter()))
        path = dice.choice(site.pages)
        answers.append(site.ask(connection, path, words.search(path, dice)))
        if write and number == 0 and len(answers) % 3 == 0:
            write()
        due = max(due + EVERY, time.perf_counter())
    return answers
