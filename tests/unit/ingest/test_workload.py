"""Workload: amounts come in as readings, and move no rate."""

from __future__ import annotations

from typing import Any

import pytest

from qc.ingest.importer import read_workbook
from qc.records import Result, WorkbookReading
from qc.words import Kind, ResultState
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


def test_treatments_by_unit_and_month_are_readings_only(clinic: Workspace) -> None:
    """They are the denominator of events per hundred; as checks they would swamp every pass rate."""
    reading = read(clinic, [
        ["2026年上半年各科治疗人次统计表"],
        ["科室", "1月", "2月", "3月", "合计", "同比"],
        ["皮肤科", 245, "1,320", "１，２０５", 2770, "↑5%"],
        ["光电室", "768人次", "约80", -45, 803, "持平"],
        ["手术室", 1, "", "/", 1, "持平"],
        ["口腔科", 7, "#REF!", 3, 10, "持平"],
        ["合计", 1013, 1400, 1160, 3573, ""],
    ])  # fmt: skip
    assert reading.sheets[0].kind is Kind.WORKLOAD
    found = by_cell(reading)
    assert {cell: r.reading for cell, r in found.items() if r.state is ResultState.ACCEPTED} == {
        "B3": 245, "C3": 1320, "D3": 1205, "B4": 768, "B5": 1, "B6": 7, "D6": 3,
    }  # fmt: skip
    assert all((r.checked, r.passed, r.outcome) == (0, 0, None) for r in found.values())
    assert {cell for cell, r in found.items() if r.state is ResultState.HELD_BACK} == {
        "C4", "D4", "C6",
    }  # fmt: skip
    assert {("text_in_number", "C4"), ("negative_number", "D4")} <= codes(reading)
    assert {r.item for r in found.values()} == {"治疗人次"}


def test_what_is_counted_is_the_item_where_columns_say_it(clinic: Workspace) -> None:
    reading = read(clinic, [
        ["门诊工作量 2026年"],
        ["月份", "科室", "就诊人次", "手术例数"],
        ["1月", "皮肤科", 300, 20],
        ["2月", "皮肤科", 280, 18],
    ])  # fmt: skip
    assert {(c.period_from.month if c.period_from else 0) for c in reading.sheets[0].checks} == {
        1,
        2,
    }
    assert {r.item for r in by_cell(reading).values()} == {"就诊人次", "手术例数"}


def test_a_closed_day_is_no_fault_and_half_a_visit_is_one(clinic: Workspace) -> None:
    reading = read(clinic, [
        ["2026年5月各科治疗人次统计表"],
        ["科室", "1日", "2日", "3日", "合计"],
        ["皮肤科", 5, "休", 7, 12],
        ["注射室", 3, "—", 4.5, 7.5],
        ["手术室", 1, "#REF!", 1, 2],
    ])  # fmt: skip
    accepted = {c: r for c, r in by_cell(reading).items() if r.state is ResultState.ACCEPTED}
    assert sorted(accepted) == ["B3", "B4", "B5", "D3", "D5"]
    assert codes(reading) == {("text_in_number", "D4"), ("error_value", "C5")}


def test_where_the_totals_meet_one_slip_is_pointed_at_once(clinic: Workspace) -> None:
    """The total of all is right by the totals above it, or by those beside it."""
    rows = [["李敏", 10, 20, 5, 35], ["王芳", 12, 22, 6, 41], ["合计", 22, 42, 11, 75]]
    header = ["姓名", "输液人次", "注射人次", "换药人次", "合计"]
    reading = read(clinic, [["2026年5月护士工作量统计"], header, *rows])
    assert codes(reading) == {("stated_total_mismatch", "E4")}


@pytest.mark.parametrize(
    ("title", "header", "row"),
    [
        ("2026年5月护理质量治疗人次抽查", ["科室", "抽查份数", "合格份数"], ["皮肤科", 10, 9]),
        ("2026年5月治疗室问题数", ["科室", "手卫生", "无菌", "问题数"], ["治疗室", "√", "×", 1]),
    ],
)
def test_what_is_judged_is_no_workload(
    clinic: Workspace, title: str, header: list[Any], row: list[Any]
) -> None:
    reading = read(clinic, [[title], header, row, [f"{row[0]}二", *row[1:]]])
    assert Kind.WORKLOAD not in {sheet.kind for sheet in reading.sheets}


def test_a_sheet_that_names_no_work_in_its_title_takes_the_standards_name(
    clinic: Workspace,
) -> None:
    reading = read(clinic, [
        ["2026年上半年统计"], ["月份", "治疗人次（皮肤科）"], ["1月", 20], ["2月", 22],
    ])  # fmt: skip
    assert {r.reading for r in by_cell(reading).values()} == {20, 22}
