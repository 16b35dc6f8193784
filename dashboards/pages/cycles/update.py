"""What the page of the cycles says: plain functions of a reader and an address."""

from __future__ import annotations

from typing import Any

from dashboards.pages.cycles import board, one, opening
from dashboards.pages.cycles.place import Place
from qc.workspace import Workspace


def show(reader: Workspace, search: str) -> list[Any]:
    """One cycle, the form that opens one, or the board. ScopeError for a cycle that the reader may not
    see."""
    place = Place.parse(search)
    if place.cycle:
        return one.show(reader, search, place)
    if place.open or place.previous:
        return opening.show(reader, search, place)
    return board.show(reader, search, place)
