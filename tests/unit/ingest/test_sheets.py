"""Sheets as nurses make them: what is a check, what is missed, held back or no data at all."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from qc.ingest.importer import read_workbook
from qc.records import Check, Result, WorkbookReading
from qc.words import Kind, Outcome, ResultState, Severity
from qc.workspace import Workspace
from tests.workbooks import book, check_rows, days_across


def read(clinic: Workspace, *sheets: list[list[Any]], **more: Any) -> WorkbookReading:
    return read_workbook(clinic, "检查.xlsx", book(*sheets, **more))


def checks(reading: WorkbookReading) -> list[Check]:
    return [check for sheet in reading.sheets for check in sheet.checks]


def results(reading: WorkbookReading) -> list[Result]:
    return [result for check in checks(reading) for result in check.results]


def codes(reading: WorkbookReading) -> list[tuple[str, str]]:
    faults = [p for p in reading.problems if p.severity != "info"]
    return [(problem.code, problem.cell) for problem in faults]


def test_a_blank_day_is_closed_and_a_blank_mark_is_missed(clinic: Workspace) -> None:
    reading = read(clinic, days_across([["√", None, "×"], ["√", None, None], ["/", None, "√"]]))
    assert [(c.date.day, c.inspector, c.unit) for c in checks(reading)] == [
        (1, "李敏", "治疗室"),
        (3, "李敏", "治疗室"),
    ]
    assert [r.state for r in results(reading)].count(ResultState.MISSED) == 1
    assert sum(r.checked for r in results(reading)) == 4
    assert codes(reading) == [("missing_mark", "E5")]


def test_a_mark_that_nobody_knows_holds_back_only_itself(clinic: Workspace) -> None:
    reading = read(clinic, days_across([["√", "?"], ["√", "√"]]))
    assert codes(reading) == [("unknown_mark", "D4")]
    assert [r.state for r in results(reading)].count(ResultState.HELD_BACK) == 1
    assert sum(r.passed for r in results(reading)) == 3


def test_a_day_that_the_month_does_not_have_holds_back_its_column(clinic: Workspace) -> None:
    marks = [["√"] * 31]
    reading = read(clinic, days_across(marks, month="2026年9月"))
    assert codes(reading) == [("impossible_date", "AG3")]
    assert len(checks(reading)) == 30


def test_days_to_come_are_held_back(clinic: Workspace) -> None:
    reading = read(clinic, days_across([["√"] * 4], month="2026年11月"))
    assert codes(reading) == [("future_date", "E3"), ("future_date", "F3")]
    assert [c.date for c in checks(reading)] == [dt.date(2026, 11, 1), dt.date(2026, 11, 2)]


def test_rooms_across_are_units_on_the_day_of_the_strip(clinic: Workspace) -> None:
    rows = [
        ["消毒隔离质量抽查表"],
        ["检查日期：2026年10月12日", None, "检查者：周  婷"],
        ["序号", "检查项目", "治疗室", "换药室", "备注"],
        [1, "手卫生执行", "√", "×", "换药室未执行"],
        [2, "医疗废物分类", "√", "√", None],
        ["合格率", None, "100%", "50%", None],
    ]
    reading = read(clinic, rows)
    assert [(c.unit, c.date, c.inspector) for c in checks(reading)] == [
        ("治疗室", dt.date(2026, 10, 12), "周婷"),
        ("换药室", dt.date(2026, 10, 12), "周婷"),
    ]
    assert [r.outcome for r in results(reading)].count(Outcome.FAIL) == 1
    assert codes(reading) == []


def test_persons_across_are_subjects(clinic: Workspace) -> None:
    rows = [
        ["护士仪容仪表检查表"],
        ["科室：治疗室  检查日期：2026-10-12  检查者：王丽"],
        ["序号", "检查内容", "李敏", "周婷", "赵倩"],
        [1, "工作服整洁", "√", "√", "×"],
        [2, "佩戴胸卡", "√", "√", "√"],
    ]
    reading = read(clinic, rows)
    assert [c.subject for c in checks(reading)] == ["李敏", "周婷", "赵倩"]
    assert {(c.unit, c.indicator) for c in checks(reading)} == {("治疗室", "appearance")}


def test_a_merged_unit_stands_for_its_rows(clinic: Workspace) -> None:
    rows = check_rows(
        [
            ["2026-10-5", "注射室", "手卫生执行", "合格", "周婷"],
            ["2026-10-5", None, "医疗废物分类", "不合格", "周婷"],
            ["2026-10-5", "换药室", "手卫生执行", "合格", "周婷"],
        ]
    )
    reading = read(clinic, rows, merges=["C3:C4"])
    assert [c.unit for c in checks(reading)] == ["注射室", "换药室"]
    assert codes(reading) == []


def test_a_unit_missing_among_neighbours_is_asked_for(clinic: Workspace) -> None:
    rows = [["2026-10-5", "注射室", f"条目{n}", "合格", "周婷"] for n in range(6)]
    rows[3][1] = None
    reading = read(clinic, check_rows(rows))
    assert codes(reading) == [("missing_unit", "C6")]
    assert len(results(reading)) == 5


def test_as_above_repeats_the_cell_above(clinic: Workspace) -> None:
    rows = check_rows(
        [
            ["2026-10-5", "注射室", "手卫生执行", "合格", "周婷"],
            ["〃", "同上", "医疗废物分类", "不合格", "〃"],
        ]
    )
    reading = read(clinic, rows)
    assert [(c.unit, c.inspector, len(c.results)) for c in checks(reading)] == [
        ("注射室", "周婷", 2)
    ]


def test_doubles_count_once_and_contradictions_not_at_all(clinic: Workspace) -> None:
    rows = check_rows(
        [
            ["2026-10-5", "注射室", "手卫生执行", "合格", "周婷"],
            ["2026-10-5", "注射室", "手卫生执行", "合格", "周婷"],
            ["2026-10-5", "注射室", "医疗废物分类", "合格", "周婷"],
            ["2026-10-5", "注射室", "医疗废物分类", "不合格", "周婷"],
            ["2026-10-5", "注射室", "手卫生执行", "不合格", "李敏"],
        ]
    )
    reading = read(clinic, rows)
    assert codes(reading) == [("duplicate_check", "E4"), ("conflicting_duplicate", "E6")]
    counted = [r for r in results(reading) if r.state is ResultState.ACCEPTED]
    assert [(r.cell, r.outcome) for r in counted] == [("E3", Outcome.PASS), ("E7", Outcome.FAIL)]


def test_a_third_double_still_finds_its_first(clinic: Workspace) -> None:
    row = ["2026-10-5", "注射室", "手卫生执行", "合格", "周婷"]
    reading = read(clinic, check_rows([row, row, row]))
    assert codes(reading) == [("duplicate_check", "E4"), ("duplicate_check", "E5")]


def test_a_week_of_rates_is_no_checklist(clinic: Workspace) -> None:
    rows = [
        ["消毒隔离合格率汇总 2026年10月"],
        ["序号", "项目", "第1周", "第2周"],
        [1, "手卫生", "95%", "96%"],
        [2, "医疗废物", 0.97, 0.98],
    ]
    reading = read(clinic, rows)
    assert checks(reading) == []
    assert codes(reading) == [("table_not_understood", "B3")]


def test_deductions_are_not_taken_for_ticks(clinic: Workspace) -> None:
    rows = [
        ["护理文书质量评分 2026年10月"],
        ["序号", "评分标准", "分值", "QH2403266", "QH2403274"],
        [1, "字迹清楚", 5, 1, 1],
        [2, "签名齐全", 5, 1, None],
    ]
    reading = read(clinic, rows)
    assert {check.kind for check in checks(reading)} == {Kind.POINTS}
    assert [(r.cell, r.scored) for r in results(reading)] == [
        ("D3", 400), ("D4", 400), ("E3", 400), ("E4", 500),
    ]  # fmt: skip


def test_two_tables_on_a_sheet_keep_their_own_strips(clinic: Workspace) -> None:
    first = days_across([["√", "×"]], unit="治疗室")
    second = days_across([["√", "√"]], unit="换药室")
    reading = read(clinic, [*first, [], *second])
    assert [(c.unit, c.date.day) for c in checks(reading)] == [
        ("治疗室", 1), ("治疗室", 2), ("换药室", 1), ("换药室", 2),
    ]  # fmt: skip


def test_a_clinics_own_empty_form_is_told_as_empty(clinic: Workspace) -> None:
    """A nurse who sends the form before it is filled in would look for a fault in it."""
    form = days_across([[None, None], [None, None]])
    reading = read(clinic, [*form, ["合格率", None, 0, 0]])
    assert reading.sheets == ()
    assert [(p.severity, p.code, p.sheet) for p in reading.problems] == [
        (Severity.INFO, "nothing_filled", "表")
    ]


@pytest.mark.parametrize("written", [[1, "地面清洁", None, "有污渍"], [None, None, 3, None]])
def test_a_form_with_remarks_or_figures_is_not_called_empty(
    clinic: Workspace, written: list[object]
) -> None:
    """What a nurse did write would be passed over without a word."""
    rows = [["检查表"], ["序号", "检查内容", "次数", "存在问题"], [2, "台面清洁"], written]
    assert codes(read(clinic, rows)) == [("no_table", "")]


def test_a_workbook_without_items_says_so(clinic: Workspace) -> None:
    reading = read(clinic, [["值班表"], ["周一", "李敏"]])
    assert codes(reading) == [("no_table", "")]


def test_a_sheet_of_marks_without_a_known_header_is_pointed_at(clinic: Workspace) -> None:
    """It came in as if all were well, and its marks were gone."""
    lost = days_across([["√", "×", "√", "√", "√"]])
    lost[2][1] = "要求内容"
    reading = read(clinic, days_across([["√", "×"]]), lost)
    assert [(p.code, p.sheet) for p in reading.problems if p.severity != "info"] == [
        ("marks_not_read", "表1")
    ]


def test_a_sheet_of_names_is_only_said(clinic: Workspace) -> None:
    reading = read(clinic, days_across([["√", "×"]]), [["值班表"], ["周一", "李敏"]])
    assert codes(reading) == []
    assert "sheet_not_read" in [p.code for p in reading.problems]


def test_a_text_of_open_brackets_is_read_at_once(clinic: Workspace) -> None:
    rows = check_rows([["2026-10-5", "注射室", "(" * 32_000, "合格", "周婷"]])
    assert len(results(read(clinic, rows))) == 1


def test_a_formula_like_text_is_only_a_text(clinic: Workspace) -> None:
    rows = check_rows([["2026-10-5", "注射室", "=1+1|cmd", "合格", "<b>周婷</b>"]])
    workbook = book(rows)
    reading = read_workbook(clinic, "x.xlsx", workbook)
    assert all(c.inspector == "<b>周婷</b>" for c in checks(reading))


def test_a_tick_under_failed_is_a_failure(clinic: Workspace) -> None:
    rows = [
        ["换药室消毒隔离检查表  2026-10-12"],
        ["序号", "检查内容", "检查结果", None, "备注"],
        [None, None, "合格", "不合格", None],
        [1, "手卫生执行", "√", None, None],
        [2, "医疗废物分类", None, "√", "混放"],
        [3, "物表清洁消毒", "√", "√", None],
        [4, "无菌物品效期", None, None, None],
    ]
    reading = read(clinic, rows, merges=["A2:A3", "B2:B3", "C2:D2", "E2:E3"])
    assert [(r.cell, r.outcome) for r in results(reading)] == [
        ("C4", Outcome.PASS),
        ("D5", Outcome.FAIL),
        ("C6", None),
        ("C7", None),
    ]
    assert codes(reading) == [("unknown_mark", "C6"), ("missing_mark", "C7")]


def test_numbers_under_passed_and_failed_are_counts_not_ticks(clinic: Workspace) -> None:
    rows = [
        ["消毒隔离检查汇总 2026年10月"],
        ["序号", "检查内容", "合格", "不合格"],
        [1, "手卫生执行", 11, None],
        [2, "医疗废物分类", 1, 3],
    ]
    reading = read(clinic, rows)
    assert {check.kind for check in checks(reading)} == {Kind.COUNTS}
    assert [(r.checked, r.passed) for r in results(reading) if r.checked] == [(4, 1)]


def test_days_below_a_wide_label_belong_to_the_header(clinic: Workspace) -> None:
    rows = [
        ["治疗室消毒隔离自查表 2026年10月"],
        ["序号", "检查内容", "检查日期", None, None, "检查人"],
        [None, None, 1, 2, 3, None],
        [1, "手卫生执行", "√", "×", "√", "李敏"],
        [2, "医疗废物分类", "√", "√", "√", "李敏"],
    ]
    reading = read(clinic, rows, merges=["C2:E2"])
    assert [c.date.day for c in checks(reading)] == [1, 2, 3]
    assert codes(reading) == []


def test_one_label_over_category_and_item_finds_the_item(clinic: Workspace) -> None:
    rows = [
        ["治疗室消毒隔离自查表 2026年10月"],
        ["序号", "检查项目", None, 1, 2],
        [1, "手卫生", "速干手消毒剂在有效期内", "√", "×"],
        [2, None, "接触顾客前后执行手卫生", "√", "√"],
        [3, "医疗废物", "医疗废物分类放置", "√", "√"],
    ]
    reading = read(clinic, rows, merges=["B2:C2", "B3:B4"])
    assert [r.item for r in checks(reading)[0].results] == [
        "速干手消毒剂在有效期内",
        "接触顾客前后执行手卫生",
        "医疗废物分类放置",
    ]


def test_items_merged_over_two_columns_are_still_items(clinic: Workspace) -> None:
    rows = [
        ["治疗室消毒隔离自查表 2026年10月"],
        ["序号", "检查项目", None, 1, 2],
        [1, "速干手消毒剂在有效期内", None, "√", "×"],
        [2, "医疗废物分类放置", None, "√", "√"],
    ]
    reading = read(clinic, rows, merges=["B2:C2", "B3:C3", "B4:C4"])
    assert [r.outcome for r in results(reading)] == [
        Outcome.PASS, Outcome.PASS, Outcome.FAIL, Outcome.PASS,
    ]  # fmt: skip


def test_mornings_and_afternoons_are_two_checks(clinic: Workspace) -> None:
    rows = [
        ["治疗室消毒隔离自查表  2026-10-12"],
        ["序号", "检查内容", "上午", "下午"],
        [1, "手卫生执行", "√", "×"],
    ]
    reading = read(clinic, rows)
    assert [(c.place, c.subject) for c in checks(reading)] == [("上午", ""), ("下午", "")]


def test_a_date_years_away_from_the_title_is_held_back(clinic: Workspace) -> None:
    rows = check_rows([["2026-10-5", "注射室", "手卫生执行", "合格", "周婷"]] * 1)
    rows[0] = ["消毒隔离检查明细 2026年10月"]
    rows.append([2, "2016-10-12", "注射室", "手卫生执行", "合格", "周婷"])
    rows.append([3, "2026-9-30", "注射室", "手卫生执行", "合格", "周婷"])
    reading = read(clinic, rows)
    assert codes(reading) == [("contradictory_date", "B4")]
    assert [c.date.isoformat() for c in checks(reading)] == ["2026-10-05", "2026-09-30"]


def test_the_edition_of_a_form_is_not_its_year(clinic: Workspace) -> None:
    rows = [
        ["消毒隔离检查表（2023版）"],
        ["科室：治疗室", "日期：2026年10月"],
        ["序号", "检查内容", 1, 2],
        [1, "手卫生执行", "√", "√"],
    ]
    assert {c.date.year for c in checks(read(clinic, rows))} == {2026}
