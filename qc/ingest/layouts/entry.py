"""What every layout yields: one mark with everything that says whose it is, not yet understood."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from qc.ingest.grid import Cell


class Entry(NamedTuple):
    """`None` for what this layout does not write beside the mark; the strip then speaks for it.

    `says` is what the mark means where its column says it (a tick under 不合格); `place` tells apart
    what shares everything else (morning and afternoon of a day); `group` is the item's category;
    `beside` are the named cells of its row (基数, 分值, 有效期), by the kind's fields.
    """

    mark: Cell
    item: Cell
    date: Cell | None = None
    unit: Cell | None = None
    subject: Cell | None = None
    inspector: Cell | None = None
    round: Cell | None = None
    says: str = ""
    place: str = ""
    group: str = ""
    beside: Mapping[str, Cell] = {}

    def at(self, mark: Cell, place: str, whose: Mapping[str, Cell]) -> Entry:
        """The same line at another mark, and whose it is where the mark's column says so."""
        return Entry(
            mark,
            self.item,
            whose.get("date", self.date),
            whose.get("unit", self.unit),
            whose.get("subject", self.subject),
            whose.get("inspector", self.inspector),
            whose.get("round", self.round),
            self.says,
            place,
            self.group,
            self.beside,
        )

    def cell(self, field: str) -> Cell | None:
        """A named cell beside the mark, if it holds something."""
        cell = self.beside.get(field)
        return cell if cell and cell.value is not None else None
