"""Totals and rates that a sheet states: a wrong one is pointed at, a right one never is."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from qc.ingest.importer import read_workbook
from qc.records import WorkbookReading
from qc.words import ResultState
from qc.workspace import Workspace, open_workspace
from tests.workbooks import book, days_across

DATA = Path(__file__).parents[2] / "data" / "workbooks"


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


def test_a_number_of_ticks_may_leave_out_what_was_written_in_words(clinic: Workspace) -> None:
    """COUNTIF of √ does not see 良好; a number that neither way gives is wrong all the same."""
    marks = [["√", "√", "×"], ["√", "√", "√"], ["√", "良好", "√"]]
    for passed, wrong in (([3, 2, 2], []), ([3, 3, 2], []), ([3, 1, 2], ["D7"])):
        rows = days_across(marks)
        rows.insert(6, ["合格项数", None, *passed])
        assert [cell for cell, _ in stated(read(clinic, rows))] == wrong


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


def test_signs_of_a_row_are_counted_however_they_are_written(clinic: Workspace) -> None:
    """A wrong number of ✗ would go on into the bonus of the nurse."""
    rows = [
        ["仪容仪表抽查 2026年5月8日"],
        ["护士", "发髻", "淡妆", "口罩", "✗个数", "✓数"],
        ["赵倩", "✓", "✗", "✓", 1, 2],
        ["孙雅", "✗", "✗", "✓", 3, 1],
        ["周婷", "✓", "✓", "✓", 0, 2],
    ]
    assert stated(read(clinic, rows)) == [
        ("E4", "stated_total_mismatch"), ("F5", "stated_total_mismatch"),
    ]  # fmt: skip


@pytest.mark.parametrize(("score", "wrong"), [(97.5, False), (99.5, True)])
def test_the_score_of_a_day_is_no_score_of_its_last_block(
    clinic: Workspace, score: float, *, wrong: bool
) -> None:
    """99.5 is what the last block alone would leave of a hundred: two points too many."""
    rows = [
        ["前厅服务督导扣分表 2026年5月"],
        ["环节", "督导要求", "标准分", "5.8"],
        ["迎宾", "微笑", 60, "扣2分"],
        ["迎宾", "问候", 20, None],
        ["迎宾小计", None, 80, 2],
        ["送别", "送至门口", 10, "-0.5"],
        ["送别", "致谢", 10, None],
        ["送别小计", None, 20, 0.5],
        ["本次得分", None, 100, score],
    ]
    found = stated(read(clinic, rows))
    assert found == [("D9", "stated_total_mismatch")] * wrong


def test_figures_below_posts_are_summed_like_others(clinic: Workspace) -> None:
    """岗位 over the columns says whose they are; a wrong sum below them was passed over."""
    rows = [
        ["洗手依从性观察统计 2026年5月"],
        ["区域", "岗位", None, None, None],
        [None, "医生", None, "护理", None],
        [None, "观察时机", "做到时机", "观察时机", "做到时机"],
        ["注射室", 10, 9, 12, 11],
        ["手术室", 20, 18, 10, 10],
        ["前台", 10, 9, 10, 8],
        ["合计", 40, 36, 34, 29],
    ]
    found = stated(read(clinic, rows, merges=["A2:A4", "B2:E2", "B3:C3", "D3:E3"]))
    assert found == [("D8", "stated_total_mismatch")]


def test_a_sum_may_leave_out_the_one_figure_that_cannot_be(clinic: Workspace) -> None:
    """The row's other figures count: that one was held back is no reason to doubt the sum."""
    rows = [
        ["各室治疗人次 2026年5月"],
        ["日期", "光子室", "注射室"],
        ["2026-5-4", 8, 12],
        ["2026-5-5", 11, -4],
        ["2026-5-6", 4, 16],
        ["合计", 23, 28],
    ]
    assert not stated(read(clinic, rows))


