"""Sheets in words that no list holds: endings and what stands in the cells tell what they mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from qc.ingest.reading import read_workbook
from qc.ingest.values.dates import read_date
from qc.ingest.values.legend import read_legend
from qc.ingest.values.vocabulary import likely_role
from qc.records import Check, WorkbookReading
from qc.words import Outcome
from qc.workspace import Workspace, open_workspace
from tests.workbooks import book

PASS, FAIL = Outcome.PASS, Outcome.FAIL
ITEMS = ["地面清洁干燥", "无菌物品分区", "医废分类正确"]


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Workspace]:
    opened = open_workspace(tmp_path / "clinic", today=dt.date(2024, 7, 1))
    yield opened
    opened.store.close()


def read(clinic: Workspace, *rows: list[object], merges: tuple[str, ...] = ()) -> WorkbookReading:
    return read_workbook(clinic, "六月.xlsx", book(list(rows), merges=merges))


def checks(reading: WorkbookReading) -> list[Check]:
    return [check for sheet in reading.sheets for check in sheet.checks]


def outcomes(reading: WorkbookReading) -> dict[str, Outcome | None]:
    return {r.cell: r.outcome for check in checks(reading) for r in check.results}


def codes(reading: WorkbookReading) -> set[str]:
    return {found.code for found in reading.problems}


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("随访日期", "date"), ("巡房日", "date"), ("被督查科室", "unit"), ("放置科室", "unit"),
        ("护理督查员", "inspector"), ("失效日期", None), ("整改日期", None), ("责任科室", None),
        ("投诉人", None), ("节假日", None), ("下次检定日期", None),
    ],
)  # fmt: skip
def test_a_label_is_known_by_how_it_ends_unless_it_is_about_something_else(
    label: str, role: str | None
) -> None:
    assert likely_role(label) == role


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("二〇二四年五月十六日", dt.date(2024, 5, 16)), ("二零二四年十月二十日", dt.date(2024, 10, 20)),
        ("24/5/22", dt.date(2024, 5, 22)), ("24-5-22", dt.date(2024, 5, 22)), ("12/5/22", None),
    ],
)  # fmt: skip
def test_dates_in_words_and_with_two_figures_of_the_year(written: str, day: dt.date | None) -> None:
    assert read_date(written).date == day


def test_a_legend_explains_full_and_empty_circles() -> None:
    legend = read_legend(["●已保养  ○未保养  －本月无计划"])
    assert legend == {"●": PASS, "○": FAIL, "-": Outcome.NA}


def test_strip_labels_of_any_wording_say_day_unit_and_inspector(clinic: Workspace) -> None:
    reading = read(clinic, ["安全巡房单"], ["放置科室：换药室  巡房日：2024/6/3  巡房者：李梅"],
        ["检查项目", "结果"], *([item, "√"] for item in ITEMS),
    )  # fmt: skip
    (check,) = checks(reading)
    assert (check.date, check.unit, check.inspector) == (dt.date(2024, 6, 3), "换药室", "李梅")


def test_the_day_at_the_foot_counts_though_somebody_signs_beside_it(clinic: Workspace) -> None:
    """盘点日期 is the check's day; a mere 日期 beside 审核 is that of signing."""
    rows = [["科室：换药室"], ["检查项目", "结果"], *([item, "√"] for item in ITEMS)]
    named = read(clinic, ["盘点"], *rows, ["盘点日期：2024年6月18日  复核：王丽"])
    signed = read(clinic, ["2024年5月盘点"], *rows, ["审核：王丽  日期：2024年6月30日"])
    assert [check.date for check in checks(named)] == [dt.date(2024, 6, 18)]
    assert [check.date for check in checks(signed)] == [dt.date(2024, 5, 31)]


