"""Lines whose words are a header's, titles that name two subjects, and what customers are counted as."""

from __future__ import annotations

import pytest

from qc.ingest.reading import read_workbook
from qc.records import SheetReading
from qc.words import Outcome
from qc.workspace import Workspace
from tests.workbooks import book


def read(clinic: Workspace, *rows: list[object]) -> SheetReading:
    (sheet,) = read_workbook(clinic, "登记.xlsx", book(list(rows))).sheets
    return sheet


def test_a_case_of_some_day_is_no_header_whatever_it_is_about(clinic: Workspace) -> None:
    """电话 and 接待流程 head columns elsewhere: the register was cut, and all cases below were lost."""
    lines = [
        [f"TS-0{day}", f"2024-05-0{day}", "前台", "电话", kind, "是", "已办结", f"2024-05-0{day + 1}", "满意"]
        for day, kind in enumerate(("服务态度", "接待流程", "等候时间", "服务态度", "治疗效果"), start=1)
    ]  # fmt: skip
    sheet = read(
        clinic, ["顾客投诉登记处理表"],
        ["投诉编号", "受理时间", "科室", "投诉渠道", "投诉类别", "是否按流程处理", "处理结果", "办结日期", "回访满意度"],
        *lines,
    )  # fmt: skip
    assert [check.subject for check in sheet.checks] == [line[0] for line in lines]


def test_an_item_that_speaks_of_putting_right_counts_where_it_has_full_marks(
    clinic: Workspace,
) -> None:
    """It was taken for room for remarks, and its points were in nobody's score."""
    sheet = read(
        clinic, ["护理质控月度绩效考核表"], ["考核日期：2024年5月30日"],
        ["评分标准", "分值", "治疗室", "注射室"],
        ["岗位职责落实", 20, 0, 1], ["问题整改按期完成", 20, 2, 0], ["物品管理有序", 10, 0, 0],
        ["存在问题及整改", None, "已当场说明", None],
    )  # fmt: skip
    found = {r.cell: r.outcome for check in sheet.checks for r in check.results}
    assert found.keys() == {f"{col}{row}" for col in "CD" for row in (4, 5, 6)}
    assert found["C5"] is Outcome.FAIL


def test_a_training_in_a_subject_is_about_training(clinic: Workspace) -> None:
    """Scores of a training in 消毒隔离 were in the rate of disinfection."""
    sheet = read(
        clinic, ["消毒隔离培训考核成绩表"], ["考核日期：2024年5月30日"],
        ["姓名", "理论", "操作"], ["赵倩", 92, 88], ["冯璐", 75, 90],
    )  # fmt: skip
    assert sheet.checklist == "training"


@pytest.mark.parametrize(
    ("title", "checked", "passed", "standard"),
    [
        ("复购统计表", "成交顾客数", "复购顾客数", "repurchase"),
        ("老客转介绍统计表", "新客人数", "转介绍人数", "referrals"),
        ("优质服务覆盖科室统计表", "应开展科室数", "已开展科室数", "coverage"),
    ],
)
def test_customers_and_units_are_counted_in_the_words_of_their_sheets(
    clinic: Workspace, title: str, checked: str, passed: str, standard: str
) -> None:
    """The form was understood only with 抽查份数 and 合格份数, which nobody writes about customers."""
    sheet = read(
        clinic, [title], ["统计日期：2024-05-31"], ["项目", checked, passed], ["本月", 40, 12]
    )
    (result,) = (r for check in sheet.checks for r in check.results)
    assert (sheet.checklist, result.checked, result.passed) == (standard, 40, 12)
