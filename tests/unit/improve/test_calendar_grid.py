"""The calendar as a table: which column an appointment stands in, and what is counted of a period."""

from __future__ import annotations

import datetime as dt
import itertools

from qc.analysis.periods import Period
from qc.improve.calendar.grid import columns_of, rows_of, tally_of
from qc.improve.calendar.reading import calendar
from qc.improve.calendar.states import DueState
from qc.workspace import Workspace
from tests.attention import save, spot

WEEK, MONTH = Period(dt.date(2026, 10, 26), "week"), Period(dt.date(2026, 10, 1))


def spots(workspace: Workspace, *days: str) -> Workspace:
    save(workspace, "抽查.xlsx", *(spot(day) for day in days))
    return workspace


def test_columns_cover_a_period_without_gap_or_overlap() -> None:
    """A day that stood in no column would hide what was missed on it."""
    for period in (
        WEEK,
        MONTH,
        Period(dt.date(2026, 10, 1), "quarter"),
        Period(dt.date(2026, 1, 1), "year"),
    ):
        columns = columns_of(period)
        assert (columns[0].start, columns[-1].end) == (period.start, period.end)
        for one, other in itertools.pairwise(columns):
            assert other.start - one.end == dt.timedelta(days=1)


def test_a_month_is_cut_into_its_weeks() -> None:
    assert [f"{c.start:%d}-{c.end:%d}" for c in columns_of(MONTH)] == [
        "01-04",
        "05-11",
        "12-18",
        "19-25",
        "26-31",
    ]


def test_every_appointment_that_ends_stands_in_one_cell(workspace: Workspace) -> None:
    """One that stood nowhere would be missed and never shown."""
    found = calendar(spots(workspace, "2026-10-06", "2026-10-13", "2026-10-14"), MONTH)
    rows = rows_of(found.dues, MONTH, columns_of(MONTH))
    shown = [due.id for row in rows for cell in row.cells if cell for due in cell.dues]
    ended = [due.id for due in found.dues if due.span.end <= MONTH.end]
    assert sorted(shown) == sorted(ended) and len(shown) == len(set(shown))


def test_a_cell_says_the_worst_of_what_it_holds(workspace: Workspace) -> None:
    """One of two done in a week would look like a week kept."""
    found = calendar(spots(workspace, "2026-10-13"), MONTH)
    (row,) = rows_of(found.dues, MONTH, columns_of(MONTH))
    cell = row.cells[2]
    assert cell and (cell.state, cell.done, cell.times) == (DueState.MISSED, 1, 2)


def test_the_tally_adds_up(workspace: Workspace) -> None:
    found = calendar(spots(workspace, "2026-10-13", "2026-10-20", "2026-10-21"), MONTH)
    tally = tally_of(found.dues, MONTH)
    parts = (tally.in_time, tally.late, tally.open, tally.overdue, tally.excused, tally.missed)
    assert tally.owed == sum(parts) == 4
    assert (tally.done, tally.missed) == (3, 1)
