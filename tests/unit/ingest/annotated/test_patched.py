"""The nurse gets her own workbook back: what is wrong is marked, nothing else has moved."""

from __future__ import annotations

import re

import pytest

from tests.unit.ingest.annotated.books import (
    SHEET,
    cells,
    copied,
    fault,
    opened,
    parts,
    repacked,
    rich_book,
    with_part,
)

TOUCHED = {
    "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", SHEET,
}  # fmt: skip


@pytest.mark.parametrize("ending", [".xlsx", ".xlsm"])
def test_every_other_part_and_cell_stays_byte_for_byte(ending: str) -> None:
    """A lost macro, picture or formula is a workbook that the nurse no longer trusts."""
    content = rich_book(ending)
    name, copy = copied(content, [fault("C2"), fault("B9", "missing_mark")], f"十月{ending}")
    assert name == f"十月（待更正）{ending}"
    before, after = parts(content), parts(copy)
    notes = {part for part in before if "comments2" in part or "vmlDrawing2" in part}
    assert len(notes) == 2
    assert {part for part in before if before[part] != after.get(part)} == TOUCHED | notes
    assert after.keys() - before.keys() == {"xl/worksheets/sheet3.xml"}
    old, new = cells(content, SHEET), cells(copy, SHEET)
    assert {place for place in old if old[place] != new[place]} == {"C2"} | {"B9"} & old.keys()
    assert new.keys() - old.keys() <= {"B9"}
    outside = re.compile(r"<sheetData>.*</sheetData>", re.DOTALL)
    assert outside.sub("", before[SHEET].decode()) == outside.sub("", after[SHEET].decode())


@pytest.mark.parametrize("ending", [".xlsx", ".xlsm"])
@pytest.mark.parametrize("keep_vba", [False, True])
def test_other_programs_open_it(ending: str, keep_vba: bool) -> None:
    _, copy = copied(rich_book(ending), [fault("C2"), fault("A5")], f"十月{ending}")
    book = opened(copy, keep_vba=keep_vba)
    assert book.sheetnames == ["待更正", "封面 & O'A", "检查"]
    assert book.active.title == "检查"
    assert book["检查"].print_area == "'检查'!$A$1:$C$6"
    assert book.defined_names["标准"].attr_text == "检查!$A$1"
    assert opened(copy, data_only=True)["检查"]["B3"].value == 0.5
    if book.vba_archive:
        book.vba_archive.close()  # openpyxl does not: Python complains of it in some later test


def test_a_coloured_cell_keeps_its_borders_and_number_format() -> None:
    sheet = opened(copied(rich_book(), [fault("B3"), fault("C2", "missing_mark")])[1])["检查"]
    cell = sheet["B3"]
    assert (cell.number_format, cell.border.left.style, cell.font.bold) == ("0.0%", "medium", True)
    assert cell.fill.fgColor.rgb == "FFFFC98F"
    assert sheet["C2"].fill.fgColor.rgb == "FFAEE0DC"
    assert sheet["B2"].fill.patternType is None


def test_light_letters_get_a_dark_ground() -> None:
    """White on pale orange would hide the very date that is wrong."""
    sheet = opened(copied(rich_book(), [fault("B1", "impossible_date")])[1])["检查"]
    assert sheet["B1"].fill.fgColor.rgb == "FFA8440A"


def test_a_merged_range_is_coloured_whole_and_said_once() -> None:
    problems = [fault("B6", "missing_mark"), fault("A5")]
    sheet = opened(copied(rich_book(), problems)[1])["检查"]
    assert "▲ 待更正" in sheet["A5"].comment.text and "◆ 请核对" in sheet["A5"].comment.text
    xml = cells(copied(rich_book(), problems)[1], SHEET)
    styles = {re.search(r's="(\d+)"', xml[place])[1] for place in ("A5", "B5", "A6", "B6")}  # type: ignore[index]
    assert len(styles) == 1
    assert [c.coordinate for row in sheet for c in row if c.comment] == ["C2", "A5"]


