"""The ways in which programs write the same things: none of them may lose a mark or a note."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from tests.unit.ingest.annotated.books import (
    SHEET,
    copied,
    fault,
    opened,
    parts,
    rich_book,
    with_part,
)

BOOK, NOTES, STYLES = "xl/workbook.xml", "xl/comments2.xml", "xl/styles.xml"


def test_a_workbook_without_views_still_opens_at_its_own_sheet() -> None:
    """Two sheets selected at once would be edited together."""
    content = with_part(rich_book(), BOOK, r"<bookViews>.*</bookViews>", "")
    xml = parts(copied(content, [fault("C2")])[1])[BOOK].decode()
    assert '<bookViews><workbookView activeTab="1"/></bookViews><sheets>' in xml


def test_tabs_that_were_scrolled_begin_with_the_list() -> None:
    content = with_part(rich_book(), BOOK, "<workbookView ", '<workbookView firstSheet="1" ')
    xml = parts(copied(content, [fault("C2")])[1])[BOOK].decode()
    assert 'firstSheet="0"' in xml and 'activeTab="2"' in xml


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<text><t>请看</t></text>", "请看\n\n▲"),
        ("<text/>", "▲"),
        ("<text><r><t>请看</t></r><phoneticPr fontId='0'/></text>", "请看\n\n▲"),
    ],
)
def test_every_form_of_a_note_goes_on(text: str, said: str) -> None:
    content = with_part(rich_book(), NOTES, r"<text>.*</text>", text)
    copy = copied(content, [fault("C2")])[1]
    assert opened(copy)["检查"]["C2"].comment.text.lstrip("\n").startswith(said)
    assert re.search(r"</r>(<phoneticPr [^>]*/>)?</text>", parts(copy)[NOTES].decode())


@pytest.mark.parametrize(
    ("colour", "ground"),
    [
        ('<color theme="0"/>', "FFA8440A"),
        ('<color indexed="9"/>', "FFA8440A"),
        ('<color theme="1"/>', "FFFFC98F"),
        ('<color rgb="FF000000"/>', "FFFFC98F"),
    ],
)
def test_letters_stay_readable_however_their_colour_is_written(colour: str, ground: str) -> None:
    content = with_part(rich_book(), STYLES, r'<color rgb="FFFFFFFF"/>', colour)
    sheet = opened(copied(content, [fault("A1")])[1])["检查"]
    assert sheet["A1"].fill.fgColor.rgb == ground


def test_a_cell_with_a_font_that_is_not_there_is_marked_all_the_same() -> None:
    content = with_part(rich_book(), STYLES, r'(<cellXfs.*?)fontId="\d+"', r'\1fontId="99"')
    copy = copied(content, [fault("D2", "missing_mark")])[1]
    assert b'fontId="99" fillId=' in parts(copy)[STYLES]


@pytest.mark.parametrize(
    "columns",
    [
        '<cols><col min="4" max="9" width="9" hidden="1"/></cols>',
        '<cols><col min="4" max="9" width="wide"/></cols>',
    ],
)
def test_boxes_find_their_room_beside_hidden_columns(columns: str) -> None:
    content = with_part(rich_book(), SHEET, r"<cols>.*</cols>", columns)
    content = with_part(
        content, SHEET, "<sheetFormatPr [^>]*/>", '<sheetFormatPr defaultRowHeight="x"/>'
    )
    drawing = parts(copied(content, [fault("C2")])[1])["xl/drawings/vmlDrawing2.vml"].decode()
    left, _, top, _, right, _, bottom, _ = map(
        int, re.findall(r"<x:Anchor>([^<]*)<", drawing)[0].split(",")
    )
    assert right > left and bottom > top


def test_boxes_of_other_things_stay() -> None:
    """A button in the same drawing has no cell."""
    button = '<x:ClientData ObjectType="Note"></x:ClientData></xml>'
    content = with_part(rich_book(), "xl/drawings/vmlDrawing2.vml", "</xml>", button)
    after = parts(copied(content, [fault("A2")])[1])["xl/drawings/vmlDrawing2.vml"].decode()
    assert '<x:ClientData ObjectType="Note"></x:ClientData>' in after


def test_a_sheet_without_rows_is_not_patched() -> None:
    content = with_part(rich_book(), SHEET, r"<sheetData>.*</sheetData>", "")
    copy = copied(content, [fault("C2")])[1]
    assert "保留了内容" in opened(copy)["待更正"]["A3"].value


def test_notes_that_another_program_wrote_are_kept() -> None:
    """openpyxl writes the drawing with prefixes of its own and without the boxes' places."""
    book = Workbook()
    book.active.title = "检查"
    book.active["A1"].comment = Comment("请看", "王丽")
    stream = io.BytesIO()
    book.save(stream)
    copy = copied(stream.getvalue(), [fault("A1"), fault("C3")])[1]
    sheet = opened(copy)["检查"]
    assert sheet["A1"].comment.text.startswith("请看\n\n▲") and sheet["C3"].comment
    drawing = parts(copy)["xl/drawings/commentsDrawing1.vml"]
    shapes = ElementTree.fromstring(drawing).findall("{urn:schemas-microsoft-com:vml}shape")
    anchors = [shape.find(".//{urn:schemas-microsoft-com:office:excel}Anchor") for shape in shapes]
    assert len(shapes) == 2 and None not in anchors
