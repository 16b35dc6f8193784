"""A look into an .xlsx package before anything unpacks it for real.

Limits are far above any audit workbook and far below what would hurt a small PC. The same pass
collects error values (#DIV/0!), which the reader returns as empty cells.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from posixpath import join, normpath
from xml.etree import ElementTree

from qc.errors import WorkbookError
from qc.locale import N_

MAX_FILE_BYTES = 50 * 2**20
MAX_PACKAGE_BYTES = 300 * 2**20
MAX_ROWS = 100_000
MAX_COLUMNS = 1_000
MAX_AREA = 5_000_000  # rows × columns of one sheet, as the reader will lay them out

_QUOTED = rb"\s*=\s*[\"']"
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br" + _QUOTED + rb"(\d{1,20})")
_COLUMN = re.compile(rb"\br" + _QUOTED + rb"([A-Za-z]{1,20})\d")
_FAR_CELL = re.compile(
    rb"\br" + _QUOTED + rb"(?=[A-Za-z]{3}|[A-Za-z]+\d{6})([A-Za-z]{1,20})(\d{1,20})[\"']"
)
_ERROR = re.compile(
    rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*?\bt="e"[^>]*>.*?<(?:\w+:)?v>([^<]*)<',
    re.S,
)
_BROKEN = (
    zipfile.BadZipFile, KeyError, ElementTree.ParseError, zlib.error, EOFError,
    NotImplementedError, RuntimeError,  # unknown compression; encrypted
    OSError, ValueError,
)  # fmt: skip
_RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def error_values(name: str, content: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """Check a package against the limits; its error values by sheet and zero-based place.

    Every part is looked at, whatever it is called: what the reader takes for a sheet is its own
    affair. Raises WorkbookError when the package is too large, hostile or broken.
    """
    if len(content) > MAX_FILE_BYTES:
        raise _too_large(name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(info.file_size for info in package.infolist()) > MAX_PACKAGE_BYTES:
                raise _too_large(name)
            errors = {part: _scan(package.read(part), name) for part in package.namelist()}
            return {sheet: errors.get(part, {}) for sheet, part in _sheet_parts(package).items()}
    except _BROKEN as fault:
        raise WorkbookError(
            N_("{name} is damaged and cannot be read."),
            N_("Open it in Excel or WPS, save it again as .xlsx and import that file."),
            name=name,
        ) from fault


def _sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name -> part name, by the workbook's own relationships."""
    root = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    targets = {rel.get("Id"): rel.get("Target", "") for rel in root}
    book = ElementTree.fromstring(package.read("xl/workbook.xml"))
    parts = {}
    for sheet in book.findall(".//{*}sheet"):
        target = targets.get(sheet.get(_RELATIONSHIP)) or ""
        part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        parts[sheet.get("name", "")] = part
    return parts


def _scan(part: bytes, name: str) -> dict[tuple[int, int], str]:
    """Check one part; its error values if it is a sheet."""
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise WorkbookError(
            N_("{name} holds declarations that no workbook needs; it was not opened."),
            N_("Ask where the file comes from; save it again as .xlsx from Excel or WPS."),
            name=name,
        )
    if b"sheetData" not in part:
        return {}
    _check_extent(part, name)
    if b't="e"' not in part:
        return {}
    return {
        (int(row) - 1, column_index(letters)): value.decode(errors="replace")
        for letters, row, value in _ERROR.findall(part)
    }


def _check_extent(xml: bytes, name: str) -> None:
    """Refuse a sheet that would be laid out over too many rows or columns."""
    far = _FAR_CELL.findall(xml)  # only names that could be too far: three letters or six digits
    width = max((column_index(letters) for letters, _ in far), default=0) + 1
    height = max((int(row) for row in (*_ROW.findall(xml), *(row for _, row in far))), default=0)
    if height > MAX_ROWS or width > MAX_COLUMNS:
        raise _too_large(name)
    if height * 702 > MAX_AREA:  # 702 columns have names of up to two letters
        width = max((column_index(letters) for letters in _COLUMN.findall(xml)), default=0) + 1
        if width * height > MAX_AREA:
            raise _too_large(name)


def column_index(letters: bytes) -> int:
    """A -> 0, Z -> 25, AA -> 26."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + letter - 64
    return index - 1


def _too_large(name: str) -> WorkbookError:
    return WorkbookError(
        N_("{name} is larger than an audit workbook can be; it was not unpacked."),
        N_("Delete empty formatted rows and columns, or split it, and import it again."),
        name=name,
    )
