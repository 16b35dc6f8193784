"""The standards in force as a workbook that a head nurse edits."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path

from qc.catalogue.model import Checklist, Indicator
from qc.errors import QcError, UsageError
from qc.locale import N_
from qc.sheetstyle import Book, new_workbook
from qc.standards.columns import layout
from qc.standards.draw import Drawing, write_guide, write_sheet
from qc.standards.rows import checklist_row, indicator_row, item_rows
from qc.store.disk import write_whole
from qc.templates import find_checklist
from qc.workspace import Workspace

FOLDER = "exports"
_NAMES = {"zh": "质控标准", "en": "standards"}


def export_standards(
    workspace: Workspace, names: Sequence[str] = (), out: Path | None = None
) -> Path:
    """Write the standards in force on the workspace's day and return where: `out`, else
    `exports/质控标准_2026-11-02.xlsx`; folders are made.

    `names` are codes or names of checklists and codes of indicators; none means all. Raises
    UsageError for a name that is not known and for a path that is not .xlsx, QcError when another
    workbook stands there or it cannot be written.
    """
    target = out or workspace.folder / FOLDER / _name(workspace)
    if target.suffix.lower() != ".xlsx":
        raise UsageError(
            N_("{path} is no name for an Excel workbook."),
            N_("Let the name end in .xlsx."),
            path=target,
        )
    _put(target, render(workspace, *chosen(workspace, names)))
    return target


def workbook_of(workspace: Workspace, names: Sequence[str] = ()) -> tuple[str, bytes]:
    """Name and content of the workbook; nothing is written. UsageError as above."""
    return _name(workspace), render(workspace, *chosen(workspace, names))


def _name(workspace: Workspace) -> str:
    return f"{_NAMES[workspace.language]}_{workspace.today}.xlsx"


def render(
    workspace: Workspace, indicators: Sequence[Indicator], checklists: Sequence[Checklist]
) -> bytes:
    """The workbook: the same bytes for the same standards and day."""
    target = io.BytesIO()
    book = Book(new_workbook(target))
    drawing = Drawing(book, workspace.language, workspace.catalogue)
    write_guide(drawing, workspace.clinic, workspace.today)
    rows = [indicator_row(indicator, workspace.today) for indicator in indicators]
    write_sheet(drawing, "indicators", rows)
    write_sheet(drawing, "checklists", [checklist_row(each) for each in checklists])
    write_sheet(drawing, "items", [row for each in checklists for row in item_rows(each)])
    made = dt.datetime.combine(workspace.today, dt.time(), tzinfo=dt.UTC)
    title = layout().words["title"].of(workspace.language)
    book.workbook.set_properties({"title": title, "author": workspace.clinic, "created": made})
    book.workbook.close()
    return target.getvalue()


def chosen(workspace: Workspace, names: Sequence[str]) -> tuple[list[Indicator], list[Checklist]]:
    """The indicators and checklists that are meant, in the catalogue's order; a checklist brings its
    indicator along."""
    catalogue = workspace.catalogue
    if not names:
        return [*catalogue.in_groups], [*catalogue.checklists.values()]
    named = {name for name in names if name in catalogue.indicators}
    wanted = named & catalogue.checklists.keys()  # a code that both have means both
    found = {find_checklist(catalogue, name).code for name in names if name not in named} | wanted
    checklists = [each for code, each in catalogue.checklists.items() if code in found]
    codes = {*named, *(each.indicator for each in checklists)}
    return [each for each in catalogue.in_groups if each.code in codes], checklists


def _put(target: Path, content: bytes) -> None:
    """Write beside, then move into place; a workbook that may have been edited stays."""
    try:
        if target.exists():
            if target.read_bytes() != content:
                raise _taken(target)
            return
        write_whole({target: content})
    except OSError as error:
        raise QcError(
            N_("The workbook {path} cannot be written: {reason}."),
            N_("Choose another place with --out."),
            path=target,
            reason=error.strerror or error,
        ) from error


def _taken(target: Path) -> QcError:
    return QcError(
        N_("{path} is there already and may hold entries; it was left as it is."),
        N_("Move it away, or choose another place with --out."),
        path=target,
    )
