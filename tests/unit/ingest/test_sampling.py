"""Lists of samples and of lamps: the measured value is the value, rooms are rooms, and nothing else
in the row is taken for either."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from qc.ingest.importer import read_workbook
from qc.records import Check, Result, WorkbookReading
from qc.words import Kind
from qc.workspace import Workspace
from tests.workbooks import book


def read(clinic: Workspace, rows: list[list[Any]], merges: str = "") -> WorkbookReading:
    return read_workbook(clinic, "表.xlsx", book(rows, merges=merges.split()))


def placed(reading: WorkbookReading) -> Iterator[tuple[Check, Result]]:
    return ((c, r) for sheet in reading.sheets for c in sheet.checks for r in c.results)


def said(reading: WorkbookReading) -> set[tuple[str, str]]:
    return {(p.code, p.cell) for p in reading.problems if p.severity != "info"}


@pytest.mark.parametrize(
    ("place", "sample", "item", "value", "limit", "verdict"),
    [
        ("采样地点", "采样对象", "监测项目", "结果（CFU）", "标准值", "结论"),
        ("监测地点", "监测对象", "检测项目", "检测结果(cfu/皿)", "参考值", "判定"),
        ("采样部位", "样品名称", "采样项目", "菌落数", "卫生标准", "是否合格"),
    ],
)
def test_samples_of_one_room_are_told_apart_by_what_was_sampled(
    clinic: Workspace, place: str, sample: str, item: str, value: str, limit: str, verdict: str
) -> None:
    """Two surfaces of a room are two samples; 12 is above 10 whatever stands beside it."""
    reading = read(clinic, [
        ["2026年4月环境卫生学监测结果"],
        ["采样日期", place, sample, item, value, limit, "单位", verdict],
        ["2026.4.11", "手术间", "空气", "空气", 2, "≤4", "cfu/皿·5min", "合格"],
        ["2026.4.11", "手术间", "器械台", "物表", 3, "≤5", "cfu/cm²", "合格"],
        ["2026.4.11", "手术间", "手术床", "物表", "1", "≤5", "cfu/cm²", "合格"],
        ["2026.4.11", "换药室", "换药车", "物表", 12, "≤10", "cfu/cm²", "合格"],
        ["4月12日", "换药室", "空气", "空气", "污染", "≤4", "cfu/皿·5min", None],
        ["4月12日", "注射室", "卫生手", "卫生手", "未检出", "≤10", "cfu/cm²", "合格"],
    ])  # fmt: skip
    assert [sheet.kind for sheet in reading.sheets] == [Kind.MEASUREMENT]
    assert {r.cell: (c.unit, str(r.outcome or r.state)) for c, r in placed(reading)} == {
        "E3": ("手术间", "pass"), "E4": ("手术间", "pass"), "E5": ("手术间", "pass"),
        "E6": ("换药室", "fail"), "E7": ("换药室", "held_back"), "E8": ("注射室", "pass"),
    }  # fmt: skip
    assert said(reading) == {("stated_result_mismatch", "H6"), ("text_in_number", "E7")}


@pytest.mark.parametrize(
    ("lamp", "place", "hours", "value"),
    [
        ("灯号", "位置", "累计时间(h)", "强度(μW/cm²)"),
        ("灯管编号", "安装位置", "使用累计小时", "辐照强度"),
        ("灯管号", "灯管位置", "累计使用时数", "紫外线强度监测值"),
    ],
)
def test_lamps_hang_in_rooms_and_their_hours_are_no_measured_value(
    clinic: Workspace, lamp: str, place: str, hours: str, value: str
) -> None:
    """The first lamp hangs in a room whose name is a header's word; its strength is no room."""
    reading = read(clinic, [
        ["紫外线灯强度监测（新灯≥90，使用中≥70μW/cm²）"],
        ["监测日期：2026年4月15日   监测人：周婷"],
        [lamp, place, "灯管状态", hours, value, "更换"],
        [1, "手术间", "使用中", 320, 98, None],
        [2, "换药室", "使用中", 870, 66, None],
        [3, "注射室", "使用中", 410, "85μW", None],
        [4, "治疗室", "使用中", 500, "７８", None],
    ])  # fmt: skip
    assert {r.cell: (c.unit, r.reading, str(r.outcome)) for c, r in placed(reading)} == {
        "E4": ("手术间", 98, "pass"), "E5": ("换药室", 66, "fail"),
        "E6": ("注射室", 85, "pass"), "E7": ("治疗室", 78, "pass"),
    }  # fmt: skip
    assert not said(reading)


def test_hours_are_the_value_where_nothing_else_was_measured(clinic: Workspace) -> None:
    """A lamp beyond its thousand hours must be changed."""
    reading = read(clinic, [
        ["紫外线灯使用时间登记（累计不超过1000小时）"],
        ["监测日期：2026年4月15日   监测人：周婷"],
        ["灯号", "位置", "累计时间(h)"],
        [1, "手术室", 320], [2, "换药室", 1070],
    ])  # fmt: skip
    assert {r.cell: str(r.outcome) for _, r in placed(reading)} == {"C4": "pass", "C5": "fail"}


def test_a_value_merged_over_two_rows_is_measured_once(clinic: Workspace) -> None:
    """Else the sample would be told that it is its own double."""
    reading = read(clinic, [
        ["2026年4月环境卫生学监测"],
        ["采样日期", "科室", "监测项目", "菌落数", "标准", "备注"],
        ["2026.4.11", "手术室", "空气", 2, "≤4", "第一间"],
        [None, None, None, None, None, "第二间"],
        ["2026.4.11", "换药室", "空气", 3, "≤4", None],
    ], "A3:A4 B3:B4 C3:C4 D3:D4 E3:E4")  # fmt: skip
    assert [r.cell for _, r in placed(reading)] == ["D3", "D5"]
    assert not said(reading)


@pytest.mark.parametrize("first", ["手术间", "诊间", "责任区"])
def test_a_room_called_by_a_headers_word_is_a_row_like_others(
    clinic: Workspace, first: str
) -> None:
    """The first room of the list would otherwise be left out unsaid."""
    reading = read(clinic, [
        ["2026年3月护理文书检查统计"],
        ["科室", "抽查份数", "合格份数", "合格率"],
        [first, 12, 12, 1], ["注射中心", 10, 10, 1], ["口腔科", 8, 8, 1],
    ])  # fmt: skip
    assert {c.unit for c, _ in placed(reading)} == {first, "注射中心", "口腔科"}
