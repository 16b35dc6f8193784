"""Columns of another kind beside those that were read: a table of their own, not a warning."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from qc.ingest.importer import import_paths
from qc.ingest.reading import read_workbook
from qc.records import WorkbookReading
from qc.words import Kind, Outcome
from qc.workspace import Workspace, open_workspace
from tests.workbooks import book

PASS, FAIL = Outcome.PASS, Outcome.FAIL


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Workspace]:
    opened = open_workspace(tmp_path / "clinic", today=dt.date(2024, 7, 1))
    yield opened
    opened.store.close()


CHLORINE = [
    ["含氯消毒液浓度监测记录"], ["科室：治疗室", None, "月份：2024年5月", None, "合格标准：有效氯≥500mg/L"],
    ["日期", "配制时间", "监测浓度(mg/L)", "加盖保存", "配制人"],
    ["5月1日", "8:00", 500, "√", "周婷"], ["5月2日", "8:00", 400, "√", "李敏"],
    ["5月3日", "8:00", 520, "×", "周婷"], ["5月4日", "8:00", 500, "？", "周婷"],
]  # fmt: skip


def outcomes(reading: WorkbookReading, kind: Kind) -> dict[str, Outcome | None]:
    return {
        result.cell: result.outcome
        for sheet in reading.sheets
        if sheet.kind is kind
        for check in sheet.checks
        for result in check.results
    }


def test_marks_beside_measured_values_are_checks_of_their_own(clinic: Workspace) -> None:
    """Whether the bucket had its lid on would be lost, with nothing but a warning."""
    found = read_workbook(clinic, "五月.xlsx", book(CHLORINE))
    assert outcomes(found, Kind.MEASUREMENT) == {"C4": PASS, "C5": FAIL, "C6": PASS, "C7": PASS}
    assert outcomes(found, Kind.CHECKLIST) == {"D4": PASS, "D5": PASS, "D6": FAIL, "D7": None}
    told = [(each.code, each.cell) for each in found.problems]
    assert ("unknown_mark", "D7") in told
    assert "marks_unplaced" not in dict(told)


def test_both_parts_are_saved_and_a_second_import_changes_nothing(
    clinic: Workspace, tmp_path: Path
) -> None:
    """Two checks of one day and room from one table must not replace each other."""
    path = tmp_path / "五月.xlsx"
    path.write_bytes(book(CHLORINE))
    (first,) = import_paths(clinic, [path])
    frame = clinic.store.results(clinic.scope)
    assert first.status == "partly"
    assert len(frame) == 8
    (again,) = import_paths(clinic, [path])
    assert again.status == "duplicate"


def test_what_is_looked_at_on_a_device_stands_beside_its_calibration(clinic: Workspace) -> None:
    """Only the calibration was read: the states of 每周巡检 were lost without a word."""
    found = read_workbook(clinic, "六月.xlsx", book([
        ["设备每周点检表"], ["点检日期：2024年6月5日"],
        ["使用科室", "仪器名称", "电源正常", "探头完好", "屏幕清晰", "检定有效期至", "处理结果"],
        ["光电中心", "射频仪", "正常", "正常", "异常", "2024-12-01", None],
        ["光电中心", "点阵激光", "正常", "待查", "正常", "2024-05-01", None],
        ["手术室", "无影灯", "停用", "停用", "停用", "2025-01-01", None],
    ]))  # fmt: skip
    assert outcomes(found, Kind.MAINTENANCE) == {"F4": PASS, "F5": FAIL, "F6": PASS}
    assert outcomes(found, Kind.CHECKLIST) == {
        "C4": PASS, "D4": PASS, "E4": FAIL, "C5": PASS, "D5": None, "E5": PASS,
        "C6": Outcome.NA, "D6": Outcome.NA, "E6": Outcome.NA,
    }  # fmt: skip
    (sheet,) = (sheet for sheet in found.sheets if sheet.kind is Kind.CHECKLIST)
    assert {(c.unit, c.subject) for c in sheet.checks} == {
        ("光电中心", "射频仪"), ("光电中心", "点阵激光"), ("手术室", "无影灯"),
    }  # fmt: skip
    assert {r.item for c in sheet.checks for r in c.results} == {"电源正常", "探头完好", "屏幕清晰"}


def test_one_verdict_beside_a_calibration_is_no_checklist(clinic: Workspace) -> None:
    found = read_workbook(clinic, "六月.xlsx", book([
        ["仪器检定台账"],
        ["仪器名称", "使用科室", "检定有效期至", "检定结论"],
        ["射频仪", "光电中心", "2024-12-01", "合格"], ["无影灯", "手术室", "2025-01-01", "合格"],
    ]))  # fmt: skip
    assert [sheet.kind for sheet in found.sheets] == [Kind.MAINTENANCE]
