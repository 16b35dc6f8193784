"""Put what is made of several papers and slides into its place: the meeting's pack, a cycle's report."""

from __future__ import annotations

from pathlib import Path

from qc.analysis.periods import Period
from qc.errors import UsageError
from qc.locale import N_
from qc.reports.cycle.gather import cycle_report
from qc.reports.month import month_of
from qc.reports.papers import docx
from qc.reports.papers.cycle import cycle_paper
from qc.reports.papers.minutes import minutes_paper
from qc.reports.papers.write import write_paper
from qc.reports.slides.cycle import cycle_slides
from qc.reports.slides.meeting import meeting_slides
from qc.reports.write import FOLDER, put
from qc.workspace import Workspace


def write_meeting(
    workspace: Workspace, period: Period, out: Path | None = None, *, names: bool = False
) -> tuple[Path, Path]:
    """Write slides and minutes of a month's meeting and return where they are: without `out`
    `reports/质控会_2026-10.pptx`, the minutes under the same name as .docx.

    Raises UsageError for a period that is no month or has no data and for a name that is not .pptx, ScopeError
    for names without the right to them, QcError when a file cannot be written.
    """
    slides = out or workspace.folder / FOLDER / f"质控会_{period}.pptx"
    if slides.suffix.lower() != ".pptx":
        raise UsageError(
            N_("{path} is no name for slides."), N_("Let the name end in .pptx."), path=slides
        )
    month, t = month_of(workspace, period, names=names), workspace.t
    minutes = slides.with_suffix(".docx")
    put(slides, meeting_slides(month, t))
    put(minutes, docx.render(minutes_paper(month.report, month.meeting, t), t))
    return slides, minutes


def write_cycle_report(
    workspace: Workspace, name: str, out: Path | None = None, *, names: bool = False
) -> Path:
    """Write the report of a cycle and return where it is: `reports/PDCA_<name>.docx` without `out`.

    Raises ScopeError as `cycle_report` does, UsageError for another ending, QcError when the file cannot be
    written.
    """
    report = cycle_report(workspace, name, names=names)
    target = out or workspace.folder / FOLDER / f"PDCA_{report.id}.docx"
    if target.suffix.lower() == ".pptx":
        put(target, cycle_slides(report, workspace.t))
        return target
    return write_paper(cycle_paper(report, workspace.t), target, workspace.t)
