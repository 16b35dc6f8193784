"""Whatever bytes come in: grids or a sentence; and the quick look sees what the slow one sees."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.parsers import expat

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qc.errors import WorkbookError
from qc.ingest.containers import read_grids
from qc.ingest.containers.limits import TooFarError
from qc.ingest.containers.sheet_quick import scan_rows
from qc.ingest.containers.sheet_scan import SheetScan, scan_tags
from tests.workbooks import book, days_across

FILES = Path(__file__).parents[1] / "data" / "containers"

SHEET = (
    b'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="s"><dimension ref="A1:C4"/><sheetData>'
    b'<row r="1" spans="1:3" ht="20" customHeight="1"><c r="A1" s="1" t="s"><v>0</v></c>'
    b'<c r="B1" s="1"/></row><row r="2" hidden="1"/><row r="3" hidden="false">'
    b'<c r="A3"><v>1</v></c><c r="B3" t="e"><f>A1/0</f><v>#DIV/0!</v></c>'
    b'<c r="C3" s="2" t="str"><f t="shared" ref="A1:A2" si="0">A1&amp;"x"</f><v>x</v></c></row>'
    b'<row r="4"><c r="A4" t="inlineStr"><is><t xml:space="preserve"> \xe5\x90\x88 </t></is></c>'
    b'<c r="B4" s="4" t="n" /><c r="C4" t="e"><v/></c></row><row r="5"><c r="A5" t="inlineStr"><is>'
    b'<t>&#24515;&#65288;</t></is></c><c r="B5" s="2" t="n"></c></row></sheetData><mergeCells count="2"><mergeCell ref="A1:B1"/>'
    b'<mergeCell ref="A2:C2"/></mergeCells><pageMargins left="0.4"/></worksheet>'
)
PIECES = [
    *re.findall(rb"<[^>]*>|[^<]+", SHEET), b'"', b"'", b"<", b">", b"&", b"&amp;", b"&#35;", b"&#0;", b"&#24515;",
    b"&#55296;", b"&#65535;", b"&#160;", b" ", b"\n",
    b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<x:row r='9'>", b' r="9"', b' hidden="1"', b' hidden="true"',
    b' t="s"', b' t="e"', b"<c/>", b"<row/>", b'<c r="ZZZ9"/>', b"<sheetData>", b"\xff", b"\x01", b"A4",
    b"\xef\xbf\xbf", b"0", b"-1", b"99999", b'r="A', b"<v>", b"</v>", b"<mergeCell ref='A1'/>", b"x:", b"\x80",
]  # fmt: skip


def slow(xml: bytes) -> SheetScan | None:
    try:
        return scan_tags(xml)
    except (expat.ExpatError, ValueError, LookupError, TooFarError):
        return None


def quick(xml: bytes) -> SheetScan | None:
    try:
        return scan_rows(xml)
    except (expat.ExpatError, LookupError, TooFarError):
        return None


def test_the_sheet_goes_the_quick_way() -> None:
    """Else the property below would say nothing."""
    assert scan_rows(SHEET) == scan_tags(SHEET)
    assert scan_tags(SHEET).errors == {(2, 1): "#DIV/0!", (3, 2): "#?"}
    assert scan_tags(SHEET).hidden_rows == {1}


def test_workbooks_as_programs_write_them_go_the_quick_way() -> None:
    """The import of two thousand of them would take three times as long."""
    with zipfile.ZipFile(io.BytesIO(book(days_across([["√", "×"]]), merges=["A1:D1"]))) as package:
        xml = package.read("xl/worksheets/sheet1.xml")
    assert scan_rows(xml) == scan_tags(xml)


@settings(max_examples=1_500)
@given(
    st.lists(
        st.tuples(st.integers(0, len(SHEET)), st.integers(0, 12), st.sampled_from(PIECES)),
        min_size=1,
        max_size=3,
    )
)
@example([(SHEET.index(b"<row r"), 0, b"<!--"), (len(SHEET), 0, b"-->")])
@example([(SHEET.index(b'hidden="1"'), 0, b'hidden="0" ')])
@example([(SHEET.index(b'ref="A1:B1"') + 5, 1, b"&#65;")])
def test_both_ways_see_the_same_in_a_damaged_sheet(changes: list[tuple[int, int, bytes]]) -> None:
    """What the quick way says is what the slow way says, or it does not say anything."""
    xml = SHEET
    for at, length, piece in changes:
        xml = xml[:at] + piece + xml[at + length :]
    found = quick(xml)
    if found is not None:
        assert found == slow(xml)


SEEDS = {
    "xlsx": book(days_across([["√", "×"]]), merges=["A1:D1"]),
    "xls": (FILES / "daily_check.xls").read_bytes(),
    "ods": (FILES / "daily_check.ods").read_bytes(),
    "html": "<table><tr><td colspan=2>合格<td>√<tr><td rowspan=2>1<br><!--x--></table>".encode(),
    "csv": '日期,"科室"\n2026-10-12,√\n'.encode("gb18030"),
}


@pytest.mark.parametrize("ending", SEEDS)
@settings(max_examples=150)
@given(data=st.data())
def test_mutated_files_end_as_grids_or_a_sentence(ending: str, data: st.DataObject) -> None:
    content = bytearray(SEEDS[ending])
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.one_of(st.integers(0, 255), st.sampled_from(b"\x00\xff<>\"'")))
    if data.draw(st.booleans()):
        del content[data.draw(st.integers(1, len(content))) :]
    try:
        for grid in read_grids(f"检查.{ending}", bytes(content)):
            assert all(len(row) == grid.width for row in grid.rows)
    except WorkbookError:
        pass
