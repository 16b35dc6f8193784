"""Put a cycle's report into its place: a paper or slides, as the ending of its name asks."""

from __future__ import annotations

from pathlib import Path

from qc.reports.cycle.gather import cycle_report
from qc.reports.papers.cycle import cycle_paper
from qc.reports.papers.write import write_paper
from qc.reports.slides.cycle import cycle_slides
from qc.reports.write import FOLDER, put
from qc.workspace import Workspace


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
