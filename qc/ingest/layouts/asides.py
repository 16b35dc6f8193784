"""Columns and rows beside the check items of a checklist that are none: counters (累计脉冲数) and room
for words (异常处理, 开启原因)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeVar

from qc.ingest.tables.table import Table
from qc.ingest.values.limits_said import limits_in
from qc.ingest.values.marks import read_mark
from qc.ingest.values.numbers import read_number
from qc.ingest.values.text import key
from qc.words import Kind

_WORDS = re.compile(r".*(?:处理|处置|原因|说明|情况|措施)(?:(?:及|和|与|或).{1,6})?")
_FAULT = re.compile(
    r".{0,4}(?:异常|故障|不合格|不符合|不正常|缺陷|问题|维修|报修|开启|停用|偏差|特殊|突发|整改).{0,6}"
    r"(?:处理|处置|原因|说明|情况|措施|记录|描述).{0,6}"
)
_FEWEST = 5  # checks: an item may well be forgotten in fewer, and its name end in 处理 too
_BIG = 10  # smaller whole numbers may be codes that a legend explains

T = TypeVar("T")


def without_asides(
    kind: Kind, lines: Sequence[T], label: Callable[[T], str], values: Callable[[T], list[object]]
) -> Sequence[T]:
    """The lines of marks without those that are no items; all of them where asides would be the
    most: then nobody knows what the table is."""
    if kind is not Kind.CHECKLIST:
        return lines
    items = [line for line in lines if not is_aside(label(line), values(line))]
    return items if len(items) * 2 >= len(lines) else lines


def is_aside(label: str, values: Sequence[object]) -> bool:
    """Whether what stands below a label are no marks: figures alone, or words here and there below
    a label that asks for words."""
    first = next((value for value in values if value is not None), None)
    if first is not None and read_mark(first, {}) is not None:  # nearly every line of a checklist
        return False
    written = [value for value in values if value is not None]
    if written and all(map(is_figure, written)):
        if len(limits_in(label)) == 1:  # 氧气瓶压力（≥5MPa）: the figures are judged by it
            return False
        return any(map(is_amount, written))
    asks = _asks_for_words(label)
    if not asks or any(read_mark(value, {}) is not None for value in written):
        return False
    return asks == "of faults" or (len(values) >= _FEWEST and len(written) * 2 < len(values))


def ticks_more_than_figures(table: Table) -> bool:
    """Whether more columns of a log hold marks than figures, told by their first cells."""
    if table.item_column is not None or {"value", "limit"} <= table.fields(Kind.MEASUREMENT).keys():
        return False
    first = [_first(table, col) for col in table.axis(Kind.CHECKLIST)]
    ticks = sum(isinstance(value, str) and read_mark(value, {}) is not None for value in first)
    return ticks > sum(value is not None and is_figure(value) for value in first)


def _first(table: Table, col: int) -> object:
    cells = (table.grid.own(row, col).value for row in table.data_rows)
    return next((value for value in cells if value is not None), None)


def is_figure(value: object) -> bool:
    """Whether a value is a number and no mark."""
    return read_mark(value, {}) is None and read_number(value).value is not None


def is_amount(value: object) -> bool:
    """Whether a figure counts something: 1台, or more than the codes of a legend go up to."""
    number = read_number(value)
    return number.value is not None and (
        bool(number.unit) or number.value >= _BIG or number.value % 1 != 0
    )


@lru_cache(maxsize=4_096)
def _asks_for_words(label: str) -> str:
    """Whether a label asks what was wrong and what was done about it, or may ask for words."""
    text = key(label)
    if _FAULT.fullmatch(text):
        return "of faults"
    return "perhaps" if _WORDS.fullmatch(text) else ""
