"""Kind register: a case was reported, handled, answered and put right in time, or was not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence

from qc.catalogue.model import Item
from qc.ingest.grid import Cell
from qc.ingest.kinds.case_about import about_case, about_columns
from qc.ingest.kinds.case_dates import (
    begins,
    clock_columns,
    contradiction,
    days_of_case,
)
from qc.ingest.kinds.case_persons import keeps_nobody, without_story
from qc.ingest.kinds.case_status import NOTHING, OPEN, status_of
from qc.ingest.kinds.case_steps import Found, Told, by_status, is_forgotten, rectified, steps_told
from qc.ingest.kinds.case_times import closed_in_time, reported_in_time, said_in_time
from qc.ingest.known import Known
from qc.ingest.layouts.entry import Entry
from qc.ingest.results import blank_result, held_back, judged, missed, passes
from qc.ingest.tables.context import Context
from qc.ingest.tables.table import Table
from qc.ingest.values.durations import Moment
from qc.ingest.values.legend import Legend
from qc.ingest.values.marks import read_mark
from qc.ingest.values.numbers import read_number
from qc.ingest.values.satisfaction import answer_word, cut_of, grade_of, is_skipped, question_of
from qc.ingest.values.text import key
from qc.records import Result
from qc.words import Kind, Outcome

KIND = Kind.REGISTER

_STATUS_COLUMNS = ("handled", "dealt", "process", "fed_back", "rectified")
_ENOUGH = 3  # cases that tell a step: fewer show no habit
_SATISFIED = frozenset({"very", "good", "fair"})
_UNDECIDED = frozenset({"说不清", "不清楚", "不知道", "说不好", "难说"})  # asked, and no answer
_CASE_COLUMNS = frozenset(
    {"complaint", "event", "occurred", "reported", "opened", "closed", "process", "was_reported"}
)


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
    worded, clocks = _worded_columns(known.table), clock_columns(known.table)
    told = steps_told(known)
    dealt = _dealt_is_status(known.table, worded)
    columns = about_columns(known.table)
    nameless = keeps_nobody(known.table, KIND, known.standard)

    def results(entry: Entry, day: dt.date | None) -> Sequence[Result]:
        if dealt:
            entry = entry._replace(beside={**entry.beside, "handled": entry.beside["dealt"]})
        start = begins(known, entry, day, clocks)
        days = days_of_case(known, entry, start, clocks)
        wrong = contradiction(known, entry, start, days)
        open_case = status_of(entry.cell("handled")) == OPEN
        found = [
            *_handled(known, entry, worded),
            *reported_in_time(known, entry, start, days),
            *(() if open_case else closed_in_time(known, entry, start, days)),
            *_statuses(known, entry, "was_reported", told),
            *_statuses(known, entry, "process", told),
            *_statuses(known, entry, "fed_back", told),
            *(() if open_case else _satisfied(known, entry)),
            *rectified(known, entry, start, days, told),
        ]
        found += said_in_time(known, entry, found, is_open=open_case)
        said = about_case(known, entry, columns, start, days, found)
        found = found or [*_not_closed(known, entry, start)]
        built = [_result(known, entry, step, said) for step in found]
        if nameless:
            built = [without_story(r, step.cell) for r, step in zip(built, found, strict=True)]
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


def _dealt_is_status(table: Table, worded: frozenset[str]) -> bool:
    """Whether 处理情况 says how far cases came (已处理), where no other column does; it often tells what
    was done."""
    fields = table.fields(KIND)
    return "dealt" in fields and "handled" not in fields and "dealt" not in worded


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


def _statuses(known: Known, entry: Entry, field: str, told: Told) -> Iterator[Found]:
    """是否按流程处理, 是否反馈: yes or no; what is still open says nothing yet."""
    cell = entry.beside.get(field)
    if cell is None or _is_heading(known.table, field):
        return
    if error := known.error_at(cell):
        known.say("error_value", cell, value=error)
        yield Found(field, cell, None)
        return
    status = status_of(cell)
    if status not in (NOTHING, OPEN):
        yield by_status(known, field, cell, status)
    elif is_forgotten(told, field, cell) or _closed_without(known, entry, field, cell):
        known.say("missing_mark", cell)
        yield Found(field, cell, None, missing=True)


def _closed_without(known: Known, entry: Entry, field: str, cell: Cell) -> bool:
    """Whether a case was handled, and a step is blank that every other case tells: the last one too."""
    if cell.value is not None or status_of(entry.cell("handled")) != "pass":
        return False
    told = sum(each.cell(field) is not None for each in known.entries)
    return told == len(known.entries) - 1 and told >= _ENOUGH


def _is_heading(table: Table, field: str) -> bool:
    """Whether the field's label only stands over other columns of the register (反馈情况 over 反馈日期
    and 反馈人)."""
    fields = table.fields(KIND)
    return sum(col == fields[field] for col in fields.values()) > 1


def _satisfied(known: Known, entry: Entry) -> Iterator[Found]:
    """What the customer said afterwards; nobody was asked where it is blank."""
    cell = entry.beside.get("satisfied")
    if cell is None:
        return
    if error := known.error_at(cell):
        known.say("error_value", cell, value=error)
        yield Found("satisfied", cell, None)
    elif cell.value is None or (is_skipped(cell.value) and key(cell.text) not in _UNDECIDED):
        return
    else:
        outcome = None if key(cell.text) in _UNDECIDED else _satisfaction(known, cell)
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
        asked = question_of(known.table.label_of(cell).text, values, numbers=True)
        if asked and 0 <= score <= asked.best:
            return passes(score >= cut_of(asked.best))
        return None
    outcome = read_mark(cell.value, known.legend)
    return outcome if outcome in (Outcome.PASS, Outcome.FAIL) else None


def _not_closed(known: Known, entry: Entry, start: Moment) -> Iterator[Found]:
    """A report or a complaint of which nothing is told yet: it is kept all the same, as open."""
    if start.day and known.standard.indicator == "adverse_events":
        yield Found("handled", entry.beside.get("closed") or entry.mark, None, missing=True)


def _result(known: Known, entry: Entry, step: Found, said: Mapping[str, object]) -> Result:
    """The result of one step, named as the standard's item, else as its column."""
    label = known.table.label_of(step.cell).text
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
