"""What stands beside the count of a stock line: its par level, its expiry, its state."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import NamedTuple

from qc.ingest.grid import Cell
from qc.ingest.known import Known
from qc.ingest.layouts.entry import Entry
from qc.ingest.values.expiry import Expiry, Status, is_lost_label, of_whole_month, read_expiry
from qc.ingest.values.marks import read_mark
from qc.ingest.values.numbers import read_number
from qc.ingest.values.text import key
from qc.words import Kind, Outcome

_MOST = 0.5  # of the lines have an expiry date: then a blank one is missing
_BROKEN = frozenset(
    map(
        key,
        (
            "故障", "损坏", "坏", "破损", "失灵", "不能使用", "待修", "维修", "维修中", "不完好", "变质",
            "浑浊", "变色", "异常", "不合格", "×", "漏气", "缺电", "不正常",
        ),
    )
)  # fmt: skip


class Line(NamedTuple):
    """`par` is None where none is written; `others` is what further batches of the same drug hold
    towards one par level; `expiry` None without a column for it; `day` that of the count."""

    par: int | None
    others: int
    expiry: Expiry | None
    broken: bool
    day: dt.date


def line_reader(known: Known) -> Callable[[Entry, dt.date], Line]:
    """A function that reads the line of an entry, as of a day."""
    shared = _shared_pars(known)
    whole_months = _whole_months(known)
    lost = _is_lost(known)

    def line(entry: Entry, day: dt.date) -> Line:
        state = entry.cell("state")
        par, others = shared.get(_place(entry)) or (_number(entry.cell("par")), 0)
        return Line(
            par,
            others,
            _expiry(known, entry, whole_months=whole_months, lost=lost, day=day),
            state is not None and key(state.text) in _BROKEN,
            day,
        )

    return line


def expiry_of(
    known: Known, entry: Entry, line: Line, mark: Outcome | None = None, at: Cell | None = None
) -> Status | None:
    """Where a line's expiry stands, said at its cell; None holds the line back. A line that is
    judged by its `mark` counts by that, and is pointed `at` where it passes an expired drug."""
    cell, expiry = entry.beside.get("expiry"), line.expiry
    if cell is None or expiry is None:
        return "in_date"
    if expiry.fault == "missing":
        if _most_have_expiry(known):
            known.say("missing_expiry", cell)
        return "in_date"
    if expiry.fault:
        known.say("unclear_expiry" if mark else "unreadable_expiry", cell)
        return "in_date" if mark else None
    status = expiry.status(line.day, known.standard.rule.near_days)
    _say_status(known, cell, line, status, at if mark is Outcome.PASS else None)
    return status


def say_if_passed(known: Known, entry: Entry, last: str) -> None:
    """Point at the row's verdict (检查结果) where it passes what expired on its `last` day."""
    column = known.table.column("mark")
    verdict = None if column is None else known.table.grid.cell(entry.mark.row, column)
    if verdict and read_mark(verdict.value, known.legend) is Outcome.PASS:
        known.say("expired_but_ticked", verdict, last=last)


def _say_status(known: Known, cell: Cell, line: Line, status: Status, ticked: Cell | None) -> None:
    last = line.expiry.last if line.expiry else None
    if status == "expired" and ticked:
        known.say("expired_but_ticked", ticked, last=str(last))
    elif status == "expired":
        known.say("expired_drug", cell, last=str(last), day=str(line.day))
    elif status == "near":
        known.say("near_expiry", cell, last=str(last), days=known.standard.rule.near_days)


def _expiry(
    known: Known, entry: Entry, *, whole_months: bool, lost: bool, day: dt.date
) -> Expiry | None:
    cell = entry.beside.get("expiry")
    if cell is None:
        return None
    if known.error_at(cell):
        return Expiry(None, "unreadable")
    read = read_expiry(cell.value, lost=lost)
    if read.several:
        known.say("several_expiries", cell, last=str(read.last))
    if read.doubtful:
        known.say("number_as_expiry", cell, last=str(read.last))
    if whole_months and not lost and read.first_of_month:
        month = of_whole_month(read)
        if read.last and month.last and read.last < day <= month.last:
            known.say("month_expiry", cell, last=str(month.last))
        return month
    return read


def _is_lost(known: Known) -> bool:
    col = known.table.fields(Kind.STOCK).get("expiry")
    return col is not None and is_lost_label(known.table.labels[col][-1].text)


def _whole_months(known: Known) -> bool:
    """Whether the true dates of the column are all firsts of months: a cell shown as yyyy-mm holds
    no other. One alone does not tell."""
    cells = {cell for entry in known.entries if (cell := entry.cell("expiry"))}
    dates = [cell.value for cell in cells if isinstance(cell.value, dt.date)]
    return len(dates) > 1 and all(date.day == 1 for date in dates)


def _most_have_expiry(known: Known) -> bool:
    cells = [entry.cell("expiry") for entry in known.entries]
    return sum(cell is not None for cell in cells) >= len(cells) * _MOST


def _number(cell: Cell | None) -> int | None:
    """The whole number of a par level; a word (适量) sets none."""
    return read_number(cell.value).whole if cell else None


Place = tuple[int, int]


def _place(entry: Entry) -> Place:
    return entry.mark.row, entry.mark.col


def _shared_pars(known: Known) -> Mapping[Place, tuple[int, int]]:
    """Lines of one drug that share one par level (merged, or written at its first batch only): the
    par level, and what the other lines hold towards it."""
    batches: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for entry in known.entries:
        if "actual" in entry.beside and entry.item.text:
            spec = entry.cell("spec")
            date, unit, *_ = entry.whose
            where = unit and unit.text, entry.place
            batches[entry.item.text, spec and spec.text, date, *where].append(entry)
    shared: dict[Place, tuple[int, int]] = {}
    for lines in batches.values():
        pars = {cell for line in lines if (cell := line.cell("par"))}
        par = _number(next(iter(pars), None))
        if len(lines) < 2 or len(pars) != 1 or par is None:
            continue
        counts = [read_number(line.beside["actual"].value).whole or 0 for line in lines]
        for line, count in zip(lines, counts, strict=True):
            shared[_place(line)] = (par, sum(counts) - count)
    return shared
