"""Ledgers whose words or days say more than one thing: devices and what is looked at on each, services
and how they are called, complaints, events, drugs and licences that are passed though expired."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from qc.ingest.importer import read_workbook
from qc.ingest.values.dates import read_range
from qc.records import WorkbookReading
from qc.words import Kind
from qc.workspace import Workspace
from tests.workbooks import book


def read(clinic: Workspace, *rows: list[Any], **more: Any) -> WorkbookReading:
    return read_workbook(clinic, "台账2026.xlsx", book(rows, **more))


def outcomes(reading: WorkbookReading) -> dict[str, str]:
    return {
        r.cell: str(r.outcome or r.state)
        for sheet in reading.sheets
        for check in sheet.checks
        for r in check.results
    }


def codes(reading: WorkbookReading) -> list[tuple[str, str]]:
    return sorted((p.code, p.cell) for p in reading.problems if p.severity != "info")


def test_what_is_looked_at_on_each_device_is_that_devices(clinic: Workspace) -> None:
    """The same line of another device would be taken for a double, and most of the log held back."""
    reading = read(clinic,
        ["仪器设备每日巡检表"],
        ["科室：光电室    2026年5月"],
        ["设备", "巡检内容", "20日", "21日"],
        ["激光仪", "外观清洁", "正常", "正常"],
        [None, "自检通过", "异常", "正常"],
        ["射频仪", "外观清洁", "正常", "正常"],
        [None, "自检通过", "正常", None],
        merges=["A4:A5", "A6:A7"],
    )  # fmt: skip
    assert [s.kind for s in reading.sheets] == [Kind.CHECKLIST]
    assert outcomes(reading) == {
        "C4": "pass", "C5": "fail", "C6": "pass", "C7": "pass",
        "D4": "pass", "D5": "pass", "D6": "pass", "D7": "missed",
    }  # fmt: skip
    whose = {(c.subject, r.item) for s in reading.sheets for c in s.checks for r in c.results}
    assert whose == {(d, i) for d in ("激光仪", "射频仪") for i in ("外观清洁", "自检通过")}
    assert codes(reading) == [("missing_mark", "D7")]


def test_what_a_ledger_of_services_says_of_itself_is_compared(clinic: Workspace) -> None:
    """逾期完成 beside days that kept the plan, and 已完成 without its day, would go by unseen."""
    reading = read(clinic,
        ["医疗设备保养台账"],
        ["设备名称", "设备编号", "使用科室", "计划保养日期", "实际完成日期", "完成情况"],
        ["激光仪", "G1", "光电室", "2026-5-10", "2026-5-9", "按期完成"],
        ["射频仪", "G2", "光电室", "2026-5-10", "2026-5-12", "逾期完成"],
        ["除颤仪", "G3", "手术室", "2026-5-10", "2026-5-12", "按期完成"],
        ["麻醉机", "G4", "手术室", "2026-5-10", "2026-5-10", "逾期完成"],
        ["监护仪", "G5", "手术室", "2026-5-10", None, "未完成"],
        ["灭菌锅", "G6", "消毒间", "2026-5-10", None, "已完成"],
        ["水光仪", "G7", "注射室", "2026-5-10", "2026-5-8", "停用"],
    )  # fmt: skip
    assert outcomes(reading) == {
        "E3": "pass", "E4": "fail", "E5": "fail", "E6": "pass", "E7": "fail", "E8": "missed", "E9": "na",
    }  # fmt: skip
    assert codes(reading) == [
        ("missing_mark", "E8"), ("stated_result_mismatch", "F5"), ("stated_result_mismatch", "F6"),
    ]  # fmt: skip


def test_a_register_of_complaints_with_ticks_is_no_checklist(clinic: Workspace) -> None:
    """24小时内反馈 is answered yes or no: the customers' grades would be read as faults beside it."""
    reading = read(clinic,
        ["客户投诉处理台账2026"],
        ["编号", "受理日期", "投诉事由", "责任部门", "首问负责人", "反馈日期", "24小时内反馈", "办结情况", "客户是否满意", "客户等级"],
        ["TS001", "2026.4.6", "等候", "前台", "林可欣", "2026.4.6", "是", "已办结", "满意", "普通"],
        ["TS002", "2026.4.8", "收费", "前台", "林可欣", "2026.4.9", "否", "已办结", "不满意", "重点"],
        ["TS003", "2026.4.9", "态度", "前台", "林可欣", "2026.4.8", "是", "已办结", "满意", "普通"],
        ["TS004", "2026.4.9", "环境", "前台", "林可欣", "2026.4.9", "是", "已办结", "说不清", "普通"],
        ["TS005", "2026.5.9", "环境", "前台", "林可欣", None, "否", "未办结", None, "普通"],
    )  # fmt: skip
    assert [s.kind for s in reading.sheets] == [Kind.REGISTER]
    assert outcomes(reading) == {
        "G3": "pass", "H3": "pass", "I3": "pass",
        "G4": "fail", "H4": "pass", "I4": "fail",
        "G5": "held_back", "H5": "held_back", "I5": "held_back",
        "G6": "pass", "H6": "pass", "I6": "held_back",
        "G7": "fail", "H7": "fail",
    }  # fmt: skip
    assert codes(reading) == [("closed_before_opened", "F5"), ("unknown_mark", "I6")]


