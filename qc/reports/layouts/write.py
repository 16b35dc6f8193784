"""Fill the clinic's own layout and put it into its place: all of it, or nothing."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path

from lxml import etree
from openpyxl.formula.tokenizer import TokenizerError

from qc.analysis.periods import Period
from qc.errors import UsageError
from qc.ingest.containers.limits import TooFarError
from qc.locale import N_
from qc.reports.layouts.book import fill_book
from qc.reports.layouts.deck import fill_deck
from qc.reports.layouts.mapping import read_mapping
from qc.reports.layouts.package import NoLayoutError
from qc.reports.layouts.placeholders import Fault
from qc.reports.layouts.source import Source
from qc.reports.month import month_of
from qc.reports.write import FOLDER, put
from qc.workspace import Workspace

ENDINGS = (".xlsx", ".pptx")
UNREADABLE = (
    KeyError, ValueError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError,
    etree.XMLSyntaxError, TokenizerError, NoLayoutError, TooFarError, EOFError, struct.error,
)  # fmt: skip
"""What reading a file that is damaged, protected or none of ours raises."""


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
    target = out or workspace.folder / FOLDER / f"{layout.stem}_{period}{ending}"
    if ending not in ENDINGS:
        raise UsageError(
            N_("{path} is no layout that can be filled."),
            N_("Take a workbook (.xlsx) or slides (.pptx)."),
            path=layout,
        )
    if mapping and ending == ".pptx":
        raise UsageError(
            N_("A mapping is for workbooks; slides hold their placeholders themselves."),
            N_("Leave out --mapping."),
        )
    if target.suffix.lower() != ending or _is_same(target, layout):
        raise UsageError(
            N_("{path} is no place for the filled layout."),
            N_("Take a name of its own that ends in {ending}."),
            path=target,
            ending=ending,
        )
    month = month_of(workspace, period, names=names)
    source = Source(month, lambda other: month_of(workspace, other, names=names), workspace.t)
    content, faults = _filled(layout, ending, source, mapping)
    if faults:
        raise _refusal(faults)
    put(target, content)
    return target


def _filled(
    layout: Path, ending: str, source: Source, mapping: Path | None
) -> tuple[bytes, list[Fault]]:
    puts = read_mapping(mapping) if mapping else {}
    content = _read(layout)
    try:
        made, faults, asked = (
            fill_deck(content, source) if ending == ".pptx" else fill_book(content, source, puts)
        )
    except UNREADABLE as fault:
        raise UsageError(
            N_("{path} cannot be read as a layout."),
            N_("Open it in Excel, WPS or PowerPoint, save it anew, and try again."),
            path=layout,
        ) from fault
    if not asked and not faults:
        raise UsageError(
            N_("{path} asks for nothing."),
            N_("Write placeholders like {example} into it; `qc fill --sample DIR` shows how."),
            path=layout,
            example="{{rate:disinfection}}",
        )
    return made, faults


def _read(layout: Path) -> bytes:
    try:
        return layout.read_bytes()
    except OSError as fault:
        raise UsageError(
            N_("{path} cannot be opened: {reason}."),
            N_("Check the name, and that you may read it."),
            path=layout,
            reason=fault.strerror or str(fault),
        ) from fault


def _is_same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def _refusal(faults: list[Fault]) -> UsageError:
    """All that cannot be filled, a line each."""
    told = "\n".join(f"  {each.place}  {each.written}  {each.why}" for each in faults)
    return UsageError(
        N_("The layout asks for {n} things that cannot be filled in:\n{told}"),
        N_("Put these places right; `qc fill --list` shows what can be asked for."),
        n=len(faults),
        told=told,
    )
