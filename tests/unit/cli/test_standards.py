"""`qc standards`: what is in force, out as a workbook, and in again after a look."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run
from tests.unit.standards.editing import Desk


@pytest.fixture
def edited(run: Run, tmp_path: Path) -> Path:
    """A workbook in which the pass score of one checklist was changed."""
    path = tmp_path / "standards.xlsx"
    assert (
        run("standards", "export", "appearance", "--out", path, "--today", "2026-11-02").exit_code
        == 0
    )
    desk = Desk(path)
    desk.write("checklists", "appearance", pass_score=0.9)
    return desk.save()


def test_the_list_marks_overdue_reviews(run: Run) -> None:
    """A target that nobody has confirmed since 2022 must be seen as one."""
    early = run("standards", "list", "--today", "2026-11-02", lang="en").output
    late = run("standards", "list", "--today", "2027-03-01", lang="en").output
    assert "the review of 0 overdue" in early and "▲" not in early
    assert "2027-01-31 ▲" in late
    assert "消毒隔离" not in early and "Disinfection" in early


def test_the_list_for_scripts_has_all_columns(run: Run) -> None:
    rows = json.loads(run("standards", "list", "--format", "json", "--today", "2026-11-02").output)
    by_code = {(row["sort"], row["code"]): row for row in rows}
    assert by_code["checklist", "cleaning-fogging"] == {
        "sort": "checklist", "code": "cleaning-fogging", "name": "每月雾化消毒登记表",
        "indicator": "cleaning_frequency", "version": "1", "valid_from": "2022-01-01", "later": None,
        "cadence": "每月", "review": "2027-01-31", "overdue": False,
    } | {"name": by_code["checklist", "cleaning-fogging"]["name"]}  # fmt: skip
    assert by_code["indicator", "documents"]["valid_from"] == "2022-01-01"
    assert by_code["indicator", "cleaning_frequency"]["valid_from"] is None
    told = list(csv.DictReader(io.StringIO(run("standards", "list", "--format", "csv").output)))
    assert len(told) == len(rows)
    assert any("×" in row["cadence"] or " · " in row["cadence"] for row in told)


def test_import_previews_and_writes_only_when_told(run: Run, edited: Path, tmp_path: Path) -> None:
    """The whole point of a preview is that nothing has happened."""
    words = ("standards", "import", edited, "--today", "2026-11-02", "--from", "2027-01-01")
    seen = run(*words, lang="en")
    assert seen.exit_code == 0
    assert "100% → 90%" in seen.output and "nothing was written" in seen.output
    folder = tmp_path / "workspace" / "standards"
    assert not folder.exists()
    done = run(*words, "--apply")
    assert "appearance-2027-01-01.toml" in done.output
    assert [path.name for path in (folder / "checklists").iterdir()] == [
        "appearance-2027-01-01.toml"
    ]
    rows = json.loads(run("standards", "list", "--format", "json", "--today", "2026-11-02").output)
    (row,) = (row for row in rows if (row["sort"], row["code"]) == ("checklist", "appearance"))
    assert (row["version"], row["later"]) == ("1", "2027-01-01")


def test_without_a_change_there_is_nothing_to_apply(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    run("standards", "export", "appearance", "--out", path)
    said = run("standards", "import", path, "--yes", lang="en")
    assert said.exit_code == 0
    assert "Nothing changes" in said.output
    assert not (tmp_path / "workspace" / "standards").exists()


def test_mistakes_end_with_two_and_without_a_traceback(run: Run, edited: Path) -> None:
    desk = Desk(edited)
    desk.write("checklists", "appearance", pass_score=90, review="后天")
    said = run("standards", "import", desk.save(), "--apply", "--today", "2026-11-02", lang="en")
    assert said.exit_code == 2
    assert "“" not in said.output and '"后天"' in said.output and '"90"' in said.output
    assert "Traceback" not in said.output
