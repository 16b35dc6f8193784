"""One sheet as a grid of values in which merged cells read as their first cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, partial
from itertools import repeat
from typing import NamedTuple

from qc.ingest.values.text import clean, show, texts_in, tidy

_REF = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


@lru_cache(maxsize=1_024)
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


def place_of(ref: str) -> tuple[int, int] | None:
    """The zero-based place of an A1 name; None for any other text."""
    found = _REF.fullmatch(ref)
    if not found:
        return None
    col = 0
    for letter in found[1]:
        col = col * 26 + ord(letter) - 64
    return int(found[2]) - 1, col - 1


class Cell(NamedTuple):
    """A zero-based place and what stands there (None for nothing)."""

    row: int
    col: int
    value: object

    @property
    def ref(self) -> str:
        return f"{column_letters(self.col)}{self.row + 1}"

    @property
    def text(self) -> str:
        """For comparing: half width, single spaces."""
        value = self.value
        return clean(value) if type(value) is str else _text_of(value)  # texts: the quick way

    @property
    def written(self) -> str:
        """For keeping: as it is written, but for white space."""
        return tidy(show(self.value))


@lru_cache(maxsize=16_384, typed=True)
def _text_of(value: object) -> str:
    return clean(show(value))


Place = tuple[int, int]

_NOTHING: dict[object, object] = {"": None}  # how the readers say that a cell holds nothing
_cell = partial(tuple.__new__, Cell)  # from (row, col, value); a sheet has thousands


@dataclass(frozen=True)
class Grid:
    """A sheet: `rows` as read, `merges` as ((top, left), (bottom, right)), zero-based, inclusive,
    `errors` the error values (#DIV/0!) by place, `hidden_rows` the zero-based rows that cannot be
    seen; `date_1904` says that bare numbers count days from 1904-01-01 instead of 1899-12-30."""

    sheet: str
    hidden: bool
    rows: list[list[object]]
    merges: tuple[tuple[Place, Place], ...] = ()
    errors: Mapping[Place, str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    date_1904: bool = False
    _spans: dict[Place, Place] = field(init=False, repr=False)
    _merged: dict[int, list[tuple[int, int, Place]]] = field(init=False, repr=False)
    _lines: list[list[Cell] | None] = field(init=False, repr=False)
    _starts: list[list[Cell] | None] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        spans: dict[Place, Place] = {}
        merged: dict[int, list[tuple[int, int, Place]]] = {}
        last_row, last_col = self.height - 1, self.width - 1
        for (top, left), (bottom, right) in self.merges:
            if top > last_row or left > last_col:  # merged where nothing is
                continue
            bottom, right = min(bottom, last_row), min(right, last_col)
            spans[top, left] = (bottom, right)
            for row in range(top, bottom + 1):
                merged.setdefault(row, []).append((left, right + 1, (top, left)))
        object.__setattr__(self, "_merged", merged)
        object.__setattr__(self, "_spans", spans)
        object.__setattr__(self, "_lines", [None] * len(self.rows))
        object.__setattr__(self, "_starts", [None] * len(self.rows))

    def over(self, written: Mapping[str, str]) -> Grid:
        """The sheet with other texts in some of its cells, by A1 name; what lies outside stays out."""
        rows, errors = self.rows, dict(self.errors)
        for ref, text in written.items():
            place = place_of(ref)
            if place and place[0] < self.height and place[1] < self.width:
                rows = [list(row) for row in self.rows] if rows is self.rows else rows
                rows[place[0]][place[1]] = text
                errors.pop(place, None)
        return replace(self, rows=rows, errors=errors) if rows is not self.rows else self

    @cached_property
    def texts(self) -> set[str]:
        """Every text of the sheet once; not to be changed."""
        return texts_in(self.rows)

    @property
    def height(self) -> int:
        return len(self.rows)

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def anchor(self, row: int, col: int) -> tuple[int, int]:
        """The first cell of the merged range that holds this place, or the place itself."""
        if row >= self.height or col >= self.width:
            return row, col
        return self.cell(row, col)[:2]

    def span(self, row: int, col: int) -> tuple[int, int]:
        """The last row and column of the merged range around a place, or the place itself."""
        return self._spans.get(self.cell(row, col)[:2], (row, col))

    def own(self, row: int, col: int) -> Cell:
        """What the cell itself holds, merged or not."""
        value = self.rows[row][col]
        return Cell(row, col, None if value == "" else value)

    def cell(self, row: int, col: int) -> Cell:
        """What the cell reads as: the value of its merged range, at that range's first cell."""
        return (self._lines[row] or self._line(row))[col]

    def line(self, row: int) -> list[Cell]:
        """What each cell of a row reads as; not to be changed."""
        return self._lines[row] or self._line(row)

    def _line(self, row: int) -> list[Cell]:
        values = self.rows[row]
        held = map(_NOTHING.get, values, values)
        cells = list(map(_cell, zip(repeat(row), range(len(values)), held)))
        for left, end, anchor in self._merged.get(row, ()):
            cells[left:end] = repeat(self.own(*anchor), end - left)
        self._lines[row] = cells
        return cells

    def row_cells(self, row: int) -> list[Cell]:
        """The non-empty cells of a row, each merged range once, where it starts; not to be changed."""
        found = self._starts[row]
        if found is None:
            found = [
                cell
                for col, cell in enumerate(self.line(row))
                if cell.value is not None and cell.col == col and cell.row == row
            ]
            self._starts[row] = found
        return found
