"""Writing the described sheets with XlsxWriter: merged titles, strips, legends, signatures, A4."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from sample_data import CLINIC
from sample_data.marks import Mark
from sample_data.sheets import CheckList, Matrix, Sheet, Table

SIGNS = {"pass": "√", "fail": "×", "na": "/", None: None}
WORDS = {"pass": "合格", "fail": "不合格", "na": "不适用", None: None}
A4 = 9
CREATED = dt.datetime(2025, 11, 1)  # noqa: DTZ001 - a fixed day, so that files stay as they are


def write(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write a workbook; the same sheets give the same bytes."""
    book = _Book(path)
    for sheet in sheets:
        if isinstance(sheet, Matrix):
            book.matrix(sheet)
        elif isinstance(sheet, Table):
            book.table(sheet)
        else:
            book.check_list(sheet)
    book.close()


class _Book:
    """A workbook in the making, with the few formats that such sheets use."""

    def __init__(self, path: Path) -> None:
        self._book = Workbook(str(path), {"strings_to_urls": False, "strings_to_formulas": False})
        self._book.set_properties({"created": CREATED})
        self.close = self._book.close
        base = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
        boxed = {**base, "border": 1}
        middle = {**boxed, "align": "center"}
        heading = {**base, "font_name": "黑体", "bold": True, "align": "center"}
        add = self._book.add_format
        self._clinic, self._title = (add({**heading, "font_size": size}) for size in (12, 16))
        self._plain = add(base)
        self._text = add({**boxed, "text_wrap": True})
        self._mark = add({**middle, "text_wrap": True})
        self._day = add({**middle, "num_format": "yyyy/m/d"})
        self._name = add({**middle, "font_size": 8, "shrink": True})
        self._middle = {**middle, "text_wrap": True, "bold": True}

    def _head(self, shade: str, **more: str) -> Any:
        return self._book.add_format({**self._middle, "bg_color": shade, **more})

    def matrix(self, matrix: Matrix) -> None:
        sheet = self._book.add_worksheet(matrix.name)
        sheet.merge_range(0, 0, 0, matrix.last, CLINIC, self._clinic)
        sheet.merge_range(1, 0, 1, matrix.last, matrix.title, self._title)
        self._strip(sheet, matrix)
        self._matrix_header(sheet, matrix)
        for row, (_, text) in enumerate(matrix.items, start=matrix.body):
            sheet.write_number(row, 0, row - matrix.body + 1, self._mark)
            sheet.write_string(row, 2, text, self._text)
            self._marks(sheet, row, text, matrix)
            sheet.set_row(row, 20)
        self._blocks(sheet, matrix.body, 1, [category for category, _ in matrix.items])
        self._matrix_foot(sheet, matrix)
        self._matrix_page(sheet, matrix)

    def _strip(self, sheet: Any, matrix: Matrix) -> None:
        """The strip's parts share the width; the first has the columns before the checks."""
        parts, rest = len(matrix.strip), matrix.last - 2
        ends = [2 + rest * n // (parts - 1) for n in range(parts)]
        starts = [0, *(end + 1 for end in ends)]
        for start, end, text in zip(starts, ends, matrix.strip, strict=False):
            self._merged(sheet, (2, start, 2, end), text, self._plain)

    def _matrix_header(self, sheet: Any, matrix: Matrix) -> None:
        head = self._head(matrix.shade)
        dated = self._head(matrix.shade, num_format="m/d")
        bottom = matrix.body - 1
        after = [label for label in (matrix.tally, matrix.remark_label) if label]
        labels = [("序号", 0), ("类别", 1), (matrix.item_label, 2)]
        for label, col in [*labels, *((text, matrix.width + n) for n, text in enumerate(after))]:
            self._merged(sheet, (matrix.TOP, col, bottom, col), label, head)
        if matrix.header_label:
            over = (matrix.TOP, matrix.FIRST, matrix.TOP, matrix.width - 1)
            self._merged(sheet, over, matrix.header_label, head)
        for col, column in enumerate(matrix.columns, start=matrix.FIRST):
            is_day = isinstance(column.header, dt.date)
            sheet.write(bottom, col, column.header, dated if is_day else head)

    def _marks(self, sheet: Any, row: int, text: str, matrix: Matrix) -> None:
        written = [_sign(column.marks.get(text), SIGNS) for column in matrix.columns]
        sheet.write_row(row, matrix.FIRST, written, self._mark)
        if matrix.tally:
            area = f"{matrix.cell(row - matrix.body, 0)}:{matrix.cell(row - matrix.body, len(written) - 1)}"
            formula, count = f'=COUNTIF({area},"√")', written.count("√")
            sheet.write_formula(row, matrix.width, formula, self._mark, count)
        if matrix.remark_label:
            sheet.write(row, matrix.last, matrix.remarks.get(text), self._text)

    def _matrix_foot(self, sheet: Any, matrix: Matrix) -> None:
        foot = matrix.body + len(matrix.items)
        if matrix.foot_label:
            sheet.merge_range(foot, 0, foot, 2, matrix.foot_label, self._mark)
            names = [column.foot or None for column in matrix.columns]
            sheet.write_row(foot, matrix.FIRST, names, self._name)
            foot += 1
        sheet.merge_range(foot, 0, foot, matrix.last, matrix.notes, self._plain)

    def _matrix_page(self, sheet: Any, matrix: Matrix) -> None:
        many = len(matrix.columns) > 15
        sheet.set_column(0, 0, 5)
        sheet.set_column(1, 1, 10)
        sheet.set_column(2, 2, 38)
        sheet.set_column(matrix.FIRST, matrix.width - 1, 3.3 if many else 11)
        if matrix.tally:
            sheet.set_column(matrix.width, matrix.width, 6)
        if matrix.remark_label:
            sheet.set_column(matrix.last, matrix.last, 26)
        for row, height in ((0, 20), (1, 28), (2, 18), (matrix.TOP, 20)):
            sheet.set_row(row, height)
        sheet.freeze_panes(matrix.body, matrix.FIRST)
        sheet.set_landscape()
        _page(sheet, pages=1)

    def check_list(self, checks: CheckList) -> None:
        if checks.instructions:
            self._instructions(checks.instructions)
        sheet = self._book.add_worksheet(checks.name)
        last, body = len(checks.labels) - 1, checks.BODY
        sheet.merge_range(0, 0, 0, last, checks.title, self._title)
        sheet.merge_range(1, 0, 1, last, checks.subtitle, self._plain)
        sheet.write_row(2, 0, checks.labels, self._head("#EDEDED"))
        for n, mark in enumerate(checks.marks):
            self._check_row(sheet, checks, n, mark)
        self._blocks(sheet, body, 2, checks.units)
        if checks.subject_label:
            self._blocks(sheet, body, 3, [mark.subject for mark in checks.marks])
        foot = body + len(checks.marks)
        sheet.merge_range(foot, 0, foot, last, "制表：陈晓燕        审核：王丽", self._plain)
        self._list_page(sheet, checks)

    def _check_row(self, sheet: Any, checks: CheckList, n: int, mark: Mark) -> None:
        row, right = checks.BODY + n, checks.labels.index("检查项目")
        sheet.write_number(row, 0, n + 1, self._mark)
        sheet.write(row, 1, checks.dates[n], self._spelt(checks.dates[n]))
        sheet.write_string(row, right, mark.item, self._text)
        sheet.write(row, right + 1, _sign(mark, WORDS), self._mark)
        sheet.write_string(row, right + 2, mark.inspector, self._mark)
        sheet.write(row, right + 3, checks.remarks[n], self._text)

    def _spelt(self, date: object) -> Any:
        return self._day if isinstance(date, dt.date) else self._mark

    def _list_page(self, sheet: Any, checks: CheckList) -> None:
        subject = (14,) if checks.subject_label else ()
        for col, width in enumerate((6, 16, 14, *subject, 40, 10, 10, 22)):
            sheet.set_column(col, col, width)
        sheet.set_row(0, 28)
        sheet.freeze_panes(checks.BODY, 0)
        sheet.repeat_rows(2)
        _page(sheet)

    def table(self, table: Table) -> None:
        sheet = self._book.add_worksheet(table.name)
        last, foot = len(table.columns) - 1, table.BODY + len(table.lines)
        self._merged(sheet, (0, 0, 0, last), table.title, self._title)
        parts = len(table.strip)
        for n, text in enumerate(table.strip):
            start, end = (len(table.columns) * k // parts for k in (n, n + 1))
            self._merged(sheet, (1, start, 1, end - 1), text, self._plain)
        sheet.write_row(2, 0, [label for label, _ in table.columns], self._head("#EDEDED"))
        for row, line in enumerate(table.lines, start=table.BODY):
            for col, value in enumerate(line.cells):
                sheet.write(row, col, value, self._spelt(value))
        if table.notes:
            self._merged(sheet, (foot, 0, foot, last), table.notes, self._plain)
        for col, (_, width) in enumerate(table.columns):
            sheet.set_column(col, col, width)
        sheet.set_row(0, 28)
        sheet.freeze_panes(table.BODY, 0)
        sheet.set_landscape()
        _page(sheet)

    def _blocks(self, sheet: Any, top: int, col: int, texts: Sequence[str]) -> None:
        """Texts down a column, neighbours that are the same merged."""
        row = top
        for text, same in groupby(texts):
            end = row + len(list(same)) - 1
            self._merged(sheet, (row, col, end, col), text, self._mark)
            row = end + 1

    def _merged(self, sheet: Any, area: tuple[int, int, int, int], text: str, look: Any) -> None:
        if area[:2] == area[2:]:
            sheet.write_string(*area[:2], text, look)
        else:
            sheet.merge_range(*area, text, look)

    def _instructions(self, lines: Sequence[str]) -> None:
        sheet = self._book.add_worksheet("填写说明")
        sheet.set_column(0, 0, 70)
        sheet.write_column(0, 0, ("填写说明", *lines), self._plain)


def _sign(mark: Mark | None, words: dict[Any, Any]) -> object:
    if mark is None:
        return None
    return words[mark.outcome] if mark.raw is None else mark.raw


def _page(sheet: Any, pages: int = 0) -> None:
    """A4, as wide as the paper and so many pages long (0: as many as it takes)."""
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.center_horizontally()
    sheet.set_footer("&C第 &P 页，共 &N 页")
    sheet.fit_to_pages(1, pages)
