"""The users' table: who may sign in, with what role; every change of it stands in the audit trail.

Who may do what is checked here, where the table is read and written: only who looks after users sees or
changes others; everybody may change the own password.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, exists, func, insert, select, update

from qc.errors import UsageError
from qc.locale import N_
from qc.store.bulk import next_id
from qc.store.engine import reading, writing
from qc.store.repository import Store
from qc.store.schema import ended_sessions, users
from qc.store.scope import Scope
from qc.store.trail import Change, record
from qc.words import Right


@dataclass(frozen=True, slots=True)
class Account:
    """A row of the table. Of sites and units, None means all."""

    id: int
    login: str
    name: str
    role: str
    sites: frozenset[str] | None
    units: frozenset[str] | None
    active: bool
    password: str
    epoch: int


_COLUMNS = tuple(users.c[name] for name in Account.__slots__)
_LISTS = ("sites", "units")


def account_of_login(store: Store, login: str) -> Account | None:
    """The account of a login name, for signing in."""
    with reading(store.engine) as connection:
        return _found(connection, users.c.login == login)


def account_in_session(store: Store, key: int, epoch: int, session: str) -> Account | None:
    """The account that a session speaks of; None where it may do nothing any more."""
    ended = exists().where(ended_sessions.c.session == session)
    mine = (users.c.id == key, users.c.epoch == epoch, users.c.active == 1, ~ended)
    with reading(store.engine) as connection:
        return _found(connection, *mine)


def accounts(store: Store, scope: Scope) -> tuple[Account, ...]:
    """All of them, in the order in which they were made. ScopeError without the right to."""
    scope.must(Right.ADMINISTER)
    with reading(store.engine) as connection:
        rows = connection.execute(select(*_COLUMNS).order_by(users.c.id))
        return tuple(_account(row) for row in rows)


def has_accounts(store: Store, role: str = "") -> bool:
    """Whether there is anybody who could sign in, of a role where one is asked for."""
    asked = [users.c.role == role, users.c.active == 1] if role else []
    with reading(store.engine) as connection:
        return connection.scalar(select(users.c.id).where(*asked).limit(1)) is not None


def add_account(store: Store, scope: Scope, told: Mapping[str, Any], *, first: bool = False) -> int:
    """Add an account of login, name, role, sites, units, password. `first`: only where there is none.

    ScopeError without the right to, UsageError for a login or name that is taken.
    """
    scope.must(Right.ADMINISTER)
    with writing(store.engine) as connection:
        if first:
            _refuse_second(connection)
        _refuse_taken(connection, told["login"], told["name"])
        key = next_id(connection, users)
        row = {**_stored(told), "id": key, "active": 1, "epoch": 1, "made_at": _now(store)}
        connection.execute(insert(users).values(row))
        _record(connection, store, scope, "user-add", key, after=_public(row))
        return key


def change_account(
    store: Store, scope: Scope, key: int, changes: Mapping[str, Any], *, keep_one: str = ""
) -> None:
    """Change role, sites, units or whether it is active; whoever is signed in with it is signed
    out. `keep_one`: the role of which an active one must be left.

    ScopeError without the right to, UsageError where nobody of that role would be left.
    """
    scope.must(Right.ADMINISTER)
    with writing(store.engine) as connection:
        before = _row(connection, key)
        values = {**_stored(changes), "epoch": users.c.epoch + 1}
        connection.execute(update(users).where(users.c.id == key).values(values))
        if keep_one:
            _refuse_none_left(connection, keep_one)
        after = _row(connection, key)
        told = (_public(before), _public(after))
        _record(connection, store, scope, "user-change", key, before=told[0], after=told[1])


def set_password(store: Store, scope: Scope, key: int, hashed: str, *, own: bool) -> None:
    """Keep the hash of a new password; all sessions of the account end. `own`: the actor's very own,
    who has said the old one; else ScopeError without the right to."""
    if not own:
        scope.must(Right.ADMINISTER)
    with writing(store.engine) as connection:
        values = {"password": hashed, "epoch": users.c.epoch + 1}
        connection.execute(update(users).where(users.c.id == key).values(values))
        _record(connection, store, scope, "user-password", key)


def renew_hash(store: Store, key: int, before: str, hashed: str) -> None:
    """Keep the same password under a hash of today's strength."""
    mine = (users.c.id == key, users.c.password == before)
    with writing(store.engine) as connection:
        connection.execute(update(users).where(*mine).values(password=hashed))


