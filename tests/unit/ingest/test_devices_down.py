"""Devices down and what is looked at on them across: whose the marks are, and of which item."""

from __future__ import annotations

from typing import Any

import pytest

from qc.ingest.importer import read_workbook
from qc.records import WorkbookReading
from qc.workspace import Workspace
from tests.workbooks import book


def marks(clinic: Workspace, *rows: list[Any]) -> dict[str, tuple[str, str, str]]:
    """Device, item and outcome of each mark, by its cell."""
    return {
        r.cell: (c.subject, r.item, str(r.outcome or r.state))
        for sheet in reading(clinic, *rows).sheets
        for c in sheet.checks
        for r in c.results
    }


def reading(clinic: Workspace, *rows: list[Any]) -> WorkbookReading:
    return read_workbook(
        clinic, "表.xlsx", book([["仪器点检表"], ["检查日期：2026年3月5日"], *rows])
    )


def test_a_row_is_the_check_of_a_device(clinic: Workspace) -> None:
    """The device was read as the item, and what was looked at only told its columns apart."""
    assert marks(
        clinic,
        ["使用科室", "仪器名称", "电源正常", "探头完好", "备注"],
        ["手术室", "电刀", "√", "×", "已报修"],
        ["激光室", "射频仪", "停用", "停用", None],
        ["合计", None, 1, 0, None],
    ) == {
        "C4": ("电刀", "电源正常", "pass"), "D4": ("电刀", "探头完好", "fail"),
        "C5": ("射频仪", "电源正常", "na"), "D5": ("射频仪", "探头完好", "na"),
    }  # fmt: skip


def test_devices_of_one_name_are_told_apart_by_their_number(clinic: Workspace) -> None:
    """Else the second would contradict the first, and both be held back."""
    found = marks(
        clinic,
        ["设备编号", "设备名称", "数量", "外观清洁", "开机自检"],
        ["SB01", "射频仪", 1, "√", "√"],
        ["SB02", "射频仪", 1, "×", "√"],
    )
    assert {cell: said[0] for cell, said in found.items()} == {
        "D4": "射频仪 SB01", "E4": "射频仪 SB01", "D5": "射频仪 SB02", "E5": "射频仪 SB02",
    }  # fmt: skip


@pytest.mark.parametrize(
    "labels", [["3月2日", "3月3日"], ["注射室", "激光室"], ["上午", "下午"], ["周一", "周二"]]
)
def test_days_rooms_and_parts_of_a_day_are_no_items(clinic: Workspace, labels: list[str]) -> None:
    found = marks(clinic, ["设备名称", *labels], ["电刀", "√", "×"], ["射频仪", "√", "√"])
    assert {item for _, item, _ in found.values()} == {"电刀", "射频仪"}


def test_marks_beside_no_device_are_pointed_at(clinic: Workspace) -> None:
    """Whose they are was forgotten: they are nobody's, and must not be lost unsaid."""
    rows: tuple[list[Any], ...] = (
        ["使用科室", "仪器名称", "电源正常", "探头完好"],
        ["手术室", "电刀", "√", "√"], ["激光室", None, "×", "√"], ["注射室", "冰箱", "√", "√"],
    )  # fmt: skip
    assert {cell[1:] for cell in marks(clinic, *rows)} == {"4", "6"}
    told = {(p.code, p.cell) for p in reading(clinic, *rows).problems}
    assert ("marks_unplaced", "C5") in told
