"""A rectification notice as an Excel workbook: one A4 sheet across, cells to fill in, lines to sign on."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from qc.ingest.notices import HEADS, SIGN
from qc.locale import N_, Translator
from qc.reports.notices.content import Line, Notice
from qc.reports.page import FIRST_ROW, HEAD_ROW, open_sheet, row_height, write_head, write_title
from qc.reports.paper import set_up_print
from qc.reports.style import CAPTION, CELL, MISSED, RULE, Book
from qc.sheetstyle import QUIET
from qc.text import printable

COLUMNS = (
    N_("No."), HEADS["date"], HEADS["problem"], N_("Cases"), N_("How grave"), HEADS["cause"],
    HEADS["measure"], HEADS["person"], HEADS["due"], HEADS["done"], HEADS["recheck"], HEADS["id"],
)  # fmt: skip
WIDTHS = (6, 12, 25, 7, 13, 22, 25, 10, 14, 13, 12, 11)
TO_FILL = range(5, 10)
GRAVE, DUE, LAST = 4, 8, len(WIDTHS) - 1
SIGNED = (
    N_("Drawn up by"), N_("Reviewed by"), N_("Received by (unit)"), N_("Re-checked by (person)"),
)  # fmt: skip
ROOM, SIGN_ROOM = 60.0, 64.0
"""The least height of a line and of one to sign on, in points: both are written on by hand."""
TINT = "#FFF9EC"
ENTRY = {**CELL, "border": 1, "border_color": RULE, "bg_color": TINT, "locked": False}
FIXED = {**CELL, "border": 1, "border_color": RULE}


def render(content: Notice, t: Translator) -> bytes:
    """The workbook's bytes, the same for the same content."""
    target = io.BytesIO()
    book = Book.on(target, t)
    made = dt.datetime.combine(content.made_on, dt.time(), tzinfo=dt.UTC)
    book.workbook.set_properties(
        {"title": content.title, "author": content.clinic, "created": made}
    )
    _write(book, content)
    book.workbook.close()
    return target.getvalue()


def _write(book: Book, content: Notice) -> None:
    t = book.t
    sheet = open_sheet(book, t("Rectification notice"), WIDTHS)
    write_title(book, sheet, f"{content.title} · {content.sentence}", _caption(content, t), WIDTHS)
    _write_advice(book, sheet)
    write_head(book, sheet, [t(column) for column in COLUMNS], ())
    for number, line in enumerate(content.lines, 1):
        _write_line(book, sheet, HEAD_ROW + number, number, line)
    foot = FIRST_ROW + len(content.lines) + 1
    _write_foot(book, sheet, foot)
    _help(book, sheet, FIRST_ROW + len(content.lines) - 1)
    sheet.freeze_panes(FIRST_ROW, 0)
    set_up_print(book, sheet, content, (0, 0, foot, LAST), repeat=(HEAD_ROW, HEAD_ROW))


def _caption(content: Notice, t: Translator) -> str:
    """Whose it is and of which checks; its last word is how the import knows it again."""
    days = f"{content.first}"
    if content.last != content.first:
        days = t("{first} to {last}", first=content.first, last=content.last)
    return t(
        "{clinic} · checked on {days} · drawn up on {day} · {sign}",
        clinic=content.clinic,
        days=days,
        day=content.made_on,
        sign=f"{SIGN}:{content.mark}",
    )


def _write_advice(book: Book, sheet: Any) -> None:
    said = book.t(
        "The unit fills in the tinted cells, by hand or in Excel; the file then goes back by the import page or qc import. The re-check is a person's. Leave the line ids as they are."
    )
    style = book.format(CAPTION, text_wrap=True)
    sheet.merge_range(HEAD_ROW - 1, 0, HEAD_ROW - 1, LAST, "", style)
    sheet.write_string(HEAD_ROW - 1, 0, said, style)
    sheet.set_row(HEAD_ROW - 1, 20)


def _write_line(book: Book, sheet: Any, row: int, number: int, line: Line) -> None:
    """Texts as texts, whatever they begin with; days as days."""
    t = book.t
    # not in the format of the due day: a later one would be typed into the same cell
    how = (line.gravity, line.again, f"▲ {t('overdue')}" if line.overdue else "")
    recheck = line.recheck or t("□ in order\n□ not in order")
    cells: Sequence[str | int | dt.date | None] = (
        number, line.day, line.problem, line.cases, "\n".join(filter(None, how)),
        line.cause, line.measure, line.person, line.due, line.done, recheck, line.id,
    )  # fmt: skip
    texts = ["" if cell is None else str(cell) for cell in cells[:LAST]]
    sheet.set_row(row, max(ROOM, row_height(texts, WIDTHS[:LAST])))
    for column, cell in enumerate(cells):
        style = _style(book, column, late=column == GRAVE and line.overdue)
        if isinstance(cell, dt.date):
            sheet.write_datetime(row, column, cell, style)
        elif isinstance(cell, int):
            sheet.write_number(row, column, cell, style)
        elif cell:
            sheet.write_string(row, column, printable(cell), style)
        else:
            sheet.write_blank(row, column, None, style)


def _style(book: Book, column: int, *, late: bool) -> Any:
    base = ENTRY if column in TO_FILL else FIXED
    if column == LAST:
        return book.format(base, font_size=7, font_color=QUIET)
    look: dict[str, object] = {"font_color": MISSED, "bold": True} if late else {}
    if column in (1, DUE, DUE + 1):
        look = {"num_format": "yyyy-mm-dd"}
    return book.format(base, align="left", **look)


def _help(book: Book, sheet: Any, last: int) -> None:
    """A word beside the cells to fill in; anything may be written, the import says what it cannot read."""
    t = book.t
    for columns, said in (
        ((5, 6), t("Needed for what is critical, repeated or below its target.")),
        ((DUE, DUE + 1), t("A day such as 2026-11-05.")),
    ):
        options = {"validate": "any", "input_message": said}
        sheet.data_validation(FIRST_ROW, columns[0], last, columns[1], options)


def _write_foot(book: Book, sheet: Any, row: int) -> None:
    """Four to sign, side by side, each with the day: one row, so that no page parts them."""
    style = book.format({"text_wrap": True, "indent": 1, "top": 1, "top_color": QUIET})
    ends = (0, 3, 6, 8, LAST + 1)
    sheet.set_row(row, SIGN_ROOM)
    for who, first, after in zip(SIGNED, ends, ends[1:], strict=False):
        text = book.t("{who}: ____________\n\nDate: ____________", who=book.t(who))
        sheet.merge_range(row, first, row, after - 1, "", style)
        sheet.write_string(row, first, text, style)
