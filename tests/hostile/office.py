"""A chain's office over a lake of two clinics, of which one is not everybody's business."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from qc.accounts import Role, add
from qc.lake import write_lake
from qc.store.lake.reading import open_lake
from qc.workspace import Workspace, open_workspace
from tests.hostile.house import MINE, OFF, PERSON, SECRET, THERE, UNIT_HEAD, House, login_of
from tests.integration.accounts.conftest import PASSWORD, Clinic, Watch
from tests.unit.dashboards import clinic

MY_CLINIC, OTHER_CLINIC = "浦东店", f"{THERE}店"
PLACES: dict[str, dict[str, Any]] = {
    str(Role.UNIT_NURSE): {"units": [MINE], "sites": [MY_CLINIC]},
    UNIT_HEAD: {"sites": [MY_CLINIC]},
}
"""What those see who see one clinic alone."""


def office(folder: Path, make_app: Callable[[Workspace], Any]) -> House:
    """Two clinics write into the lake; the office has a user of each role, a nurse and a head of MY_CLINIC alone."""
    for name, unit, item in (
        (MY_CLINIC, MINE, "我处条目"),
        (OTHER_CLINIC, f"{THERE}一", f"{SECRET}条目"),
    ):
        one = clinic.a_year(folder / name, units=(unit, f"{unit}外"), clinic_item=item)
        rows = (clinic._result("C40", item, False),)
        clinic.save(one, "补查.xlsx", (clinic.check_of("disinfection", dt.date(2026, 10, 30), unit, rows, subject=PERSON),))  # fmt: skip
        list(write_lake(one, folder / "lake", name))
        one.store.close()
    watch = Watch()
    made = _opened(folder / "office", watch)
    workspace = replace(
        made, store=replace(made.store, clock=watch), lake=open_lake(folder / "lake")
    )
    _staffed(workspace)
    return House(Clinic(workspace, watch), {"clinic": OTHER_CLINIC}, make_app(workspace), PLACES)


def _opened(folder: Path, watch: Watch) -> Workspace:
    open_workspace(folder, today=clinic.TODAY, language="zh", clock=watch).store.close()
    sites = "".join(f'[[sites]]\nname = "{name}"\n' for name in (MY_CLINIC, OTHER_CLINIC))
    (folder / "organisation.toml").write_text(sites, encoding="utf-8")
    return open_workspace(folder, today=clinic.TODAY, language="zh", clock=watch)


def _staffed(workspace: Workspace) -> None:
    for role in Role:
        add(workspace, login_of(role), f"某{role}", role, PASSWORD, **PLACES.get(str(role), {}))
    add(workspace, login_of(OFF), "某离职", Role.HEAD_NURSE, PASSWORD)
    add(
        workspace, login_of(UNIT_HEAD), "某店护士长", Role.HEAD_NURSE, PASSWORD, **PLACES[UNIT_HEAD]
    )
