"""The audit trail: every change leaves an entry. Entries are only ever added, each chained to the one
before it (`qc.store.chain`)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from qc.store.answers import AuditEntry
from qc.store.chain import append
from qc.store.keys import Keys, keys_of
from qc.store.names import sees_names
from qc.store.schema import audit, imports
from qc.store.scope import Scope
from qc.store.visible import entry_touches, entry_visible

COLUMNS = ("at", "actor", "action", "object", "before", "after", "import_id", "check_key")


@dataclass(frozen=True, slots=True)
class Change:
    """One change to be written down; the object is an import or, with a key, one of its checks; without
    an import it is what `about` says ("user:3")."""

    action: str
    import_id: int | None
    check_key: int | None = None
    before: object = None
    after: object = None
    about: str = ""


def record(connection: Connection, scope: Scope, at: str, changes: Iterable[Change]) -> None:
    """Write entries in the transaction that makes the changes."""
    rows = [
        (
            at, scope.actor, change.action, _name(change), _json(change.before),
            _json(change.after), change.import_id, change.check_key,
        )
        for change in changes
    ]  # fmt: skip
    append(connection, audit, COLUMNS, rows)


def entries(
    connection: Connection, scope: Scope, start: str = "", actor: str = ""
) -> tuple[AuditEntry, ...]:
    """The entries that the scope may see, oldest first; from a time on (UTC, ISO text) and of one actor,
    where asked."""
    keys, names = keys_of(connection), sees_names(scope)
    asked = [audit.c.at >= start] if start else []
    asked += [audit.c.actor == actor] if actor else []
    columns = (audit.c.id, audit.c.at, audit.c.actor, audit.c.action, audit.c.object)
    query = (
        select(*columns, audit.c.before, audit.c.after)
        .select_from(audit.outerjoin(imports, imports.c.id == audit.c.import_id))
        .where(entry_visible(scope), *asked)
        .order_by(audit.c.id)
    )
    return tuple(
        AuditEntry(*row[:-2], *(said(keys, text, names=names) for text in row[-2:]))
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
    if change.import_id is None:
        return change.about
    if change.check_key is None:
        return f"import:{change.import_id}"
    return f"check:{change.check_key}"


def _json(value: object) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)


def said(keys: Keys, text: str | None, *, names: bool) -> object:
    """What an entry says; what a cell held is sealed in it."""
    value = None if text is None else json.loads(text)
    if isinstance(value, dict) and isinstance(held := value.get("value"), str):
        return {**value, "value": keys.opened(held) if names else keys.masked(held)}
    return value
