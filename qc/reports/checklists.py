"""The month's checks by unit and checklist: total points, points reached, pass rate."""

from __future__ import annotations

from qc.analysis.periods import Period
from qc.analysis.places import place_name
from qc.analysis.scores import checklist_scores
from qc.reports.content import ChecklistLine, ChecklistSheet
from qc.workspace import Workspace


def checklist_sheet(workspace: Workspace, period: Period) -> ChecklistSheet:
    """A line a unit and checklist with checks in the month, as `qc.analysis.scores` counts them."""
    table, t = checklist_scores(workspace, period), workspace.t
    lines = tuple(
        ChecklistLine(
            unit=place_name(str(row["unit"]), workspace.organisation, t),
            code=str(row["checklist"]),
            checklist=_name(workspace, str(row["checklist"])),
            checks=int(row["checks"]),
            points=float(row["points"]),
            scored=float(row["scored"]),
            score_rate=float(row["score_rate"]),
            checked=int(row["checked"]),
            passed=int(row["passed"]),
            rate=float(row["rate"]),
        )
        for row in table.to_dict("records")
    )
    said = t(
        "{checks} checks with {checklists} checklists in {units} units.",
        checks=sum(line.checks for line in lines),
        checklists=len({line.checklist for line in lines}),
        units=len({line.unit for line in lines}),
    )
    return ChecklistSheet(said, lines)


def _name(workspace: Workspace, code: str) -> str:
    """The checklist's name; a code that the catalogue no longer has is shown as it is."""
    known = workspace.catalogue.checklists.get(code)
    return known.name.of(workspace.language) if known else code
