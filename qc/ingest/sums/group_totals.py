"""The sum that a row of counts in groups states at its end (合计 | 依从率), against its groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from qc.ingest.grid import Cell, a1
from qc.ingest.known import Known
from qc.ingest.layouts.groups import Group
from qc.ingest.sums.stated import compare_share, compare_sum
from qc.ingest.tables.table import Table
from qc.ingest.values.numbers import read_number
from qc.ingest.values.vocabulary import fields_of
from qc.words import Kind

_SUMMED = ("checked", "passed", "failed")


def compare_groups(known: Known, side_by_side: Sequence[Group], good: frozenset[str]) -> None:
    """Point at sums and rates over groups that are not those of their row. Groups that are held back
    may be in a stated sum or not."""
    parts = [group for group in side_by_side if not group.is_total]
    for total in side_by_side:
        if not total.is_total or total is not side_by_side[-1]:  # others may be about some of them
            continue
        for row in known.table.data_rows:
            _compare_row(known, row, total, parts, good)


def _compare_row(
    known: Known, row: int, total: Group, parts: Sequence[Group], good: frozenset[str]
) -> None:
    table = known.table
    counted = [
        group for group in parts if any(a1(row, col) in good for col in group.fields.values())
    ]
    for field in _SUMMED:
        col = total.fields.get(field)
        if col is not None and table.grid.own(row, col).value is not None:
            sums = [_sum(table, row, some, field) for some in (parts, counted)]
            compare_sum(known, table.grid.own(row, col), sums)
    rate = _rate_of(table, total)
    if rate is not None and table.grid.own(row, rate).value is not None:
        shares = _shares(table, row, total.fields, (parts, counted))
        compare_share(known, table.grid.own(row, rate), shares)


def _rate_of(table: Table, total: Group) -> int | None:
    """The rate that belongs to the sum: its own, or the one that stands right behind it."""
    if "rate" in total.fields:
        return total.fields["rate"]
    behind = max(total.fields.values()) + 1
    said = table.labels.get(behind)
    return behind if said and fields_of(said[-1].text).get(Kind.COUNTS) == "rate" else None


def _shares(
    table: Table, row: int, total: Mapping[str, int], some: Sequence[Sequence[Group]]
) -> Iterator[tuple[Decimal, Decimal]]:
    if "passed" in total and "checked" in total:
        yield (
            _number(table.grid.own(row, total["passed"])),
            _number(table.grid.own(row, total["checked"])),
        )
    for parts in some:
        yield _sum(table, row, parts, "passed"), _sum(table, row, parts, "checked")


def _sum(table: Table, row: int, parts: Sequence[Group], field: str) -> Decimal:
    columns = dict.fromkeys(g.fields[field] for g in parts if field in g.fields)
    return sum((_number(table.grid.own(row, col)) for col in columns), Decimal(0))


def _number(cell: Cell) -> Decimal:
    return read_number(cell.value).value or Decimal(0)
