"""Records and lists for the tests of what needs somebody."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from typing import Any

from qc.attention.matter import Matter, MatterKind
from qc.attention.reading import attention
from qc.records import Check, Problem, Result, SheetReading, WorkbookReading
from qc.words import Kind, Outcome
from qc.workspace import Workspace

STERILE, HANDS = "sterile_packs", "hand_hygiene_supplies"


def mark(passed: bool, code: str = HANDS, cell: str = "C5") -> Result:
    outcome = Outcome.PASS if passed else Outcome.FAIL
    return Result(cell, code, f"条目{code}", 1, int(passed), outcome, "√" if passed else "×")


def check(day: str, *results: Result, unit: str = "换药室", **changes: Any) -> Check:
    plain = Check(
        sheet="10月", kind=Kind.CHECKLIST, indicator="disinfection", checklist="disinfection",
        version="1", date=dt.date.fromisoformat(day), site="本院", unit=unit, results=results,
    )  # fmt: skip
    return plain._replace(**changes)


def line(item: str, **told: str) -> Result:
    """A line of a list: a drug, a certificate, a device."""
    return Result("C5", f"x-{item}", item, 1, 1, Outcome.PASS, "1", detail=told)


def stock(day: str, *lines: Result, cart: str = "抢救车1号", unit: str = "手术室") -> Check:
    return check(
        day, *lines, unit=unit, kind=Kind.STOCK, indicator="emergency", checklist="emergency",
        subject=cart,
    )  # fmt: skip


def register(day: str, kind: Kind, checklist: str, subject: str, *lines: Result) -> Check:
    return check(
        day, *lines, unit="护理部", kind=kind, indicator="management_system", checklist=checklist,
        subject=subject,
    )  # fmt: skip


def spot(day: str, unit: str = "换药室") -> Check:
    """A spot check: owed twice a week from the first that came in."""
    found = Result("C5", "sc_service", "抽查：服务", 1, 1, Outcome.PASS, "√")
    return check(day, found, unit=unit, indicator="management_system", checklist="spot-check")


def save(
    workspace: Workspace, name: str, *checks: Check, problems: tuple[Problem, ...] = ()
) -> None:
    content = name.encode()
    sheet = SheetReading("10月", Kind.CHECKLIST, "disinfection", "disinfection", "across", checks)
    digest = hashlib.sha256(content).hexdigest()
    workspace.store.save(
        workspace.scope, WorkbookReading(name, digest, (sheet,), problems), content
    )


def at(workspace: Workspace, day: str) -> Workspace:
    return replace(workspace, today=dt.date.fromisoformat(day))


def of(workspace: Workspace, *kinds: MatterKind) -> list[Matter]:
    """The matters of some kinds, in the list's order."""
    return [each for each in attention(workspace) if each.kind in kinds]
