"""Bombs by what they are: each under a megabyte or little more, most of them as they were when they still
cost gigabytes or minutes."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

from qc.ingest.containers.compound import streams, with_stream
from qc.ingest.containers.limits import MAX_BOOK_TAGS, MAX_TAGS
from tests.hostile.bombs import (
    BOOK,
    LAUGHS,
    MAIN,
    OUTSIDE,
    SHEET,
    STYLES,
    TEXTS,
    TYPES,
    declared,
    lying,
    plain,
    sheet,
    with_empty_members,
    with_parts,
)  # fmt: skip
from tests.workbooks import book, days_across

Make = Callable[[], bytes]
FILES = Path(__file__).parents[1] / "data" / "containers"
MIB = 2**20
PICTURE = "xl/media/image1.png"
ONE = b'<row r="1"><c r="A1"><v>1</v></c></row>'
OF_PLACES = b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def _part(name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(plain())) as package:
        return package.read(name)


def _texts(told: bytes) -> bytes:
    return b"<sst %s>%s</sst>" % (MAIN.encode(), told)


def _with_texts() -> bytes:
    return with_parts({TEXTS: _texts(b"<si><t>a</t></si>")})


def _in_book(told: bytes) -> bytes:
    return with_parts({BOOK: _part(BOOK).replace(b"</sheets>", told + b"</sheets>")})


def _one_text_in_many_cells() -> bytes:
    row = b"<row>" + b'<c t="s"><v>0</v></c>' * 900 + b"</row>"
    return with_parts({TEXTS: _texts(b"<si><t>%s</t></si>" % (b"a" * MIB)), SHEET: sheet(row * 20)})


def _one_text_in_many_cells_hidden() -> bytes:
    """The same behind a comment that shifts what a quick look takes for the texts' numbers."""
    row = b"<row>" + b'<c t="s"><v>&#48;</v></c>' * 900 + b"</row>"
    told = b"<!-- </si><si> --><si><t>%s</t></si>" % (b"a" * MIB)
    return with_parts({TEXTS: _texts(told), SHEET: sheet(row * 20)})


