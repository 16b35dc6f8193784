"""Kind stock: a drug or item is in order when its par level is there, in date and ready."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import NamedTuple

from qc.ingest.grid import Cell
from qc.ingest.kinds.lines import Line, expiry_of, line_reader, say_if_passed
from qc.ingest.kinds.seals import (
    is_seal,
    of_seal,
    read_seals,
    seal_column,
    sealed_columns,
    ticks_more,
)
from qc.ingest.known import Known
from qc.ingest.layouts.entry import Entry
from qc.ingest.layouts.rounds import ROUND
from qc.ingest.results import blank_result, detail, held_back, judged, missed, passes
from qc.ingest.tables.context import Context
from qc.ingest.tables.table import Table
from qc.ingest.values.legend import Legend
from qc.ingest.values.marks import read_mark
from qc.ingest.values.numbers import read_number
from qc.ingest.values.text import key
from qc.records import Result
from qc.words import Kind, Outcome

KIND = Kind.STOCK

_NONE_THERE = frozenset(map(key, ("缺", "无", "没有", "缺失", "用完", "空", "缺货")))


class Count(NamedTuple):
    """What a count's cell says: a number of things, or a mark in its place."""

    number: int | None
    mark: Outcome | None


def may_be(table: Table, context: Context) -> bool:  # noqa: ARG001
    """Whether the table has a column of par levels or expiry dates, or of a cart's seals."""
    return bool(seal_column(table) or {"par", "expiry"} & table.fields(KIND).keys())


def is_log_of_seals(table: Table) -> bool:
    """Whether the table tells day by day whether a cart was sealed."""
    return seal_column(table) is not None


def fits(table: Table, context: Context, entries: Sequence[Entry], legend: Legend) -> bool:  # noqa: ARG001
    """Whether counts or marks stand beside par levels or expiry dates, or a cart's seals and nothing
    else: a log that ticks more than the seal is a checklist."""
    if seal_column(table):
        return not ticks_more(table, legend)
    fields = table.fields(KIND)
    if "par" not in fields and "expiry" not in fields:
        return False
    cells = [_count_cell(table, entry) for entry in entries if not is_seal(entry.item)]
    written = [cell.value for cell in cells if cell and cell.value is not None]
    readable = sum(_read_count(value, legend) is not None for value in written)
    return readable * 2 > len(written)  # a list that nobody filled in yet is none


def read(known: Known) -> Callable[[Entry, dt.date | None], Sequence[Result]]:
    """One result a line, at its count: passed when enough is there and in date. A mark (√) in the
    place of a count decides itself."""
    if field := seal_column(known.table):
        return read_seals(known, field)
    sealed = sealed_columns(known)
    line_of = line_reader(known)

    def results(entry: Entry, day: dt.date | None) -> Sequence[Result]:
        cell = _count_cell(known.table, entry)
        if cell is None:
            return ()
        result = blank_result(entry, known.standard, cell)
        if is_seal(entry.item):
            return of_seal(known, result, cell)
        if _is_blank(known, cell):
            return () if cell.col in sealed else _blank(known, entry, result, cell)
        if error := known.error_at(cell):
            known.say("error_value", cell, value=error)
            return (held_back(result, error),)
        count = _read_count(cell.value, known.legend)
        if count is None:
            known.say(_fault_of(known, entry, cell), cell)
            return (held_back(result),)
        return _judged(known, entry, result, cell, count, line_of(entry, day or known.today))

    return results


def _judged(
    known: Known, entry: Entry, result: Result, cell: Cell, count: Count, line: Line
) -> Sequence[Result]:
    """The line by its count and expiry; what the clinic has to do is said at the cells."""
    note = read_number(cell.value).note
    if note and count.number is not None:
        known.say(note, cell, number=count.number)
    if count.mark is not None:
        return (_by_mark(known, entry, result, cell, count.mark, line),)
    expiry = expiry_of(known, entry, line)
    if expiry is None:
        return (held_back(result),)
    there = line.others + (count.number or 0)
    enough = there >= line.par if line.par is not None else there > 0
    if not enough:
        known.say("short_of_base", cell, par=1 if line.par is None else line.par)
    in_date = expiry != "expired"
    if not in_date and line.expiry:
        say_if_passed(known, entry, str(line.expiry.last))
    said = _detail(entry, line, expiry, count.number)
    return (judged(result, passes(enough and in_date and not line.broken), detail=said),)


def _by_mark(
    known: Known, entry: Entry, result: Result, cell: Cell, mark: Outcome, line: Line
) -> Result:
    """A mark keeps its own outcome; one that contradicts the expiry date is pointed at."""
    status = expiry_of(known, entry, line, mark, cell) or ""
    return judged(result, mark, detail=_detail(entry, line, status, None))


def _detail(entry: Entry, line: Line, status: str, actual: int | None) -> dict[str, object] | None:
    last = line.expiry.last if line.expiry else None
    said = detail(
        par=line.par,
        actual=actual,
        expiry=last.isoformat() if last else None,
        expiry_status=status if last else None,
        **{
            field: cell.written
            for field in ("spec", "batch", "state")
            if (cell := entry.cell(field))
        },
    )
    return dict(said) or None


def _blank(known: Known, entry: Entry, result: Result, cell: Cell) -> Sequence[Result]:
    """A count that is missing beside others is held back; a mark that is missing is a missed item."""
    if _is_record(known.table, entry):
        known.say("missing_number", cell)
        return (held_back(result),)
    known.say("missing_mark", cell)
    return (missed(result),)


def _read_count(value: object, legend: Legend) -> Count | None:
    """A whole number or a mark; None for anything else."""
    number = read_number(value)
    if number.whole is not None:
        return Count(number.whole, None)
    if isinstance(value, str) and key(value) in _NONE_THERE:
        return Count(0, None)
    mark = read_mark(value, legend)
    return Count(None, mark) if mark else None


def _fault_of(known: Known, entry: Entry, cell: Cell) -> str:
    """What is wrong with a count that cannot be one."""
    number = read_number(cell.value).value
    if number is not None and number < 0:
        return "negative_number"
    return "text_in_number" if _is_record(known.table, entry) else "unknown_mark"


def _count_cell(table: Table, entry: Entry) -> Cell | None:
    """Where the count stands: in its own column, or in an axis of days; None in no such place."""
    return entry.beside.get("actual") if _is_record(table, entry) else entry.mark


def _is_record(table: Table, entry: Entry) -> bool:
    return entry.says != ROUND and entry.mark.col in table.fields(KIND).values()


def _is_blank(known: Known, cell: Cell) -> bool:
    return cell.value is None and known.error_at(cell) is None
