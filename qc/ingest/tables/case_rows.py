"""Which rows of a register are cases: not those that go on with the case above in words alone, nor
those that say that nothing happened."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from qc.ingest.grid import Cell
from qc.ingest.tables.said import is_note
from qc.ingest.tables.table import Table
from qc.ingest.values.text import clean, key
from qc.ingest.values.vocabulary import Role, fields_of, role_of
from qc.words import Kind

_FURNITURE = frozenset({"case", "limit", "responsible", "owner"})  # may be printed ahead
# What a case is judged by; its other columns describe it.
_DECIDING = frozenset(
    {
        "handled", "closed", "completed", "rectified", "rechecked", "process", "fed_back",
        "fed_back_on", "was_reported", "satisfied", "timely", "overdue", "delay", "took",
    }
)  # fmt: skip
_WHOSE: tuple[Role, ...] = ("date", "unit", "number")
_ITS_OWN = frozenset({"occurred", "opened", "reported", "owner", "case"})
_AROUND: frozenset[Role] = frozenset({"date", "unit", "number", "inspector", "round", "group"})
_LEAST = 2  # fields written of a row without an item
_NONE = re.compile(
    r"(?:无|零|0|暂无|没有|/|\\|-+|—+|未发生|零报告|零上报|无此类情况)"
    r"|.{0,14}(?:均|皆|都)?(?:无|未发生|没有发生|没有|未出现|未接到|未收到|未发现|零)(?:任何|新增|相关)?"
    r"(?:护理|医疗|服务|安全|顾客|客户|患者|有效|上报)*"
    r"(?:不良事件|投诉|事件|差错|事故|纠纷|意外|客诉|案例|整改)(?:事件|情况|案例|记录)?(?:发生|上报|报告|登记)?"
    r"|.{0,14}(?:不良事件|投诉|差错|事故|纠纷|客诉|事件)(?:情况|上报|登记)?[:为]?(?:无|零|0例?|零报告|零上报|零发生|零投诉|未发生)"
)


def case_rows(table: Table) -> Mapping[int, bool]:
    """The rows of cases, each with whether it is of the case above: it says neither day, nor unit,
    nor number of its own. Such a row without anything that a case is judged by only goes on with
    the words of the one above and is none; where a register has but the day, it was forgotten."""
    found: dict[int, bool] = {}
    own, deciding = _columns(table, _ITS_OWN), _columns(table, _DECIDING)
    whose = {col for role in _WHOSE if (col := table.column(role)) is not None} | own
    for row in _told_rows(table):
        if says_nothing_happened(table, row):
            continue
        goes_on = bool(found) and not _writes(table, row, whose)
        if not goes_on or _writes(table, row, deciding):
            found[row] = goes_on and len(whose) > 1
    return found


def nothing_happened(table: Table) -> bool:
    """Whether all that a register holds is that there was no case."""
    none = {row for row in table.body if says_nothing_happened(table, row)}
    return bool(none) and none.issuperset(_told_rows(table))


def says_nothing_happened(table: Table, row: int) -> bool:
    """Whether a row says no more than that there was no case: 无, 本月无不良事件."""
    around = {col for col, role in table.roles.items() if role in _AROUND}
    told = [
        cell
        for cell in _own_cells(table, row, table.columns)
        if cell.col not in around or _is_none(cell)
    ]
    return bool(told) and all(map(_is_none, told)) and any(_is_said(cell) for cell in told)


def _is_none(cell: Cell) -> bool:
    return isinstance(cell.value, str) and bool(_NONE.fullmatch(key(cell.text)))


def _is_said(cell: Cell) -> bool:
    """Whether the words of a cell say it: a row of dashes is one that was left out."""
    return any("\u4e00" <= sign <= "\u9fff" for sign in clean(cell.text))


def _told_rows(table: Table) -> Iterator[int]:
    """The rows with anything in the register's columns; rows printed ahead have nothing there. What
    the case is about may be left out, or be called as a header is (设备, 急救物品)."""
    fields = table.fields(Kind.REGISTER)
    told = {col for field, col in fields.items() if field not in _FURNITURE}
    data = set(table.data_rows)
    for row in table.body:
        written = [cell for cell in _own_cells(table, row, table.columns) if cell.col in told]
        if written and (row in data or _is_case(table, row, written)):
            yield row


def _is_case(table: Table, row: int, written: Collection[Cell]) -> bool:
    """Whether a row without an item of its own is a case all the same: no header, note or sum."""
    if table.item_column is None or len(written) < _LEAST:
        return False
    first = next(_own_cells(table, row, table.columns))
    if role_of(first.text) not in (None, "item") or is_note(first.text):
        return False
    return sum(_is_label(table, cell) for cell in written) * 2 < len(written)


def _is_label(table: Table, cell: Cell) -> bool:
    """Whether a cell repeats the label of its column."""
    labels = {key(label.text) for label in table.labels.get(cell.col, ())}
    return key(cell.text) in labels or Kind.REGISTER in fields_of(cell.text)


def _columns(table: Table, names: Collection[str]) -> set[int]:
    return {col for field, col in table.fields(Kind.REGISTER).items() if field in names}


def _writes(table: Table, row: int, columns: Collection[int]) -> bool:
    return any(table.grid.own(row, col).value is not None for col in columns)


def _own_cells(table: Table, row: int, columns: Collection[int]) -> Iterator[Cell]:
    return (cell for col in columns if (cell := table.grid.own(row, col)).value is not None)
