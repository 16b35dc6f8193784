"""The strip above a table: whose checks, of when, by whom. A month is filled in already, and what the
template was given."""

from __future__ import annotations

import datetime as dt
from typing import Any

from qc.templates.entries import allow, look_of
from qc.templates.look import FILLED
from qc.templates.page import STRIP_ROW, Page, write_strip_labels


def write_strip(page: Page) -> None:
    """Labels and cells to fill, with drop-down or check."""
    for name, (first, last) in write_strip_labels(page):
        entry = page.forms.strip[name].entry
        number = look_of(page, entry).get("num_format", "General")
        look = page.book.format(FILLED, num_format=number, align="left")
        page.merged(STRIP_ROW, first, last, look)
        if entry == "month":
            page.sheet.write_datetime(STRIP_ROW, first, page.about.month, look)
        elif given := page.about.given.get(name):
            _write(page, first, given, look)
        allow(page, (STRIP_ROW, first, STRIP_ROW, first), entry)


def _write(page: Page, column: int, given: str | dt.date, look: Any) -> None:
    """A date as a date, anything else as text, which is never a formula."""
    if isinstance(given, dt.date):
        page.sheet.write_datetime(STRIP_ROW, column, given, look)
    else:
        page.sheet.write_string(STRIP_ROW, column, given, look)
