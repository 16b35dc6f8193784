"""Templates there and back: filled in as a nurse would, imported, every result as it was filled."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string

from qc.catalogue.model import Catalogue
from qc.ingest.importer import FileOutcome, import_paths
from qc.templates import write_all, write_template
from qc.workspace import Workspace, open_workspace
from tests.conftest import TODAY

ORGANISATION = '[[sites]]\nname = "青禾里"\n[[units]]\nname = "治疗室"\n[[units]]\nname = "前台"\n'
OCTOBER = dt.date(2026, 10, 31)
FIRST_DAY = column_index_from_string("D")
FIRST_PERSON = column_index_from_string("C")


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Workspace]:
    folder = tmp_path / "clinic"
    folder.mkdir()
    (folder / "organisation.toml").write_text(ORGANISATION, encoding="utf-8")
    opened = open_workspace(folder, today=OCTOBER, actor="王丽")
    yield opened
    opened.store.close()


def beside(sheet: Any, label: str) -> Any:
    """The cell to fill in beside a label of the strip."""
    cell = next(cell for cell in sheet[3] if cell.value == label)
    spans = (r for r in sheet.merged_cells.ranges if cell.coordinate in r)
    last = next((span.max_col for span in spans), cell.column)
    return sheet.cell(3, last + 1)


def imported(workspace: Workspace, path: Path) -> FileOutcome:
    (outcome,) = import_paths(workspace, [path])
    return outcome


def results(outcome: FileOutcome) -> dict[tuple[Any, ...], str]:
    """What was read of each item, by day, unit, subject and inspector."""
    assert outcome.reading
    return {
        (check.date, check.unit, check.subject, check.inspector, result.item_code): result.raw
        for sheet in outcome.reading.sheets
        for check in sheet.checks
        for result in check.results
    }


def fill_days(
    path: Path, clinic: Workspace, words: tuple[str, str], **marks: str
) -> dict[Any, str]:
    """Fill four days of the disinfection template; what must come out of it."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    beside(sheet, words[0]).value = "治疗室"
    beside(sheet, words[1]).value = "李敏"
    sheet.cell(31, FIRST_DAY + 1).value = "王婷"  # signs for the second
    filled = {}
    for day in (1, 2, 5, 30):
        for row, item in enumerate(clinic.catalogue.checklists["disinfection"].items, start=7):
            mark = marks.get(item.code) or ("×" if (row + day) % 9 == 0 else "√")
            sheet.cell(row, FIRST_DAY + day - 1).value = mark
            who = "王婷" if day == 2 else "李敏"
            filled[dt.date(2026, 10, day), "治疗室", "", who, item.code] = mark
    book.save(path)
    return filled


@pytest.mark.parametrize(
    ("language", "words"), [("zh", ("科室：", "检查者：")), ("en", ("Unit：", "Inspector："))]
)
def test_a_month_of_days_comes_back_without_a_problem(
    clinic: Workspace, language: str, words: tuple[str, str]
) -> None:
    """Nurses would be told of faults in a form that we gave them."""
    checklist = clinic.catalogue.checklists["disinfection"]
    path = write_template(replace(clinic, language=language), checklist)
    filled = fill_days(path, clinic, words, hand_hygiene="/")
    outcome = imported(clinic, path)
    assert outcome.reading
    assert (outcome.status, outcome.reading.problems) == ("imported", ())
    assert outcome.reading.sheets[0].checklist == "disinfection"
    assert results(outcome) == filled


def test_partly_comes_back_where_it_counts_half(clinic: Workspace) -> None:
    """部分 is in the drop-down and would be no mark on import."""
    checklist = clinic.catalogue.checklists["disinfection"].model_copy(update={"partly": "half"})
    catalogue = Catalogue(
        indicators=clinic.catalogue.indicators,
        checklists={**clinic.catalogue.checklists, "disinfection": checklist},
    )
    clinic = replace(clinic, catalogue=catalogue)
    path = write_template(clinic, checklist)
    filled = fill_days(path, clinic, ("科室：", "检查者："), hand_hygiene="部分")
    outcome = imported(clinic, path)
    assert outcome.reading and outcome.reading.problems == ()
    assert results(outcome) == filled
    (mark,) = {
        r.outcome for c in outcome.reading.sheets[0].checks for r in c.results if r.raw == "部分"
    }
    assert mark == "partial"


