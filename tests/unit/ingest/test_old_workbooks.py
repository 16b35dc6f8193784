"""Workbooks in the formats of yesterday and of other offices, .xls and .ods: read like .xlsx, and as
safe. The files are LibreOffice's; what is hostile is made of them here."""

from __future__ import annotations

import datetime as dt
import io
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from qc.errors import WorkbookError
from qc.ingest.containers import read_container, read_grids
from qc.ingest.containers.compound import MAGIC, streams, with_stream
from qc.ingest.containers.limits import MAX_ROWS
from qc.ingest.grid import Grid

FILES = Path(__file__).parents[2] / "data" / "containers"
XLS, ODS = (FILES / "daily_check.xls").read_bytes(), (FILES / "daily_check.ods").read_bytes()
FROM_1904 = (FILES / "counted_from_1904.xls").read_bytes()


def grids(name: str, content: bytes) -> list[Grid]:
    return list(read_grids(name, content))


@pytest.mark.parametrize(("name", "content"), [("检查.xls", XLS), ("检查.ods", ODS)])
def test_an_old_sheet_comes_out_whole(name: str, content: bytes) -> None:
    """The clinic whose computer has no newer Excel gets the same import."""
    sheet, old = grids(name, content)
    assert (sheet.sheet, sheet.hidden, old.sheet, old.hidden) == ("治疗室", False, "旧表", True)
    assert sheet.rows[0] == ["消毒隔离质量自查表", "", "", "", ""]
    assert sheet.rows[2] == ["序号", "检查内容", 1.0, 2.0, 3.0]
    assert all(type(value) is float for value in sheet.rows[2][2:])
    at_half_past_eight = dt.datetime(2026, 10, 12, 8, 30)  # noqa: DTZ001 - a sheet knows no zone
    days = [dt.date(2026, 10, 12), at_half_past_eight, dt.time(8, 30)]
    assert sheet.rows[6] == ["检查日期", *days, "007"]
    assert set(sheet.merges) == {((0, 0), (0, 4)), ((1, 0), (1, 2)), ((7, 0), (7, 1))}
    assert sheet.errors == {(5, 3): "#DIV/0!"}
    assert sheet.hidden_rows == {4}


def test_every_value_of_an_ods_is_the_one_that_another_reader_gives() -> None:
    rival = CalamineWorkbook.from_filelike(io.BytesIO(ODS)).get_sheet_by_index(0)
    assert grids("检查.ods", ODS)[0].rows == rival.to_python(skip_empty_area=False)


def test_an_xls_that_counts_from_1904_says_so() -> None:
    assert grids("检查.xls", FROM_1904)[0].date_1904
    assert not grids("检查.xls", XLS)[0].date_1904


def test_what_it_is_decides_and_not_what_it_is_called() -> None:
    """People rename files to get them through; an .xls named .xlsx used to be no workbook."""
    for content, said in ((XLS, ".xls"), (ODS, ".ods")):
        container = read_container("检查.xlsx", content)
        assert next(container.grids).sheet == "治疗室"
        assert [found.values for found in container.problems] == [{"format": said}]


# --- .xls -------------------------------------------------------------------------------------


def changed(change: Callable[[bytearray], object], content: bytes = XLS) -> bytes:
    """The old workbook with its stream changed by hand."""
    stream = bytearray(streams(content)["Workbook"])
    change(stream)
    return with_stream("Workbook", bytes(stream))


def record(stream: bytes | bytearray, kind: int, after: int = 0) -> int:
    """Where the content of the first record of a kind stands."""
    at = 0
    while at + 4 <= len(stream):
        found, length = struct.unpack_from("<HH", stream, at)
        if found == kind and at >= after:
            return at + 4
        at += 4 + length
    raise AssertionError("the test's own record must be there")


def test_a_compound_file_written_here_reads_as_the_one_it_came_from() -> None:
    assert grids("检查.xls", changed(lambda stream: stream)) == grids("检查.xls", XLS)
    long = bytes(range(256)) * 40_000  # more than one table of sectors
    assert streams(with_stream("Workbook", long))["Workbook"][: len(long)] == long


def test_one_far_cell_of_an_xls_does_not_ask_for_all_the_memory() -> None:
    def far(stream: bytearray) -> None:
        struct.pack_into("<H", stream, record(stream, 0x00FD), MAX_ROWS + 1)

    with pytest.raises(WorkbookError, match="larger"):
        grids("检查.xls", changed(far))