@pytest.mark.parametrize(("score", "wrong"), [(96, ["D5"]), (97, ["D5"]), (90, ["D5", "D6"])])
def test_a_score_that_follows_from_a_wrong_sum_is_not_pointed_at_again(
    clinic: Workspace, score: int, wrong: list[str]
) -> None:
    """One slip is one thing to put right: 4 in place of 3, and the 96 that it leaves."""
    rows = [
        ["护理安全质量考核评分表 2026年5月"],
        ["项目", "考核标准", "标准分", "手术室"],
        ["转运", "核对腕带", 60, "-1"],
        ["急救", "设备完好", 40, "-2"],
        ["扣分合计", None, None, 4],
        ["得分", None, None, score],
    ]
    assert [cell for cell, _ in stated(read(clinic, rows))] == wrong


@pytest.mark.parametrize(("rate", "wrong"), [("94.3%", False), ("90%", True)])
def test_a_rate_of_forms_may_be_that_of_the_sums_beside_it(
    clinic: Workspace, rate: str, *, wrong: bool
) -> None:
    """The sums may hold a room that is held back: 50 of 53, where 32 of 35 count."""
    rows = [
        ["顾客满意度测评 2026年5月"],
        ["诊区", "发放份数", "回收份数", "有效份数", "满意", "满意率"],
        ["注射室", 20, 18, 17, 18, None],
        ["手术室", 20, 18, 18, 16, "88.9%"],
        ["皮肤科", 20, 18, 18, 16, "88.9%"],
        ["总计", 60, 54, 53, 50, rate],
    ]
    found = [cell for cell, _ in stated(read(clinic, rows))]
    assert found == ["F6"] * wrong


@pytest.mark.parametrize("label", ["得分", "合计", "总得分"])
@pytest.mark.parametrize(
    ("scores", "wrong"),
    [
        ([3, 2, 3, 1], []),
        ([3, 2, 3, 3], ["F6"]),
        (["100", "67", "100", "33"], []),  # told in another way: nothing to compare
        ([6, 4, 6, 2], []),
    ],
)
def test_scores_of_ones_are_pointed_at_where_most_are_their_number(
    clinic: Workspace, label: str, scores: list[Any], wrong: list[str]
) -> None:
    """A slip in the sum of a nurse's ticks changes her grade; a clinic's own way of scoring is no slip."""
    marks = [[1, 1, 1], [1, 0, 1], [1, 1, 1], [0, 0, 1]]
    rows = [
        ["护士仪容仪表检查登记表 2026年5月12日"],
        ["科室", "姓名", "发型整洁", "淡妆上岗", "胸牌佩戴规范", label],
        *(["手术室", f"护士{n}", *m, s] for n, m, s in zip("甲乙丙丁", marks, scores, strict=True)),
        ["填写：1＝符合，0＝不符合"],
    ]
    assert [cell for cell, _ in stated(read(clinic, rows))] == wrong


@pytest.mark.parametrize(
    ("rates", "wrong"),
    [(["66.7%", "66.7%"], []), (["66.7%", "100%"], ["D7"]), (["100%", "66.7%"], ["C7"])],
)
def test_the_rate_of_a_day_that_cannot_be_is_compared_all_the_same(
    clinic: Workspace, rates: list[str], wrong: list[str]
) -> None:
    """32 March holds its marks back; what it states of them is right or wrong as on any day."""
    rows = [
        ["治疗室消毒隔离自查 2026年3月"],
        ["序号", "检查项目", "3月3日", "3月32日"],
        [1, "台面清洁", "√", "√"], [2, "棉球罐更换", "×", "√"], [3, "锐器盒封口", "√", "×"],
        [],
        ["合格率", None, *rates],
    ]  # fmt: skip
    assert [cell for cell, _ in stated(read(clinic, rows))] == wrong


def test_nothing_is_said_of_a_line_of_which_no_mark_is_understood(clinic: Workspace) -> None:
    rows = [
        ["治疗室消毒隔离自查 2026年3月"],
        ["序号", "检查项目", "3月3日", "3月5日", "3月32日"],
        [1, "台面清洁", "√", "√", "丁"], [2, "棉球罐更换", "×", "√", "戊"],
        [3, "锐器盒封口", "√", "√", "丁"],
        ["合格率", None, "66.7%", "90%", "66.7%"],
    ]  # fmt: skip
    assert stated(read(clinic, rows)) == [("D6", "stated_rate_mismatch")]
