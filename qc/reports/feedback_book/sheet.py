"""The feedback book as an Excel workbook: a sheet a unit, to be printed, signed and filed."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from qc.ingest.unread import OWN_BOOK
from qc.locale import N_, Translator
from qc.reports.feedback_book.content import Entry, FeedbackBook, Page
from qc.reports.page import (
    FIRST_ROW,
    HEAD_ROW,
    open_sheet,
    row_height,
    write_head,
    write_title,
)
from qc.reports.paper import set_up_print
from qc.reports.style import CELL, MISSED, Book

COLUMNS = (
    N_("Date"), N_("Unit"), N_("Problem found"), N_("Cases"), N_("Feedback"), N_("Why it happened"),
    N_("What is done about it"), N_("In charge"), N_("By when"), N_("How far put right"),
    N_("Re-checked on"), N_("Result of the re-check"), N_("Re-checked by"),
)  # fmt: skip
WIDTHS = (13, 11, 26, 8, 20, 17, 21, 9, 14, 13, 13, 13, 9)
SIGNED = (N_("Head of the unit"), N_("Inspector"), N_("Head nurse"))
ROOM = 30.0
"""The least height of a line, in points: what is missing is written in by hand."""
LAST = len(WIDTHS) - 1
DUE = 8
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST = 31


def render(content: FeedbackBook, t: Translator) -> bytes:
    """The workbook's bytes, the same for the same content."""
    target = io.BytesIO()
    book = Book.on(target, t)
    made = dt.datetime.combine(content.made_on, dt.time(), tzinfo=dt.UTC)
    book.workbook.set_properties(
        {"title": content.title, "author": content.clinic, "created": made}
    )
    for page, name in zip(content.pages, _names(content.pages, t), strict=True):
        _write(book, content, page, name)
    book.workbook.close()
    return target.getvalue()


def _names(pages: Iterable[Page], t: Translator) -> list[str]:
    """A name for each sheet that Excel takes: no forbidden sign, not too long, none twice."""
    names: list[str] = []
    for page in pages:
        base = _FORBIDDEN.sub("_", page.unit).strip("' ") or t("Feedback")
        name, number = base[:_LONGEST], 1
        while name.casefold() in {*map(str.casefold, names), "history"}:
            number += 1
            name = f"{base[: _LONGEST - 5]} ({number})"
        names.append(name)
    return names


def _write(book: Book, content: FeedbackBook, page: Page, name: str) -> None:
    sheet = open_sheet(book, name, WIDTHS)
    write_title(book, sheet, page.sentence, _caption(book, content), WIDTHS)
    write_head(book, sheet, [book.t(column) for column in COLUMNS], ())
    row = HEAD_ROW
    for row, entry in enumerate(page.entries, FIRST_ROW):
        _write_line(book, sheet, row, entry)
    foot = row + 2
    _write_foot(book, sheet, foot)
    sheet.freeze_panes(FIRST_ROW, 0)
    sheet.autofilter(HEAD_ROW, 0, max(row, FIRST_ROW), LAST)
    set_up_print(book, sheet, content, (0, 0, foot, LAST), repeat=(HEAD_ROW, HEAD_ROW))


def _write_line(book: Book, sheet: Any, row: int, entry: Entry) -> None:
    """Texts as texts, whatever they begin with; days as days."""
    cells: Sequence[str | dt.date | None] = (
        entry.day, entry.unit, entry.problem, entry.cases, entry.feedback, entry.cause,
        entry.measure, entry.person, entry.due, entry.put_right, entry.rechecked_on, entry.recheck,
        entry.rechecked_by,
    )  # fmt: skip
    texts = ["" if cell is None else str(cell) for cell in cells]
    sheet.set_row(row, max(ROOM, row_height(texts, WIDTHS)))
    for column, cell in enumerate(cells):
        late = column == DUE and entry.overdue
        if isinstance(cell, dt.date):
            sheet.write_datetime(row, column, cell, _day_format(book, late=late))
        elif cell:
            sheet.write_string(row, column, cell, book.format(CELL))
        else:
            sheet.write_blank(row, column, None, book.format(CELL))


def _day_format(book: Book, *, late: bool) -> Any:
    shown = {"num_format": '"▲ "yyyy-mm-dd', "font_color": MISSED, "bold": True}
    return book.format(CELL, align="left", **(shown if late else {"num_format": "yyyy-mm-dd"}))


def _caption(book: Book, content: FeedbackBook) -> str:
    """Where it comes from; its last word is how `qc import` knows it again."""
    said = book.t(
        "{title} · {clinic} · as of {day} · from the checks and what was written down about them; importing it counts nothing again · {sign}",
        title=content.title,
        clinic=content.clinic,
        day=content.made_on,
        sign=OWN_BOOK,
    )
    if not content.withdrawn:
        return said
    more = book.t("not listed, for their record was corrected: {n}", n=content.withdrawn)
    return f"{said} · {more}"


def _write_foot(book: Book, sheet: Any, row: int) -> None:
    """Three lines to sign on, side by side."""
    sheet.set_row(row, ROOM)
    style = book.format({"indent": 1})
    ends = (0, 4, 8, LAST + 1)
    for who, first, after in zip(SIGNED, ends, ends[1:], strict=False):
        text = book.t("{who}: ______________  Date: ____________", who=book.t(who))
        sheet.merge_range(row, first, row, after - 1, "", style)
        sheet.write_string(row, first, text, style)
