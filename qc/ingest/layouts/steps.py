"""What was due, what of it was done, and what of this was done right (时机数 | 执行次数 | 正确次数): two
counts from three columns, each with the rate that the sheet states of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from qc.ingest.grid import Cell
from qc.ingest.tables.table import Table
from qc.ingest.values.numbers import read_number
from qc.ingest.values.text import key
from qc.ingest.values.vocabulary import fields_of
from qc.words import Kind

_DONE = re.compile("执行|依从|洗手|手卫生|做|完成|落实|实施|实到|参加|参训|参演|到场")
_RIGHT = re.compile("正确|规范|合格|达标|符合")
_NEAR = Decimal("0.0055")  # a stated rate may be rounded to whole percent


class Step(NamedTuple):
    """The label that names what was counted, and the columns by field."""

    caption: Cell
    fields: Mapping[str, int]


def steps(table: Table, kind: Kind) -> Sequence[Step]:
    """The two counts of a table that counts what was due, done and done right; none where it counts
    but one thing."""
    checked = next(iter(_columns(table, "checked") or _columns(table, "heads")), None)
    passed = _columns(table, "passed")
    if kind is not Kind.COUNTS or checked is None or len(passed) != 2:
        return ()
    done, right = passed
    if not (checked < done and _is_done(_label(table, done)) and _is_right(_label(table, right))):
        return ()
    rates = _columns(table, "rate")
    of_done = next((col for col in rates if not _is_right(_label(table, col))), None)
    of_right = next((col for col in rates if _is_right(_label(table, col))), None)
    due = done if of_right is None else _due(table, right, of_right, (done, checked))
    return (
        _step(table, {"checked": checked, "passed": done}, of_done),
        _step(table, {"checked": due, "passed": right}, of_right),
    )


def _step(table: Table, counted: Mapping[str, int], rate: int | None) -> Step:
    named = counted["passed"] if rate is None else rate
    fields = counted if rate is None else {**counted, "rate": rate}
    return Step(table.labels[named][-1], fields)


def _due(table: Table, right: int, rate: int, columns: Sequence[int]) -> int:
    """The column of which the sheet takes its rate of what was right: of what was done, unless its
    rates say otherwise."""
    return max(columns, key=lambda col: (_borne_out(table, right, rate, col), col == columns[0]))


def _borne_out(table: Table, right: int, rate: int, due: int) -> int:
    lines = [table.grid.line(row) for row in table.data_rows]
    return sum(_is_rate(line[rate], line[right], line[due]) for line in lines)


def _is_rate(rate: Cell, part: Cell, whole: Cell) -> bool:
    share, counted, due = (read_number(cell.value) for cell in (rate, part, whole))
    if share.share is None or counted.value is None or not due.value:
        return False
    return abs(share.share - counted.value / due.value) <= _NEAR


def _columns(table: Table, field: str) -> list[int]:
    """The columns of a field, without those below a label of their own."""
    return [
        col
        for col, labels in table.labels.items()
        if len(labels) == 1 and fields_of(labels[0].text).get(Kind.COUNTS) == field
    ]


def _label(table: Table, col: int) -> str:
    return key(table.labels[col][-1].text)


def _is_done(label: str) -> bool:
    return bool(_DONE.search(label)) and not _is_right(label)


def _is_right(label: str) -> bool:
    return bool(_RIGHT.search(label))