def _xls_of_one_text() -> bytes:
    """An .xls whose one text of 60,000 signs stands in 200,000 cells: 12 GB once it is laid out."""
    long = struct.pack("<LLHB", 1, 1, 60_000, 0)
    texts = _record(0x00FC, long + b"a" * 8_000) + _record(0x003C, b"\0" + b"a" * 8_000) * 6
    texts += _record(0x003C, b"\0" + b"a" * 4_000)
    cells = b"".join(
        _record(0x00FD, struct.pack("<HHHL", n // 250, n % 250, 0, 0)) for n in range(200_000)
    )
    begin = struct.pack("<HHHHLL", 0x0600, 0x0005, 0, 0, 0, 0)
    end = _record(0x000A, b"")
    head = _record(0x0809, begin) + texts
    name = b"\x01\x00A"
    place = len(head) + 4 + 6 + len(name) + len(end)
    head += _record(0x0085, struct.pack("<LH", place, 0) + name) + end
    inside = _record(0x0809, begin[:2] + struct.pack("<H", 0x10) + begin[4:]) + cells + end
    return with_stream("Workbook", head + inside)


def _record(kind: int, told: bytes) -> bytes:
    return struct.pack("<HH", kind, len(told)) + told


def _xls_of_shared_streams() -> bytes:
    """A compound file of 3 MB with 2,000 streams, each of which is said to be the whole file."""
    stream = streams((FILES / "daily_check.xls").read_bytes())["Workbook"]
    content = bytearray(with_stream("Workbook", stream + bytes(2 * MIB)))
    first = len(content)
    entries = 2_000 * 128 // 4_096
    at = content.index("Workbook".encode("utf-16-le"))
    entry = bytes(content[at : at + 128])
    made = b"".join(f"{n:08}".encode("utf-16-le") + entry[16:] for n in range(entries * 32))
    content += made
    table = content.rindex(struct.pack("<L", 0xFFFFFFFD), 0, first)
    sector = first // 4_096 - 1
    chain = [*range(sector + 1, sector + entries), 0xFFFFFFFE]
    struct.pack_into(f"<{entries}L", content, table + 4, *chain)
    struct.pack_into("<L", content, 48, sector)
    return bytes(content)


def _ods_of_one_text() -> bytes:
    cell = b'<table:table-cell table:number-columns-repeated="900" office:value-type="string"><text:p>%s</text:p></table:table-cell>'
    rows = b'<table:table-row table:number-rows-repeated="3000">%s</table:table-row>'
    xml = (FILES / "daily_check.ods").read_bytes()
    with zipfile.ZipFile(BytesIO(xml)) as package:
        old = package.read("content.xml")
    end = old.index(b"</table:table>")
    told = old[:end] + rows % (cell % (b"a" * MIB)) + old[end:]
    return with_parts({"content.xml": told}, xml)


def _marked_and_lying() -> bytes:
    """A sheet with a bad mark, so that an annotated copy is made: of a package with a picture that unpacks to
    more than it says."""
    faulty = book(days_across([["√", "?"], ["√", "√"]]))
    return lying(with_parts({PICTURE: bytes(850 * MIB)}, faulty), PICTURE, 10)


def _marked_and_laughing() -> bytes:
    """The same with declarations in the part that says what the others are."""
    return declared(TYPES, LAUGHS, book(days_across([["√", "?"], ["√", "√", "√"]])))


WORKBOOKS: Mapping[str, Make] = MappingProxyType(
    {
        "merged.xlsx": lambda: with_parts({SHEET: sheet(ONE, b"<mergeCells>%s</mergeCells>" % (b'<mergeCell ref="A9:B99"/>' * 2_000_000))}),
        "cells.xlsx": lambda: with_parts({SHEET: sheet(b'<row r="3001"><c r="ALL3001"/></row><row r="1"/>' + (b"<row>" + b"<c/>" * 1_000 + b"</row>") * 10_000)}),
        "far.xlsx": lambda: with_parts({SHEET: sheet(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')}),
        "tags.xlsx": lambda: with_parts({SHEET: sheet(b"<a/>" * MAX_TAGS)}),
        "deep.xlsx": lambda: with_parts({BOOK: b"<a>" * MAX_BOOK_TAGS + b"</a>" * MAX_BOOK_TAGS}),
        "texts.xlsx": lambda: with_parts({TEXTS: _texts(b"<si><t/></si>" * (MAX_TAGS // 3))}),
        "one text.xlsx": _one_text_in_many_cells,
        "one hidden text.xlsx": _one_text_in_many_cells_hidden,
        "names.xlsx": lambda: _in_book(b"<a/>" * MAX_BOOK_TAGS),
        "sheets.xlsx": lambda: _in_book(b"".join(b'<sheet name="s%d" sheetId="%d" r:id="rId1" %s/>' % (n, n, OF_PLACES) for n in range(100_000))),
        "styles.xlsx": lambda: with_parts({STYLES: b"<styleSheet %s><cellXfs>%s</cellXfs></styleSheet>" % (MAIN.encode(), b"<xf/>" * MAX_TAGS)}),
        "members.xlsx": lambda: with_empty_members(200_000, plain()),
        "large.xlsx": lambda: with_parts({SHEET: bytes(200 * MIB)}),
        "lies.xlsx": lambda: lying(with_parts({SHEET: bytes(200 * MIB)}), SHEET, 10),
        "picture.xlsx": _marked_and_lying,
        "types.xlsx": _marked_and_laughing,
        "one text.xls": _xls_of_one_text,
        "streams.xls": _xls_of_shared_streams,
        "one text.ods": _ods_of_one_text,
        "covered.html": lambda: b"<table><tr><td rowspan=50000 colspan=1000>1" + b"<tr><td>" * 49_000,
        "columns.csv": lambda: b"," * (8 * MIB),
        **{f"laughs {n}.xlsx": lambda part=part: declared(part, LAUGHS, _with_texts()) for n, part in enumerate((SHEET, BOOK, TEXTS, STYLES))},
        **{f"outside {n}.xlsx": lambda part=part: declared(part, OUTSIDE, _with_texts()) for n, part in enumerate((SHEET, TEXTS))},
    }
)  # fmt: skip
"""By the name of the file."""


def bombs_in(folder: Path, *names: str) -> Path:
    """A folder with the workbooks of these names, or with all."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or WORKBOOKS:
        (folder / name).write_bytes(WORKBOOKS[name]())
    return folder
