"""A sheet's XML with its faulty cells coloured: only their `s=` changes, blank ones are put in."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from qc.ingest.annotated.notes import Place, place_of
from qc.ingest.annotated.odd import OddPackageError
from qc.ingest.annotated.xml import Splice, local, parser_of, start_tag, with_attribute
from qc.ingest.grid import a1
from qc.words import Severity

Marked = Callable[[int, Severity], int]
Range = tuple[int, int, int, int]  # top, left, bottom, right, zero-based, inclusive

# What stands after a sheet's drawing of notes, in the order of the format.
_AFTER_NOTES = frozenset((
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
    "tableParts", "extLst", "AlternateContent",
))  # fmt: skip


@dataclass
class SheetMap:
    """What has to be known of a sheet before it can be changed. Sizes are as the part says them:
    columns in characters by (first, last), rows in points by number."""

    prefix: str = ""
    merges: list[Range] = field(default_factory=list)
    columns: list[tuple[int, int, dict[str, str]]] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    default_width: float = 8.43
    default_height: float = 15.0
    last_row: int = -1
    notes_drawing: str = ""  # the relationship's id of the drawing that is there
    notes_at: int = 0  # where one would be put in

    def anchor(self, place: Place) -> Place:
        """The first cell of the merged range around a place, or the place itself."""
        top, left, _, _ = self.range_of(place)
        return top, left

    def range_of(self, place: Place) -> Range:
        """The merged range around a place, or the place as a range."""
        row, col = place
        for top, left, bottom, right in self.merges:
            if top <= row <= bottom and left <= col <= right:
                return top, left, bottom, right
        return row, col, row, col

    def column_style(self, col: int) -> int:
        """The format of a column's cells that are not written out."""
        found = (a for first, last, a in self.columns if first <= col <= last)
        return _number(next(found, {}).get("style"))


