"""Kind register: a case was reported, handled, answered and put right in time, or was not."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from qc.catalogue.model import Item
from qc.ingest.grid import Cell
from qc.ingest.kinds.case_dates import (
    Days,
    begins,
    contradiction,
    days_between,
    days_of_case,
    hours_between,
)
from qc.ingest.kinds.case_steps import (
    NOTHING,
    OPEN,
    Found,
    by_status,
    compare_stated,
    rectified,
    status_of,
)
from qc.ingest.known import Known
from qc.ingest.layouts.entry import Entry
from qc.ingest.results import blank_result, detail, held_back, judged, missed, passes
from qc.ingest.tables.context import Context
from qc.ingest.tables.table import Table
from qc.ingest.values.durations import DAY, Moment, read_minutes
from qc.ingest.values.legend import Legend
from qc.ingest.values.marks import read_mark
from qc.ingest.values.numbers import read_number
from qc.ingest.values.satisfaction import answer_word, cut_of, grade_of, is_skipped, question_of
from qc.ingest.values.text import clean, key
from qc.records import Result
from qc.text import normal_form
from qc.words import Kind, Outcome

KIND = Kind.REGISTER

_STATUS_COLUMNS = ("handled", "process", "fed_back", "rectified")
_SATISFIED = frozenset({"very", "good", "fair"})
_LIMIT = re.compile(
    r"(?:限|≤|<|不超过)\s*(\d+(?:\.\d+)?)|(\d+(?:\.\d+)?)\s*(?:小时|h)\s*(?:之|以)?内", re.I
)
_CASE_COLUMNS = frozenset({"complaint", "event", "occurred", "opened", "closed", "process"})


def fits(table: Table, context: Context, entries: Sequence[Entry], legend: Legend) -> bool:  # noqa: ARG001
    """Whether cases are registered, or faults with what became of them; a checklist that has a
    column for that beside its marks is none."""
    fields = table.fields(KIND).keys()
    if len(fields & _CASE_COLUMNS) > 1:
        return True
    return table.column("mark") is None and not _has_marks(table)


def _has_marks(table: Table) -> bool:
    """Whether columns of their own hold √ and ×."""
    for col in table.axis(KIND):
        values = [table.grid.own(row, col).value for row in table.data_rows]
        written = [value for value in values if value is not None]
        marks = sum(read_mark(value, {}) is not None for value in written)
        if written and marks * 2 > len(written):
            return True
    return False


def read(known: Known) -> Callable[[Entry, dt.date | None], Sequence[Result]]:
    """One result for each step of a case that the register has a column for."""
    worded = _worded_columns(known.table)

    def results(entry: Entry, day: dt.date | None) -> Sequence[Result]:
        start, days = begins(entry, day, known), days_of_case(known, entry, day)
        wrong = contradiction(known, entry, start, days)
        open_case = status_of(entry.cell("handled")) == OPEN
        found = [
            *_handled(known, entry, worded),
            *_reported(known, entry, start, days),
            *(() if open_case else _in_time(known, entry, start, days)),
            *_statuses(known, entry, "process"),
            *_statuses(known, entry, "fed_back"),
            *(() if open_case else _satisfied(known, entry)),
            *rectified(known, entry, start, days),
        ]
        said = _details(entry, days)
        built = [_result(known, entry, step, said) for step in found]
        return [held_back(result) for result in built] if wrong else built

    return results


def _worded_columns(table: Table) -> frozenset[str]:
    """The columns 处理结果 in which mostly free text stands: what was done, not how far it came."""
    free = set()
    for field in _STATUS_COLUMNS:
        col = table.fields(KIND).get(field)
        if col is None:
            continue
        cells = [
            cell for row in table.data_rows if (cell := table.grid.own(row, col)).value is not None
        ]
        readable = sum(status_of(cell) is not None for cell in cells)
        if readable * 2 < len(cells):
            free.add(field)
    return frozenset(free)


def _handled(known: Known, entry: Entry, worded: frozenset[str]) -> Iterator[Found]:
    """Whether a case was handled; where the column tells in free words, whether anything was done."""
    cell = entry.beside.get("handled")
    if cell is None:
        return
    if "handled" in worded:
        if "closed" not in entry.beside:
            yield Found("handled", cell, passes(cell.value is not None))
        return
    status = status_of(cell)
    if error := known.error_at(cell):
        known.say("error_value", cell, value=error)
        yield Found("handled", cell, None)
    elif status == NOTHING:
        if cell.value is None:
            known.say("missing_mark", cell)
            yield Found("handled", cell, None, missing=True)
    else:
        yield by_status(known, "handled", cell, status)


def _statuses(known: Known, entry: Entry, field: str) -> Iterator[Found]:
    """是否按流程处理, 是否反馈: yes or no; what is still open says nothing yet."""
    cell = entry.beside.get(field)
    if cell is None:
        return
    if error := known.error_at(cell):
        known.say("error_value", cell, value=error)
        yield Found(field, cell, None)
        return
    status = status_of(cell)
    if status not in (NOTHING, OPEN):
        yield by_status(known, field, cell, status)


def _in_time(known: Known, entry: Entry, start: Moment, days: Days) -> Iterator[Found]:
    """Whether a case was closed within its limit."""
    cell = entry.beside.get("closed")
    if cell is None:
        return
    if cell.value is None:
        if status_of(entry.cell("handled")) == "pass":
            known.say("missing_mark", cell)
            yield Found("handled_in_time", cell, None, missing=True)
        return
    limit, took = _days_allowed(known, entry), None
    if "closed" in days and start.day and limit is not None:
        took = days_between(start, days["closed"])
        outcome = passes(took <= limit)
        compare_stated(known, entry, outcome, f"{took}/{limit:f}")
        yield Found("handled_in_time", cell, outcome, float(took))
    elif "closed" not in days:
        yield Found("handled_in_time", cell, None)


def _days_allowed(known: Known, entry: Entry) -> Decimal | None:
    """The limit of a case in days: its own, else the standard's."""
    cell = entry.cell("limit")
    if cell is None:
        return known.standard.rule.limit
    text = re.sub(r"^(?:[≤<]=?|不超过)\s*|(?:之|以)?内$", "", cell.text)
    minutes = read_minutes(text if isinstance(cell.value, str) else cell.value, DAY)
    if minutes is None:
        known.say("text_in_number", cell)
        return None
    return minutes / DAY


