"""Lists as text, .csv .tsv .txt: a record a row, whatever stands between the fields."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from qc.errors import WorkbookError
from qc.ingest.containers.limits import TooFarError, too_large
from qc.ingest.containers.reader import check_place, text_grid
from qc.ingest.containers.sheet_scan import SheetScan
from qc.ingest.grid import Grid
from qc.locale import N_

SHEET = "(csv)"
_DELIMITERS = (",", "\t", ";")
_SAMPLE = 50  # records that tell the delimiter


def read_delimited(name: str, text: str) -> Iterator[Grid]:
    """The one grid of a text of records. Raises WorkbookError for one that is too large, and for a
    quotation mark that is never closed: what stands behind it would be one field."""
    try:
        yield text_grid(SHEET, _rows(text, delimiter(text)), SheetScan())
    except TooFarError as far:
        raise too_large(name) from far
    except csv.Error as fault:
        raise WorkbookError(
            N_("{name} cannot be read as a table: a quotation mark stands in a wrong place."),
            N_("Open it in Excel or WPS, save it as .xlsx and import that file."),
            name=name,
        ) from fault


def delimiter(text: str) -> str:
    """The sign between the fields: the one that gives most records the same number of fields."""
    return max(_DELIMITERS, key=lambda sign: _agreement(text, sign))


def is_table(text: str) -> bool:
    """Whether the text can be taken for a table without its name saying so."""
    return _agreement(text, delimiter(text)) > 1


def _agreement(text: str, sign: str) -> int:
    """How many of the first records have the usual number of fields, if that is more than one."""
    records = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    try:
        widths = Counter(len(row) for row in islice(records, _SAMPLE) if len(row) > 1)
    except csv.Error:
        return 0
    return max(widths.values(), default=0)


def _rows(text: str, sign: str) -> list[list[str]]:
    rows: list[list[str]] = []
    fields = 0
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True):
        rows.append(row)
        fields = max(fields, len(row))
        check_place(len(rows), fields)
    return rows
