"""Registers: when a case was reported and closed, however a nurse writes it down."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from qc.ingest.importer import read_workbook
from qc.records import Result, WorkbookReading
from qc.words import Kind, ResultState
from qc.workspace import Workspace, open_workspace
from tests.conftest import TODAY
from tests.unit.ingest.truths import faults_of
from tests.workbooks import book


def read(clinic: Workspace, title: str, header: str, *rows: list[Any]) -> WorkbookReading:
    return read_workbook(clinic, "登记2026.xlsx", book([[title], header.split(), *rows]))


def results(reading: WorkbookReading) -> list[Result]:
    return [r for sheet in reading.sheets for check in sheet.checks for r in check.results]


def told(reading: WorkbookReading, column: str) -> dict[str, tuple[str, float | None]]:
    """What a column's cells became: their outcome or state, and the reading."""
    return {
        r.cell: (str(r.outcome or r.state), r.reading)
        for r in results(reading)
        if r.cell.startswith(column)
    }


COMPLAINTS = "序号 投诉日期 涉及科室 投诉内容 处理结果 办结日期"


def complaint(number: int, *cells: object, handled: str = "已办结") -> list[Any]:
    return [number, "2026.5.4", "前台", f"等候{number}", handled, *cells]


def test_a_case_that_has_no_last_day_yet_is_no_false_alarm(clinic: Workspace) -> None:
    """未办结 in the column of days says that there is none; a handled case without a day is missed."""
    reading = read(clinic, "2026年投诉登记表", COMPLAINTS,
        complaint(1, "处理中", handled="处理中"), complaint(2, "/", handled="跟进中"),
        complaint(3, "未办结"), complaint(4, "/"), complaint(5, "无"),
    )  # fmt: skip
    assert told(reading, "F") == dict.fromkeys(("F5", "F6", "F7"), ("missed", None))
    assert faults_of(reading) == [("warning", "missing_mark", f"F{row}") for row in (5, 6, 7)]


def test_the_last_day_may_count_from_the_first(clinic: Workspace) -> None:
    reading = read(clinic, "2026年投诉登记表", COMPLAINTS,
        complaint(1, "当日"), complaint(2, "次日"), complaint(3, "2小时内"), complaint(4, "5天"),
        complaint(5, "当日某时"), complaint(7, "立即"),
    )  # fmt: skip
    assert told(reading, "F") == {
        "F3": ("pass", 0), "F4": ("pass", 1), "F5": ("pass", 0.08), "F6": ("fail", 5),
        "F7": ("held_back", None), "F8": ("pass", 0),
    }  # fmt: skip
    assert ("error", "unreadable_date", "F7") in faults_of(reading)


def test_days_below_a_label_that_names_its_unit_are_no_day_of_the_month(clinic: Workspace) -> None:
    """8 days were taken for the eighth of May: too late, and accepted as in time."""
    header = "序号 投诉日期 涉及科室 投诉内容 处理结果 处理时间（天）"
    rows = [complaint(n, days) for n, days in enumerate((2, "5天", 8), start=1)]
    content = book([["投诉登记表"], header.split(), *rows])
    reading = read_workbook(clinic, "投诉2026年5月.xlsx", content)
    assert told(reading, "F") == {"F3": ("pass", 2), "F4": ("fail", 5), "F5": ("fail", 8)}
    assert faults_of(reading) == []


def test_a_bare_number_may_be_days_or_a_day_and_is_not_guessed(clinic: Workspace) -> None:
    content = book(
        [["投诉登记表"], COMPLAINTS.replace("办结日期", "处理时间").split(), complaint(1, 8)]
    )
    reading = read_workbook(clinic, "投诉2026年5月.xlsx", content)
    assert told(reading, "F") == {"F3": ("held_back", None)}
    assert faults_of(reading) == [("error", "unreadable_date", "F3")]
    own = [[1, 4, "前台", "等候", "已办结", 8]]
    content = book([["投诉登记表"], COMPLAINTS.replace("办结日期", "处理时间").split(), *own])
    reading = read_workbook(clinic, "投诉2026年5月.xlsx", content)
    assert told(reading, "F") == {"F3": ("fail", 4)}


