"""Workbooks of today, .xlsx and .xlsm: looked at by `guard`, read by python-calamine."""

from __future__ import annotations

import io
from collections.abc import Iterator

from python_calamine import CalamineWorkbook, SheetVisibleEnum

from qc.ingest.containers.guard import inspect
from qc.ingest.containers.reader import faults_named, grid_of, values_of
from qc.ingest.containers.sheet_scan import SheetScan
from qc.ingest.grid import Grid

_NOTHING = SheetScan()


def read_xlsx(name: str, content: bytes) -> Iterator[Grid]:
    """The sheets one after the other, hidden ones too. Raises WorkbookError, in words."""
    inspection = inspect(name, content)
    with faults_named(name):
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(inspection.content))
        sheets = [(m.name, m.visible != SheetVisibleEnum.Visible) for m in workbook.sheets_metadata]
    for sheet, hidden in sheets:
        with faults_named(name):
            rows = values_of(workbook, sheet)
        scan = inspection.sheets.get(sheet, _NOTHING)
        yield grid_of(sheet, hidden, rows, scan, date_1904=inspection.date_1904)