def _satisfied(known: Known, entry: Entry) -> Iterator[Found]:
    """What the customer said afterwards; nobody was asked where it is blank."""
    cell = entry.beside.get("satisfied")
    if cell is None:
        return
    if error := known.error_at(cell):
        known.say("error_value", cell, value=error)
        yield Found("satisfied", cell, None)
    elif cell.value is None or is_skipped(cell.value):
        return
    else:
        outcome = _satisfaction(known, cell)
        if outcome is None:
            known.say("unknown_mark", cell)
        yield Found("satisfied", cell, outcome)


def _satisfaction(known: Known, cell: Cell) -> Outcome | None:
    if word := answer_word(cell.value):
        named = frozenset(map(key, known.standard.rule.satisfied))
        return passes(word in named if named else grade_of(word) in _SATISFIED)
    score = read_number(cell.value).value
    if score is not None:
        values = [known.table.grid.own(row, cell.col).value for row in known.table.data_rows]
        asked = question_of(known.table.labels[cell.col][-1].text, values, numbers=True)
        if asked and 0 <= score <= asked.best:
            return passes(score >= cut_of(asked.best))
        return None
    outcome = read_mark(cell.value, known.legend)
    return outcome if outcome in (Outcome.PASS, Outcome.FAIL) else None


def _reported(known: Known, entry: Entry, start: Moment, days: Days) -> Iterator[Found]:
    """Whether an event was reported within the hours that the standard allows."""
    delay, cell = entry.beside.get("delay"), entry.beside.get("reported")
    if delay is not None:
        yield from _reported_after(known, entry, delay)
    elif cell is not None and "occurred" in entry.beside and cell.value is not None:
        if "reported" not in days:
            yield Found("reported_in_time", cell, None)
        elif start.day and (limit := _hours_allowed(known, entry, "")) is not None:
            hours = hours_between(start, days["reported"])
            late = days_between(start, days["reported"])
            outcome = passes(late <= limit // 24 if hours is None else hours <= limit)
            compare_stated(known, entry, outcome, f"{hours or late * 24:f}" if hours else str(late))
            reading = float(late * 24 if hours is None else round(hours, 2))
            yield Found("reported_in_time", cell, outcome, reading)


def _reported_after(known: Known, entry: Entry, cell: Cell) -> Iterator[Found]:
    """The hours that passed, written as a number: 3, 30小时, 12h."""
    if cell.value is None and not known.error_at(cell):
        return
    label = known.table.labels[cell.col][-1].text
    unit = Decimal(1) if "分" in label else DAY if "天" in label else Decimal(60)
    minutes = read_minutes(cell.value, unit)
    limit = _hours_allowed(known, entry, label)
    if error := known.error_at(cell):
        known.say("error_value", cell, value=error)
    elif minutes is None:
        known.say("text_in_number", cell)
    elif minutes < 0:
        known.say("negative_number", cell)
    elif limit is not None:
        hours = minutes / 60
        compare_stated(known, entry, passes(hours <= limit), f"{hours:f}/{limit:f}")
        yield Found("reported_in_time", cell, passes(hours <= limit), float(round(hours, 2)))
        return
    else:
        return
    yield Found("reported_in_time", cell, None)


def _hours_allowed(known: Known, entry: Entry, label: str) -> Decimal | None:
    """The hours in which an event is to be reported: by its header, by how severe it is (an item of
    the standard that has this severity among its aliases), or by the rule."""
    if found := _LIMIT.search(clean(label)):
        return Decimal(found[1] or found[2])
    severity = entry.cell("severity")
    for item in known.standard.checklist.items if known.standard.checklist and severity else ():
        names = {normal_form(alias) for alias in item.aliases}
        if item.limit is not None and severity and normal_form(severity.text) in names:
            return item.limit
    return known.standard.rule.report_within


def _details(entry: Entry, days: Days) -> Mapping[str, object]:
    """What is kept beside a case's results; nobody's name but the one in charge of putting right."""
    texts = {
        field: cell.written
        for field in ("channel", "event", "severity", "took", "responsible")
        if (cell := entry.cell(field))
    }
    dates = {name: str(moment.day) for name, moment in days.items() if moment.day}
    return detail(**texts, **dates)


def _result(known: Known, entry: Entry, step: Found, said: Mapping[str, object]) -> Result:
    """The result of one step, named as the standard's item, else as its column."""
    label = known.table.labels[step.cell.col][-1].text
    item = _item(known, step.code)
    named = entry._replace(item=Cell(step.cell.row, step.cell.col, item.text.zh if item else label))
    result = blank_result(named, known.standard, step.cell)
    if item:
        result = result._replace(item_code=item.code, level=item.level)
    result = result._replace(detail=said or None)
    if step.missing:
        return missed(result)
    if step.outcome is None:
        return held_back(result)
    return judged(result, step.outcome, reading=step.reading)


def _item(known: Known, code: str) -> Item | None:
    standard = known.standard.checklist
    return next((item for item in standard.items if item.code == code), None) if standard else None
