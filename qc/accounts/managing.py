"""Looking after users: added, given another role, disabled; never deleted, for what they did is theirs."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from qc.accounts.passwords import fits, hashed, refuse_weak
from qc.accounts.roles import OWN_UNITS, Role
from qc.accounts.users import User, login_form, user_of
from qc.errors import UsageError
from qc.locale import N_
from qc.mistakes import closest
from qc.store import accounts as table
from qc.text import printable
from qc.workspace import Workspace

LONGEST_NAME = 40


def users(workspace: Workspace) -> tuple[User, ...]:
    """All users. ScopeError for who does not look after them."""
    return tuple(user_of(account) for account in table.accounts(workspace.store, workspace.scope))


def user_called(workspace: Workspace, login: str) -> User:
    """The user of a login name; UsageError, with the nearest one, where there is none."""
    everybody = {user.login: user for user in users(workspace)}
    form = login_form(login)
    if form in everybody:
        return everybody[form]
    near = closest(form, everybody)
    raise UsageError(
        N_('There is no user "{login}".'),
        N_('Did you mean "{near}"?') if near else "",
        login=login,
        near=near,
    )


def add(
    workspace: Workspace,
    login: str,
    name: str,
    role: Role,
    password: str,
    *,
    sites: Collection[str] | None = None,
    units: Collection[str] | None = None,
    first: bool = False,
) -> User:
    """Add a user. `first`: the first of all.

    UsageError for a name that is taken or empty, a weak password, a unit or site that the clinic does
    not have, a unit nurse without a unit; ScopeError without the right to.
    """
    form, shown = login_form(login), " ".join(printable(name).split()) or login_form(login)
    _refuse_name(form, shown)
    refuse_weak(password, (form, shown, workspace.clinic))
    told: dict[str, Any] = {
        "login": form,
        "name": shown,
        "role": role,
        "password": hashed(password),
    }
    told |= _places(workspace, role, sites, units)
    table.add_account(workspace.store, workspace.scope, told, first=first)
    return _called(workspace, form)


def change(
    workspace: Workspace,
    login: str,
    role: Role,
    *,
    sites: Collection[str] | None = None,
    units: Collection[str] | None = None,
) -> None:
    """Give a user another role, other sites or units; all sessions of it end. Mistakes as with `add`."""
    user = user_called(workspace, login)
    _change(workspace, user, {"role": role, **_places(workspace, role, sites, units)})


def disable(workspace: Workspace, login: str) -> None:
    """A user may not sign in any more, and is signed out. UsageError for the last administrator."""
    _change(workspace, user_called(workspace, login), {"active": False})


def enable(workspace: Workspace, login: str) -> None:
    """A user may sign in again."""
    _change(workspace, user_called(workspace, login), {"active": True})


def give_password(workspace: Workspace, login: str, password: str) -> None:
    """Set somebody's password; all sessions of it end. UsageError for a weak one."""
    user = user_called(workspace, login)
    refuse_weak(password, (user.login, user.name, workspace.clinic))
    table.set_password(workspace.store, workspace.scope, user.id, hashed(password), own=False)


def change_own_password(workspace: Workspace, user: User, old: str, new: str) -> User:
    """Somebody sets the own password, knowing the old one; all own sessions end. Returns the user as it
    is now.

    UsageError when the old one is wrong or the new one weak.
    """
    account = table.account_of_login(workspace.store, user.login)
    if not fits(account.password if account else None, old):
        raise UsageError(N_("The password so far is not right."), N_("Type it again."))
    refuse_weak(new, (user.login, user.name, workspace.clinic))
    table.set_password(workspace.store, user.scope, user.id, hashed(new), own=True)
    return _called(workspace, user.login)


def _called(workspace: Workspace, login: str) -> User:
    account = table.account_of_login(workspace.store, login)
    assert account is not None  # never deleted
    return user_of(account)


def _change(workspace: Workspace, user: User, changes: dict[str, Any]) -> None:
    one = Role.ADMINISTRATOR if user.role is Role.ADMINISTRATOR and user.active else ""
    table.change_account(workspace.store, workspace.scope, user.id, changes, keep_one=one)


def _refuse_name(login: str, name: str) -> None:
    if not login or login != "".join(printable(login).split()) or len(login) > LONGEST_NAME:
        raise UsageError(
            N_('"{login}" cannot be a name to sign in with.'),
            N_("Take letters, digits or characters without spaces, at most {most}."),
            login=login,
            most=LONGEST_NAME,
        )
    if len(name) > LONGEST_NAME:
        raise UsageError(N_("The name is longer than {most} signs."), most=LONGEST_NAME)


def _places(
    workspace: Workspace,
    role: Role,
    sites: Collection[str] | None,
    units: Collection[str] | None,
) -> dict[str, frozenset[str] | None]:
    """Sites and units of the organisation; where it lists no units, they are taken as written."""
    if role in OWN_UNITS and not units:
        raise UsageError(
            N_("A unit nurse needs at least one unit."), N_("Say which units are theirs.")
        )
    listed = {unit.name for unit in workspace.organisation.units}
    return {
        "sites": _known(sites, {site.name for site in workspace.organisation.sites}),
        "units": _known(units, listed) if listed else _known(units, set(units or ())),
    }


def _known(names: Collection[str] | None, listed: Collection[str]) -> frozenset[str] | None:
    if not names:
        return None
    for name in names:
        if name not in listed:
            raise UsageError(
                N_('The clinic has no unit or site "{name}".'),
                N_("Write one of these: {allowed}."),
                name=name,
                allowed=", ".join(sorted(listed)),
            )
    return frozenset(names)
