"""Everybody at once, for so long or so many steps each; what they did and what each request took."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.browsing import Words
from benchmarks.many_workbooks import write_workbooks
from qc.analysis.coverage import coverage
from qc.improve.acting import findings
from qc.workspace import open_workspace
from tests.load.browser import Browser
from tests.load.house import TODAY, UNITS, Person
from tests.load.work import CHECKLIST, Sought, Work

SHARED = 8  # findings of a unit to which all its people write


def sought(folder: Path, books: Path, count: int) -> Sought:
    """What a clinic has to be looked at; `count` workbooks of other clinics to bring, from the folder `books`."""
    workspace = open_workspace(folder, today=TODAY, create=False)
    try:
        held = coverage(workspace)
        named = {
            unit: tuple(f.id for f in findings(workspace) if f.unit == unit)[:SHARED]
            for unit in UNITS
        }
        items = workspace.catalogue.checklists[CHECKLIST].items
        words = Words(tuple(map(str, held.months[-12:])), held.units, held.indicators)
        # those of the sample itself come first, which the clinic has
        ours = write_workbooks(books, 160 + count)[160:] if count else []
        brought = {path.name: path.read_bytes() for path in ours}
        return Sought(words, named, tuple(item.code for item in items), brought)
    finally:
        workspace.store.close()


def at_work(
    url: str, persons: Sequence[Person], there: Sought, *, seconds: float, every: float
) -> list[Work]:
    """All of them, each a step about every so many seconds; with `seconds` 0 each six steps at once."""
    crowd = [Work(person, Browser(url), there, random.Random(person.login)) for person in persons]
    start = threading.Barrier(len(crowd))
    with ThreadPoolExecutor(len(crowd)) as pool:
        days = [pool.submit(_day, each, start, seconds, every) for each in crowd]
        for day in days:
            day.result()
    return crowd


def _day(work: Work, start: threading.Barrier, seconds: float, every: float) -> None:
    work.browser.enter(work.person)
    start.wait(600)
    for pause in _pauses(work.dice, seconds, every):
        time.sleep(pause)
        work.step()


def _pauses(dice: random.Random, seconds: float, every: float) -> Iterator[float]:
    """How long to wait before each step, between half and one and a half times `every`."""
    if not seconds:
        yield from [0.0] * 6
        return
    end = time.monotonic() + seconds
    yield dice.random() * every
    while time.monotonic() < end:
        yield every * (0.5 + dice.random())