def test_columns_of_any_wording_say_day_and_unit_of_each_row(clinic: Workspace) -> None:
    reading = read(clinic, ["回访抽查"], ["随访日期", "被督查科室", "检查项目", "结果"],
        ["2024-06-03", "换药室", ITEMS[0], "√"], ["2024-06-04", "激光室", ITEMS[0], "×"],
    )  # fmt: skip
    assert [(c.date.day, c.unit) for c in checks(reading)] == [(3, "换药室"), (4, "激光室")]


def test_a_column_printed_for_units_that_nobody_filled_names_none(clinic: Workspace) -> None:
    reading = read(clinic, ["换药室检查"], ["科室：换药室  日期：2024-06-03"],
        ["检查项目", "结果", "扣分科室"], *([item, "√", None] for item in ITEMS),
    )  # fmt: skip
    assert [check.unit for check in checks(reading)] == ["换药室"]
    assert "missing_unit" not in codes(reading)


def test_a_column_of_clock_times_is_no_date(clinic: Workspace) -> None:
    """The rounds of a day: 8:00 below 查房时间 would hold the whole sheet back."""
    reading = read(clinic, ["一日查房"], ["日期：2024年6月3日  科室：换药室"],
        ["查房时段", "查房时间", "人员到岗", "环境整洁"],
        ["晨会前", "8:00", "√", "√"], ["午间", "12:10", "√", "×"], ["下班前", "17:30", "√", "√"],
    )  # fmt: skip
    assert [check.round for check in checks(reading)] == ["晨会前", "午间", "下班前"]
    assert {check.date for check in checks(reading)} == {dt.date(2024, 6, 3)}


def test_items_stand_where_most_texts_are_not_where_the_groups_are(clinic: Workspace) -> None:
    reading = read(clinic, ["2024年6月评分表"], ["科室：换药室"], ["项目", "考核标准", "标准分", "M1", "M2"],
        ["责任护士", None, None, "李梅", "王芳"], ["考核日期", None, None, "6.3", "6.4"],
        ["环境", ITEMS[0], 10, 9, 10], [None, ITEMS[1], 10, 10, 10], ["医废", ITEMS[2], 10, 8, 10],
        ["合计", None, None, 27, 30], merges=("A6:A7", "A4:C4", "A5:C5", "A9:B9"),
    )  # fmt: skip
    assert {r.item for check in checks(reading) for r in check.results} == set(ITEMS)


def test_of_two_rows_of_names_the_one_that_tells_more_apart_counts(clinic: Workspace) -> None:
    """Names below their posts, charts above their nurses: else two of a post are doubles."""
    posts = read(clinic, ["2024年6月3日仪表评价"], ["检查项目", "前台", None, "导诊"],
        [None, "陆婉", "齐欢", "项雨"], *([item, "√", "×", "√"] for item in ITEMS),
        merges=("A2:A3", "B2:C2"),
    )  # fmt: skip
    charts = read(clinic, ["2024年6月3日文书评价"], ["病历号", "S24001", "S24002", "S24003"],
        ["责任护士", "陆婉", "陆婉", "齐欢"], *([item, "√", "×", "√"] for item in ITEMS),
    )  # fmt: skip
    assert [check.subject for check in checks(posts)] == ["陆婉", "齐欢", "项雨"]
    assert [check.subject for check in checks(charts)] == ["S24001", "S24002", "S24003"]


def test_a_chart_is_looked_at_not_its_nurse(clinic: Workspace) -> None:
    reading = read(clinic, ["2024年6月3日文书抽查"], ["序号", "责任护士", "病历号", "体温单", "医嘱"],
        [1, "陆婉", "S24001", "√", "√"], [2, "陆婉", "S24002", "√", "×"],
    )  # fmt: skip
    assert [check.subject for check in checks(reading)] == ["S24001", "S24002"]


def test_who_signs_in_a_row_was_inspected_where_the_strip_says_who_inspects(
    clinic: Workspace,
) -> None:
    reading = read(clinic, ["着装抽查"], ["日期：2024-06-03  检查人：王丽"],
        ["科室", "护士", "头发", "指甲", "签字"],
        ["换药室", "李梅", "√", "√", "李梅"], ["激光室", "赵静", "√", "×", "赵静"],
    )  # fmt: skip
    assert {check.inspector for check in checks(reading)} == {"王丽"}