def test_how_long_a_case_took_is_judged_where_no_last_day_stands(clinic: Workspace) -> None:
    header = "序号 投诉日期 涉及科室 投诉内容 处理结果 处理天数 处理时限（小时）"
    reading = read(clinic, "2026年投诉登记表", header,
        complaint(1, 2, 48), complaint(2, "3天", 48), complaint(3, "几天", 48), complaint(4, -1, 48),
        complaint(5, "#REF!", 48), complaint(6, 1, "尽快"), complaint(7, "2天", "/"), complaint(8, None, 48),
    )  # fmt: skip
    assert told(reading, "F") == {
        "F3": ("pass", 2), "F4": ("fail", 3), "F5": ("held_back", None), "F6": ("held_back", None),
        "F7": ("held_back", None), "F8": ("held_back", None), "F9": ("pass", 2),
    }  # fmt: skip
    assert sorted(faults_of(reading)) == [
        ("error", "error_value", "F7"), ("error", "negative_number", "F6"),
        ("error", "text_in_number", "F5"), ("error", "text_in_number", "G8"),
    ]  # fmt: skip


def test_a_limit_of_hours_is_kept_by_the_clock(clinic: Workspace) -> None:
    """Six hours are more than four although they are of one day."""
    header = "序号 投诉时间 涉及科室 投诉内容 处理时限 办结时间"
    at = dt.datetime
    reading = read(clinic, "2026年投诉登记表", header,
        [1, at(2026, 5, 4, 9), "前台", "等候", "4小时", at(2026, 5, 4, 15)],
        [2, at(2026, 5, 5, 9), "前台", "等候", "4小时", "12:30"],
        [3, at(2026, 5, 6, 9), "前台", "等候", "1天", at(2026, 5, 7, 15)],
    )  # fmt: skip
    assert told(reading, "F") == {"F3": ("fail", 0.25), "F4": ("pass", 0.15), "F5": ("pass", 1)}


def test_the_label_of_the_last_day_may_name_the_limit(clinic: Workspace) -> None:
    header = "序号 投诉日期 涉及科室 投诉内容 处理结果 办结日期（5日内）"
    reading = read(clinic, "2026年投诉登记表", header,
        complaint(1, "2026.5.9"), complaint(2, "2026.5.10"))  # fmt: skip
    assert told(reading, "F") == {"F3": ("pass", 5), "F4": ("fail", 6)}


def test_what_the_sheet_says_of_time_counts_where_no_days_tell(clinic: Workspace) -> None:
    """A clinic that only notes 是否超时 was told nothing about it."""
    header = "序号 投诉日期 涉及科室 投诉内容 处理结果 是否超时"
    reading = read(clinic, "2026年投诉登记表", header,
        complaint(1, "否"), complaint(2, "是"), complaint(3, "未超时"), complaint(4, None),
        complaint(5, "否", handled="处理中"), complaint(6, "超时", handled="处理中"),
        complaint(7, "再看"), complaint(8, "#N/A"), complaint(9, "/"),
    )  # fmt: skip
    assert told(reading, "F") == {
        "F3": ("pass", None), "F4": ("fail", None), "F5": ("pass", None), "F8": ("fail", None),
        "F9": ("held_back", None), "F10": ("held_back", None),
    }  # fmt: skip
    assert faults_of(reading) == [
        ("error", "unknown_mark", "F9"),
        ("error", "error_value", "F10"),
    ]


