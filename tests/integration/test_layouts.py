"""The clinic's own layout: what it asks for is filled in, and nothing else is touched."""

from __future__ import annotations

import io
import shutil
import subprocess
import warnings
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl import load_workbook
from pptx import Presentation

from qc.analysis import Period, scorecard
from qc.analysis.display import percent
from qc.errors import UsageError
from qc.locale import translator
from qc.reports.layouts.sample_book import CODES, FINDINGS
from qc.reports.layouts.samples import BOOK, DECK, write_samples
from qc.reports.layouts.write import write_layout
from qc.reports.month import month_of
from qc.words import Verdict
from qc.workspace import Workspace
from tests.integration.clinic_year import STRANGE_ITEM, clinic

OCTOBER = Period.parse("2026-10")
LOGO, BOX = "xl/media/image1.png", "xl/drawings/drawing1.xml"


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = clinic(tmp_path_factory.mktemp("clinic") / "clinic")
    yield workspace
    workspace.store.close()


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("layouts")
    write_samples(folder)
    return folder


@pytest.fixture(scope="module")
def filled(year: Workspace, samples: Path) -> Path:
    return write_layout(year, samples / BOOK, OCTOBER, samples / "filled.xlsx")


def layout(folder: Path, write: Callable[[Any, Any], None]) -> Path:
    """A layout of one sheet, "月报"."""
    path = folder / "layout.xlsx"
    with xlsxwriter.Workbook(path) as book:
        write(book, book.add_worksheet("月报"))
    return path


def opened(path: Path, *, values: bool = False) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl knows no sparklines
        return load_workbook(path, data_only=values)


def recalculated(path: Path, folder: Path) -> Any:
    """The workbook as LibreOffice computes it."""
    home = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", "xlsx", "--outdir", str(folder), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return opened(folder / path.name, values=True)


def test_figures_are_numbers_of_the_analysis(year: Workspace, filled: Path) -> None:
    """A rate as text could be neither charted nor computed with, another one would contradict the page."""
    sheet = opened(filled)["月报"]
    known = {line.indicator.code: line for line in scorecard(year, OCTOBER).lines}
    for row, code in enumerate(("disinfection", "documents", "emergency"), 6):
        assert sheet.cell(row, 1).value == known[code].indicator.name.zh
        assert sheet.cell(row, 2).value == pytest.approx(known[code].rate)
        assert sheet.cell(row, 2).number_format == "0.0%"
        assert sheet.cell(row, 3).value == pytest.approx(known[code].target)
    assert sheet["A1"].value == f"{year.clinic} 护理质量月报 2026年10月"


def test_a_table_grows_and_what_stands_below_moves_with_it(year: Workspace, filled: Path) -> None:
    """Sums would leave lines out, the chart and the print area would cut the table in two."""
    lines = month_of(year, OCTOBER).report.findings.lines
    book = opened(filled)
    sheet, row_of_first = book["月报"], FINDINGS + 1
    last = row_of_first + len(lines) - 1
    assert len(lines) > 3
    for row, line in enumerate(lines, row_of_first):
        told = [sheet.cell(row, column).value for column in (1, 2, 3, 4, 6)]
        assert told == [line.item, line.unit, line.failed, line.checked, line.state]
        assert sheet.cell(row, 5).value.date() == line.due  # a cell with a day's format holds a day
    assert sheet.cell(last + 1, 3).value == f"=SUM(C{row_of_first}:C{last})"
    assert sheet.cell(last + 2, 1).value == f"制表：护理部　{year.today}"
    assert book["汇总"]["B2"].value == f"=月报!C{last + 1}"
    assert book.defined_names["不合格例数"].attr_text == f"月报!$C${last + 1}"
    assert sheet.print_area == f"'月报'!$A$1:$F${last + 5}"
    formats = {str(f.sqref) for f in sheet.conditional_formatting}
    assert formats == {"B6:B9", f"F{row_of_first}:F{last}"}
    assert sheet._charts[0].series[0].val.numRef.f == "月报!$B$6:$B$9"


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_formulas_compute_what_the_report_says(
    year: Workspace, filled: Path, tmp_path: Path
) -> None:
    """The director reads the total and the second sheet, not the rows."""
    made = recalculated(filled, tmp_path)
    report = month_of(year, OCTOBER).report
    codes = [line for line in report.scorecard.lines if line.indicator.code in CODES]
    assert made["汇总"]["B2"].value == sum(line.failed for line in report.findings.lines)
    assert made["汇总"]["B1"].value == sum(line.verdict is Verdict.MET for line in codes)


