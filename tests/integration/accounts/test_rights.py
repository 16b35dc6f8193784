"""What each role sees and may do, held at the store: role by role, page by page, act by act."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from dash import Dash
from plotly.io.json import to_json_plotly

from dashboards import inbox, routes
from dashboards.page import Page
from qc.accounts import Role, User, add, disable, give_password, users
from qc.accounts.roles import OWN_UNITS, RIGHTS
from qc.errors import QcError, ScopeError
from qc.records import SheetReading, WorkbookReading
from qc.store import Scope, Store
from qc.store.journal import NewAct
from qc.words import Kind, Outcome, Right
from qc.workspace import Workspace
from tests.integration.accounts.conftest import (
    INSPECTED,
    LOGINS,
    MINE,
    OTHERS,
    PASSWORD,
    Clinic,
)
from tests.unit.dashboards import clinic

READS = {
    "corrections", "results", "find_import", "imports", "problems", "original", "audit", "verify",
    "revision", "standing", "sees_own_files", "marks", "month_stamps", "acts", "close",
}  # fmt: skip
WHOLE = [role for role in Role if role not in OWN_UNITS]


@pytest.fixture(scope="module")
def everybody(filled: Clinic) -> dict[Role, User]:
    return {user.role: user for user in users(filled.workspace)}


@pytest.fixture(scope="module")
def pages(filled: Clinic) -> dict[str, Page]:
    return routes.pages(Dash(__name__), lambda: filled.workspace)


def reader_of(filled: Clinic, user: User) -> Workspace:
    return replace(filled.workspace, scope=user.scope)


def _workbook(unit: str) -> tuple[WorkbookReading, bytes]:
    content = f"hand-made {unit}".encode()
    check = clinic.check_of("disinfection", clinic.TODAY, unit, (clinic._result("C4", "x", True),))
    sheet = SheetReading("检查", Kind.CHECKLIST, "disinfection", "disinfection", "across", (check,))
    sha256 = hashlib.sha256(content).hexdigest()
    return WorkbookReading("手写.xlsx", sha256, (sheet,), ()), content


WRITES: dict[str, Callable[[Store, Scope, str], Any]] = {
    "save": lambda store, scope, unit: store.save(scope, *_workbook(unit)),
    "save_many": lambda store, scope, unit: _raised(store.save_many(scope, [_workbook(unit)])[0]),
    "undo": lambda store, scope, _unit: store.undo(scope, 13, "a reason"),
    "reread": lambda store, scope, unit: store.reread(scope, _workbook(unit)[0]),
    "act": lambda store, scope, unit: store.act(
        scope, NewAct("finding:made-up", 0, "note", {}, "本院", unit)
    ),
}


def _raised(answer: object) -> object:
    if isinstance(answer, Exception):
        raise answer
    return answer


def test_every_method_of_the_store_is_known_to_read_or_to_write() -> None:
    """A new way to write that nobody has thought of here would be open to all."""
    public = {name for name, _ in inspect.getmembers(Store, callable) if not name.startswith("_")}
    assert public - {"clock", "engine", "archive", "keys"} == READS | WRITES.keys()


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("role", [Role.MANAGEMENT, Role.UNIT_NURSE])
def test_writes_without_the_right_are_refused_by_the_store(
    filled: Clinic, everybody: dict[Role, User], write: str, role: Role
) -> None:
    """A page that forgets to hide a button must not matter: management writes nothing anywhere, a
    unit's nurse nothing for another unit."""
    store = filled.workspace.store
    before = _state(filled.workspace)
    with pytest.raises(ScopeError):
        WRITES[write](store, everybody[role].scope, OTHERS)
    assert _state(filled.workspace) == before


@pytest.mark.parametrize("right", [Right.IMPORT, Right.RECORD])
def test_each_write_asks_for_its_own_right(filled: Clinic, right: Right) -> None:
    """Who may write findings down may not yet take back an import."""
    scope = Scope("half", rights=frozenset(Right) - {right})
    refused = [name for name in WRITES if _is_refused(filled.workspace.store, scope, name)]
    assert refused == (
        ["act"] if right is Right.RECORD else ["save", "save_many", "undo", "reread"]
    )


def _is_refused(store: Store, scope: Scope, write: str) -> bool:
    if scope.rights >= {Right.IMPORT} and write != "act":
        return False  # it would be done
    if scope.rights >= {Right.RECORD} and write == "act":
        return False
    try:
        WRITES[write](store, scope, OTHERS)
    except ScopeError as error:
        return error.message in {right.refusal for right in Right}
    return False


