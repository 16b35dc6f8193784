"""A clinic that keeps its staff to account, for the tests of the ladders."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from qc.catalogue.load import load_catalogue
from qc.improve.accountability.accounts import Accounts, accounts
from qc.improve.acting import findings
from qc.records import Check, Result, SheetReading, WorkbookReading
from qc.words import Direction, Kind, Outcome
from qc.workspace import Workspace

ON = "accountability.since = 2026-10-01\n"
DISCOUNT, RECORD, EMPTY = "co_discount", "co_record", "r2_staffed"
CATALOGUE = load_catalogue()


def failed(
    day: str, item: str, checklist: str = "consultant-conduct", unit: str = "咨询部", **changes: Any
) -> Check:
    """A check of a person in which one item failed."""
    known = CATALOGUE.checklists[checklist]
    about = CATALOGUE.indicators[changes.get("indicator", known.indicator)]
    wrong = int(about.direction is Direction.LOWER)  # there `passed` counts what happened
    result = Result("C5", item, f"条目{item}", 1, wrong, Outcome.FAIL, "×")
    plain = Check(
        sheet="10月", kind=known.kind, indicator=known.indicator, checklist=checklist, version="1",
        date=dt.date.fromisoformat(day), site="本院", unit=unit, results=(result,), subject="周婷",
        inspector="孙检",
    )  # fmt: skip
    return plain._replace(**changes)


def save(workspace: Workspace, name: str, *checks: Check, edition: str = "") -> None:
    content = f"{name} {edition}".encode()
    sheet = SheetReading("10月", Kind.CHECKLIST, "service", "service", "across", checks)
    digest = hashlib.sha256(content).hexdigest()
    workspace.store.save(workspace.scope, WorkbookReading(name, digest, (sheet,), ()), content)


def switch(workspace: Workspace, text: str = ON) -> None:
    (workspace.folder / "improvement.toml").write_text(text, encoding="utf-8")


def now(workspace: Workspace) -> Accounts:
    found = accounts(workspace)
    assert found is not None
    return found


def ids(workspace: Workspace, item: str) -> list[str]:
    """The findings of an item, oldest first."""
    return [found.id for found in findings(workspace) if found.item_code == item]


def switched_on(workspace: Workspace) -> Workspace:
    """Switched on, with three record errors of October, one of November and a discount."""
    days = ("2026-10-05", "2026-10-12", "2026-10-19", "2026-11-01")
    save(workspace, "a.xlsx", *(failed(day, RECORD) for day in days))
    save(workspace, "b.xlsx", failed("2026-10-06", DISCOUNT))
    switch(workspace)
    return workspace
