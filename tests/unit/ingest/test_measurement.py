"""Measured values against limits: what is in order must not be said to fail, nor the reverse."""

from __future__ import annotations

from typing import Any

from qc.ingest.importer import read_workbook
from qc.records import Result, WorkbookReading
from qc.words import Kind, Outcome, ResultState
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


def test_colony_counts_are_judged_by_the_limit_that_stands_beside_them(clinic: Workspace) -> None:
    """The infection control nurse would otherwise report 5.2 as in order because someone wrote 合格."""
    reading = read(clinic, [
        ["环境卫生学监测结果"],
        ["采样日期：2026年3月11日    采样人：许悠"],
        ["序号", "科室", "采样点", "菌落数（CFU/皿）", "参考标准", "结论"],
        [1, "手术室", "手术间1", "1.5", "≤4.0", "合格"],
        [2, "注射室", "注射室1", 4, "≤4.0", "合格"],
        [3, "皮肤科", "治疗室", 5.2, "≤4.0", "合格"],
        [4, "光电室", "光电室2", "未检出", "≤4.0", "合格"],
        [5, "前台", "服务台", ">200", "≤4.0", "不合格"],
        [6, "换药室", "治疗车", "多不可计", "≤4.0", "不合格"],
        [7, "美容科", "牙椅", "＜1", "≤4.0", "合格"],
        [8, "药房", "台面", "污染", "≤4.0", ""],
        [9, "检验科", "台面", -1, "≤4.0", ""],
        [10, "供应室", "台面", "", "≤4.0", ""],
        [11, "门诊", "台面", "<200", "≤4.0", ""],
    ])  # fmt: skip
    assert reading.sheets[0].kind is Kind.MEASUREMENT
    assert outcomes(reading) == {
        "D4": "pass", "D5": "pass", "D6": "fail", "D7": "pass", "D8": "fail", "D9": "fail",
        "D10": "pass", "D11": "held_back", "D12": "held_back", "D13": "missed", "D14": "held_back",
    }  # fmt: skip
    assert codes(reading) >= {
        ("stated_result_mismatch", "F6"), ("text_in_number", "D11"), ("negative_number", "D12"),
        ("missing_mark", "D13"), ("text_in_number", "D14"),
    }  # fmt: skip
    found = by_cell(reading)
    assert found["D6"].reading == 5.2
    assert found["D7"].reading == 0
    assert found["D9"].reading is None


def test_lamps_by_day_keep_the_intensity_that_the_title_demands(clinic: Workspace) -> None:
    """A lamp below 70 must be changed; its hours and its first day are no intensities."""
    reading = read(clinic, [
        ["紫外线灯管辐照强度监测登记（≥70μW/cm²为合格）"],
        ["灯管编号", "安装地点", "启用日期", "2026-01-06", "2026-02-03", "累计时数"],
        ["UV-01", "治疗室", "2025.6", 85, 68, 354],
        ["UV-02", "治疗室", "2025.6", "88μW/cm²", "7O", 227],
        ["UV-03", "换药室", "2025.6", "70", "", 328],
    ])  # fmt: skip
    assert outcomes(reading) == {
        "D3": "pass", "E3": "fail", "D4": "pass", "E4": "held_back", "D5": "pass", "E5": "missed",
    }  # fmt: skip
    checks = reading.sheets[0].checks
    assert {(c.unit, c.subject) for c in checks} == {
        ("治疗室", "UV-01"), ("治疗室", "UV-02"), ("换药室", "UV-03"),
    }  # fmt: skip


def test_a_new_lamp_must_shine_brighter(clinic: Workspace) -> None:
    reading = read(clinic, [
        ["紫外线灯强度监测 2026年3月"],
        ["灯管编号", "安装地点", "强度", "灯管状态"],
        ["1", "治疗室", 80, "新灯"],
        ["2", "换药室", 80, "使用中"],
        ["注：新灯≥90，使用中≥70"],
    ])  # fmt: skip
    assert outcomes(reading) == {"C3": "fail", "C4": "pass"}


def test_a_new_lamp_is_judged_by_the_standard_for_new_ones(clinic: Workspace) -> None:
    """80 is enough for a lamp in use and too little for a new one; its hours are those of any lamp."""
    reading = read(clinic, [
        ["紫外线灯强度监测 2026年3月"],
        ["灯管编号", "安装地点", "强度", "灯管状态"],
        ["1", "治疗室", 80, "新灯管"],
        ["2", "换药室", 80, "使用中"],
        ["3", "手术室", 92, "新"],
    ])  # fmt: skip
    assert outcomes(reading) == {"C3": "fail", "C4": "pass", "C5": "pass"}
    hours = read(clinic, [
        ["紫外线灯累计时间登记 2026年3月"],
        ["灯管编号", "安装地点", "累计时间（小时）", "灯管状态"],
        ["1", "治疗室", 5, "新灯管"],
        ["2", "换药室", 1200, "使用中"],
    ])  # fmt: skip
    assert outcomes(hours) == {"C3": "pass", "C4": "fail"}


