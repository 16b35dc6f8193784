"""Sheets of what went wrong: an indicator that is to be kept low counts the events, any other what was in order."""

from __future__ import annotations

from typing import Any

import pytest

from qc.ingest.importer import read_workbook
from qc.records import WorkbookReading
from qc.workspace import Workspace
from tests.workbooks import book


def read(clinic: Workspace, title: str, heads: list[str], *rows: list[Any]) -> WorkbookReading:
    sheet = [[title], ["日期：2026年10月31日"], heads, *rows]
    return read_workbook(clinic, "表.xlsx", book(sheet))


def told(reading: WorkbookReading) -> list[tuple[str, int, int, str]]:
    return [
        (r.item, r.checked, r.passed, str(r.outcome))
        for s in reading.sheets for c in s.checks for r in c.results
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "indicator", "heads"),
    [
        ("2026年10月并发症发生情况统计表", "complications", ["项目", "治疗例数", "并发症例数"]),
        ("治疗感染发生情况（10月）", "infections", ["项目", "手术例数", "感染人数"]),
        ("注射不良反应发生情况", "adverse_reactions", ["项目", "治疗人次", "不良反应发生例数"]),
    ],
)
def test_what_happened_is_counted(
    clinic: Workspace, title: str, indicator: str, heads: list[str]
) -> None:
    """One complication in forty read as 97.5 % of complications."""
    reading = read(clinic, title, heads, ["双眼皮", 40, 1], ["水光针", 25, 0], ["点痣", 12, 12])
    assert [sheet.indicator for sheet in reading.sheets] == [indicator]
    assert told(reading) == [
        ("双眼皮", 40, 1, "fail"), ("水光针", 25, 0, "pass"), ("点痣", 12, 12, "fail"),
    ]  # fmt: skip


def test_under_any_other_indicator_what_happened_is_what_failed(clinic: Workspace) -> None:
    """Infections taken for treatments in order would be the worst of all readings."""
    heads = ["项目", "手术例数", "感染例数"]
    reading = read(clinic, "护理安全质量统计", heads, ["双眼皮", 40, 1], ["隆鼻", 5, 0])
    assert [sheet.indicator for sheet in reading.sheets] == ["safety"]
    assert told(reading) == [("双眼皮", 40, 39, "fail"), ("隆鼻", 5, 5, "pass")]


def test_more_events_than_treatments_are_held_back(clinic: Workspace) -> None:
    heads = ["项目", "治疗例数", "并发症例数"]
    reading = read(clinic, "并发症发生情况", heads, ["双眼皮", 4, 5], ["隆鼻", 5, 0])
    assert told(reading) == [("双眼皮", 0, 0, "None"), ("隆鼻", 5, 0, "pass")]
    assert [p.code for p in reading.problems if p.severity == "error"] == ["failed_gt_checked"]
