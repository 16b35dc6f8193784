"""`qc findings`: the list, one finding, and acting on it from the command line."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.unit.cli.conftest import WORKBOOKS, Run

TODAY = ("--today", "2026-11-02")


@pytest.fixture
def filled(run: Run) -> Run:
    run("import", WORKBOOKS / "disinfection_check_rows.xlsx", *TODAY)
    return run


def listed(run: Run, *arguments: str) -> list[dict[str, Any]]:
    said = run("findings", *TODAY, "--format", "json", *arguments)
    assert said.exit_code == 0
    return json.loads(said.stdout)  # type: ignore[no-any-return]


def test_an_empty_workspace_says_so(run: Run) -> None:
    assert "没有" in run("findings", *TODAY).output


def test_every_failed_mark_is_in_a_finding(filled: Run) -> None:
    """48 of 53 passed: five marks failed, and the list holds them all, each with its due date."""
    found = listed(filled, "--show", "all")
    assert sum(row["failed"] for row in found) == 5
    assert all(row["due"] > row["date"] and row["state"] == "open" for row in found)
    said = filled("findings", *TODAY).output
    assert all(row["id"] in said for row in found)
    assert f"{len(found)} 项存在问题" in said


def test_a_finding_goes_its_way(filled: Run) -> None:
    """The whole loop without a page: refused without a cause, then given, put right, re-checked."""
    name = listed(filled)[0]["id"]
    refused = filled("findings", name, *TODAY, "--do", "fix_at_once")
    assert refused.exit_code == 2 and "缺少原因分析" in refused.output
    given = ("--cause", "忘记", "--measure", "贴提示", "--person", "李敏", "--due", "2026-11-09")
    shown = filled("findings", name, *TODAY, "--do", "assign", *given).output
    assert "整改中" in shown and "李敏" in shown and ".xlsx" in shown
    for step in ("put_right", "recheck_passed"):
        assert filled("findings", name, *TODAY, "--do", step).exit_code == 0
    assert name not in [row["id"] for row in listed(filled)]
    (closed,) = [row for row in listed(filled, "--show", "all") if row["id"] == name]
    assert (closed["state"], closed["person"], closed["cause"]) == ("closed", "李敏", "忘记")


def test_a_unit_or_a_finding_that_is_not_there(filled: Run) -> None:
    """A slip of the pen is told, not answered with an empty list."""
    assert filled("findings", "--unit", "火星", *TODAY).exit_code == 2
    assert "没有您可以查看的存在问题" in filled("findings", "0000", *TODAY).output
    assert filled("findings", "--do", "note", *TODAY).exit_code == 2