EVENTS = [
    "序号",
    "发生日期",
    "上报日期",
    "发生科室",
    "事件类别",
    "24h内上报",
    "按流程处置",
    "整改落实",
]


def test_a_register_of_several_months_holds_them_all(clinic: Workspace) -> None:
    """What happened after the first of 1—6月 would be said to lie far from the sheet's own time."""
    reading = read(clinic,
        ["护理不良事件上报登记表"],
        ["2026年1—6月    鼓励主动上报"],
        EVENTS,
        [1, "2026-1-15", "2026-1-15", "光电室", "灼伤", "是", "是", "已落实"],
        [2, "2026-3-9", "2026-3-14", "手术室", "清点", "否", "是", "已落实"],
        [3, "2026-5-17", "2026-5-16", "光电室", "跌倒", "是", "是", "已落实"],
        [4, "2026-6-6", "2026-6-6", "光电室", "用药", "是", "是", "已落实"],
    )  # fmt: skip
    assert codes(reading) == [("reported_before_occurred", "C6")]
    assert outcomes(reading)["F7"] == "pass"


def test_a_step_that_only_one_case_leaves_out_is_missing(clinic: Workspace) -> None:
    """It would drop out of the rate unseen; the last case may just not have come so far."""
    reading = read(clinic,
        ["护理不良事件上报登记表2026"],
        EVENTS,
        [1, "2026-1-15", "2026-1-15", "光电室", "灼伤", "是", "是", "已落实"],
        [2, "2026-2-9", "2026-2-9", "手术室", "清点", "是", None, "已落实"],
        [3, "2026-3-9", "2026-3-9", "手术室", "清点", "是", "是", None],
        [4, "2026-4-9", "2026-4-9", "手术室", "清点", "是", "是", "已落实"],
        [5, "2026-5-9", "2026-5-9", "手术室", "清点", "是", "是", "已落实"],
        [6, "2026-5-19", "2026-5-19", "手术室", "清点", "是", None, "已落实"],
        [7, "2026-5-20", "2026-5-20", "手术室", "清点", "是", "是", "已落实"],
        [8, "2026-5-21", "2026-5-21", "手术室", "清点", "是", "是", "已落实"],
        [9, "2026-5-22", "2026-5-22", "手术室", "清点", "是", "是", None],
    )  # fmt: skip
    assert codes(reading) == [
        ("missing_mark", "G4"),
        ("missing_mark", "G8"),
        ("missing_mark", "H5"),
    ]
    assert outcomes(reading)["H5"] == "missed"
    assert "H11" not in outcomes(reading)