def test_a_complaint_handled_in_good_time_and_an_event_reported_so(clinic: Workspace) -> None:
    header = "序号 投诉日期 涉及科室 投诉内容 处理结果 是否及时处理"
    reading = read(clinic, "2026年投诉登记表", header,
        complaint(1, "及时"), complaint(2, "未及时"), complaint(3, "否"))  # fmt: skip
    assert [told(reading, "F")[f"F{row}"][0] for row in (3, 4, 5)] == ["pass", "fail", "fail"]
    assert {r.item_code for r in results(reading)} == {"handled", "handled_in_time"}
    header = "序号 发生日期 发生科室 事件类型 是否及时上报 是否超时 是否反馈"
    reading = read(clinic, "2026年护理不良事件登记本", header,
        [1, "2026.5.4", "注射室", "跌倒", "是", None, None], [2, "2026.5.5", "注射室", "跌倒", "迟报", None, None],
        [3, "2026.5.6", "注射室", "跌倒", None, "否", None],
    )  # fmt: skip
    assert {r.item_code for r in results(reading)} == {"reported_in_time"}
    assert told(reading, "E") == {"E3": ("pass", None), "E4": ("fail", None)}
    assert told(reading, "F") == {"F5": ("pass", None)}


EVENTS = "编号 发生时间 上报时间 发生科室 事件类型"


def event(number: int, *when: object) -> list[Any]:
    return [f"BL-{number:03d}", *when, "注射室", "跌倒"]


def test_the_report_may_count_from_the_event(clinic: Workspace) -> None:
    begun = "2026.5.4 8:00"
    reading = read(clinic, "2026年护理不良事件登记本", EVENTS,
        event(1, begun, "10:30"), event(2, begun, "当日10:30"), event(3, begun, "次日9:30"),
        event(4, begun, "2小时内"), event(5, begun, dt.time(10)), event(6, begun, "立即"),
        event(7, begun, "未上报"), event(8, begun, None), event(9, begun, "/"),
        event(10, "2026.5.4", "26小时"), event(11, begun, "7:00"),
    )  # fmt: skip
    assert told(reading, "C") == {
        "C3": ("pass", 2.5), "C4": ("pass", 2.5), "C5": ("fail", 25.5), "C6": ("pass", 2),
        "C7": ("pass", 2), "C8": ("pass", 0), "C9": ("fail", None), "C10": ("missed", None),
        "C12": ("fail", 26), "C13": ("held_back", -1),
    }  # fmt: skip
    assert faults_of(reading) == [
        ("warning", "missing_mark", "C10"),
        ("error", "reported_before_occurred", "C13"),
    ]


def test_reports_that_are_mostly_left_blank_are_not_asked_for(clinic: Workspace) -> None:
    rows = [event(n, "2026.5.4", None) for n in range(1, 4)]
    reading = read(clinic, "2026年护理不良事件登记本", EVENTS, *rows, event(4, "2026.5.4", "5.4"))
    assert told(reading, "C") == {"C6": ("pass", 0)}
    assert faults_of(reading) == []


def test_the_time_of_day_may_have_a_column_of_its_own(clinic: Workspace) -> None:
    """26 hours were taken for one day, and so for in time."""
    header = "编号 发生日期 发生时间 上报日期 上报时间 发生科室 事件类型"
    reading = read(clinic, "2026年护理不良事件登记本", header,
        ["BL-001", "2026.5.4", "8:00", "2026.5.4", "10:00", "注射室", "跌倒"],
        ["BL-002", "2026.5.5", "8:00", "2026.5.6", "10:00", "注射室", "跌倒"],
        ["BL-003", "2026.5.6", "8:00", "2026.5.6", "7:00", "注射室", "跌倒"],
        ["BL-004", "2026.5.7", "上午", "2026.5.8", None, "注射室", "跌倒"],
    )  # fmt: skip
    assert told(reading, "D") == {
        "D3": ("pass", 2), "D4": ("fail", 26), "D5": ("held_back", -1), "D6": ("pass", 24),
    }  # fmt: skip
    assert faults_of(reading) == [("error", "reported_before_occurred", "D5")]


