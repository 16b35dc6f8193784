"""Devices down, and across what is looked at on each of them: a row is the check of a device, though its
column is called as one of items is (设备名称 | 外观清洁 | 电源线无破损)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from qc.ingest.grid import Cell
from qc.ingest.layouts import checks_down
from qc.ingest.layouts.entry import Entry
from qc.ingest.tables.labels import Hints, role_of_labels
from qc.ingest.tables.table import Table
from qc.ingest.values.vocabulary import IDENTITY, fields_of
from qc.words import Kind

NAME = checks_down.NAME

_AMOUNTS = ("par", "actual")


def recognises(table: Table, kind: Kind) -> bool:
    """A table whose column of items holds devices, with columns right of it that are nothing in
    themselves."""
    return table.fields(Kind.MAINTENANCE).get("device", -1) == table.item_column and (
        len(_looked_at(table, kind)) > 1
    )


def entries(table: Table, kind: Kind, hints: Hints) -> Iterator[Entry]:
    """One entry a device and item; none where the columns are days, rooms or parts of a day, on which
    every device was looked at as a whole."""
    columns = _looked_at(table, kind)
    labels = [table.labels[col][-1] for col in columns]
    if role_of_labels(labels, None, hints, items=True) != "item":
        return
    whose = [c for c, r in table.roles.items() if r in IDENTITY and c != table.item_column]
    plain = replace(table, columns=tuple(sorted({*whose, *columns})))
    devices = _devices(table)
    for entry in checks_down.entries(plain, kind, hints):
        if device := devices.get(entry.mark.row):
            yield entry._replace(whose=entry.whose.but({"subject": device}))


def _looked_at(table: Table, kind: Kind) -> Sequence[int]:
    """The columns of what is looked at: no dates of service, no number of devices."""
    dates = set(table.axis(Kind.MAINTENANCE))
    return [
        col
        for col in table.axis(kind)
        if col in dates and fields_of(table.labels[col][-1].text).get(Kind.STOCK) not in _AMOUNTS
    ]


def _devices(table: Table) -> Mapping[int, Cell]:
    """The device of each row; with its own number where several have one name."""
    number = table.column("subject")
    cells = {row: table.item_cell(row) for row in table.data_rows}
    times = Counter(cell.text for cell in cells.values())
    if number is None or max(times.values(), default=0) < 2:
        return cells
    return {
        row: cell._replace(value=f"{cell.text} {table.grid.cell(row, number).text}".strip())
        for row, cell in cells.items()
    }
