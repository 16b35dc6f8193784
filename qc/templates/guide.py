"""The sheet of instructions, which also holds the units and items that the drop-downs offer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qc.templates.entries import FIRST_ITEM, FIRST_UNIT
from qc.templates.look import FIXED, HEAD, LINE, TITLE, height_of
from qc.templates.page import Page

_WIDTHS = (6.0, 70.0, 26.0, 40.0)
_ROW = LINE + 8


def write_guide(page: Page, sheet: Any) -> None:
    """Numbered steps on the left, units and items on the right; all of it locked."""
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, page.word("guide_title"), page.book.format(TITLE, align="left"))
    sheet.set_row(0, 30)
    items = () if page.form.prints_items else page.about.items
    for row in range(FIRST_UNIT[0], FIRST_UNIT[0] + max(len(items), len(page.about.units))):
        sheet.set_row(row, _ROW)
    _write_steps(page, sheet)
    _write_list(page, sheet, FIRST_UNIT, page.word("units"), page.about.units)
    _write_list(page, sheet, FIRST_ITEM, page.word("items"), [item.text.zh for item in items])
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.protect("")


def _write_steps(page: Page, sheet: Any) -> None:
    steps = [*(page.say(step) for step in page.form.guide), page.word("hand_in")]
    steps += [page.about.note] if page.about.note else []
    wrapped, numbered = page.book.format({"text_wrap": True}), page.book.format({"align": "center"})
    for number, text in enumerate(steps, start=1):
        row = FIRST_UNIT[0] + number - 1
        sheet.write_number(row, 0, number, numbered)
        sheet.write_string(row, 1, text, wrapped)
        sheet.set_row(row, max(_ROW, height_of(text, _WIDTHS[1])))


def _write_list(
    page: Page, sheet: Any, first: tuple[int, int], head: str, texts: Sequence[str]
) -> None:
    """What a drop-down offers, below its head; nothing where there is nothing to choose."""
    if not texts:
        return
    top, column = first
    sheet.write_string(top - 1, column, head, page.book.format(HEAD))
    for row, text in enumerate(texts, start=top):
        sheet.write_string(row, column, text, page.book.format(FIXED))
