"""Figures in groups side by side, each below a label of its own: no group is left out, none is read
as another, and the label says whose or about what its figures are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from qc.ingest.importer import read_workbook
from qc.records import Check, Result, WorkbookReading
from qc.words import Kind, ResultState
from qc.workspace import Workspace
from tests.workbooks import book

Rows = list[list[Any]]


def read(clinic: Workspace, rows: Rows, merges: str) -> WorkbookReading:
    return read_workbook(clinic, "表.xlsx", book(rows, merges=merges.split()))


def placed(reading: WorkbookReading) -> Iterator[tuple[Check, Result]]:
    return ((c, r) for sheet in reading.sheets for c in sheet.checks for r in c.results)


def figures(reading: WorkbookReading) -> dict[str, tuple[str, int, int]]:
    """Item, checked and passed by cell."""
    return {r.cell: (r.item, r.checked, r.passed) for _, r in placed(reading)}


def said(reading: WorkbookReading) -> set[tuple[str, str]]:
    return {(p.code, p.cell) for p in reading.problems if p.severity != "info"}


NONE = [None, "/", "—"]


@pytest.mark.parametrize("nothing", NONE)
@pytest.mark.parametrize(
    ("first", "second", "checked", "passed"),
    [
        ("一般护理记录", "手术护理记录", "抽检份数", "合格份数"),
        ("知情同意", "术前核查", "查阅例数", "符合例数"),
        ("注射操作记录单", "激光治疗单", "抽查份数", "完整份数"),
    ],
)
def test_a_group_of_which_some_rooms_have_nothing_is_read_all_the_same(
    clinic: Workspace, nothing: str | None, first: str, second: str, checked: str, passed: str
) -> None:
    """A room without operations has no operation records; those of the others still count."""
    reading = read(clinic, [
        ["2026年3月护理文书质量月统计"],
        ["科室", first, None, None, second, None, None],
        [None, checked, passed, "合格率(%)", checked, passed, "合格率(%)"],
        ["注射中心", 30, 30, 100, 30, 28, 93.3],
        ["手术室", 20, 20, 100, "20份", 19, 95],
        ["皮肤科", 10, 10, 100, nothing, nothing, nothing],
        ["口腔科", 10, 9, 90, nothing, nothing, nothing],
        ["美容科", 10, 9, 90, nothing, nothing, nothing],
        ["合计", 80, 78, 97.5, 50, 47, 94],
    ], "A2:A3 B2:D2 E2:G2")  # fmt: skip
    assert figures(reading) == {
        "C4": (first, 30, 30), "F4": (second, 30, 28),
        "C5": (first, 20, 20), "F5": (second, 20, 19),
        "C6": (first, 10, 10), "C7": (first, 10, 9), "C8": (first, 10, 9),
    }  # fmt: skip
    assert not said(reading)


def test_subjects_of_several_indicators_are_tables_of_their_own(clinic: Workspace) -> None:
    """The monthly report of all subjects feeds each indicator; what stands beside is read once."""
    reading = read(clinic, [
        ["2026年3月质控月报"],
        ["科室", "消毒隔离", None, None, "急救药品", None, None, "备注"],
        [None, "检查项次", "合格项次", "合格率", "检查件数", "完好件数", "合格率", None],
        ["注射中心", 30, 30, 1, "/", "/", "/", None],
        ["手术室", 20, 19, "95%", "/", "/", "/", None],
        ["合计", 50, 49, "98%", None, None, None, None],
    ], "A2:A3 B2:D2 E2:G2 H2:H3")  # fmt: skip
    assert figures(reading) == {"C4": ("消毒隔离", 30, 30), "C5": ("消毒隔离", 20, 19)}
    assert [sheet.indicator for sheet in reading.sheets] == ["disinfection", "emergency"]
    assert not said(reading)


@pytest.mark.parametrize("total", ["全院", "全科合计", "总体", "合计"])
@pytest.mark.parametrize(
    ("checked", "passed"),
    [
        ("受检人次", "合格人次"),
        ("人次", "合格人次"),
        ("抽查人数", "达标人数"),
        ("参检人次", "规范人次"),
    ],
)
def test_months_across_are_the_periods_of_their_counts(
    clinic: Workspace, total: str, checked: str, passed: str
) -> None:
    """Nobody did more work because more were looked at, and the whole house is no room of it."""
    reading = read(clinic, [
        ["2026年1-2月护理人员仪表仪容合格率"],
        ["科室", "1月", None, None, "2月", None, None],
        [None, checked, passed, "合格率", checked, passed, "合格率"],
        ["手术室", 12, 12, 1, 20, 20, 1],
        ["注射中心", 10, 10, 1, "12人次", 11, 0.917],
        ["口腔科", 0, 0, None, 10, 11, 1.1],
        [total, 22, 22, 1, 42, 42, 1],
    ], "A2:A3 B2:D2 E2:G2")  # fmt: skip
    assert reading.sheets[0].kind is Kind.COUNTS
    periods = {r.cell: (c.unit, str(c.period_from)) for c, r in placed(reading)}
    assert periods == {
        "C4": ("手术室", "2026-01-01"), "F4": ("手术室", "2026-02-01"),
        "C5": ("注射中心", "2026-01-01"), "F5": ("注射中心", "2026-02-01"),
        "C6": ("口腔科", "2026-01-01"), "F6": ("口腔科", "2026-02-01"),
    }  # fmt: skip
    assert said(reading) == {("passed_gt_checked", "F6")}


def test_a_room_called_like_the_house_is_read_where_it_is_no_sum(clinic: Workspace) -> None:
    reading = read(clinic, [
        ["2026年2月护理文书检查统计"],
        ["科室", "抽查份数", "合格份数", "合格率"],
        ["手术室", 12, 12, 1], ["注射中心", 10, 10, 1], ["全院", 5, 4, 0.8],
    ], "")  # fmt: skip
    assert len(figures(reading)) == 3


@pytest.mark.parametrize(
    ("rows_are", "names", "captions", "whose"),
    [
        ("月份", ["1月", "2月"], ["手术室", "注射中心"], "unit"),
        ("月份", ["1月", "2月"], ["赵倩", "孙雅琴"], "subject"),
        ("检查内容", ["七步洗手法", "速干手消毒剂有效"], ["赵倩", "孙雅琴"], "subject"),
        ("检查内容", ["七步洗手法", "速干手消毒剂有效"], ["3月5日", "3月12日"], "date"),
        ("检查内容", ["七步洗手法", "速干手消毒剂有效"], ["治疗室", "换药室"], "unit"),
    ],
)
def test_rooms_persons_and_days_across_are_those_of_their_counts(
    clinic: Workspace, rows_are: str, names: list[str], captions: list[str], whose: str
) -> None:
    reading = read(clinic, [
        ["2026年3月手卫生检查"],
        [rows_are, captions[0], None, captions[1], None],
        [None, "检查次数", "合格次数", "检查次数", "合格次数"],
        [names[0], 10, 10, 8, 7],
        [names[1], 9, 8, 6, 6],
    ], "A2:A3 B2:C2 D2:E2")  # fmt: skip
    found = {r.cell: str(getattr(c, whose)) for c, r in placed(reading)}
    first, second = ["2026-03-05", "2026-03-12"] if whose == "date" else captions
    assert found == {"C4": first, "E4": second, "C5": first, "E5": second}
    assert not said(reading)


@pytest.mark.parametrize(
    ("label", "chances", "done", "merged"),
    [
        ("被观察者", "时机数", "执行数", True),
        ("姓名", "应洗手次数", "实际洗手次数", True),
        ("护士", "手卫生时机", "正确执行数", False),
        ("姓名", "应执行", "实执行", True),
        ("护士", "应洗手", "实际洗手", True),
        ("被观察者", "应做", "实做", False),
    ],
)
def test_moments_of_hand_hygiene_are_the_items_of_a_person(
    clinic: Workspace, label: str, chances: str, done: str, merged: bool
) -> None:
    """Who forgets it before touching a customer is only seen when each moment is kept."""
    reading = read(clinic, [
        ["手卫生依从性调查表"],
        ["科室：注射中心   调查时段：2026.3.1-2026.3.31   调查员：蒋梦洁"],
        ["序号", label, "接触顾客前", None, "无菌操作前", None, "合计", None, "依从率"],
        [None, None, chances, done, chances, done, chances, done, None],
        [1, "赵倩", 7, 7, 3, 3, 10, 10, 1],
        [2, "孙雅琴", 4, 3, "5次", 7, 9, 10, 1.11],
        [3, "韩雪", 4, "多数", 5, 4, 9, 4, "44.4%"],
        [4, "冯璐", 4, 4, 5, 4, 9, 9, "88.9%"],
        ["合计", None, 19, 14, 18, 18, 37, 33, "89.2%"],
    ], "A3:A4 B3:B4 I3:I4 A9:B9" + (" C3:D3 E3:F3 G3:H3" if merged else ""))  # fmt: skip
    assert {(c.subject, r.cell): (r.item, r.checked, r.passed) for c, r in placed(reading)} == {
        ("赵倩", "D5"): ("接触顾客前", 7, 7), ("赵倩", "F5"): ("无菌操作前", 3, 3),
        ("孙雅琴", "D6"): ("接触顾客前", 4, 3), ("孙雅琴", "F6"): ("无菌操作前", 0, 0),
        ("韩雪", "D7"): ("接触顾客前", 0, 0), ("韩雪", "F7"): ("无菌操作前", 5, 4),
        ("冯璐", "D8"): ("接触顾客前", 4, 4), ("冯璐", "F8"): ("无菌操作前", 5, 4),
    }  # fmt: skip
    wrong = {("passed_gt_checked", "F6"), ("text_in_number", "D7"), ("stated_total_mismatch", "H8")}
    assert said(reading) == wrong


@pytest.mark.parametrize(
    ("checked", "passed", "failed"),
    [
        ("查阅份数", "合格份数", "不合格份数"),
        ("抽查例数", "符合例数", "缺陷例数"),
        ("检查项次", "达标项次", "不达标项次"),
    ],
)
def test_figures_that_contradict_each_other_are_pointed_at(
    clinic: Workspace, checked: str, passed: str, failed: str
) -> None:
    """Eight were looked at and seven passed, but two failed: one of the three is wrong."""
    reading = read(clinic, [
        ["2026年3月护理文书检查统计"],
        ["科室", checked, passed, failed, "合格率"],
        ["手术室", 12, 12, 0, 1],
        ["注射中心", 15, 14, 1, 0.933],
        ["口腔科", 8, 7, 2, 0.875],
    ], "")  # fmt: skip
    assert figures(reading)["C5"][1:] == (8, 7)
    assert said(reading) == {("stated_total_mismatch", "D5")}


def test_figures_merged_over_two_lines_of_remarks_are_read_once(clinic: Workspace) -> None:
    """Else the room would be told that it is its own double."""
    reading = read(clinic, [
        ["2026年3月护理文书检查统计"],
        ["科室", "抽查份数", "合格份数", "合格率", "存在问题"],
        ["手术室", 12, 11, "91.7%", "缺签名"],
        [None, None, None, None, "缺日期"],
        ["注射中心", 10, 10, 1, None],
    ], "A3:A4 B3:B4 C3:C4 D3:D4")  # fmt: skip
    assert set(figures(reading)) == {"C3", "C5"}
    assert not said(reading)


@pytest.mark.parametrize(
    ("captions", "whose", "pair"),
    [
        (["注射中心", "手术室", "光电中心"], "unit", ("扣分", "得分")),
        (["赵倩", "孙雅琴", "韩雪"], "subject", ("扣分", "实得分")),
        (["3月5日", "3月12日", "3月19日"], "date", ("减分", "得分")),
    ],
)
def test_points_in_pairs_are_those_of_the_label_over_them(
    clinic: Workspace, captions: list[str], whose: str, pair: tuple[str, str]
) -> None:
    """Only the first room was scored, and nobody's, while the others were left out unsaid."""
    first, second, third = captions
    reading = read(clinic, [
        ["2026年3月优质护理服务质量考核评分"],
        ["项目", "考核细则", "满分", first, None, second, None, third, None, "备注"],
        [None, None, None, *pair, *pair, *pair, None],
        ["环境", "诊区安静、整洁", 10, None, 10, None, 10, 2, 8, None],
        ["接待", "主动迎接", 15, 3, 12, None, 15, 16, 0, None],
        ["技术", "操作前解释", 20, None, 20, 5, 14, None, 20, None],
        ["合计", None, 45, 3, 42, 5, 40, 2, 28, None],
    ], "A2:A3 B2:B3 C2:C3 J2:J3 D2:E2 F2:G2 H2:I2")  # fmt: skip
    found = {r.cell: (str(getattr(c, whose)), r.scored) for c, r in placed(reading)}
    a, b, c = ["2026-03-05", "2026-03-12", "2026-03-19"] if whose == "date" else captions
    assert found == {
        "D4": (a, 1000), "F4": (b, 1000), "H4": (c, 800),
        "D5": (a, 1200), "F5": (b, 1500), "H5": (c, None),
        "D6": (a, 2000), "F6": (b, 1500), "H6": (c, 2000),
    }  # fmt: skip
    assert {r.cell for _, r in placed(reading) if r.state is ResultState.HELD_BACK} == {"H5"}
    assert ("deduction_gt_points", "H5") in said(reading)
    assert ("stated_total_mismatch", "G6") in said(reading)