def map_sheet(xml: bytes) -> SheetMap:
    """One pass over a sheet. Raises OddPackageError for a part that is no worksheet."""
    found = SheetMap()
    path: list[str] = []
    last = [0, True]  # where the children begin that must follow the notes
    parser = parser_of(xml)

    def start(tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        if not path:
            if name != "worksheet":
                raise OddPackageError(f"{name} is no worksheet")
            found.prefix = tag[: -len(name)]
        elif len(path) == 1:
            _note_child(found, name, attributes, parser.CurrentByteIndex, last)
        elif name == "row" and path[-1] == "sheetData":
            _note_row(found, attributes)
        elif name == "mergeCell":
            found.merges.append(_range(attributes.get("ref", "")))
        elif name == "col" and path[-1] == "cols":
            first, final = _number(attributes.get("min")), _number(attributes.get("max"))
            found.columns.append((first - 1, final - 1, attributes))
        path.append(name)

    def end(_tag: str) -> None:
        path.pop()
        if not path and last[1]:
            found.notes_at = parser.CurrentByteIndex

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(xml, True)
    return found


def _note_child(
    found: SheetMap, name: str, attributes: dict[str, str], at: int, last: list[int]
) -> None:
    if name in _AFTER_NOTES:
        if last[1]:
            found.notes_at, last[1] = at, False
        return
    last[1] = True
    if name == "legacyDrawing":
        found.notes_drawing = next((v for k, v in attributes.items() if local(k) == "id"), "")
    elif name == "sheetFormatPr":
        found.default_width = _size(attributes.get("defaultColWidth"), found.default_width)
        found.default_height = _size(attributes.get("defaultRowHeight"), found.default_height)


def _note_row(found: SheetMap, attributes: dict[str, str]) -> None:
    written = attributes.get("r", "").strip()
    found.last_row = int(written) - 1 if written.isdecimal() else found.last_row + 1
    if "ht" in attributes or "hidden" in attributes:
        hidden = attributes.get("hidden") in ("1", "true")
        height = 0.0 if hidden else _size(attributes.get("ht"), found.default_height)
        found.heights[found.last_row] = height


def colour(
    xml: bytes, sheet: SheetMap, colours: Mapping[Place, Severity], marked: Marked
) -> list[Splice]:
    """The changes that colour cells; each place is the first cell of its merged range, whose other
    cells are coloured with it where they are written out."""
    painter = _Painter(xml, sheet, colours, marked)
    painter.parser.Parse(xml, True)
    if any(painter.waiting.values()):
        raise OddPackageError("a sheet without room for its cells")
    return painter.splices


class _Painter:
    """One pass that follows rows and cells as readers do: one that does not say its place follows
    the one before."""

    def __init__(
        self, xml: bytes, sheet: SheetMap, colours: Mapping[Place, Severity], marked: Marked
    ) -> None:
        self.xml, self.sheet, self.marked = xml, sheet, marked
        self.splices: list[Splice] = []
        self.parser = parser_of(xml)
        self.parser.StartElementHandler, self.parser.EndElementHandler = self.start, self.end
        self._colours, self._merged = colours, _merged_by_row(sheet, colours)
        self.waiting: dict[int, list[int]] = {}
        for row, col in sorted(colours):
            self.waiting.setdefault(row, []).append(col)
        self._rows = deque(self.waiting)
        self._path: list[str] = []
        self._row, self._col = -1, -1
        self._row_tag: re.Match[bytes] | None = None
        self._row_attributes: dict[str, str] = {}
        self._new: list[int] = []  # columns put into the row so far
        self._data_tag: re.Match[bytes] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name, depth = local(tag), len(self._path)
        if depth == 1 and name == "sheetData":
            self._data_tag = start_tag(self.xml, self.parser.CurrentByteIndex)
        elif depth == 2 and name == "row" and self._path[1] == "sheetData":
            self._start_row(attributes)
        elif depth == 3 and name == "c" and self._path[2] == "row":
            self._cell(attributes)
        self._path.append(name)

    def end(self, _tag: str) -> None:
        name = self._path.pop()
        if name == "row" and len(self._path) == 2:
            self._end_row()
        elif name == "sheetData" and len(self._path) == 1:
            self._close(self._data_tag, self._rows_before(None), "sheetData")

    def _start_row(self, attributes: dict[str, str]) -> None:
        written = attributes.get("r", "").strip()
        row = int(written) - 1 if written.isdecimal() else self._row + 1
        if row <= self._row:
            raise OddPackageError("rows in another order than their numbers")
        at = self.parser.CurrentByteIndex
        if rows := self._rows_before(row):
            self.splices.append(Splice(at, at, rows))
        self._row, self._col, self._new = row, -1, []
        self._row_tag, self._row_attributes = start_tag(self.xml, at), attributes

    def _cell(self, attributes: dict[str, str]) -> None:
        written = attributes.get("r", "").strip()
        row, col = (place_of(written) or (-1, -1)) if written else (self._row, self._col + 1)
        if row != self._row or col <= self._col:
            raise OddPackageError("cells in another order than their places")
        self._col = col
        at = self.parser.CurrentByteIndex
        if cells := self._cells_before(col):
            self.splices.append(Splice(at, at, cells))
        severity = self._severity(row, col)
        if severity:
            tag = start_tag(self.xml, at)
            style = self.marked(_number(attributes.get("s")), severity)
            self.splices.append(Splice(at, tag.end(), with_attribute(tag[0], "s", str(style))))
            if col in (waiting := self.waiting.get(row, [])):
                waiting.remove(col)

    def _severity(self, row: int, col: int) -> Severity | None:
        if found := self._colours.get((row, col)):
            return found
        ranges = self._merged.get(row, ())
        return next((found for left, right, found in ranges if left <= col <= right), None)

    def _end_row(self) -> None:
        cells = self._cells_before(None)
        self._close(self._row_tag, cells, "row")
        self._widen_spans()

    def _close(self, tag: re.Match[bytes] | None, new: bytes, name: str) -> None:
        """Put something before an end tag, opening the element where it is empty."""
        assert tag, "an element that ends has begun"
        if not new:
            return
        at = self.parser.CurrentByteIndex
        if tag[4] != b"/":
            self.splices.append(Splice(at, at, new))
            return
        closing = f"</{self.sheet.prefix}{name}>".encode()
        slash = tag.start(4)
        self.splices.append(Splice(slash, tag.end(), b">" + new + closing))

    def _widen_spans(self) -> None:
        """A row's spans= must not be narrower than its cells."""
        spans, tag = self._row_attributes.get("spans", ""), self._row_tag
        found = re.fullmatch(r"(\d{1,5}):(\d{1,5})", spans.strip())
        if not self._new or not found or not tag:
            return
        first, last = int(found[1]), int(found[2])
        wide = f"{min(first, min(self._new) + 1)}:{max(last, max(self._new) + 1)}"
        if wide != spans:
            at = self.xml.index(spans.encode(), self.xml.index(b"spans", tag.start()))
            self.splices.append(Splice(at, at + len(spans.encode()), wide.encode()))

    def _cells_before(self, col: int | None) -> bytes:
        """The blank cells of this row that stand before a column (None: all that are left)."""
        waiting = self.waiting.get(self._row, [])
        due = [here for here in waiting if col is None or here < col]
        if due:
            self.waiting[self._row] = [here for here in waiting if here not in due]
        self._new += due
        return b"".join(self._blank(self._row, here, self._row_attributes) for here in due)

    def _rows_before(self, row: int | None) -> bytes:
        """The rows that are not written out and stand before one (None: all that are left)."""
        due = []
        while self._rows and (row is None or self._rows[0] <= row):
            here = self._rows.popleft()
            if here != row:
                due.append(here)
        return b"".join(self._blank_row(here, self.waiting.pop(here)) for here in due)

    def _blank_row(self, row: int, cols: Sequence[int]) -> bytes:
        cells = b"".join(self._blank(row, col, {}) for col in cols)
        p = self.sheet.prefix
        return f'<{p}row r="{row + 1}">'.encode() + cells + f"</{p}row>".encode()

    def _blank(self, row: int, col: int, row_attributes: Mapping[str, str]) -> bytes:
        """A cell that was not written out; it looked as its row or column says."""
        own = row_attributes.get("customFormat") in ("1", "true")
        base = _number(row_attributes.get("s")) if own else self.sheet.column_style(col)
        style = self.marked(base, self._colours[row, col])
        return f'<{self.sheet.prefix}c r="{a1(row, col)}" s="{style}"/>'.encode()


def _merged_by_row(
    sheet: SheetMap, colours: Mapping[Place, Severity]
) -> dict[int, list[tuple[int, int, Severity]]]:
    """The merged ranges that are coloured as (first column, last column, colour) by row."""
    found: dict[int, list[tuple[int, int, Severity]]] = {}
    for top, left, bottom, right in sheet.merges:
        if severity := colours.get((top, left)):
            for row in range(top, min(bottom, sheet.last_row) + 1):
                found.setdefault(row, []).append((left, right, severity))
    return found


def _range(reference: str) -> Range:
    first, _, last = reference.strip().partition(":")
    top, bottom = place_of(first), place_of(last or first)
    if not top or not bottom:
        raise OddPackageError(f"a merged range {reference}")
    return (*top, *bottom)


def _number(text: str | None) -> int:
    return int(text) if text and text.strip().isdecimal() else 0


def _size(text: str | None, otherwise: float) -> float:
    try:
        return float(text or otherwise)
    except ValueError:
        return otherwise
