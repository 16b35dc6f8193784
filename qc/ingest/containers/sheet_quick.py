"""The scan of a sheet as Excel, WPS and LibreOffice write it: patterns instead of a call a tag.

Every row and cell says its place, nothing is commented, prefixed or pretty-printed. The patterns
describe such rows to the last sign and never go back (possessive quantifiers), so they accept
nothing that the scan tag by tag would refuse or read otherwise; a sheet that differs in anything
goes there. What stands around the rows (merged ranges) goes there too.
"""

from __future__ import annotations

import re
from functools import lru_cache
from xml.parsers import expat

from qc.ingest.containers.limits import MAX_COLUMNS, MAX_MERGED, MAX_ROWS, TooFarError
from qc.ingest.containers.sheet_scan import SheetScan, column_number, scan_tags

_REMEMBERED = 8_192  # bytes around the rows of a sheet like many others
_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_SIGN = r"[^<>&\"\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
_NUMBERED = (  # &#24515; as programs write that keep to ASCII; those signs that XML allows
    "#(?:1[6-9][0-9]|[2-9][0-9]{2}|[1-9][0-9]{3}|[1-4][0-9]{4}|5[0-4][0-9]{3}|6[0-4][0-9]{3}"
    "|65[0-4][0-9]{2}|655[0-2][0-9])"
)
_TEXT = rf"(?:{_SIGN}|\"|&(?:amp|lt|gt|quot|apos|{_NUMBERED});)*+"
_FORMULA = (
    r'(?:<f(?: aca="\w+")?+(?: t="\w+")?+(?: ref="[A-Z0-9:]+")?+(?: ca="\w+")?+(?: si="\d+")?+'
    rf"(?: ?/>|>{_TEXT}</f>))?+"
)
_VALUE = rf"(?:<v(?: ?/>|>{_TEXT}</v>))?+"
_INLINE = rf'<is><t(?: xml:space="preserve")?+(?: ?/>|>{_TEXT}</t>)</is>'
_CELL = (
    r'<c r="[A-Z]{1,3}\1"(?: s="[0-9]++")?+'
    r'(?:(?: t="n")?+ ?/>| t="s"><v>[0-9]++</v></c>'
    rf'|(?: t="(?:n|b|str|e)")?+>{_FORMULA}{_VALUE}</c>'
    rf'| t="inlineStr">{_INLINE}</c>)'
)
_ATTRIBUTES = rf'(?: [A-Za-z][A-Za-z0-9]*+(?::[A-Za-z][A-Za-z0-9]*+)?+="{_SIGN}*+")*+'
_ROW = re.compile(
    rf'<row r="([1-9][0-9]{{0,6}})"({_ATTRIBUTES})(?: ?/>|>((?:{_CELL})*+)</row>)', re.ASCII
)
_REF = r"[A-Z]{1,3}[1-9][0-9]{0,6}"
_MERGES = re.compile(
    rf'<mergeCells(?: count="[0-9]++")?+>((?:<mergeCell ref="{_REF}:{_REF}" ?/>)++)</mergeCells>'.encode()
)
_MERGE = re.compile(r'"([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)"')
_OF_INTEREST = re.compile(rb"[<:](?:c|v|row|mergeCell)[\s/>]")
_COLUMN = re.compile(r'<c r="([A-Z]+)')
_ERROR = re.compile(
    rf'<c r="([A-Z]+)[0-9]+"(?: s="[0-9]+")? t="e">{_FORMULA}<v(?: ?/>|>({_TEXT})</v>)', re.ASCII
)


def scan_sheet(xml: bytes) -> SheetScan:
    """Scan one part of a package, the quick way where that is certain; raises as `scan_tags`."""
    return scan_rows(xml) or scan_tags(xml)


def scan_rows(xml: bytes) -> SheetScan | None:
    """The scan of a sheet of plain rows; None for any other sheet, however slightly it differs.

    Raises expat.ExpatError and TooFarError as `scan_tags` does.
    """
    start, end = xml.find(_OPEN), xml.rfind(_CLOSE)
    if start < 0 or end < start or xml.count(b"sheetData") != 2 or b"<!" in xml:
        return None
    try:
        rows = xml[start + len(_OPEN) : end].decode()
    except UnicodeDecodeError:
        return None
    scan = _scan_around(xml[:start] + b"<sheetData/>" + xml[end + len(_CLOSE) :])
    return scan if scan and _read_rows(rows, scan) else None


def _scan_around(xml: bytes) -> SheetScan | None:
    """The merged ranges of a sheet whose rows are cut out; None where more is to be seen there.

    Raises expat.ExpatError where it is no XML.
    """
    scan = SheetScan()
    merges = _MERGES.search(xml)
    if merges and merges[1].count(b"<") > MAX_MERGED:
        raise TooFarError
    if merges:
        xml = xml[: merges.start()] + xml[merges.end() :]
        for left, top, right, bottom in _MERGE.findall(merges[1].decode()):
            first, last = (int(top) - 1, _column(left)), (int(bottom) - 1, _column(right))
            scan.merges.append((first, last))
    is_plain = _is_plain if len(xml) <= _REMEMBERED else _is_plain.__wrapped__
    return scan if is_plain(xml) else None


@lru_cache(maxsize=256)
def _is_plain(xml: bytes) -> bool:
    """Whether nothing of interest stands around the rows; the same in all sheets of a template.

    Raises expat.ExpatError where it is no XML.
    """
    if _OF_INTEREST.search(xml):
        return False
    expat.ParserCreate().Parse(xml, True)
    return True


def _read_rows(rows: str, scan: SheetScan) -> bool:
    """Note in `scan` what the rows hold; False where they are not plain."""
    at = height = 0
    every: set[str] = set()
    has_errors = ' t="e"' in rows
    while at < len(rows):
        row = _ROW.match(rows, at)
        hidden = row and _is_hidden(row[2])
        if not row or hidden is None:
            return False
        at, number = row.end(), int(row[1])
        if number <= height:  # a row that is written twice or out of its order
            return False
        height = number
        if hidden:
            scan.hidden_rows.add(number - 1)
        letters = _COLUMN.findall(row[3] or "")
        every.update(letters)
        if len(letters) > len(set(letters)):
            return False
        if has_errors and row[3]:
            _note_errors(row[3], number - 1, scan)
    scan.height = height
    scan.width = max((_column(col) + 1 for col in every), default=0)
    if scan.height > MAX_ROWS or scan.width > MAX_COLUMNS:
        raise TooFarError
    return all("&" not in text for text in scan.errors.values())


def _note_errors(cells: str, row: int, scan: SheetScan) -> None:
    for letters, text in _ERROR.findall(cells):
        scan.errors[row, _column(letters)] = text.strip() or "#?"


@lru_cache(maxsize=1_024)
def _is_hidden(attributes: str) -> bool | None:
    """Whether a row with these attributes is hidden; None where one is written twice."""
    written = re.findall(rf' ([A-Za-z0-9:]+)="({_SIGN}*)"', attributes)
    names = {"r", *(name for name, _ in written)}
    if len(names) != len(written) + 1:
        return None
    return dict(written).get("hidden", "").strip() in ("1", "true")


_column = lru_cache(maxsize=1_024)(column_number)