def test_one_deduction_under_each_room_is_that_of_the_room(clinic: Workspace) -> None:
    reading = read(clinic, [
        ["2026年3月优质护理服务质量考核"],
        ["考核细则", "满分", "注射中心", "手术室"],
        [None, None, "扣分", "扣分"],
        ["诊区安静、整洁", 10, None, 2],
        ["主动迎接", 15, 3, None],
    ], "A2:A3 B2:B3")  # fmt: skip
    units = {r.cell: (c.unit, r.scored) for c, r in placed(reading)}
    assert units == {
        "C4": ("注射中心", 1000), "C5": ("注射中心", 1200),
        "D4": ("手术室", 800), "D5": ("手术室", 1500),
    }  # fmt: skip


def test_a_month_may_stand_in_the_labels_of_its_counts(clinic: Workspace) -> None:
    """3月抽查数 | 3月合格数 | 4月抽查数 … in one row: April would be lost, or March be of the whole year."""
    reading = read(clinic, [
        ["病历书写合格率统计 2026年"],
        ["科室", "3月抽查数", "3月合格数", "3月合格率", "4月份抽查数", "4月份合格数", "4月份合格率"],
        ["注射室", 10, 9, "90%", 12, 12, "100%"],
        ["手术室", 8, 8, "100%", 9, 7, "87%"],
    ], "")  # fmt: skip
    assert {(r.cell, str(c.period_from), r.checked, r.passed) for c, r in placed(reading)} == {
        ("C3", "2026-03-01", 10, 9), ("F3", "2026-04-01", 12, 12),
        ("C4", "2026-03-01", 8, 8), ("F4", "2026-04-01", 9, 7),
    }  # fmt: skip
    assert said(reading) == {("stated_rate_mismatch", "G4")}


