"""Undoing an import: its checks leave the figures, those that it had ended come back, its problems
close. Nothing is deleted, and the file may come in again."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, and_, func, select, update

from qc.errors import UsageError
from qc.locale import N_
from qc.store.editions import withdrawn
from qc.store.release import LIVE, must_own, release, settle
from qc.store.schema import checks, imports
from qc.store.scope import Scope
from qc.store.trail import Change, record
from qc.words import Right


def undo(connection: Connection, scope: Scope, import_id: int, why: str, at: str) -> int:
    """Undo within the caller's writing transaction; returns how many checks left the figures.

    ScopeError without the right to, or when a check is not the actor's; UsageError without a reason, when it was undone
    already or when a later file has corrected it.
    """
    scope.must(Right.IMPORT)
    must_say_why(why)
    must_own(connection, scope, import_id)
    _must_stand(connection, import_id)
    _must_be_the_last(connection, import_id)
    mine = and_(checks.c.import_id == import_id, LIVE)
    gone = list(connection.scalars(select(checks.c.id).where(mine)))
    connection.execute(update(checks).where(mine).values(superseded_at=at, ended_by=import_id))
    undone = {"undone_at": at, "undone_by": scope.actor, "undone_why": why}
    connection.execute(update(imports).where(imports.c.id == import_id).values(undone))
    touched, released = release(connection, import_id)
    settled = settle(connection, touched, set(), at)
    ended = [withdrawn(import_id, key) for key in gone]
    entry = Change("undo", import_id, before={"undone": False}, after={"undone": True, "why": why})
    record(connection, scope, at, [entry, *ended, *released, *settled])
    return len(gone)


def must_say_why(why: str) -> None:
    """UsageError without a reason: the trail must explain every change."""
    if not why.strip():
        raise UsageError(N_("The reason is missing."), N_("Say in a few words why."))


def _must_stand(connection: Connection, import_id: int) -> None:
    found = _import(connection, import_id)
    if found.undone_at is not None:
        raise UsageError(
            N_('The import of "{file}" was undone already, by {actor}.'),
            file=found.file_name,
            actor=found.undone_by,
        )


def _must_be_the_last(connection: Connection, import_id: int) -> None:
    """What a later file put right would come back wrong, or twice."""
    found = _import(connection, import_id)
    by_check = select(func.max(checks.c.ended_by)).where(
        checks.c.import_id == import_id, checks.c.ended_by != import_id
    )
    later = connection.scalar(by_check) or found.corrected_by
    if later is not None:
        raise UsageError(
            N_('"{file}" was corrected by the later import "{later}" (number {number}).'),
            N_("Undo the later import first."),
            file=found.file_name,
            later=_import(connection, later).file_name,
            number=later,
        )


def _import(connection: Connection, import_id: int) -> Any:
    return connection.execute(select(imports).where(imports.c.id == import_id)).one()
