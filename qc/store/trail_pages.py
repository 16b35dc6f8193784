"""The audit trail as it is looked through: newest first, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from qc.store.answers import AuditEntry
from qc.store.engine import reading
from qc.store.keys import keys_of
from qc.store.names import sees_names
from qc.store.repository import Store
from qc.store.schema import audit, imports, journal
from qc.store.scope import Scope
from qc.store.trail import said
from qc.store.visible import entry_visible
from qc.words import Right


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for, "" for anything: who, what was done, from a time on (UTC, ISO text) and before
    another."""

    actor: str = ""
    action: str = ""
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Some entries, newest first, and how many there are in all."""

    entries: tuple[AuditEntry, ...]
    count: int


def page(store: Store, scope: Scope, asked: Asked, number: int, size: int) -> Page:
    """The entries of a page, from 1. ScopeError without the right to."""
    scope.must(Right.ADMINISTER)
    by_import = audit.outerjoin(imports, imports.c.id == audit.c.import_id)
    joined = audit if scope.is_whole else by_import
    wanted = [entry_visible(scope), *_conditions(asked)]
    columns = (audit.c.id, audit.c.at, audit.c.actor, audit.c.action, audit.c.object)
    query = (
        select(*columns, audit.c.before, audit.c.after)
        .select_from(joined)
        .where(*wanted)
        .order_by(audit.c.id.desc())
        .limit(size)
        .offset((number - 1) * size)
    )
    with reading(store.engine) as connection:
        keys, names = keys_of(connection), sees_names(scope)
        count = connection.scalar(select(func.count()).select_from(joined).where(*wanted)) or 0
        found = tuple(
            AuditEntry(*row[:-2], *(said(keys, text, names=names) for text in row[-2:]))
            for row in connection.execute(query)
        )
    return Page(found, count)


def known(store: Store, scope: Scope) -> tuple[list[str], list[str]]:
    """Everybody who did something and everything that was done, for choosing. ScopeError as `page`."""
    scope.must(Right.ADMINISTER)
    with reading(store.engine) as connection:
        actors, actions = (
            connection.scalars(select(column).distinct().order_by(column)).all()
            for column in (audit.c.actor, audit.c.action)
        )
        return [*actors], [*actions]


def latest(store: Store, scope: Scope, action: str) -> dict[str, AuditEntry]:
    """The last entry of an action about each object. ScopeError as `page`."""
    scope.must(Right.ADMINISTER)
    newest = select(func.max(audit.c.id)).where(audit.c.action == action).group_by(audit.c.object)
    columns = (audit.c.id, audit.c.at, audit.c.actor, audit.c.action, audit.c.object)
    query = select(*columns, audit.c.before, audit.c.after).where(audit.c.id.in_(newest))
    with reading(store.engine) as connection:
        keys = keys_of(connection)
        rows = connection.execute(query).all()
        entries = [
            AuditEntry(*row[:-2], *(said(keys, text, names=False) for text in row[-2:]))
            for row in rows
        ]
    return {entry.object: entry for entry in entries}


def _conditions(asked: Asked) -> list[ColumnElement[bool]]:
    told = [audit.c.actor == asked.actor] if asked.actor else []
    told += [audit.c.action == asked.action] if asked.action else []
    told += [audit.c.at >= asked.start] if asked.start else []
    told += [audit.c.at < asked.end] if asked.end else []
    return told


def newest(store: Store) -> tuple[int, int]:
    """The numbers of the last entries of trail and journal: while they stay, nothing was added."""
    with reading(store.engine) as connection:
        last = (connection.scalar(select(func.max(table.c.id))) for table in (audit, journal))
        trail, improvement = (number or 0 for number in last)
    return trail, improvement
