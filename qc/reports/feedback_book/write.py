"""Make the feedback book and put it into its place."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from qc.analysis.periods import Period
from qc.errors import UsageError
from qc.locale import N_
from qc.reports.feedback_book.content import feedback_book
from qc.reports.feedback_book.sheet import render
from qc.reports.write import FOLDER, put
from qc.workspace import Workspace


def write_feedback_book(
    workspace: Workspace,
    first: dt.date,
    last: dt.date,
    period: str,
    out: Path | None = None,
    *,
    unit: str | None = None,
    names: bool = False,
) -> Path:
    """Write the feedback book of these days as an Excel workbook and return where it is.

    Without `out` it goes to `reports/督查反馈本_<period>.xlsx` in the workspace (with a unit, its name
    behind). One that is there already is replaced as a whole or stays as it was.

    Raises UsageError as `feedback_book` does and for a name that is not .xlsx, QcError when the file
    cannot be written.
    """
    if out is not None and out.suffix.lower() != ".xlsx":
        raise UsageError(
            N_("{path} is no name for an Excel workbook."),
            N_("Let the name end in .xlsx."),
            path=out,
        )
    content = feedback_book(workspace, first, last, period, unit=unit, names=names)
    target = out or workspace.folder / FOLDER / _file_name(period, unit)
    put(target, render(content, workspace.t))
    return target


def feedback_book_of(workspace: Workspace, period: Period, unit: str | None) -> tuple[str, bytes]:
    """The name and content of a period's feedback book, for who takes it elsewhere. Raises UsageError as
    `feedback_book` does."""
    content = feedback_book(workspace, period.start, period.end, str(period), unit=unit)
    return _file_name(str(period), unit), render(content, workspace.t)


def _file_name(period: str, unit: str | None) -> str:
    """督查反馈本_2026-10_换药室.xlsx; of a unit's name only what every file system takes."""
    plain = "".join(sign for sign in unit or "" if sign.isalnum())
    return "_".join(filter(None, ("督查反馈本", period, plain))) + ".xlsx"