@pytest.mark.parametrize(
    ("checked", "passed"), [("查检项次", "达标项次"), ("查检份数", "合格份数")]
)
def test_what_was_looked_up_is_what_was_checked(
    clinic: Workspace, checked: str, passed: str
) -> None:
    """查检 is said for 检查: without it the whole table of rooms was left out."""
    reading = read(clinic, [
        ["2024年1月消毒隔离达标统计"],
        ["区域", checked, passed, "达标率(%)", "未达标要点"],
        ["注射室", 49, 47, 95.9, None],
        ["手术间", 48, 51, 106.3, None],
        ["激光室", 50, 47, 97, None],
    ], "A1:E1")  # fmt: skip
    assert [sheet.kind for sheet in reading.sheets] == [Kind.COUNTS]
    found = {check.unit: (r.checked, r.passed) for check, r in placed(reading) if r.checked}
    assert found == {"注射室": (49, 47), "激光室": (50, 47)}
    assert said(reading) >= {("passed_gt_checked", "C4"), ("stated_rate_mismatch", "D5")}


def deductions(*rows: list[Any]) -> Rows:
    return [
        ["消毒隔离质量考核评分表"],
        ["检查日期：2026年3月5日"],
        ["考核内容", "分值", "手术室", None, "注射中心", None, "换药室", None],
        [None, None, "扣分", "扣分原因", "扣分", "扣分原因", "扣分", "扣分原因"],
        *rows,
    ]  # fmt: skip


