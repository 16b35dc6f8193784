"""What every layout yields: one mark with everything that says whose it is, not yet understood."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

from qc.ingest.grid import Cell


class Whose(NamedTuple):
    """The cells that say whose a mark is. `None` for what the layout does not write beside it; the
    strip then speaks for it. A column or a row of marks shares one."""

    date: Cell | None = None
    unit: Cell | None = None
    subject: Cell | None = None
    inspector: Cell | None = None
    round: Cell | None = None

    def but(self, said: Mapping[str, Cell]) -> Whose:
        """The same with what somebody else says more closely, by field."""
        return self._replace(**said) if said else self


class Entry(NamedTuple):
    """A mark, its item, whose it is.

    `says` is what the mark means where its column says it (a tick under 不合格); `place` tells apart
    what shares everything else (morning and afternoon of a day); `group` is the item's category;
    `beside` are the named cells of its row (基数, 分值, 有效期), by the kind's fields.
    """

    mark: Cell
    item: Cell
    whose: Whose = Whose()
    says: str = ""
    place: str = ""
    group: str = ""
    beside: Mapping[str, Cell] = {}

    def at(self, mark: Cell, place: str, whose: Whose) -> Entry:
        """The same line at another mark of somebody's."""
        _, item, _, says, _, group, beside = self
        found: Entry = _entry((mark, item, whose, says, place, group, beside))
        return found

    def cell(self, field: str) -> Cell | None:
        """A named cell beside the mark, if it holds something."""
        cell = self.beside.get(field)
        return cell if cell and cell.value is not None else None


_entry = partial(tuple.__new__, Entry)  # from all fields in their order; a sheet has hundreds
