"""Failed items and what people do about them on given days, for the tests of feedback book and bulletin."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from typing import Any

from qc.improve.acting import act_on, findings
from qc.improve.findings import Finding
from qc.records import Check, Result, SheetReading, WorkbookReading
from qc.store import Scope
from qc.words import Kind, Outcome
from qc.workspace import TIME_ZONE, Workspace

HANDS, STERILE = "hand_hygiene_supplies", "sterile_packs"
GIVEN = {"cause": "备货不足", "category": "料", "measure": "每周一补货", "person": "李敏"}


def check(
    day: str, code: str = HANDS, unit: str = "换药室", *, passed: bool = False, text: str = "", **changes: Any
) -> Check:  # fmt: skip
    """A check of one item, which failed unless it `passed`; `text` is what the sheet calls it."""
    outcome, sign = (Outcome.PASS, "√") if passed else (Outcome.FAIL, "×")
    result = Result("C5", code, text or f"条目{code}", 1, int(passed), outcome, sign)
    plain = Check(
        sheet="巡查", kind=Kind.CHECKLIST, indicator="disinfection", checklist="disinfection",
        version="1", date=dt.date.fromisoformat(day), site="本院", unit=unit, results=(result,),
        subject="顾客甲", inspector="孙检",
    )  # fmt: skip
    return plain._replace(**changes)


def save(workspace: Workspace, name: str, *checks: Check, edition: str = "") -> None:
    content = f"{name} {edition}".encode()
    sheet = SheetReading("巡查", Kind.CHECKLIST, "disinfection", "disinfection", "across", checks)
    digest = hashlib.sha256(content).hexdigest()
    workspace.store.save(workspace.scope, WorkbookReading(name, digest, (sheet,), ()), content)


def on(workspace: Workspace, day: str, actor: str = "王丽") -> Workspace:
    """The workspace as somebody has it before them at noon of a day."""
    noon = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(12), TIME_ZONE)
    store = replace(workspace.store, clock=lambda: noon)
    return replace(workspace, today=noon.date(), scope=Scope(actor), store=store)


def the(workspace: Workspace, day: str, code: str = HANDS, unit: str = "换药室") -> Finding:
    """The finding of a day."""
    wanted = (dt.date.fromisoformat(day), code, unit)
    (found,) = (f for f in findings(workspace) if (f.date, f.item_code, f.unit) == wanted)
    return found


def act(workspace: Workspace, found: Finding, day: str, what: str, actor: str = "王丽", **given: str) -> None:  # fmt: skip
    """Do something on a day about a finding as it stands then."""
    there = on(workspace, day, actor)
    (now,) = (each for each in findings(there) if each.id == found.id)
    act_on(there, now, what, given)


def put_right(workspace: Workspace, found: Finding, due: str, done: str, closed: str) -> None:
    """Given to somebody on the day after, put right, re-checked and in order."""
    after = f"{found.date + dt.timedelta(days=1)}"
    act(workspace, found, after, "assign", due=due, **GIVEN)
    act(workspace, found, done, "put_right")
    act(workspace, found, closed, "recheck_passed", actor="孙检")
