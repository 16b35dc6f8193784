"""Marks that stand in a table but below no label or beside no item: they cannot be counted, and are
pointed at."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from operator import attrgetter

from qc.ingest.grid import Cell, Place, a1, place_of
from qc.ingest.layouts.asides import is_figure
from qc.ingest.layouts.rows import unnamed_columns
from qc.ingest.problems import problem
from qc.ingest.tables.said import is_note
from qc.ingest.tables.table import Table
from qc.ingest.values.legend import read_legend
from qc.ingest.values.marks import read_mark
from qc.ingest.values.text import clean, texts_in
from qc.ingest.values.vocabulary import fields_of, role_of
from qc.records import Problem, SheetReading
from qc.words import Kind, Outcome, Severity

_MARKED = (
    Kind.CHECKLIST,
    Kind.STOCK,
    Kind.WORKLOAD,
    Kind.MEASUREMENT,
)  # in others a verdict may stand beside
_NAMES = frozenset({"number", "group", "item", "date", "unit", "subject"})
_WORD = re.compile("[\u4e00-\u9fff]")
_ENOUGH = 5  # marks above a header: fewer may be a legend


def of_unplaced_marks(
    table: Table, readings: Sequence[SheetReading], said: Collection[Problem]
) -> Iterator[Problem]:
    """One problem for a table with marks that are in no result and no problem, at the first of them;
    and what is said of figures that were no items."""
    checks = [check for reading in readings for check in reading.checks]
    results = chain.from_iterable(check.results for check in checks)
    read = dict(map(attrgetter("cell", "raw"), results))
    used = read.keys() | {found.cell for found in said}
    above = [cell for row in table.strip for cell in _marks(table, row, table.columns)]
    marks = above if len(above) >= _ENOUGH else []
    if not _are_all_read(table, read.values()):
        marks += _in_body(table, readings[0].kind, used, said)
    if marks:
        first = min(marks, key=lambda cell: cell[:2])
        yield problem("marks_unplaced", table.grid.sheet, first, count=len(set(marks)))
    if readings[0].kind is Kind.CHECKLIST:
        yield from _figures(table, used)


def _are_all_read(table: Table, raws: Collection[str]) -> bool:
    """Whether as many marks were read as stand in the body, as in nearly every table."""
    rows = [table.grid.rows[row] for row in table.body]
    marks = set(filter(_is_mark, texts_in(rows)))
    written = sum(row.count(mark) for row in rows for mark in marks)
    return written == sum(map(marks.__contains__, raws))


def _in_body(
    table: Table, kind: Kind, used: Collection[str], said: Iterable[Problem]
) -> Iterator[Cell]:
    """The marks of the body that are not among those `used`, but those that wait for what was said."""
    faults = {place_of(found.cell) for found in said if found.severity is Severity.ERROR}
    heads = {place[1] for place in faults if place and place[0] <= table.bottom}
    yield from (cell for cell in _below(table, used) if cell.col not in heads)
    if kind in _MARKED and not _is_held_back(table, faults):
        rows = {place[0] for place in faults if place}
        cells = (*_beside(table, kind, used), *_among_names(table, used))
        yield from (cell for cell in cells if cell.row not in rows and cell.col not in heads)


def of_unread_marks(table: Table) -> Iterator[Problem]:
    """What is said of a table that gave neither a reading nor a problem: nothing when it is blank."""
    marks = [cell for row in table.body for cell in _marks(table, row, table.columns)]
    if marks:
        yield problem("marks_not_read", table.grid.sheet, marks[0], count=len(marks))


def _is_held_back(table: Table, faults: Collection[Place | None]) -> bool:
    """Whether the whole table waits for its date or unit, which strip or title say."""
    return any(place is None or place[0] < table.top for place in faults)


def _beside(table: Table, kind: Kind, used: Collection[str]) -> Iterator[Cell]:
    """Marks of the body in columns that could be checks, of a table that was read otherwise."""
    axis = table.axis(Kind.CHECKLIST)
    columns = [col for col in axis if kind not in fields_of(table.labels[col][-1].text)]
    for row in table.data_rows:
        yield from _marks(table, row, columns, used)


def _among_names(table: Table, used: Collection[str]) -> Iterator[Cell]:
    """Signs where names and items stand, or below a mere heading: a label is merged or written at the
    wrong place."""
    axis = table.axis(Kind.CHECKLIST)
    columns = [col for col in table.columns if table.roles.get(col) in _NAMES]
    columns += [col for col in table.columns if col not in table.roles and col not in axis]
    for row in table.data_rows:
        cells = _marks(table, row, columns, used)
        yield from (cell for cell in cells if not _WORD.search(str(cell.value)))


def _below(table: Table, used: Collection[str]) -> Iterator[Cell]:
    """Marks of the body in columns without a label, and in rows without an item in those columns
    that are of marks themselves."""
    unnamed = unnamed_columns(table)
    for row in table.data_rows if unnamed else ():
        yield from _marks(table, row, unnamed, used)
    named = [col for col in table.columns if col not in table.roles]
    for row in table.other_rows:
        label = table.row_label(row)
        if not (role_of(label) or is_note(label)):
            yield from _marks(table, row, [*named, *_mark_columns(table)], used)


def _mark_columns(table: Table) -> Collection[int]:
    return [col for col, role in table.roles.items() if role == "mark"]


def _marks(
    table: Table, row: int, columns: Iterable[int], used: Collection[str] = ()
) -> Iterator[Cell]:
    """The cells of a row that hold a mark and are not among those `used`, by A1 name."""
    values = table.grid.rows[row]
    for col in columns:
        value = values[col]
        if isinstance(value, str) and _is_mark(value) and a1(row, col) not in used:
            yield Cell(row, col, value)


def _figures(table: Table, used: Collection[str]) -> Iterator[Problem]:
    """Lines of a checklist that hold figures and were not taken for items (累计脉冲数), each at its
    label."""
    columns, rows = table.axis(Kind.CHECKLIST), table.data_rows
    if _mark_columns(table):
        return  # a check a row: what stands beside its mark is no line
    if table.item_column is None:
        lines = [(table.labels[col][-1], [(row, col) for row in rows]) for col in columns]
    else:
        lines = [(table.item_cell(row), [(row, col) for col in columns]) for row in rows]
    for label, places in lines:
        if any(a1(*place) in used for place in places):
            continue
        values = [value for place in places if (value := table.grid.own(*place).value) is not None]
        if values and all(map(is_figure, values)):
            yield problem("figures_beside", table.grid.sheet, label)


@lru_cache(maxsize=16_384)
def _is_mark(text: str) -> bool:
    """Whether a text is a mark wherever it stands (√, 不合格); a letter or figure may be anything. A
    legend (√合格 ×不合格) is none."""
    if clean(text).isascii() or read_mark(text, {}) not in (Outcome.PASS, Outcome.FAIL):
        return False
    return not {Outcome.PASS, Outcome.FAIL} <= set(read_legend([text]).values())