def test_persons_come_back_each_with_name_and_day(clinic: Workspace) -> None:
    """Two checks of one person, or of 007, would become one or another."""
    checklist = clinic.catalogue.checklists["appearance"]
    path = write_template(clinic, checklist)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    beside(sheet, "科室：").value = "前台"
    beside(sheet, "检查者：").value = "李敏"
    filled = {}
    persons = [("陈小红", 9), ("007", 9), ("陈小红", 16)]
    for column, (name, day) in enumerate(persons, start=FIRST_PERSON):
        date = dt.date(2026, 10, day)
        sheet.cell(6, column).value, sheet.cell(7, column).value = name, date
        for row, item in enumerate(checklist.items, start=8):
            mark = "/" if item.code == "cap" else "√" if day == 9 else "×"
            sheet.cell(row, column).value = mark
            filled[date, "前台", name, "李敏", item.code] = mark
    book.save(path)
    outcome = imported(clinic, path)
    assert outcome.reading
    assert (outcome.status, outcome.reading.problems) == ("imported", ())
    assert results(outcome) == filled


def test_another_month_in_the_strip_is_the_month_of_the_days(clinic: Workspace) -> None:
    """Last month's file, emptied and filled again, would replace last month."""
    path = write_template(clinic, clinic.catalogue.checklists["disinfection"])
    fill_days(path, clinic, ("科室：", "检查者："))
    book = load_workbook(path)
    beside(book.worksheets[0], "月份：").value = dt.date(2026, 9, 1)
    book.save(path)
    outcome = imported(clinic, path)
    assert {key[0] for key in results(outcome)} == {dt.date(2026, 9, day) for day in (1, 2, 5, 30)}


@pytest.mark.parametrize("code", ["disinfection", "documents", "emergency", "appearance"])
def test_an_untouched_template_holds_nothing(clinic: Workspace, code: str) -> None:
    """Twenty-three missed items a day would be held against the room."""
    outcome = imported(clinic, write_template(clinic, clinic.catalogue.checklists[code]))
    assert outcome.fault is None
    assert outcome.reading
    assert [check for sheet in outcome.reading.sheets for check in sheet.checks] == []
    assert not [found for found in outcome.reading.problems if found.cell]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is missing")
def test_rate_and_score_are_worked_out_while_filling(clinic: Workspace, tmp_path: Path) -> None:
    """The nurse would see another rate than the one that she is told later."""
    days = write_template(clinic, clinic.catalogue.checklists["disinfection"], tmp_path / "d.xlsx")
    charts = write_template(clinic, clinic.catalogue.checklists["documents"], tmp_path / "c.xlsx")
    fill_days(days, clinic, ("科室：", "检查者："), hand_hygiene="/")
    book = load_workbook(charts)
    sheet = book.worksheets[0]
    sheet["D7"], sheet["D9"], sheet["D12"] = "QH2603", 2, "/"  # 5 and 10 points
    book.save(charts)
    computed = _recalculated(tmp_path, [days, charts])
    marks = [computed["d"].cell(row, FIRST_DAY).value for row in range(7, 30)]
    rate = marks.count("√") / (marks.count("√") + marks.count("×"))
    assert computed["d"].cell(30, FIRST_DAY).value == pytest.approx(rate)
    assert computed["d"].cell(30, FIRST_DAY + 2).value in (None, "")
    assert (computed["c"]["D23"].value, computed["c"]["E23"].value) in ((88, None), (88, ""))


def _recalculated(folder: Path, paths: list[Path]) -> dict[str, Any]:
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    convert = ["--convert-to", "xlsx", "--outdir", str(folder / "new")]
    subprocess.run(
        [*command, *convert, *map(str, paths)], check=True, capture_output=True, timeout=240
    )
    return {
        path.stem: load_workbook(folder / "new" / path.name, data_only=True).worksheets[0]
        for path in paths
    }


def test_all_templates_in_one_go(workspace: Workspace, tmp_path: Path) -> None:
    """A new clinic would start with one form and not know of the others."""
    paths = write_all(workspace, tmp_path / "forms")
    assert sorted(paths) == sorted((tmp_path / "forms").iterdir())
    assert workspace.today == TODAY
