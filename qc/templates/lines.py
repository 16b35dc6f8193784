"""One line a row: drugs with their stock, or whatever a register writes down."""

from __future__ import annotations

import re

from xlsxwriter.utility import xl_rowcol_to_cell

from qc.templates.entries import allow, look_of
from qc.templates.forms import Column, Form
from qc.templates.look import CRITICAL, FIXED, HEAD, LINE, NUMBER, WORDS, height_of
from qc.templates.page import (
    HEAD_ROW,
    Page,
    Subject,
    columns_of,
    set_up,
    write_foot,
    write_title,
)  # fmt: skip
from qc.templates.strip import write_strip

_TOP = HEAD_ROW + 1
_HEIGHT = {True: LINE + 10, False: LINE + 6}  # of a line with its item printed, and of others
_PORTRAIT = 130.0  # digits: a wider table is laid across the page


def widths(about: Subject, form: Form) -> list[float]:
    """Of all columns, in digits."""
    return [column.width for column in columns_of(about, form)]


def write(page: Page) -> None:
    """The whole sheet."""
    columns = columns_of(page.about, page.form)
    write_title(page)
    write_strip(page)
    page.sheet.set_row(HEAD_ROW, 36)
    for place, column in enumerate(columns):
        head = page.say(column.head)
        page.sheet.write_string(HEAD_ROW, place, head, page.book.format(HEAD))
    end = _TOP + _lines(page)
    for row in range(_TOP, end):
        _write_line(page, columns, row)
    for place, column in enumerate(columns):
        allow(page, (_TOP, place, end - 1, place), column.entry, column.choices)
    last = write_foot(page, end)
    page.sheet.freeze_panes(_TOP, 0)
    set_up(page, (HEAD_ROW, HEAD_ROW), last, landscape=sum(page.widths) > _PORTRAIT)


def _lines(page: Page) -> int:
    items = len(page.about.items) if page.form.prints_items else 0
    return items + page.form.blank if items else page.form.empty


def _write_line(page: Page, columns: tuple[Column, ...], row: int) -> None:
    page.sheet.set_row(row, _HEIGHT[page.form.prints_items])
    for place, column in enumerate(columns):
        if column.key == "number":
            page.sheet.write_number(row, place, row - _TOP + 1, page.book.format(NUMBER))
        elif column.entry == "fixed":
            _write_fixed(page, column, row, place)
        elif column.entry == "formula":
            formula = _formula(column, columns, row)
            look = page.book.format(NUMBER, num_format=column.number)
            page.sheet.write_formula(row, place, formula, look, "")
        elif column.key == "par" and (par := _par(page, row)):
            page.sheet.write_number(row, place, par, page.book.format(look_of(page, column.entry)))
        else:
            page.sheet.write_blank(row, place, None, page.book.format(look_of(page, column.entry)))


def _par(page: Page, row: int) -> int | None:
    """The par level of the item in this row, where its standard has one; it may be written over."""
    number = row - _TOP
    return page.about.items[number].par if number < len(page.about.items) else None


def _write_fixed(page: Page, column: Column, row: int, place: int) -> None:
    """What is printed of an item; in the empty lines below, the item may be written."""
    number = row - _TOP
    if number >= len(page.about.items):
        look = page.book.format(WORDS, num_format="@", locked=column.key != "item")
        page.sheet.write_blank(row, place, None, look)
        return
    item = page.about.items[number]
    if column.key == "critical":
        text = page.word("critical") if item.critical else ""
        page.sheet.write_string(row, place, text, page.book.format(CRITICAL))
        return
    page.sheet.set_row(row, max(_HEIGHT[True], height_of(item.text.zh, column.width)))
    page.sheet.write_string(row, place, item.text.zh, page.book.format(FIXED))


def _formula(column: Column, columns: tuple[Column, ...], row: int) -> str:
    """A column's formula with {key} as the cell of that column in this row."""
    cells = {other.key: xl_rowcol_to_cell(row, n) for n, other in enumerate(columns)}
    return "=" + re.sub(r"\{(\w+)\}", lambda found: cells[found[1]], column.formula)
