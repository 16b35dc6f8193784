"""Kind maintenance: a device is in order when its service or calibration is not overdue; a service that
was planned for a day is in order when it was done by then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from qc.ingest.grid import Cell
from qc.ingest.known import Known
from qc.ingest.layouts.entry import Entry
from qc.ingest.results import blank_result, detail, held_back, judged, missed, passes
from qc.ingest.tables.context import Context
from qc.ingest.tables.table import Table
from qc.ingest.values.cycles import read_cycle
from qc.ingest.values.dates import Month, days_of, read_date, read_month
from qc.ingest.values.legend import Legend
from qc.ingest.values.marks import read_mark
from qc.ingest.values.text import key
from qc.ingest.values.vocabulary import vocabulary
from qc.records import Result
from qc.words import Kind, Outcome

KIND = Kind.MAINTENANCE

_DATES = ("last", "next")
_ALSO = {"next": "planned", "last": "done"}  # what a date is where no other is written


def fits(table: Table, context: Context, entries: Sequence[Entry], legend: Legend) -> bool:  # noqa: ARG001
    """Whether devices have dates of service beside them, or the state that they are in."""
    fields = {*table.fields(KIND)}
    fields |= {field for field, other in _ALSO.items() if other in fields}
    if not {"device", "cycle", "last"} & fields or table.has_fields(Kind.STOCK):
        return False
    entries = [*map(_as_usual, entries)]
    dates = [cell for entry in entries for field in _DATES if (cell := entry.cell(field))]
    if dates:
        readable = sum(_day(cell, context.month) is not None for cell in dates)
        return bool({"last", "cycle", "next"} & fields) and readable * 2 > len(dates)
    states = [cell for entry in entries if (cell := entry.cell("status"))]
    return sum(_state(cell) is not None for cell in states) * 2 > len(states)


def _state(cell: Cell | None) -> Outcome | None:
    """What a device's state says of it: 完好, 待修, 停用."""
    return vocabulary().states.get(key(cell.text)) if cell else None


def _became(cell: Cell | None) -> str | None:
    """What became of a planned service, in words: 按期完成, 逾期完成, 已完成, 未完成."""
    return vocabulary().services.get(key(cell.text)) if cell else None


def read(known: Known) -> Callable[[Entry, dt.date | None], Sequence[Result]]:
    """One result a device, at the date on which its next service is due: passed while that has not
    gone by. Without it the last service and the cycle tell; without any date the device's state.
    Where services are planned and done, one result for each, and one for its verdict."""
    filled = sum(_as_usual(entry).cell("next") is not None for entry in known.entries)
    due_written = filled * 2 > len(known.entries)

    def results(entry: Entry, day: dt.date | None) -> Sequence[Result]:
        if {"planned", "done"} <= entry.beside.keys():
            return (*_in_time(known, entry, day), *_verdict(known, entry))
        entry = _as_usual(entry)
        cell = _deciding(entry, due_written=due_written)
        result = blank_result(entry, known.standard, cell)
        if error := known.error_at(cell):
            known.say("error_value", cell, value=error)
            return (held_back(result, error),)
        status = entry.cell("status")
        state = _state(status)
        said = result._replace(detail=detail(status=status.text if status else "") or None)
        if state is Outcome.NA:
            return (judged(said, Outcome.NA),)
        if cell is status:
            return (_of_state(known, said, cell, state),)
        return (_of_dates(known, entry, said, cell, day or known.today),)

    return results


def _as_usual(entry: Entry) -> Entry:
    """The entry with what is planned as its next date, what was done as its last, where no column of
    their own says these."""
    also = {field: entry.beside[o] for field, o in _ALSO.items() if o in entry.beside}
    return entry._replace(beside={**also, **entry.beside})


def _in_time(known: Known, entry: Entry, day: dt.date | None) -> Iterator[Result]:
    """Whether a service was done by the day for which it was planned; nothing of one that is not due
    yet, of a device out of use, or where either day is wrong (that of the service has been said)."""
    planned, cell, status = entry.beside["planned"], entry.beside["done"], entry.cell("status")
    result = blank_result(entry, known.standard, cell)
    if errors := [each for each in (planned, cell) if known.error_at(each)]:
        known.say("error_value", errors[0], value=known.error_at(errors[0]))
        yield held_back(result)
        return
    if day is None or planned.value is None:
        return
    if _state(status) is Outcome.NA:
        yield judged(result, Outcome.NA)
    elif (due := _day(planned, known.context.month)) is None:
        known.say(_fault(planned, known.context.month), planned)
        yield held_back(result)
    elif cell.value is None and _became(status) in ("done", "in_time", "late"):
        known.say("missing_mark", cell)
        yield missed(result)
    elif cell.value is not None or due < day:
        in_time = cell.value is not None and day <= due
        _compare_stated(known, status, in_time=in_time, dates=f"{cell.text or '—'}/{planned.text}")
        yield judged(result, passes(in_time), detail=detail(due=str(due), done=cell.text))


