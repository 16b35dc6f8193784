"""Workspaces as large as a clinic's five years: the sample clinic's year again and again, further and
further back, with what its staff did about what failed. Kept through the store, in a folder of the
caller's."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from qc.cli.demo_deeds import do_deeds
from qc.improve.acting import act_on, findings
from qc.improve.calendar.acting import excuse
from qc.improve.calendar.reading import appointments
from qc.improve.calendar.states import DueState
from qc.improve.cycles.acting import open_cycle
from qc.improve.cycles.proposals import proposals
from qc.improve.rules import OWN as RULES
from qc.improve.states import FindingState
from qc.ingest.reading import read_workbook
from qc.records import Check, WorkbookReading
from qc.workspace import FORMAT, ORGANISATION, SETTINGS, Workspace, open_workspace
from sample_data import (
    CLINIC,
    TODAY,
    core_workbooks,
    improvement,
    organisation,
    workbooks,
)

YEARS = 5
FOLLOWED = dt.timedelta(days=90)
FINDINGS, CYCLES, EXCUSES = 1_000, 30, 200
TOGETHER = 40  # workbooks in one transaction
YEAR, WEEK = dt.timedelta(weeks=52), dt.timedelta(weeks=1)


def big_clinic(folder: Path, times: int = 1) -> Workspace:
    """A workspace of five years, some 300,000 results, and half a year of the core audits more; `times`
    as busy."""
    workspace = only_checks(folder, times)
    _act(workspace)
    return workspace


def only_checks(folder: Path, times: int = 1) -> Workspace:
    """The same, on whose findings nobody has acted yet."""
    _settle(folder)
    workspace = open_workspace(folder, today=TODAY, actor="bench")
    readings = [read_workbook(workspace, path.name, path.read_bytes()) for path in workbooks()]
    core = {path.name for path in core_workbooks()}
    older = [each for each in readings if each.file_name in core]
    books = _books(readings, older, times)
    while some := list(islice(books, TOGETHER)):
        workspace.store.save_many(workspace.scope, some)
    return workspace


def _settle(folder: Path) -> None:
    """The sample clinic's rooms; findings are followed for the last months only, as by a clinic that
    began with them then."""
    since = TODAY - FOLLOWED
    settings = {
        ORGANISATION: organisation(),
        RULES: improvement().replace("follow_from = 2026-10-01", f"follow_from = {since}"),
        SETTINGS: f'format = {FORMAT}\nclinic = "{CLINIC}"\nlanguage = "zh"\n',
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in settings.items():
        (folder / name).write_text(text, encoding="utf-8")


def _books(
    readings: list[WorkbookReading], older: list[WorkbookReading], times: int
) -> Iterator[tuple[WorkbookReading, bytes]]:
    """Oldest first. A busier clinic looks at the same rooms more often: what was found in other weeks."""
    for year in range(YEARS, -1, -1):
        for again in range(times):
            for reading in older if year == YEARS else readings:
                yield _moved(reading, YEAR * year + WEEK * again, f"{year}-{again}")


def _moved(
    reading: WorkbookReading, back: dt.timedelta, label: str
) -> tuple[WorkbookReading, bytes]:
    name = f"{label} {reading.file_name}"
    content = name.encode()
    sheets = tuple(
        replace(sheet, checks=tuple(_earlier(check, back, label) for check in sheet.checks))
        for sheet in reading.sheets
    )
    digest = hashlib.sha256(content).hexdigest()
    return replace(reading, file_name=name, sha256=digest, sheets=sheets), content


def _earlier(check: Check, back: dt.timedelta, label: str) -> Check:
    return check._replace(
        date=check.date - back,
        period_from=check.period_from and check.period_from - back,
        period_to=check.period_to and check.period_to - back,
        place=f"{check.place} {label}",
    )


def one_more(workspace: Workspace) -> None:
    """One more workbook comes in: another week's uniforms."""
    path = core_workbooks()[-1]
    reading = read_workbook(workspace, path.name, path.read_bytes())
    workspace.store.save_many(workspace.scope, [_moved(reading, WEEK, "new")])


def _act(workspace: Workspace) -> None:
    do_deeds(workspace)
    _put_right(workspace)
    _improve(workspace)
    _excuse(workspace)


def _put_right(workspace: Workspace) -> None:
    """The newest findings on which nobody acted were given to somebody, two of three put right."""
    due = f"{TODAY + dt.timedelta(days=7)}"
    given = {"person": "周婷", "due": due, "cause": "交接班无人核对", "measure": "交接班核对"}
    chosen = [each for each in findings(workspace) if not each.acts][-FINDINGS:]
    for number, found in enumerate(chosen):
        assigned = act_on(workspace, found, "assign", given)
        if number % 3:
            now = replace(found, state=FindingState.IN_HAND, acts=(assigned,), told=given)
            act_on(workspace, now, "put_right")


def _improve(workspace: Workspace) -> None:
    """Cycles for what is proposed, newest first, each with its figures before."""
    given = {"title": "反复不合格", "owner": "周婷", "due": f"{TODAY + dt.timedelta(days=90)}"}
    for each in proposals(workspace)[-CYCLES:]:
        open_cycle(workspace, [found.id for found in each.findings[-5:]], given)


def _excuse(workspace: Workspace) -> None:
    missed = [due for due in appointments(workspace) if due.state is DueState.MISSED]
    for due in missed[-EXCUSES:]:
        excuse(workspace, due, "设备检修")
