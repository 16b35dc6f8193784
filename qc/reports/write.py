"""Make the month's report and put it into its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from qc.analysis import Period
from qc.errors import QcError, UsageError
from qc.locale import N_
from qc.reports.month import month_of
from qc.reports.workbook import render
from qc.store.disk import put_whole
from qc.workspace import Workspace

FOLDER = "reports"


def write_report(
    workspace: Workspace,
    period: Period,
    out: Path | None = None,
    language: str | None = None,
    *,
    names: bool = False,
) -> Path:
    """Write the management report of a month as an Excel workbook and return where it is.

    Without `out` it goes to `reports/质控月报_2026-10.xlsx` in the workspace; folders are made. It is
    in the workspace's language unless another is given ("zh", "en"), names of staff masked unless `names`. A report that is there already
    is replaced as a whole or stays as it was.

    Raises UsageError for a period that is no month or has no data and for a name that is not
    .xlsx, QcError when the file cannot be written.
    """
    target = out or workspace.folder / FOLDER / f"质控月报_{period}.xlsx"
    if target.suffix.lower() != ".xlsx":
        raise UsageError(
            N_("{path} is no name for an Excel workbook."),
            N_("Let the name end in .xlsx."),
            path=target,
        )
    reader = replace(workspace, language=language) if language else workspace
    put(target, render(month_of(reader, period, names=names).report, reader.t))
    return target


def put(target: Path, content: bytes) -> None:
    """Put a file's content into its place, as `put_with`."""
    put_with(target, lambda passing: passing.write_bytes(content))


def put_with(target: Path, make: Callable[[Path], object]) -> None:
    """Make a file beside its place, then put it there: nobody meets half a file, after a power cut neither.
    QcError when it cannot be written."""
    try:
        put_whole(target, make)
    except OSError as error:
        raise QcError(
            N_("The report {path} cannot be written: {reason}."),
            N_("Close it in Excel or WPS if it is open there, or choose another place."),
            path=target,
            reason=error.strerror or error,
        ) from error
