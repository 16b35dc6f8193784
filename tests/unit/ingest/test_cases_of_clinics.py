"""Registers and feedback books as clinics keep them: which rows are cases, and what they say."""

from __future__ import annotations

from typing import Any

import pytest

from qc.ingest.importer import import_content, read_workbook
from qc.records import WorkbookReading
from qc.words import Kind
from qc.workspace import Workspace
from tests.workbooks import book


def read(clinic: Workspace, title: str, *rows: list[Any], **more: Any) -> WorkbookReading:
    return read_workbook(clinic, "登记2026.xlsx", book([[title], *rows], **more))


def outcomes(reading: WorkbookReading) -> dict[str, str]:
    checks = [check for sheet in reading.sheets for check in sheet.checks]
    return {r.cell: str(r.outcome or r.state) for check in checks for r in check.results}


def days(reading: WorkbookReading) -> list[tuple[str, str]]:
    return [(str(c.date), c.unit) for sheet in reading.sheets for c in sheet.checks]


def told(reading: WorkbookReading) -> list[tuple[str, str]]:
    return [(p.code, p.cell) for p in reading.problems if p.severity != "info"]


BOOKS = {
    "督导日期": "督导日期 科室 质控项目 存在问题 整改措施 整改责任人 整改期限 复查日期 复查结果",
    "督查日期": "督查日期 被查科室 督查项目 主要问题 整改要求 责任人 限期整改时间 复核时间 复核结论",
    "检查时间": "检查时间 受检科室 检查内容 问题描述 改进措施 整改人 整改限期 追踪时间 追踪结果",
}


@pytest.mark.parametrize("header", BOOKS.values(), ids=BOOKS.keys())
def test_a_feedback_book_keeps_every_fault_whatever_it_is_about(
    clinic: Workspace, header: str
) -> None:
    """设备 and 急救物品 are words of headers too; what a fault is about may be left out; a day may be
    merged over its faults, and a fault may go on with the inspection above."""
    reading = read(clinic, "护理质控反馈整改记录", header.split(),
        ["2026.2.9", "手术室", "急救物品", "除颤仪未充电", "即改", "护士长", "2026.2.10", "2026.2.10", "已整改"],
        [None, "手术室", "文书", "漏签", "即改", "田野", "2026.2.15", "2026.2.16", "未整改"],
        ["2026.2.16", "注射室", None, "棉签过期", "即改", "田野", "2026.2.18", "2026.2.19", "整改合格"],
        [None, None, "仪表", "戴手链", "即改", "田野", "2026.2.18", "2026.2.19", "部分整改"],
        [None, None, None, "及耳环", "摘除", None, None, None, None],
        ["2026.2.20", "光电室", "设备", "护目镜划痕", "即改", "护士长", "2026.2.27", "2026.2.2", "已整改"],
        ["2026.2.23", "口腔科", "医废", "锐器盒满", "即改", "田野", "2026.2.24", "2026.2.25", "差不多"],
        ["2026.3.2", "前台", "服务", "来客未起立", "即改", "田野", "2026.4.1", None, None],
        ["合计", None, None, "7项", None, None, None, None, "75%"],
        merges=["A3:A4"],
    )  # fmt: skip
    assert {sheet.kind for sheet in reading.sheets} == {Kind.REGISTER}
    assert outcomes(reading) == {
        "I3": "pass", "I4": "fail", "I5": "pass", "I6": "partial", "I8": "held_back",
        "I9": "held_back",
    }  # fmt: skip
    assert days(reading)[:4] == [
        ("2026-02-09", "手术室"), ("2026-02-09", "手术室"),
        ("2026-02-16", "注射室"), ("2026-02-16", "注射室"),
    ]  # fmt: skip
    assert sorted(told(reading)) == [("closed_before_opened", "H8"), ("unknown_mark", "I9")]


