"""Corners of layouts: where day, unit and result of a row stand in unusual columns."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from qc.ingest.importer import read_workbook
from qc.records import WorkbookReading
from qc.workspace import Workspace
from tests.unit.ingest.truths import faults_of
from tests.workbooks import book


def read(clinic: Workspace, *rows: list[Any], **more: Any) -> WorkbookReading:
    return read_workbook(clinic, "检查2026年5月.xlsx", book(list(rows), **more))


def whose(reading: WorkbookReading) -> dict[str, tuple[str, str]]:
    """Day and unit of each result, by its cell."""
    return {
        r.cell: (str(c.date), c.unit)
        for sheet in reading.sheets
        for c in sheet.checks
        for r in c.results
    }


def test_the_place_and_day_of_an_event_under_words_of_its_own(clinic: Workspace) -> None:
    """A second event of the day, written as 同上, must not lose its day."""
    reading = read(clinic, ["不良事件台账"],
        ["编号", "事发日期", "事发地点", "事件类型", "处理结果"],
        ["BL-001", "2026.5.4", "注射室", "跌倒", "已结案"],
        ["BL-002", "同上", "注射室", "烫伤", "已结案"],
        ["BL-003", "2026.5.6", "激光室", "跌倒", "处理中"],
    )  # fmt: skip
    assert whose(reading) == {
        "E3": ("2026-05-04", "注射室"), "E4": ("2026-05-04", "注射室"), "E5": ("2026-05-06", "激光室"),
    }  # fmt: skip
    assert faults_of(reading) == []


def test_an_event_known_only_by_its_report_is_of_that_day(clinic: Workspace) -> None:
    header = ["编号", "上报日期", "发生科室", "事件类型", "处理结果"]
    row = ["BL-001", "2026.5.5", "注射室", "跌倒", "已结案"]
    assert whose(read(clinic, ["不良事件台账"], header, row)) == {"E3": ("2026-05-05", "注射室")}


def test_rows_printed_ahead_are_no_checks(clinic: Workspace) -> None:
    """A form with rows for the days to come would be full of missing marks."""
    reading = read(clinic, ["消毒隔离质量检查明细"],
        ["序号", "检查日期", "科室", "检查项目", "检查结果"],
        [1, "2026-05-04", "注射室", "手卫生", "√"], [2, None, None, "无菌物品", None],
        [3, dt.date(2026, 5, 5), "注射室", "手卫生", None],
    )  # fmt: skip
    assert faults_of(reading) == [("warning", "missing_mark", "E5")]


def test_full_marks_may_stand_in_a_row_below_the_items(clinic: Workspace) -> None:
    reading = read(clinic, ["护士考核评分表"],
        ["姓名", "仪表", "操作", "总分"], ["分值", 40, 60, 100],
        ["李敏", 38, 55, 93], ["王芳", "休", "休", None], ["何苗", 40, 60, 100],
    )  # fmt: skip
    results = [r for s in reading.sheets for c in s.checks for r in c.results]
    assert {(r.cell, r.points, r.scored) for r in results} == {
        ("B4", 4000, 3800), ("C4", 6000, 5500), ("B6", 4000, 4000), ("C6", 6000, 6000),
    }  # fmt: skip


def test_a_day_across_and_parts_of_it_below_keep_apart(clinic: Workspace) -> None:
    reading = read(clinic, ["各室消毒隔离自查"],
        ["科室", "5月4日", None, "5月5日", None], [None, "上午", "下午", "上午", "下午"],
        ["注射室", "√", "×", "√", None], ["激光室", "√", "√", None, "休"],
        merges=["A2:A3", "B2:C2", "D2:E2"],
    )  # fmt: skip
    assert whose(reading) == {
        "B4": ("2026-05-04", "注射室"), "C4": ("2026-05-04", "注射室"), "D4": ("2026-05-05", "注射室"),
        "B5": ("2026-05-04", "激光室"), "C5": ("2026-05-04", "激光室"),
    }  # fmt: skip
    assert faults_of(reading) == []


def test_months_across_with_a_rate_each_are_counted_once(clinic: Workspace) -> None:
    """The rate under each month was taken for a table of its own: every form counted twice."""
    reading = read(clinic, ["2026年各科室满意度"],
        ["科室", "4月", None, None, "5月", None, None],
        [None, "回收（份）", "满意（份）", "满意率", "回收（份）", "满意（份）", "满意率"],
        ["皮肤科", 28, 27, "96.4%", 30, 26, "86.7%"], ["注射室", 20, 20, 1, 20, 20, 1],
        merges=["A2:A3", "B2:D2", "E2:G2"],
    )  # fmt: skip
    cells = [r.cell for s in reading.sheets for c in s.checks for r in c.results]
    assert sorted(cells) == ["C4", "C5", "F4", "F5"]


def test_amounts_beside_the_marks_are_no_marks(clinic: Workspace) -> None:
    """How many bottles stand there (2瓶) is no mark that nobody knows."""
    reading = read(clinic, ["手卫生用品巡查 2026年5月8日"],
        ["房间", "洗手液", "纸巾", "数量"],
        ["注射室", "√", "√", "2瓶"],
        ["手术室", "√", "×", "1瓶"],
    )  # fmt: skip
    assert set(whose(reading)) == {"B3", "C3", "B4", "C4"}
    assert faults_of(reading) == []


def states(reading: WorkbookReading) -> dict[str, str]:
    """What became of each cell: its outcome, or missed and held back."""
    results = [r for s in reading.sheets for c in s.checks for r in c.results]
    return {r.cell: r.outcome.value if r.outcome else r.state.value for r in results}


def _shifts(*rows: list[Any]) -> list[list[Any]]:
    return [["工作帽佩戴抽查"], ["科室：激光室  2026年5月"], ["姓名", "5.4", "5.5", "5.6", "5.7"], *rows,
            ["做到打“√”，没做到打“×”，轮休写“休”"]]  # fmt: skip


def test_one_who_was_not_there_does_not_apply_and_one_forgotten_is_missed(
    clinic: Workspace,
) -> None:
    """Both vanished without a word where each cell is a check of somebody's own."""
    reading = read(clinic, *_shifts(
        ["李敏", "√", "√", "休", "√"], ["王芳", "√", None, "休", "√"], ["何苗", "×", "√", "休", "休"],
        ["方静", "√", "√", "休", "√"],
    ))  # fmt: skip
    found = states(reading)
    assert {ref: found.get(ref) for ref in ("E6", "C5", "B6")} == {
        "E6": "na", "C5": "missed", "B6": "fail",
    }  # fmt: skip
    assert not {"D4", "D5", "D6", "D7"} & found.keys()  # nobody was checked that day
    assert faults_of(reading) == [("warning", "missing_mark", "C5")]


