"""`qc cycles`: where one is due, opening one, its way and its page, from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from qc.workspace import open_workspace
from tests.cycles import before, check, save, save_month
from tests.unit.cli.conftest import Run

TODAY = ("--today", "2026-11-02")
JUNE = ("--today", "2026-06-30")


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Run:
    """13 of 60 marks failed from April to June, none of 65 after 10 July."""
    run("rates", *TODAY)
    workspace = open_workspace(tmp_path / "workspace", actor="王丽")
    before(workspace)
    for month in ("07", "08", "09"):
        save_month(workspace, f"2026-{month}", 25, 25)
    workspace.store.close()
    return run


def listed(run: Run, *arguments: str) -> list[dict[str, Any]]:
    said = run("cycles", *arguments, "--format", "json")
    assert said.exit_code == 0, said.output
    return json.loads(said.stdout)  # type: ignore[no-any-return]


def do(run: Run, what: str, *fields: str, today: tuple[str, str] = TODAY) -> str:
    given = [part for field in fields for part in ("--set", field)]
    said = run("cycles", "2026-01", "--do", what, *given, *today)
    assert said.exit_code == 0, said.output
    return str(said.output)


def opened(run: Run) -> str:
    (due,) = listed(run, "--show", "proposed", *JUNE)
    about = [part for name in due["findings"].split() for part in ("--open", name)]
    given = ("--set", "title=换药室手卫生", "--set", "owner=李敏", "--set", "due=2026-09-30")
    return str(run("cycles", *about, *given, *JUNE).output)


def checked(run: Run, to: str = "2026-09-30", target: str = "target=95%") -> None:
    opened(run)
    do(run, "plan", "least=20")
    do(run, "add_cause", "category=料", "cause=无人补货")
    do(run, "add_cause", "category=人", "cause=忘记")
    do(run, "verify_cause", "number=1", "true=yes", "how=查领物单", "by=王丽")
    do(run, "verify_cause", "number=2", "true=no", "how=访谈", "by=王丽")
    do(run, "set_target", *target.split(","))
    measure = (
        "what=补货",
        "why=缺货",
        "who=张三",
        "where=换药室",
        "from=2026-07-01",
        "to=2026-07-10",
    )
    do(run, "add_measure", *measure, "how=按基数")
    do(run, "add_measure", *measure, "how=贴提示")
    do(run, "drop_measure", "number=2", "note=已有提示")
    do(run, "start")
    do(run, "measure_done", "number=1", "on=2026-07-10", "by=张三")
    do(run, "to_check", "from=2026-07-11", f"to={to}")


def test_an_empty_workspace_says_so(run: Run) -> None:
    assert "没有" in run("cycles", *TODAY).output
    assert "没有" in run("cycles", "--show", "proposed", *TODAY).output


def test_a_cycle_that_is_due_is_opened_from_its_findings(filled: Run) -> None:
    said = filled("cycles", "--show", "proposed", *JUNE).output
    assert "换药室" in said and "严重" in said
    page = opened(filled)
    assert "换药室手卫生" in page and "78.3 % (47/60)" in page
    (row,) = listed(filled, *TODAY)
    assert (row["id"], row["state"], row["overdue"]) == ("2026-01", "plan", True)
    assert (row["before_passed"], row["before_checked"], row["after_checked"]) == (47, 60, None)
    said = filled("cycles", *TODAY).output
    assert "2026-09-30 ▲" in said and "未下结论" in said
    assert "逾期" in filled("cycles", "2026-01", *TODAY).output


def test_the_whole_way_from_the_command_line(filled: Run) -> None:
    """Each step shows the page as it then is; the end says what the figures say."""
    checked(filled)
    (row,) = listed(filled, *TODAY)
    assert (row["after_passed"], row["after_checked"], row["next_step"]) == (65, 65, "close")
    assert "100 % (65/65)" in filled("cycles", *TODAY).output
    do(filled, "effective")
    do(filled, "standardise", "kind=process", "link=补货流程")
    page = do(filled, "close")
    for word in ("真因", "非真因", "贴提示", "已放弃: 已有提示", "目标达到", "补货流程", "有效"):
        assert word in page, word
    assert listed(filled, *TODAY) == []
    (row,) = listed(filled, "--show", "ended", *TODAY)
    assert (row["state"], row["conclusion"], row["override"]) == ("closed", "effective", None)
    assert filled("cycles", "2026-01", *TODAY, lang="en").output.count("Target reached") == 1


def test_what_is_not_proven_is_said_on_the_page(filled: Run, tmp_path: Path) -> None:
    """An override with its name, a period that goes on, corrected records, a unit that got worse."""
    checked(filled, to="2026-12-31", target="focus=0.8,ability=0.7")
    page = filled("cycles", "2026-01", *TODAY).output
    assert "观察期尚未结束" in page and "92.47 %" not in page and "90.47 %" in page
    workspace = open_workspace(tmp_path / "workspace", actor="王丽")
    page = do(filled, "override", "name=院长", "reason=科室合并")
    assert "院长" in page and "科室合并" in page and "人为认定" in page
    save_month(workspace, "2026-04", 19, 20, edition="corrected")
    save_month(workspace, "2026-08", 0, 25, edition="corrected")
    save(workspace, "11.xlsx", *check("2026-10-01", False))
    workspace.store.close()
    page = filled("cycles", "2026-01", *TODAY).output
    assert page.count("▲") >= 3 and "▼" in page and "50/60" in page
    (row,) = listed(filled, *TODAY)
    assert (row["override"], row["baseline_differs"], row["conclusion"]) == (
        "院长", True, "overridden",
    )  # fmt: skip


def test_few_checks_and_rechecks_are_counted_on_the_page(filled: Run) -> None:
    checked(filled, to="2026-07-31")
    page = do(filled, "follow", "to=2026-08-31", today=("--today", "2026-08-01"))
    assert "少于计划" in page or "复查" in page
    page = filled("cycles", "2026-01", *TODAY).output
    assert "连续 25 次复查合格，需要 3 次" in page


def test_the_next_cycle_says_what_it_carries_on(filled: Run) -> None:
    checked(filled)
    do(filled, "next_cycle", "note=再做一轮")
    (due,) = listed(filled, "--show", "proposed", *TODAY)
    assert (due["reason"], due["previous"]) == ("continued", "2026-01")
    about = [part for name in due["findings"].split() for part in ("--open", name)]
    given = ("--set", "title=二轮", "--set", "owner=李敏", "--set", "due=2026-12-31")
    said = filled("cycles", *about, *given, "--previous", "2026-01", *TODAY).output
    assert "2026-02" in said and "延续 2026-01" in said


def test_slips_are_told(filled: Run) -> None:
    """A field without its sign, an act without a cycle, a cycle that is not there."""
    assert filled("cycles", "--do", "note", *TODAY).exit_code == 2
    assert "2026-09" in filled("cycles", "2026-09", *TODAY).output
    opened(filled)
    said = filled("cycles", "2026-01", "--do", "note", "--set", "记下", *TODAY)
    assert said.exit_code == 2 and "FIELD=TEXT" in said.output