GROUPS = ["编号", "事件信息", None, None, "上报情况", None, None, "处理情况", None]
LOWER = {
    "24小时": "发生日期 发生科室 类别 上报日期 上报人 24小时内上报 原因分析及措施 整改落实",
    "及时": "事发时间 事件科室 事件类型 上报时间 上报人 是否及时上报 处理措施 是否整改到位",
    "时限": "发现日期 发生部门 事件名称 报告日期 报告人 是否48h内报告 分析 整改效果",
}
EVENTS = (
    ["24-01", "2026.1.9", "手术室", "跌倒", "2026.1.9", "田野", "是", "制定措施", "已落实"],
    ["24-02", "2026.2.6", "注射室", "烫伤", "2026.2.12", "田野", "否", "制定措施", "未落实"],
    ["24-03", "2026.2.8", "注射室", "烫伤", "2026.2.8", "匿名", "？", "制定措施", "整改中"],
    ["24-04", "2026.2.20", "注射室", "过敏", "2026.2.18", "匿名", "是", "制定措施", "已落实"],
    ["24-05", "2026.2.21", "光电室", "烫伤", "2026.2.27", "匿名", "是", "制定措施", None],
    ["24-06", "2026.2.22", "光电室", "烫伤", "2026.2.22", "匿名", None, "制定措施", None],
)  # fmt: skip


@pytest.mark.parametrize("two_rows", [True, False], ids=["two rows", "one row"])
@pytest.mark.parametrize("lower", LOWER.values(), ids=LOWER.keys())
def test_an_event_says_itself_whether_it_was_reported_in_time(
    clinic: Workspace, lower: str, *, two_rows: bool
) -> None:
    """The days check what the column says; where it says nothing, they tell."""
    header = [GROUPS, [None, *lower.split()]] if two_rows else [["编号", *lower.split()]]
    merges = ["A2:A3", "B2:D2", "E2:G2", "H2:I2"] if two_rows else []
    reading = read(clinic, "2026年护理不良事件汇总表", *header, *EVENTS, merges=merges)
    first = len(header) + 2
    assert {(cell[0], int(cell[1:]) - first): o for cell, o in outcomes(reading).items()} == {
        ("G", 0): "pass", ("I", 0): "pass", ("G", 1): "fail", ("I", 1): "fail",
        ("G", 2): "held_back", ("G", 3): "held_back", ("I", 3): "held_back",
        ("G", 4): "fail", ("E", 5): "pass",
    }  # fmt: skip
    assert {(code, cell[0], int(cell[1:]) - first) for code, cell in told(reading)} == {
        ("unknown_mark", "G", 2), ("reported_before_occurred", "E", 3),
        ("stated_result_mismatch", "G", 4),
    }  # fmt: skip


def test_a_heading_over_other_columns_is_no_judgement(clinic: Workspace) -> None:
    reading = read(clinic, "2026年护理不良事件登记",
        ["发生日期", "发生科室", "事件类型", "反馈情况", None, "处理状态"],
        [None, None, None, "反馈日期", "反馈人", None],
        ["2026.1.9", "手术室", "跌倒", "2026.1.10", "田野", "已结案"],
        merges=["A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3"],
    )  # fmt: skip
    assert outcomes(reading) == {"F4": "pass"}
    assert told(reading) == []


REGISTERS = {
    "是否及时": ("发现日期 科室 事件经过 是否及时上报", ["2026.1.9", "手术室", "跌倒", "是"]),
    "是否上报": ("发生日期 科室 不良事件名称 是否上报", ["2026.1.9", "手术室", "跌倒", "√"]),
    "是否超时": ("受理日期 科室 诉求内容 是否超时", ["2026.1.9", "手术室", "等候", "否"]),
    "反馈客户": ("投诉日期 科室 投诉内容 反馈客户", ["2026.1.9", "手术室", "等候", "是"]),
}


@pytest.mark.parametrize(("header", "row"), REGISTERS.values(), ids=REGISTERS.keys())
def test_a_register_may_have_but_one_judgement(
    clinic: Workspace, header: str, row: list[Any]
) -> None:
    reading = read(clinic, "2026年登记台账", header.split(), row)
    assert {sheet.kind for sheet in reading.sheets} == {Kind.REGISTER}
    assert outcomes(reading) == {"D3": "pass"}
    assert told(reading) == []


COMPLAINTS = ["序号", "投诉日期", "涉及科室", "投诉内容", "办结日期", "处理结果"]


def test_a_second_line_of_a_case_is_no_case_without_a_date(clinic: Workspace) -> None:
    reading = read(clinic, "2026年投诉登记表", COMPLAINTS,
        [1, "2026.3.2", "前台", "等候过久", "2026.3.3", "已办结"],
        [None, None, None, "且无人解释", None, None],
        [2, "2026.3.4", "前台", "态度", "2026.3.5", "已办结"],
        [3, None, "前台", "收费", "2026.3.5", "已办结"],
    )  # fmt: skip
    assert outcomes(reading) == {"E3": "pass", "F3": "pass", "E5": "pass", "F5": "pass"}
    assert told(reading) == [("missing_date", "B6")]