def test_a_note_that_was_there_goes_on_and_is_enlarged() -> None:
    _, copy = copied(rich_book(), [fault("C2"), fault("C2", "missing_mark")])
    comment = opened(copy)["检查"]["C2"].comment
    assert comment.author == "王丽"
    assert comment.text.startswith("护士长：请看\n\n▲ 待更正\n")
    assert "应填：√ 或 ×" in comment.text and "怎么改：" in comment.text
    before = parts(rich_book())["xl/drawings/vmlDrawing2.vml"].decode()
    after = parts(copy)["xl/drawings/vmlDrawing2.vml"].decode()
    anchor = re.compile(r"<x:Anchor>[^<]*</x:Anchor>")
    assert anchor.findall(before) != anchor.findall(after)
    assert after.count("<v:shape ") == before.count("<v:shape ") == 1


def test_a_sheet_without_notes_gets_them_in_the_right_place() -> None:
    content = repacked(
        with_part(rich_book(), SHEET, r"<legacyDrawing[^>]*/>", ""),
        **{
            "xl/worksheets/_rels/sheet2.xml.rels": lambda xml: re.sub(
                rb"<Relationship [^>]*(?:comments|vmlDrawing)[^>]*/>", b"", xml
            )
        },
    )
    _, copy = copied(content, [fault("C2"), fault("A2", "missing_mark")])
    xml = parts(copy)[SHEET].decode()
    assert re.search(r"<drawing [^>]*/><legacyDrawing [^>]*/><extLst>", xml)
    sheet = opened(copy)["检查"]
    assert sheet["C2"].comment.author == "clinic-qc" and sheet["A2"].comment


@pytest.mark.parametrize(
    ("cell", "base"), [("B9", "bold"), ("F12", "italic"), ("D2", ""), ("D40", "")]
)
def test_a_blank_that_is_not_written_out_is_put_in(cell: str, base: str) -> None:
    """A missed mark is mostly a cell that the file does not hold at all."""
    _, copy = copied(rich_book(), [fault(cell, "missing_mark")])
    found = opened(copy)["检查"][cell]
    assert found.fill.fgColor.rgb == "FFAEE0DC" and found.comment
    if base:
        assert getattr(found.font, base)
    order = list(cells(copy, SHEET))
    places = [(int(re.sub(r"\D", "", p)), len(re.sub(r"\d", "", p)), p) for p in order]
    assert places == sorted(places)


def test_an_empty_row_and_an_empty_sheet_are_opened() -> None:
    short = '<sheetData><row r="2" spans="1:1"/></sheetData>'
    content = with_part(rich_book(), SHEET, r"<sheetData>.*</sheetData>", short)
    _, copy = copied(content, [fault("C2"), fault("A2"), fault("B1"), fault("B3")])
    assert '<row r="2" spans="1:3">' in parts(copy)[SHEET].decode()
    assert list(cells(copy, SHEET)) == ["B1", "A2", "C2", "B3"]
    content = with_part(rich_book(), SHEET, r"<sheetData>.*</sheetData>", "<sheetData/>")
    assert list(cells(copied(content, [fault("C2")])[1], SHEET)) == ["C2"]


def test_cells_and_rows_that_do_not_say_their_place_are_followed() -> None:
    rows = "<sheetData><row><c/><c/></row><row><c/><c/><c/></row></sheetData>"
    content = with_part(rich_book(), SHEET, r"<sheetData>.*</sheetData>", rows)
    xml = parts(copied(content, [fault("B2"), fault("D1")])[1])[SHEET].decode()
    assert re.search(r'<row><c/><c/><c r="D1" s="\d+"/></row><row><c/><c s="\d+"/><c/></row>', xml)


