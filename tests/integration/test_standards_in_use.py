"""Standards from the template to the figures: one without a target, and one with two versions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from qc.analysis import Period, failing_items, scorecard
from qc.cli import cli
from qc.ingest.importer import import_paths
from qc.reports import write_report
from qc.templates import write_template
from qc.words import State
from qc.workspace import Workspace, open_workspace
from tests.filling import Form
from tests.nurse import fill
from tests.unit.catalogue.test_overrides import CHECKLIST

OCTOBER = Period.parse("2026-10")
LAST = dt.date(2026, 10, 31)
NEW = CHECKLIST.format(code="disinfection").replace("2026-10-01", "2026-10-10")


pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Workspace]:
    folder = tmp_path / "clinic"
    (folder / "standards" / "checklists").mkdir(parents=True)
    (folder / "standards" / "checklists" / "ours.toml").write_text(NEW, encoding="utf-8")
    opened = open_workspace(folder, today=LAST, actor="王丽", language="en")
    yield opened
    opened.store.close()


def hand_in(clinic: Workspace, code: str) -> None:
    """The template of a checklist, filled in for 9, 12 and 30 October and imported."""
    checklist = clinic.catalogue.checklists[code]
    path = write_template(clinic, checklist)
    book = load_workbook(path)
    fill(Form(book.worksheets[0], clinic, checklist))
    book.save(path)
    (outcome,) = import_paths(clinic, [path])
    assert outcome.status == "imported"


def test_a_standard_without_a_target_goes_all_the_way(clinic: Workspace, tmp_path: Path) -> None:
    """Any page or sheet that asks for the target would fall over, or call the rate missed."""
    hand_in(clinic, "cleaning-daily")
    line = scorecard(clinic, OCTOBER).lines[-1]
    assert (line.indicator.code, line.state) == ("cleaning_frequency", State.NO_TARGET)
    assert 0 < line.rate < 1
    sheet = load_workbook(write_report(clinic, OCTOBER, tmp_path / "r.xlsx"))["Scorecard"]
    assert sheet.cell(sheet.max_row, 7).value == "no target set"
    for command in (["rates"], ["trend", "cleaning_frequency"]):
        said = CliRunner().invoke(
            cli, [*command, "--workspace", str(clinic.folder), "--today", str(LAST)]
        )
        assert said.exit_code == 0, said.output
        assert "—" in said.output or "未设目标" in said.output


def test_what_is_to_be_kept_low_is_counted_as_it_happened(clinic: Workspace) -> None:
    """13 complications in 80 treatments: 16.25 %, not 83.75."""
    hand_in(clinic, "complications")
    line = scorecard(clinic, OCTOBER).lines[-1]
    assert (line.indicator.code, line.passed, line.checked) == ("complications", 13, 80)
    assert failing_items(clinic, OCTOBER)["defects"].tolist() == [12, 1]


def test_each_check_keeps_the_version_of_its_day(clinic: Workspace) -> None:
    """October the 9th judged by a standard that began on the 10th: a change to the past."""
    hand_in(clinic, "disinfection")
    rows = clinic.store.results(clinic.scope, columns=("date", "version", "checklist"))
    assert set(zip(rows["date"], rows["version"], strict=True)) == {
        ("2026-10-09", "1"), ("2026-10-12", "2026-10"), ("2026-10-30", "2026-10"),
    }  # fmt: skip
    assert set(rows["checklist"]) == {"disinfection"}
