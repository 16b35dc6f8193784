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

from qc.catalogue.load import load_catalogue
from qc.catalogue.model import Catalogue, Checklist
from qc.ingest.importer import FileOutcome, import_paths
from qc.templates import write_all, write_template
from qc.templates.write import file_name
from qc.words import Severity
from qc.workspace import Workspace, open_workspace
from tests.conftest import TODAY
from tests.filling import Filled, Form, Told
from tests.nurse import fill

ORGANISATION = '[[sites]]\nname = "青禾里"\n[[units]]\nname = "治疗室"\n[[units]]\nname = "前台"\n'
OCTOBER = dt.date(2026, 10, 31)
FIRST_DAY = column_index_from_string("D")
LANGUAGES = ("zh", "en")
SHIPPED = tuple(load_catalogue().checklists)
ITEM = '[[items]]\ncode = "{0}"\ntext = {{ zh = "{1}", en = "{0}" }}\nlevel = "process"\n'
ITEMS = "".join(
    ITEM.format(*pair)
    for pair in (("beds", "床单位整洁"), ("signs", "标识清楚"), ("waste", "垃圾分类"))
)
OWN = {
    "own-counts": 'kind = "counts"\n' + ITEMS,
    "own-persons": 'kind = "counts"\n',
    "own-half": 'partly = "half"\n' + ITEMS,
    "own-points": 'kind = "points"\n' + ITEMS.replace("level", "points = 10\nlevel"),
    "own-survey": 'kind = "survey"\n[rule]\nscale = ["很好", "好", "一般", "差", "很差"]\n' + ITEMS,
    "own-stock": 'kind = "stock"\n' + ITEMS,
}
"""Standards of the clinic's own, of the kinds that no shipped one has or has otherwise."""
OF_EACH_SHAPE = (
    "disinfection", "appearance", "documents", "emergency", "complaints", "waiting-times",
    "refrigerator", "own-counts",
)  # fmt: skip
NAMES = {
    "own-counts": "病区管理抽查", "own-persons": "操作抽查", "own-half": "病区六查", "own-points": "带教评分",
    "own-survey": "员工满意度调查", "own-stock": "保洁物品清点",
}  # fmt: skip


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A clinic with standards of its own, a month after its forms were given out."""
    folder = tmp_path_factory.mktemp("year") / "clinic"
    (folder / "standards" / "checklists").mkdir(parents=True)
    (folder / "organisation.toml").write_text(ORGANISATION, encoding="utf-8")
    for code, text in OWN.items():
        head = (
            f'code = "{code}"\nname = {{ zh = "{NAMES[code]}", en = "{NAMES[code]}" }}\nversion = "1"\n'
            'valid_from = 2022-01-01\nindicator = "safety"\nsource = "本院"\n'
            'owner = { zh = "护理部", en = "Nursing" }\nreview = 2027-10-01\n'
        )
        path = folder / "standards" / "checklists" / f"{code}.toml"
        path.write_text(head + text, encoding="utf-8")
    opened = open_workspace(folder, today=dt.date(2026, 11, 30), actor="王丽")
    yield opened
    opened.store.close()


def filled(
    year: Workspace, checklist: Checklist, folder: Path, language: str
) -> tuple[Path, Filled]:
    """A template of October, filled in; where it is and what must come of it."""
    nurse = replace(year, language=language, today=OCTOBER)
    path = write_template(nurse, checklist, folder / file_name(nurse, checklist))
    book = load_workbook(path)
    told = fill(Form(book.worksheets[0], nurse, checklist))
    book.save(path)
    return path, told


def assert_as_told(outcome: FileOutcome, checklist: Checklist, told: Filled) -> None:
    assert outcome.reading
    (sheet,) = outcome.reading.sheets
    assert sheet.checklist == checklist.code
    found = {
        Told(
            result.cell, check.date, check.unit, check.subject,
            result.item if result.item_code.startswith("own-") else result.item_code,
            result.outcome, result.checked, result.passed,
            result.reading if result.scored is None else result.scored / 100,
        )
        for check in sheet.checks
        for result in check.results
    }  # fmt: skip
    assert found == told.results
    assert {(p.code, p.cell) for p in outcome.reading.problems} == told.findings


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


def test_another_month_in_the_strip_is_the_month_of_the_days(clinic: Workspace) -> None:
    """Last month's file, emptied and filled again, would replace last month."""
    path = write_template(clinic, clinic.catalogue.checklists["disinfection"])
    fill_days(path, clinic, ("科室：", "检查者："))
    book = load_workbook(path)
    beside(book.worksheets[0], "月份：").value = dt.date(2026, 9, 1)
    book.save(path)
    outcome = imported(clinic, path)
    assert {key[0] for key in results(outcome)} == {dt.date(2026, 9, day) for day in (1, 2, 5, 30)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", [*SHIPPED, *OWN])
def test_every_template_comes_back_as_it_was_filled(
    year: Workspace, tmp_path: Path, code: str, language: str
) -> None:
    """A form that we gave out would hold back what a nurse wrote, or count it as something else."""
    checklist = year.catalogue.checklists[code]
    path, told = filled(year, checklist, tmp_path, language)
    outcome = imported(year, path)
    assert outcome.status == "imported"
    assert_as_told(outcome, checklist, told)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is missing")
def test_every_template_comes_back_from_another_program(year: Workspace, tmp_path: Path) -> None:
    """Saved by WPS or LibreOffice, figures that the form works out itself would be read as entries, or
    the drop-downs be gone for the next one."""
    written = {
        code: filled(year, year.catalogue.checklists[code], tmp_path / code, "zh")
        for code in OF_EACH_SHAPE
    }
    named = {code: path.rename(tmp_path / f"{code}.xlsx") for code, (path, _) in written.items()}
    _convert(tmp_path, [*named.values()])
    for code, (_, told) in written.items():
        new = tmp_path / "new" / f"{code}.xlsx"
        before, after = (load_workbook(path).worksheets[0] for path in (named[code], new))
        assert len(after.data_validations.dataValidation) == len(
            before.data_validations.dataValidation
        )
        assert after.protection.sheet and after.print_title_rows == before.print_title_rows
        assert_as_told(imported(year, new), year.catalogue.checklists[code], told)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", [*SHIPPED, *OWN])
def test_an_untouched_template_is_told_as_empty(
    year: Workspace, tmp_path: Path, code: str, language: str
) -> None:
    """Twenty-three missed items a day would be held against the room, or the file be called faulty."""
    reader = replace(year, language=language, today=OCTOBER)
    path = write_template(reader, year.catalogue.checklists[code], tmp_path / "空表.xlsx")
    outcome = imported(year, path)
    assert outcome.reading
    assert outcome.reading.sheets == ()
    assert [(p.severity, p.code) for p in outcome.reading.problems] == [
        (Severity.INFO, "nothing_filled")
    ]


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
    _convert(tmp_path, [days, charts])
    computed = {
        path.stem: load_workbook(tmp_path / "new" / path.name, data_only=True).worksheets[0]
        for path in (days, charts)
    }
    marks = [computed["d"].cell(row, FIRST_DAY).value for row in range(7, 30)]
    rate = marks.count("√") / (marks.count("√") + marks.count("×"))
    assert computed["d"].cell(30, FIRST_DAY).value == pytest.approx(rate)
    assert computed["d"].cell(30, FIRST_DAY + 2).value in (None, "")
    assert (computed["c"]["D23"].value, computed["c"]["E23"].value) in ((88, None), (88, ""))


def _convert(folder: Path, paths: list[Path]) -> None:
    """Open and save workbooks in LibreOffice, into the folder `new`."""
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    convert = ["--convert-to", "xlsx", "--outdir", str(folder / "new")]
    subprocess.run(
        [*command, *convert, *map(str, paths)], check=True, capture_output=True, timeout=240
    )


def test_all_templates_in_one_go(workspace: Workspace, tmp_path: Path) -> None:
    """A new clinic would start with one form and not know of the others."""
    paths = write_all(workspace, tmp_path / "forms")
    assert sorted(paths) == sorted((tmp_path / "forms").iterdir())
    assert workspace.today == TODAY
