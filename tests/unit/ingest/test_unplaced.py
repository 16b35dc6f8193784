"""Marks below no label or beside no item: once they vanished without a word."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from qc.ingest.importer import read_workbook
from qc.ingest.kinds.amounts import read_amount
from qc.records import WorkbookReading
from qc.words import Severity
from qc.workspace import Workspace
from tests.workbooks import book, check_rows, days_across


def read(clinic: Workspace, rows: list[list[Any]], **more: Any) -> WorkbookReading:
    return read_workbook(clinic, "检查.xlsx", book(rows, **more))


def said(reading: WorkbookReading) -> list[tuple[str, str]]:
    return [(p.code, p.cell) for p in reading.problems if p.severity is not Severity.INFO]


def cells(reading: WorkbookReading) -> str:
    found = (r.cell for s in reading.sheets for check in s.checks for r in check.results)
    return " ".join(found)


MARKS = ["√", "×", "√"], ["√", "√", "×"]


def test_a_day_that_was_forgotten_over_its_marks_is_missing(clinic: Workspace) -> None:
    rows = days_across(MARKS)
    rows[2][3] = None
    reading = read(clinic, rows)
    assert said(reading) == [("missing_date", "D3")]
    assert cells(reading) == "C4 C5 E4 E5"


def test_the_last_day_may_be_the_forgotten_one(clinic: Workspace) -> None:
    rows = days_across([[*row, "√"] for row in MARKS])
    rows[2][5] = None
    assert said(read(clinic, rows)) == [("missing_date", "F3")]


def test_a_forgotten_day_below_a_label_over_all_days_is_missing(clinic: Workspace) -> None:
    rows = days_across(MARKS)
    rows[2:3] = [["序号", "检查内容", "检查日期", None, None], [None, None, 1, None, 3]]
    reading = read(clinic, rows, merges=["A3:A4", "B3:B4", "C3:E3"])
    assert said(reading) == [("missing_date", "D4")]


def test_a_forgotten_room_is_missing(clinic: Workspace) -> None:
    header = ["序号", "检查内容", "治疗室", None, "换药室"]
    rows = [
        ["消毒隔离检查 2026年10月"],
        header,
        [1, "手卫生", "√", "×", "√"],
        [2, "台面", "√", "√", "√"],
    ]
    assert ("missing_unit", "D2") in said(read(clinic, rows))


def test_a_forgotten_item_over_a_column_of_marks_is_pointed_at(clinic: Workspace) -> None:
    header = ["姓名", "头发", None, "工作服"]
    rows = [["仪容仪表检查 2026年10月"], header, ["李敏", "√", "√", "√"], ["王丽", "√", "×", "√"]]
    reading = read(clinic, rows)
    assert said(reading) == [("marks_unplaced", "C3")]
    assert [p.values["count"] for p in reading.problems if p.code == "marks_unplaced"] == [2]


@pytest.mark.parametrize("number", [2, None])
def test_a_row_of_marks_without_its_item_is_pointed_at(
    clinic: Workspace, number: int | None
) -> None:
    rows = days_across(MARKS)
    rows[4][:2] = [number, None]
    reading = read(clinic, rows)
    assert said(reading) == [("marks_unplaced", "C5")]
    assert cells(reading) == "C4 D4 E4"


def test_a_check_without_its_item_is_pointed_at(clinic: Workspace) -> None:
    checks = [
        ["2026-10-5", "治疗室", "手卫生", "合格", "李敏"],
        ["2026-10-6", "治疗室", None, "不合格", "李敏"],
    ]
    assert said(read(clinic, check_rows(checks))) == [("marks_unplaced", "E4")]


def test_a_block_whose_header_is_gone_is_pointed_at(clinic: Workspace) -> None:
    block = days_across(MARKS)
    headless = [row for n, row in enumerate(block) if n != 2]
    assert ("marks_unplaced", "C3") in said(read(clinic, [*headless[:4], [None], *block]))


def test_a_signature_or_sum_is_no_lost_mark(clinic: Workspace) -> None:
    rows = days_across(MARKS)
    rows[6:6] = [["护士长审核", None, "√", "√", "√"], ["是否达标", None, "达标", "达标", "达标"]]
    assert said(read(clinic, rows)) == []


def test_a_table_whose_marks_stand_below_a_word_for_sums_is_pointed_at(clinic: Workspace) -> None:
    """One word over all columns made the whole sheet vanish beside another that could be read."""
    rows = [
        ["护理文书检查 2026年10月"],
        ["序号", "评价标准", "合计", None],
        [None, None, "A101", "A102"],
    ]
    rows += [[1, "眉栏填写", "√", "×"], [2, "签名", "√", "√"]]
    content = book(days_across(MARKS), rows)
    reading = read_workbook(clinic, "检查.xlsx", _merged(content, "C2:D2", "A2:A3", "B2:B3"))
    assert said(reading) == [("marks_not_read", "C4")]


def _merged(content: bytes, *ranges: str) -> bytes:
    """The workbook with cells of its second sheet merged."""
    workbook = load_workbook(io.BytesIO(content))
    for merged in ranges:
        workbook.worksheets[1].merge_cells(merged)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def test_a_code_that_no_legend_explains_is_no_full_mark() -> None:
    """① in a column of deductions was read as the mark 1: nothing deducted."""
    assert read_amount("①").value is None
    assert read_amount("√").value == 0
    assert read_amount("不适用").na


def test_panels_are_told_apart_where_the_first_label_of_one_is_mistyped(clinic: Workspace) -> None:
    """The drugs of the right panel were read with the counts of the left."""
    panel = ["药品名称", "规格", "基数", "实数", "有效期"]
    rows = [
        ["抢救车药品清点登记表"],
        ["科室：手术室", None, None, "清点日期：2026年10月29日"],
        ["第一周", *panel, "序号", *panel],
        [1, "肾上腺素", "1mg", 10, 10, "2027-08", 3, "洛贝林", "3mg", 5, 5, "2027-09"],
        [2, "阿托品", "0.5mg", 10, 8, "2027-08", 4, "尼可刹米", "0.4g", 5, 5, "2027-09"],
    ]
    reading = read(clinic, rows)
    found = {r.cell: r.item for s in reading.sheets for check in s.checks for r in check.results}
    assert found == {"E4": "肾上腺素", "E5": "阿托品", "K4": "洛贝林", "K5": "尼可刹米"}
