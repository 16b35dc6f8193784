"""Signing in: the same effort and the same answer for a wrong name and a wrong password."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from qc.accounts.managing import add
from qc.accounts.passwords import fits, hashed, is_weak_hash
from qc.accounts.roles import Role
from qc.accounts.users import User, login_form, user_of
from qc.store import accounts as table
from qc.store.accounts import Account
from qc.store.scope import Scope
from qc.workspace import Workspace

LONGEST = dt.timedelta(hours=12)
"""After so long everybody signs in anew, whatever they did."""

IDLE = dt.timedelta(minutes=60)
"""After so long without doing anything."""

NOBODY = "—"
"""The actor of what was tried with a name that nobody has; what was typed may be a password."""


def sign_in(workspace: Workspace, login: str, password: str, where: str) -> User | None:
    """Who this is; None for a wrong name, a wrong password or a disabled account, told alike. `where`:
    the address that it came from, for the audit trail."""
    account = table.account_of_login(workspace.store, login_form(login))
    usable = account if account is not None and account.active else None
    right = fits(usable.password if usable else None, password)
    scope = replace(workspace.scope, actor=account.name if account else NOBODY)
    key = account.id if account else None
    table.note_sign_in(workspace.store, scope, key, told=where, refused=not right)
    if usable is None or not right:
        return None
    _renew(workspace, usable, password)
    return user_of(usable)


def in_session(workspace: Workspace, key: int, epoch: int, session: str) -> User | None:
    """The user that a session speaks of, as long as it holds; one small question to the database."""
    account = table.account_in_session(workspace.store, key, epoch, session)
    return user_of(account) if account else None


def sign_out(workspace: Workspace, user: User, session: str) -> None:
    """End a session for good: a copy of it opens nothing any more."""
    until = (workspace.clock() - LONGEST).astimezone(dt.UTC).isoformat(timespec="milliseconds")
    table.end_session(workspace.store, user.scope, user.id, session, until)


def needs_signing_in(workspace: Workspace) -> bool:
    """Whether the workspace has users."""
    return table.has_accounts(workspace.store)


def has_administrator(workspace: Workspace) -> bool:
    """Whether anybody could look after the users."""
    return table.has_accounts(workspace.store, Role.ADMINISTRATOR)


def first_administrator(workspace: Workspace, login: str, name: str, password: str) -> User:
    """The first user of all, made by whoever sits at the PC with the workspace."""
    here = replace(workspace, scope=Scope(workspace.scope.actor))
    return add(here, login, name, Role.ADMINISTRATOR, password, first=True)


def _renew(workspace: Workspace, account: Account, password: str) -> None:
    if is_weak_hash(account.password):
        table.renew_hash(workspace.store, account.id, account.password, hashed(password))