def test_a_day_that_was_forgotten_is_not_taken_from_the_row_above(clinic: Workspace) -> None:
    reading = read(clinic, "2026年投诉登记表", ["投诉日期", "投诉内容", "处理结果"],
        ["2026.3.2", "等候", "已办结"], ["2026.3.3", "等候", "已办结"], [None, "态度", "已办结"],
    )  # fmt: skip
    assert told(reading) == [("missing_date", "A5")]


def test_a_copy_of_a_case_is_said_once(clinic: Workspace) -> None:
    row = ["2026.3.2", "前台", "等候", "2026.3.3", "已办结"]
    reading = read(clinic, "2026年投诉登记表", COMPLAINTS, [1, *row], [2, *row])
    assert [(code, cell[1:]) for code, cell in told(reading)] == [("duplicate_check", "4")]


NOTHING = {
    "无": ["无"],
    "in each column": [1, "2026年3月", "手术室", "无", "/", "无"],
    "sentence": ["本月无不良事件"],
    "zero report": ["2026年3月", None, None, "零报告", None, None],
    "no complaint": ["本季度未接到投诉"],
    "none happened": ["3月份未发生护理不良事件"],
}


@pytest.mark.parametrize("row", NOTHING.values(), ids=NOTHING.keys())
@pytest.mark.parametrize(
    "header", [COMPLAINTS, ["编号", "发生日期", "发生科室", "事件类型", "上报日期", "处理状态"]]
)
def test_a_register_in_which_nothing_happened_has_no_case_and_no_fault(
    clinic: Workspace, header: list[str], row: list[Any]
) -> None:
    reading = read(clinic, "2026年3月登记表", header, row)
    assert [p.code for p in reading.problems] == ["no_cases"]
    assert reading.sheets == ()


def test_a_month_in_which_nothing_happened_is_no_case_among_others(clinic: Workspace) -> None:
    reading = read(clinic, "2026年投诉登记表", COMPLAINTS,
        [1, "2026.1.2", "前台", "等候", "2026.1.3", "已办结"], ["2月", None, None, "无", None, None],
        [2, "2026.3.4", "前台", "对无人接待投诉", "2026.3.5", "已办结"],
    )  # fmt: skip
    assert outcomes(reading) == {"E3": "pass", "F3": "pass", "E5": "pass", "F5": "pass"}
    assert told(reading) == []


def test_a_blank_register_is_an_empty_form(clinic: Workspace) -> None:
    reading = read(clinic, "投诉登记表", COMPLAINTS, [1], [2], ["-", "-", "-", "-", "-", "-"])
    assert "no_cases" not in [p.code for p in reading.problems]


def test_nothing_that_happened_is_kept_as_nothing(clinic: Workspace) -> None:
    outcome = import_content(clinic, "3月.xlsx", book([["3月投诉登记表"], COMPLAINTS, ["无"]]))
    assert outcome.status == "rejected"
    assert outcome.reading and [p.severity for p in outcome.reading.problems] == ["info"]


SURVEY = ["序号", "回访日期", "科室"]


def test_who_was_not_reached_gave_no_answer(clinic: Workspace) -> None:
    reading = read(clinic, "2026年3月术后电话回访", [*SURVEY, "您对服务是否满意", "您对技术是否满意"],
        [1, "2026.3.1", "注射室", "满意", "未接通"], [2, "2026.3.2", "注射室", "无人接听", "关机"],
        [3, "2026.3.3", "注射室", "非常满意", "一般"], [4, "2026.3.4", "注射室", "不满意", "满意"],
    )  # fmt: skip
    assert [o for cell, o in outcomes(reading).items() if cell[0] == "E"] == [
        "na", "na", "fail", "pass",
    ]  # fmt: skip
    assert outcomes(reading)["D4"] == "na"
    assert told(reading) == []


@pytest.mark.parametrize("label", ["满意率", "总满意率", "满意人数", "平均分", "满意度（%）"])
def test_the_foot_of_a_survey_is_no_respondent(clinic: Workspace, label: str) -> None:
    reading = read(clinic, "2026年3月满意度调查", [*SURVEY, "环境（1-5分）", "服务（1-5分）"],
        [1, "2026.3.1", "注射室", 5, 4], [2, "2026.3.2", "注射室", 3, 5], [label, None, None, 4, 4.5],
    )  # fmt: skip
    assert outcomes(reading) == {"D3": "pass", "E3": "pass", "D4": "fail", "E4": "pass"}
    assert told(reading) == []


