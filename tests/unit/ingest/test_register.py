"""Registers: what became of a case, and which dates cannot be right."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from qc.ingest.importer import read_workbook
from qc.records import Check, WorkbookReading
from qc.words import ResultState
from qc.workspace import Workspace
from tests.unit.ingest.truths import faults_of, read_with_truth, rows_of, rows_of_truth
from tests.workbooks import book


def read(clinic: Workspace, title: str, header: str, *rows: list[Any]) -> WorkbookReading:
    content = book([[title], header.split(), *rows])
    return read_workbook(clinic, "登记2026.xlsx", content)


def checks(reading: WorkbookReading) -> list[Check]:
    return [check for sheet in reading.sheets for check in sheet.checks]


def outcomes(reading: WorkbookReading) -> dict[str, str | None]:
    return {
        r.cell: r.outcome.value if r.outcome else None
        for check in checks(reading)
        for r in check.results
        if r.state is ResultState.ACCEPTED
    }


def test_a_register_of_complaints_is_read_as_its_truth_says(tmp_path: Path) -> None:
    reading, truth = read_with_truth(tmp_path, "complaints_register")
    assert rows_of(reading) == rows_of_truth(truth)
    assert faults_of(reading) == [("error", "closed_before_opened", "G12")]


COMPLAINTS = "序号 投诉日期 涉及科室 投诉内容 处理时限 办结日期 是否超时 处理结果 回访满意"


def test_a_complaint_is_closed_in_time_by_its_own_limit(clinic: Workspace) -> None:
    reading = read(clinic, "2026年投诉登记表", COMPLAINTS,
        [1, "2026.5.4", "前台", "等候", "3天", "2026.5.7", "否", "已办结", "满意"],
        [2, "2026.5.4", "前台", "态度", "5日内", "2026.5.10", "否", "已办结", "一般"],
        [3, "2026.5.6", "前台", "收费", None, "2026.5.12", "是", "已办结，退款", "未回访"],
        [4, "2026.5.8", "前台", "环境", "尽快", "2026.5.9", None, "已办结", None],
        [5, "2026.5.9", "前台", "服务", None, None, None, "跟进中", None],
    )  # fmt: skip
    assert outcomes(reading) == {
        "H3": "pass", "F3": "pass", "I3": "pass", "H4": "pass", "F4": "fail", "I4": "fail",
        "H5": "pass", "F5": "fail", "H6": "pass", "H7": "fail",
    }  # fmt: skip
    assert faults_of(reading) == [
        ("warning", "stated_result_mismatch", "G4"),
        ("error", "text_in_number", "E6"),
    ]


def test_what_stands_in_a_case_and_cannot_be_read_is_pointed_at(clinic: Workspace) -> None:
    reading = read(clinic, "2026年投诉登记表", COMPLAINTS,
        [1, "2026.5.4", "前台", "等候", None, "2026.5.35", None, "已办结", "还可以吧"],
        [2, "2026.5.5", "前台", "等候", None, "2099.5.5", None, "看情况", 4],
        [3, "2026.5.6", "前台", "等候", None, None, None, "已办结", "是"],
        [4, "2026.5.7", "前台", "等候", None, "2026.5.8", None, None, 9],
        [5, "2026.5.8", "前台", "等候", None, "2026.5.8", None, "/", 5],
        [6, "2026.5.9", "前台", "等候", None, "2026.5.9", None, "部分解决", 3],
        [7, "2026.5.9", "前台", "等候", None, "2026.5.9", None, True, 2],
    )  # fmt: skip
    assert sorted(faults_of(reading)) == [
        ("error", "future_date", "F4"),
        ("error", "impossible_date", "F3"),
        ("error", "unknown_mark", "H4"),
        ("error", "unknown_mark", "I3"),
        ("warning", "missing_mark", "F5"),
        ("warning", "missing_mark", "H6"),
    ] or ("error", "unknown_mark", "I6") in faults_of(reading)


def test_an_exact_copy_of_a_case_counts_once(clinic: Workspace) -> None:
    row = ["2026.5.4", "前台", "等候", "3天", "2026.5.7", "否", "已办结", "满意"]
    other = ["2026.5.4", "前台", "收费", "3天", "2026.5.6", "否", "已办结", "满意"]
    reading = read(clinic, "2026年投诉登记表", COMPLAINTS, [1, *row], [2, *other], [3, *row])
    assert len(outcomes(reading)) == 6
    assert {(code, cell[1:]) for _, code, cell in faults_of(reading)} == {("duplicate_check", "5")}


def test_a_case_closed_after_new_year_is_not_closed_before_it_was_opened(clinic: Workspace) -> None:
    header = "序号 投诉日期 涉及科室 投诉内容 办结日期 处理结果"
    reading = read(
        clinic, "2025年投诉登记表", header, [1, "12月30日", "前台", "等候", "1月2日", "已办结"]
    )
    assert outcomes(reading) == {"F3": "pass", "E3": "pass"}


def test_what_was_done_in_free_words_says_that_something_was_done(clinic: Workspace) -> None:
    header = "序号 投诉日期 涉及科室 投诉内容 处理结果"
    reading = read(clinic, "2026年投诉登记表", header,
        [1, "2026.5.4", "前台", "等候", "向顾客致歉并赠送护理一次"],
        [2, "2026.5.5", "前台", "等候", "退款五百元"],
        [3, "2026.5.6", "前台", "等候", None],
    )  # fmt: skip
    assert outcomes(reading) == {"E3": "pass", "E4": "pass", "E5": "fail"}


EVENTS = (
    "编号 发生时间 上报时间 发生科室 当事人 姓名 事件类型 严重程度 是否按流程处理 是否反馈 处理状态"
)


def test_an_event_is_reported_within_a_day_and_names_nobody(clinic: Workspace) -> None:
    """Reports are not punished: no name of the sheet may become the one the check is about."""
    at = dt.datetime
    reading = read(clinic, "2026年护理不良事件登记本", EVENTS,
        ["BL-001", "2026.5.4 8:00", "2026.5.5 7:30", "注射室", "田野", "李珂", "烫伤", "一般", "是", "是", "已结案"],
        ["BL-002", at(2026, 5, 6, 8), at(2026, 5, 7, 9), "注射室", "田野", "李珂", "跌倒", "一般", "不是", "处理中", "处理中"],
        ["BL-003", "2026.5.8", "2026.5.9", "注射室", "田野", "李珂", "跌倒", "一般", "看着办", "否", "已结案"],
        ["BL-004", "2026.5.10", "2026.5.9", "注射室", "田野", "李珂", "跌倒", "一般", "是", "是", "已结案"],
        ["BL-005", "2026.5.11 9:00", "2026.5.11 8:00", "注射室", "", "", "跌倒", "一般", "是", "是", "已结案"],
        ["6", "2026.5.12", "上周", "注射室", "田野", "李珂", "跌倒", "一般", "是", "是", "已结案"],
    )  # fmt: skip
    assert {c.subject for c in checks(reading)} == {
        "BL-001",
        "BL-002",
        "BL-003",
        "BL-004",
        "BL-005",
        "",
    }
    assert "田野" not in repr(checks(reading))
    assert "李珂" not in repr(checks(reading))
    found = outcomes(reading)
    assert [found[cell] for cell in ("C3", "C4", "C5")] == ["pass", "fail", "pass"]
    assert (found["I4"], found["K4"], found["J5"]) == ("fail", "fail", "fail")
    assert not {"J4", "C8", "I6", "K6", "I7"} & found.keys()
    assert faults_of(reading) == [
        ("error", "unknown_mark", "I5"),
        ("error", "reported_before_occurred", "C6"),
        ("error", "reported_before_occurred", "C7"),
        ("error", "unreadable_date", "C8"),
    ]


def test_hours_to_the_report_are_compared_with_the_headers_limit(clinic: Workspace) -> None:
    header = "事件编号 发生日期 上报科室 事件分类 上报用时（小时，限12） 是否及时上报"
    rows = [
        ["E001", "2026-5-4", "注射室", "跌倒", 3, "是"],
        ["E002", "2026-5-5", "注射室", "跌倒", "13h", "是"],
    ]
    more = [
        ["E003", "2026-5-6", "注射室", "跌倒", -5, None],
        ["E004", "2026-5-7", "注射室", "跌倒", "很快", None],
    ]
    last = [
        ["E005", "2026-5-8", "注射室", "跌倒", None, None],
        ["E006", "2026-5-9", "注射室", "跌倒", 12, "是"],
    ]
    reading = read(clinic, "不良事件上报", header, *rows, *more, *last)
    assert outcomes(reading) == {"E3": "pass", "E4": "fail", "E8": "pass"}
    assert faults_of(reading) == [
        ("warning", "stated_result_mismatch", "F4"),
        ("error", "negative_number", "E5"),
        ("error", "text_in_number", "E6"),
    ]


FEEDBACK = "序号 督查日期 被查科室 督查项目 存在问题 整改措施 责任人 整改期限 整改完成日期 复查结果"


def test_a_fault_is_put_right_and_by_its_day(clinic: Workspace) -> None:
    reading = read(clinic, "2026年护理质量督查反馈本", FEEDBACK,
        [1, "2026.5.4", "注射室", "急救物品", "电池电量不足", "更换", "田野", "2026.5.8", "2026.5.8", "已整改"],
        [2, "2026.5.5", "注射室", "消毒隔离", "未注明时间", "培训", "田野", "3天内", "2026.5.9", "部分整改"],
        [3, "2026.5.6", "注射室", "文书", "漏签名", "培训", "田野", "立即", None, "未整改"],
        [4, "2026.5.7", "注射室", "文书", "漏批号", "培训", "田野", "尽快", "2026.5.8", "基本到位"],
        [5, "2026.5.8", "注射室", "文书", "涂改", "培训", "田野", "2026.5.20", None, None],
        [6, "2026.5.9", "注射室", "文书", "缺页", "培训", "田野", "2026.5.20", "2026.5.8", "合格"],
    )  # fmt: skip
    assert outcomes(reading) == {
        "J3": "pass", "I3": "pass", "J4": "partial", "I4": "fail", "J5": "fail",
    }  # fmt: skip
    assert faults_of(reading) == [
        ("error", "unknown_mark", "J6"),
        ("error", "closed_before_opened", "I8"),
    ]
    assert checks(reading)[0].results[0].detail == {
        "responsible": "田野",
        "completed": "2026-05-08",
    }


def test_a_status_that_is_a_question_is_asked_about(clinic: Workspace) -> None:
    """Nobody knows whether 整改中？ is a fail or was never looked up."""
    day = dt.date(2026, 10, 5)
    line = [1, day, "注射中心", "无菌", "未注明时间", "培训", "赵倩", day, day]
    reading = read(clinic, "护理质量检查反馈本", FEEDBACK, [*line, "整改中？"])
    assert ("error", "unknown_mark", "J3") in faults_of(reading)
    assert "J3" not in outcomes(reading)
