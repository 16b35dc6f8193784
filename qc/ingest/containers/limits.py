"""What a file may hold at most, and the sentences for one that holds more or cannot be read.

Far above any audit workbook and far below what would hurt a small PC; enforced before unpacking.
"""

from __future__ import annotations

from qc.errors import WorkbookError
from qc.locale import N_

MAX_FILE_BYTES = 30 * 2**20
MAX_PACKAGE_BYTES = 150 * 2**20  # a package unpacked
MAX_ROWS = 50_000
MAX_COLUMNS = 1_000
MAX_AREA = 3_000_000  # rows × columns of all sheets, as they are laid out
MAX_MERGED = 300_000  # cells under merged ranges, and ranges
MAX_SHEETS = 1_000
MAX_TAGS = 4 * MAX_AREA  # of all parts that are read: a cell with its value has four
MAX_BOOK_TAGS = 500_000  # of what says which sheets there are; old workbooks have 60,000 names
MAX_TEXT = 256 * 2**20  # signs of all cells, each with its own copy of a text that they share
MAX_LISTING = 8 * 2**20  # bytes of the list of an archive's members: a hundred a member is usual


class TooFarError(Exception):
    """A row, column or number of cells beyond any audit sheet."""


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


def protected(name: str) -> WorkbookError:
    return WorkbookError(
        N_("{name} is password-protected."),
        N_("Open it in Excel or WPS, take the password away and save it as .xlsx."),
        name=name,
    )


def no_workbook(name: str) -> WorkbookError:
    return WorkbookError(
        N_("{name} is not an Excel workbook."),
        N_("Open it in Excel or WPS and save it as .xlsx."),
        name=name,
    )
