"""Files that are no workbook, or a hostile one, end in a sentence: never a crash, never a hang."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from qc.errors import WorkbookError
from qc.ingest.containers import read_container
from qc.ingest.containers import read_grids as read_grids_lazily
from qc.ingest.containers.guard import inspect
from qc.ingest.containers.limits import MAX_FILE_BYTES, MAX_ROWS
from qc.ingest.containers.reader import faults_named
from qc.ingest.grid import Grid
from tests.workbooks import book, days_across


def read_grids(name: str, content: bytes) -> tuple[Grid, ...]:
    return tuple(read_grids_lazily(name, content))


GOOD = book(days_across([["√", "×"]]))


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return stream.getvalue()


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
        (b"<html><p>1</p></html>", "not an Excel workbook"),
        (b"<?xml version='1.0'?><note/>", "not an Excel workbook"),
        (b"%PDF-1.7\n\0\0\n", "not an Excel workbook"),
        (zipped({"notes.txt": b"hello"}), "not an Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged"),
        (b"PK\x03\x04" + bytes(MAX_FILE_BYTES), "larger"),
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


def sheet_of(xml: bytes) -> bytes:
    """The good workbook with other rows."""
    return repacked(
        SHEET, rb"(?s)<sheetData>.*</sheetData>", b"<sheetData>" + xml + b"</sheetData>"
    )


def test_cells_that_do_not_say_their_place_are_counted_as_the_reader_counts() -> None:
    """One wide row and many short ones, nine kilobytes, made the process ask for 52 gigabytes."""
    wide = b"<row>" + b"<c/>" * 1_200 + b"</row>"
    with pytest.raises(WorkbookError, match="larger"):
        read_grids("检查.xlsx", sheet_of(wide))
    with pytest.raises(WorkbookError, match="larger"):
        read_grids("检查.xlsx", sheet_of(b"<row/>" * (MAX_ROWS + 1)))


def test_many_open_ends_are_read_in_one_pass() -> None:
    """Patterns that look for an end again from every beginning took minutes for 100 KB."""
    with pytest.raises(WorkbookError, match="damaged"):
        read_grids("检查.xlsx", sheet_of(b"<row " * 200_000))
    errors = b"".join(b'<row r="%d"><c r="A%d" t="e"/></row>' % (n, n) for n in range(1, 50_000))
    assert len(read_grids("检查.xlsx", sheet_of(errors))) == 1


def test_merged_ranges_over_and_over_are_refused() -> None:
    merges = b'<mergeCells><mergeCell ref="A1:F2000"/>' + b'<mergeCell ref="A1:F2000"/>' * 99
    rows = b'<row r="2000"><c r="F2000"><v>1</v></c></row>'
    content = repacked(
        SHEET,
        rb"(?s)<sheetData>.*</sheetData>",
        b"<sheetData>" + rows + b"</sheetData>" + merges + b"</mergeCells>",
    )
    with pytest.raises(WorkbookError, match="larger"):
        read_grids("检查.xlsx", content)


def test_the_limit_holds_for_all_sheets_together() -> None:
    far = [["x"], *[[]] * 20_000, [None] * 30 + ["x"]]
    with pytest.raises(WorkbookError, match="larger"):
        read_grids("检查.xlsx", book(far, far, far, far, far))


def test_two_sheets_of_one_name_are_refused() -> None:
    """The reader would hand out the first of them twice and the second never."""
    two = book([["a"]], [["b"]])
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(two)) as source, zipfile.ZipFile(stream, "w") as target:
        for info in source.infolist():
            data = source.read(info).replace('name="表1"'.encode(), 'name="表"'.encode())
            target.writestr(info.filename, data)
    with pytest.raises(WorkbookError, match="damaged"):
        read_grids("检查.xlsx", stream.getvalue())


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="C4" t="e"><v>#SPILL!</v></c>',
        b"<c t='e' r='C4'><v>#SPILL!</v></c>",
        b'<c t = "e" r="C4"><f>A1#</f><v>#SPILL!</v></c>',
    ],
)
def test_a_newer_error_value_spoils_its_cell_and_not_the_file(cell: bytes) -> None:
    (grid,) = read_grids("检查.xlsx", repacked(SHEET, rb'<c r="C4"[^>]*>.*?</c>', cell))
    assert grid.errors == {(3, 2): "#SPILL!"}
    assert grid.own(3, 3).value == "×"


@pytest.mark.parametrize("index", [b"-1", b"+1", b"1.0", b"x"])
def test_a_text_that_the_file_does_not_hold_is_no_text(index: bytes) -> None:
    """The reader shows another text in its place."""
    cell = b'<c r="C4" t="s"><v>' + index + b"</v></c>"
    with pytest.raises(WorkbookError, match="damaged"):
        read_grids("检查.xlsx", repacked(SHEET, rb'<c r="C4"[^>]*>.*?</c>', cell))


def test_control_signs_do_not_come_in() -> None:
    """They could colour, clear or retitle the terminal of whoever lists the units."""
    steering = b'<c r="C4" t="inlineStr"><is><t>_x001B_[31m\xe2\x88\x9a</t></is></c>'
    (grid,) = read_grids("检查.xlsx", repacked(SHEET, rb'<c r="C4"[^>]*>.*?</c>', steering))
    assert grid.own(3, 2).value == "[31m√"


def test_two_parts_of_one_name_are_refused() -> None:
    """What is looked at must be what is read: one program takes the first, another the last."""
    stream = io.BytesIO(GOOD)
    with zipfile.ZipFile(stream, "a") as target:
        target.writestr(SHEET.upper(), b"<worksheet/>")
    with pytest.raises(WorkbookError, match="damaged"):
        read_grids("检查.xlsx", stream.getvalue())


def packed(compression: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as source, zipfile.ZipFile(stream, "w") as target:
        for info in source.infolist():
            target.writestr(info.filename, source.read(info), compression)
    return stream.getvalue()


def test_parts_that_are_not_packed_are_read_and_strange_packing_is_refused() -> None:
    """No program packs a workbook with LZMA; its decoder fails in ways of its own."""
    assert read_grids("检查.xlsx", packed(zipfile.ZIP_STORED)) == read_grids("检查.xlsx", GOOD)
    with pytest.raises(WorkbookError, match="damaged"):
        read_grids("检查.xlsx", packed(zipfile.ZIP_LZMA))


@pytest.mark.parametrize(("offset", "value"), [(16, b"\0\0\0\0"), (42, b"\7\0\0\0")])
def test_a_listing_that_lies_is_damage(offset: int, value: bytes) -> None:
    """The checksum and the place of the first part that is read."""
    at = GOOD.rindex(b"xl/workbook.xml") - 46
    lying = GOOD[: at + offset] + value + GOOD[at + offset + 4 :]
    with pytest.raises(WorkbookError, match="damaged"):
        read_grids("检查.xlsx", lying)


def test_rows_that_are_hidden_are_read_and_known() -> None:
    """A nurse hides the days that are done: they count like the others, and it is said."""
    (grid,) = read_grids("检查.xlsx", repacked(SHEET, rb'<row r="4"', b'<row r="4" hidden="1"'))
    assert grid.hidden_rows == {3}
    assert grid.own(3, 2).value == "√"


def test_workbooks_of_old_macs_count_their_days_from_1904() -> None:
    settings = b'<workbookPr date1904="1"'
    (grid,) = read_grids("检查.xlsx", repacked("xl/workbook.xml", rb"<workbookPr", settings))
    assert grid.date_1904
    assert not read_grids("检查.xlsx", GOOD)[0].date_1904


def test_a_workbook_under_another_name_is_read_and_it_is_said() -> None:
    container = read_container("检查.xls", GOOD)
    assert next(container.grids).own(0, 0).value == "消毒隔离质量自查表"
    (said,) = container.problems
    assert (said.code, said.severity, said.values) == ("other_format", "info", {"format": ".xlsx"})
    assert not read_container("检查.xlsm", GOOD).problems


def test_a_workbook_whose_listing_uses_backslashes_is_found() -> None:
    """Some exporters write xl\\workbook.xml."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as source:
        parts = {n.replace("/", "\\"): source.read(n) for n in source.namelist()}
    (grid,) = read_grids("检查.xlsx", zipped(parts))
    assert grid.own(3, 3).value == "×"


