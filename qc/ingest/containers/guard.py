"""A look into an .xlsx package before anything unpacks it for real.

python-calamine lays a sheet out densely, up to its farthest cell: one cell at the last row and column
of a 5 KB file would make it ask for all the memory there is, and abort the process. So every part
that could be a sheet is scanned first, the way the reader counts: a row or cell that does not say its
place follows the one before. The same pass notes what the reader loses: error values (#DIV/0!),
hidden rows, the date system. The reader then gets the parts that were looked at, and no others.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from posixpath import join, normpath
from xml.etree import ElementTree
from xml.parsers import expat

from qc.errors import WorkbookError
from qc.ingest.containers.empty_tail import without_empty_tail
from qc.ingest.containers.limits import (
    MAX_AREA,
    MAX_BOOK_TAGS,
    MAX_FILE_BYTES,
    MAX_MERGED,
    MAX_PACKAGE_BYTES,
    MAX_SHEETS,
    MAX_TAGS,
    TooFarError,
    damaged,
    too_large,
)
from qc.ingest.containers.listing import refuse_long_listing
from qc.ingest.containers.repack import pack
from qc.ingest.containers.shared_texts import refuse_multiplied
from qc.ingest.containers.sheet_quick import scan_sheet
from qc.ingest.containers.sheet_scan import SheetScan
from qc.locale import N_

_BOOK, _BOOK_LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_LINKS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId1" Target="xl/workbook.xml" Type="http://schemas.openxmlformats.org'
    b'/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
_UNREAD = (  # parts that no reader of values opens
    "[content_types].xml", "_rels/", "docprops/", "customxml/", "xl/theme/", "xl/media/",
    "xl/drawings/", "xl/printersettings/", "xl/vbaproject.bin", "xl/calcchain.xml", "xl/charts/",
)  # fmt: skip
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1  # a flag of a part
_RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_KNOWN_ERRORS = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"))
BROKEN = (
    zipfile.BadZipFile, ElementTree.ParseError, expat.ExpatError, zlib.error, EOFError, LookupError,
    NotImplementedError, RuntimeError,  # an encoding or compression that nobody knows; encrypted
    OSError, ValueError, struct.error,
)  # fmt: skip


@dataclass(frozen=True)
class Inspection:
    """A package found safe to read: `content` for the reader (with error values that it would choke
    on written as #N/A), `sheets` by name, and whether days are counted from 1904."""

    content: bytes
    sheets: Mapping[str, SheetScan]
    date_1904: bool = False


def inspect(name: str, content: bytes) -> Inspection:
    """Check a package against the limits.

    Raises WorkbookError, in words, when it is too large, hostile or broken.
    """
    if len(content) > MAX_FILE_BYTES:
        raise too_large(name)
    try:
        source = io.BytesIO(content)
        refuse_long_listing(source)
        with zipfile.ZipFile(source) as package:
            return _inspect(package, content, name)
    except TooFarError as far:
        raise too_large(name) from far
    except BROKEN as fault:
        raise damaged(name) from fault


def package_kind(package: zipfile.ZipFile) -> str | None:
    """ "xlsx" or "ods" by what a zip archive holds; None for any other archive."""
    names = {part.lower().replace("\\", "/") for part in package.namelist()}
    if _BOOK in names:
        return "xlsx"
    return "ods" if {"content.xml", "mimetype"} <= names else None


def refuse_declarations(data: bytes, name: str) -> None:
    """Raises WorkbookError for XML with a DOCTYPE or entities, or in an encoding that hides them."""
    is_xml = data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or (
        is_xml and b"<!" in data and (b"<!DOCTYPE" in data or b"<!ENTITY" in data)
    ):
        raise WorkbookError(
            N_("{name} holds declarations that no workbook needs; it was not opened."),
            N_("Ask where the file comes from; save it again as .xlsx from Excel or WPS."),
            name=name,
        )


def _inspect(package: zipfile.ZipFile, content: bytes, name: str) -> Inspection:
    parts = {
        part: without_empty_tail(data) if b"sheetData" in data else data
        for part, data in _parts(package, content, name).items()
    }
    if sum(data.count(b"<") for data in parts.values()) > MAX_TAGS:
        raise too_large(name)
    about, links = parts[_BOOK], parts[_BOOK_LINKS]
    if about.count(b"<") + links.count(b"<") > MAX_BOOK_TAGS:
        raise too_large(name)
    book = ElementTree.fromstring(about)
    sheets = _sheet_parts(book, ElementTree.fromstring(links))
    scans = _scans(parts)
    unnamed = scans.keys() - set(sheets.values())  # what the reader might find all the same
    here = [scans[part] for part in (*sheets.values(), *unnamed) if part in scans]
    area = sum(scan.area for scan in here)
    if len(sheets) > MAX_SHEETS or area > MAX_AREA or sum(s.merged for s in here) > MAX_MERGED:
        raise too_large(name)
    texts = [data for part, data in parts.items() if part.lower().endswith("sharedstrings.xml")]
    refuse_multiplied(texts, [data for data in parts.values() if b"sheetData" in data], area)
    unknown = set().union(*(scan.error_codes for scan in scans.values())) - _KNOWN_ERRORS
    return Inspection(
        pack({"_rels/.rels": _LINKS, **(_with_known_errors(parts, unknown) if unknown else parts)}),
        {sheet: scans[part] for sheet, part in sheets.items() if part in scans},
        _counts_from_1904(book),
    )


def _scans(parts: Mapping[str, bytes]) -> dict[str, SheetScan]:
    """The scans of all parts that could be a sheet; TooFarError as soon as they are too many cells."""
    scans: dict[str, SheetScan] = {}
    area = 0
    for part, data in parts.items():
        if b"sheetData" in data:
            scans[part.lower()] = scan = scan_sheet(data)
            area += scan.area
        if area > MAX_AREA or len(scans) > MAX_SHEETS:
            raise TooFarError
    return scans


def _parts(package: zipfile.ZipFile, content: bytes, name: str) -> dict[str, bytes]:
    """The parts that a reader of values may open, by name."""
    infos = package.infolist()
    if sum(info.file_size for info in infos) > MAX_PACKAGE_BYTES:
        raise too_large(name)
    parts: dict[str, bytes] = {}
    seen: set[str] = set()
    for info in infos:
        part = info.filename.replace("\\", "/")
        if part.lower().startswith(_UNREAD) or part.endswith("/"):
            continue
        if part.lower() in seen:
            raise ValueError("two parts of one name: one reader would see this, another that")
        seen.add(part.lower())
        parts[part] = unpacked(package, content, info)
        refuse_declarations(parts[part], name)
    return parts


def unpacked(package: zipfile.ZipFile, content: bytes, info: zipfile.ZipInfo) -> bytes:
    """A part, its length and checksum as the listing says; a lying listing ends as BadZipFile.

    `ZipFile.read` does the same in four times the time; it still reads what is not packed.
    """
    at = info.header_offset
    if info.compress_type not in PACKED or info.flag_bits & _ENCRYPTED:
        raise zipfile.BadZipFile("packed as no program packs a workbook")
    if info.compress_type == zipfile.ZIP_STORED:
        return package.read(info)
    if content[at : at + 4] != b"PK\x03\x04":
        raise zipfile.BadZipFile("no part where the listing says")
    at += 30 + sum(struct.unpack_from("<HH", content, at + 26))
    packed = content[at : at + info.compress_size]
    data = zlib.decompressobj(-15).decompress(packed, info.file_size + 1)
    if len(data) != info.file_size or zlib.crc32(data) != info.CRC:
        raise zipfile.BadZipFile("a part that is not what the listing says")
    return data


def _sheet_parts(book: ElementTree.Element, links: ElementTree.Element) -> dict[str, str]:
    """Sheet name -> part name in lower case, by the workbook's own relationships."""
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    parts: dict[str, str] = {}
    for sheet in book.findall(".//{*}sheet"):
        target = targets.get(sheet.get(_RELATIONSHIP)) or ""
        part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        title = sheet.get("name", "")
        if title in parts:
            raise ValueError("two sheets of one name: the reader would read the first twice")
        parts[title] = part.lower()
    return parts


def _counts_from_1904(book: ElementTree.Element) -> bool:
    settings = book.find("{*}workbookPr")
    return settings is not None and settings.get("date1904", "").strip() in ("1", "true")


def _with_known_errors(parts: Mapping[str, bytes], unknown: set[str]) -> dict[str, bytes]:
    """The parts with newer error values (#SPILL!) written as one that the reader knows."""
    known = dict(parts)
    for part, data in parts.items():
        if b"sheetData" in data:
            for text in unknown:
                data = data.replace(f"v>{text}</".encode(), b"v>#N/A</")
            known[part] = data
    return known
