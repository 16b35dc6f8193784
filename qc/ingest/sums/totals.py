"""Totals and rates that a sheet states of itself, compared with its own figures.

A false alarm is as bad as a miss: where a figure among the rows is held back, or a total may be about
one block or about all, any of the sums that a careful reader could mean is taken as right.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from qc.ingest.grid import Cell, a1
from qc.ingest.kinds.amounts import read_amount
from qc.ingest.known import Known
from qc.ingest.layouts.checks_down import item_columns
from qc.ingest.layouts.groups import Group, groups
from qc.ingest.sums.group_totals import compare_groups
from qc.ingest.sums.left import compare_left
from qc.ingest.sums.line_totals import compare_fractions, compare_marks, compare_points
from qc.ingest.sums.satisfied import compare_satisfied
from qc.ingest.sums.stated import (
    Tally,
    accepted_at,
    compare_share,
    compare_sum,
    tally_columns,
    tally_rows,
)
from qc.ingest.tables.table import Table
from qc.ingest.values.numbers import read_number
from qc.ingest.values.vocabulary import fields_of, role_of
from qc.records import Result
from qc.words import Kind

_SUMMED = frozenset({Kind.COUNTS, Kind.WORKLOAD, Kind.POINTS, Kind.STOCK, Kind.SURVEY})
_NO_SUM = re.compile(
    r"率|平均|均|比|名次|排名|等级|价|效期|有效|批号|日期|时间|年龄|电话|号$|温度|浓度|满意度|评分|指数"
)
_NAMING = frozenset(
    {"number", "group", "item", "mark", "date", "unit", "subject", "inspector", "round", "about"}
)

_ZERO = Decimal(0)

Rows = Sequence[int]


def compare_totals(known: Known, kind: Kind, results: Sequence[Result]) -> None:
    """Say which stated totals and rates of a table disagree with its own figures."""
    _say_errors(known)
    if kind is Kind.CHECKLIST:
        compare_marks(known, results)
    if kind not in _SUMMED:
        return
    good = accepted_at(results)
    if kind is Kind.POINTS and not _are_records(known, kind):
        compare_points(known, good)
        return
    side_by_side = groups(known.table, kind)
    rows = _good_by_column(known.table, kind, good, side_by_side)
    _compare_columns(known, kind, rows, side_by_side)
    if kind is Kind.POINTS:
        compare_left(known, side_by_side, good)
    if kind in (Kind.WORKLOAD, Kind.SURVEY):
        _compare_rows(known, good)
    if kind is Kind.COUNTS:
        _compare_rates(known, rows, side_by_side)
        compare_groups(known, side_by_side, good)
        compare_fractions(known, results)
    if kind is Kind.SURVEY:
        compare_satisfied(known, results)


def _say_errors(known: Known) -> None:
    """Point at the errors (#DIV/0!) in sums and rates; those in other cells have been said."""
    table = known.table
    tallies = {col for col, role in table.roles.items() if role == "tally"}
    sums = {row for row in table.other_rows if role_of(table.row_label(row)) == "tally"}
    for (row, col), error in table.grid.errors.items():
        if row in table.body and col in table.columns and (col in tallies or row in sums):
            known.say("error_beside", Cell(row, col, None), value=error)


def _are_records(known: Known, kind: Kind) -> bool:
    columns = set(known.table.fields(kind).values())
    if kind is Kind.POINTS and known.table.item_column is None:
        columns -= set(item_columns(known.table))
    return any(entry.mark.col in columns for entry in known.entries)


def _good_by_column(
    table: Table, kind: Kind, good: frozenset[str], side_by_side: Sequence[Group]
) -> Mapping[int, frozenset[int]]:
    """The rows that count for each column: of groups side by side, those in which the group does;
    where every figure is a result of its own (workload), those in which it is accepted."""
    if kind is Kind.WORKLOAD:
        return {col: _good_rows(table, good, (col,)) for col in table.columns}
    found = dict.fromkeys(table.columns, _good_rows(table, good, table.columns))
    for group in side_by_side:
        columns = tuple(group.fields.values())
        found.update(dict.fromkeys(columns, _good_rows(table, good, columns)))
    return found


def _good_rows(table: Table, good: frozenset[str], columns: Sequence[int]) -> frozenset[int]:
    return frozenset(row for row in table.data_rows if any(a1(row, col) in good for col in columns))


def _compare_columns(
    known: Known, kind: Kind, good: Mapping[int, frozenset[int]], side_by_side: Sequence[Group]
) -> None:
    """Each sum in a row of totals, against the numbers of its column."""
    table = known.table
    for tally in tally_rows(table):
        if not tally.is_sum:
            continue
        for col in table.columns:
            cell = table.grid.own(tally.at, col)
            if cell.value is not None and _is_summed(table, kind, col):
                fields = _fields_at(table, kind, side_by_side, col)
                sums = [*_sums(table, kind, tally, col, good[col], fields)]
                compare_sum(known, cell, [*sums, *_of_row(table, kind, tally, col)])


def _fields_at(
    table: Table, kind: Kind, side_by_side: Sequence[Group], col: int
) -> Mapping[str, int]:
    """The columns that a column belongs with: those of its group, if there are groups."""
    groups_of = (group.fields for group in side_by_side if col in group.fields.values())
    return next(groups_of, table.fields(kind))


def _of_row(table: Table, kind: Kind, tally: Tally, col: int) -> Iterator[Decimal]:
    """Where a row and a column of totals meet, the row's other totals are about the same."""
    if any(column.at == col and column.is_sum for column in tally_columns(table)):
        others = [c for c in table.columns if c < col and table.roles.get(c) not in _NAMING]
        yield sum(
            (_number(kind, table.grid.own(tally.at, c).value) or _ZERO for c in others), _ZERO
        )


def _is_summed(table: Table, kind: Kind, col: int) -> bool:
    """Whether a column holds numbers that add up."""
    labels = table.labels[col]
    if not labels or _is_naming(table, kind, col) or _NO_SUM.search(labels[-1].text):
        return False
    values = [v for row in table.data_rows if (v := table.grid.cell(row, col).value) is not None]
    numbers = sum(_number(kind, value) is not None for value in values)
    return numbers > 0 and numbers * 2 >= len(values)


def _is_naming(table: Table, kind: Kind, col: int) -> bool:
    """Whether a column says whose or what: not one of figures below a label that does (岗位)."""
    role = table.roles.get(col)
    figures = role == "about" and kind in fields_of(table.labels[col][-1].text)
    return role in _NAMING and not figures


def _sums(
    table: Table, kind: Kind, tally: Tally, col: int, good: frozenset[int],
    fields: Mapping[str, int],
) -> Iterator[Decimal]:  # fmt: skip
    """What a total may be: of all rows, of its block, of those that count, of the sub-totals."""
    every = [row for row in table.data_rows if row != tally.at]
    block = [row for row in every if tally.start <= row < tally.at]
    for rows in (every, block, [row for row in every if row < tally.at]):
        if rows:
            yield _sum(table, kind, rows, col)
            yield _sum(table, kind, [row for row in rows if row in good], col)
    parts = [t.at for t in tally_rows(table) if t.is_sum and t.at < tally.at]
    if parts:
        yield _sum(table, kind, parts, col)
    if kind is Kind.POINTS and (left := _points_left(table, every, col, fields)) is not None:
        yield left


def _points_left(table: Table, rows: Rows, col: int, fields: Mapping[str, int]) -> Decimal | None:
    """Under 得分 what the deductions leave of the full marks."""
    if fields.get("scored") != col or not {"points", "deducted"} <= fields.keys():
        return None
    full, taken = (_sum(table, Kind.POINTS, rows, fields[f]) for f in ("points", "deducted"))
    return full - taken


def _sum(table: Table, kind: Kind, rows: Rows, col: int) -> Decimal:
    """The readable numbers of a column, a merged one once."""
    cells = dict.fromkeys(table.grid.cell(row, col) for row in rows)
    return sum((_number(kind, cell.value) or Decimal(0) for cell in cells), Decimal(0))


def _number(kind: Kind, value: object) -> Decimal | None:
    if value is None:
        return None
    return read_amount(value).value if kind is Kind.POINTS else read_number(value).value


def _compare_rows(known: Known, good: frozenset[str]) -> None:
    """Each sum in a column of totals, against the numbers of its row."""
    tallies = [tally for tally in tally_columns(known.table) if tally.is_sum]
    lines: dict[int, list[Cell]] = defaultdict(list)
    for entry in known.entries if tallies else ():
        answers = [cell for name, cell in entry.beside.items() if name.startswith("answer ")]
        lines[entry.mark.row] += answers or [entry.mark]
    for tally in tallies:
        for row, marks in lines.items():
            cell = known.table.grid.own(row, tally.at)
            if len(marks) > 1 and cell.value is not None:
                compare_sum(known, cell, _row_sums(marks, tally, good))


def _row_sums(marks: Sequence[Cell], tally: Tally, good: frozenset[str]) -> Iterator[Decimal]:
    block = [mark for mark in marks if tally.start <= mark.col < tally.at]
    for part in (marks, block, [mark for mark in marks if mark.col < tally.at]):
        if part:
            yield _sum_of(part)
            yield _sum_of([mark for mark in part if mark.ref in good])


def _sum_of(cells: Sequence[Cell]) -> Decimal:
    return sum((read_number(cell.value).value or Decimal(0) for cell in cells), Decimal(0))


def _compare_rates(
    known: Known, good: Mapping[int, frozenset[int]], side_by_side: Sequence[Group]
) -> None:
    """Each rate in a row of totals, against the totals beside it or against the rows."""
    table = known.table
    for tally in tally_rows(table):
        if tally.is_average:
            continue
        for col in table.columns:
            cell = table.grid.own(tally.at, col)
            pair = _counted_for(table, col, side_by_side) if cell.value is not None else None
            if pair:
                compare_share(known, cell, _shares(table, tally, col, pair, good[col]))


def _counted_for(table: Table, rate: int, side_by_side: Sequence[Group]) -> tuple[int, int] | None:
    """The columns of checked and passed that a column of rates belongs to: those of its step, else the
    nearest on its left."""
    for group in side_by_side:
        if group.step and group.fields.get("rate") == rate:
            return group.fields["checked"], group.fields["passed"]
    return _counted_left_of(table, rate)


def _counted_left_of(table: Table, rate: int) -> tuple[int, int] | None:
    """The columns of checked and passed that a column of rates belongs to: the nearest on its left."""
    if _counts_field(table, rate) != "rate":
        return None
    left = {_counts_field(table, col): col for col in table.columns if col < rate}
    if "checked" in left and "passed" in left:
        return left["checked"], left["passed"]
    return None


def _counts_field(table: Table, col: int) -> str | None:
    labels = table.labels[col]
    return fields_of(labels[-1].text).get(Kind.COUNTS) if labels else None


def _shares(
    table: Table, tally: Tally, rate: int, pair: tuple[int, int], good: frozenset[int]
) -> Iterator[tuple[Decimal, Decimal]]:
    """By the totals of the same row, by the rows, and the mean of the rows' rates."""
    checked, passed = pair
    stated = [read_number(table.grid.own(tally.at, col).value).value for col in (passed, checked)]
    if stated[0] is not None and stated[1] is not None:
        yield stated[0], stated[1]
    every = [row for row in table.data_rows if row != tally.at]
    block = [row for row in every if tally.start <= row < tally.at]
    for rows in (every, block):
        for part in (rows, [row for row in rows if row in good]):
            yield _sum(table, Kind.COUNTS, part, passed), _sum(table, Kind.COUNTS, part, checked)
        cells = [table.grid.cell(row, rate) for row in rows]
        rates = [s for cell in cells if (s := read_number(cell.value).share) is not None]
        yield sum(rates, Decimal(0)), Decimal(len(rates))
