"""The standards changed through their workbook, over a store of real checks: the past stays as it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from qc.analysis import Period, failing_items, rates, scorecard
from qc.improve.acting import findings
from qc.ingest.importer import import_paths
from qc.standards.export import export_standards
from qc.standards.plan import apply_plan, plan_import
from qc.templates import write_template
from qc.words import ACTIONS, State
from qc.workspace import Workspace, open_workspace
from tests.filling import Form
from tests.nurse import fill
from tests.unit.standards.editing import Desk

TODAY = dt.date(2026, 10, 31)
START = dt.date(2026, 11, 1)
OCTOBER = Period.parse("2026-10")
CODES = ("disinfection", "documents", "appearance", "cleaning-daily", "refrigerator")


def hand_in(clinic: Workspace, *codes: str) -> None:
    """Templates of the version in force, filled in for October and imported."""
    for code in codes:
        checklist = clinic.catalogue.checklists[code]
        path = write_template(clinic, checklist)
        book = load_workbook(path)
        fill(Form(book.worksheets[0], clinic, checklist))
        book.save(path)
        (outcome,) = import_paths(clinic, [path])
        assert outcome.status == "imported", outcome


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Workspace]:
    opened = open_workspace(tmp_path / "clinic", today=TODAY, actor="王丽")
    hand_in(opened, *CODES)
    yield opened
    opened.store.close()


def figures(clinic: Workspace) -> dict[str, Any]:
    """All that is said of October: the scorecard's lines, rates, failing items, findings, versions."""
    lines = {line.indicator.code: line for line in scorecard(clinic, OCTOBER).lines}
    rows = clinic.store.results(
        clinic.scope, columns=("check_id", "version", "item_code", "passed")
    )
    return {
        "lines": {
            code: (repr(line.rate), repr(line.target), line.verdict, line.state, repr(line.lower))
            for code, line in lines.items()
        },
        "rates": rates(clinic, by=("month", "unit")).to_csv(),
        "failing": failing_items(clinic, OCTOBER)[["item_code", "defects"]].to_csv(),
        "findings": [(f.id, f.state, f.gravity, f.due) for f in findings(clinic)],
        "versions": rows.to_csv(),
    }


def change_everything(clinic: Workspace) -> None:
    """Targets, pass scores, points and critical items of all that October was checked with."""
    desk = Desk(export_standards(clinic))
    for code in ("disinfection", "appearance", "documents"):
        desk.write("indicators", code, target=0.5)
    desk.write("indicators", "cleaning_frequency", target=0.01)
    for code in CODES:
        desk.write("checklists", code, pass_score=0.1, partly="得一半分")
        for item in clinic.catalogue.checklists[code].items:
            desk.write("items", (code, item.code), critical="是", points=7)
    apply_plan(clinic, plan_import(clinic, desk.save(), START))


def test_figures_of_past_months_are_equal_before_and_after(clinic: Workspace) -> None:
    """A month that was reported as missed would be met after a change of November."""
    before = figures(clinic)
    change_everything(clinic)
    after = open_workspace(clinic.folder, today=START, actor="王丽")
    newest = after.catalogue.checklists
    assert {newest[code].version for code in CODES} == {"2026-11-01"}
    assert before["lines"]["cleaning_frequency"][3] is State.NO_TARGET
    assert figures(replace(after, today=TODAY)) == before
    after.store.close()


def test_each_check_has_the_version_of_its_day(tmp_path: Path) -> None:
    """A sheet of the 9th that is handed in on the 31st was made with the standard of the 9th."""
    tenth = open_workspace(tmp_path / "clinic", today=dt.date(2026, 10, 10), actor="王丽")
    desk = Desk(export_standards(tenth, ["appearance"]))
    desk.write("checklists", "appearance", pass_score=0.9)
    apply_plan(tenth, plan_import(tenth, desk.save()))
    tenth.store.close()
    clinic = open_workspace(tmp_path / "clinic", today=TODAY, actor="王丽")
    hand_in(clinic, "appearance")
    rows = clinic.store.results(clinic.scope, columns=("date", "version"))
    assert set(zip(rows["date"], rows["version"], strict=True)) == {
        ("2026-10-09", "1"), ("2026-10-12", "2026-10-10"), ("2026-10-30", "2026-10-10"),
    }  # fmt: skip
    clinic.store.close()


def test_what_is_taken_in_stands_in_the_audit_trail(clinic: Workspace) -> None:
    """A target that is lower since Tuesday: an inspector asks who lowered it."""
    desk = Desk(export_standards(clinic, ["disinfection"], clinic.folder / "edited.xlsx"))
    desk.drop("items", "disinfection", "sharps_box")
    path = desk.save()
    before = len(clinic.store.audit(clinic.scope))
    plan = plan_import(clinic, path, START)
    assert len(clinic.store.audit(clinic.scope)) == before  # looking changes nothing
    apply_plan(clinic, plan)
    (entry,) = clinic.store.audit(clinic.scope)[before:]
    assert (entry.actor, entry.action, entry.object) == ("王丽", "standards", "workspace")
    assert entry.after == {"standards": ["disinfection"], "valid_from": "2026-11-01"}
    assert entry.action in ACTIONS and clinic.store.verify()["audit"].broken is None
