"""A sheet that is being written: title, strip, how it prints and what is locked."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from qc.catalogue.model import Checklist, Indicator, Item, Text
from qc.sheetstyle import Book
from qc.templates.forms import Column, Form, Forms
from qc.templates.look import CLINIC, FILLED, LABEL, LINE, NOTE, TITLE, height_of, text_width

STRIP_ROW = 2
HEAD_ROW = STRIP_ROW + 2
"""A narrow row keeps the strip's lines apart from the table's."""
MONTH_FORMAT = {"zh": 'yyyy"年"m"月"', "en": "yyyy-mm"}
_VALUE_WIDTHS = (16.0, 12.0, 9.0, 0.5)  # the last is one column: it always fits
_A4, _MARGIN = 9, 0.4
_LONG, _SHORT = 842 - 2 * 72 * _MARGIN, 595 - 2 * 72 * 0.55
_SMALLEST = 0.7  # the least that a sheet is shrunk to save a page: 10 pt print as 7 pt


@dataclass(frozen=True)
class Subject:
    """What a template is made for: a checklist in a clinic, from a month on. `given`: what is filled
    in above the table already, by field of the strip; `note` stands last among the instructions."""

    checklist: Checklist
    indicator: Indicator
    clinic: str
    units: tuple[str, ...]
    month: dt.date
    language: str
    given: Mapping[str, str | dt.date] = field(default_factory=dict)
    note: str = ""

    @property
    def items(self) -> tuple[Item, ...]:
        return self.checklist.items

    @property
    def has_critical(self) -> bool:
        return any(item.critical for item in self.items)


class StripPlace(NamedTuple):
    """First and last column of a label, first and last of its value."""

    label: int
    label_end: int
    value: int
    end: int


@dataclass(frozen=True)
class Page:
    """A sheet with columns of these widths; rows are written from top to bottom."""

    book: Book
    sheet: Any
    about: Subject
    form: Form
    forms: Forms
    widths: Sequence[float]

    @property
    def last(self) -> int:
        return len(self.widths) - 1

    def say(self, text: Text, **values: object) -> str:
        """A text in the reader's language, its {places} filled."""
        said = text.of(self.about.language)
        return said.format(**values) if values else said

    def word(self, name: str, **values: object) -> str:
        return self.say(self.forms.words[name], **values)

    def merged(self, row: int, first: int, last: int, look: Any, text: str = "") -> None:
        """A text, never a formula, over columns of a row."""
        if last > first:
            self.sheet.merge_range(row, first, row, last, "", look)
        if text:
            self.sheet.write_string(row, first, text, look)
        else:
            self.sheet.write_blank(row, first, None, look)

    @property
    def has_critical(self) -> bool:
        return self.about.has_critical

    @property
    def month_cell(self) -> str:
        """The absolute address of the month in the strip."""
        column = self.strip_places()[self.form.strip.index("month")].value
        return f"${_letters(column)}${STRIP_ROW + 1}"

    def strip_places(self) -> list[StripPlace]:
        """Where each field's label and value stand: values as wide as leaves room for all."""
        tried = (self._strip_with(width) for width in _VALUE_WIDTHS)
        return next(places for places in tried if places[-1].end <= self.last)

    def _strip_with(self, value_width: float) -> list[StripPlace]:
        places = []
        column = 0
        for name in self.form.strip:
            label = text_width(self.say(self.forms.strip[name].label)) + 2
            start, value = column, self._wide(column, label)
            column = self._wide(value, value_width)
            places.append(StripPlace(start, value - 1, value, column - 1))
        return places

    def _wide(self, start: int, width: float) -> int:
        """The column after as many as reach a width; one beyond the last where they do not."""
        end = start
        while sum(self.widths[start:end]) < width:
            if end > self.last:
                return end + 1
            end += 1
        return end


def columns_of(about: Subject, form: Form) -> tuple[Column, ...]:
    """The form's columns that this checklist needs, one for each answer of its scale."""
    needed = {
        "always": True, "critical": about.has_critical,
        "items": bool(about.items), "no_items": not about.items,
    }  # fmt: skip
    return tuple(
        column for wanted in form.columns if needed[wanted.when] for column in _each(about, wanted)
    )


def _each(about: Subject, column: Column) -> tuple[Column, ...]:
    if not column.each:
        return (column,)
    return tuple(
        column.model_copy(update={"key": answer, "head": Text(zh=answer, en=answer), "choices": ()})
        for answer in about.checklist.rule.scale or column.choices
    )


