"""What the readers of all containers share: safe texts, and python-calamine's faults as sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from python_calamine import CalamineError, CalamineWorkbook

from qc.ingest.containers.limits import MAX_AREA, MAX_COLUMNS, MAX_ROWS, TooFarError, damaged
from qc.ingest.containers.sheet_scan import SheetScan
from qc.ingest.grid import Grid
from qc.ingest.values.text import show, texts_in
from qc.text import printable

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?", re.ASCII)
_FORMULA_TEXT = re.compile(r'="([^"]*)"')
_ERRORS = frozenset(
    ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!")
)


@contextmanager
def faults_named(name: str) -> Iterator[None]:
    """Whatever the reader stumbles over, a panic of its Rust code too, ends as WorkbookError."""
    try:
        yield
    except (CalamineError, ValueError, IndexError, ArithmeticError, TypeError) as fault:
        raise damaged(name) from fault
    except BaseException as fault:
        if (
            type(fault).__name__ != "PanicException"
        ):  # it cannot be imported, nor is it an Exception
            raise
        raise damaged(name) from fault


def values_of(workbook: CalamineWorkbook, sheet: str) -> list[list[object]]:
    """A sheet's rows from its first row and column on."""
    rows = workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return cast("list[list[object]]", rows)


def grid_of(
    sheet: str, hidden: bool, rows: list[list[object]], scan: SheetScan, *, date_1904: bool = False
) -> Grid:
    """A grid of read rows and what the scan saw beside them; texts lose their control signs."""
    return Grid(
        printable(sheet),
        hidden,
        _printable_rows(rows),
        tuple(scan.merges),
        scan.errors,
        frozenset(scan.hidden_rows),
        date_1904,
    )


def _printable_rows(rows: list[list[object]]) -> list[list[object]]:
    texts = "".join(texts_in(rows))
    if printable(texts) == texts:  # most sheets: not one call a cell
        return rows
    return [[printable(v) if isinstance(v, str) else v for v in row] for row in rows]


def text_grid(sheet: str, rows: list[list[str]], scan: SheetScan) -> Grid:
    """A grid of texts, as a .csv file or a web page holds them: padded to one width, numbers as
    numbers where that loses nothing ("007" and "3.10" stay as written), error values noted."""
    width = max(map(len, rows), default=0)
    check_place(len(rows), width)
    values: list[list[object]] = []
    for number, row in enumerate(rows):
        for col, text in enumerate(row):
            if text.strip() in _ERRORS:
                scan.errors[number, col] = text.strip()
        values.append([*map(_value, row), *[""] * (width - len(row))])
    return grid_of(sheet, False, values, scan)


def check_place(rows: int, columns: int) -> None:
    """Raises TooFarError for more rows, columns or cells than any audit sheet has."""
    if rows > MAX_ROWS or columns > MAX_COLUMNS or rows * columns > MAX_AREA:
        raise TooFarError


def _value(text: str) -> object:
    bare = text.strip()
    if found := _FORMULA_TEXT.fullmatch(
        bare
    ):  # ="007": how systems keep Excel from reading a number
        return found[1]
    if bare in _ERRORS:
        return ""
    if _NUMBER.fullmatch(bare) and show(float(bare)) == bare:
        return float(bare)
    return text
