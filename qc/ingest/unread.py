"""Which tables and sheets are not read, and what is said of them: nothing is left out in silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from qc.ingest.grid import Grid
from qc.ingest.problems import problem
from qc.ingest.tables.case_rows import nothing_happened
from qc.ingest.tables.context import Context
from qc.ingest.tables.table import Table
from qc.ingest.values.legend import read_legend
from qc.ingest.values.marks import read_mark
from qc.ingest.values.text import key
from qc.ingest.values.vocabulary import role_of, vocabulary
from qc.records import Problem
from qc.words import Kind, Outcome

_SLIPS = 10  # one number in so many may be a slip among 1 and 0
_MARKS_ENOUGH = 5  # fewer may stand in any sheet of names and numbers
OWN_BOOK = "clinic-qc:feedback-book"
"""Stands on every sheet of a feedback book that this program wrote."""
_HEAD = 10  # rows in which it is looked for
_CHECKED = "检查表"
_FILLED = frozenset({"mark", "remark", "inspector"})  # columns that nobody prints ahead


def refusal(table: Table, context: Context) -> str | None:
    """The code of why a table is left out, before its marks are looked at; None to go on. A plan
    whose legend says what was done and what was not (●已保养 ○未保养) is also the record of it, and a
    form by which a plan is checked (培训计划落实检查表) is none."""
    title = context.titles[0]
    planned = any(word in title for word in vocabulary().planned) and _CHECKED not in title
    if planned and table.data_rows and not _says_what_was_done(table):
        return "table_not_understood"
    if table.has_fields(Kind.REGISTER) and nothing_happened(table):
        return "no_cases"
    return None


def _says_what_was_done(table: Table) -> bool:
    said = set(read_legend(cell.written for cell in table.texts).values())
    done = table.fields(Kind.MAINTENANCE).keys() >= {"planned", "done"}
    return done or {Outcome.PASS, Outcome.FAIL} <= said


def numbers_are_amounts(table: Table, context: Context) -> bool:
    """Whether 1 and 0 cannot be taken for pass and fail: the table speaks of rates, points or
    numbers of things, or holds other numbers too."""
    if table.column("points") is not None:
        return True
    axis = table.axis(Kind.CHECKLIST)
    labels = chain.from_iterable(table.label_texts[col] for col in axis)
    texts = "\n".join([context.titles[0], *labels])
    if any(word in texts for word in vocabulary().amounts):
        return True
    if not any(isinstance(value, float) for value in table.values(axis)):  # most: only signs
        return False
    lines = [table.grid.rows[row] for row in table.data_rows]
    values = [value for line in lines for col in axis if isinstance(value := line[col], float)]
    return sum(value not in (0, 1) for value in values) * _SLIPS > len(values)


def is_empty_form(table: Table) -> bool:
    """Whether nobody has filled in a table that gave no reading and no problem: no verdict, remark
    or signature in its rows, no figure in the others but sums."""
    columns = [col for col, role in table.roles.items() if role in _FILLED]
    said = (table.grid.own(row, col).value for row in table.data_rows for col in columns)
    rows = [row for row in table.other_rows if role_of(table.row_label(row)) is None]
    plain = [col for col in table.columns if col not in table.roles]
    figures = (table.grid.own(row, col).value for row in rows for col in plain)
    return all(value is None for value in said) and all(
        value is None or isinstance(value, str) for value in figures
    )


def is_own_book(grid: Grid) -> bool:
    """Whether a sheet is of a feedback book that this program wrote: what stands in it failed in checks
    that came in long ago, and would be counted once more."""
    cells = (cell for row in range(min(_HEAD, grid.height)) for cell in grid.row_cells(row))
    return any(isinstance(cell.value, str) and OWN_BOOK in cell.value for cell in cells)


def explains(grid: Grid) -> bool:
    """Whether a sheet holds instructions, by its name."""
    return key(grid.sheet) in vocabulary().instruction_sheets


def texts_of(grid: Grid) -> Iterator[str]:
    """Every text of a sheet."""
    return (
        cell.value
        for row in range(grid.height)
        for cell in grid.row_cells(row)
        if isinstance(cell.value, str)
    )


def is_read(grid: Grid, *, sums: bool = False) -> bool:
    """Whether a sheet is looked at for tables: not those that are hidden or explain, nor, unless
    asked for, those that sum up."""
    name = key(grid.sheet)
    summary = not sums and _sums_up(name)
    return not (grid.hidden or summary or explains(grid))


def is_read_among(grid: Grid, grids: Sequence[Grid]) -> bool:
    """Whether a sheet is looked at for tables among those of its workbook: one that sums up when there
    is no other, 按题统计 also beside 按科室, for both only say how the same forms were counted."""
    others = [other for other in grids if is_read(other)]
    return is_read(grid, sums=all(_by(grid) and _by(other) for other in others))


def _by(grid: Grid) -> bool:
    return key(grid.sheet).startswith("按")


def _sums_up(name: str) -> bool:
    words = vocabulary().summaries
    return name.startswith(words) or name.endswith(words)


def of_unread_sheet(grid: Grid) -> Iterable[Problem]:
    """What is said of a sheet that gave no table; nothing of an empty one or of instructions."""
    cells = [cell for row in range(grid.height) for cell in grid.row_cells(row)]
    if not cells or explains(grid):
        return
    if grid.hidden:
        yield problem("hidden_sheet", grid.sheet, None, value=grid.sheet)
        return
    marks = [
        cell
        for cell in cells
        if isinstance(cell.value, str) and read_mark(cell.value, {}) in (Outcome.PASS, Outcome.FAIL)
    ]
    if is_read(grid) and len(marks) >= _MARKS_ENOUGH:
        yield problem("marks_not_read", grid.sheet, marks[0], count=len(marks))
    else:
        yield problem("sheet_not_read", grid.sheet, None, value=grid.sheet)