def test_a_unit_nurse_reads_nothing_of_another_unit(
    filled: Clinic, everybody: dict[Role, User]
) -> None:
    """Each unit would read the others' failures and their staff's names."""
    store, scope = filled.workspace.store, everybody[Role.UNIT_NURSE].scope
    assert set(store.results(scope)["unit"]) == {MINE}
    keys = store.marks(scope)
    assert set(keys.about["unit"]) == {MINE}
    assert "补查.xlsx" not in {one.file_name for one in store.imports(scope)}
    assert not any(str(entry.action).startswith(("user", "sign")) for entry in store.audit(scope))
    sha256 = next(
        one.sha256
        for one in store.imports(filled.workspace.scope)
        if one.file_name.startswith("2026-10")
    )
    with pytest.raises(ScopeError):  # the file holds other units too
        store.original(scope, sha256)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("path", routes.pages(Dash("listing2"), lambda: None))  # type: ignore[arg-type,return-value]
def test_every_page_answers_every_role(
    filled: Clinic, everybody: dict[Role, User], pages: dict[str, Page], path: str, role: Role
) -> None:
    """A page that only the head nurse has tried falls over for the others; nobody without the right
    sees who was inspected."""
    shown = _shown(pages[path], reader_of(filled, everybody[role]), "")
    assert shown
    if Right.NAMES not in RIGHTS[role]:
        assert INSPECTED not in shown and "王小明" not in shown


def _shown(page: Page, reader: Workspace, search: str) -> str:
    try:
        return str(to_json_plotly(page.show(reader, search)))
    except QcError as error:
        return error.sentence(reader.t)


def _state(workspace: Workspace) -> tuple[Any, ...]:
    """All that a write would move: both chains and the files of the workspace."""
    chains = tuple((name, one.last, one.head) for name, one in workspace.store.verify().items())
    return chains, tuple(_files(workspace.folder))


def _files(folder: Path) -> Iterator[tuple[str, int]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("qc.sqlite"):
            yield str(path.relative_to(folder)), path.stat().st_mtime_ns


@pytest.mark.parametrize("role", Role)
def test_only_administrators_look_after_users(
    filled: Clinic, everybody: dict[Role, User], role: Role
) -> None:
    """Who may give roles may give any to themselves."""
    reader = reader_of(filled, everybody[role])
    if role is Role.ADMINISTRATOR:
        assert len(users(reader)) == len(Role)
        return
    for act in (
        lambda: users(reader),
        lambda: add(reader, "new", "新人", Role.ADMINISTRATOR, PASSWORD),
        lambda: disable(reader, LOGINS[Role.ADMINISTRATOR]),
        lambda: give_password(reader, LOGINS[Role.ADMINISTRATOR], "another long one"),
    ):
        with pytest.raises(ScopeError):
            act()


@pytest.mark.parametrize("role", WHOLE)
def test_what_concerns_users_is_told_to_administrators_alone(
    filled: Clinic, everybody: dict[Role, User], role: Role
) -> None:
    """When colleagues come and go is not everybody's business."""
    trail = filled.workspace.store.audit(everybody[role].scope)
    told = any(entry.object.startswith("user:") for entry in trail)
    assert told is (role is Role.ADMINISTRATOR)


def test_files_are_taken_from_nobody_who_may_not_import(
    filled: Clinic, everybody: dict[Role, User]
) -> None:
    """The tray would fill the disk with what never comes in."""
    with pytest.raises(ScopeError):
        inbox.stage(reader_of(filled, everybody[Role.MANAGEMENT]), "a.xlsx", iter([b"x"]))


def test_names_are_masked_where_they_are_read(filled: Clinic, everybody: dict[Role, User]) -> None:
    """Management sees how often, not who; whoever inspects sees whom."""
    store = filled.workspace.store
    failed = store.results(everybody[Role.MANAGEMENT].scope, unit=OTHERS)
    assert not any(INSPECTED in str(name) for name in failed["subject"])
    assert any(str(name).startswith("欧*") for name in failed["subject"])
    seen = store.results(everybody[Role.QC_MEMBER].scope, unit=OTHERS)
    assert INSPECTED in set(seen["subject"])
    assert (failed["outcome"] == Outcome.FAIL).sum() == (seen["outcome"] == Outcome.FAIL).sum()