def end_session(store: Store, scope: Scope, key: int, session: str, until: str) -> None:
    """A session is signed out; those that ended themselves before `until` (UTC) are forgotten."""
    with writing(store.engine) as connection:
        connection.execute(delete(ended_sessions).where(ended_sessions.c.at < until))
        known = exists().where(ended_sessions.c.session == session)
        if not connection.scalar(select(known)):
            row = {"session": session, "at": _now(store)}
            connection.execute(insert(ended_sessions).values(row))
        _record(connection, store, scope, "sign-out", key)


def note_sign_in(store: Store, scope: Scope, key: int | None, *, told: str, refused: bool) -> None:
    """Write down that somebody signed in or was refused; `told` is where from."""
    action = "sign-in-refused" if refused else "sign-in"
    with writing(store.engine) as connection:
        _record(connection, store, scope, action, key, after={"from": told})


def _found(connection: Connection, *conditions: Any) -> Account | None:
    row = connection.execute(select(*_COLUMNS).where(*conditions)).first()
    return None if row is None else _account(row)


def _account(row: Any) -> Account:
    told = dict(row._mapping)
    places = {name: told[name] and frozenset(json.loads(told[name])) for name in _LISTS}
    return Account(**{**told, **places, "active": bool(told["active"])})


def _row(connection: Connection, key: int) -> dict[str, Any]:
    return dict(connection.execute(select(users).where(users.c.id == key)).one()._mapping)


def _stored(told: Mapping[str, Any]) -> dict[str, Any]:
    def value(name: str, given: Any) -> Any:
        if name in _LISTS and given is not None:
            return json.dumps(sorted(given), ensure_ascii=False)
        return int(given) if name == "active" else given

    return {name: value(name, given) for name, given in told.items()}


def _public(row: Mapping[str, Any]) -> dict[str, Any]:
    """What the trail says of a row: never the hash."""
    return {name: row[name] for name in ("login", "name", "role", "sites", "units", "active")}


def _refuse_second(connection: Connection) -> None:
    if connection.scalar(select(func.count()).select_from(users)):
        raise UsageError(
            N_("There are users already."), N_("Sign in, or ask an administrator for an account.")
        )


def _refuse_taken(connection: Connection, login: str, name: str) -> None:
    """What somebody did is told by the shown name: nobody may have another's."""
    for taken, column in ((login, users.c.login), (name, users.c.name)):
        if connection.scalar(select(users.c.id).where(column == taken)) is not None:
            raise UsageError(
                N_('There is a user "{taken}" already.'), N_("Choose another name."), taken=taken
            )


def _refuse_none_left(connection: Connection, role: str) -> None:
    left = select(users.c.id).where(users.c.role == role, users.c.active == 1)
    if connection.scalar(left.limit(1)) is None:
        raise UsageError(
            N_("Nobody could look after the users any more."),
            N_("Make somebody else an administrator first."),
        )


def _record(
    connection: Connection,
    store: Store,
    scope: Scope,
    action: str,
    key: int | None,
    before: object = None,
    after: object = None,
) -> None:
    about = f"user:{'?' if key is None else key}"
    change = Change(action, None, before=before, after=after, about=about)
    record(connection, scope, _now(store), [change])


def _now(store: Store) -> str:
    return store.clock().astimezone(dt.UTC).isoformat(timespec="milliseconds")