def test_days_typed_as_numbers_have_no_time_of_day(clinic: Workspace) -> None:
    """5.4 and 5.5 are two days, not 26.4 hours."""
    reading = read(clinic, "2026年护理不良事件登记本", EVENTS, event(1, 5.4, 5.5))
    assert told(reading, "C") == {"C3": ("pass", 24)}


def test_error_values_hold_back_their_own_step(clinic: Workspace) -> None:
    header = "序号 投诉日期 涉及科室 投诉内容 处理结果 办结日期 是否反馈 是否按流程处理 回访满意"
    reading = read(clinic, "2026年投诉登记表", header,
        complaint(1, "2026.5.5", "是", "是", "满意"),
        [2, "2026.5.4", "前台", "收费", "#REF!", "#REF!", "#REF!", "#REF!", "#REF!"],
    )  # fmt: skip
    assert {r.cell for r in results(reading) if r.state is ResultState.HELD_BACK} == {
        "E4", "F4", "G4", "H4", "I4",
    }  # fmt: skip
    assert {code for _, code, _ in faults_of(reading)} == {"error_value"}


def test_errors_in_hours_to_the_report_and_in_a_second_look(clinic: Workspace) -> None:
    header = "事件编号 发生日期 发生科室 事件类型 上报用时（小时）"
    rows = [["E1", "2026.5.4", "注射室", "跌倒", 2], ["E2", "2026.5.5", "注射室", "跌倒", "#REF!"]]
    reading = read(
        clinic, "2026年不良事件登记", header, *rows, ["E3", "2026.5.6", "注射室", "跌倒", "/"]
    )
    assert told(reading, "E") == {"E3": ("pass", 2), "E4": ("held_back", None)}
    header = "督查日期 被查科室 存在问题 整改措施 整改期限 复查结果"
    rows = [["2026.5.4", "注射室", "漏签名", "培训", "5.9", "#REF!"]]
    reading = read(clinic, "2026年护理质量督查反馈本", header, *rows)
    assert told(reading, "F") == {"F3": ("held_back", None)}


def test_what_was_done_in_free_words_beside_its_day_says_nothing_more(clinic: Workspace) -> None:
    reading = read(clinic, "2026年投诉登记表", COMPLAINTS,
        complaint(1, "2026.5.6", handled="致歉并赠送护理"), complaint(2, "2026.5.6", handled="退款五百元"),
    )  # fmt: skip
    assert {r.cell for r in results(reading)} == {"F3", "F4"}


def test_a_leap_day_and_the_turn_of_the_year(clinic: Workspace) -> None:
    """A later day without a year is of the next year only soon after the case."""
    reading = read_workbook(clinic, "投诉2024年.xlsx", book([
        ["2024年投诉登记表"], COMPLAINTS.split(),
        [1, "12月30日", "前台", "等候", "已办结", "2月29日"],
        [2, "3月5日", "前台", "等候", "已办结", "1月2日"],
    ]))  # fmt: skip
    assert [(code, cell) for _, code, cell in faults_of(reading)] == [
        ("closed_before_opened", "F3"),
        ("closed_before_opened", "F4"),
    ]


def test_a_case_without_a_sound_day_of_its_own_holds_nothing_against_the_others(
    clinic: Workspace,
) -> None:
    reading = read(clinic, "2026年护理不良事件登记本", EVENTS,
        event(1, "五月", "2026.5.5"), event(2, "2026.5.5", "当日"))  # fmt: skip
    assert told(reading, "C") == {"C4": ("pass", 0)}
    assert faults_of(reading) == [
        ("error", "unreadable_date", "B3"),
    ]


def test_a_checklist_with_columns_for_putting_right_is_no_register(clinic: Workspace) -> None:
    header = "序号 检查项目 注射室 治疗室 存在问题 整改措施 整改结果"
    reading = read(clinic, "2026年5月消毒隔离检查表", header,
        [1, "手卫生", "√", "×", "未洗手", "培训", "已整改"], [2, "无菌物品", "√", "√", None, None, None],
    )  # fmt: skip
    assert [sheet.kind for sheet in reading.sheets] == [Kind.CHECKLIST]


