"""From bytes to grids: what kind of file it is, whether it is safe to unpack, its sheets.

python-calamine reads values and merged ranges. Before it runs, `guard` looks into the package: one
cell at the last row and column of a 5 KB file would make calamine ask for all the memory there is.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from qc.errors import WorkbookError
from qc.ingest.grid import Grid
from qc.ingest.guard import Errors, damaged, inspect
from qc.locale import N_
from qc.text import printable

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_grids(name: str, content: bytes) -> Iterator[Grid]:
    """The sheets of an .xlsx or .xlsm workbook one after the other, hidden ones too.

    Raises WorkbookError, in words, for anything else: empty, encrypted, damaged, another format,
    larger than the limits in `guard`.
    """
    _refuse_other_formats(name, content)
    inspection = inspect(name, content)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(inspection.content))
        for meta in workbook.sheets_metadata:
            hidden = meta.visible != SheetVisibleEnum.Visible
            yield _grid(workbook, meta.name, hidden, inspection.errors.get(meta.name, {}))
    except (CalamineError, ValueError, IndexError, ArithmeticError, TypeError) as fault:
        raise damaged(name) from fault


def _grid(workbook: CalamineWorkbook, sheet: str, hidden: bool, errors: Errors) -> Grid:
    read = workbook.get_sheet_by_name(sheet)
    rows: list[list[object]] = [
        [printable(value) if isinstance(value, str) else value for value in row]
        for row in read.to_python(skip_empty_area=False)
    ]
    return Grid(printable(sheet), hidden, rows, tuple(read.merged_cell_ranges or ()), errors)


def _refuse_other_formats(name: str, content: bytes) -> None:
    if not content:
        raise WorkbookError(
            N_("{name} is empty."), N_("Copy the file again from where it came from."), name=name
        )
    if content.startswith(_OLE):
        raise WorkbookError(
            N_("{name} is password-protected or in the old .xls format."),
            N_("Open it in Excel or WPS, take the password away and save it as .xlsx."),
            name=name,
        )
    if not content.startswith(_ZIP):
        raise WorkbookError(
            N_("{name} is not an Excel workbook."),
            N_("Open it in Excel or WPS and save it as .xlsx."),
            name=name,
        )