def test_prefixed_and_strict_parts_are_understood() -> None:
    content = rich_book()

    def prefixed(xml: bytes) -> bytes:
        named = re.sub(rb"<(/?)(?![?!])(?=[a-zA-Z]+[\s/>])", rb"<\1x:", xml)
        return named.replace(b"xmlns=", b"xmlns:x=", 1)

    changes = {SHEET: prefixed, "xl/styles.xml": prefixed, "xl/workbook.xml": prefixed}
    changes["xl/comments2.xml"] = prefixed
    _, copy = copied(repacked(content, **changes), [fault("C2"), fault("A2"), fault("D30")])
    sheet = opened(copy)["检查"]
    assert [sheet[cell].fill.fgColor.rgb for cell in ("C2", "A2", "D30")] == ["FFFFC98F"] * 3
    assert "▲" in sheet["C2"].comment.text

    def strict(xml: bytes) -> bytes:
        usual = b"http://schemas.openxmlformats.org/"
        xml = xml.replace(
            usual + b"spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"
        )
        base = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        return xml.replace(usual + b"officeDocument/2006/relationships", base)

    _, copy = copied(repacked(content, **dict.fromkeys(parts(content), strict)), [fault("A2")])
    after = parts(copy)
    assert b"schemas.openxmlformats.org/spreadsheetml" not in after["xl/worksheets/sheet3.xml"]
    assert b"2006/relationships/worksheet" not in after["xl/_rels/workbook.xml.rels"]


def test_the_list_names_errors_first_with_links() -> None:
    problems = [
        fault("A2", "missing_mark"),
        fault("", "sheet_not_read", value="检查"),
        fault("A1", sheet="封面 & O'A"),
        fault("C2", value="=cmd|'/c calc'!A1"),
    ]
    book = opened(copied(rich_book(), problems)[1])
    rows = list(book["待更正"].iter_rows(min_row=5, values_only=True))
    assert [row[:3] for row in rows] == [
        ("▲ 待更正", "封面 & O'A", "A1"),
        ("▲ 待更正", "检查", "C2"),
        ("◆ 请核对", "检查", "A2"),
        ("· 已按此理解", "检查", "—"),
    ]
    sheet = book["待更正"]
    assert sheet["D6"].data_type == "s" and sheet["D6"].quotePrefix
    assert sheet["C5"].hyperlink.location == "'封面 & O''A'!A1"
    assert sheet["C8"].hyperlink is None
    assert sheet["A1"].value == "待更正 2 处，请核对 1 处"


def test_text_of_a_sheet_is_no_markup_and_steers_nothing() -> None:
    nasty = "</t><c>&\x1b[31m\x00_x0041_\ud800\ufffe\u202e" + "长" * 40_000
    problem = fault("C2", value=nasty)
    book = opened(copied(rich_book(), [problem])[1])
    shown = book["待更正"]["D5"].value
    assert shown.startswith("</t><c>&[31m") and len(shown) < 400
    assert "</t><c>&[31m" in book["检查"]["C2"].comment.text


def test_infos_are_listed_and_not_coloured() -> None:
    content = rich_book()
    _, copy = copied(content, [fault("A2", "unit_alias")._replace(values={"unit": "治疗室"})])
    assert parts(copy)[SHEET] == parts(content)[SHEET]
    assert opened(copy)["待更正"]["A5"].value == "· 已按此理解"


def test_a_second_copy_finds_a_free_name_for_its_list() -> None:
    first = copied(rich_book(), [fault("C2")])[1]
    name, copy = copied(first, [fault("A2")], "十月（待更正）.xlsx")
    assert name == "十月（待更正）.xlsx"
    assert opened(copy).sheetnames[:2] == ["待更正 (2)", "待更正"]


def test_more_problems_than_anybody_reads_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qc.ingest.annotated.notes.MAX_LISTED", 2)
    monkeypatch.setattr("qc.ingest.annotated.listing.MAX_LISTED", 2)
    book = opened(copied(rich_book(), [fault("A2"), fault("B2"), fault("C2")])[1])
    assert book["待更正"]["A7"].value.startswith("……另有 1 处")
    assert book["检查"]["C2"].fill.patternType is None