def test_a_count_that_is_passed_though_expired_is_pointed_at(clinic: Workspace) -> None:
    """The √ in the column of results would stand beside the expired drug without a word."""
    reading = read(clinic,
        ["急救药品效期检查表"],
        ["科室：手术室    检查日期：2026年4月10日"],
        ["品名", "基数", "现存数", "失效期", "检查结果"],
        ["肾上腺素", 10, 10, "2027-09", "√"],
        ["多巴胺", 5, 5, "2026-04", "√"],
        ["阿托品", 5, 5, "2026-03", "×"],
    )  # fmt: skip
    assert outcomes(reading) == {"C4": "pass", "C5": "fail", "C6": "fail"}
    assert codes(reading) == [
        ("expired_but_ticked", "E5"), ("expired_drug", "D5"), ("expired_drug", "D6"),
    ]  # fmt: skip


def test_a_licence_that_is_passed_though_expired_is_pointed_at(clinic: Workspace) -> None:
    reading = read(clinic,
        ["医务人员执业资质核查表"],
        ["核查日期：2026年5月20日"],
        ["姓名", "岗位", "证书编号", "有效期至", "核查结果", "所在科室"],
        ["许医生", "医师", "ZY1", "2028-06-30", "合格", "手术室"],
        ["冯璐", "护士", "ZY2", "2026-04-30", "合格", "光电室"],
        ["韩雪", "护士", "ZY3", "2026-03-31", "不合格", "光电室"],
    )  # fmt: skip
    assert codes(reading) == [
        ("expired_but_ticked", "E5"), ("expired_licence", "D5"), ("expired_licence", "D6"),
    ]  # fmt: skip


def test_hours_of_use_are_no_result_where_the_light_is_measured(clinic: Workspace) -> None:
    """Its label ends in its unit; the lamp's hours would be judged by the limit of its light."""
    reading = read(clinic,
        ["紫外线灯管辐照强度监测记录（标准：≥70μW/cm²）"],
        ["灯管编号", "安装房间", "累计时间(h)", "监测日期", "辐照强度\nμW/cm²", "判定"],
        ["Z-01", "手术室", 412, "2026.6.3", 96, "合格"],
        ["Z-02", "换药室", 988, "2026.6.3", 58, "不合格"],
    )  # fmt: skip
    assert outcomes(reading) == {"E3": "pass", "E4": "fail"}


def test_an_answer_beside_measured_values_may_be_neither_good_nor_bad(clinic: Workspace) -> None:
    """是否更换 否 says that the lamp still shines, and is no fault."""
    reading = read(clinic,
        ["紫外线灯管辐照强度监测（标准：≥70μW/cm²）"],
        ["日期", "房间", "辐照强度", "是否更换"],
        ["2026.5.1", "手术室", 90, "否"],
        ["2026.5.1", "换药室", 60, "是"],
        ["2026.5.1", "注射室", 88, "否"],
        ["2026.5.1", "光电室", 85, "否"],
    )  # fmt: skip
    assert outcomes(reading) == {"C3": "pass", "C4": "fail", "C5": "pass", "C6": "pass"}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026年1—6月", (1, 1), (6, 30)),
        ("2026年4-5月考核表", (4, 1), (5, 31)),
        ("2026年2月至4月 督查", (2, 1), (4, 30)),
    ],
)
def test_months_side_by_side_are_one_period(
    text: str, first: tuple[int, int], last: tuple[int, int]
) -> None:
    assert read_range(text) == (dt.date(2026, *first), dt.date(2026, *last))


def test_months_that_run_backwards_are_no_period() -> None:
    assert read_range("2026年6-1月") is None


def test_a_cell_that_is_merged_into_the_list_beside_is_no_reason_to_break_off(
    clinic: Workspace,
) -> None:
    """One merged cell between two lists refused the whole workbook as broken."""
    head = ["序号", "投诉日期", "投诉内容", "涉及科室", "办结日期", "处理结果"]
    rows = [
        [n, f"2026-5-{n}", "等候太久", "前台", f"2026-5-{n + 1}", "已办结"] for n in range(1, 5)
    ]
    both = [[*row, None, *row] for row in (head, *rows)]
    found = read(clinic, ["投诉登记表"], *both, merges=["F4:L4"])
    assert {"E3", "E4", "E6"} <= {*outcomes(found)}