def _compare_stated(known: Known, status: Cell | None, *, in_time: bool, dates: str) -> None:
    """Say so where 完成情况 disagrees with the days that are planned and done."""
    if _became(status) in (("late", "not_done") if in_time else ("in_time",)):
        known.say("stated_result_mismatch", status, computed=dates)


def _verdict(known: Known, entry: Entry) -> Iterator[Result]:
    """What the service found (校验结论), where a column says it."""
    cell = entry.beside.get("verdict")
    if cell is None or (cell.value is None and not known.error_at(cell)):
        return
    label = known.table.label_of(cell).text
    item = Cell(cell.row, cell.col, f"{entry.item.text} {label}".strip())
    result = blank_result(entry._replace(item=item), known.standard, cell)
    outcome = read_mark(cell.value, known.legend)
    if error := known.error_at(cell):
        known.say("error_value", cell, value=error)
        yield held_back(result, error)
    elif outcome is None:
        known.say("unknown_mark", cell)
        yield held_back(result)
    else:
        yield judged(result, outcome)


def _deciding(entry: Entry, *, due_written: bool) -> Cell:
    """The cell that decides: the next date where the sheet writes it, else the last one, else the
    state."""
    fields = ("next", "last", "status") if due_written else ("last", "next", "status")
    if due_written and "next" in entry.beside:
        return entry.beside["next"]
    return next((cell for field in fields if (cell := entry.cell(field))), entry.mark)


def _of_state(known: Known, result: Result, cell: Cell, state: Outcome | None) -> Result:
    outcome = state or read_mark(cell.value, known.legend)
    if outcome is None:
        known.say("unknown_mark", cell)
        return held_back(result)
    return judged(result, outcome)


def _of_dates(known: Known, entry: Entry, result: Result, cell: Cell, day: dt.date) -> Result:
    """Judged by the day on which the next service is due."""
    last = entry.cell("last")
    if cell.value is None:
        known.say("missing_mark", cell)
        return missed(result)
    if (fault := _fault(cell)) or (last and (fault := _fault(last))):
        at = cell if _fault(cell) else last
        known.say(fault, at)
        return held_back(result)
    done = _day(last) if last else None
    if done and done > day and done > known.today:
        known.say("future_date", last, today=str(known.today))
        return held_back(result)
    due = _due(entry, done)
    if due is None:
        known.say("cycle_unknown", entry.beside.get("cycle", cell))
        return held_back(result)
    if done and due < done:
        known.say("due_before_last", cell, last=str(done))
        return held_back(result)
    return _judge(known, entry, result, due, day)


def _judge(known: Known, entry: Entry, result: Result, due: dt.date, day: dt.date) -> Result:
    verdict = entry.cell("verdict")
    found = read_mark(verdict.value, known.legend) if verdict else None
    said = detail(**(result.detail or {}), due=str(due), verdict=verdict.text if verdict else "")
    in_order = due >= day and found is not Outcome.FAIL
    return judged(result._replace(detail=said), passes(in_order))


def _due(entry: Entry, done: dt.date | None) -> dt.date | None:
    """When the next service is due: as written, else the cycle after the last one."""
    if written := entry.cell("next"):
        return _day(written)
    cell = entry.cell("cycle")
    cycle = read_cycle(cell.text) if cell else None
    return cycle.after(done) if cycle and done else None


def _fault(cell: Cell, month: Month | None = None) -> str:
    """The code of what is wrong with a date, "" where nothing is."""
    if read_month(cell.value, None):
        return ""
    fault = read_date(cell.value, month).fault
    return f"{fault}_date" if fault else ""


def _day(cell: Cell, month: Month | None = None) -> dt.date | None:
    """The day that a cell names, `month` filling in what it leaves out; of a month alone its end."""
    if named := read_month(cell.value, None):
        return days_of(named)[1]
    return read_date(cell.value, month).date
