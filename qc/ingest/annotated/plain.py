"""An .xlsx copy of what is no .xlsx: values and merged cells, the faulty ones marked, and it says so.

Text is written as text even where it looks like a formula.
"""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter import Workbook

from qc.ingest.annotated.listing import HEAD_ROW, link_to
from qc.ingest.annotated.look import (
    FONT,
    INK,
    LINK,
    NOTE_WIDTH,
    PALE,
    PAPER,
    QUIET,
    RULE,
    WIDTHS,
    note_height,
    row_height,
)
from qc.ingest.annotated.notes import (
    AUTHOR,
    MAX_LISTED,
    Line,
    Note,
    Place,
    advice,
    headings,
    list_name,
    notes_of,
    place_of,
    remainder,
    summary,
)
from qc.ingest.annotated.xml import plain_text
from qc.ingest.grid import Grid
from qc.ingest.values.text import show
from qc.locale import Translator
from qc.words import Severity

_OPTIONS = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
    "default_date_format": "yyyy-mm-dd",
    "default_format_properties": {"font_name": FONT, "font_size": 10, "font_scheme": "none"},
}  # fmt: skip
_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
_LONGEST = 32_767
_WIDEST = 40
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


@dataclass
class _Book:
    workbook: Any
    t: Translator
    formats: dict[tuple[tuple[str, object], ...], Any] = field(default_factory=dict)

    def format(self, **properties: object) -> Any:
        """The format with these properties, the same object for the same properties."""
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            self.formats[key] = self.workbook.add_format({"font_color": f"#{INK}", **properties})
        return self.formats[key]


def plain_copy(name: str, grids: Iterable[Grid], lines: Sequence[Line], t: Translator) -> bytes:
    """A new workbook with the list first, then each grid as a sheet, its faulty cells marked."""
    grids = tuple(grids)
    stream = io.BytesIO()
    from_1904 = any(grid.date_1904 for grid in grids)
    workbook = Workbook(stream, {**_OPTIONS, "date_1904": from_1904})
    book = _Book(workbook, t)
    names = _sheet_names(grid.sheet for grid in grids)
    notes = notes_of(lines, t)
    _write_list(book, name, lines, names)
    sheets = [workbook.add_worksheet(names[grid.sheet]) for grid in grids]
    for sheet, grid in zip(sheets, grids, strict=True):
        _write_grid(book, sheet, grid, notes.get(grid.sheet, {}))
    visible = [sheet for sheet, grid in zip(sheets, grids, strict=True) if not grid.hidden]
    for sheet in visible[:1]:
        sheet.activate()
    workbook.close()
    return stream.getvalue()


def _sheet_names(names: Iterable[str]) -> dict[str, str]:
    """Each name as Excel takes it: 31 signs, some forbidden, none twice."""
    found: dict[str, str] = {}
    for name in names:
        base = _FORBIDDEN.sub("_", plain_text(name)).strip("'")[:31] or "_"
        shown, number = base, 1
        while shown.casefold() in {other.casefold() for other in found.values()}:
            number += 1
            shown = f"{base[:25]} ({number})"
        found[name] = shown
    return found


