"""A look into an .xlsx package before anything unpacks it for real.

python-calamine lays a sheet out densely, up to its farthest cell: one cell at the last row and column
of a 5 KB file would make it ask for all the memory there is, and abort the process. So every part
that could be a sheet is parsed first, the way the reader counts: a row or cell that does not say its
place follows the one before. Limits are far above any audit workbook and far below what would hurt
a small PC. The same pass notes what the reader loses: error values (#DIV/0!).
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from posixpath import join, normpath
from xml.etree import ElementTree
from xml.parsers import expat

from qc.errors import WorkbookError
from qc.ingest.sheet_scan import SheetScan, TooFarError, scan_sheet
from qc.locale import N_

MAX_FILE_BYTES = 30 * 2**20
MAX_PACKAGE_BYTES = 150 * 2**20
MAX_AREA = 3_000_000  # rows × columns of all sheets, as the reader will lay them out
MAX_MERGED = 300_000  # cells under merged ranges

_RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_KNOWN_ERRORS = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"))
_BROKEN = (
    zipfile.BadZipFile, ElementTree.ParseError, expat.ExpatError, zlib.error, EOFError, KeyError,
    NotImplementedError, RuntimeError,  # unknown compression; encrypted
    OSError, ValueError,
)  # fmt: skip
Errors = Mapping[tuple[int, int], str]


@dataclass(frozen=True)
class Inspection:
    """A package found safe to read: `content` (with error values that the reader would choke on
    written as #N/A), and by sheet name the error values at their zero-based places."""

    content: bytes
    errors: Mapping[str, Errors] = field(default_factory=dict)


def inspect(name: str, content: bytes) -> Inspection:
    """Check a package against the limits.

    Raises WorkbookError, in words, when it is too large, hostile or broken.
    """
    if len(content) > MAX_FILE_BYTES:
        raise too_large(name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _inspect(package, name, content)
    except TooFarError as far:
        raise too_large(name) from far
    except _BROKEN as fault:
        raise damaged(name) from fault


def too_large(name: str) -> WorkbookError:
    return WorkbookError(
        N_("{name} is larger than an audit workbook can be; it was not unpacked."),
        N_("Delete empty formatted rows and columns, or split it, and import it again."),
        name=name,
    )


def damaged(name: str) -> WorkbookError:
    return WorkbookError(
        N_("{name} is damaged and cannot be read."),
        N_("Open it in Excel or WPS, save it again as .xlsx and import that file."),
        name=name,
    )


def _inspect(package: zipfile.ZipFile, name: str, content: bytes) -> Inspection:
    if sum(info.file_size for info in package.infolist()) > MAX_PACKAGE_BYTES:
        raise too_large(name)
    scans: dict[str, SheetScan] = {}
    for part in package.namelist():
        data = package.read(part)  # checks length and CRC: a lying header ends as BadZipFile
        _refuse_declarations(data, name)
        if b"sheetData" in data:
            scans[part.lower()] = scan_sheet(data)
    sheets = _sheet_parts(package)
    unnamed = scans.keys() - set(sheets.values())  # what the reader might find all the same
    here = [scans[part] for part in (*sheets.values(), *unnamed) if part in scans]
    if sum(scan.area for scan in here) > MAX_AREA or sum(s.merged for s in here) > MAX_MERGED:
        raise too_large(name)
    unknown = set().union(*(scan.error_codes for scan in scans.values())) - _KNOWN_ERRORS
    return Inspection(
        _with_known_errors(package, unknown) if unknown else content,
        {sheet: scans[part].errors for sheet, part in sheets.items() if part in scans},
    )


def _refuse_declarations(data: bytes, name: str) -> None:
    is_xml = data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or (
        is_xml and (b"<!DOCTYPE" in data or b"<!ENTITY" in data)
    ):
        raise WorkbookError(
            N_("{name} holds declarations that no workbook needs; it was not opened."),
            N_("Ask where the file comes from; save it again as .xlsx from Excel or WPS."),
            name=name,
        )


def _sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name -> part name in lower case, by the workbook's own relationships."""
    root = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    targets = {rel.get("Id"): rel.get("Target", "") for rel in root}
    book = ElementTree.fromstring(package.read("xl/workbook.xml"))
    parts: dict[str, str] = {}
    for sheet in book.findall(".//{*}sheet"):
        target = targets.get(sheet.get(_RELATIONSHIP)) or ""
        part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        title = sheet.get("name", "")
        if title in parts:
            raise ValueError("two sheets of one name: the reader would read the first twice")
        parts[title] = part.lower()
    return parts


def _with_known_errors(package: zipfile.ZipFile, unknown: set[str]) -> bytes:
    """The package with newer error values (#SPILL!) written as one that the reader knows."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as target:
        for part in package.namelist():
            data = package.read(part)
            if b"sheetData" in data:
                for text in unknown:
                    data = data.replace(f"v>{text}</".encode(), b"v>#N/A</")
            target.writestr(part, data)
    return stream.getvalue()
