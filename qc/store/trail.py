"""The audit trail: every change leaves an entry, and entries are only ever added."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from qc.store.answers import AuditEntry
from qc.store.bulk import insert_rows
from qc.store.schema import audit, imports
from qc.store.scope import Scope
from qc.store.visible import entry_touches, entry_visible

_COLUMNS = ("at", "actor", "action", "object", "before", "after", "import_id", "check_key")


@dataclass(frozen=True, slots=True)
class Change:
    """One change to be written down; the object is an import or, with a key, one of its checks."""

    action: str
    import_id: int
    check_key: int | None = None
    before: object = None
    after: object = None


def record(connection: Connection, scope: Scope, at: str, changes: Iterable[Change]) -> None:
    """Write entries in the transaction that makes the changes."""
    rows = [
        (
            at, scope.actor, change.action, _name(change), _json(change.before),
            _json(change.after), change.import_id, change.check_key,
        )
        for change in changes
    ]  # fmt: skip
    insert_rows(connection, audit, _COLUMNS, rows)


def entries(connection: Connection, scope: Scope) -> tuple[AuditEntry, ...]:
    """The entries that the scope may see, oldest first."""
    columns = (audit.c.id, audit.c.at, audit.c.actor, audit.c.action, audit.c.object)
    query = (
        select(*columns, audit.c.before, audit.c.after)
        .select_from(audit.outerjoin(imports, imports.c.id == audit.c.import_id))
        .where(entry_visible(scope))
        .order_by(audit.c.id)
    )
    return tuple(
        AuditEntry(*row[:-2], _value(row.before), _value(row.after))
        for row in connection.execute(query)
    )


def revision(connection: Connection, scope: Scope) -> int:
    """A number that grows with every change the scope can see part of; 0 when there was none."""
    query = (
        select(audit.c.id)
        .select_from(audit.outerjoin(imports, imports.c.id == audit.c.import_id))
        .where(entry_touches(scope))
        .order_by(audit.c.id.desc())
        .limit(1)
    )
    return connection.scalar(query) or 0


def _name(change: Change) -> str:
    if change.check_key is None:
        return f"import:{change.import_id}"
    return f"check:{change.check_key}"


def _json(value: object) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _value(text: str | None) -> object:
    return None if text is None else json.loads(text)
