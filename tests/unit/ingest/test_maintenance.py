"""Service and calibration of devices: what is overdue must be seen, what is out of use not."""

from __future__ import annotations

from typing import Any

import pytest

from qc.ingest.importer import read_workbook
from qc.ingest.values.cycles import read_cycle
from qc.records import Result, WorkbookReading
from qc.words import Kind, Outcome
from qc.workspace import Workspace
from tests.workbooks import book


def read(clinic: Workspace, rows: list[list[Any]]) -> WorkbookReading:
    return read_workbook(clinic, "表.xlsx", book(rows))


def by_cell(reading: WorkbookReading) -> dict[str, Result]:
    return {r.cell: r for s in reading.sheets for c in s.checks for r in c.results}


def outcomes(reading: WorkbookReading) -> dict[str, str]:
    return {cell: str(r.outcome or r.state) for cell, r in by_cell(reading).items()}


def codes(reading: WorkbookReading) -> set[tuple[str, str]]:
    return {(p.code, p.cell) for p in reading.problems if p.severity != "info"}


def test_a_device_is_in_order_until_its_next_service_is_due(clinic: Workspace) -> None:
    reading = read(clinic, [
        ["医疗设备维护保养台账"],
        ["核查日期：2026-04-30"],
        ["设备编号", "设备名称", "使用科室", "保养周期", "上次保养日期", "下次保养日期", "设备状态"],
        ["1", "强脉冲光治疗仪", "光电室", "3个月", "2026-01-30", "2026-04-30", "在用"],
        ["2", "皮秒激光仪", "光电室", "3个月", "2026.1.15", "2026.4.15", "在用"],
        ["3", "除颤仪", "手术室", "1个月", "2026-4-8", "2026-3-8", "在用"],
        ["4", "麻醉机", "手术室", "3个月", "2026-01-31", "2026-04-31", "在用"],
        ["5", "牙科椅", "口腔科", "6个月", "2026-03-03", "", "在用"],
        ["6", "制氧机", "手术室", "6个月", "2025-01-05", "2025-07-05", "停用"],
        ["7", "水光仪", "注射室", "6个月", "2026-13-05", "2026-07", "在用"],
        ["8", "喷砂机", "注射室", "6个月", "2099-01-05", "2099-07-05", "在用"],
        ["9", "冷敷机", "注射室", "6个月", "2026-01-05", "#REF!", "在用"],
    ])  # fmt: skip
    assert reading.sheets[0].kind is Kind.MAINTENANCE
    assert outcomes(reading) == {
        "F4": "pass", "F5": "fail", "F6": "held_back", "F7": "held_back", "F8": "missed",
        "F9": "na", "F10": "held_back", "F11": "held_back", "F12": "held_back",
    }  # fmt: skip
    assert codes(reading) >= {
        ("due_before_last", "F6"), ("impossible_date", "F7"), ("missing_mark", "F8"),
        ("impossible_date", "E10"), ("future_date", "E11"),
    }  # fmt: skip


def test_the_cycle_says_when_it_is_due_where_no_date_is_written(clinic: Workspace) -> None:
    reading = read(clinic, [
        ["设备保养台账  核查日期：2026-04-30"],
        ["核查日期：2026-04-30"],
        ["设备名称", "科室", "上次保养日期", "保养周期"],
        ["灭菌器", "供应室", "2026-01-31", "每季"],
        ["离心机", "检验科", "2026-01-31", "每月"],
        ["超声机", "皮肤科", "2026-01-31", "看情况"],
        ["血压计", "前台", "2025-05-31", "每年一次"],
    ])  # fmt: skip
    assert outcomes(reading) == {"C4": "pass", "C5": "fail", "C6": "held_back", "C7": "pass"}
    assert ("cycle_unknown", "D6") in codes(reading)


def test_a_calibration_that_failed_is_not_in_order(clinic: Workspace) -> None:
    reading = read(clinic, [
        ["强检计量器具校准台账"],
        ["核查日期：2026-04-30"],
        ["器具名称", "出厂编号", "科室", "检定日期", "有效期至", "检定结论"],
        ["血压计", "X1", "皮肤科", "2025-06-01", "2026-05-31", "合格"],
        ["血压计", "X2", "手术室", "2025-04-20", "2026-04-19", "合格"],
        ["体温枪", "X3", "前台", "2025-09-01", "2026-08-31", "不合格"],
    ])  # fmt: skip
    assert outcomes(reading) == {"E4": "pass", "E5": "fail", "E6": "fail"}


def test_without_dates_the_state_of_a_device_tells(clinic: Workspace) -> None:
    reading = read(clinic, [
        ["设备状态登记 2026年4月"],
        ["设备名称", "科室", "设备状态"],
        ["灭菌器", "供应室", "完好"],
        ["离心机", "检验科", "维修中"],
        ["超声机", "皮肤科", "封存"],
        ["血压计", "前台", "借出"],
    ])  # fmt: skip
    assert outcomes(reading) == {"C3": "pass", "C4": "fail", "C5": "na", "C6": "held_back"}
    assert by_cell(reading)["C4"].outcome is Outcome.FAIL


@pytest.mark.parametrize(
    ("said", "months", "days"),
    [
        ("每月", 1, 0), ("每季度一次", 3, 0), ("半年", 6, 0), ("每半年1次", 6, 0), ("每年", 12, 0),
        ("6个月", 6, 0), ("１年", 12, 0), ("两周", 0, 14), ("一年两次", 6, 0), ("2次/年", 6, 0),
        ("三个月", 3, 0), ("90天", 0, 90), ("每周", 0, 7),
    ],
)  # fmt: skip
def test_cycles_as_clinics_write_them(said: str, months: int, days: int) -> None:
    assert read_cycle(said) == (months, days)


def test_what_is_no_cycle_is_none() -> None:
    assert read_cycle("视情况") is None
