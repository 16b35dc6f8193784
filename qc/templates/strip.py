"""The strip above a table: whose checks, of when, by whom. A month is filled in already."""

from __future__ import annotations

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
        allow(page, (STRIP_ROW, first, STRIP_ROW, first), entry)
