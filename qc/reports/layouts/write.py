"""Fill the clinic's own layout and put it into its place: all of it, or nothing."""

from __future__ import annotations

import zipfile
from pathlib import Path

from lxml import etree

from qc.analysis.periods import Period
from qc.errors import UsageError
from qc.locale import N_
from qc.reports.layouts.book import fill_book
from qc.reports.layouts.deck import fill_deck
from qc.reports.layouts.mapping import read_mapping
from qc.reports.layouts.placeholders import Fault
from qc.reports.layouts.vocabulary import Source
from qc.reports.month import month_of
from qc.reports.write import FOLDER, put
from qc.workspace import Workspace

ENDINGS = (".xlsx", ".pptx")


def write_layout(
    workspace: Workspace,
    layout: Path,
    period: Period,
    out: Path | None = None,
    *,
    mapping: Path | None = None,
    names: bool = False,
) -> Path:
    """Fill a layout with a month and return where it is: `reports/<layout's name>_2026-10.xlsx` without `out`.

    Raises UsageError for a file that is no layout, for every placeholder that cannot be filled (all at once,
    each with its place), and as `month_of` does; nothing is written then.
    """
    ending = layout.suffix.lower()
    if ending not in ENDINGS:
        raise UsageError(
            N_("{path} is no layout that can be filled."),
            N_("Take a workbook (.xlsx) or slides (.pptx)."),
            path=layout,
        )
    month = month_of(workspace, period, names=names)
    source = Source(month, lambda other: month_of(workspace, other, names=names), workspace.t)
    content, faults = _filled(layout, ending, source, mapping)
    if faults:
        raise _refusal(faults)
    target = out or workspace.folder / FOLDER / f"{layout.stem}_{period}{ending}"
    put(target, content)
    return target


def _filled(
    layout: Path, ending: str, source: Source, mapping: Path | None
) -> tuple[bytes, list[Fault]]:
    try:
        content = layout.read_bytes()
        if ending == ".pptx":
            return fill_deck(content, source)
        return fill_book(content, source, read_mapping(mapping) if mapping else {})
    except (OSError, KeyError, zipfile.BadZipFile, etree.XMLSyntaxError) as fault:
        raise UsageError(
            N_("{path} cannot be read as a layout."),
            N_("Open it in Excel, WPS or PowerPoint, save it anew, and try again."),
            path=layout,
        ) from fault


def _refusal(faults: list[Fault]) -> UsageError:
    """All that cannot be filled, a line each."""
    told = "\n".join(f"  {each.place}  {each.written}  {each.why}" for each in faults)
    return UsageError(
        N_("The layout asks for {n} things that cannot be filled in:\n{told}"),
        N_("Put these places right; `qc fill --list` shows what can be asked for."),
        n=len(faults),
        told=told,
    )
