"""One record a row: what was counted, measured or registered, each in a column of its own name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qc.ingest.grid import Cell
from qc.ingest.layouts.entry import Entry
from qc.ingest.layouts.groups import Group, grouped, groups, named_by
from qc.ingest.layouts.rows import Identity, identified_rows, row_entry
from qc.ingest.layouts.whole import whole_row
from qc.ingest.tables.labels import Hints
from qc.ingest.tables.table import Table
from qc.words import Kind

NAME = "records"


def recognises(table: Table, kind: Kind) -> bool:
    """A table whose header has the columns that the kind needs."""
    return table.has_fields(kind)


def entries(table: Table, kind: Kind, hints: Hints) -> Iterator[Entry]:
    """One entry a row, and a group of columns below a label of its own, with something in the kind's
    columns; its mark is the first of these cells. What a sheet says of all its rows is none."""
    found = [*grouped(table, groups(table, kind), hints)]
    used = [each for each in found if kind is not Kind.POINTS or _is_used(table, each[0])]
    last = whole_row(table, kind)
    for row, identity in identified_rows(table):
        if row == last:
            continue
        if found:
            for group, whose, place in used:
                for entry in _of_row(table, kind, row, identity, group.fields):
                    yield named_by(entry, whose, place)
        else:
            yield from _of_row(table, kind, row, identity, table.fields(kind))


def _is_used(table: Table, group: Group) -> bool:
    """Whether a room was looked at: where neither points nor a total stand below it, nobody says so."""
    own = [col for field, col in group.fields.items() if field not in ("points", "whose")]
    return any(map(table.own_values, own))


def _of_row(
    table: Table, kind: Kind, row: int, identity: Identity, fields: Mapping[str, int]
) -> Iterator[Entry]:
    beside = {field: table.grid.cell(row, col) for field, col in fields.items()}
    written = [cell for cell in beside.values() if _is_written(table, cell)]
    if not written or _is_read(table, row, written, identity):
        return
    entry = row_entry(table, kind, row, written[0], identity)._replace(beside=beside)
    if entry.item.value is None and table.caption:
        entry = entry._replace(item=Cell(table.top, written[0].col, table.caption))
    yield entry


def _is_written(table: Table, cell: Cell) -> bool:
    return cell.value is not None or (cell.row, cell.col) in table.grid.errors


def _is_read(table: Table, row: int, written: list[Cell], identity: Identity) -> bool:
    """Whether a row only goes on with the record above it: its figures and what identifies it are
    merged with those above, its remarks are not."""
    if any(cell.row == row for cell in written):
        return False
    whose = [cell for cell in (*identity.values(), table.item_cell(row)) if cell.value is not None]
    return all(cell.row < row for cell in whose)
