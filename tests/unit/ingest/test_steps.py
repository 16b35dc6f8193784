"""What was due, done and done right, and who came to a drill and how it went: two figures of one row,
of which the second is not lost."""

from __future__ import annotations

from typing import Any

import pytest

from qc.ingest.importer import read_workbook
from qc.records import WorkbookReading
from qc.words import Kind, ResultState
from qc.workspace import Workspace
from tests.workbooks import book

Rows = list[list[Any]]


def read(clinic: Workspace, rows: Rows) -> WorkbookReading:
    return read_workbook(clinic, "表.xlsx", book(rows))


def figures(reading: WorkbookReading) -> dict[str, tuple[str, int, int]]:
    found = [r for sheet in reading.sheets for c in sheet.checks for r in c.results]
    return {r.cell: (r.item, r.checked, r.passed) for r in found if r.state is ResultState.ACCEPTED}


def said(reading: WorkbookReading) -> list[tuple[str, str]]:
    return sorted((p.code, p.cell) for p in reading.problems if p.severity != "info")


def hands(*rows: list[Any], rates: tuple[str, ...] = ("依从率", "正确率")) -> Rows:
    return [
        ["2026年4月手卫生依从性与正确性监测统计表"],
        ["科室", "姓名", "手卫生时机数", "实际执行次数", "执行正确次数", *rates],
        *rows,
    ]


