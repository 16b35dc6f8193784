"""A captured check as the workbook that it would have been on paper: the original of its results."""

from __future__ import annotations

import datetime as dt
import io

from xlsxwriter import Workbook

from qc.capture.model import MARKS, Capture

SHEET = "现场检查"
HEAD = ("序号", "检查内容", "检查结果", "备注")
FIRST_ROW = 3  # zero-based, the first item's
WIDTHS = (6, 56, 10, 40)
# Neither formulas nor links are made of what somebody typed.
_LITERAL = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def file_name(capture: Capture) -> str:
    """ "现场检查 换药室 2026-11-02 a1b2c3d4.xlsx": told apart by the phone's number of the check."""
    unit = "".join(c for c in capture.unit if c.isalnum())
    mark = "".join(c for c in capture.id if c.isalnum())[:8]
    return f"{SHEET} {unit} {capture.date} {mark}.xlsx"


def workbook_of(capture: Capture) -> bytes:
    """The same check gives the same bytes, so that what is sent twice is recognised."""
    out = io.BytesIO()
    book = Workbook(out, _LITERAL)
    created = dt.datetime.combine(capture.date, dt.time())  # not the clock's: see above
    book.set_properties({"created": created, "comments": capture.id})
    sheet = book.add_worksheet(SHEET)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width, wrapped)
    sheet.write_string(0, 0, capture.checklist.name.zh, book.add_format({"bold": True}))
    about = (f"科室：{capture.unit}", f"检查日期：{capture.date}", f"检查者：{capture.inspector}")
    for column, text in enumerate(about):
        sheet.write_string(1, column + (column > 0), text)
    for column, text in enumerate(HEAD):
        sheet.write_string(FIRST_ROW - 1, column, text, book.add_format({"bold": True}))
    texts = {item.code: item.text.zh for item in capture.checklist.items}
    for number, mark in enumerate(capture.marks):
        row = FIRST_ROW + number
        sheet.write_number(row, 0, number + 1, wrapped)
        sheet.write_string(row, 1, _line(texts[mark.item_code]), wrapped)
        sheet.write_string(row, 2, MARKS[mark.outcome], wrapped)
        sheet.write_string(row, 3, mark.note, wrapped)
    book.close()
    return out.getvalue()


def _line(text: str) -> str:
    """An item's text with a colon would read as a label with its value (培训：护理流程)."""
    return text.replace("：", " ").replace(":", " ")
