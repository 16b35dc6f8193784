"""What is no .xlsx, or one too odd to be changed, comes back as an .xlsx that says so."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from qc.errors import WorkbookError
from qc.ingest.annotated import annotated_copy
from qc.ingest.annotated.notes import lines_of
from qc.ingest.annotated.plain import plain_copy
from qc.ingest.containers import read_grids
from qc.ingest.grid import Grid
from tests.unit.ingest.annotated.books import (
    EN,
    SHEET,
    ZH,
    copied,
    fault,
    opened,
    repacked,
    rich_book,
    with_part,
)

CONTAINERS = Path(__file__).parents[3] / "data" / "containers"


@pytest.mark.parametrize("name", ["daily_check.xls", "daily_check.ods", "counted_from_1904.xls"])
def test_every_value_and_merged_cell_is_read_back_as_it_was(name: str) -> None:
    """Else a corrected copy would bring other dates or marks than the corrected original."""
    content = (CONTAINERS / name).read_bytes()
    (grid,) = (grid for grid in read_grids(name, content) if not grid.hidden)
    title, copy = copied(content, [fault("A1", sheet=grid.sheet)], name)
    assert title == name.rpartition(".")[0] + "（待更正）.xlsx"
    listed, again = (grid for grid in read_grids(title, copy) if not grid.hidden)
    assert listed.sheet == "待更正"
    assert "保留了内容" in str(listed.rows[2][0])
    assert (again.rows, set(again.merges)) == (grid.rows, set(grid.merges))
    assert opened(copy)[grid.sheet]["A1"].fill.fgColor.rgb == "FFFFC98F"


def test_a_list_in_text_keeps_its_texts() -> None:
    """007 is a number of an employee, and =1+1 what somebody typed."""
    content = "检查项目,结果,工号\n手卫生,?,007\n=1+1,√,@x\n".encode()
    _, copy = copied(content, [fault("B2", sheet="(csv)")], "十月.csv")
    sheet = opened(copy)["(csv)"]
    assert [[c.value for c in row] for row in sheet.iter_rows(min_row=2)] == [
        ["手卫生", "?", "007"],
        ["=1+1", "√", "@x"],
    ]
    assert {c.data_type for row in sheet for c in row} == {"s"}
    assert "▲ 待更正" in sheet["B2"].comment.text
    link = opened(copy)["待更正"]["C5"].hyperlink
    assert link.location == "'(csv)'!B2"


def test_all_kinds_of_values_and_odd_sheets_are_written() -> None:
    values = [
        dt.datetime.fromisoformat("2026-10-05T08:30"), dt.date(2026, 10, 5), dt.time(8, 30),
        dt.timedelta(hours=30), dt.date(1899, 1, 1), True, 1.5, float("nan"), "", "#N/A", "#SPILL!",
        dt.datetime.fromisoformat("1066-01-01"),
    ]  # fmt: skip
    long = "很长的名字/" * 8
    merges = (((1, 0), (2, 1)), ((1, 1), (2, 2)), ((0, 0), (0, 0)))
    blank: list[object] = [""] * len(values)
    grids = [
        Grid(long, False, [values, blank, blank], merges, {(0, 8): "#DIV/0!", (1, 0): "#REF!"}),
        Grid(long.lower() + "x", True, [], hidden_rows=frozenset({1})),
        Grid("待更正", False, [["x"]]),
    ]
    problems = [fault("A1", sheet=long), fault("A2", sheet=long), fault("", "no_table", sheet="")]
    copy = plain_copy("十月.ods", grids, lines_of(problems, EN), EN)
    book = opened(copy)
    assert book.sheetnames[0] == "To correct" and len(set(book.sheetnames)) == 4
    sheet = book.worksheets[1]
    assert sheet["A1"].value == values[0]
    assert (sheet["E1"].value, sheet["H1"].value, sheet["L1"].data_type) == (
        "1899-01-01",
        "nan",
        "s",
    )
    assert opened(copy, data_only=True).worksheets[1]["I1"].value == "#DIV/0!"
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A2:B3"]
    assert book.worksheets[2].sheet_state == "hidden"


@pytest.mark.parametrize(
    ("part", "pattern", "new"),
    [
        (SHEET, r'<row r="2"', '<row r="1"'),
        (SHEET, r'<c r="B2"', '<c r="B7"'),
        (SHEET, r'encoding="UTF-8"', 'encoding="iso-8859-1"'),
        ("xl/styles.xml", r"<fills.*</fills>", ""),
        ("xl/styles.xml", r"<cellXfs.*</cellXfs>", '<cellXfs count="0"/>'),
        ("xl/styles.xml", r"<cellXfs.*</cellXfs>", "<cellXfs></cellXfs>"),
        ("xl/comments2.xml", r"<authors>.*</authors>", ""),
        ("xl/comments2.xml", r"<text>.*</text>", ""),
        ("xl/drawings/vmlDrawing2.vml", r"</xml>", ""),
        ("xl/drawings/vmlDrawing2.vml", r"office:excel", "office:other"),
        ("xl/worksheets/_rels/sheet2.xml.rels", r"vmlDrawing2\.vml", "gone.vml"),
        ("xl/worksheets/_rels/sheet2.xml.rels", r'<Relationship [^>]*vmlDrawing"[^>]*/>', ""),
        ("xl/_rels/workbook.xml.rels", r"relationships/styles", "relationships/other"),
        ("[Content_Types].xml", r"sheet\.main\+xml", "template.main+xml"),
    ],
)
def test_an_odd_package_is_copied_and_not_damaged(part: str, pattern: str, new: str) -> None:
    content = with_part(rich_book(), part, pattern, new)
    name, copy = copied(content, [fault("C2")])
    assert name == "十月（待更正）.xlsx"
    book = opened(copy)
    assert "保留了内容" in book["待更正"]["A3"].value
    assert "▲" in book["检查"]["C2"].comment.text


def test_a_problem_of_a_sheet_that_is_not_there_is_listed() -> None:
    _, copy = copied(rich_book(), [fault("C2", sheet="没有")])
    assert opened(copy)["待更正"]["B5"].value == "没有"


def test_what_cannot_be_read_ends_in_a_sentence() -> None:
    with pytest.raises(WorkbookError):
        annotated_copy(
            "十月.xlsx", repacked(rich_book(), **{"xl/workbook.xml": lambda _: b"<x"}), [], ZH
        )


@pytest.mark.parametrize(
    ("name", "copy"),
    [
        ("十月.XLSX", "十月（待更正）.xlsx"),
        ("十月", "十月（待更正）.xlsx"),
        ("长" * 84 + ".xlsx", "长" * 73 + "（待更正）.xlsx"),
    ],
    ids=["capitals", "no ending", "long"],
)
def test_the_copy_is_named_after_its_file(name: str, copy: str) -> None:
    """A name that the file system refuses would leave the nurse without a copy."""
    found, _ = copied(rich_book(), [fault("C2")], name)
    assert found == copy and len(found.encode()) <= 240
    assert annotated_copy("x (To correct).xlsx", rich_book(), [], EN)[0] == "x (To correct).xlsx"