def test_an_encoding_that_nobody_knows_is_damage() -> None:
    """One wrong letter in the first line of a part ended the whole import."""
    for part in (SHEET, "xl/workbook.xml"):
        named = rb'<?xml version="1.0" encoding="UTF-b"?>'
        with pytest.raises(WorkbookError, match="damaged"):
            read_grids("检查.xlsx", repacked(part, rb"\A(<\?xml.*?\?>)?", named))


def test_what_the_reader_stumbles_over_is_damage() -> None:
    """The guard does not look into every text; a panic of the reader's own code is no crash."""
    beyond = b'<row r="1"><c r="A1" t="s"><v>99</v></c></row>'
    with pytest.raises(WorkbookError, match="damaged"):
        read_grids("检查.xlsx", sheet_of(beyond))

    class PanicException(BaseException):
        pass

    with pytest.raises(WorkbookError, match="damaged"), faults_named("检查.xlsx"):
        raise PanicException
    with pytest.raises(KeyboardInterrupt), faults_named("检查.xlsx"):
        raise KeyboardInterrupt


def test_a_part_that_is_not_where_the_listing_says_is_damage() -> None:
    at = GOOD.index(b"xl/workbook.xml") - 30
    with pytest.raises(WorkbookError, match="damaged"):
        read_grids("检查.xlsx", GOOD[:at] + b"XXXX" + GOOD[at + 4 :])
    with pytest.raises(WorkbookError, match="larger"):
        inspect("检查.xlsx", bytes(MAX_FILE_BYTES + 1))


@pytest.mark.parametrize(
    "cells",
    [
        b'<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>',
        b'<c r="A1"><v>1</v><v>2</v></c>',
        b'<c r="A1" t="s"><is><t>x</t></is></c>',
        b'<c r="A1"><is><t>x</t></is></c>',
        b'<c r="A1" t="inlineStr"><v>1</v></c>',
        b'<c r="A1" t="z"><v>1</v></c>',
        b'<c r="A1" t="inlineStr"><is><t><x/>1</t></is></c>',
        b'<c r="A1"><v><![CDATA[1]]>10</v></c>',
        b'<c r="A1"><v>1<!-- -->0</v></c>',
    ],
)
def test_a_cell_of_which_two_programs_read_two_values_is_refused(cells: bytes) -> None:
    """Excel would show the nurse one value while the other is counted."""
    with pytest.raises(WorkbookError, match="damaged"):
        read_grids("检查.xlsx", sheet_of(b'<row r="1">' + cells + b"</row>"))


def test_a_row_that_is_written_twice_is_refused() -> None:
    row = b'<row r="1"><c r="A1"><v>1</v></c></row>'
    with pytest.raises(WorkbookError, match="damaged"):
        read_grids("检查.xlsx", sheet_of(row + row))
