"""Services that were planned for a day: whether they were done by then, and what they found."""

from __future__ import annotations

from typing import Any

import pytest

from qc.ingest.importer import read_workbook
from qc.records import WorkbookReading
from qc.words import Kind
from qc.workspace import Workspace
from tests.workbooks import book


def read(clinic: Workspace, rows: list[list[Any]]) -> WorkbookReading:
    return read_workbook(clinic, "表.xlsx", book(rows))


def said(reading: WorkbookReading) -> dict[str, tuple[str, str, str]]:
    """What each cell says, on which day, of whom."""
    return {
        r.cell: (str(r.outcome or r.state), str(c.date), c.subject)
        for s in reading.sheets
        for c in s.checks
        for r in c.results
    }


def codes(reading: WorkbookReading) -> list[tuple[str, str]]:
    return sorted((p.code, p.cell) for p in reading.problems if p.severity != "info")


def test_a_service_is_in_order_when_it_was_done_by_the_day_planned(clinic: Workspace) -> None:
    """It would be called overdue as soon as the planned day has gone by, done or not."""
    reading = read(clinic, [
        ["仪器保养校验执行情况"],
        ["统计至2026年6月30日"],
        ["台账号", "仪器名", "放置地", "计划日", "完成日", "校验结论", "下次计划", "状态"],
        ["S1", "强脉冲光", "光电室", "2026-6-2", "2026-6-2", "合格", "2026-12-2", "在用"],
        ["S2", "超声炮", "光电室", "2026-6-7", "6月9日", "合格", "2026-12-7", "在用"],
        ["S3", "灭菌锅", "手术室", "2026-6-12", "2026.6.11", "不合格", "2026-12-12", "在用"],
        ["S4", "血压计", "前台", "2026-6-17", "2026.6.31", "合格", "2026-12-17", "在用"],
        ["S5", "电子秤", "前台", "2026-6-20", None, None, None, "在用"],
        ["S6", "负压机", "手术室", "2026-7-20", None, None, None, "在用"],
        ["S7", "制氧机", "手术室", "2026-6-20", None, None, None, "停用"],
        ["S8", "离心机", "检验科", "2026-6-31", "2026-6-20", "证书未回", None, "在用"],
        ["S9", "水光仪", "注射室", None, "2026-6-21", "合格", None, "在用"],
    ])  # fmt: skip
    assert [s.kind for s in reading.sheets] == [Kind.MAINTENANCE]
    assert said(reading) == {
        "E4": ("pass", "2026-06-02", "S1"), "F4": ("pass", "2026-06-02", "S1"),
        "E5": ("fail", "2026-06-09", "S2"), "F5": ("pass", "2026-06-09", "S2"),
        "E6": ("pass", "2026-06-11", "S3"), "F6": ("fail", "2026-06-11", "S3"),
        "E8": ("fail", "2026-06-30", "S5"),
        "E10": ("na", "2026-06-30", "S7"),
        "E11": ("held_back", "2026-06-20", "S8"), "F11": ("held_back", "2026-06-20", "S8"),
        "F12": ("pass", "2026-06-21", "S9"),
    }  # fmt: skip
    assert codes(reading) == [
        ("impossible_date", "D11"), ("impossible_date", "E7"), ("unknown_mark", "F11"),
    ]  # fmt: skip


def test_a_formula_that_failed_is_no_service_left_undone(clinic: Workspace) -> None:
    reading = read(clinic, [
        ["仪器保养执行情况 2026年6月8日"],
        ["仪器名", "科室", "计划日", "完成日", "校验结论"],
        ["强脉冲光", "光电室", "2026-6-2", "#REF!", "合格"],
        ["超声炮", "光电室", "#N/A", "2026-6-3", "#N/A"],
        ["灭菌锅", "手术室", "2026-6-2", "2026-6-2", "合格"],
    ])  # fmt: skip
    assert {cell: state for cell, (state, *_) in said(reading).items()} == {
        "D3": "held_back", "E3": "pass", "D4": "held_back", "E4": "held_back",
        "D5": "pass", "E5": "pass",
    }  # fmt: skip
    assert codes(reading) == [("error_value", cell) for cell in ("C4", "D3", "E4")]


def test_the_finding_of_a_service_names_its_device(clinic: Workspace) -> None:
    """“校验结论” alone in a list of failures would not say what must be repaired."""
    reading = read(clinic, [
        ["强检器具检定台账 2026年"],
        ["设备名称", "科室", "计划检定日期", "实际检定日期", "检定结论"],
        ["血压计", "前台", "2026-5-10", "2026-5-8", "合格"],
        ["体温枪", "前台", "2026-5-10", "2026-5-12", "不合格"],
    ])  # fmt: skip
    found = [(r.item, str(r.outcome)) for s in reading.sheets for c in s.checks for r in c.results]
    assert found == [
        ("血压计", "pass"), ("血压计 检定结论", "pass"),
        ("体温枪", "fail"), ("体温枪 检定结论", "fail"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "row", "cell"),
    [
        (["设备名称", "科室", "上次保养日期", "计划保养日期"], ["灭菌器", "手术室", "2026-5-1", "2026-5-31"], "D3"),
        (["设备名称", "科室", "完成日期", "下次保养日期"], ["灭菌器", "手术室", "2026-5-1", "2026-5-31"], "D3"),
        (["设备名称", "科室", "完成日期", "保养周期"], ["灭菌器", "手术室", "2026-5-1", "每月"], "C3"),
    ],
)  # fmt: skip
def test_a_plan_or_a_service_alone_still_says_when_the_next_is_due(
    clinic: Workspace, header: list[str], row: list[str], cell: str
) -> None:
    early = read(clinic, [["设备维护保养台账  核查日期：2026-05-30"], header, row])
    late = read(clinic, [["设备维护保养台账  核查日期：2026-06-02"], header, row])
    assert (said(early)[cell][0], said(late)[cell][0]) == ("pass", "fail")


def test_devices_of_the_emergency_cart_are_serviced_like_others(clinic: Workspace) -> None:
    """Their services would count among the drugs and items of the cart."""
    reading = read(clinic, [
        ["设备维护保养台账 2026年5月"],
        ["设备名称", "科室", "设备状态"],
        ["除颤仪", "手术室", "完好"],
        ["心电监护仪", "手术室", "故障"],
    ])  # fmt: skip
    assert [(s.checklist, s.indicator) for s in reading.sheets] == [("equipment", "safety")]
    assert [p.code for p in reading.problems if p.code == "items_unknown"] == []


def test_a_call_after_an_operation_is_due_like_a_service(clinic: Workspace) -> None:
    """The list of calls came in with the day of treatment alone, and every late call passed."""
    reading = read(clinic, [
        ["术后随访登记表 2026年5月"],
        ["序号", "治疗日期", "顾客编号", "项目", "科室", "应随访日期", "实际随访日期", "随访方式"],
        [1, "2026.5.1", "K1", "热玛吉", "光电室", "2026.5.4", "2026.5.4", "电话"],
        [2, "2026.5.2", "K2", "皮秒", "光电室", "2026.5.5", "2026.5.7", "微信"],
        [3, "2026.5.3", "K3", "吸脂", "手术室", "2026.5.6", "2026.5.36", "电话"],
    ])  # fmt: skip
    found = said(reading)
    assert (found["G3"][0], found["G4"][0]) == ("pass", "fail")
    assert "G5" not in found
    assert ("impossible_date", "G5") in codes(reading)
