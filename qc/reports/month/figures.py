"""A month's figures as the analysis gives them now, each with the files that it comes from."""

from __future__ import annotations

import math
from collections import defaultdict

from qc.analysis import ScoreLine, scorecard
from qc.analysis.by_file import counts_by_file
from qc.analysis.periods import Period
from qc.reports.month.record import Figure, Part, share
from qc.workspace import Workspace


def figures_of(
    workspace: Workspace, month: Period, *, with_files: bool = True
) -> tuple[Figure, ...]:
    """Every indicator of the month's scorecard; its files take a look into the store."""
    lines = scorecard(workspace, month).lines
    parts = _parts(workspace, month) if with_files else {}
    return tuple(_figure(line, tuple(parts.get(line.indicator.code, ()))) for line in lines)


def _parts(workspace: Workspace, month: Period) -> dict[str, list[Part]]:
    parts: dict[str, list[Part]] = defaultdict(list)
    for row in counts_by_file(workspace, month).to_dict("records"):
        part = Part(
            sha256=str(row["sha256"]),
            file=str(row["file"]),
            checked=int(row["checked"]),
            passed=int(row["passed"]),
        )
        parts[str(row["indicator"])].append(part)
    return parts


def _figure(line: ScoreLine, parts: tuple[Part, ...]) -> Figure:
    return Figure(
        code=line.indicator.code,
        checked=line.checked,
        passed=line.passed,
        rate=share(line.rate),
        target=None if math.isnan(line.target) else line.target,
        parts=parts,
    )