def test_what_was_done_right_is_a_count_of_what_was_done(clinic: Workspace) -> None:
    """Who washes often and badly must not look like who washes often and well."""
    reading = read(clinic, hands(
        ["注射中心", "赵倩", 20, 20, 19, "100%", "95%"],
        ["注射中心", "孙雅", 22, 21, 20, "98%", "95.2%"],
        ["注射中心", "何静", 15, 16, 15, "106.7%", "93.8%"],
        ["总计", None, 57, 57, 54, "100%", "80%"],
    ))  # fmt: skip
    assert figures(reading) == {
        "D3": ("依从率", 20, 20), "E3": ("正确率", 20, 19),
        "D4": ("依从率", 22, 21), "E4": ("正确率", 21, 20), "E5": ("正确率", 16, 15),
    }  # fmt: skip
    assert said(reading) == [
        ("passed_gt_checked", "D5"), ("stated_rate_mismatch", "F4"), ("stated_rate_mismatch", "G6"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("due", "done", "right"),
    [
        ("应执行时机数", "执行时机数", "正确执行数"),
        ("洗手指征数", "洗手次数", "规范洗手次数"),
        ("时机数", "依从次数", "正确次数"),
        ("应到人数", "实到人数", "合格人数"),
    ],
)
def test_other_words_for_the_same_three_columns(
    clinic: Workspace, due: str, done: str, right: str
) -> None:
    reading = read(clinic, [
        ["2026年4月手卫生督查"], ["科室", due, done, right],
        ["手术室", 30, 28, 25], ["注射室", 10, 10, 9],
    ])  # fmt: skip
    assert [r[1:] for r in figures(reading).values()] == [(30, 28), (28, 25), (10, 10), (10, 9)]
    assert not said(reading)


def test_a_sheet_that_takes_both_rates_of_the_moments_is_believed(clinic: Workspace) -> None:
    reading = read(clinic, hands(
        ["注射中心", "赵倩", 20, 16, 15, "80%", "75%"], ["手术室", "孙雅", 20, 18, 16, "90%", "80%"],
    ))  # fmt: skip
    assert figures(reading)["E4"] == ("正确率", 20, 16)
    assert not said(reading)


@pytest.mark.parametrize("rates", [(), ("依从率",)])
def test_without_a_rate_the_count_itself_names_the_item(
    clinic: Workspace, rates: tuple[str, ...]
) -> None:
    found = figures(read(clinic, hands(["注射中心", "赵倩", 20, 16, 15, "80%"], rates=rates)))
    assert found["E3"] == ("执行正确次数", 16, 15)
    assert found["D3"][1:] == (20, 16)


def test_a_blank_form_of_hand_hygiene_is_not_read(clinic: Workspace) -> None:
    assert not read(clinic, hands(["注射中心", "赵倩"], ["手术室", "孙雅"])).sheets


def drills(*rows: list[Any], labels: tuple[str, ...] = ("应到人数", "实到人数", "参演率")) -> Rows:
    return [
        ["2026年上半年应急预案演练登记及评价"],
        ["组织：护理部    评价标准：演练评分≥85分为合格"],
        ["序号", "演练项目", "计划月份", "演练日期", "组织科室", *labels, "演练评分", "存在问题"],
        *rows,
    ]


def test_a_drill_has_those_who_came_and_a_score_of_its_own(clinic: Workspace) -> None:
    """The score is none of the persons, and neither is lost because of the other."""
    reading = read(clinic, drills(
        [1, "过敏性休克抢救", "1月", "2026.1.18", "注射中心", 8, 8, "100%", 92, "分工不明"],
        [2, "火灾疏散", "2月", "2026.2.27", "后勤部", 30, 27, "90%", 84, None],
        [3, "停电应急", "4月", "2026-4-31", "手术室", 9, 8, "88.9%", "95分", None],
        [4, "激光灼伤处理", "5月", "2026.5.16", "光电中心", 7, 9, "128.6%", "优秀", None],
    ))  # fmt: skip
    assert figures(reading) == {
        "G4": ("参演率", 8, 8), "I4": ("演练评分", 1, 1), "G5": ("参演率", 30, 27), "I5": ("演练评分", 1, 0),
    }  # fmt: skip
    assert [sheet.kind for sheet in reading.sheets] == [Kind.COUNTS, Kind.SCORES]
    assert {c.subject for s in reading.sheets for c in s.checks} >= {"火灾疏散", "过敏性休克抢救"}
    assert said(reading) == [  # the day that both figures need is said once
        ("impossible_date", "D6"), ("passed_gt_checked", "G7"), ("text_in_number", "I7"),
    ]  # fmt: skip


def test_a_plan_of_drills_of_which_none_was_held_is_not_read(clinic: Workspace) -> None:
    rows = [[n, f"预案{n}", f"{n}月", None, "注射中心"] for n in range(1, 5)]
    reading = read(clinic, drills(*rows))
    assert not reading.sheets
    assert "nothing_filled" in {p.code for p in reading.problems}


def test_an_evaluation_form_of_a_drill_that_nobody_filled_in_stays_so(clinic: Workspace) -> None:
    reading = read(clinic, [
        ["应急演练评价表"], ["演练项目：        日期：        评价人："],
        ["序号", "评价内容", "分值", "得分", "问题"],
        [1, "预案启动及时", 20], [2, "职责分工明确", 20], [3, "操作规范", 60], ["合计", None, 100],
    ])  # fmt: skip
    assert not reading.sheets
    assert "nothing_filled" in {p.code for p in reading.problems}


def test_present_persons_without_a_score_are_counted_alone(clinic: Workspace) -> None:
    reading = read(clinic, [
        ["2026年5月业务学习签到统计"],
        ["日期", "科室", "应到人数", "实到人数", "到课率"],
        ["5月6日", "注射中心", 20, 18, "90%"], ["5月13日", "注射中心", 20, 20, "100%"],
    ])  # fmt: skip
    assert [r[1:] for r in figures(reading).values()] == [(20, 18), (20, 20)]
    assert not said(reading)


def test_two_counts_of_which_none_is_part_of_the_other_are_no_steps(clinic: Workspace) -> None:
    """Before and after training are no share of each other; the first is read as it always was."""
    reading = read(clinic, [
        ["2026年4月着装抽查"], ["科室", "抽查人数", "合格人数", "规范人数"],
        ["手术室", 30, 25, 28], ["注射室", 10, 9, 10],
    ])  # fmt: skip
    assert [r[1:] for r in figures(reading).values()] == [(30, 25), (10, 9)]


def test_a_score_beside_those_who_came_stands_alone_where_nobody_was_due(clinic: Workspace) -> None:
    reading = read(clinic, [
        ["2026年应急演练评价"], ["日期", "科室", "演练项目", "实到人数", "演练评分"],
        ["2026-5-6", "手术室", "火灾疏散", 18, 92], ["2026-5-13", "注射室", "停电应急", 20, 78],
    ])  # fmt: skip
    assert figures(reading) == {"E3": ("演练评分", 1, 1), "E4": ("演练评分", 1, 1)}
