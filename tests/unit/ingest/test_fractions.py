"""Counts that stand in one cell (18/20): the papers of a room are counted, and days, pressures or words
are not taken for them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from qc.ingest.importer import read_workbook
from qc.ingest.values.numbers import read_fraction
from qc.records import WorkbookReading
from qc.words import Kind, ResultState
from qc.workspace import Workspace
from tests.workbooks import book

LEGEND = "填写：合格份数/抽查份数；— 表示该科无此文书。"


def papers(*rows: list[Any], legend: str = LEGEND) -> list[list[Any]]:
    return [
        ["知情同意书签署质量抽查统计"],
        ["抽查时间：2026年5月6日—5月24日    抽查人：陈晓燕"],
        ["科室", "手术同意书", "麻醉同意书", "注射告知书", "备注"],
        *rows,
        [legend],
    ]


def read(clinic: Workspace, rows: list[list[Any]]) -> WorkbookReading:
    return read_workbook(clinic, "抽查统计.xlsx", book(rows))


def figures(reading: WorkbookReading) -> dict[str, tuple[str, int, int]]:
    found = [(c, r) for sheet in reading.sheets for c in sheet.checks for r in c.results]
    accepted = [(c, r) for c, r in found if r.state is ResultState.ACCEPTED]
    return {r.cell: (f"{c.unit} {r.item}", r.checked, r.passed) for c, r in accepted}


def said(reading: WorkbookReading) -> set[tuple[str, str]]:
    return {(p.code, p.cell) for p in reading.problems if p.severity != "info"}


def test_a_cell_holds_what_was_in_order_and_what_was_checked(clinic: Workspace) -> None:
    """Each room has its own papers; of those that it does not use nothing is missing."""
    reading = read(clinic, papers(
        ["手术室", "20/20", "18/20", "—", None],
        ["注射中心", "/", None, "９／１０", None],
        ["皮肤科", "6份/6份", "5/6（83.3%）", "15/14", None],
        ["口腔科", "8/8", "8/8", "十份", None],
    ))  # fmt: skip
    assert figures(reading) == {
        "B4": ("手术室 手术同意书", 20, 20), "C4": ("手术室 麻醉同意书", 20, 18),
        "D5": ("注射中心 注射告知书", 10, 9), "B6": ("皮肤科 手术同意书", 6, 6),
        "C6": ("皮肤科 麻醉同意书", 6, 5), "B7": ("口腔科 手术同意书", 8, 8),
        "C7": ("口腔科 麻醉同意书", 8, 8),
    }  # fmt: skip
    assert said(reading) == {("passed_gt_checked", "D6"), ("text_in_number", "D7")}
    assert [sheet.kind for sheet in reading.sheets] == [Kind.COUNTS]


def test_items_down_and_rooms_across_are_read_as_well(clinic: Workspace) -> None:
    reading = read(clinic, [
        ["2026年5月护理文书抽查"],
        ["序号", "检查项目", "手术室", "注射室"],
        [1, "体温单填写完整", "18/20", "20/20"],
        [2, "知情同意书签字齐全", "19/20", "17/20"],
        ["说明：合格数/检查数"],
    ])  # fmt: skip
    assert figures(reading)["D4"] == ("注射室 知情同意书签字齐全", 20, 17)
    assert len(figures(reading)) == 4


@pytest.mark.parametrize(
    ("legend", "cell", "counted"),
    [
        ("填写：抽查份数/合格份数", "20/18", (20, 18)),
        ("填写：不合格份数/抽查份数", "2/20", (20, 18)),
        ("2026年5月填报", "18/20", (20, 18)),
    ],
)
def test_the_sheet_says_what_stands_behind_the_stroke(
    clinic: Workspace, legend: str, cell: str, counted: tuple[int, int]
) -> None:
    """20/18 is a good month where 抽查 stands first, and no nonsense."""
    rows = [[room, cell, cell, cell] for room in ("手术室", "注射中心")]
    found = figures(read(clinic, papers(*rows, legend=legend)))
    assert {(checked, passed) for _, checked, passed in found.values()} == {counted}
    assert len(found) == 6


def test_more_failures_than_papers_are_held_back(clinic: Workspace) -> None:
    rows = [["手术室", "2/20", "0/20", "21/20"], ["注射室", "0/9", "0/9", "#DIV/0!"]]
    reading = read(clinic, papers(*rows, legend="填写：不合格份数/抽查份数"))
    assert said(reading) == {("failed_gt_checked", "D4"), ("error_value", "D5")}
    assert len(figures(reading)) == 4


@pytest.mark.parametrize(
    "cells",
    [("5/6", "5/13", "5/20"), ("120/80", "118/76", "125/82"), ("一诊/二诊", "甲/乙", "丙/丁")],
)
def test_days_pressures_and_words_are_no_counts(clinic: Workspace, cells: tuple[str, ...]) -> None:
    """5/20 is the day of the check, 120/80 a blood pressure: neither is a rate of anything."""
    rows = [["手术室", *cells], ["注射中心", *cells]]
    assert not figures(read(clinic, papers(*rows, legend="2026年5月")))


@pytest.mark.parametrize(
    ("rates", "wrong"),
    [
        (["97.5%", "95%", "100%"], set()),
        (["97.5%", "80%", "100%"], {("stated_rate_mismatch", "C6")}),
        (["97.5%", "95%", None], set()),
    ],
)
def test_a_rate_below_is_compared_with_its_column(
    clinic: Workspace, rates: list[Any], wrong: set[tuple[str, str]]
) -> None:
    rows = [["手术室", "20/20", "18/20", "—"], ["注射中心", "19/20", "20/20", "5/5"]]
    assert said(read(clinic, papers(*rows, ["合格率", *rates]))) == wrong


def test_what_is_held_back_may_be_in_the_sheets_own_rate(clinic: Workspace) -> None:
    """The slip is pointed at where it stands, not once more in the rate that follows from it."""
    rows = [["手术室", "20/20", "18/20", "5/5"], ["注射中心", "15/14", "20/20", "5/5"]]
    reading = read(clinic, papers(*rows, ["合格率", "97.1%", "95%", "100%"]))
    assert said(reading) == {("passed_gt_checked", "B5")}


def test_a_form_of_fractions_that_nobody_filled_in_is_none(clinic: Workspace) -> None:
    reading = read(clinic, papers(["手术室"], ["注射中心"]))
    assert not reading.sheets


@pytest.mark.parametrize("value", [18.2, None, True, "18/", "1/2/3", "18-20", dt.date(2026, 9, 10)])
def test_other_values_are_no_fractions(value: object) -> None:
    assert read_fraction(value) is None