def test_claimed_dimensions_are_not_believed() -> None:
    """The reader would ask for memory for four thousand million rows."""

    def claim(stream: bytearray) -> None:
        struct.pack_into("<LLHH", stream, record(stream, 0x0200), 0, 0xFFFFFFFF, 0, 0xFFFF)

    assert grids("检查.xls", changed(claim)) == grids("检查.xls", XLS)


def test_a_tall_and_wide_xls_is_refused_by_its_area() -> None:
    def far(stream: bytearray) -> None:
        struct.pack_into("<HH", stream, record(stream, 0x00FD), MAX_ROWS - 1, 255)

    with pytest.raises(WorkbookError, match="larger"):
        grids("检查.xls", changed(far))


def test_merged_ranges_of_an_xls_are_bounded() -> None:
    def huge(stream: bytearray) -> None:
        at = record(stream, 0x00E5)
        for n in range(struct.unpack_from("<H", stream, at)[0]):
            struct.pack_into("<4H", stream, at + 2 + 8 * n, 0, 65_000, 0, 255)
        struct.pack_into("<HH", stream, record(stream, 0x00FD), 40_000, 9)

    with pytest.raises(WorkbookError, match="larger"):
        grids("检查.xls", changed(huge))


@pytest.mark.parametrize(
    ("kind", "offset", "value"),
    [
        (0x00FC, 4, b"\xff\xff\xff\x7f"),  # two thousand million texts
        (0x00FC, 4, b"\x01\0\0\0"),  # one text: the cells name others
        (0x0085, 0, b"\xff\xff\xff\x7f"),  # a sheet behind the end
        (0x0085, 0, b"\0\0\0\0"),  # a sheet in the workbook's own place
        (0x00FD, -2, b"\xff\xff"),  # a record longer than the file
    ],
    ids=["texts", "few texts", "behind the end", "in itself", "too long"],
)
def test_an_xls_that_lies_is_damage(kind: int, offset: int, value: bytes) -> None:
    def lie(stream: bytearray) -> None:
        at = record(stream, kind) + offset
        stream[at : at + len(value)] = value

    with pytest.raises(WorkbookError, match=r"damaged|larger"):
        grids("检查.xls", changed(lie))


@pytest.mark.parametrize(
    "records",
    [b"\x0a\0\0\0", b"\x85\0\0\0", b"\x09\x08\x04\0\0\x06\x05\0" + b"\x85\0\x04\0\0\0\0\0"],
    ids=["no sheet", "too short", "no end"],
)
def test_a_stream_of_next_to_nothing_is_damage(records: bytes) -> None:
    with pytest.raises(WorkbookError, match="damaged"):
        grids("检查.xls", with_stream("Workbook", records))


def test_sheets_that_share_a_place_or_a_name_are_damage() -> None:
    """The reader would give one of them twice, the other never."""
    first = record(streams(XLS)["Workbook"], 0x0085)
    second = record(streams(XLS)["Workbook"], 0x0085, after=first)

    def place(stream: bytearray) -> None:
        stream[second : second + 4] = stream[first : first + 4]

    def name(stream: bytearray) -> None:
        length = struct.unpack_from("<H", stream, second - 2)[0]
        title = "旧表".encode("utf-16-le")
        assert stream[second + 8 : second + length].startswith(title)
        at = stream.index("治疗室".encode("utf-16-le"), first)
        stream[first + 6] = 2
        stream[at : at + 6] = title + b"\0\0"

    for change in (place, name):
        with pytest.raises(WorkbookError, match="damaged"):
            grids("检查.xls", changed(change))


def test_a_stream_that_ends_without_a_word_is_damage() -> None:
    """A copy that broke off: its last sheets would be missing without anybody noticing."""
    whole = streams(XLS)["Workbook"]
    ends = record(whole, 0x000A)
    content = with_stream("Workbook", whole[:ends])
    with pytest.raises(WorkbookError, match="damaged"):
        grids("检查.xls", content)