def _write_list(book: _Book, name: str, lines: Sequence[Line], names: Mapping[str, str]) -> None:
    t = book.t
    sheet = book.workbook.add_worksheet(list_name(names.values(), t))
    sheet.hide_gridlines(2)
    sheet.freeze_panes(HEAD_ROW, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    said = t("This is a copy of {name} as .xlsx: its values, not its formats.", name=name)
    sheet.write_string(0, 0, summary(lines, t), book.format(bold=True, font_size=14))
    sheet.write_string(1, 0, advice(t), book.format(font_color=f"#{QUIET}"))
    sheet.write_string(2, 0, plain_text(said), book.format(font_color=f"#{QUIET}"))
    head = book.format(bold=True, bg_color=f"#{PAPER}", **_BODY)
    for col, (width, heading) in enumerate(zip(WIDTHS, headings(t), strict=True)):
        sheet.set_column(col, col, width)
        sheet.write_string(HEAD_ROW - 1, col, heading, head)
    shown = lines[:MAX_LISTED]
    for row, line in enumerate(shown, HEAD_ROW):
        _write_line(book, sheet, row, line, names)
    more = remainder(lines, t)
    sheet.write_string(HEAD_ROW + len(shown), 0, more, book.format(font_color=f"#{QUIET}"))


_BODY: dict[str, object] = {
    "text_wrap": True, "valign": "top", "bottom": 1, "bottom_color": f"#{RULE}"
}  # fmt: skip


def _write_line(book: _Book, sheet: Any, row: int, line: Line, names: Mapping[str, str]) -> None:
    texts = (
        line.label, line.sheet, line.cell or "—", line.value, line.message, line.expected,
        line.remedy,
    )  # fmt: skip
    sheet.set_row(row, row_height(texts))
    for col, text in enumerate(texts):
        sheet.write_string(row, col, text, book.format(**_BODY))
    if line.severity is not Severity.INFO:
        tag = book.format(bold=True, bg_color=f"#{PALE[line.severity]}", **_BODY)
        sheet.write_string(row, 0, line.label, tag)
    if line.sheet in names and place_of(line.cell):
        link = book.format(**{**_BODY, "font_color": f"#{LINK}", "underline": 1})
        to = f"internal:{link_to(names[line.sheet], line.cell)}"
        sheet.write_url(row, 2, to, link, line.cell)


def _write_grid(book: _Book, sheet: Any, grid: Grid, notes: Mapping[Place, Note]) -> None:
    at = {grid.anchor(*place): note for place, note in notes.items()}
    merged = _merge(book, sheet, grid, at)
    for row, values in enumerate(grid.rows):
        for col, value in enumerate(values):
            note = at.get((row, col))
            if (row, col) not in merged and (value not in ("", None) or note):
                _write(book, sheet, (row, col), grid.errors.get((row, col), value), _ground(note))
    for (row, col), error in grid.errors.items():
        if (row, col) not in merged:
            _write(book, sheet, (row, col), error, _ground(at.get((row, col))))
    for place, note in at.items():
        _comment(sheet, place, note)
    for row in grid.hidden_rows:
        sheet.set_row(row, None, None, {"hidden": True})
    _widen(sheet, grid)
    if grid.hidden:
        sheet.hide()


def _merge(book: _Book, sheet: Any, grid: Grid, at: Mapping[Place, Note]) -> set[Place]:
    """Merge what is merged, its first value in it; returns the places that are done with."""
    done: set[Place] = set()
    for (top, left), (bottom, right) in grid.merges:
        bottom, right = min(bottom, grid.height - 1), min(right, grid.width - 1)
        places = {(row, col) for row in range(top, bottom + 1) for col in range(left, right + 1)}
        if len(places) < 2 or places & done:  # of overlapping ranges Excel knows only one
            continue
        ground = _ground(at.get((top, left)))
        sheet.merge_range(top, left, bottom, right, "", book.format(**ground, text_wrap=True))
        value = grid.errors.get((top, left), grid.rows[top][left])
        _write(book, sheet, (top, left), value, ground)
        done |= places
    return done


def _ground(note: Note | None) -> dict[str, object]:
    return {"bg_color": f"#{PALE[note.severity]}"} if note else {}


def _write(book: _Book, sheet: Any, place: Place, value: object, ground: dict[str, object]) -> None:
    """One value in its own type, so that it is read back as it was."""
    style = book.format(**ground, text_wrap=True, valign="vcenter")
    if value is None or value == "":
        sheet.write_blank(*place, None, style)
    elif isinstance(value, bool):
        sheet.write_boolean(*place, value, style)
    elif isinstance(value, (int, float)) and math.isfinite(value):
        sheet.write_number(*place, value, style)
    elif isinstance(value, str) and value in _ERRORS:
        sheet.write_formula(*place, value, style, value)
    elif pattern := _date_pattern(value):
        sheet.write_datetime(*place, value, book.format(**ground, num_format=pattern))
    else:
        sheet.write_string(*place, plain_text(str(value))[:_LONGEST], style)


def _date_pattern(value: object) -> str:
    """How a day or time is shown; "" for what Excel cannot keep as one."""
    if isinstance(value, dt.datetime):
        return "yyyy-mm-dd hh:mm" if value.year >= 1900 else ""
    if isinstance(value, dt.date):
        return "yyyy-mm-dd" if value.year >= 1900 else ""
    if isinstance(value, dt.time):
        return "hh:mm"
    return "[h]:mm" if isinstance(value, dt.timedelta) else ""


def _comment(sheet: Any, place: Place, note: Note) -> None:
    text = note.text
    options = {
        "author": AUTHOR, "width": NOTE_WIDTH, "height": note_height(text), "font_size": 9,
        "font_name": FONT,
    }  # fmt: skip
    sheet.write_comment(*place, text, options)


def _widen(sheet: Any, grid: Grid) -> None:
    """Columns as wide as their texts, within reason; a merged text spreads over several."""
    for col in range(grid.width):
        texts = (
            show(values[col])
            for row, values in enumerate(grid.rows)
            if grid.span(row, col) == (row, col)
        )
        widest = max((len(text.encode("gbk", "replace")) for text in texts), default=0)
        sheet.set_column(col, col, min(max(widest + 2, 5), _WIDEST))
