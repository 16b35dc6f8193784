"""From bytes to grids: what kind of file it is, whether it is safe to unpack, its sheets.

python-calamine reads values and merged ranges. Before it runs, `guard` looks into the package: one
cell at the last row and column of a 5 KB file would make calamine ask for all the memory there is.
"""

from __future__ import annotations

import io

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from qc.errors import WorkbookError
from qc.ingest.grid import Grid
from qc.ingest.guard import error_values
from qc.locale import N_

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_grids(name: str, content: bytes) -> tuple[Grid, ...]:
    """All sheets of an .xlsx or .xlsm workbook, hidden ones too, in their order.

    Raises WorkbookError, in words, for anything else: empty, encrypted, damaged, another format,
    larger than the limits in `guard`.
    """
    _refuse_other_formats(name, content)
    errors = error_values(name, content)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return tuple(
            _grid(workbook, meta.name, meta.visible != SheetVisibleEnum.Visible, errors)
            for meta in workbook.sheets_metadata
        )
    except (CalamineError, ValueError, IndexError) as fault:
        raise WorkbookError(
            N_("{name} is damaged and cannot be read."),
            N_("Open it in Excel or WPS, save it again as .xlsx and import that file."),
            name=name,
        ) from fault


def _grid(
    workbook: CalamineWorkbook,
    sheet: str,
    hidden: bool,
    errors: dict[str, dict[tuple[int, int], str]],
) -> Grid:
    read = workbook.get_sheet_by_name(sheet)
    rows: list[list[object]] = [list(row) for row in read.to_python(skip_empty_area=False)]
    return Grid(sheet, hidden, rows, tuple(read.merged_cell_ranges or ()), errors.get(sheet, {}))


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
