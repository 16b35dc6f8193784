"""Lines of stock down, and across them the rounds in which they were counted: each day with its own
数量 and 效期 below it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from qc.ingest.grid import Cell
from qc.ingest.layouts.axis import Axis, read_axis
from qc.ingest.layouts.entry import Entry
from qc.ingest.layouts.rows import identified_rows, is_blank_check, row_entry
from qc.ingest.tables.labels import MOST, Hints, share
from qc.ingest.tables.table import Table
from qc.ingest.values.dates import ANY_MONTH, read_month
from qc.ingest.values.vocabulary import fields_of
from qc.words import Kind

NAME = "lines down, rounds across"
ROUND = "round"  # what an entry of this layout says: its count is a day's, not a record's

_BATCH = "批"  # batches of one drug (第一批, 第二批) are no rounds


class Round(NamedTuple):
    """The columns of one round by field, the count's among them, and the label above them."""

    label: Cell
    columns: dict[str, int]


def recognises(table: Table, kind: Kind) -> bool:
    """A table in which counts stand below two labels or more."""
    return table.item_column is not None and len(_rounds(table, kind)) > 1


def entries(table: Table, kind: Kind, hints: Hints) -> Iterator[Entry]:
    """One entry a line and round, at its count; a round in which nothing was counted is none. Batches
    side by side are of one count: their lines share its par level."""
    rounds = _rounds(table, kind)
    shared = _shared(table, kind, rounds)
    rows = [
        row_entry(table, kind, row, Cell(row, table.columns[0], None), identity)
        for row, identity in identified_rows(table)
    ]
    if any(_BATCH in one.label.text for one in rounds):
        for row in rows:
            yield from _batches(table, row, rounds, shared)
        return
    axis = _axis(table, rounds, hints)
    for one in rounds:
        lines = [_line(table, row, one, shared) for row in rows]
        if is_blank_check(table, kind, [line.mark for line in lines], named=False):
            continue
        whose: dict[str, Cell] = {role: cells[one.label.col] for role, cells in axis.items()}
        place = whose.pop("remark").text if "remark" in whose else ""
        for line in lines:
            yield line._replace(says=ROUND).at(line.mark, place, line.whose.but(whose))


def _line(table: Table, row: Entry, one: Round, shared: Collection[str]) -> Entry:
    """The line of a row in one round, with what stands once for all rounds beside it."""
    own = {name: table.grid.cell(row.mark.row, col) for name, col in one.columns.items()}
    same = {name: cell for name, cell in row.beside.items() if name in shared}
    return row._replace(mark=own["actual"], beside={**same, **own})


def _batches(
    table: Table, row: Entry, rounds: Sequence[Round], shared: Collection[str]
) -> Iterator[Entry]:
    """The batches of a row that are there; where none is, the first is missing."""
    lines = [
        _line(table, row, one, shared)._replace(group=f"{row.group}/{one.label.text}")
        for one in rounds
    ]
    yield from [line for line in lines if line.mark.value is not None] or lines[:1]


def _rounds(table: Table, kind: Kind) -> list[Round]:
    """The rounds from left to right. Where a label is not merged over its columns, those behind it
    that have none above them are its own."""
    found: dict[tuple[int, int], Round] = {}
    last: Round | None = None
    for col, labels in table.labels.items():
        field = fields_of(labels[-1].text).get(kind) if labels else None
        if field is not None and len(labels) > 1:
            last = found.setdefault(labels[-2][:2], Round(labels[-2], {}))
        elif field is None or last is None or labels[0].row <= last.label.row:
            last = None
        if field is not None and last is not None:
            last.columns.setdefault(field, col)
    return [one for one in found.values() if "actual" in one.columns]


def _shared(table: Table, kind: Kind, rounds: Sequence[Round]) -> Collection[str]:
    """The fields that stand once for all rounds (规格, 基数)."""
    apart = {col for one in rounds for col in one.columns.values()}
    return {field for field, col in table.fields(kind).items() if col not in apart}


def _axis(table: Table, rounds: Sequence[Round], hints: Hints) -> Axis:
    """What the label of each round names, and what the foot says of it, by the label's column."""
    labels = {one.label.col: one.label for one in rounds}
    axis = read_axis(table, tuple(labels), hints)
    told = {role: cells for role, cells in axis.items() if not _are_below(table, cells, labels)}
    if share(list(labels.values()), _names_month) >= MOST:
        told["date"] = labels
    return told


def _are_below(table: Table, cells: Mapping[int, Cell], labels: Mapping[int, Cell]) -> bool:
    """Whether these are the labels below those of the rounds (数量)."""
    return any(labels[col].row < cell.row <= table.bottom for col, cell in cells.items())


def _names_month(label: Cell) -> bool:
    return read_month(label.value, ANY_MONTH) is not None
