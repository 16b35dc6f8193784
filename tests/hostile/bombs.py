"""Small files that unpack, or are laid out, to more than any PC holds; each says what it is."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping

from tests.workbooks import book

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
Make = Callable[[], bytes]
SHEET, TEXTS, BOOK, TYPES, STYLES = (
    "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "[Content_Types].xml", "xl/styles.xml",
)  # fmt: skip
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "haha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)  # fmt: skip
OUTSIDE = '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>'


def plain() -> bytes:
    """A small workbook that everybody can read."""
    return book([["消毒隔离质量自查表"], ["序号", "检查内容", 1, 2], [1, "条目1", "√", "×"]])


def with_parts(parts: Mapping[str, bytes], content: bytes | None = None) -> bytes:
    """A workbook with some of its parts exchanged or added."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content or plain())) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in dict.fromkeys((*old.namelist(), *parts)):
            new.writestr(name, parts[name] if name in parts else old.read(name))
    return target.getvalue()


def declared(part: str, prolog: str, content: bytes | None = None) -> bytes:
    """A workbook with declarations at the head of a part, used in its first text."""
    with zipfile.ZipFile(io.BytesIO(content or plain())) as package:
        xml = package.read(part).decode()
    head, sign, rest = xml.partition("?>") if xml.startswith("<?xml") else ("", "", xml)
    at = rest.index(">", rest.index("<") + 1) + 1
    return with_parts(
        {part: f"{head}{sign}{prolog}{rest[:at]}&j;{rest[at:]}".encode()}, content
    )  # fmt: skip


def sheet(rows: bytes, after: bytes = b"") -> bytes:
    return b"<worksheet %s><sheetData>%s</sheetData>%s</worksheet>" % (MAIN.encode(), rows, after)


def lying(content: bytes, part: str, says: int) -> bytes:
    """The same package, whose listing says that a part is of another size."""
    changed = bytearray(content)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        start = package.getinfo(part).header_offset
    struct.pack_into("<I", changed, start + 22, says)
    at = content.index(b"PK\x01\x02")
    while struct.unpack_from("<I", changed, at + 42)[0] != start:
        at = content.index(b"PK\x01\x02", at + 4)
    struct.pack_into("<I", changed, at + 24, says)
    return bytes(changed)


def zipped(members: Iterable[tuple[str, bytes]]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, content in members:
            package.writestr(name, content)
    return target.getvalue()


def with_empty_members(count: int, content: bytes) -> bytes:
    """An archive whose listing names `count` members more, at next to no cost for who sends it."""
    at, size = content.rindex(b"PK\x05\x06"), len(content)
    listing, start = struct.unpack_from("<LL", content, at + 12)
    entry = struct.pack(
        "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0
    )
    more = entry + b"a"
    made = content[: start + listing] + more * count
    end = struct.pack(
        "<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, listing + len(more) * count, start, 0
    )
    assert size
    return made + end


def png(width: int, height: int, extra: bytes = b"") -> bytes:
    """A picture of one grey: pixels without end in a few bytes."""
    row = bytes(1 + width)
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(row * 64) for _ in range(height // 64)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + extra
        + chunk(b"IDAT", packed)
        + chunk(b"IEND", b"")
    )


def chunk(name: bytes, told: bytes) -> bytes:
    return struct.pack(">I", len(told)) + name + told + struct.pack(">I", zlib.crc32(name + told))
