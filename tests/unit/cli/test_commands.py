"""The commands over a workspace with two workbooks in it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from qc.records import RESULT_COLUMNS
from tests.unit.cli.conftest import WORKBOOKS, Run

CLEAN = WORKBOOKS / "disinfection_days_across.xlsx"
FAULTY = WORKBOOKS / "disinfection_check_rows.xlsx"
FIGURES = ["checked", "passed", "rate", "lower", "upper", "target", "verdict", "state"]


@pytest.fixture
def filled(run: Run) -> Run:
    assert run("import", WORKBOOKS).exit_code == 1
    return run


def test_import_says_file_sheet_rate_and_each_problem_with_cell_and_remedy(run: Run) -> None:
    """A person who imports must see at once what to correct, and where."""
    said = run("import", FAULTY).output
    assert "✓" not in said and "! disinfection_check_rows.xlsx" in said
    assert "90.6 % (48/53 项次)" in said
    assert "明细!B11 [待更正]" in said and "2024-02-30" in said and "再导入" in said


def test_an_empty_form_is_told_in_words_and_keeps_nothing_out(run: Run, tmp_path: Path) -> None:
    """One blank sheet in the month's folder would make the whole import look faulty."""
    form = tmp_path / "空表.xlsx"
    assert run("template", "disinfection", "--out", form).exit_code == 0
    alone = run("import", form, lang="en")
    assert alone.exit_code == 2
    assert "○ 空表.xlsx  The form is empty" in alone.output
    assert "assumptions" not in alone.output
    assert run("import", form, CLEAN).exit_code == 0


def test_exit_codes_tell_scripts_what_came_in(run: Run, tmp_path: Path) -> None:
    """0 all in or known, 1 some held back, 2 nothing usable: scripts outside branch on these."""
    nonsense = tmp_path / "nonsense.xlsx"
    nonsense.write_bytes(b"no workbook")
    assert run("import", CLEAN).exit_code == 0
    assert run("import", CLEAN).exit_code == 0
    assert run("import", FAULTY).exit_code == 1
    assert run("import", nonsense).exit_code == 2
    assert run("import", nonsense, CLEAN).exit_code == 1


def test_a_dry_run_changes_nothing(run: Run) -> None:
    """Who only wanted to look would find the figures moved."""
    dry = json.loads(run("import", CLEAN, "--dry-run", "--json").stdout)
    assert dry["files"][0]["status"] == "imported"
    assert json.loads(run("rates", "--format", "json").stdout) == []
    assert "没有作任何改动" in run("import", CLEAN, "--dry-run").output
    wet = json.loads(run("import", CLEAN, "--json").stdout)
    assert wet["files"][0]["sheets"] == dry["files"][0]["sheets"]


def test_import_json_has_the_shape_that_scripts_read(run: Run) -> None:
    (file,) = json.loads(run("import", FAULTY, "--json").stdout)["files"]
    assert {"path", "sha256", "status", "annotated", "sheets", "problems"} == set(file)
    assert file["status"] == "partly"
    (sheet,) = file["sheets"]
    assert sheet["passed"] / sheet["checked"] == sheet["rate"]
    assert {"severity", "code", "sheet", "cell", "value", "expected", "message", "message_en", "remedy"} == set(
        file["problems"][0]
    )  # fmt: skip


def test_results_are_asked_for_and_carry_the_columns_that_hold(run: Run) -> None:
    (file,) = json.loads(run("import", CLEAN, "--json", "--results").stdout)["files"]
    assert tuple(file["results"][0]) == RESULT_COLUMNS
    assert sum(result["checked"] for result in file["results"]) == file["sheets"][0]["checked"]


def test_rates_have_their_columns_in_every_form(filled: Run) -> None:
    """Columns by name and order are an interface; JSON and CSV must agree."""
    rows = json.loads(filled("rates", "--by", "month,unit", "--format", "json").stdout)
    assert list(rows[0]) == ["indicator", "month", "unit", *FIGURES]
    table = csv.DictReader(
        io.StringIO(filled("rates", "--by", "month,unit", "--format", "csv").stdout)
    )
    read = [float(row["rate"]) if row["rate"] else None for row in table]
    assert read == [row["rate"] for row in rows]
    assert None in read, "a month in which all is held back has no rate"


def test_rates_for_people_name_indicator_counts_and_verdict(filled: Run) -> None:
    said = filled("rates").output
    assert "消毒隔离" in said and "338/372 项次" in said and "▲ 未达标" in said
    assert "target missed" in filled("rates", lang="en").output


def test_levels_and_checklists_have_their_names(filled: Run) -> None:
    """环节质量 is what the plan calls it; "process" and a code tell a head nurse nothing."""
    said = filled("rates", "--by", "level,checklist").output
    assert "环节质量" in said and "消毒隔离质量检查表" in said
    assert "process" not in said


def test_rates_keep_to_the_days_asked_for(filled: Run) -> None:
    def checked(*days: str) -> int:
        rows = json.loads(filled("rates", "--format", "json", *days).stdout)
        return sum(row["checked"] for row in rows)

    first, second = checked("--to", "2024-03-15"), checked("--from", "2024-03-16")
    assert first > 0 and second > 0
    assert first + second == checked()


def test_trend_is_one_row_a_period(filled: Run) -> None:
    (row,) = json.loads(filled("trend", "disinfection", "--format", "json").stdout)
    assert list(row)[:4] == ["indicator", "unit", "chart", "period"]
    assert row["period"] == "2024-03" and row["checked"] == 372
    assert row["lower"] is None, "a run chart has no limits"
    weeks = json.loads(
        filled("trend", "disinfection", "--period", "week", "--format", "json").stdout
    )
    assert sum(week["checked"] or 0 for week in weeks) == 372


def test_trend_for_people_begins_with_the_conclusion(filled: Run) -> None:
    assert "90.9 %" in filled("trend", "disinfection").output.splitlines()[0]


@pytest.mark.parametrize("chart", ["run", "xmr", "p", "pp", "np", "u", "up", "c", "g", "t"])
def test_every_chart_can_be_asked_for(filled: Run, chart: str) -> None:
    """Whoever is used to another chart asks for it by name; the columns are the same."""
    asked = ("trend", "disinfection", "--chart", chart, "--period", "week")
    usual = json.loads(filled("trend", "disinfection", "--format", "json").stdout)
    rows = json.loads(filled(*asked, "--format", "json").stdout)
    assert rows and {row["chart"] for row in rows} == {chart}
    assert list(rows[0]) == list(usual[0])
    lines = filled(*asked).output.splitlines()
    assert sum(line.startswith("2024-") for line in lines) == len(rows)


def test_an_empty_workspace_says_so(run: Run) -> None:
    """An empty table would look like a fault of the program."""
    assert run("rates").output.strip() == "这里还没有检查记录。"
    assert json.loads(run("rates", "--format", "json").stdout) == []


def test_report_says_where_it_is(filled: Run, tmp_path: Path) -> None:
    out = tmp_path / "月报.xlsx"
    assert str(out) in filled("report", "--period", "2024-03", "--out", out).output
    assert out.read_bytes().startswith(b"PK")