DEDUCTIONS = "A3:A4 B3:B4 C3:D3 E3:F3 G3:H3"


def test_deductions_beside_full_marks_are_points_though_an_item_speaks_of_concentrations(
    clinic: Workspace,
) -> None:
    """浓度监测 among the items made the deductions measured values: every blank was a missed one."""
    reading = read(clinic, deductions(
        ["洗手设施齐全", 20, None, None, 2, "缺纸巾", None, None],
        ["余氯浓度监测", 40, 1.5, "漏记", None, None, None, None],
        ["医废交接", 40, "-3", "未签名", None, None, None, None],
        ["实得分", 100, 95.5, None, 97, None, None, None],
    ), DEDUCTIONS)  # fmt: skip
    assert {r.cell: (c.unit, r.scored) for c, r in placed(reading)} == {
        "C5": ("手术室", 2000), "C6": ("手术室", 3850), "C7": ("手术室", 3700),
        "E5": ("注射中心", 1800), "E6": ("注射中心", 4000), "E7": ("注射中心", 4000),
    }  # fmt: skip
    assert said(reading) == {("stated_total_mismatch", "E8")}


def test_rooms_of_which_nothing_is_said_were_not_looked_at(clinic: Workspace) -> None:
    """A room that was left out must not get a hundred points; one with its total may."""
    items = [["洗手设施齐全", 40], ["余氯浓度监测", 60]]
    assert not [*placed(read(clinic, deductions(*items), DEDUCTIONS))]
    total = ["得分", 100, None, None, 100]
    reading = read(clinic, deductions(*items, total), DEDUCTIONS)
    assert {(c.unit, r.cell, r.scored) for c, r in placed(reading)} == {
        ("注射中心", "E5", 4000), ("注射中心", "E6", 6000),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("foot", "wrong"),
    [
        (["得分", 100, 97], False),
        (["得分", 100, 98], True),
        (["总分", 100, 3], False),  # below deductions their sum may be called so
        (["平均得分", 100, 12], False),
        (["得分率", 100, "97%"], False),
    ],
)
def test_the_score_below_deductions_is_what_they_leave(
    clinic: Workspace, foot: list[Any], *, wrong: bool
) -> None:
    reading = read(clinic, [
        ["手术室服务质量考核 2026年3月5日"],
        ["考核内容", "分值", "扣分", "扣分原因"],
        ["主动问候", 40, 1, "未起身"], ["交接清楚", 60, 2, "漏说"],
        foot,
    ], "")  # fmt: skip
    assert (("stated_total_mismatch", "C5") in said(reading)) is wrong


