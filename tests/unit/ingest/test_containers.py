"""Files that are no workbook, or a hostile one, end in a sentence: never a crash, never a hang."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from qc.errors import WorkbookError
from qc.ingest.container import read_grids
from qc.ingest.guard import MAX_ROWS
from tests.workbooks import book, days_across

GOOD = book(days_across([["√", "×"]]))


def repacked(part: str, pattern: bytes, replacement: bytes) -> bytes:
    """The good workbook with one part changed by hand."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as source, zipfile.ZipFile(stream, "w") as target:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == part:
                data, changed = re.subn(pattern, replacement, data, count=1)
                assert changed, "the test's own pattern must fit"
            target.writestr(info.filename, data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"hello", "not an Excel workbook"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "not an Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "password-protected"),
        (GOOD[: len(GOOD) // 2], "damaged"),
        (b"PK\x03\x04" + bytes(100), "damaged"),
    ],
)
def test_what_is_no_workbook_is_named(content: bytes, said: str) -> None:
    with pytest.raises(WorkbookError, match=said):
        read_grids("检查.xlsx", content)


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    "corner", [b'<c r="XFD1048576"', b'<c r="ZZZ4"', b'<c r="AMZ4"'], ids=lambda c: c.decode()
)
def test_one_far_cell_does_not_ask_for_all_the_memory(corner: bytes) -> None:
    with pytest.raises(WorkbookError, match="larger"):
        read_grids("检查.xlsx", repacked(SHEET, rb'<c r="C4"', corner))


def test_a_far_row_is_refused_before_it_is_laid_out() -> None:
    far = repacked(SHEET, rb'<row r="4"', b'<row r="%d"' % (MAX_ROWS + 1))
    with pytest.raises(WorkbookError, match="larger"):
        read_grids("检查.xlsx", far)


def test_a_tall_and_wide_sheet_is_refused_by_its_area() -> None:
    far = repacked(SHEET, rb'<row r="4"(.*?)r="C4"', rb'<row r="50000"\1r="ZZ50000"')
    with pytest.raises(WorkbookError, match="larger"):
        read_grids("检查.xlsx", far)


def test_declared_entities_are_not_expanded() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaa">]><worksheet'
    with pytest.raises(WorkbookError, match="declarations"):
        read_grids("检查.xlsx", repacked(SHEET, rb"<worksheet", bomb))


def test_a_part_that_inflates_beyond_the_limit_is_not_unpacked() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as source, zipfile.ZipFile(stream, "w") as target:
        for info in source.infolist():
            if info.filename != SHEET:
                target.writestr(info.filename, source.read(info))
        with target.open(zipfile.ZipInfo(SHEET), "w") as part:
            part._zinfo.compress_type = zipfile.ZIP_STORED  # type: ignore[attr-defined]
            part.write(b" ")
    small = stream.getvalue()
    # The directory says 3 GiB: the guard believes the claim before it reads a byte.
    claim = (3 * 2**30).to_bytes(4, "little")
    name = SHEET.encode()
    at = small.rindex(name) - 46
    lying = small[: at + 24] + claim + small[at + 28 :]
    with pytest.raises(WorkbookError, match="larger"):
        read_grids("检查.xlsx", lying)


def test_error_values_are_seen_though_the_reader_drops_them() -> None:
    broken = repacked(SHEET, rb'<c r="C4"[^>]*>.*?</c>', b'<c r="C4" t="e"><v>#DIV/0!</v></c>')
    (grid,) = read_grids("检查.xlsx", broken)
    assert grid.errors == {(3, 2): "#DIV/0!"}


def test_values_and_merges_come_out_at_their_places() -> None:
    (grid,) = read_grids("检查.xlsx", book(days_across([["√", "×"]]), merges=["A1:D1"]))
    assert grid.cell(0, 3).text == "消毒隔离质量自查表"
    assert [grid.own(3, col).value for col in range(4)] == [1.0, "条目1", "√", "×"]
    assert grid.own(3, 3).ref == "D4"
