"""The month's reports over 300,000 results: the workbook beside the bare writer that does the same calls, the
whole pack (workbook, slides, minutes) beside the same floor. `python -m benchmarks month_reports`.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from unittest.mock import patch

from benchmarks.big_clinic import big_clinic
from benchmarks.replayed import Tape
from benchmarks.timing import Ratio, beside, medians, peak_memory
from qc.analysis import coverage
from qc.analysis.periods import Period
from qc.reports.content import Month
from qc.reports.month import month_of
from qc.reports.papers import docx
from qc.reports.papers.minutes import minutes_paper
from qc.reports.slides.meeting import meeting_slides
from qc.reports.workbook import render
from qc.workspace import Workspace

BARE = "XlsxWriter, the same calls"


def run() -> list[Ratio]:
    """Make the clinic in a folder that goes again, and its newest full month's reports."""
    with tempfile.TemporaryDirectory(prefix="qc-bench-") as folder:
        return measured(big_clinic(Path(folder) / "clinic"))


def measured(workspace: Workspace) -> list[Ratio]:
    """The reports of a workspace that is there."""
    newest = coverage(workspace).newest_full
    assert newest is not None
    started = time.perf_counter()
    month = month_of(workspace, newest)
    first = time.perf_counter() - started
    tape = _recorded(workspace, month)
    times = medians(
        {
            "workbook": lambda: render(month.report, workspace.t),
            BARE: tape.play,
            "asked and written": lambda: render(month_of(workspace, newest).report, workspace.t),
            "pack": lambda: _pack(workspace, newest),
        }
    )
    bare = times[BARE]
    memory = peak_memory(lambda: _pack(workspace, newest))
    return [
        *beside("workbook of a month", {"ours": times["workbook"], BARE: bare}, {BARE: f"{len(tape.calls)} calls"}),
        Ratio("workbook, figures asked for as well", BARE, times["asked and written"], bare, f"the first time {first:.1f} s"),
        Ratio("pack: workbook, slides, minutes", BARE, times["pack"], bare, f"{memory:.0f} MiB at most"),
    ]  # fmt: skip


def _recorded(workspace: Workspace, month: Month) -> Tape:
    """The calls by which the workbook is written."""
    tape = Tape()
    with patch("qc.sheetstyle.Workbook", tape.workbook):
        render(month.report, workspace.t)
    return tape


def _pack(workspace: Workspace, newest: Period) -> int:
    month, t = month_of(workspace, newest), workspace.t
    made = (
        render(month.report, t),
        meeting_slides(month, t),
        docx.render(minutes_paper(month.report, month.meeting, t), t),
    )
    return sum(map(len, made))
