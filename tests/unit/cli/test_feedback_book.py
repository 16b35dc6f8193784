"""`qc feedback-book` and `qc bulletin` from the command line, after a real import."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from tests.unit.cli.conftest import WORKBOOKS, Run

TODAY = ("--today", "2026-11-02")


@pytest.fixture
def filled(run: Run) -> Run:
    run("import", WORKBOOKS / "disinfection_check_rows.xlsx", *TODAY)
    return run


@pytest.mark.parametrize(
    "days", [["2024-03"], ["2024-Q1"], ["--from", "2024-03-01", "--to", "2024-03-31"]]
)
def test_a_book_of_a_month_a_quarter_or_of_days(filled: Run, tmp_path, days) -> None:
    """The same failures, whatever their days are called: five marks failed in March."""
    said = filled("feedback-book", *days, "--out", tmp_path / "book.xlsx", *TODAY)
    assert said.exit_code == 0 and "book.xlsx" in said.output
    rows = [row for sheet in load_workbook(tmp_path / "book.xlsx") for row in sheet.values]
    cases = [row[3].split("/") for row in rows if row[3] and str(row[3]).count("/") == 1]
    assert sum(int(failed) for failed, _ in cases) == 5


@pytest.mark.parametrize(
    "wrong",
    [[], ["2024-03", "--from", "2026-10-01"], ["--from", "2026-10-31", "--to", "2026-10-01"], ["十月"],
     ["--to", "2026-10-31"], ["2025-01"], ["2024-03", "--unit", "火星"]],
)  # fmt: skip
def test_days_that_are_none_are_told(filled: Run, wrong) -> None:
    said = filled("feedback-book", *wrong, *TODAY)
    assert said.exit_code == 2 and "Traceback" not in said.output


def test_our_own_book_among_others_keeps_nothing_out(filled: Run, tmp_path) -> None:
    """A folder in which somebody filed the book is imported without an alarm."""
    filled("feedback-book", "2024-03", "--out", tmp_path / "in" / "反馈本.xlsx", *TODAY)
    alone = filled("import", tmp_path / "in", *TODAY)
    assert alone.exit_code == 2 and "○ 反馈本.xlsx" in alone.output
    (tmp_path / "in" / "b.xlsx").write_bytes(
        (WORKBOOKS / "disinfection_check_rows.xlsx").read_bytes()
    )
    both = filled("import", tmp_path / "in", *TODAY)
    assert both.exit_code == 0 and "○ 反馈本.xlsx" in both.output


def test_a_bulletin_for_each_audience(filled: Run) -> None:
    inside = filled("bulletin", "2024-Q1", *TODAY)
    assert inside.exit_code == 0 and inside.output.startswith("# ") and "|" in inside.output
    outside = filled("bulletin", "2024-Q1", "--audience", "customers", *TODAY)
    assert outside.exit_code == 0 and "|" not in outside.output
    month = filled("bulletin", "2024-03", *TODAY)
    assert month.exit_code == 0 and "质控简报" in month.output
    assert filled("bulletin", "2024-W10", *TODAY).exit_code == 2
    assert filled("bulletin", "2024-03", "--audience", "customers", *TODAY).exit_code == 2
    assert filled("bulletin", "2024-Q1", "--audience", "police", *TODAY).exit_code == 2