def test_nothing_is_said_of_a_score_below_a_deduction_that_cannot_be_read(
    clinic: Workspace,
) -> None:
    reading = read(clinic, [
        ["手术室服务质量考核 2026年3月5日"],
        ["考核内容", "分值", "扣分", "扣分原因"],
        ["主动问候", 40, "酌情", "未起身"], ["交接清楚", 60, 2, "漏说"], ["送至门口", 20, "/", None],
        ["得分", 100, 71, None],
    ], "")  # fmt: skip
    assert said(reading) == {("text_in_number", "C3")}


@pytest.mark.parametrize(("foot", "wrong"), [
    ([["合计扣分", None, 5], ["得分", None, 95]], {"C6"}),  # the wrong sum is pointed at once
    ([["得分", None, 97]], set()),
    ([["得分", None, 77]], set()),  # of what applies
])  # fmt: skip
def test_a_score_may_follow_from_a_wrong_sum_or_leave_out_what_does_not_apply(
    clinic: Workspace, foot: Rows, wrong: set[str]
) -> None:
    reading = read(clinic, [
        ["手术室服务质量考核 2026年3月5日"],
        ["考核内容", "分值", "扣分", "扣分原因"],
        ["主动问候", 40, 1, "未起身"], ["交接清楚", 40, 2, "漏说"], ["送至门口", 20, "/", None],
        *foot,
    ], "")  # fmt: skip
    assert {cell for code, cell in said(reading) if code.startswith("stated")} == wrong