def test_blanks_of_persons_who_take_turns_are_no_slips(clinic: Workspace) -> None:
    reading = read(clinic, *_shifts(
        ["李敏", "√", None, None, "√"], ["王芳", None, "√", "√", None], ["何苗", "×", None, "√", "√"],
    ))  # fmt: skip
    assert set(states(reading)) == {"B4", "E4", "C5", "D5", "B6", "D6", "E6"}
    assert faults_of(reading) == []


@pytest.mark.parametrize(
    ("label", "days", "read_as"),
    [
        ("陪诊日期", ["5.6", "5月7日", "2026-05-08"], ["2026-05-06", "2026-05-07", "2026-05-08"]),
        ("下次随访日期", ["5.6", "5月7日", "2026-05-08"], ["2026-05-31"] * 3),
        ("陪诊日期", ["甲", "乙", "丙"], ["2026-05-31"] * 3),  # that is none of days
    ],
)
def test_a_row_of_days_below_the_cases_gives_each_its_day(
    clinic: Workspace, label: str, days: list[str], read_as: list[str]
) -> None:
    """All cases were taken for one period of a month, and no day in the future was seen."""
    reading = read(clinic,
        ["优质服务陪诊打分表"], ["科室：客服部  陪诊人：沈悦  2026年5月"],
        ["环节", "评分要点", "分值", "KH501", "KH502", "KH503"],
        ["接待人", None, None, "蒋梦", "韩雪", "杨思"],
        [label, None, None, *days],
        ["到店", "主动问候", 40, 40, 35, 40],
        ["离店", "送至门口", 60, 60, 60, 50],
        merges=["A4:C4", "A5:C5"],
    )  # fmt: skip
    found = whose(reading)
    assert [found[cell][0] for cell in ("D6", "E6", "F7")] == read_as
    assert {c.inspector for sheet in reading.sheets for c in sheet.checks} == {"沈悦"}


def test_days_of_a_signature_at_the_foot_are_no_days_of_the_checks(clinic: Workspace) -> None:
    reading = read(clinic,
        ["文书质量得分表 2026年5月"],
        ["评分要点", "分值", "BL501", "BL502"],
        ["眉栏", 40, 40, 35], ["记录", 60, 60, 60],
        ["主任核阅日期", None, "5.12", "5.13"],
    )  # fmt: skip
    assert {day for day, _ in whose(reading).values()} == {"2026-05-31"}


def test_how_often_a_grade_was_given_this_month_is_no_check(clinic: Workspace) -> None:
    """Its label was complained of as no day, and each of its noughts as no mark."""
    reading = read(clinic,
        ["保洁等级记录 2026年5月"], ["A—优，B—合格，C—不合格"],
        ["序号", "区域", "5月6日", "5月13日", "5月20日", "当月C级次数", "全月评差次数"],
        [1, "门厅", "A", "C", "B", 1, 0], [2, "光电室", "B", "B", "A", 0, 0],
        [3, "手术室", "A", "A", "A", 0, 0],
    )  # fmt: skip
    assert set(whose(reading)) == {f"{col}{row}" for col in "CDE" for row in (4, 5, 6)}
    assert faults_of(reading) == []