def test_all_else_stays_byte_for_byte(samples: Path, filled: Path) -> None:
    """The clinic's logo, text box, styles and second chart would be lost, as they are in other tools."""
    old, new = zipfile.ZipFile(samples / BOOK), zipfile.ZipFile(filled)
    assert [part.filename for part in new.infolist()] == [p.filename for p in old.infolist()]
    same = {n for n in new.namelist() if new.read(n) == old.read(n)}
    assert {LOGO, "xl/styles.xml", "xl/theme/theme1.xml", "[Content_Types].xml"} <= same
    assert "本表由护理部保存三年" in new.read(BOX).decode()
    changed = {n for n in new.namelist() if n not in same}
    assert changed == {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/workbook.xml", BOX, "xl/charts/chart1.xml"}  # fmt: skip


def test_formulas_are_worked_out_when_the_file_is_opened(filled: Path) -> None:
    """A sum would show what it was before the table grew."""
    assert b'fullCalcOnLoad="1"' in zipfile.ZipFile(filled).read("xl/workbook.xml")
    book = opened(filled, values=True)
    assert book["汇总"]["B2"].value is None


def test_slides_keep_their_type_and_a_split_placeholder_is_found(
    year: Workspace, samples: Path
) -> None:
    """PowerPoint splits a text wherever somebody edited it: the placeholder would stay on the wall."""
    made = Presentation(write_layout(year, samples / DECK, OCTOBER, samples / "filled.pptx"))
    line = next(x for x in scorecard(year, OCTOBER).lines if x.indicator.code == "disinfection")
    text = [s for s in made.slides[0].shapes if s.has_text_frame and "，环比 " in s.text_frame.text]
    run = text[0].text_frame.paragraphs[0].runs[0]
    assert percent(line.rate, line.target) in run.text and run.font.size.pt == 24
    assert "{{" not in "".join(s.text_frame.text for s in made.slides[0].shapes if s.has_text_frame)
    table = next(shape.table for shape in made.slides[1].shapes if shape.has_table)
    lines = month_of(year, OCTOBER).report.findings.lines[:8]
    assert [row.cells[1].text for row in list(table.rows)[1:]] == [each.item for each in lines]


def test_everything_that_cannot_be_filled_is_told_at_once_with_its_place(
    year: Workspace, tmp_path: Path
) -> None:
    """The head nurse would mend one cell, run it again, and find the next."""

    def write(_: Any, sheet: Any) -> None:
        for row, text in enumerate((
            "{{rat:disinfection}}", "{{rate}}", "{{rate:nothing}}", "{{rate:documents:2020-01}}",
            "{{findings.itm}}", "本月 {{clinik}}", "{{rate:disinfection:2026-10:没有的科室}}", "{{clinic}}",
        )):  # fmt: skip
            sheet.write(row, 0, text)

    with pytest.raises(UsageError) as told:
        write_layout(year, layout(tmp_path, write), OCTOBER, tmp_path / "out.xlsx")
    said = told.value.sentence(translator("zh"))
    for row in range(1, 8):
        assert f"月报!A{row} " in said
    assert "月报!A8" not in said and '"rate"' in said.replace("“", '"').replace("”", '"')
    assert not (tmp_path / "out.xlsx").exists()


def test_text_of_a_sheet_is_never_a_formula(year: Workspace, tmp_path: Path) -> None:
    """An item that begins with = would run in the clinic's own workbook."""
    path = layout(tmp_path, lambda _, sheet: sheet.write("A1", "{{failing.item}}"))
    sheet = load_workbook(write_layout(year, path, OCTOBER, tmp_path / "out.xlsx"))["月报"]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert STRANGE_ITEM in {cell.value for cell in cells}
    assert all(cell.data_type != "f" for cell in cells)


def test_a_mapping_fills_a_layout_that_holds_no_placeholder(
    year: Workspace, tmp_path: Path
) -> None:
    """A form of the health authority may not be written into."""
    path = layout(tmp_path, lambda _, sheet: sheet.write("A1", "合格率"))
    told = tmp_path / "mapping.toml"
    told.write_text(
        '[[cells]]\nsheet = "月报"\ncell = "C3"\nput = "{{rate:documents}}"\n'
        '[[cells]]\nsheet = "月报"\ncell = "A2"\nput = "{{findings.unit}}"\n',
        "utf-8",
    )
    made = load_workbook(write_layout(year, path, OCTOBER, tmp_path / "a.xlsx", mapping=told))[
        "月报"
    ]
    lines = month_of(year, OCTOBER).report.findings.lines
    assert [made.cell(row, 1).value for row in range(2, 2 + len(lines))] == [x.unit for x in lines]
    assert isinstance(made.cell(2 + len(lines), 3).value, float)
    assert "{{" not in load_workbook(path)["月报"]["A1"].value
    told.write_text('[[cells]]\nsheet = "没有"\ncell = "C3"\nput = "x"\n', "utf-8")
    with pytest.raises(UsageError, match="cannot be filled"):
        write_layout(year, path, OCTOBER, tmp_path / "b.xlsx", mapping=told)
    twice = '[[cells]]\nsheet = "月报"\ncell = "C3"\nput = "x"\n'
    told.write_text(twice + twice.replace("C3", "$c$3"), "utf-8")
    with pytest.raises(UsageError, match="two things"):
        write_layout(year, path, OCTOBER, tmp_path / "b.xlsx", mapping=told)
    told.write_text("cells = 3", "utf-8")
    with pytest.raises(UsageError, match="is no mapping"):
        write_layout(year, path, OCTOBER, tmp_path / "b.xlsx", mapping=told)


def test_no_line_is_told_and_another_month_can_be_asked_for(
    year: Workspace, tmp_path: Path
) -> None:
    def write(_: Any, sheet: Any) -> None:
        sheet.write("A1", "{{restatements.why}}")
        sheet.write("A2", "{{counts:documents:2026-09}}（{{month:2026-09}}）")

    made = load_workbook(write_layout(year, layout(tmp_path, write), OCTOBER, tmp_path / "a.xlsx"))
    assert made["月报"]["A1"].value == "—"
    known = {x.indicator.code: x for x in scorecard(year, Period.parse("2026-09")).lines}
    line = known["documents"]
    assert made["月报"]["A2"].value == f"{line.passed}/{line.checked} 份（2026-09）"


def test_what_is_no_layout_is_refused_in_a_sentence(year: Workspace, tmp_path: Path) -> None:
    for name, content in (("a.xlsx", b"no zip"), ("b.pptx", b"PK\x03\x04"), ("c.doc", b"")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(UsageError):
            write_layout(year, tmp_path / name, OCTOBER)
    with pytest.raises(UsageError):
        write_layout(year, tmp_path / "nowhere.xlsx", OCTOBER)
    asks_nothing = layout(tmp_path, lambda _, sheet: sheet.write("A1", "合格率"))
    with pytest.raises(UsageError, match="asks for nothing"):
        write_layout(year, asks_nothing, OCTOBER)


def test_the_clinics_layout_itself_is_never_written_over(year: Workspace, tmp_path: Path) -> None:
    """The next month would find no placeholders any more."""
    path = layout(tmp_path, lambda _, sheet: sheet.write("A1", "{{clinic}}"))
    before = path.read_bytes()
    for out in (path, path.parent / "." / path.name, path.with_suffix(".pptx")):
        with pytest.raises(UsageError, match="no place"):
            write_layout(year, path, OCTOBER, out)
    assert path.read_bytes() == before


def test_a_mapping_for_slides_is_refused_not_passed_over(year: Workspace, samples: Path) -> None:
    with pytest.raises(UsageError, match="for workbooks"):
        write_layout(year, samples / DECK, OCTOBER, mapping=samples / "mapping.toml")


def test_the_file_opens_as_a_whole(filled: Path) -> None:
    """A broken part would make Excel offer to repair it."""
    content = io.BytesIO(filled.read_bytes())
    assert zipfile.ZipFile(content).testzip() is None
    names = zipfile.ZipFile(content).namelist()
    assert len(names) == len(set(names)) and "xl/calcChain.xml" not in names