def test_numbers_of_a_chart_do_not_become_cells_of_the_sheet() -> None:
    """A chart keeps its figures in records like the sheet's: the reader would put them into A1."""
    stream = streams(FROM_1904)["Workbook"]
    place = struct.unpack_from("<L", stream, record(stream, 0x0085))[0]
    at = record(stream, 0x00E5, after=place) - 4  # before the merged ranges, as Excel does
    number = struct.pack("<HHHHHd", 0x0203, 14, 1, 1, 0, 99.0)
    chart = b"\x09\x08\x04\0\0\x06\x20\0" + number + b"\x0a\0\0\0"
    with_chart = with_stream("Workbook", stream[:at] + chart + stream[at:])
    assert grids("检查.xls", with_chart) == grids("检查.xls", FROM_1904)


def test_rich_text_of_1995_is_refused_rather_than_left_out() -> None:
    def rich(stream: bytearray) -> None:
        struct.pack_into("<H", stream, record(stream, 0x00FD) - 4, 0x00D6)

    with pytest.raises(WorkbookError, match="damaged"):
        grids("检查.xls", changed(rich))


def test_errors_of_cells_and_of_formulas_are_seen() -> None:
    def wrong(stream: bytearray) -> None:
        at = record(stream, 0x00FD, after=struct.unpack_from("<L", stream, record(stream, 0x85))[0])
        struct.pack_into("<HH6xBB", stream, at - 4, 0x0205, 10, 0x2A, 1)

    def shifted(stream: bytearray) -> None:
        wrong(stream)
        at = record(stream, 0x0205)
        struct.pack_into("<HHHBB", stream, at, 0, 0, 0, 0x2A, 1)

    sheet = grids("检查.xls", changed(shifted))[0]
    assert sheet.errors == {(0, 0): "#N/A", (5, 3): "#DIV/0!"}


def test_a_password_is_named_as_the_reason() -> None:
    locked = b"\x09\x08\x04\0\0\x06\x05\0" + b"\x2f\0\x02\0\x01\0" + b"\x0a\0\0\0"
    for content in (with_stream("Workbook", locked), with_stream("EncryptedPackage", b"x")):
        with pytest.raises(WorkbookError, match="password-protected"):
            grids("检查.xls", content)


def test_another_compound_file_is_no_workbook() -> None:
    with pytest.raises(WorkbookError, match="not an Excel workbook"):
        grids("文档.xls", with_stream("WordDocument", b"x"))


def patched(offset: int, value: int) -> bytes:
    good = bytearray(changed(lambda stream: stream))
    struct.pack_into("<L", good, offset, value)
    return bytes(good)


@pytest.mark.parametrize(
    "content",
    [
        patched(30, 0x0006_0007),  # sectors of no known size
        patched(44, 0x7FFFFFFF),  # more tables than the file has sectors
        patched(48, 0x00FFFFFF),  # a directory behind the end
        MAGIC + b"\xff" * 700,
    ],
    ids=["sectors", "tables", "directory", "noise"],
)
def test_a_broken_compound_file_is_damage(content: bytes) -> None:
    with pytest.raises(WorkbookError, match="damaged"):
        grids("检查.xls", content)


def test_sectors_in_a_circle_come_to_an_end() -> None:
    """The reader would collect the same sector until the memory is full."""
    good = bytearray(changed(lambda stream: stream))
    table = good.index(struct.pack("<L", 1), 4_096 * 2)  # the first sector's follower: the second
    struct.pack_into("<L", good, len(good) - 4_096, 0)
    assert table
    with pytest.raises(WorkbookError, match="damaged"):
        grids("检查.xls", bytes(good))


# --- .ods -------------------------------------------------------------------------------------


def ods(content: str | bytes, **others: bytes) -> bytes:
    """An .ods of one content.xml: the rows of one sheet, or the whole part as bytes."""
    if isinstance(content, str):
        content = (
            '<d xmlns:table="t" xmlns:office="o" xmlns:text="x" xmlns:calcext="c">'
            f'<table:table table:name="表">{content}</table:table></d>'
        ).encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        target.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
        for name, data in others.items():
            target.writestr(f"META-INF/{name}.xml", data)
    return stream.getvalue()


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


EMPTY = "<table:table-cell/>"


def test_empty_cells_and_rows_that_repeat_cost_nothing() -> None:
    wide = '<table:table-cell table:number-columns-repeated="16384"/>'
    many = row(wide, more='table:number-rows-repeated="1048576"')
    (grid,) = grids("检查.ods", ods(row(cell("√"), wide) + many))
    assert grid.rows == [["√"]]