def test_samples_of_one_place_are_told_apart_by_their_number(clinic: Workspace) -> None:
    """Two samples of a worktop on one day are no doubles; when a lamp was put up is no reading."""
    samples = read(clinic, [
        ["物表采样结果 采样日期：2026年5月8日"],
        ["标本号", "采样点", "房号", "结果（CFU）", "允许值"],
        ["B01", "操作台面", "注射室", 3, "≤5"],
        ["B02", "操作台面", "注射室", 3, "≤5"],
        ["B03", "操作台面", "注射室", 7, "≤5"],
    ])  # fmt: skip
    assert outcomes(samples) == {"D3": "pass", "D4": "pass", "D5": "fail"}
    lamps = read(clinic, [
        ["紫外灯辐照强度测定 合格：≥70μW/cm²"],
        ["测定日：2026.5.15"],
        ["灯号", "安装处", "启用年月", "辐照强度"],
        ["U1", "注射室", 2024.2, 92],
        ["U2", "手术室", 2024.3, 64],
    ])  # fmt: skip
    assert outcomes(lamps) == {"D4": "pass", "D5": "fail"}


def test_two_readings_a_day_of_a_refrigerator_are_two_checks(clinic: Workspace) -> None:
    """Morning and afternoon must not be taken for doubles; a closed day is no check."""
    reading = read(clinic, [
        ["药品冰箱温度登记表（标准温度2～8℃，每日上、下午各记录一次）"],
        ["科室：注射室      2026年3月"],
        ["时段", "日期", 1, 2, 3, 4],
        ["上午", "9:00", 4.2, "", 9.1, 5],
        ["下午", "17:00", 6.1, "", "5.5℃", ""],
        ["记录人", "", "田野", "", "田野", "田野"],
    ])  # fmt: skip
    assert outcomes(reading) == {
        "C4": "pass", "E4": "fail", "F4": "pass", "C5": "pass", "E5": "pass", "F5": "missed",
    }  # fmt: skip
    assert {(c.round, c.inspector) for c in reading.sheets[0].checks} == {
        ("上午", "田野"), ("下午", "田野"),
    }  # fmt: skip


def test_temperature_and_humidity_have_each_its_own_limit(clinic: Workspace) -> None:
    reading = read(clinic, [
        ["库房温湿度登记  2026年3月（温度10-25℃，湿度35%-75%）"],
        ["日期", "温度", "湿度", "记录人"],
        ["3.1", 20, 80, "田野"],
        ["3.2", 30, 50, "田野"],
        ["3.3", "/", 50, "田野"],
    ])  # fmt: skip
    assert outcomes(reading) == {
        "B3": "pass", "C3": "fail", "B4": "fail", "C4": "pass", "B5": "na", "C5": "pass",
    }  # fmt: skip


def test_bounds_in_columns_of_their_own(clinic: Workspace) -> None:
    reading = read(clinic, [
        ["监测记录 2026年3月5日"],
        ["监测项目", "监测值", "下限", "上限"],
        ["有效氯浓度", 480, 500, 1000],
        ["水温", 40, 35, 45],
    ])  # fmt: skip
    assert outcomes(reading) == {"B3": "fail", "B4": "pass"}


def test_without_any_limit_a_value_is_kept_but_not_judged(clinic: Workspace) -> None:
    """Nobody may guess a limit; a verdict that the sheet states is taken for what it is."""
    reading = read(clinic, [
        ["蒸汽压力监测 2026年3月"],
        ["日期", "压力", "是否合格"],
        ["3.1", 210, "合格"],
        ["3.2", 205, ""],
    ])  # fmt: skip
    found = by_cell(reading)
    assert (found["B3"].outcome, found["B4"].outcome) == (Outcome.PASS, None)
    assert (found["B4"].reading, found["B4"].state) == (205, ResultState.ACCEPTED)
    assert "no_value_limit" in {p.code for p in reading.problems}


def test_an_error_value_holds_back_its_own_reading(clinic: Workspace) -> None:
    reading = read(clinic, [
        ["含氯消毒液浓度监测记录（使用浓度≥500mg/L） 2026年4月"],
        ["监测日期", "器械浸泡桶", "拖布浸泡桶"],
        ["4.1", 500, 480],
        ["4.3", "#DIV/0!", 600],
        ["", 520, 500],
    ])  # fmt: skip
    assert ("missing_date", "A5") in codes(reading)
    assert outcomes(reading)["B3"] == "pass"
    assert outcomes(reading)["C3"] == "fail"
    assert outcomes(reading)["B4"] == "held_back"
