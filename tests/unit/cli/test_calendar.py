"""`qc calendar`, `qc draw` and `qc assessment` from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.unit.cli.conftest import Run

TODAY = ("--today", "2026-11-02")
OCTOBER = ("--period", "2026-10", *TODAY)


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Run:
    """Hand hygiene in two units on two days of October."""
    book = Workbook()
    sheet = book.active
    sheet.title = "消毒隔离"
    sheet.append(["消毒隔离质量检查表"])
    sheet.append(
        ["日期", "科室", "检查人", "手卫生设施齐全", "无菌包在有效期内", "医疗废物分类正确"]
    )
    for day in ("2026-10-06", "2026-10-13"):
        sheet.append([day, "换药室", "孙", "√", "×", "√"])
        sheet.append([day, "治疗室", "李敏", "√", "√", "√"])
    book.save(tmp_path / "消毒隔离.xlsx")
    assert run("import", tmp_path / "消毒隔离.xlsx", *TODAY).exit_code == 0
    (tmp_path / "workspace" / "improvement.toml").write_text(
        'calendar.cadences.disinfection = { every = "week", each = "unit" }\n'
        'calendar.cadences.drill = { name = "消防演练", every = "month", valid_from = 2026-10-01 }\n'
        'calendar.persons.drill = "王丽"\n',
        encoding="utf-8",
    )
    return run


def rows(run: Run, *arguments: str | Path) -> list[dict[str, Any]]:
    said = run(*arguments, "--format", "json")
    assert said.exit_code == 0, said.output
    return json.loads(said.stdout)  # type: ignore[no-any-return]


def test_an_empty_workspace_is_told_what_the_plan_asks_for(run: Run) -> None:
    said = run("calendar", *TODAY, lang="en").output
    assert "Nothing is in force yet." in said and "No appointment stands here." in said
    assert "nothing came in yet of: Irregular spot check of nursing" in said


def test_what_waits_and_how_well_it_is_kept(filled: Run) -> None:
    """Scripts read the columns; a person sees rate, count and what is missing."""
    waiting = rows(filled, "calendar", *OCTOBER)
    assert [(r["name"], r["period"], r["unit"], r["state"]) for r in waiting] == [
        ("消毒隔离质量检查表", "2026-W43", "换药室", "missed"),
        ("消毒隔离质量检查表", "2026-W43", "治疗室", "missed"),
        ("消防演练", "2026-10", "", "overdue"),
    ]
    assert waiting[2]["person"] == "王丽" and waiting[2]["end"] == "2026-10-31"
    every = rows(filled, "calendar", *OCTOBER, "--show", "all", "--unit", "换药室")
    assert [(r["done"], r["days"], r["by"]) for r in every] == [
        (1, "2026-10-06", "孙"), (1, "2026-10-13", "孙"), (0, "", ""),
    ]  # fmt: skip
    kept = rows(filled, "calendar", *OCTOBER, "--show", "adherence")
    assert [(r["code"], r["owed"], r["in_time"], r["missed"], r["open"]) for r in kept] == [
        ("disinfection", 6, 4, 2, 0), ("drill", 1, 0, 0, 1),
    ]  # fmt: skip
    said = filled("calendar", *OCTOBER, lang="en").output
    assert "66.7 %" in said and "4/6" in said and "overdue, may still be made up for" in said
    assert "2026-W43" not in filled("calendar", *OCTOBER, "--show", "adherence", lang="en").output


def test_a_reason_a_file_and_taking_it_back(filled: Run, tmp_path: Path) -> None:
    missed, _, drill = (row["id"] for row in rows(filled, "calendar", *OCTOBER))
    said = filled("calendar", missed, *TODAY, "--do", "excuse", "--note", "停电", lang="en").output
    assert "not done, reason given" in said and "停电" in said and "say why it was not done" in said
    assert filled("calendar", missed, *TODAY, "--do", "withdraw", "--note", "写错").exit_code == 0
    nothing = filled("calendar", drill, *TODAY, "--do", "evidence")
    assert nothing.exit_code == 2 and "--file" in nothing.output
    minutes = tmp_path / "演练记录.pdf"
    minutes.write_bytes(b"%PDF minutes")
    said = filled(
        "calendar", drill, *TODAY, "--do", "evidence", "--file", minutes, "--day", "2026-10-30"
    ).output
    assert "演练记录.pdf" in said and "2026-10-30" in said and "1/1" in said
    assert filled("calendar", *TODAY, "--do", "excuse").exit_code == 2
    assert filled("calendar", "0" * 16, *TODAY).exit_code == 2


def test_a_week_is_drawn_with_its_templates(filled: Run, tmp_path: Path) -> None:
    """Ready to fill in: unit, month and inspector stand there, which charts on the second sheet; and
    an empty one says so when it comes back."""
    out = tmp_path / "抽查"
    drawn = rows(filled, "draw", *TODAY, "--out", out)
    assert {row["unit"] for row in drawn} == {"换药室", "治疗室"}
    by_unit = {row["unit"]: row["inspector"] for row in drawn}
    assert by_unit == {"换药室": "李敏", "治疗室": "孙"}
    book = load_workbook(drawn[0]["template"])
    values = [cell.value for row in book.worksheets[0].iter_rows(max_row=4) for cell in row]
    assert drawn[0]["unit"] in values and drawn[0]["inspector"] in values
    guide = [cell.value for row in book.worksheets[1].iter_rows() for cell in row if cell.value]
    assert any(drawn[0]["day"] in str(value) for value in guide)
    back = filled("import", drawn[0]["template"], "--today", "2026-11-09", lang="en")
    assert "The form is empty" in back.output
    assert [row["day"] for row in rows(filled, "draw", *TODAY)] == [row["day"] for row in drawn]
    said = filled(
        "draw", "--today", "2026-11-09", "--week", "2026-11-03", "--out", out / "en"
    ).output
    assert "Template written" in said and "Why: failed at the last check 1" in said
    assert filled("draw", *TODAY, "--week", "2026-12-01").exit_code == 2


def test_charts_are_named_by_number_and_what_was_done_is_shown(filled: Run, tmp_path: Path) -> None:
    own = tmp_path / "workspace" / "improvement.toml"
    own.write_text('draw.checklists = ["documents"]\ndraw.everywhere = ["documents"]\n', "utf-8")
    drawn = rows(filled, "draw", *TODAY)
    assert all(row["samples"] == 5 == len(row["numbers"].split()) for row in drawn)
    said = filled("draw", *TODAY, lang="en").output
    assert f"check 5, number {drawn[0]['numbers']} on the unit's list" in said
    book = Workbook()
    book.active.append(["护理文书书写质量评分表"])
    book.active.append(["日期", "科室", "病历号", "眉栏填写完整(10分)", "签名完整(90分)", "得分"])
    book.active.append([drawn[0]["day"], drawn[0]["unit"], "P1", 10, 90, 100])
    book.save(tmp_path / "文书.xlsx")
    after = ("--today", "2026-11-09")
    assert filled("import", tmp_path / "文书.xlsx", *after).exit_code == 0
    assert f"Done on {drawn[0]['day']}." in filled("draw", *after, "--week", "2026-11-02").output


def test_the_score_with_its_parts(filled: Run, tmp_path: Path) -> None:
    said = filled("assessment", *OCTOBER, lang="en").output
    assert "from 2026-10-01 to 2026-10-31: 83.33 of 100" in said and "10/12" in said
    assert "The clinic has set no weights" in said
    (tmp_path / "workspace" / "improvement.toml").write_text(
        '[assessment]\npoints = "attained"\nweights = { disinfection = 2 }\n', encoding="utf-8"
    )
    (row,) = rows(filled, "assessment", *OCTOBER, "--unit", "换药室")
    assert (row["indicator"], row["passed"], row["checked"], row["share"]) == (
        "disinfection", 4, 6, 100,
    )  # fmt: skip
    assert row["total"] == row["points"] == pytest.approx(200 / 3)
    assert "set no weights" not in filled("assessment", *OCTOBER).output
    assert "— of 100" in filled("assessment", "--period", "2026-01", *TODAY).output
