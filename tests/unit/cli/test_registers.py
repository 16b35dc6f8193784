"""`qc registers`: a plain sentence first, then the tables; rows for scripts; nobody's name."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.conftest import Run
from tests.workbooks import book

TODAY = ("--today", "2026-11-02")
EVENTS = ["发生日期", "上报日期", "上报人", "发生科室", "事件类型", "严重程度", "后果", "处理结果", "结案日期"]  # fmt: skip
COMPLAINTS = ["投诉日期", "涉及科室", "投诉类别", "投诉内容", "客户等级", "办结日期", "处理结果"]


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Run:
    """Two months of events, complaints and follow-ups, and what was done in October."""
    books: dict[str, list[Any]] = {
        "事件": [
            ["2026年不良事件登记表"], EVENTS,
            ["2026-09-05", "2026-09-05", "田野", "注射室", "烫伤", "Ⅲ级", None, "已结案", "2026-09-08"],
            ["2026-10-05", "2026-10-05", "田野", "注射室", "烫伤", "Ⅲ级", None, "已结案", "2026-10-08"],
            ["2026-10-06", "2026-10-09", "匿名", "注射室", "器械故障", "Ⅰ级", "死亡", "处理中", None],
        ],
        "投诉": [
            ["2026年投诉登记表"], COMPLAINTS,
            ["2026-10-05", "前台", "等候", "等太久", "重点", "2026-10-06", "已办结"],
            ["2026-10-06", "前台", "等候", "等太久", "普通", None, "处理中"],
        ],
        "工作量": [["2026年10月治疗人次统计"], ["月份", "科室", "治疗人次"], ["2026-10", "注射室", 400]],
        "随访": [
            ["2026年10月随访完成统计表"], ["科室：客服部"], ["序号", "项目", "应访数", "已访数"],
            [1, "术后回访（应访与已访）", 20, 19],
        ],
    }  # fmt: skip
    for name, rows in books.items():
        (tmp_path / f"{name}.xlsx").write_bytes(book(rows))
    assert run("import", *tmp_path.glob("*.xlsx"), *TODAY).exit_code == 0
    return run


def test_the_conclusion_comes_first(filled: Run) -> None:
    """The head nurse reads one sentence, then the tables that she takes to the meeting."""
    said = filled("registers", "adverse-events", *TODAY, lang="en").output.splitlines()
    assert said[1] == (
        "Adverse events reported for 2026-10: 2; for the month before: 1. More reports are not worse."
    )
    assert said[2] == "Still open: 1."
    assert said[3] == "Reports to the authority that are overdue: 1."
    assert said[4].startswith("Per 100 treatments: 0.50 (interval 0.06 to 1.81), of 400")
    text = "\n".join(said)
    assert "器械故障" in text and "死亡" in text and "事件.xlsx" in text and "+1" in text
    assert "田野" not in text and "worse" not in text.split("\n", 2)[2]


def test_all_three_of_the_last_full_month(filled: Run) -> None:
    """Without a month it is the one that the meeting is about."""
    said = filled("registers", *TODAY, lang="en").output
    assert "Adverse events 2026-10" in said and "Complaints 2026-10" in said
    assert "Follow-ups of 2026-10: 19 of 20 were done; missing: 1." in said
    assert "2026-10-09 ▲" in said and "priority customers" in said
    empty = filled("registers", "--month", "2026-08", *TODAY, lang="en").output
    assert "No adverse event was reported" in empty and "No sheet of follow-ups" in empty


def test_scripts_get_rows(filled: Run) -> None:
    """Every figure, open case and report to be made outside is a row of the same columns."""
    found = json.loads(filled("registers", "--format", "json", *TODAY).stdout)
    sorts = {(row["register"], row["sort"]) for row in found}
    assert sorts >= {
        ("adverse-events", "figure"), ("adverse-events", "open"), ("adverse-events", "outside"),
        ("complaints", "open"), ("follow-ups", "figure"),
    }  # fmt: skip
    rate = next(r for r in found if r["code"] == "per_100" and not r["by"])
    assert (rate["measure"], rate["count"], rate["of"], rate["judged"]) == (
        "per_100",
        2,
        400,
        False,
    )
    outside = next(r for r in found if r["sort"] == "outside")
    assert (outside["days"], outside["due"], outside["state"]) == (7, "2026-10-13", "overdue")
    waiting = next(r for r in found if r["sort"] == "open" and r["register"] == "complaints")
    assert (waiting["since"], waiting["unit"], waiting["overdue"]) == ("2026-10-06", "前台", True)
    lines = list(csv.DictReader(io.StringIO(filled("registers", "--format", "csv", *TODAY).stdout)))
    assert len(lines) == len(found) and lines[0].keys() == found[0].keys()


def test_a_month_that_is_none_is_said(run: Run) -> None:
    """A slip of the pen is answered with how to write it."""
    assert run("registers", "--month", "2026-Q3", *TODAY).exit_code == 2
    assert run("registers", "--month", "2026-12", *TODAY).exit_code == 2
    assert run("registers", "doors", *TODAY).exit_code == 2