@pytest.mark.parametrize(
    "rows",
    [
        [["序号", "查检条款", "结论"], *([n, item, "√"] for n, item in enumerate(ITEMS))],
        [["条款", "6.3", "6.10"], *([item, "√", "√"] for item in ITEMS)],
    ],
)
def test_items_below_a_label_that_nobody_knows_are_found_by_the_marks_beside_them(
    clinic: Workspace, rows: list[list[object]]
) -> None:
    reading = read(clinic, ["换药室环境2024年6月"], ["科室：换药室"], *rows)
    assert {r.item for check in checks(reading) for r in check.results} == set(ITEMS)


def test_a_tick_in_a_column_of_unknown_words_never_passes(clinic: Workspace) -> None:
    """√ under 丙档 may be the worst; under 未达到 it is a fail."""
    head = [["巡查单"], ["科室：换药室  日期：2024-06-03"]]
    ticked = [[ITEMS[0], "√", None], [ITEMS[1], None, "√"], [ITEMS[2], "√", None]]
    unknown = read(clinic, *head, ["检查项目", "甲档", "乙档"], *ticked)
    known = read(clinic, *head, ["检查项目", "达到", "未达到"], *ticked)
    assert (outcomes(unknown), codes(unknown)) == ({}, {"table_not_understood"})
    assert outcomes(known) == {"B4": PASS, "C5": FAIL, "B6": PASS}


def test_a_sum_of_ones_is_as_the_sheets_own_formula_makes_it(clinic: Workspace) -> None:
    """A full-width １ is text to the formula, a slip of 2 counts twice: neither sum is a fault."""
    reading = read(clinic, ["2024年6月3日文书抽查", None, None, None, None],
        ["符合记1，不符合记0"], ["病历号", "体温单", "医嘱", "交接", "评估", "符合数"],
        ["S24001", "１", 1, 1, 1, 3], ["S24002", 1, 2, 1, 1, 5], ["S24003", 1, 0, 1, 1, 4],
        *([f"S2400{n}", 1, 1, 1, 1, 4] for n in range(4, 9)),
    )  # fmt: skip
    wrong = [found.cell for found in reading.problems if found.code == "stated_total_mismatch"]
    assert wrong == ["F6"]
    assert "unknown_mark" in codes(reading)


def test_the_months_of_a_year_are_of_the_titles_year_though_written_in_the_next(
    clinic: Workspace,
) -> None:
    reading = read(clinic, ["2023年不良事件处理统计表"], ["填表：陈晓燕  2024.1.8"],
        ["月份", "上报例数", "按规定处理例数", "处理率"], ["1月", 5, 5, 1], ["2月", 4, 3, 0.75],
    )  # fmt: skip
    assert [check.period_from for check in checks(reading)] == [
        dt.date(2023, 1, 1), dt.date(2023, 2, 1),
    ]  # fmt: skip


def test_a_unit_in_brackets_of_the_title_counts(clinic: Workspace) -> None:
    reading = read(clinic, ["急救药品检查（皮肤美容科）"], ["日期：2024-06-03"],
        ["检查项目", "结果"], *([item, "√"] for item in ITEMS),
    )  # fmt: skip
    assert [check.unit for check in checks(reading)] == ["皮肤美容科"]


def test_a_letter_in_a_number_is_not_guessed(clinic: Workspace) -> None:
    reading = read(clinic, ["急救药品检查"], ["科室：换药室  日期：2024-06-03"],
        ["药品名称", "基数", "实有数"], ["肾上腺素", 10, "1O"], ["阿托品", 10, 10], ["多巴胺", 5, 5],
    )  # fmt: skip
    assert outcomes(reading)["C4"] is None
    assert "text_in_number" in codes(reading)