@pytest.mark.parametrize(
    ("title", "labels"),
    [
        ("2026年3月满意度调查", ["环境（1-7分）", "服务（1~7分）"]),
        ("2026年3月满意度调查（7分制）", ["环境", "服务"]),
        ("2026年3月满意度调查（1-7分）", ["环境", "服务"]),
    ],
)
def test_seven_is_the_best_where_the_sheet_says_so(
    clinic: Workspace, title: str, labels: list[str]
) -> None:
    reading = read(clinic, title, [*SURVEY, *labels],
        [1, "2026.3.1", "注射室", 7, 6], [2, "2026.3.2", "注射室", 5, 6], [3, "2026.3.3", "注射室", 8, 6],
        [4, "2026.3.4", "注射室", 7, 6], [5, "2026.3.5", "注射室", 7, 6], [6, "2026.3.6", "注射室", 7, 6],
    )  # fmt: skip
    assert [outcomes(reading)[cell] for cell in ("D3", "E3", "D4", "D5")] == [
        "pass", "pass", "fail", "held_back",
    ]  # fmt: skip
    assert told(reading) == [("score_gt_max", "D5")]


EVENT_BOOK = ["发生时间", "发生部门", "事件类型", "上报时间", "处置情况", "是否反馈", "报告者"]


def _event(day: str, report: str, *more: Any) -> list[Any]:
    return [day, "注射室", "跌倒", report, *more]


def test_an_event_may_leave_out_the_year_before_its_hour(clinic: Workspace) -> None:
    """5月6日 8:30 was no day, and the whole event was left out."""
    reading = read(clinic, "不良事件台账 2026年", EVENT_BOOK,
        _event("5月6日 8:30", "5月6日 10:00", "已处置", "是", "李敏"),
        _event("2026年5月8日9点10分", "2026年5月10日 9:20", "未处理", "否", "王芳"),
    )  # fmt: skip
    assert days(reading) == [("2026-05-06", "注射室"), ("2026-05-08", "注射室")]
    assert outcomes(reading) == {
        "D3": "pass", "E3": "pass", "F3": "pass", "D4": "fail", "E4": "fail", "F4": "fail",
    }  # fmt: skip
    assert told(reading) == []
    assert {c.inspector for s in reading.sheets for c in s.checks} == {""}  # who reported it


def test_what_was_done_about_an_event_is_no_status(clinic: Workspace) -> None:
    reading = read(clinic, "不良事件台账 2026年", EVENT_BOOK,
        _event("2026.5.6 8:30", "2026.5.6 10:00", "冷敷、换药", "是"),
        _event("2026.5.8 8:30", "2026.5.8 10:00", "重新核对医嘱", "是"),
    )  # fmt: skip
    assert set(outcomes(reading)) == {"D3", "F3", "D4", "F4"}


@pytest.mark.parametrize(("state", "found"), [("已处置", "missed"), ("未处理", None)])
def test_the_last_step_of_a_case_that_is_closed_was_forgotten(
    clinic: Workspace, state: str, found: str | None
) -> None:
    rows = [_event(f"2026.5.{n} 8:30", f"2026.5.{n} 9:00", "已处置", "是") for n in (4, 5, 6)]
    last = _event("2026.5.7 8:30", "2026.5.7 9:00", state, None)
    reading = read(clinic, "不良事件台账 2026年", EVENT_BOOK, *rows, last)
    assert outcomes(reading).get("F6") == found
    assert told(reading) == ([("missing_mark", "F6")] if found else [])


def test_a_fault_that_was_looked_at_again_says_what_became_of_it(clinic: Workspace) -> None:
    """A second look without a result passed in silence; one that is still to come has none."""
    header = ["督导日期", "科室", "存在问题", "整改措施", "回查日期", "回查结果"]
    rows = [
        [f"2026.5.{n}", "皮肤科", f"问题{n}", "培训", f"2026.5.{n + 7}", "已落实"]
        for n in range(4, 9)
    ]
    last = rows[4][4:]
    rows[4][4:] = [None, None]
    assert told(read(clinic, "护理质控反馈 2026年5月", header, *rows)) == []
    rows[4][4:], rows[2][5] = last, None
    reading = read(clinic, "护理质控反馈 2026年5月", header, *rows)
    assert told(reading) == [("missing_mark", "F5")]
    assert outcomes(reading)["F5"] == "missed"
