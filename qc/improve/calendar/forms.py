"""The sheet that a drawn spot check is filled in on."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from qc.improve.calendar.picks import Pick
from qc.templates.build import render
from qc.workspace import Workspace


def file_name(workspace: Workspace, pick: Pick) -> str:
    """ "2026-11-04 换药室 消毒隔离质量检查表.xlsx"."""
    checklist = workspace.catalogue.checklists[pick.checklist]
    name = "".join(c if c.isalnum() else " " for c in f"{pick.unit} {checklist.name.zh}")
    return f"{pick.day} {' '.join(name.split())}.xlsx"


def given_of(pick: Pick) -> dict[str, str | dt.date]:
    """What is filled in already: unit, day, inspector."""
    return {
        "unit": pick.unit,
        **dict.fromkeys(("inspector", "counted_by"), pick.inspector),
        **dict.fromkeys(("checked_on", "counted_on", "asked_on"), pick.day),
    }


def sheet_of(workspace: Workspace, pick: Pick) -> bytes:
    """The template of a pick, which numbers to look at told on its second sheet."""
    checklist = workspace.catalogue.checklists[pick.checklist]
    on_the_day = replace(workspace, today=pick.day)
    return render(on_the_day, checklist, given_of(pick), told_of(workspace, pick))


def told_of(workspace: Workspace, pick: Pick) -> str:
    """For which day it was drawn, and which charts or persons."""
    if not pick.samples:
        return workspace.t("Drawn for {day}.", day=pick.day)
    return workspace.t(
        "Drawn for {day}: check {count}, number {numbers} on the unit's list of that day; where the list is shorter, count on from its top.",
        day=pick.day,
        count=pick.samples,
        numbers=" ".join(map(str, pick.numbers)),
    )