def test_a_column_with_one_verdict_for_a_label_holds_marks(clinic: Workspace) -> None:
    """× under 落实 is a fail, not 落实."""
    reading = read(clinic, ["制度检查"], ["科室：换药室  日期：2024-06-03"],
        ["序号", "制度名称", "落实", "问题"], [1, "交接班制度", "√", None], [2, "查对制度", "×", "漏查"],
        [3, "消毒隔离制度", "√", None],
    )  # fmt: skip
    assert outcomes(reading) == {"C4": PASS, "C5": FAIL, "C6": PASS}


def test_a_check_item_that_nobody_filled_is_missed_a_column_for_words_is_not(
    clinic: Workspace,
) -> None:
    reading = read(clinic, ["2024年6月巡查"], ["科室：换药室"],
        ["日期", "环境整洁", "医废处理", "交班者", "处理情况"],
        ["6.3", "√", None, "李梅", "已报修"], ["6.4", "√", None, "王芳", None],
        ["6.5", "×", None, "李梅", None],
    )  # fmt: skip
    missed = [found.cell for found in reading.problems if found.code == "missing_mark"]
    assert missed == ["C4", "C5", "C6"]
    assert [check.inspector for check in checks(reading)] == ["李梅", "王芳", "李梅"]


def test_header_rows_may_be_named_left_of_the_columns(clinic: Workspace) -> None:
    """部门, 日期 and 检查员 stand below each other, beside the items' label."""
    reading = read(clinic, ["制度执行情况季度检查"], ["2024年第二季度"],
        ["类目", "执行要求", "部门", "导诊台", "美肤中心", "药房"],
        [None, None, "日期", "2024/6/3", "2024/6/4", "2024-06-05"],
        [None, None, "检查员", "向婕", "耿乐", "向婕"],
        ["查对", "给药前核对三次", None, "√", "√", "×"], ["查对", "输血前双人核对", None, "√", "×", "√"],
        ["交接", "床旁交接班", None, "√", "√", "√"],
    )  # fmt: skip
    assert [(c.unit, c.date.day, c.inspector) for c in checks(reading)] == [
        ("导诊台", 3, "向婕"), ("美肤中心", 4, "耿乐"), ("药房", 5, "向婕"),
    ]  # fmt: skip
    assert {result.item for check in checks(reading) for result in check.results} == {
        "给药前核对三次", "输血前双人核对", "床旁交接班",
    }  # fmt: skip


def test_a_column_numbered_by_lines_is_no_check(clinic: Workspace) -> None:
    reading = read(clinic, ["2024年6月巡查"], ["科室：换药室"], ["日期", "单据号", "地面", "台面"],
        ["6.3", "DJ-01", "√", "√"], ["6.4", "DJ-02", "×", "√"], ["6.5", "DJ-03", "√", "√"],
    )  # fmt: skip
    assert {result.item for check in checks(reading) for result in check.results} == {
        "地面",
        "台面",
    }
    assert "unknown_mark" not in codes(reading)


@pytest.mark.parametrize(
    ("written", "inspector"),
    [
        ("居思源 贺兰", "居思源、贺兰"), ("护理部　陈晓燕", "陈晓燕"), ("护士长 邹雨桐", "邹雨桐"),
        ("李 敏", "李敏"), ("院感小组 护理部", "院感小组护理部"), ("王丽、冯璐", "王丽、冯璐"),
    ],
)  # fmt: skip
def test_two_names_with_a_gap_are_two_persons_and_a_post_is_none(
    clinic: Workspace, written: str, inspector: str
) -> None:
    """居思源贺兰 is nobody of the clinic, and what she checks would be found under no name."""
    reading = read(clinic,
        ["注射室消毒隔离检查表"], [f"检查日期：2024年5月6日　检查人：{written}"],
        ["检查内容", "结果"], ["物表清洁", "√"], ["垃圾分类", "×"], ["锐器盒加盖", "√"],
    )  # fmt: skip
    assert {check.inspector for check in checks(reading)} == {inspector}
