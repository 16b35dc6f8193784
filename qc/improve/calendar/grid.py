"""The calendar as a table: a line a cadence, a column a day, week or month, what is owed in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qc.analysis.periods import Period
from qc.catalogue.model import Every
from qc.improve.calendar.dues import Due
from qc.improve.calendar.states import DueState

WORST = (
    DueState.MISSED, DueState.OVERDUE, DueState.DUE, DueState.EXCUSED, DueState.LATE, DueState.DONE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A day, week or month of the period that is shown, both ends included."""

    start: dt.date
    end: dt.date

    def __contains__(self, day: dt.date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True)
class Cell:
    """What is owed in a column: `state` is the worst of them, `done` of `times` were done."""

    dues: tuple[Due, ...]

    @property
    def state(self) -> DueState:
        return min((due.state for due in self.dues), key=WORST.index)

    @property
    def times(self) -> int:
        return sum(due.times for due in self.dues)

    @property
    def done(self) -> int:
        return sum(due.done for due in self.dues)


@dataclass(frozen=True)
class Row:
    """A cadence: a cell a column, None where nothing is owed; `later`: what runs on after the period."""

    code: str
    name: str
    every: Every
    irregular: bool
    cells: tuple[Cell | None, ...]
    later: Cell | None


@dataclass(frozen=True)
class Tally:
    """Times, over what is to be done by the end of the period: `owed` = `in_time` + `late` + `open`
    (still to be done) + `overdue` (may be made up for) + `excused` + `missed`."""

    owed: int
    in_time: int
    late: int
    open: int
    overdue: int
    excused: int
    missed: int

    @property
    def done(self) -> int:
        return self.in_time + self.late


def columns_of(period: Period) -> tuple[Column, ...]:
    """The days of a week, the weeks of a month (cut at its ends), the months of anything longer."""
    found, day = [], period.start
    while day <= period.end:
        last = min(_last_of_column(day, period), period.end)
        found.append(Column(day, last))
        day = last + dt.timedelta(days=1)
    return tuple(found)


def _last_of_column(day: dt.date, period: Period) -> dt.date:
    if period.kind == "week":
        return day
    return Period.of(day, "week" if period.kind == "month" else "month").end


def rows_of(dues: Iterable[Due], period: Period, columns: Sequence[Column]) -> list[Row]:
    """A line a cadence, the most frequent first; of equal ones in the order of the standards."""
    by_code: dict[str, list[Due]] = {}
    for due in dues:
        by_code.setdefault(due.code, []).append(due)
    rows = [_row(mine, period, columns) for mine in by_code.values()]
    return sorted(rows, key=lambda row: _LENGTHS.index(row.every))


_LENGTHS = (
    "day", "week", "two_weeks", "month", "two_months", "quarter", "half_year", "year",
)  # fmt: skip


def _row(mine: Sequence[Due], period: Period, columns: Sequence[Column]) -> Row:
    newest = mine[-1]
    here = [due for due in mine if due.span.end <= period.end]
    cells = [[due for due in here if _day_of(due, period) in column] for column in columns]
    later = [due for due in mine if due.span.end > period.end]
    return Row(
        newest.code, newest.name, newest.every, newest.irregular,
        tuple(_cell(each) for each in cells), _cell(later),
    )  # fmt: skip


def _day_of(due: Due, period: Period) -> dt.date:
    """The day by which it stands in the table: its last open day, as far as that lies in the period."""
    return max(due.due, period.start)


def _cell(dues: Sequence[Due]) -> Cell | None:
    return Cell(tuple(dues)) if dues else None


def tally_of(dues: Iterable[Due], period: Period) -> Tally:
    """How often it was owed and done, over what ends in the period."""
    ending = [due for due in dues if period.start <= due.span.end <= period.end]
    in_time = sum(min(due.times, len(due.in_time)) for due in ending)

    def lacking(state: DueState) -> int:
        return sum(due.times - due.done for due in ending if due.state is state)

    return Tally(
        owed=sum(due.times for due in ending),
        in_time=in_time,
        late=sum(due.done for due in ending) - in_time,
        open=lacking(DueState.DUE),
        overdue=lacking(DueState.OVERDUE),
        excused=lacking(DueState.EXCUSED),
        missed=lacking(DueState.MISSED),
    )
