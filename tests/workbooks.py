"""Workbooks for tests, written with openpyxl, which the product does not read with."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook


def book(*sheets: Sequence[Sequence[Any]], merges: Iterable[str] = (), title: str = "表") -> bytes:
    """A workbook of sheets given as rows; `merges` are ranges of the first sheet."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for number, rows in enumerate(sheets):
        sheet = workbook.create_sheet(f"{title}{number or ''}")
        for row in rows:
            sheet.append(list(row))
    for merged in merges:
        workbook.worksheets[0].merge_cells(merged)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def days_across(
    marks: Sequence[Sequence[Any]], *, unit: str = "治疗室", month: str = "2026年10月"
) -> list[list[Any]]:
    """Rows of a daily self-check: items down, days across, a signature row and a legend."""
    days = list(range(1, len(marks[0]) + 1))
    items = [[n, f"条目{n}", *row] for n, row in enumerate(marks, start=1)]
    return [
        ["消毒隔离质量自查表"],
        [f"科室：{unit}", None, f"日期：{month}"],
        ["序号", "检查内容", *days],
        *items,
        ["检查人签名", None, *(["李敏"] * len(days))],
        ["说明：合格打“√”，不合格打“×”，无此项打“/”。"],
    ]


def check_rows(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Rows of a list with one check a row."""
    return [
        ["消毒隔离质量检查明细"],
        ["序号", "检查日期", "科室", "检查项目", "检查结果", "检查者"],
        *([n, *row] for n, row in enumerate(rows, start=1)),
    ]
