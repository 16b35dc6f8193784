"""A table of a sheet: what its columns are called, which rows hold data, what surrounds it.

Everything above the header, up to the table before, is the table's strip: titles and "label：value"
pairs. Rows and columns are only classified here, not yet understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from qc.ingest.grid import Cell
from qc.ingest.tables.body import Body
from qc.ingest.tables.said import distrust, is_of_signing, pairs, role_of_pair, titles_of
from qc.ingest.values.people import spaced_persons
from qc.ingest.values.text import key, show, texts_in, tidy, unspaced
from qc.ingest.values.vocabulary import Role

_SPACED_NAME = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")


@dataclass(frozen=True)
class Table(Body):
    """Columns, rows, and what strip and notes say around them."""

    @cached_property
    def texts(self) -> tuple[Cell, ...]:
        """The texts around the table: its strip, then the notes among and below its rows."""
        rows = [*self.strip, *self.other_rows]
        return tuple(
            cell for row in rows for cell in self.grid.row_cells(row) if isinstance(cell.value, str)
        )

    @cached_property
    def _said_anywhere(self) -> str:
        texts = texts_in(self.grid.rows[self.strip.start : self.body.stop])
        return "".join(map(unspaced, texts))

    def may_speak_of(self, words: Iterable[str], titles: Iterable[str]) -> bool:
        """Whether one of the words could stand anywhere in strip, header, body or the titles."""
        said = "".join([self._said_anywhere, *map(unspaced, titles)])
        return any(key(word) in said for word in words)

    def says_around(self, word: str) -> bool:
        """Whether a word stands in strip, header or notes."""
        return word in self._said_around

    @cached_property
    def _said_around(self) -> str:
        labels = chain.from_iterable(self.label_texts.values())
        return "\n".join([*labels, *(cell.text for cell in self.texts)])

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The label over the table's columns, then the texts of the strip that are no "label：value"."""
        own = (self.caption,) if self.caption else ()
        return (*own, *(cell.text for cell in self.title_cells))

    @cached_property
    def title_cells(self) -> tuple[Cell, ...]:
        """The cells of these texts; of a cell with pairs what stands before them, after a gap."""
        found: list[Cell] = []
        for cell in self._strip_cells():
            titles = titles_of(show(cell.value))
            whole = len(titles) == 1 and titles[0] == show(cell.value)
            found += [cell] if whole else [Cell(cell.row, cell.col, title) for title in titles]
        return tuple(found)

    def _strip_cells(self) -> Iterator[Cell]:
        return (c for row in self.strip for c in self.grid.row_cells(row) if c.value is not None)

    @cached_property
    def facts(self) -> dict[Role, Cell]:
        """What the strip and the notes say of the whole table; a fact's value is its text."""
        return {role: fact for role, fact in reversed(self._said) if fact.value is not None}

    @cached_property
    def blanks(self) -> dict[Role, Cell]:
        """Labels of strip and notes that were left without a value, by role."""
        return {role: fact for role, fact in reversed(self._said) if fact.value is None}

    @cached_property
    def _said(self) -> tuple[tuple[Role, Cell], ...]:
        said = [
            (role, self._fact(cell, value, role), label)
            for cell in self.texts
            for label, value in pairs(str(cell.value))
            if (role := role_of_pair(label, value))
            and not (role == "date" and cell.row in self.body and is_of_signing(label, cell.text))
        ]
        said.sort(key=lambda each: distrust(each[0], each[2], each[1].text))
        return tuple((role, fact) for role, fact, _ in said)

    def _fact(self, cell: Cell, value: str, role: Role) -> Cell:
        if text := tidy(value):
            persons = spaced_persons(text) if role == "inspector" else None
            return Cell(cell.row, cell.col, persons or _SPACED_NAME.sub("", text))
        _, right = self.grid.span(cell.row, cell.col)
        if right + 1 < self.grid.width:
            neighbour = self.grid.cell(cell.row, right + 1)
            if neighbour.value is not None and not neighbour.text.endswith(":"):
                return neighbour
        return Cell(cell.row, cell.col, None)
