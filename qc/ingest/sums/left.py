"""What deductions leave of the full marks, where a row of totals states it below them: 得分 under 扣分."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from qc.ingest.grid import Cell, a1
from qc.ingest.kinds.amounts import read_amount
from qc.ingest.known import Known
from qc.ingest.layouts.groups import Group
from qc.ingest.sums.stated import Tally, compare_sum, tally_rows
from qc.ingest.tables.table import Table
from qc.ingest.values.numbers import read_number
from qc.words import Kind

_LEFT = re.compile(r"得分|实得|总分")
_TAKEN = re.compile(r"扣|减分")
_EITHER = re.compile(r"^总分")  # below deductions it may be their sum
_ZERO, _HUNDRED = Decimal(0), Decimal(100)


def compare_left(known: Known, side_by_side: Sequence[Group], good: frozenset[str]) -> None:
    """Point at a stated score that is not what the deductions above it leave. Nothing is said of a
    column with a deduction that cannot be read."""
    table = known.table
    for fields in [g.fields for g in side_by_side] or [table.fields(Kind.POINTS)]:
        if not {"points", "deducted"} <= fields.keys():
            continue
        for tally in tally_rows(table):
            cell = table.grid.own(tally.at, fields["deducted"])
            if cell.value is not None and _states_left(tally):
                compare_sum(known, cell, _left(table, tally, fields, good))


def _states_left(tally: Tally) -> bool:
    """Whether a row of totals says what is left, not what was deducted, no rate and no mean."""
    said = _LEFT.search(tally.label) and not _TAKEN.search(tally.label)
    return bool(said) and not (tally.is_rate or tally.is_average)


def _left(
    table: Table, tally: Tally, fields: Mapping[str, int], good: frozenset[str]
) -> Iterator[Decimal]:
    """What a stated score may be: of all rows or of its block, of those that count, of a hundred."""
    col = fields["deducted"]
    every = [row for row in table.data_rows if row < tally.at]
    block = [row for row in every if row >= tally.start]
    if not all(_is_clear(table.grid.cell(row, col)) for row in every):
        return
    for rows in (every, block):
        for part in (rows, [row for row in rows if a1(row, col) in good]):
            taken = _taken(table, part, col)
            yield from (full - taken for full in (*_fulls(table, rows, fields), _HUNDRED))
            if _EITHER.search(tally.label):
                yield taken
    for stated in _stated_deductions(table, tally, col):
        yield from (full - stated for full in (*_fulls(table, every, fields), _HUNDRED))


def _is_clear(cell: Cell) -> bool:
    amount = None if cell.value is None else read_amount(cell.value)
    return amount is None or amount.na or amount.value is not None


def _taken(table: Table, rows: Sequence[int], col: int) -> Decimal:
    cells = dict.fromkeys(table.grid.cell(row, col) for row in rows)
    written = (read_amount(cell.value).value for cell in cells if cell.value is not None)
    return sum((value or _ZERO for value in written), _ZERO)


def _fulls(table: Table, rows: Sequence[int], fields: Mapping[str, int]) -> Iterator[Decimal]:
    """The full marks of all these rows, and of those that apply."""
    lines = [(table.grid.cell(row, fields["points"]), row) for row in rows]
    applies = [cell for cell, row in lines if not _is_na(table.grid.cell(row, fields["deducted"]))]
    for cells in ([cell for cell, _ in lines], applies):
        yield sum((read_number(cell.value).value or _ZERO for cell in cells), _ZERO)


def _is_na(cell: Cell) -> bool:
    return cell.value is not None and read_amount(cell.value).na


def _stated_deductions(table: Table, tally: Tally, col: int) -> Iterator[Decimal]:
    """The sums of deductions stated above: a wrong one is pointed at once, not again in the score."""
    for other in tally_rows(table):
        value = read_number(table.grid.own(other.at, col).value).value
        if other.at < tally.at and value is not None and not _states_left(other):
            yield abs(value)
