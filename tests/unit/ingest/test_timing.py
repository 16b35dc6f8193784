"""Waiting times: how long it took, how long it may take, and what is no time."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from qc.ingest.importer import read_workbook
from qc.ingest.values.dates import Month
from qc.ingest.values.durations import Moment, read_minutes, read_moment
from qc.records import Check, Result, WorkbookReading
from qc.words import ResultState
from qc.workspace import Workspace
from tests.unit.ingest.truths import faults_of
from tests.workbooks import book


def read(clinic: Workspace, *rows: list[Any]) -> WorkbookReading:
    return read_workbook(clinic, "2026年5月.xlsx", book(list(rows)))


def checks(reading: WorkbookReading) -> list[Check]:
    return [check for sheet in reading.sheets for check in sheet.checks]


def accepted(reading: WorkbookReading) -> list[Result]:
    found = [result for check in checks(reading) for result in check.results]
    return [result for result in found if result.state is ResultState.ACCEPTED]


def told(reading: WorkbookReading) -> list[tuple[str, float | None, str | None]]:
    return [(r.cell, r.reading, r.outcome.value if r.outcome else None) for r in accepted(reading)]


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        (6.0, 6), ("12分", 12), ("７", 7), ("5 min", 5), ("3′", 3), ("4分30秒", 4.5), ("45″", 0.75),
        ("1小时5分", 65), ("3h10min", 190), ("2.5小时", 150), ("半小时", 30), ("1个半小时", 90),
        ("十分钟", 10), ("2小时一刻", 135), ("0:12", 12), (dt.time(0, 12), 12), (0.00833333, 12),
        (dt.timedelta(minutes=5), 5), ("1天2小时", 1560), ("当日", 0), ("-5分", -5), ("1小时半", 90),
        (dt.datetime(1899, 12, 31, 6), 1800),  # noqa: DTZ001
    ],
)  # fmt: skip
def test_lengths_as_clinics_write_them(written: object, minutes: float) -> None:
    assert read_minutes(written) == Decimal(str(minutes))


@pytest.mark.parametrize(
    "written",
    ["约10分钟", "上午", "10-15分", "5分多", None, dt.datetime(2026, 5, 4)],  # noqa: DTZ001
)
def test_what_is_no_exact_length_is_none(written: object) -> None:
    assert read_minutes(written) is None


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("9:17", Moment(None, Decimal(557))), ("13点40", Moment(None, Decimal(820))),
        ("下午2:30", Moment(None, Decimal(870))), ("9点半", Moment(None, Decimal(570))),
        ("0905", Moment(None, Decimal(545))), (0.5, Moment(None, Decimal(720))),
        (dt.time(9, 5), Moment(None, Decimal(545))), ("25:15", Moment(fault="impossible")),
        ("3月5日 8:30", Moment(dt.date(2026, 3, 5), Decimal(510))),
        ("2026年4月5日8:30", Moment(dt.date(2026, 4, 5), Decimal(510))),
        (46000.5, Moment(dt.date(2025, 12, 9), Decimal(720))), ("马上", Moment(fault="unreadable")),
        ("3月5日 25:30", Moment(fault="impossible")), ("", Moment(fault="missing")),
        ("3月5日 8点多", Moment(fault="unreadable")), (dt.datetime(2026, 4, 5), Moment(dt.date(2026, 4, 5))),  # noqa: DTZ001
        (dt.datetime(2026, 4, 5, 9), Moment(dt.date(2026, 4, 5), Decimal(540))),  # noqa: DTZ001
    ],
)  # fmt: skip
def test_moments_as_clinics_write_them(written: object, moment: Moment) -> None:
    assert read_moment(written, Month(2026)) == moment


VISITS = ["序号", "日期", "客户编号", "等候时长", "达标情况"]


def test_the_limit_of_the_title_judges_and_what_is_said_is_compared(clinic: Workspace) -> None:
    reading = read(clinic, ["前台等候时间抽查表（标准：通知后8分钟内到位）"], ["科室：前台"], VISITS,
        [1, "5.4", "A310", 8, "达标"], [2, "5.4", "A311", "9分", "达标"], [3, "5.5", "A312", "约5分", None],
        [4, "5.5", "A313", -3, None], [5, "5.6", "A314", None, "达标"], [6, "5.6", "A315", 8.5, "未达标"],
    )  # fmt: skip
    assert told(reading) == [("D4", 8, "pass"), ("D5", 9, "fail"), ("D9", 8.5, "fail")]
    assert faults_of(reading) == [
        ("warning", "stated_result_mismatch", "E5"),
        ("error", "text_in_number", "D6"),
        ("error", "negative_number", "D7"),
    ]


def test_two_visitors_of_one_day_are_two(clinic: Workspace) -> None:
    rows = [[1, "5.4", 8], [2, "5.4", 8], [3, "5.4", 6]]
    reading = read(clinic, ["候诊时间"], ["序号", "日期", "候诊时间（≤10分钟）"], *rows)
    assert len(checks(reading)) == 3
    assert faults_of(reading) == []


def test_start_and_end_give_the_time(clinic: Workspace) -> None:
    reading = read(clinic, ["2026年候诊时间统计表"], ["科室：皮肤科"],
        ["日期", "就诊号", "签到时间", "接诊时间", "时限"],
        ["5月4日", "P001", "09:05", "9:17", "≤15分钟"],
        ["5月4日", "P002", dt.time(9, 30), dt.time(9, 51), "20分"],
        ["5月4日", "P003", "9:10", "9:08", 15],
        ["5月4日", "P004", "23:50", "次日0:05", 15],
        ["5月4日", "P005", "9:10", "25:15", 15],
        ["5月4日", "P006", "9:10", None, 15],
        ["5月4日", "P007", "九点", "9:20", "随时"],
    )  # fmt: skip
    assert told(reading) == [("D4", 12, "pass"), ("D5", 21, "fail"), ("D7", 15, "pass")]
    assert faults_of(reading) == [
        ("error", "end_before_start", "D6"),
        ("error", "impossible_time", "D8"),
        ("warning", "missing_mark", "D9"),
        ("error", "text_in_number", "E10"),
        ("error", "unreadable_time", "C10"),
    ]


def test_bare_numbers_count_in_the_headers_unit(clinic: Workspace) -> None:
    rows = [["5.4", "Z1", 2], ["5.5", "Z2", "200分"], ["5.6", "Z3", 3.5]]
    reading = read(clinic, ["化验回报时限登记"], ["日期", "病案号", "送检至回报（≤3小时）"], *rows)
    assert told(reading) == [("C3", 120, "pass"), ("C4", 200, "fail"), ("C5", 210, "fail")]


def test_items_of_the_standard_bring_their_limits(clinic: Workspace) -> None:
    header = ["日期", "检查项目", "等候用时"]
    rows = [["5.4", "局麻化验", 21], ["5.4", "全麻化验", 39], ["5.4", "指定咨询师接待", 5]]
    reading = read(clinic, ["等候时限检查表"], ["科室：前台"], header, *rows)
    assert told(reading) == [("C4", 21, "fail"), ("C5", 39, "pass"), ("C6", 5, "pass")]


def test_without_a_limit_minutes_are_kept_and_nothing_is_judged(clinic: Workspace) -> None:
    reading = read(clinic, ["候诊登记"], VISITS[:4], [1, "5.4", "A1", 8], [2, "5.4", "A2", 30])
    assert told(reading) == [("D3", 8, None), ("D4", 30, None)]
    assert sum(r.checked for r in accepted(reading)) == 0
    assert [code for _, code, _ in faults_of(reading)] == ["limit_unknown"]


def test_a_matrix_of_minutes_says_whose_and_when(clinic: Workspace) -> None:
    reading = read(clinic, ["咨询师到位等候时间（≤5分钟）"], ["日期", "张敏", "李娜"],
        ["5.4", 3, 6], ["5.5", None, 5],
    )  # fmt: skip
    found = [
        (str(c.date), c.subject, r.reading, r.passed) for c in checks(reading) for r in c.results
    ]
    assert found == [
        ("2026-05-04", "张敏", 3, 1), ("2026-05-04", "李娜", 6, 0), ("2026-05-05", "李娜", 5, 1),
    ]  # fmt: skip


def test_starts_and_ends_of_a_lamp_are_no_waiting_times(clinic: Workspace) -> None:
    header = ["日期", "开始时间", "结束时间", "累计时间", "签名"]
    reading = read(clinic, ["紫外线灯使用登记"], header, ["5.4", "7:00", "7:30", 120, "李敏"])
    assert "timing" not in {sheet.kind for sheet in reading.sheets}


def test_a_wait_past_midnight_is_told_from_a_slip(clinic: Workspace) -> None:
    """23:50 to 0:05 has no other reading; 9:10 to 9:08 is a slip; two days written settle it."""
    at = dt.datetime
    reading = read(clinic, ["2026年夜间候诊登记"], ["科室：皮肤科"],
        ["日期", "就诊号", "签到时间", "接诊时间", "时限"],
        ["5月4日", "P1", "23:50", "0:05", 15], ["5月4日", "P2", "9:10", "9:08", 15],
        ["5月4日", "P3", "5月5日 23:50", "5月5日 0:05", 15],
        ["5月4日", "P4", at(2026, 5, 4, 23, 50), at(2026, 5, 5, 0, 20), 15],
    )  # fmt: skip
    assert told(reading) == [("D4", 15, "pass"), ("D7", 30, "fail")]
    assert faults_of(reading) == [
        ("error", "end_before_start", "D5"),
        ("error", "end_before_start", "D6"),
    ]
    said = [(p.code, p.cell) for p in reading.problems if p.severity == "info"]
    assert ("past_midnight_assumed", "D4") in said


def test_a_clock_typed_as_a_decimal_is_no_time(clinic: Workspace) -> None:
    """9.1 and 9.25 were taken for two days of September: a wait of weeks."""
    reading = read(clinic, ["2026年候诊时间统计表（≤15分钟）"], ["日期", "就诊号", "签到时间", "接诊时间"],
        ["5.4", "P1", 9.1, 9.25], ["5.4", "P2", "9:00", "9:10"], ["5.4", "P3", "9:00", "9:20"],
    )  # fmt: skip
    assert told(reading) == [("D4", 10, "pass"), ("D5", 20, "fail")]
    assert faults_of(reading) == [
        ("error", "unreadable_time", "C3"),
        ("error", "unreadable_time", "D3"),
    ]


def test_nobody_who_waited_is_no_fault(clinic: Workspace) -> None:
    reading = read(clinic, ["前台等候时间抽查表（≤8分钟）"], ["科室：前台"], VISITS,
        [1, "5.4", "A1", 8, "达标"], [2, "5.4", "A2", "/", "/"], [3, "5.4", "A3", "无等候", "达标"],
        [4, "5.4", "A4", "休", None], [5, "5.4", "A5", "0:09", "未超时"],
    )  # fmt: skip
    assert told(reading) == [
        ("D4", 8, "pass"), ("D5", None, "na"), ("D6", 0, "pass"), ("D8", 9, "fail"),
    ]  # fmt: skip
    assert faults_of(reading) == [("warning", "stated_result_mismatch", "E8")]
    spans = read(clinic, ["候诊时间统计表（≤15分钟）"], ["日期", "就诊号", "签到时间", "接诊时间"],
        ["5.4", "P1", "9:00", "/"], ["5.4", "P2", "/", "9:10"], ["5.4", "P3", "9:00", "9:20"],
    )  # fmt: skip
    assert [outcome for _, _, outcome in told(spans)] == ["na", "na", "fail"]


def test_a_limit_that_nobody_can_read_judges_nothing(clinic: Workspace) -> None:
    """It must not be replaced by another limit of the sheet in silence."""
    reading = read(clinic, ["报告回报时限（≤60分钟）"], ["日期", "病案号", "报告用时", "时限"],
        ["5.4", "P1", 50, "尽快"], ["5.4", "P2", 50, "40分钟"], ["5.4", "P3", 50, "/"], ["5.4", "P4", 50, None],
    )  # fmt: skip
    assert told(reading) == [("C4", 50, "fail"), ("C5", 50, "pass"), ("C6", 50, "pass")]
    assert faults_of(reading) == [("error", "text_in_number", "D3")]


def test_start_and_end_stand_for_a_length_left_blank_and_are_compared_with_it(
    clinic: Workspace,
) -> None:
    header = ["日期", "就诊号", "签到时间", "接诊时间", "等候时长", "时限"]
    reading = read(clinic, ["候诊时间登记"], header,
        ["5.4", "P1", "9:00", "9:12", 12, 15], ["5.4", "P2", "9:00", "9:12", 20, 15],
        ["5.4", "P3", "9:00", "9:20", None, 15], ["5.4", "P4", "9:00", None, None, 15],
        ["5.4", "P5", "九点", "9:20", 10, 15], ["5.4", "P6", "23:58", "次日0:03", 5, 15],
        ["5.4", "P7", "9:00", "9:10", "#REF!", 15],
    )  # fmt: skip
    assert told(reading) == [
        ("E3", 12, "pass"), ("E4", 20, "fail"), ("E5", 20, "fail"), ("E7", 10, "pass"), ("E8", 5, "pass"),
    ]  # fmt: skip
    assert faults_of(reading) == [
        ("warning", "length_mismatch", "E4"),
        ("warning", "missing_mark", "E6"),
        ("error", "error_value", "E9"),
    ]


def test_errors_and_blanks_of_starts_and_ends(clinic: Workspace) -> None:
    reading = read(clinic, ["化验回报（30分钟内）"], ["日期", "病案号", "送检时间", "报告时间"],
        ["5.4", "P1", "#REF!", "9:00"], ["5.4", "P2", "8:00", "#VALUE!"], ["5.4", "P3", None, "8:20"],
        ["5.4", "P4", "8:00", "8:20"], ["5.4", "P5", "8:00", "8:31"],
    )  # fmt: skip
    assert told(reading) == [("D6", 20, "pass"), ("D7", 31, "fail")]
    assert faults_of(reading) == [
        ("error", "error_value", "C3"),
        ("error", "error_value", "D4"),
        ("warning", "missing_mark", "C5"),
    ]


def test_the_unit_stands_in_brackets_and_a_note_may_name_the_limit(clinic: Workspace) -> None:
    reading = read(clinic, ["候诊登记"], ["日期", "就诊号", "等候时间（小时）", "备注"],
        ["5.4", "P1", 0.25, None], ["5.4", "P2", 1, None], ["注：等候不超过30分钟。"],
    )  # fmt: skip
    assert told(reading) == [("C3", 15, "pass"), ("C4", 60, "fail")]


def test_a_bare_limit_in_the_label_counts_in_its_unit(clinic: Workspace) -> None:
    reading = read(clinic, ["候诊登记"], ["日期", "就诊号", "等候时间（分钟，限15）", "是否超时"],
        ["5.4", "P1", 15, "否"], ["5.4", "P2", 16, "超时"], ["5.4", "P3", 16, "否"], ["5.4", "P4", 10, "再看"],
    )  # fmt: skip
    assert told(reading) == [
        ("C3", 15, "pass"), ("C4", 16, "fail"), ("C5", 16, "fail"), ("C6", 10, "pass"),
    ]  # fmt: skip
    assert faults_of(reading) == [("warning", "stated_result_mismatch", "D5")]


def test_the_day_may_only_stand_with_the_start(clinic: Workspace) -> None:
    """Without it the visits would be of the day on which the file is read."""
    at = dt.datetime
    reading = read(clinic, ["候诊时间统计表（≤15分钟）"], ["就诊号", "签到时间", "接诊时间"],
        ["P1", at(2026, 5, 4, 9), at(2026, 5, 4, 9, 10)], ["P2", "9:00", at(2026, 5, 5, 9, 30)],
        ["P3", None, None],
    )  # fmt: skip
    assert [(str(c.date), c.subject) for c in checks(reading)] == [
        ("2026-05-04", "P1"), ("2026-05-05", "P2"),
    ]  # fmt: skip
    assert told(reading) == [("C3", 10, "pass"), ("C4", 30, "fail")]


def test_a_length_that_its_start_and_end_contradict_is_pointed_at(clinic: Workspace) -> None:
    """到店 and 面诊 without 时间 are times of the day all the same: sixteen minutes were written as six."""
    reading = read(clinic,
        ["候诊时长跟踪（要求：到店至面诊不超过10分钟）"],
        ["日期", "顾客卡号", "到店", "面诊", "等候（分钟）"],
        ["2026.5.4", "K6837", "9:09", "9:18", 9],
        ["2026.5.4", "K4407", "12:25", "12:41", 6],
    )  # fmt: skip
    assert told(reading) == [("E3", 9, "pass"), ("E4", 6, "pass")]
    assert [(p.code, p.cell) for p in reading.problems if p.severity == "warning"] == [
        ("length_mismatch", "E4")
    ]


def test_a_length_whose_end_comes_before_its_start_is_held_back(clinic: Workspace) -> None:
    """Nobody knows which of the three is wrong; past midnight is no slip."""
    reading = read(clinic,
        ["咨询师到位用时登记（不超过10分钟）"],
        ["日期", "客户编号", "通知时间", "到位时间", "到位用时（分钟）"],
        ["2026.5.4", "K1", "13:09", "13:00", 9],
        ["2026.5.4", "K2", "23:55", "0:03", 8],
    )  # fmt: skip
    assert told(reading) == [("E4", 8, "pass")]
    assert [(p.code, p.cell) for p in reading.problems if p.severity != "info"] == [
        ("end_before_start", "D3")
    ]


def test_a_column_called_by_what_was_waited_for_may_hold_the_time_of_day(clinic: Workspace) -> None:
    """9:13 under 咨询师到位 is no wait of nine hours, which failed every visit of the day."""
    header = ["日期", "顾客编号", "到院时刻", "咨询师到位", "等候分钟", "时限（分钟）"]
    reading = read(clinic, ["咨询等候时长登记"], header,
        ["5.4", "K1", "9:10", "9:13", 3, 8], ["5.4", "K2", "10:11", dt.time(10, 23), 12, 8],
        ["5.4", "K3", "11:12", "11:20", 5, 8], ["5.4", "K4", "13:14", None, "很久", 8],
    )  # fmt: skip
    assert told(reading) == [("E3", 3, "pass"), ("E4", 12, "fail"), ("E5", 5, "pass")]
    assert faults_of(reading) == [
        ("warning", "length_mismatch", "E5"),
        ("error", "text_in_number", "E6"),
    ]


def test_without_a_length_such_a_column_is_where_the_wait_ends(clinic: Workspace) -> None:
    """Lengths written like a timer (0:12) stay lengths."""
    header = ["日期", "顾客编号", "顾客到店时刻", "咨询师到位", "时限（分钟）"]
    reading = read(clinic, ["咨询等候登记"], header,
        ["5.4", "K1", "9点10", "9点13", 8], ["5.4", "K2", "14:10", "14:23", 8],
    )  # fmt: skip
    assert told(reading) == [("D3", 3, "pass"), ("D4", 13, "fail")]
    lengths = read(clinic, ["咨询等候登记"], ["日期", "顾客编号", "咨询师到位", "时限（分钟）"],
        ["5.4", "K1", "0:03", 8], ["5.4", "K2", dt.time(0, 13), 8],
    )  # fmt: skip
    assert told(lengths) == [("C3", 3, "pass"), ("C4", 13, "fail")]
