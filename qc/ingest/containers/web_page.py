"""Tables of a web page, as many systems "export to Excel": one grid, as Excel would show it.

Text around the tables (a title) has rows of its own, a blank row stands between two tables. Spans
become merged ranges.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from qc.ingest.containers.limits import (
    MAX_COLUMNS,
    MAX_MERGED,
    MAX_ROWS,
    TooFarError,
    no_workbook,
    too_large,
)
from qc.ingest.containers.reader import check_place, text_grid
from qc.ingest.containers.sheet_scan import SheetScan
from qc.ingest.containers.tags import Token, tokens
from qc.ingest.grid import Grid

SHEET = "(html)"
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "big",
        "code",
        "em",
        "font",
        "i",
        "label",
        "nobr",
        "o:p",
        "s",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "tt",
        "u",
    ]
)
_UNSEEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def read_page(name: str, page: str) -> Iterator[Grid]:
    """The page's one grid. Raises WorkbookError where there is no table, or too large a one."""
    sheet = _Sheet()
    try:
        for token in tokens(page):
            sheet.take(token)
        sheet.end()
        if not sheet.has_table:
            raise no_workbook(name)
        yield text_grid(SHEET, sheet.rows, sheet.scan)
    except TooFarError as far:
        raise too_large(name) from far


@dataclass
class _Table:
    """A table on its way: by column how many rows below are still covered from above, and how many
    merged ranges there were before it."""

    merges_before: int
    covered: dict[int, int] = field(default_factory=dict)


class _Sheet:
    """The rows so far. A table within a cell of another is set out below what is there."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.scan = SheetScan()
        self.has_table = False
        self._tables: list[_Table] = []
        self._text: list[str] = []  # of the open cell, or of the block outside tables
        self._place: tuple[int, int] | None = None  # of the open cell
        self._merged = self._widest = 0
        self._after_table = False
        self._is_new = False  # the open table has no row yet

    def take(self, token: Token) -> None:
        if not token.name:
            self._text.append(_BLANKS.sub(" ", token.text))
        elif token.name == "br":
            self._text.append("\n")
        elif token.name == "table":
            self._end_table() if token.closing else self._begin_table()
        elif self._tables and token.name == "tr":
            self._end_row() if token.closing else self._begin_row(token)
        elif self._tables and token.name in ("td", "th"):
            self._end_cell() if token.closing else self._begin_cell(token)
        elif token.name not in _INLINE:
            self._break()

    def end(self) -> None:
        while self._tables:
            self._end_table()
        self._break()

    def _break(self) -> None:
        """A block ends: a new line in a cell, a row outside of tables."""
        if self._place:
            self._text.append("\n")
            return
        if text := _tidy(self._text):
            self._blank_row()
            self._add_row([text])
        self._text = []

    def _begin_table(self) -> None:
        self._end_cell() if self._place else self._break()
        self._blank_row()
        self._is_new = True
        self._tables.append(_Table(len(self.scan.merges)))
        self.has_table = True

    def _end_table(self) -> None:
        if self._tables:
            self._end_row()
            self._merges_end_here(self._tables.pop().merges_before)
            self._after_table = True

    def _blank_row(self) -> None:
        if self._after_table and self.rows and any(self.rows[-1]):
            self._add_row([])
        self._after_table = False

    def _begin_row(self, token: Token) -> None:
        self._end_row()
        self._add_row([])
        self._is_new = self._after_table = False
        if _UNSEEN.search(token.attribute("style")):
            self.scan.hidden_rows.add(len(self.rows) - 1)
        covered = self._tables[-1].covered
        self._tables[-1].covered = {col: left - 1 for col, left in covered.items() if left > 0}

    def _end_row(self) -> None:
        self._end_cell()
        self._break()

    def _begin_cell(self, token: Token) -> None:
        self._end_cell()
        if self._is_new or self._after_table:  # a cell without a row of its own
            self._begin_row(Token("", "tr"))
        table, row = self._tables[-1], self.rows[-1]
        while len(row) in table.covered:
            row.append("")
        wide = _span(token.attribute("colspan"), MAX_COLUMNS)
        high = _span(token.attribute("rowspan"), MAX_ROWS)
        top, left = self._place = (len(self.rows) - 1, len(row))
        row += [""] * wide
        self._check(row)
        if high > 1:
            table.covered |= dict.fromkeys(range(left, left + wide), high - 1)
        if wide > 1 or high > 1:
            self.scan.merges.append(((top, left), (top + high - 1, left + wide - 1)))
        self._text = []

    def _end_cell(self) -> None:
        if self._place:
            row, col = self._place
            self.rows[row][col] = _tidy(self._text)
            self._text, self._place = [], None

    def _add_row(self, row: list[str]) -> None:
        self.rows.append(row)
        self._check(row)

    def _check(self, row: list[str]) -> None:
        """All rows become as wide as the widest: told before there are too many."""
        self._widest = max(self._widest, len(row))
        check_place(len(self.rows), self._widest)

    def _merges_end_here(self, before: int) -> None:
        """Ranges end with their table, however far they claim to reach; all together are bounded."""
        merges, last = self.scan.merges, len(self.rows) - 1
        merges[before:] = [
            ((top, left), (min(bottom, last), right))
            for (top, left), (bottom, right) in merges[before:]
        ]
        self._merged += sum((b - t + 1) * (r - c + 1) for (t, c), (b, r) in merges[before:])
        if self._merged > MAX_MERGED:
            raise TooFarError


def _tidy(pieces: list[str]) -> str:
    """The lines of a cell, without the blanks that only lay out the page."""
    return "\n".join(line.strip() for line in "".join(pieces).split("\n")).strip()


def _span(written: str, most: int) -> int:
    """How many rows or columns a cell covers; what is no number is one."""
    digits = written.strip()
    return min(max(int(digits), 1), most + 1) if digits.isascii() and digits.isdigit() else 1
