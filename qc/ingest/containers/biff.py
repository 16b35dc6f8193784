"""The records of an old .xls: how far its sheets reach, and what the reader loses or takes wrongly.

The copy for the reader has the claimed dimensions (for which it would ask memory) emptied, and the
charts inside sheets blinded: it would take a chart's numbers for the sheet's.
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from qc.ingest.containers.biff_texts import text_lengths
from qc.ingest.containers.limits import (
    MAX_AREA,
    MAX_COLUMNS,
    MAX_MERGED,
    MAX_ROWS,
    MAX_TEXT,
    TooFarError,
)
from qc.ingest.containers.sheet_scan import SheetScan

_BOF, _EOF, _SHEET, _SST, _PASSWORD, _DATE_1904 = 0x0809, 0x000A, 0x0085, 0x00FC, 0x002F, 0x0022
_DIMENSIONS, _ROW, _MERGES, _RICH_TEXT = 0x0200, 0x0208, 0x00E5, 0x00D6
_FORMULA, _TRUE_OR_ERROR, _SHARED_TEXT, _MANY_NUMBERS = 0x0006, 0x0205, 0x00FD, 0x00BD
_CELLS = frozenset((_FORMULA, _TRUE_OR_ERROR, _SHARED_TEXT, _MANY_NUMBERS, 0x0203, 0x0204, 0x027E))
_MORE = 0x003C  # goes on where the record before had to end
_NOTHING = 0x0E00  # a type that no program knows
_HIDDEN = 0x20
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!",
    0x2A: "#N/A",
}  # fmt: skip
_MAX_SHEETS = 1_000
_LONGEST = 65_535  # signs of a text, as its length is written


class ProtectedError(Exception):
    """The workbook asks for a password."""


@dataclass(frozen=True)
class BiffScan:
    """`stream` for the reader, the `sheets` in the workbook's order."""

    stream: bytes
    sheets: list[SheetScan]
    date_1904: bool


def scan_stream(stream: bytes) -> BiffScan:
    """Scan a workbook stream. Raises ValueError where it is broken, TooFarError beyond the limits,
    ProtectedError where it is encrypted."""
    copy = bytearray(stream)
    places: list[int] = []
    texts, date_1904, end = 0, False, len(stream)
    shared: list[bytes] = []
    before = 0
    try:
        for kind, at, length in _records(stream, 0):
            if kind == _EOF:
                end = at
                break
            if kind == _PASSWORD:
                raise ProtectedError
            if kind == _SHEET:
                places.append(_u32(stream, at))
            elif kind == _SST:
                texts = _u32(stream, at + 4)
                shared = [stream[at : at + length]]
            elif kind == _MORE and before in (_SST, _MORE) and shared:
                shared.append(stream[at : at + length])
            elif kind == _DATE_1904:
                date_1904 = _u16(stream, at) == 1
            before = kind
        if texts > len(stream) or not 0 < len(places) <= _MAX_SHEETS:
            raise ValueError("more texts or sheets than the stream can hold, or none")
        if min(places) < end:
            raise ValueError("a sheet inside the workbook's own records")
        sheets = _sheets(stream, copy, places, texts)
        _refuse_multiplied(sheets, shared, texts)
    except struct.error as fault:
        raise ValueError("a record that is too short") from fault
    return BiffScan(bytes(copy), sheets, date_1904)


def _refuse_multiplied(sheets: list[SheetScan], shared: list[bytes], texts: int) -> None:
    """Raises TooFarError where the cells that share a text hold, each with its own copy, too much."""
    named = Counter[int]()
    for scan in sheets:
        named.update(scan.shared)
    if named.total() * min(_LONGEST, sum(map(len, shared))) <= MAX_TEXT:
        return
    lengths = text_lengths(shared, texts)
    if sum(n * lengths.get(text, _LONGEST) for text, n in named.items()) > MAX_TEXT:
        raise TooFarError


def _sheets(stream: bytes, copy: bytearray, places: list[int], texts: int) -> list[SheetScan]:
    scans: list[SheetScan] = []
    if len(set(places)) != len(places):
        raise ValueError("two sheets in one place")
    for place in places:
        scans.append(_scan_sheet(stream, copy, place, texts))
        if sum(scan.area for scan in scans) > MAX_AREA:
            raise TooFarError
        if sum(scan.merged for scan in scans) > MAX_MERGED:
            raise TooFarError
    return scans


def _scan_sheet(stream: bytes, copy: bytearray, place: int, texts: int) -> SheetScan:
    scan, depth = SheetScan(), 0
    for kind, at, length in _records(stream, place):
        if depth == 0 and kind != _BOF:
            raise ValueError("a sheet that does not begin where the workbook says")
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 0:
            return scan
        if depth > 1 or kind == _EOF:  # of a chart inside the sheet
            struct.pack_into("<H", copy, at - 4, _NOTHING)
        elif kind == _DIMENSIONS:
            copy[at : at + length] = bytes(length)
        elif kind in _CELLS:
            _cell(stream, kind, at, length, scan, texts)
        elif kind == _ROW and _u16(stream, at + 12) & _HIDDEN:
            scan.hidden_rows.add(_u16(stream, at))
        elif kind == _MERGES:
            _merges(stream, at, length, scan)
        elif kind == _RICH_TEXT:
            raise ValueError("texts in a form of 1995 that the reader leaves out")
    raise ValueError("a sheet without an end")


def _cell(stream: bytes, kind: int, at: int, length: int, scan: SheetScan, texts: int) -> None:
    row, col = struct.unpack_from("<HH", stream, at)
    last = _u16(stream, at + length - 2) if kind == _MANY_NUMBERS else col
    scan.height, scan.width = max(scan.height, row + 1), max(scan.width, last + 1, col + 1)
    if scan.height > MAX_ROWS or scan.width > MAX_COLUMNS:
        raise TooFarError
    if kind == _SHARED_TEXT:
        scan.shared[text := _u32(stream, at + 6)] += 1
        if text >= texts:
            raise ValueError("a shared text that the file does not hold")
    code = None
    if kind == _TRUE_OR_ERROR and stream[at + 7]:
        code = stream[at + 6]
    elif kind == _FORMULA and stream[at + 6] == 2 and stream[at + 12 : at + 14] == b"\xff\xff":
        code = stream[at + 8]
    if code is not None:
        scan.errors[row, col] = _ERRORS.get(code, "#?")


def _merges(stream: bytes, at: int, length: int, scan: SheetScan) -> None:
    for n in range(min(_u16(stream, at), (length - 2) // 8)):
        top, bottom, left, right = struct.unpack_from("<4H", stream, at + 2 + 8 * n)
        scan.merges.append(((top, left), (bottom, right)))


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Kind, place and length of the records from a place on."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        at += 4
        if at + length > len(stream):
            raise ValueError("a record that is longer than the stream")
        yield kind, at, length
        at += length


def _u16(stream: bytes, at: int) -> int:
    return int(struct.unpack_from("<H", stream, at)[0])


def _u32(stream: bytes, at: int) -> int:
    return int(struct.unpack_from("<L", stream, at)[0])
