"""Sheets as nurses lay them out, written with XlsxWriter: merged titles, strips, legends, signatures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from sample_data.marks import Mark

SIGNS = {"pass": "√", "fail": "×", "na": "/", None: None}
WORDS = {"pass": "合格", "fail": "不合格", "na": "不适用", None: None}


@dataclass(frozen=True)
class Column:
    """One check of a matrix: what its header rows say, and its marks by item."""

    headers: tuple[object, ...]
    marks: Mapping[str, Mark]
    foot: str = ""


@dataclass(frozen=True)
class Matrix:
    """Items down, checks across. `items` are (category, text) pairs; columns without marks are
    closed days. `header_label` stands over the headers, `header_names` beside a second row."""

    name: str
    title: str
    strip: tuple[str, ...]
    items: Sequence[tuple[str, str]]
    columns: Sequence[Column]
    header_label: str = ""
    item_label: str = "检查内容"
    tally: str = ""
    foot_label: str = ""
    notes: str = ""
    cells: dict[int, str] = field(default_factory=dict)  # id(mark) -> A1, filled when written


@dataclass(frozen=True)
class CheckList:
    """One check a row, units merged over their rows."""

    name: str
    title: str
    subtitle: str
    marks: Sequence[Mark]
    dates: Sequence[object]  # as they are spelt
    instructions: Sequence[str] = ()
    cells: dict[int, str] = field(default_factory=dict)


class Book:
    """A workbook in the making, with the few formats that such sheets use."""

    def __init__(self, path: str) -> None:
        self._book = Workbook(path, {"default_date_format": "yyyy/m/d", "strings_to_urls": False})
        self._book.set_properties({"created": dt.datetime(2025, 11, 1)})  # noqa: DTZ001
        base = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
        boxed = {**base, "border": 1, "text_wrap": True}
        self._title = self._book.add_format(
            {**base, "font_size": 15, "bold": True, "align": "center"}
        )
        self._plain = self._book.add_format(base)
        self._head = self._book.add_format(
            {**boxed, "bold": True, "align": "center", "bg_color": "#EDEDED"}
        )
        self._text = self._book.add_format(boxed)
        self._mark = self._book.add_format({**boxed, "align": "center"})
        self._day = self._book.add_format({**boxed, "align": "center", "num_format": "yyyy/m/d"})

    def close(self) -> None:
        self._book.close()

    def matrix(self, matrix: Matrix) -> None:
        sheet = self._book.add_worksheet(matrix.name)
        depth = len(matrix.columns[0].headers) + bool(matrix.header_label)
        first, width = 3, 3 + len(matrix.columns)
        last = width - 1 + bool(matrix.tally)
        sheet.merge_range(0, 0, 0, last, matrix.title, self._title)
        for col, text in zip(range(0, last + 1, max(3, last // 3)), matrix.strip, strict=False):
            sheet.write_string(1, col, text, self._plain)
        top = 2
        for col, label in enumerate(("序号", "类别", matrix.item_label)):
            self._head_cell(sheet, top, col, depth, label)
        if matrix.header_label:
            sheet.merge_range(top, first, top, width - 1, matrix.header_label, self._head)
        for offset, column in enumerate(matrix.columns):
            start = top + bool(matrix.header_label)
            for row, header in enumerate(column.headers):
                sheet.write(start + row, first + offset, header, self._head)
        if matrix.tally:
            self._head_cell(sheet, top, last, depth, matrix.tally)
        body = top + depth
        for row, (_, text) in enumerate(matrix.items, start=body):
            sheet.write_number(row, 0, row - body + 1, self._mark)
            sheet.write_string(row, 2, text, self._text)
            self._marks(sheet, row, first, text, matrix)
        self._categories(sheet, body, [category for category, _ in matrix.items])
        foot = body + len(matrix.items)
        if matrix.foot_label:
            sheet.merge_range(foot, 0, foot, 2, matrix.foot_label, self._mark)
            for offset, column in enumerate(matrix.columns):
                sheet.write(foot, first + offset, column.foot or None, self._mark)
            foot += 1
        if matrix.notes:
            sheet.merge_range(foot, 0, foot, last, matrix.notes, self._plain)
        sheet.set_column(0, 0, 5)
        sheet.set_column(1, 1, 10)
        sheet.set_column(2, 2, 46)
        sheet.set_column(first, width - 1, 4.5 if len(matrix.columns) > 15 else 10)
        sheet.freeze_panes(body, first)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 1)

    def _head_cell(self, sheet: Any, top: int, col: int, depth: int, label: str) -> None:
        if depth > 1:
            sheet.merge_range(top, col, top + depth - 1, col, label, self._head)
        else:
            sheet.write_string(top, col, label, self._head)

    def _marks(self, sheet: Any, row: int, first: int, text: str, matrix: Matrix) -> None:
        for offset, column in enumerate(matrix.columns):
            mark = column.marks.get(text)
            written = (
                None if mark is None else SIGNS[mark.outcome] if mark.raw is None else mark.raw
            )
            sheet.write(row, first + offset, written, self._mark)
            if mark is not None:
                matrix.cells[id(mark)] = xl_rowcol_to_cell(row, first + offset)
        if matrix.tally:
            count = sum(c.marks[text].outcome == "pass" for c in matrix.columns if text in c.marks)
            end = first + len(matrix.columns) - 1
            area = f"{xl_rowcol_to_cell(row, first)}:{xl_rowcol_to_cell(row, end)}"
            sheet.write_formula(row, end + 1, f'=COUNTIF({area},"√")', self._mark, count)

    def _categories(self, sheet: Any, body: int, categories: Sequence[str]) -> None:
        row = body
        for category, rows in groupby(categories):
            size = len(list(rows))
            if size > 1:
                sheet.merge_range(row, 1, row + size - 1, 1, category, self._mark)
            else:
                sheet.write_string(row, 1, category, self._mark)
            row += size

    def check_list(self, checks: CheckList) -> None:
        if checks.instructions:
            self._instructions(checks.instructions)
        sheet = self._book.add_worksheet(checks.name)
        labels = ("序号", "检查日期", "科室", "检查项目", "检查结果", "检查者", "备注")
        sheet.merge_range(0, 0, 0, len(labels) - 1, checks.title, self._title)
        sheet.merge_range(1, 0, 1, len(labels) - 1, checks.subtitle, self._plain)
        sheet.write_row(2, 0, labels, self._head)
        for row, (mark, date) in enumerate(zip(checks.marks, checks.dates, strict=True), start=3):
            sheet.write_number(row, 0, row - 2, self._mark)
            sheet.write(row, 1, date, self._day)
            sheet.write_string(row, 3, mark.item, self._text)
            sheet.write(row, 4, WORDS[mark.outcome] if mark.raw is None else mark.raw, self._mark)
            sheet.write_string(row, 5, mark.inspector, self._mark)
            sheet.write_blank(row, 6, None, self._text)
            checks.cells[id(mark)] = f"E{row + 1}"
        self._units(sheet, [mark.unit for mark in checks.marks])
        foot = 3 + len(checks.marks)
        sheet.merge_range(
            foot, 0, foot, len(labels) - 1, "制表：陈晓燕        审核：王丽", self._plain
        )
        for col, width in enumerate((6, 14, 14, 44, 10, 10, 20)):
            sheet.set_column(col, col, width)
        sheet.freeze_panes(3, 0)
        sheet.fit_to_pages(1, 0)

    def _units(self, sheet: Any, units: Iterable[str]) -> None:
        row = 3
        for unit, rows in groupby(units):
            size = len(list(rows))
            if size > 1:
                sheet.merge_range(row, 2, row + size - 1, 2, unit, self._mark)
            else:
                sheet.write_string(row, 2, unit, self._mark)
            row += size

    def _instructions(self, lines: Sequence[str]) -> None:
        sheet = self._book.add_worksheet("填写说明")
        sheet.set_column(0, 0, 70)
        for row, line in enumerate(("填写说明", *lines)):
            sheet.write_string(row, 0, line, self._plain)
