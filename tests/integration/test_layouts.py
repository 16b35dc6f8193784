"""The clinic's own layout: what it asks for is filled in, and nothing else is touched."""

from __future__ import annotations

import datetime as dt
import io
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
from qc.reports.layouts.listing import listing
from qc.reports.layouts.references import Shift, moved_formula, moved_range
from qc.reports.layouts.samples import BOOK, DECK, write_samples
from qc.reports.layouts.write import write_layout
from qc.reports.month import month_of
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


def test_figures_are_numbers_of_the_analysis(year: Workspace, filled: Path) -> None:
    """A rate as text could be neither charted nor computed with, another one would contradict the page."""
    sheet = load_workbook(filled)["月报"]
    known = {line.indicator.code: line for line in scorecard(year, OCTOBER).lines}
    for row, code in enumerate(("disinfection", "documents", "emergency"), 6):
        assert sheet.cell(row, 1).value == known[code].indicator.name.zh
        assert sheet.cell(row, 2).value == pytest.approx(known[code].rate)
        assert sheet.cell(row, 2).number_format == "0.0%"
        assert sheet.cell(row, 3).value == pytest.approx(known[code].target)
    assert sheet["B1"].value == f"{year.clinic} 护理质量月报 2026年10月"


def test_a_table_grows_and_what_stands_below_moves_with_it(year: Workspace, filled: Path) -> None:
    """Sums would leave lines out, the chart and the print area would cut the table in two."""
    lines = month_of(year, OCTOBER).report.findings.lines
    book = load_workbook(filled)
    sheet, last = book["月报"], 11 + len(lines)
    assert len(lines) > 3
    for row, line in enumerate(lines, 12):
        told = [sheet.cell(row, column).value for column in (1, 2, 3, 4, 6)]
        assert told == [line.item, line.unit, line.failed, line.checked, line.state]
        assert sheet.cell(row, 5).value.date() == line.due  # a cell with a day's format holds a day
    assert sheet.cell(last + 1, 3).value == f"=SUM(C12:C{last})"
    assert sheet.cell(last + 2, 1).value == "制表：护士长办公室"
    assert book["汇总"]["B2"].value == f"=月报!C{last + 1}"
    assert book.defined_names["不合格例数"].attr_text == f"月报!$C${last + 1}"
    assert sheet.print_area == f"'月报'!$A$1:$F${last + 2}"
    assert {str(f.sqref) for f in sheet.conditional_formatting} == {"B6:B9", f"F12:F{last}"}
    assert sheet._charts[0].anchor._from.row == 17 + len(lines) - 1
    assert sheet._charts[0].series[0].val.numRef.f == "月报!$B$6:$B$9"


def test_all_else_stays_byte_for_byte(samples: Path, filled: Path) -> None:
    """The clinic's logo, text box, styles and second chart would be lost, as they are in other tools."""
    old, new = zipfile.ZipFile(samples / BOOK), zipfile.ZipFile(filled)
    assert [part.filename for part in new.infolist()] == [p.filename for p in old.infolist()]
    same = {n for n in new.namelist() if new.read(n) == old.read(n)}
    assert {LOGO, "xl/styles.xml", "xl/theme/theme1.xml", "[Content_Types].xml"} <= same
    assert "本表由护理部保存三年" in new.read(BOX).decode()
    assert {n for n in new.namelist() if n not in same} <= {
        "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/workbook.xml", BOX,
        "xl/charts/chart1.xml",
    }  # fmt: skip


def test_formulas_are_worked_out_when_the_file_is_opened(filled: Path) -> None:
    """A sum would show what it was before the table grew."""
    assert b'fullCalcOnLoad="1"' in zipfile.ZipFile(filled).read("xl/workbook.xml")
    book = load_workbook(filled, data_only=True)
    assert book["汇总"]["B2"].value is None


