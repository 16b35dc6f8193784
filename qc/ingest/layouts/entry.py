"""What every layout yields: one mark with everything that says whose it is, not yet understood."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from qc.ingest.grid import Cell

IsUnit = Callable[[str], bool]


class Entry(NamedTuple):
    """`None` for what this layout does not write beside the mark; the strip then speaks for it.

    `says` is what the mark means where its column says it (a tick under 不合格); `place` tells apart
    what shares everything else (morning and afternoon of a day); `group` is the item's category.
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
