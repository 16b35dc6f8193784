"""OpenDocument spreadsheets, .ods: read here, from content.xml, in one bounded pass.

python-calamine gives neither merged ranges nor error values nor hidden rows of them, and lays out
`number-rows-repeated` as far as a hostile file asks.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from xml.parsers import expat

from qc.ingest.containers.guard import BROKEN, refuse_declarations, unpacked
from qc.ingest.containers.limits import (
    MAX_AREA,
    MAX_MERGED,
    MAX_PACKAGE_BYTES,
    MAX_SHEETS,
    MAX_TAGS,
    MAX_TEXT,
    TooFarError,
    damaged,
    protected,
    too_large,
)
from qc.ingest.containers.listing import refuse_long_listing
from qc.ingest.containers.reader import check_place, grid_of
from qc.ingest.containers.sheet_scan import SheetScan
from qc.ingest.grid import Grid

_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_CELLS = ("table:table-cell", "table:covered-table-cell")
_DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:\.\d+)?S")
_NUMBERS = ("float", "percentage", "currency")


def read_ods(name: str, content: bytes) -> Iterator[Grid]:
    """The sheets one after the other, hidden ones too. Raises WorkbookError, in words."""
    try:
        source = io.BytesIO(content)
        refuse_long_listing(source)
        with zipfile.ZipFile(source) as package:
            if sum(info.file_size for info in package.infolist()) > MAX_PACKAGE_BYTES:
                raise too_large(name)
            parts = {part: package.getinfo(part) for part in package.namelist()}
            manifest = parts.get(_MANIFEST)
            if manifest and b"encryption-data" in unpacked(package, content, manifest):
                raise protected(name)
            xml = unpacked(package, content, parts[_CONTENT])
        refuse_declarations(xml, name)
        if xml.count(b"<") > MAX_TAGS:
            raise too_large(name)
        yield from _sheets(xml)
    except TooFarError as far:
        raise too_large(name) from far
    except BROKEN as fault:
        raise damaged(name) from fault


def _sheets(xml: bytes) -> list[Grid]:
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.Parse(xml, True)
    return reader.grids


class _Reader:
    """Rows and cells that repeat are laid out once something stands in or behind them: the million
    empty ones at the end of a sheet never are."""

    def __init__(self) -> None:
        self.grids: list[Grid] = []
        self._area = self._merged = self._signs = 0
        self._hidden_styles: set[str] = set()
        self._style = self._sheet = ""
        self._hidden = False
        self._rows: list[list[object]] = []
        self._scan = SheetScan()
        self._blank_rows = 0  # seen, not yet laid out
        self._row: list[object] = []
        self._blank_cells = 0
        self._row_attributes: dict[str, str] = {}
        self._row_errors: dict[int, str] = {}
        self._cell: dict[str, str] | None = None
        self._text: list[str] = []
        self._notes = 0  # depth of comments and drawings, whose text is not the cell's

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in ("office:annotation", "draw:frame", "draw:custom-shape"):
            self._notes += 1
        elif tag in _CELLS:
            self._cell, self._text = attributes, []
        elif tag == "text:p" and self._text and not self._notes:
            self._text.append("\n")
        elif tag in ("text:s", "text:tab", "text:line-break"):
            self.text("\n" if tag == "text:line-break" else " ")
        elif tag == "table:table-row":
            self._row, self._blank_cells, self._row_attributes = [], 0, attributes
            self._row_errors = {}
        elif tag == "table:table":
            self._begin_sheet(attributes)
        elif tag == "style:style":
            self._style = attributes.get("style:name", "")
        elif tag == "style:table-properties" and attributes.get("table:display") == "false":
            self._hidden_styles.add(self._style)

    def text(self, text: str) -> None:
        if self._cell is not None and not self._notes:
            self._text.append(text)

    def end(self, tag: str) -> None:
        if tag in ("office:annotation", "draw:frame", "draw:custom-shape"):
            self._notes -= 1
        elif tag in _CELLS:
            self._end_cell()
        elif tag == "table:table-row":
            self._end_row()
        elif tag == "table:table":
            self._end_sheet()

    def _begin_sheet(self, attributes: dict[str, str]) -> None:
        self._sheet = attributes.get("table:name", "")
        self._hidden = attributes.get("table:style-name") in self._hidden_styles
        self._rows, self._scan, self._blank_rows = [], SheetScan(), 0

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        cell, text = self._cell, "".join(self._text)
        self._cell = None
        times = _count(cell, "table:number-columns-repeated")
        error = cell.get("calcext:value-type") == "error"
        value = "" if error else _value(cell, text)
        spans = "table:number-columns-spanned" in cell or "table:number-rows-spanned" in cell
        if value == "" and not error and not spans:
            self._blank_cells += times
            return
        check_place(1, len(self._row) + self._blank_cells + times)
        self._row += [""] * self._blank_cells
        self._blank_cells = 0
        place = (len(self._rows) + self._blank_rows, len(self._row))
        if error:
            self._row_errors |= dict.fromkeys(range(place[1], place[1] + times), text or "#?")
        if spans:
            self._merge(place, cell)
        self._row += [value] * times

    def _merge(self, place: tuple[int, int], cell: dict[str, str]) -> None:
        high = _count(cell, "table:number-rows-spanned")
        wide = _count(cell, "table:number-columns-spanned")
        check_place(high, wide)
        self._merged += high * wide
        if self._merged > MAX_MERGED:
            raise TooFarError
        if high > 1 or wide > 1:
            self._scan.merges.append((place, (place[0] + high - 1, place[1] + wide - 1)))

    def _end_row(self) -> None:
        times = _count(self._row_attributes, "table:number-rows-repeated")
        first = len(self._rows) + self._blank_rows
        if not self._row:
            self._blank_rows += times
            return
        check_place(first + times, len(self._row))
        self._area += (self._blank_rows + times) * len(self._row)
        self._signs += times * sum(len(text) for text in self._row if isinstance(text, str))
        if self._area > MAX_AREA or self._signs > MAX_TEXT:
            raise TooFarError
        self._rows += [[] for _ in range(self._blank_rows)]
        self._blank_rows = 0
        self._rows += [list(self._row) for _ in range(times)]
        if self._row_attributes.get("table:visibility") in ("collapse", "filter"):
            self._scan.hidden_rows |= set(range(first, first + times))
        for col, text in self._row_errors.items():
            self._scan.errors |= {(first + n, col): text for n in range(times)}

    def _end_sheet(self) -> None:
        width = max(map(len, self._rows), default=0)
        check_place(len(self._rows), width)
        for row in self._rows:
            row += [""] * (width - len(row))
        if len(self.grids) >= MAX_SHEETS:
            raise TooFarError
        self.grids.append(grid_of(self._sheet, self._hidden, self._rows, self._scan))


def _count(attributes: dict[str, str], name: str) -> int:
    return max(int(attributes.get(name, "1")), 1)


def _value(cell: dict[str, str], text: str) -> object:
    """What a cell holds, in the types that python-calamine gives for the other containers."""
    kind = cell.get("office:value-type", "")
    if kind in _NUMBERS:
        return float(cell["office:value"])
    if kind == "boolean":
        return cell["office:boolean-value"] == "true"
    if kind == "date":
        return _date(cell["office:date-value"])
    if kind == "time" and (found := _DURATION.fullmatch(cell["office:time-value"])):
        hours, minutes, seconds = map(int, found.groups())
        return dt.time(hours, minutes, seconds) if hours < 24 else text
    return cell.get("office:string-value", text)


def _date(written: str) -> dt.date:
    return dt.datetime.fromisoformat(written) if "T" in written else dt.date.fromisoformat(written)
