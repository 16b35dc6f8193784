"""One sheet as a grid of values in which merged cells read as their first cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from qc.ingest.text import clean, show, tidy


def column_letters(col: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    letters = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def a1(row: int, col: int) -> str:
    """The A1 name of a zero-based place."""
    return f"{column_letters(col)}{row + 1}"


class Cell(NamedTuple):
    """A zero-based place and what stands there (None for nothing)."""

    row: int
    col: int
    value: object

    @property
    def ref(self) -> str:
        return a1(self.row, self.col)

    @property
    def text(self) -> str:
        """For comparing: half width, single spaces."""
        return clean(show(self.value))

    @property
    def written(self) -> str:
        """For keeping: as it is written, but for white space."""
        return tidy(show(self.value))


@dataclass(frozen=True)
class Grid:
    """A sheet: `rows` as read, `merges` as ((top, left), (bottom, right)), zero-based, inclusive,
    `errors` the error values (#DIV/0!) by place."""

    sheet: str
    hidden: bool
    rows: list[list[object]]
    merges: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    _anchors: dict[tuple[int, int], tuple[int, int]] = field(init=False, repr=False)
    _spans: dict[tuple[int, int], tuple[int, int]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        anchors: dict[tuple[int, int], tuple[int, int]] = {}
        spans: dict[tuple[int, int], tuple[int, int]] = {}
        for (top, left), (bottom, right) in self.merges:
            bottom, right = min(bottom, self.height - 1), min(right, self.width - 1)
            spans[top, left] = (bottom, right)
            for row in range(top, bottom + 1):
                for col in range(left, right + 1):
                    anchors[row, col] = (top, left)
        object.__setattr__(self, "_anchors", anchors)
        object.__setattr__(self, "_spans", spans)

    @property
    def height(self) -> int:
        return len(self.rows)

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def anchor(self, row: int, col: int) -> tuple[int, int]:
        """The first cell of the merged range that holds this place, or the place itself."""
        return self._anchors.get((row, col), (row, col))

    def span(self, row: int, col: int) -> tuple[int, int]:
        """The last row and column of the merged range around a place, or the place itself."""
        return self._spans.get(self.anchor(row, col), (row, col))

    def own(self, row: int, col: int) -> Cell:
        """What the cell itself holds, merged or not."""
        value = self.rows[row][col]
        return Cell(row, col, None if value == "" else value)

    def cell(self, row: int, col: int) -> Cell:
        """What the cell reads as: the value of its merged range, at that range's first cell."""
        return self.own(*self.anchor(row, col))

    def row_cells(self, row: int) -> Iterable[Cell]:
        """The non-empty cells of a row, each merged range once, where it starts."""
        return (
            cell
            for col in range(self.width)
            if self.anchor(row, col) == (row, col)
            and (cell := self.own(row, col)).value is not None
        )
