"""Waiting times as a matrix: days down and persons or rooms across, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator

from qc.ingest.grid import Cell
from qc.ingest.layouts.axis import read_axis
from qc.ingest.layouts.entry import Entry
from qc.ingest.layouts.rows import identified_rows, row_entry
from qc.ingest.tables.labels import Hints
from qc.ingest.tables.table import Table
from qc.ingest.values.vocabulary import Role
from qc.words import Kind

_SAID: frozenset[Role] = frozenset({"date", "unit", "subject"})

NAME = "matrix of times"


def recognises(table: Table, kind: Kind) -> bool:
    """A table without items whose rows and columns both say whose the times are."""
    return kind is Kind.TIMING and table.item_column is None and len(table.axis(kind)) > 1


def entries(table: Table, kind: Kind, hints: Hints) -> Iterator[Entry]:
    """One entry a written cell; a blank cell is nobody who waited."""
    columns = table.axis(kind)
    axis = read_axis(table, columns, hints)
    labels = axis.pop("remark", {})
    for row, identity in identified_rows(table):
        whole = row_entry(table, kind, row, Cell(row, columns[0], None), identity)
        for col in columns:
            mark = table.grid.cell(row, col)
            if mark.value is None and (row, col) not in table.grid.errors:
                continue
            said: dict[str, Cell] = {
                role: cells[col] for role, cells in axis.items() if role in _SAID
            }
            yield whole._replace(
                mark=mark,
                item=labels.get(col, whole.item),
                whose=whole.whose.but(said),
            )
