"""`qc stars`: the month's star, votes and praise from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.unit.cli.conftest import Run

TODAY = ("--today", "2026-11-02")
MONTH = ("--period", "2026-10")


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Run:
    """Two nurses with six checks each, another with two."""
    book = Workbook()
    sheet = book.active
    sheet.title = "仪容仪表"
    sheet.append(["仪容仪表检查表"])
    sheet.append(["日期", "科室", "被检查人", "检查人", "工牌", "护士鞋", "口罩"])
    for name, days in (("李敏", 6), ("王小明", 6), ("钱进", 2)):
        for day in range(1, days + 1):
            sheet.append([f"2026-10-{day:02d}", "护理部", name, "孙", "√", "√", "√"])
    book.save(tmp_path / "仪容仪表.xlsx")
    said = run("import", tmp_path / "仪容仪表.xlsx", *TODAY)
    assert said.exit_code == 0, said.output
    return run


def listed(run: Run, *arguments: str) -> list[dict[str, Any]]:
    said = run("stars", *MONTH, *TODAY, "--format", "json", *arguments)
    assert said.exit_code == 0, said.output
    return json.loads(said.stdout)  # type: ignore[no-any-return]


def test_an_empty_month_has_no_star(run: Run) -> None:
    said = run("stars", *MONTH, *TODAY, lang="en").output
    assert "No star of 2026-10: nobody has enough checks" in said
    assert "At least 5 checks" in said


def test_ties_are_printed_as_ties_and_names_masked(filled: Run) -> None:
    """Two who are equal share a place; nobody's full name stands in a list that is passed around."""
    rows = listed(filled)
    assert [(r["person"], r["place"], r["tied"], r["checked"], r["standing"]) for r in rows] == [
        ("李*", 1, True, 6, "stands"), ("王*", 1, True, 6, "stands"), ("钱*", None, False, 2, "too_few"),
    ]  # fmt: skip
    said = filled("stars", *MONTH, *TODAY, lang="en").output
    assert "Several tie for the star of 2026-10: 李*、王*" in said and "1 =" in said
    assert "李敏" not in said
    assert "李敏" in filled("stars", *MONTH, *TODAY, "--names").output


def test_voted_counted_confirmed_and_praised(filled: Run) -> None:
    listed(filled, "--do", "vote", "--person", "李敏")
    box = ("--do", "tally", "--votes", "王小明=2，李敏＝1,新人=1", "--counted-by", "孙,周")
    rows = listed(filled, *box, "--names")
    votes = {row["person"]: row["votes"] for row in rows}
    assert votes == {"李敏": 2, "王小明": 2, "新人": 1, "钱进": 0}
    listed(filled, "--do", "tally", "--votes", "王小明=2", "--counted-by", "孙,周")
    assert (
        "Proposed as the star of 2026-10: 王*" in filled("stars", *MONTH, *TODAY, lang="en").output
    )
    assert filled("stars", *MONTH, *TODAY, "--do", "confirm").exit_code == 0
    said = filled("stars", *MONTH, *TODAY, "--names", lang="en").output
    assert "Star of 2026-10: 王小明, confirmed by" in said
    listed(filled, "--do", "revoke", "--note", "票数有误")
    wrong = filled(
        "stars", *MONTH, *TODAY, "--do", "tally", "--votes", "李敏=x", "--counted-by", "孙,周"
    )
    assert wrong.exit_code == 2
    november = ("--period", "2026-11", *TODAY)
    for person in ("李敏", "王小明"):
        filled("stars", *november, "--do", "praise", "--person", person, "--note", "拾金不昧")
    filled("stars", *november, "--do", "unpraise", "--number", "1", "--note", "记错")
    said = filled("stars", *november, lang="en").output
    assert "Praised\n  2  2026-11-02  王*  拾金不昧" in said
