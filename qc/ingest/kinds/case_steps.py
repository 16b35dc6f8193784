"""The steps of a case: reported, handled, answered, put right; and what a status says of them."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from qc.ingest.grid import Cell
from qc.ingest.kinds.case_dates import Days
from qc.ingest.kinds.case_status import NOTHING, OPEN, status_of
from qc.ingest.known import Known
from qc.ingest.layouts.entry import Entry
from qc.ingest.results import passes
from qc.ingest.values.dates import read_date
from qc.ingest.values.durations import DAY, Moment, read_minutes
from qc.words import Outcome

Told = Mapping[str, int]

_MOST = 0.75
_TOLD = frozenset({"process", "rectified"})
_COMES_LATER = frozenset(
    {"due", "rechecked", "completed"}
)  # what is to be done by a day of its own


class Found(NamedTuple):
    """What a case says of one of its steps: the item's code, its cell, and how it went; an outcome
    of None is held back, MISSING a cell that should not be blank."""

    code: str
    cell: Cell
    outcome: Outcome | None
    reading: float | None = None
    missing: bool = False


def by_status(known: Known, code: str, cell: Cell, status: str | None) -> Found:
    """What a status says; an open case has not been handled."""
    if status is None:
        known.say("unknown_mark", cell)
        return Found(code, cell, None)
    outcome = {"pass": Outcome.PASS, "partial": Outcome.PARTIAL}.get(status, Outcome.FAIL)
    return Found(code, cell, outcome)


def steps_told(known: Known) -> Told:
    """The steps that most cases tell, each with the last row that does."""
    told: dict[str, list[int]] = defaultdict(list)
    for entry in known.entries:
        for field in _TOLD & entry.beside.keys():
            if entry.beside[field].value is not None:
                told[field].append(entry.beside[field].row)
    return {f: max(rows) for f, rows in told.items() if len(rows) > len(known.entries) * _MOST}


def is_forgotten(told: Told, field: str, cell: Cell) -> bool:
    """Whether a blank cell is a slip: a case further down tells the step that most of them tell. The
    last ones may just not have come so far."""
    return cell.value is None and cell.row < told.get(field, -1)


def rectified(known: Known, entry: Entry, start: Moment, days: Days, told: Told) -> Iterator[Found]:
    """Whether a fault was put right, and by the day that was set."""
    cell = entry.beside.get("rectified")
    if cell is not None:
        status = status_of(cell)
        if error := known.error_at(cell):
            known.say("error_value", cell, value=error)
            yield Found("rectified", cell, None)
        elif status != NOTHING and (status != OPEN or days.keys() & {"rechecked", "completed"}):
            yield by_status(known, "rectified", cell, status)
        elif _is_left_out(entry, days, told, cell):
            known.say("missing_mark", cell)
            yield Found("rectified", cell, None, missing=True)
    done, due = days.get("completed"), _due(known, entry, start)
    if done and done.day and due:
        late = (done.day - due).days
        yield Found("rectified_in_time", entry.beside["completed"], passes(late <= 0), float(late))


def _is_left_out(entry: Entry, days: Days, told: Told, cell: Cell) -> bool:
    """Whether what became of a fault should stand here: most faults tell it, and this one was looked
    at again, or no day is set for that and later ones tell theirs."""
    if cell.value is None and "rectified" in told and "rechecked" in days:
        return True
    return _COMES_LATER.isdisjoint(entry.beside) and is_forgotten(told, "rectified", cell)


def _due(known: Known, entry: Entry, start: Moment) -> dt.date | None:
    """The day by which a fault was to be put right: a day, or so many days from the inspection."""
    cell = entry.cell("due")
    if cell is None or start.day is None:
        return None
    if (day := read_date(cell.value, known.context.month).date) is not None:
        return day
    minutes = read_minutes(re.sub(r"(?:之|以)?内$", "", cell.text), DAY)
    return start.day + dt.timedelta(days=int(minutes / DAY)) if minutes is not None else None
