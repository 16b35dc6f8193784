"""One dataset into one file: CSV, an Excel workbook, or Parquet."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter

from qc.reports.handover.datasets import Row
from qc.reports.handover.dictionary import HEADS, Column, Dataset, dictionary_rows
from qc.text import formula_safe

Parts = Iterable[list[Row]]
Writer = Callable[[Path, Dataset, Sequence[Column], Parts], None]
LAST_ROW = 1_048_575
"""Of an Excel sheet, counted from 0; what is beyond goes on in another one."""
LONGEST, CUT = 32_767, " … [cut]"
"""Signs that a cell of Excel holds at most, and what says that there were more."""
MEMORY = "256MB"
"""For DuckDB: what is more goes to the disk."""
SQL_TYPES = {
    "text": "VARCHAR", "date": "DATE", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN",
}  # fmt: skip


def write_csv(path: Path, _: Dataset, columns: Sequence[Column], parts: Parts) -> None:
    """RFC 4180 in UTF-8, with the byte order mark without which Excel garbles Chinese; no text in it can act
    as a formula."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in columns])
        for part in parts:
            writer.writerows([_plain(value) for value in row] for row in part)


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return formula_safe(value) if isinstance(value, str) else value


def write_xlsx(path: Path, dataset: Dataset, columns: Sequence[Column], parts: Parts) -> None:
    """A sheet of the dataset (more, where it has more rows than a sheet) and one of the dictionary."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        bold = book.add_format({"bold": True})
        names = [column.name for column in columns]
        sheets, row = 0, LAST_ROW + 1
        for part in parts or ():
            for values in part:
                if row > LAST_ROW:
                    sheets, row = sheets + 1, 1
                    sheet = _sheet(book, f"{dataset} {sheets}" if sheets > 1 else str(dataset), names, bold)  # fmt: skip
                _write_row(sheet, row, values, day)
                row += 1
        if not sheets:
            _sheet(book, str(dataset), names, bold)
        told = _sheet(book, "dictionary", HEADS, bold)
        for at, line in enumerate(dictionary_rows((dataset,)), 1):
            _write_row(told, at, line, day)


def _sheet(book: Any, name: str, heads: Sequence[str], bold: Any) -> Any:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, bold)
    return sheet


def _write_row(sheet: Any, row: int, values: Sequence[Any], day: Any) -> None:
    for column, value in enumerate(values):
        if value is None:
            continue
        if isinstance(value, str):
            sheet.write_string(row, column, _fitting(value))
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value)
        elif isinstance(value, dt.date):
            sheet.write_datetime(row, column, value, day)
        else:
            sheet.write_number(row, column, value)


def _fitting(text: str) -> str:
    """A text that a cell can hold; what was cut says so."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - len(CUT)]}{CUT}"


def write_parquet(path: Path, _: Dataset, columns: Sequence[Column], parts: Parts) -> None:
    """Typed columns, compressed, written by DuckDB, which keeps what it holds in a file that goes again."""
    import duckdb  # takes a tenth of a second that nobody else needs
    import pandas as pd

    names = [column.name for column in columns]
    fields = ", ".join(f'"{c.name}" {SQL_TYPES[c.type]}' for c in columns)
    casts = ", ".join(f'cast("{c.name}" as {SQL_TYPES[c.type]})' for c in columns)
    with (
        TemporaryDirectory(dir=path.parent, ignore_cleanup_errors=True) as folder,
        duckdb.connect(f"{folder}/handed.duckdb", config={"memory_limit": MEMORY}) as database,
    ):
        database.execute(f"create table handed ({fields})")
        for part in parts:
            frame = pd.DataFrame(part, columns=names, dtype=object)
            database.register("part", frame)
            database.execute(f"insert into handed select {casts} from part")  # noqa: S608 - names of our own
            database.unregister("part")
        database.execute("copy handed to $path (format parquet, compression zstd)", {"path": str(path)})  # fmt: skip


WRITERS: Mapping[str, Writer] = {"csv": write_csv, "xlsx": write_xlsx, "parquet": write_parquet}
