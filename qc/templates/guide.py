"""The sheet of instructions, which also holds the units that the drop-downs offer."""

from __future__ import annotations

from typing import Any

from qc.templates.entries import FIRST_UNIT
from qc.templates.look import FIXED, HEAD, LINE, TITLE, height_of
from qc.templates.page import Page

_WIDTHS = (6.0, 70.0, 26.0)
_ROW = LINE + 8


def write_guide(page: Page, sheet: Any) -> None:
    """Numbered steps on the left, the units on the right; all of it locked."""
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, page.word("guide_title"), page.book.format(TITLE, align="left"))
    sheet.set_row(0, 30)
    steps, units = page.form.guide, page.about.units
    wrapped = page.book.format({"text_wrap": True})
    for number, step in enumerate(steps, start=1):
        row, text = FIRST_UNIT[0] + number - 1, page.say(step)
        sheet.write_number(row, 0, number, page.book.format({"align": "center"}))
        sheet.write_string(row, 1, text, wrapped)
        sheet.set_row(row, max(_ROW, height_of(text, _WIDTHS[1])))
    if units:
        sheet.write_string(FIRST_UNIT[0] - 1, 2, page.word("units"), page.book.format(HEAD))
    for row in range(FIRST_UNIT[0] + len(steps), FIRST_UNIT[0] + len(units)):
        sheet.set_row(row, _ROW)
    for row, unit in enumerate(units, start=FIRST_UNIT[0]):
        sheet.write_string(row, 2, unit, page.book.format(FIXED))
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.protect("")