def test_cells_and_rows_that_repeat_are_laid_out() -> None:
    twice = row(
        cell("√", 'table:number-columns-repeated="2"'), more='table:number-rows-repeated="2"'
    )
    blank = row(EMPTY, more='table:number-rows-repeated="2"')
    (grid,) = grids("检查.ods", ods(twice + blank + row(EMPTY, cell("×"))))
    assert grid.rows == [["√", "√"], ["√", "√"], ["", ""], ["", ""], ["", "×"]]


def test_errors_that_repeat_are_seen_at_each_place() -> None:
    wrong = cell("#N/A", 'calcext:value-type="error" office:value-type="string"')
    (grid,) = grids("检查.ods", ods(row(wrong, more='table:number-rows-repeated="2"')))
    assert grid.errors == {(0, 0): "#N/A", (1, 0): "#N/A"}
    assert grid.rows == [[""], [""]]


@pytest.mark.parametrize(
    "rows",
    [
        row(cell("x"), more='table:number-rows-repeated="60000"'),
        row(cell("x", 'table:number-columns-repeated="2000"')),
        row(
            cell("x", 'table:number-columns-repeated="900"'),
            more='table:number-rows-repeated="9000"',
        ),
        row(EMPTY, more='table:number-rows-repeated="1048576"') + row(cell("x")),
        row(cell("x", 'table:number-rows-spanned="40000" table:number-columns-spanned="900"')),
        row(cell("x", 'table:number-rows-spanned="90000"')),
        row(
            cell("x", 'table:number-columns-repeated="90"'),
            more='table:number-rows-repeated="40000"',
        ),
        row(cell("x", 'table:number-rows-spanned="600" table:number-columns-spanned="600"')),
    ],
    ids=["rows", "columns", "area", "behind blanks", "merged", "tall", "cells", "covered"],
)
def test_a_bomb_of_repeats_is_refused_before_it_is_laid_out(rows: str) -> None:
    with pytest.raises(WorkbookError, match="larger"):
        grids("检查.ods", ods(rows))


def test_lines_and_notes_of_a_cell() -> None:
    note = "<office:annotation><text:p>复查</text:p></office:annotation>"
    lines = f"<table:table-cell>{note}<text:p>手卫生<text:s/>执行</text:p><text:p>第二行</text:p>"
    (grid,) = grids("检查.ods", ods(row(lines + "</table:table-cell>")))
    assert grid.rows == [["手卫生 执行\n第二行"]]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ('office:value-type="percentage" office:value="0.95"', 0.95),
        ('office:value-type="boolean" office:boolean-value="true"', True),
        ('office:value-type="time" office:time-value="PT30H00M00S"', "shown"),
        ('office:value-type="string" office:string-value="合格"', "合格"),
    ],
)
def test_typed_cells_give_what_they_hold(typed: str, value: object) -> None:
    (grid,) = grids("检查.ods", ods(row(cell("shown", typed))))
    assert grid.rows == [[value]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (ods(b"<d"), "damaged"),
        (ods(row(cell("x", 'office:value-type="float" office:value="x"'))), "damaged"),
        (ods(row(cell("x", 'office:value-type="date"'))), "damaged"),
        (ods(b'<!DOCTYPE d [<!ENTITY a "aaaa">]><d>&a;</d>'), "declarations"),
        (ods("", manifest=b"<manifest:encryption-data/>"), "password-protected"),
        (ODS[: len(ODS) // 2], "damaged"),
    ],
)
def test_a_bad_ods_ends_in_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(WorkbookError, match=said):
        grids("检查.ods", content)


def test_an_ods_that_inflates_beyond_the_limit_is_not_unpacked() -> None:
    small = ods("")
    claim = (3 * 2**30).to_bytes(4, "little")
    at = small.rindex(b"content.xml") - 46
    with pytest.raises(WorkbookError, match="larger"):
        grids("检查.ods", small[: at + 24] + claim + small[at + 28 :])


def test_the_mimetype_may_stand_anywhere() -> None:
    with zipfile.ZipFile(io.BytesIO(ODS)) as source:
        parts = {name: source.read(name) for name in reversed(source.namelist())}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name, data in parts.items():
            target.writestr(name, data)
    assert not re.match(rb"PK.{28}mimetype", stream.getvalue(), re.DOTALL)
    assert grids("检查.ods", stream.getvalue()) == grids("检查.ods", ODS)
