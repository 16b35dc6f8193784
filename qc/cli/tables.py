"""Frames as they leave the command line: JSON and CSV for scripts, a table for people."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import math
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal

import click

from qc.cli.options import Decorator, option
from qc.locale import N_
from qc.text import formula_safe

if TYPE_CHECKING:
    import pandas as pd

WIDE = 240  # columns of a table that nobody's window limits: nothing is cut in a pipe

Row = Mapping[str, Any]


def format_option() -> Decorator:
    return option(
        "--format",
        "form",
        type=click.Choice(["table", "json", "csv"]),
        default="table",
        show_default=True,
        help=N_("A table to read, or JSON or CSV for scripts."),
    )


def plain(value: Any) -> Any:
    """A cell as JSON has it: no NaN, no numpy number, dates as 2026-10-31."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.date):
        return value.isoformat()
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame with plain values; what is missing is None."""
    tidy = frame.astype(object).where(frame.notna(), None)
    return [{k: plain(v) for k, v in row.items()} for row in tidy.to_dict("records")]


def as_json(rows: Sequence[Row]) -> str:
    return json.dumps(rows, ensure_ascii=False, indent=2, allow_nan=False)


def as_csv(rows: Sequence[Row], columns: Sequence[str]) -> str:
    """RFC 4180 without a byte order mark; no text in it can act as a formula in a spreadsheet."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({k: _harmless(v) for k, v in row.items()} for row in rows)
    return out.getvalue().removesuffix("\n")


def _harmless(value: Any) -> Any:
    """A text on one line (csv's writer leaves a lone carriage return bare) that is no formula."""
    return formula_safe(value) if isinstance(value, str) else value


def as_table(
    headings: Sequence[str], lines: Sequence[Sequence[str]], numbers: slice = slice(1, None)
) -> str:
    """A plain table; the columns in `numbers` are set to the right. Text is never markup."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_edge=False)
    to_the_right = range(len(headings))[numbers]
    for place, heading in enumerate(headings):
        justify: Literal["left", "right"] = "right" if place in to_the_right else "left"
        table.add_column(Text(heading), justify=justify, no_wrap=True)
    for line in lines:
        table.add_row(*(Text(cell) for cell in line))
    out = io.StringIO()
    Console(file=out, width=WIDE, color_system=None, legacy_windows=False).print(table)
    return "\n".join(line.rstrip() for line in out.getvalue().rstrip("\n").split("\n"))


def show(frame: pd.DataFrame, form: str, table: Callable[[list[dict[str, Any]]], str]) -> None:
    """Print a frame in the form asked for; `table` draws the one for people."""
    rows = rows_of(frame)
    if form == "json":
        click.echo(as_json(rows))
    elif form == "csv":
        click.echo(as_csv(rows, list(frame.columns)))
    else:
        click.echo(table(rows))
