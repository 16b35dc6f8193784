"""How a sheet prints on A4: one page wide, no page begun for a few lines, a footer."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any, Protocol

from qc.reports.style import Book

A4 = 9
MARGINS = {"left": 0.5, "right": 0.5, "top": 0.5, "bottom": 0.7}
"""In inches."""
PORTRAIT, LANDSCAPE = 756.0, 509.0
"""Height in points that the margins leave."""
SMALLEST = 0.72
"""The least that a sheet is shrunk for its height: 10 pt print as 7.2 pt."""
POINTS = 0.75
"""Of a pixel, in which the writer keeps row heights."""


class Printed(Protocol):
    """What a footer says of what is printed."""

    @property
    def clinic(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def made_on(self) -> dt.date: ...


def set_up_print(
    book: Book, sheet: Any, report: Printed, area: tuple[int, int, int, int], *,
    portrait: bool = False, pages_tall: int = 0, repeat: tuple[int, int] | None = None,
    new_page: int = 0,
) -> None:  # fmt: skip
    """A4, one page wide, with head rows repeated and page number and source in the footer.

    Without `pages_tall`, as few pages as the smallest type allows: rather a little smaller than a
    page for the last few lines. Row heights must be set before. With a row that begins a
    `new_page` only the width is fitted: a number of pages would overrule the break.
    """
    sheet.set_paper(A4)
    sheet.set_portrait() if portrait else sheet.set_landscape()
    sheet.set_margins(**MARGINS)
    sheet.center_horizontally()
    if new_page:
        sheet.fit_to_pages(1, 0)
        sheet.set_h_pagebreaks([new_page])
    else:
        page = PORTRAIT if portrait else LANDSCAPE
        sheet.fit_to_pages(1, pages_tall or pages_needed(height(sheet, area), page))
    sheet.print_area(*area)
    if repeat:
        sheet.repeat_rows(*repeat)
    sheet.set_footer(footer(book, report))


def height(sheet: Any, area: tuple[int, int, int, int]) -> float:
    """Height in points of the rows of a print area."""
    default = (sheet.default_row_height, False)
    rows = range(area[0], area[2] + 1)
    return POINTS * sum(float(sheet.row_sizes.get(row, default)[0]) for row in rows)


def pages_needed(points: float, page: float) -> int:
    """Pages that rows so many points high take in the smallest type."""
    return max(1, math.ceil(points * SMALLEST / page))


def footer(book: Book, report: Printed) -> str:
    """Clinic and report left, page in the middle, source right. A doubled & prints as one."""
    font = '&"微软雅黑,Regular"&8'
    left = f"{report.clinic[:40]} · {report.title}".replace("&", "&&")
    page = book.t("page {page} of {pages}", page="&P", pages="&N")
    source = book.t("from imported audit workbooks; made {day}", day=report.made_on)
    return f"&L{font}{left}&C{font}{page}&R{font}{source}"
