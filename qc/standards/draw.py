"""The sheets of the workbook, drawn: heads that stay in view, drop-downs, widths; texts are texts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from qc.catalogue.model import Catalogue
from qc.sheetstyle import PAPER, QUIET, Book
from qc.standards.columns import SHEETS, Column, Sheet, SheetName, layout
from qc.standards.rows import Row, named_of
from qc.standards.values import Value, default_of, plain
from qc.templates.look import BOXED, HEAD, LINE, NOTE, TITLE, height_of

_SPARE = 300  # lines below the last that have drop-downs, too
_EXACT = 15  # digits that a spreadsheet's number holds
_GUIDE_WIDTHS = (4.0, 14.0, 26.0, 62.0, 4.0, 26.0, 26.0)
_INDICATORS, _GROUPS = 5, 6
_A3 = 8
_NUMBERS = {"date": "yyyy-mm-dd", "share": "0.##%", "number": "General", "whole": "0"}
_FIXED = {**BOXED, "bg_color": PAPER, "font_color": QUIET}


@dataclass(frozen=True)
class Drawing:
    """A workbook that is being drawn, its language, and the catalogue that its lists offer."""

    book: Book
    language: str
    catalogue: Catalogue

    def word(self, name: str, **values: object) -> str:
        said = layout().words[name].of(self.language)
        return said.format(**values) if values else said

    @property
    def indicators(self) -> list[str]:
        """The names of those that a checklist may count for."""
        parents = {each.parent for each in self.catalogue.indicators.values()}
        return [e.name.of(self.language) for e in self.catalogue.in_groups if e.code not in parents]

    @property
    def groups(self) -> list[str]:
        return [group.name.of(self.language) for group in self.catalogue.groups.values()]


def write_sheet(drawing: Drawing, name: SheetName, rows: Sequence[Row]) -> None:
    """One sheet: a line a standard or item below the heads."""
    kind = layout().sheets[name]
    sheet = drawing.book.workbook.add_worksheet(kind.name.of(drawing.language))
    _heads(drawing, sheet, kind)
    for line, row in enumerate(rows, start=1):
        for place, column in enumerate(kind.columns):
            _write(drawing, sheet, (line, place), column, row[column.key])
        sheet.set_row(line, _height(drawing, kind, row))
    for place, column in enumerate(kind.columns):
        _allow(drawing, sheet, (1, place, len(rows) + _SPARE, place), column)
    sheet.freeze_panes(1, kind.frozen)
    sheet.autofilter(0, 0, max(1, len(rows)), len(kind.columns) - 1)
    _paper(drawing, sheet, kind)


def _heads(drawing: Drawing, sheet: Any, kind: Sheet) -> None:
    for place, column in enumerate(kind.columns):
        sheet.set_column(place, place, column.width, drawing.book.format(_look(column)))
        head = drawing.book.format(HEAD, font_color=QUIET) if _is_quiet(column) else None
        text = column.head.of(drawing.language)
        sheet.write_string(0, place, text, head or drawing.book.format(HEAD))
    sheet.set_row(0, 2 * LINE + 8)


def _is_quiet(column: Column) -> bool:
    return column.printed or column.fixed


def _look(column: Column) -> dict[str, object]:
    base = _FIXED if _is_quiet(column) else BOXED
    wraps = column.sort in ("text", "words")
    align = {"align": "left", "indent": 1} if wraps else {"align": "center"}
    number = _NUMBERS.get(column.sort, "@")
    return {**base, **align, "text_wrap": True, "valign": "top", "num_format": number}


def _write(drawing: Drawing, sheet: Any, at: tuple[int, int], column: Column, value: Value) -> None:
    look = drawing.book.format(_look(column))
    if value is False or (not column.shown and value == default_of(column)):
        value = None
    if isinstance(value, dt.date):
        sheet.write_datetime(*at, dt.datetime.combine(value, dt.time()), look)
    elif isinstance(value, Decimal) and _is_exact(value):
        sheet.write_number(*at, float(value), look)
    elif said := _said(drawing, column, value):
        sheet.write_string(*at, said, look)
    else:
        sheet.write_blank(*at, None, look)


def _is_exact(value: Decimal) -> bool:
    return Decimal(f"{float(value):.{_EXACT}g}") == value


def _said(drawing: Drawing, column: Column, value: Value) -> str:
    """A value as its cell says it: indicators and groups by their names."""
    return named_of(column, value, drawing.catalogue, drawing.language)


def _height(drawing: Drawing, kind: Sheet, row: Row) -> float:
    texts = (
        (_said(drawing, c, row[c.key]), c.width)
        for c in kind.columns
        if c.sort in ("text", "words")
    )
    return max(height_of(text, width) for text, width in texts)


def _allow(drawing: Drawing, sheet: Any, area: tuple[int, int, int, int], column: Column) -> None:
    """Drop-downs and bounds, said again where what was typed does not fit."""
    rule = _rule(drawing, area, column)
    if rule is None or column.printed:
        return
    said = column.note.of(drawing.language)
    open_list = rule.get("error_type") == "warning"
    rule |= {
        "error_title": drawing.word("not_allowed"),
        "error_message": drawing.word("not_listed") if open_list else said,
    }
    sheet.data_validation(*area, rule)


def _rule(
    drawing: Drawing, area: tuple[int, int, int, int], column: Column
) -> dict[str, Any] | None:
    if column.sort == "choice":
        texts = layout().choices[column.choices].values()
        return {"validate": "list", "source": [text.of(drawing.language) for text in texts]}
    if column.sort == "yes_no":
        return {"validate": "list", "source": [drawing.word("yes"), drawing.word("no")]}
    if column.sort in ("indicator", "group"):
        return {**_listed(drawing, column), "error_type": "warning"}
    if column.key == "checklist":
        name = layout().sheets["checklists"].name.of(drawing.language)
        source = f"='{name}'!$A$2:$A${len(drawing.catalogue.checklists) + _SPARE}"
        return {"validate": "list", "source": source, "error_type": "warning"}
    return _typed(area, column)


def _typed(area: tuple[int, int, int, int], column: Column) -> dict[str, Any] | None:
    cell = xl_rowcol_to_cell(area[0], area[1])
    if column.sort == "date":
        first, last = dt.date(2000, 1, 1), dt.date(2099, 12, 31)
        return {"validate": "date", "criteria": "between", "minimum": first, "maximum": last}
    if column.sort == "share":
        return {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1}
    if column.sort not in ("number", "whole"):
        return None
    parts = [f"ISNUMBER({cell})"]
    parts += [f"{cell}>{plain(column.above)}"] if column.above is not None else []
    parts += [f"{cell}>={plain(column.least)}"] if column.least is not None else []
    parts += [f"{cell}=INT({cell})"] if column.sort == "whole" else []
    return {"validate": "custom", "value": f"=AND({','.join(parts)})"}


def _listed(drawing: Drawing, column: Column) -> dict[str, Any]:
    of_indicators = column.sort == "indicator"
    names, place = (drawing.indicators, _INDICATORS) if of_indicators else (drawing.groups, _GROUPS)
    letters, first = xl_col_to_name(place), _table_row() + 2
    last = first + len(names) - 1
    source = f"='{drawing.word('guide')}'!${letters}${first}:${letters}${last}"
    return {"validate": "list", "source": source}


def _paper(drawing: Drawing, sheet: Any, kind: Sheet) -> None:
    """A3 across, heads and names on every page."""
    sheet.set_paper(_A3)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.6)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, kind.frozen - 1)
    sheet.set_print_scale(70)
    sheet.set_footer(f'&C&"微软雅黑,Regular"&8{drawing.word("page")}')


def write_guide(drawing: Drawing, clinic: str, day: dt.date) -> None:
    """What to do, what each column holds, and the lists that the drop-downs offer."""
    sheet = drawing.book.workbook.add_worksheet(drawing.word("guide"))
    sheet.hide_gridlines(2)
    for place, width in enumerate(_GUIDE_WIDTHS):
        sheet.set_column(place, place, width)
    sheet.write_string(0, 0, drawing.word("title"), drawing.book.format(TITLE, align="left"))
    sheet.set_row(0, 30)
    about = drawing.word("about", clinic=clinic, day=day)
    sheet.write_string(1, 0, about, drawing.book.format(NOTE, text_wrap=False))
    _steps(drawing, sheet)
    _meanings(drawing, sheet)
    _list(drawing, sheet, _INDICATORS, drawing.word("indicators"), drawing.indicators)
    _list(drawing, sheet, _GROUPS, drawing.word("groups"), drawing.groups)
    sheet.freeze_panes(2, 0)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _table_row() -> int:
    """The row of the heads below the steps; the lists begin in it, too."""
    return 4 + len(layout().steps)


def _steps(drawing: Drawing, sheet: Any) -> None:
    sheet.write_string(2, 1, drawing.word("steps"), drawing.book.format({"bold": True}))
    width = sum(_GUIDE_WIDTHS[1:4])
    wrapped = drawing.book.format({"text_wrap": True, "valign": "top"})
    for number, step in enumerate(layout().steps, start=1):
        row, text = 2 + number, step.of(drawing.language)
        sheet.write_number(
            row, 0, number, drawing.book.format({"align": "center", "valign": "top"})
        )
        sheet.merge_range(row, 1, row, 3, "", wrapped)
        sheet.write_string(row, 1, text, wrapped)
        sheet.set_row(row, height_of(text, width) + 3)


def _meanings(drawing: Drawing, sheet: Any) -> None:
    head, cell = drawing.book.format(HEAD), drawing.book.format({**BOXED, "text_wrap": True})
    quiet = drawing.book.format({**_FIXED, "text_wrap": True})
    for place, name in enumerate(("sheet", "column", "meaning"), start=1):
        sheet.write_string(_table_row(), place, drawing.word(name), head)
    row = _table_row()
    for name in SHEETS:
        kind = layout().sheets[name]
        for column in kind.columns:
            row += 1
            look = quiet if _is_quiet(column) else cell
            texts = (kind.name, column.head, column.note)
            for place, text in enumerate(texts, start=1):
                sheet.write_string(row, place, text.of(drawing.language), look)
            sheet.set_row(row, height_of(column.note.of(drawing.language), _GUIDE_WIDTHS[3]))


def _list(drawing: Drawing, sheet: Any, place: int, head: str, names: Sequence[str]) -> None:
    """What a drop-down offers, below its head."""
    sheet.write_string(_table_row(), place, head, drawing.book.format(HEAD))
    for row, name in enumerate(names, start=_table_row() + 1):
        sheet.write_string(row, place, name, drawing.book.format(BOXED))