def test_slides_keep_their_type_and_a_split_placeholder_is_found(
    year: Workspace, samples: Path
) -> None:
    """PowerPoint splits a text wherever somebody edited it: the placeholder would stay on the wall."""
    made = Presentation(write_layout(year, samples / DECK, OCTOBER, samples / "filled.pptx"))
    line = next(x for x in scorecard(year, OCTOBER).lines if x.indicator.code == "disinfection")
    text = [
        s for s in made.slides[0].shapes if s.has_text_frame and "消毒隔离" in s.text_frame.text
    ]
    run = text[-1].text_frame.paragraphs[0].runs[0]
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
    told.write_text("cells = 3", "utf-8")
    with pytest.raises(UsageError, match="is no mapping"):
        write_layout(year, path, OCTOBER, tmp_path / "b.xlsx", mapping=told)


def test_no_line_leaves_an_empty_row_and_another_month_can_be_asked_for(
    year: Workspace, tmp_path: Path
) -> None:
    def write(_: Any, sheet: Any) -> None:
        sheet.write("A1", "{{restatements.why}}")
        sheet.write("A2", "{{counts:documents:2026-09}}（{{month:2026-09}}）")

    made = load_workbook(write_layout(year, layout(tmp_path, write), OCTOBER, tmp_path / "a.xlsx"))
    assert made["月报"]["A1"].value in (None, "")
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


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("SUM(A5:A5)", "SUM(A5:A7)"), ("A4+A6", "A4+A8"), ("$A$6", "$A$8"), ("SUM(A:A)", "SUM(A:A)"),
        ("SUM(5:6)", "SUM(5:8)"), ("另表!A6", "另表!A6"), ("月报!A6&\"A6\"", "月报!A8&\"A6\""),
        ("'月报'!A1:B9", "'月报'!A1:B11"), ("IF(A5>0.95,\"达标\",名称)", "IF(A5>0.95,\"达标\",名称)"),
    ],
)  # fmt: skip
def test_references_follow_the_rows_that_come_in(formula: str, moved: str) -> None:
    """Two rows come in after row 5 of 月报."""
    assert moved_formula(formula, "月报", {"月报": Shift({5: 2})}) == moved
    assert moved_range("B7", Shift({5: 2})) == "B9"


def test_shared_formulas_and_merged_rows_are_copied(year: Workspace, tmp_path: Path) -> None:
    """Each line's own share would be computed from the first line."""

    def write(book: Any, sheet: Any) -> None:
        look = book.add_format()
        sheet.write("A2", "{{failing.item}}")
        sheet.write("B2", "{{failing.failures}}")
        sheet.write("C2", "{{failing.checked}}")
        sheet.write_formula("D2", "=B2/C2")
        sheet.merge_range("E2:F2", "", look)
        sheet.write_formula("D3", "=SUM(B2:B2)/SUM(C2:C2)")

    made = load_workbook(write_layout(year, layout(tmp_path, write), OCTOBER, tmp_path / "a.xlsx"))
    sheet, n = made["月报"], len(month_of(year, OCTOBER).report.failing)
    assert [sheet.cell(row, 4).value for row in range(2, 2 + n)] == [f"=B{r}/C{r}" for r in range(2, 2 + n)]  # fmt: skip
    assert sheet.cell(2 + n, 4).value == f"=SUM(B2:B{1 + n})/SUM(C2:C{1 + n})"
    assert {str(r) for r in sheet.merged_cells.ranges} == {f"E{r}:F{r}" for r in range(2, 2 + n)}


def test_what_can_be_asked_for_is_listed_in_both_languages() -> None:
    for language in ("zh", "en"):
        told = listing(translator(language))
        for word in ("{{clinic}}", "{{rate:disinfection}}", "{{findings.item}}"):
            assert word in told
    assert "合格率" in listing(translator("zh"))


def test_days_in_a_cell_without_a_days_format_are_readable(year: Workspace, tmp_path: Path) -> None:
    """46326 would stand where a day should."""
    path = layout(tmp_path, lambda _, sheet: sheet.write("A1", "{{made_on}}"))
    sheet = load_workbook(write_layout(year, path, OCTOBER, tmp_path / "a.xlsx"))["月报"]
    assert dt.date.fromisoformat(sheet["A1"].value) == year.today


def test_the_file_opens_as_a_whole(filled: Path) -> None:
    """A broken part would make Excel offer to repair it."""
    content = io.BytesIO(filled.read_bytes())
    assert zipfile.ZipFile(content).testzip() is None
    names = zipfile.ZipFile(content).namelist()
    assert len(names) == len(set(names)) and "xl/calcChain.xml" not in names
