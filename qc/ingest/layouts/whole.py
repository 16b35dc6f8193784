"""A last row that sums up the rows above it without being called a sum: 全院, 总体."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qc.ingest.tables.table import Table
from qc.ingest.values.numbers import read_number
from qc.ingest.values.text import key
from qc.ingest.values.vocabulary import fields_of
from qc.words import Kind

_WHOLE = re.compile(
    r"(全|总|各|所有|整)(院|科|体|部|中心|门诊|机构|所|区|员|科室|部门|诊所|单位|病区)?(合计|总计|汇总|总数|情况)?"
    r"|院级|全部科室"
)
_ENOUGH = 2  # rows above it


def whole_row(table: Table, kind: Kind) -> int | None:
    """The last row of a table of counts when its name is that of the whole house, and what it checked
    is no less than any row above it; None where the whole house is checked like a room."""
    rows = table.data_rows
    if kind is not Kind.COUNTS or len(rows) <= _ENOUGH:
        return None
    if not _WHOLE.fullmatch(key(table.row_label(rows[-1]))):
        return None
    columns = [col for col in table.columns if _is_checked(table, col)]
    return rows[-1] if columns and all(_is_most(table, rows, col) for col in columns) else None


def _is_checked(table: Table, col: int) -> bool:
    labels = table.labels[col]
    return bool(labels) and fields_of(labels[-1].text).get(Kind.COUNTS) in ("checked", "heads")


def _is_most(table: Table, rows: Sequence[int], col: int) -> bool:
    figures = [read_number(table.grid.cell(row, col).value).value or 0 for row in rows]
    return figures[-1] >= max(figures[:-1])
