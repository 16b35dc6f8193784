"""Workbooks of Excel 95 to 2003, .xls: taken out of their compound file, looked at, read by
python-calamine."""

from __future__ import annotations

import io
from collections.abc import Iterator

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from qc.ingest.containers.biff import BiffScan, ProtectedError, scan_stream
from qc.ingest.containers.compound import streams, with_stream
from qc.ingest.containers.limits import (
    TooFarError,
    damaged,
    no_workbook,
    protected,
    too_large,
)
from qc.ingest.containers.reader import faults_named, grid_of, values_of
from qc.ingest.grid import Grid

_STREAMS = ("Workbook", "Book")


def read_xls(name: str, content: bytes) -> Iterator[Grid]:
    """The sheets one after the other, hidden ones too. Raises WorkbookError, in words."""
    stream, scan = _scanned(name, content)
    with faults_named(name):
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(with_stream(stream, scan.stream)))
        sheets = list(zip(workbook.sheets_metadata, scan.sheets, strict=True))
        if len({meta.name for meta, _ in sheets}) < len(sheets):
            raise ValueError("two sheets of one name: the reader would read one of them twice")
    for meta, found in sheets:
        if meta.typ == SheetTypeEnum.WorkSheet:  # others hold charts and macros
            with faults_named(name):
                rows = [list(map(_as_number, row)) for row in values_of(workbook, meta.name)]
            hidden = meta.visible != SheetVisibleEnum.Visible
            yield grid_of(meta.name, hidden, rows, found, date_1904=scan.date_1904)


def _scanned(name: str, content: bytes) -> tuple[str, BiffScan]:
    try:
        found = streams(content)
        if "EncryptedPackage" in found:
            raise protected(name)
        stream = next((stream for stream in _STREAMS if stream in found), None)
        if not stream:
            raise no_workbook(name)
        return stream, scan_stream(found[stream])
    except ProtectedError as closed:
        raise protected(name) from closed
    except TooFarError as far:
        raise too_large(name) from far
    except ValueError as fault:
        raise damaged(name) from fault


def _as_number(value: object) -> object:
    """Whole numbers as .xlsx gives them; here the reader tells them apart by how they are packed."""
    return float(value) if type(value) is int else value
