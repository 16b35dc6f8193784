"""Totals and rates that a sheet states: a wrong one is pointed at, a right one never is."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qc.ingest.importer import read_workbook
from qc.records import WorkbookReading
from qc.words import ResultState
from qc.workspace import Workspace, open_workspace
from tests.conftest import TODAY
from tests.workbooks import book, days_across

DATA = Path(__file__).parents[2] / "data" / "workbooks"


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    opened = open_workspace(tmp_path_factory.mktemp("clinic"), today=TODAY, actor="王丽")
    yield opened
    opened.store.close()


def read(clinic: Workspace, rows: list[list[Any]], **more: Any) -> WorkbookReading:
    return read_workbook(clinic, "护理文书2026年10月.xlsx", book(rows, **more))


def stated(reading: WorkbookReading) -> list[tuple[str, str]]:
    return sorted((p.cell, p.code) for p in reading.problems if p.code.startswith("stated_"))


def counts(*rows: Any) -> list[list[Any]]:
    return [
        ["护理文书检查统计"],
        ["科室", "姓名", "抽查份数", "合格份数", "合格率"],
        *map(list, rows),
    ]


A, B = ["手术室", "赵倩", 20, 19, "95%"], ["手术室", "孙雅", 18, 18, 1]


@pytest.mark.parametrize(
    "total",
    [
        [38, 37, "97.4%"],
        [38, 37, 0.974],
        ["38份", None, None],
        [None, None, "#DIV/0!"],
    ],
)
def test_right_totals_are_not_pointed_at(clinic: Workspace, total: list[Any]) -> None:
    assert not stated(read(clinic, counts(A, B, ["合计", None, *total])))


def test_wrong_totals_and_rates_are_pointed_at(clinic: Workspace) -> None:
    reading = read(clinic, counts(A, B, ["合计", None, 39, 37, "99%"], ["平均", None, 7, 7, "12%"]))
    assert stated(reading) == [("C5", "stated_total_mismatch"), ("E5", "stated_rate_mismatch")]


def test_sub_totals_are_of_their_block_and_the_total_of_all(clinic: Workspace) -> None:
    rows = [A, B, ["小计", None, 38, 37], ["注射室", "吴佳", 10, 9, "90%"], ["小计", None, 11, 9]]
    reading = read(clinic, counts(*rows, ["总计", None, 48, 46, "95.8%"]))
    assert stated(reading) == [("C7", "stated_total_mismatch")]


def test_a_total_may_leave_out_what_is_held_back(clinic: Workspace) -> None:
    held = ["手术室", "冯璐", 15, 16, None]
    for total in ([53, 53], [38, 37]):
        assert not stated(read(clinic, counts(A, B, held, ["合计", None, *total])))


def test_marks_of_a_day_and_their_stated_rate(clinic: Workspace) -> None:
    rows = days_across([["√", "√", "×"], ["√", "×", "?"], ["√", "√", "√"]])
    rows[6:6] = [
        ["合格率", None, "100%", "90%", "67%"],
        ["合格项数", None, 3, 2, 1],
        ["不合格项数", None, 0, 2, 2],
    ]
    assert stated(read(clinic, rows)) == [
        ("D7", "stated_rate_mismatch"), ("D9", "stated_total_mismatch"),
    ]  # fmt: skip


def points(*foot: list[Any]) -> list[list[Any]]:
    return [
        ["护理文书质量扣分表"],
        ["序号", "评分标准", "分值", "QH261001", "QH261002"],
        [1, "眉栏", 40, "-2", None], [2, "记录", 60, "-3", "/"],
        *foot,
    ]  # fmt: skip


def test_what_is_left_of_the_full_marks(clinic: Workspace) -> None:
    right = points(
        ["扣分合计", None, 100, -5, 0],
        ["得分", None, None, 95, 40],
        ["得分率", None, None, "95%", 1],
    )
    assert not stated(read(clinic, right))
    wrong = points(
        ["扣分合计", None, None, 6, 0],
        ["得分", None, None, 96, 100],
        ["得分率", None, None, "80%", 1],
    )
    assert stated(read(clinic, wrong)) == [
        ("D5", "stated_total_mismatch"), ("D6", "stated_total_mismatch"), ("D7", "stated_rate_mismatch"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["documents_points_across", "documents_counts", "cart_two_panels"])
def test_the_examples_are_read_as_the_truth_says(name: str, tmp_path: Path) -> None:
    truth = json.loads((DATA / f"{name}.truth.json").read_text(encoding="utf-8"))
    today = dt.date.fromisoformat(truth["reference_date"])
    opened = open_workspace(tmp_path, today=today, actor="王丽")
    reading = read_workbook(opened, truth["file"], (DATA / f"{name}.xlsx").read_bytes())
    opened.store.close()
    accepted = {
        r.cell: r for s in reading.sheets for c in s.checks for r in c.results
        if r.state is ResultState.ACCEPTED
    }  # fmt: skip
    wanted = {check["cell"]: check for check in truth["checks"] if check["accepted"]}
    assert accepted.keys() == wanted.keys()
    for cell, check in wanted.items():
        result = accepted[cell]
        if check["type"] == "counts":
            assert (result.checked, result.passed) == (check["n_checked"], check["n_passed"])
        elif check["type"] == "points":
            left = round(100 * (check["points"] - check["deducted"]))
            assert (result.points, result.scored) == (100 * check["points"], left)
        else:
            assert result.outcome == check["outcome"]
    named = {"error_value": "error_beside"}  # a rate beside its figures: the figures count
    faults = {(f["cell"], named.get(f["type"], f["type"]), f["severity"]) for f in truth["faults"]}
    found = {(p.cell, p.code, str(p.severity)) for p in reading.problems if p.cell}
    assert faults <= found
    assert not [p for p in found - faults if p[2] != "info"]


def test_a_total_in_words_is_no_wrong_total(clinic: Workspace) -> None:
    rows = counts(A, B, ["合计", None, "见附表", 37, "—"])
    assert not stated(read(clinic, rows))


def test_a_rate_below_its_own_totals_is_compared_with_them_first(clinic: Workspace) -> None:
    """Totals of more than these rows may stand below them; their rate is then right."""
    rows = counts(A, B, ["合计", None, 40, 36, "90%"])
    assert ("E5", "stated_rate_mismatch") not in stated(read(clinic, rows))


def test_numbers_and_prices_beside_amounts_are_not_summed(clinic: Workspace) -> None:
    rows = [
        ["2026年10月治疗人次统计"], ["科室", "治疗人次", "单价", "备注"],
        ["手术室", 20, 300, "甲"], ["注射室", 10, 100, "乙"], ["合计", 30, 900, "共2室"],
    ]  # fmt: skip
    assert not stated(read(clinic, rows))