def write_title(page: Page) -> None:
    """The clinic's name, the checklist's below it."""
    sheet, book = page.sheet, page.book
    for column, width in enumerate(page.widths):
        sheet.set_column(column, column, width)
    sheet.hide_gridlines(2)
    page.merged(0, 0, page.last, book.format(CLINIC), page.about.clinic)
    name = page.about.checklist.name.of(page.about.language)
    page.merged(1, 0, page.last, book.format(TITLE), name)
    sheet.set_row(0, LINE + 2)
    sheet.set_row(1, 30)


def write_strip_labels(page: Page) -> Iterator[tuple[str, tuple[int, int]]]:
    """The labels of the strip; yields each field with the columns of its value."""
    page.sheet.set_row(STRIP_ROW, 24)
    page.sheet.set_row(STRIP_ROW + 1, 6)
    for name, (first, last, start, end) in zip(page.form.strip, page.strip_places(), strict=True):
        label = f"{page.say(page.forms.strip[name].label)}："
        page.merged(STRIP_ROW, first, last, page.book.format(LABEL), label)
        yield name, (start, end)


def write_foot(page: Page, row: int) -> int:
    """Legend and signature below the table; returns the last row."""
    legend = [*page.form.legend]
    if _grants_half(page):
        legend += page.form.legend_half
    if page.has_critical:
        legend += page.form.legend_critical
    if page.about.checklist.to_confirm:
        legend.append(page.forms.words["to_confirm"])
    text = "".join(page.say(part) + ("" if page.about.language == "zh" else " ") for part in legend)
    page.sheet.set_row(row, height_of(text, sum(page.widths)) + 8)
    page.merged(row, 0, page.last, page.book.format(NOTE), text.strip())
    page.sheet.set_row(row + 1, 26)
    split = page._wide(0, 40)
    page.merged(row + 1, 0, split - 1, page.book.format(LABEL), page.word("approved"))
    end = min(page._wide(split, _VALUE_WIDTHS[1]) - 1, page.last)
    page.merged(row + 1, split, end, page.book.format(FILLED))
    return row + 1


def marks_of(page: Page) -> tuple[str, ...]:
    """The marks that may be chosen, as the checklist's rule allows."""
    half = page.form.half
    return (*page.form.marks, page.say(half)) if half and _grants_half(page) else page.form.marks


def _grants_half(page: Page) -> bool:
    return page.about.checklist.partly == "half"


def set_up(page: Page, head: tuple[int, int], last_row: int, *, landscape: bool) -> None:
    """A4, one page wide, head rows on every page, page and version in the footer; everything but
    the entry area is locked, without a password: against slips, not against people."""
    sheet = page.sheet
    sheet.set_paper(_A4)
    sheet.set_landscape() if landscape else sheet.set_portrait()
    sheet.set_margins(left=_MARGIN, right=_MARGIN, top=_MARGIN, bottom=0.7)
    sheet.center_horizontally()
    sheet.repeat_rows(*head)
    sheet.print_area(0, 0, last_row, page.last)
    sheet.fit_to_pages(1, _pages(page, last_row, landscape=landscape))
    sheet.set_footer(_footer(page))
    sheet.protect("", {"format_columns": True, "format_rows": True, "format_cells": True})


def _pages(page: Page, last_row: int, *, landscape: bool) -> int:
    """As few pages as the smallest type allows."""
    across, down = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
    default = (page.sheet.default_row_height, False)
    pixels = sum(float(page.sheet.row_sizes.get(row, default)[0]) for row in range(last_row + 1))
    scale = min(1.0, across / _points(page.widths), _SMALLEST)
    return max(1, math.ceil(pixels * 0.75 * scale / down))


def _points(widths: Sequence[float]) -> float:
    """Width of columns in points: a digit has 7 pixels, a column 5 more."""
    return 0.75 * sum(7 * width + 5 for width in widths)


def _footer(page: Page) -> str:
    """Name and version left, page in the middle. A doubled & prints as one."""
    font = '&"微软雅黑,Regular"&8'
    name = page.about.checklist.name.of(page.about.language)[:60]
    version = page.word("version", version=page.about.checklist.version)
    left = f"{name} · {version}".replace("&", "&&")
    return f"&L{font}{left}&C{font}{page.word('page', page='&P', pages='&N')}"


def _letters(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))