OWN = """
code = "our-events"
name = {{ zh = "本院不良事件", en = "Our events" }}
version = "1"
valid_from = 2022-01-01
indicator = "adverse_events"
kind = "register"
titles = ["本院安全事件"]
source = "本院制度"
owner = {{ zh = "质控组", en = "Quality" }}
review = 2027-01-31

[rule]
{rule}

[[items]]
code = "severe"
text = {{ zh = "严重事件上报", en = "Severe events" }}
level = "process"
limit = 6
aliases = ["严重"]
"""


@pytest.mark.parametrize(
    ("rule", "severe", "other"),
    [("report_within = 24", ("fail", 10), ("pass", 10)), ("near_days = 30", ("fail", 10), None)],
)
def test_a_clinics_own_standard_says_how_soon_severe_events_are_reported(
    tmp_path: Path, rule: str, severe: tuple[str, float], other: tuple[str, float] | None
) -> None:
    folder = tmp_path / "standards" / "checklists"
    folder.mkdir(parents=True)
    (folder / "our-events.toml").write_text(OWN.format(rule=rule), encoding="utf-8")
    with_delay = "编号 发生日期 发生科室 事件类型 严重程度 上报用时"
    opened = open_workspace(tmp_path, today=TODAY, actor="王丽")
    try:
        reading = read(opened, "本院安全事件", with_delay,
            ["BL-001", "2026.5.4", "注射室", "跌倒", "严重", 10],
            ["BL-002", "2026.5.5", "注射室", "跌倒", "一般", 10],
        )  # fmt: skip
    finally:
        opened.store.close()
    assert reading.sheets[0].checklist == "our-events"
    expected = {"F3": severe, "F4": other}
    assert told(reading, "F") == {cell: said for cell, said in expected.items() if said}


@pytest.mark.parametrize(
    "label", ["一日内回复", "是否24小时内首次回复", "是否及时答复", "回应及时性"]
)
def test_an_answer_in_time_is_a_step_of_its_own(clinic: Workspace, label: str) -> None:
    """是 below it was taken for closed in time, and said to disagree with the day of closing."""
    reading = read(clinic, "2026年投诉登记表", f"{COMPLAINTS} {label}",
        complaint(1, "2026.5.14", "是"), complaint(2, "2026.5.5", "否"),
        complaint(3, None, "是", handled="处理中"), complaint(4, "2026.5.5", "？"),
    )  # fmt: skip
    assert told(reading, "G") == {
        "G3": ("pass", None), "G4": ("fail", None), "G5": ("pass", None), "G6": ("held_back", None),
    }  # fmt: skip
    assert {r.item for r in results(reading) if r.cell.startswith("G")} == {label}
    assert faults_of(reading) == [("error", "unknown_mark", "G6")]


def test_a_report_in_time_says_nothing_of_the_day_of_closing(clinic: Workspace) -> None:
    """An event that was reported at once and closed after eleven days is no contradiction."""
    header = "编号 发生日期 发生科室 事件类型 按时上报 办结日期 办理情况"
    reading = read(clinic, "2026年意外与隐患事件登记", header,
        ["SJ-01", "2026.5.3", "注射室", "烫伤", "是", "2026.5.14", "已办结"],
        ["SJ-02", "2026.5.6", "注射室", "跌倒", "是", None, "跟进中"],
    )  # fmt: skip
    assert {r.cell: str(r.outcome) for r in results(reading)} == {
        "E3": "pass", "G3": "pass", "E4": "pass", "G4": "fail",
    }  # fmt: skip
    assert [s.checklist for s in reading.sheets] == ["adverse-events"]
    assert faults_of(reading) == []
