"""What is kept beside the steps of a case for its monthly review, and what is not."""

from __future__ import annotations

from typing import Any

from qc.ingest.importer import read_workbook
from qc.records import Check
from qc.workspace import Workspace
from tests.workbooks import book

EVENTS = [
    "发生日期", "上报日期", "发生科室", "事件类型", "分级", "是否讨论", "涉及医疗器械", "网报日期", "经手人", "处理结果",
]  # fmt: skip
COMPLAINTS = [
    "投诉日期", "涉及科室", "投诉分类", "投诉内容", "是否重点客户", "首问责任人", "24小时内反馈", "是否重复投诉", "办结日期", "处理结果", "责任人",
]  # fmt: skip


def cases(clinic: Workspace, title: str, header: list[str], *rows: list[Any]) -> list[Check]:
    reading = read_workbook(clinic, "登记2026.xlsx", book([[title], header, *rows]))
    return [check for sheet in reading.sheets for check in sheet.checks]


def details(checks: list[Check]) -> list[dict[str, Any]]:
    return [dict(check.results[0].detail or {}) for check in checks]


def test_what_the_review_of_events_needs(clinic: Workspace) -> None:
    """Days as days, yes and no as such; a story in a short column is left in the file, and a day to come or
    before the event is none."""
    found = details(cases(clinic, "2026年不良事件登记表", EVENTS,
        ["2026-05-04", "2026-05-04", "注射室", "器械故障", "Ⅱ级", "是", "是", "2026-05-09", "田野", "已结案"],
        ["2026-05-05", "2026-05-05", "注射室", "护士田野在操作中不小心把客户的手臂烫伤了一块", "Ⅲ", "2026-05-20", "无", "2099-01-01", "田野", "已结案"],
        ["2026-05-06", "2026-05-06", "注射室", "跌倒", None, None, None, "2026-05-01", "田野", "已结案"],
        ["2026-05-07", "2026-05-07", "注射室", "跌倒", "#REF!", "未讨论", "激光仪", "待报", "田野", "已结案"],
    ))  # fmt: skip
    assert found[0] == {
        "occurred": "2026-05-04", "reported": "2026-05-04", "severity": "Ⅱ级", "category": "器械故障",
        "discussed": True, "device": True, "external": "2026-05-09",
    }  # fmt: skip
    assert (found[1]["discussed"], found[1]["device"]) == ("2026-05-20", False)
    assert not {"category", "external"} & found[1].keys()
    assert found[2]["discussed"] is False and not {"external", "device", "severity"} & found[2].keys()  # fmt: skip
    assert found[3]["device"] is True and "external" not in found[3]
    assert "田野" not in repr(found)


def test_what_the_review_of_complaints_needs(clinic: Workspace) -> None:
    """Whether somebody is first responsible, never who; the register's own word on the answer."""
    found = details(cases(clinic, "2026年投诉登记表", COMPLAINTS,
        ["2026-05-04", "前台", "等候", "久等", "是", "田野", "是", "否", "2026-05-05", "已办结", "李珂"],
        ["2026-05-05", "前台", "态度", "冷淡", "否", "未指定", "否", "是", "2026-05-06", "已办结", "李珂"],
        ["2026-05-06", "前台", "收费", "不清", None, None, None, None, "2026-05-08", "已办结", "李珂"],
        ["2026-05-07", "前台", "收费", "不清", "/", "李珂", "是", None, "2026-05-08", "已办结", "李珂"],
    ))  # fmt: skip
    told = ("priority", "first_responsible", "answered_in_time", "repeated")
    assert [[each.get(name) for name in told] for each in found] == [
        [True, True, True, False], [False, False, False, True], [None, False, None, None],
        [None, True, True, None],
    ]  # fmt: skip
    assert not [name for name in ("田野", "李珂", "久等") if name in repr(found)]


def test_a_story_behind_a_status_stays_in_the_file(clinic: Workspace) -> None:
    """已结案，田野道歉 says that it is closed; the rest names somebody. A day that decides stays readable."""
    header = ["发生日期", "上报日期", "上报人", "发生科室", "事件类型", "处理结果"]
    (check,) = cases(clinic, "2026年不良事件登记表", header,
        ["2026-05-04", "2026-05-04", "田野", "注射室", "烫伤", "已结案，田野已道歉"],
    )  # fmt: skip
    assert {result.item_code: result.raw for result in check.results} == {
        "handled": "", "reported_in_time": "2026-05-04",
    }  # fmt: skip
    assert check.inspector == "" and check.subject == ""


def test_other_registers_keep_who_puts_it_right(clinic: Workspace) -> None:
    """A fault that an inspection found has somebody in charge; only reports and complaints have nobody."""
    header = ["督查日期", "被查科室", "存在问题", "整改措施", "责任人", "复查结果", "检查者"]
    (check,) = cases(clinic, "2026年护理质量督查反馈本", header,
        ["2026-05-04", "注射室", "漏签名", "培训", "田野", "已整改", "李珂"],
    )  # fmt: skip
    assert check.results[0].detail == {"responsible": "田野"} and check.inspector == "李珂"
