"""A picture of a cell: the part of a sheet around it, with the head and the first columns, as texts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from qc.errors import UsageError
from qc.ingest.containers import read_grids
from qc.ingest.grid import Grid, column_letters, place_of
from qc.locale import N_
from qc.text import masked_name

HEAD_ROWS, HEAD_COLUMNS = 4, 3
ABOVE, BELOW, LEFT, RIGHT = 5, 4, 4, 3
LONGEST = 120  # characters of a cell that are shown


@dataclass(frozen=True)
class Picture:
    """`rows` and `columns` are the names of the lines shown ("12", "C"), None where lines are left
    out between two; `texts[i][j]` is what stands there; `marked` are the row and column of the cell,
    as positions in them."""

    sheet: str
    cell: str
    rows: tuple[str | None, ...]
    columns: tuple[str | None, ...]
    texts: tuple[tuple[str, ...], ...]
    marked: tuple[int, int]


def picture(
    name: str, content: bytes, sheet: str, cell: str, persons: Collection[str] = ()
) -> Picture:
    """The surroundings of a cell of a file; names of `persons` are masked.

    Raises UsageError where the file has no such cell, WorkbookError for a file that cannot be read.
    """
    place = place_of(cell.partition(":")[0])
    grid = next((grid for grid in read_grids(name, content) if grid.sheet == sheet), None)
    if grid is None or place is None or place[0] >= grid.height or place[1] >= grid.width:
        raise UsageError(
            N_("{name} holds no cell {cell} on a sheet {sheet}."),
            N_("Choose a cell of the list."),
            name=name,
            cell=cell,
            sheet=sheet,
        )
    row, col = place
    rows = _lines(row, HEAD_ROWS, ABOVE, BELOW, grid.height)
    columns = _lines(col, HEAD_COLUMNS, LEFT, RIGHT, grid.width)
    return Picture(
        sheet,
        cell,
        tuple(None if line is None else str(line + 1) for line in rows),
        tuple(None if line is None else column_letters(line) for line in columns),
        _texts(grid, rows, columns, frozenset(persons)),
        (rows.index(row), columns.index(col)),
    )


def _lines(at: int, head: int, before: int, after: int, size: int) -> list[int | None]:
    """The first lines and those around `at`; None where some between are left out."""
    start, end = max(at - before, 0), min(at + after + 1, size)
    first: list[int | None] = list(range(min(head, start)))
    gap: list[int | None] = [None] if len(first) < start else []
    return [*first, *gap, *range(start, end)]


def _texts(
    grid: Grid,
    rows: Sequence[int | None],
    columns: Sequence[int | None],
    persons: frozenset[str],
) -> tuple[tuple[str, ...], ...]:
    """Each merged range once, at the first of its cells that is shown."""
    said: set[tuple[int, int]] = set()

    def text(row: int | None, col: int | None) -> str:
        if row is None or col is None:
            return ""
        anchor = grid.anchor(row, col)
        if anchor in said:
            return ""
        said.add(anchor)
        written = grid.cell(row, col).written
        return (masked_name(written) if written in persons else written)[:LONGEST]

    return tuple(tuple(text(row, col) for col in columns) for row in rows)
