"""A user, and the scope that one carries to the store."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from qc.accounts.roles import OWN_UNITS, RIGHTS, Role
from qc.store.accounts import Account
from qc.store.scope import Scope


@dataclass(frozen=True, slots=True)
class User:
    """Of sites and units, None means all; `epoch` changes when everything signed in must end."""

    id: int
    login: str
    name: str
    role: Role
    sites: frozenset[str] | None
    units: frozenset[str] | None
    active: bool
    epoch: int

    @property
    def scope(self) -> Scope:
        """What this user sees and may do. Who has own units only and none of them sees nothing."""
        nothing: frozenset[str] = frozenset()
        units = (self.units or nothing) if self.role in OWN_UNITS else self.units
        return Scope(self.name, self.sites, units, RIGHTS[self.role])


def user_of(account: Account) -> User:
    """The user of a row."""
    return User(
        account.id,
        account.login,
        account.name,
        Role(account.role),
        account.sites,
        account.units,
        account.active,
        account.epoch,
    )


def login_form(text: str) -> str:
    """A login name as it is compared: 'Li.Na ' is 'li.na', full width is half width."""
    return unicodedata.normalize("NFKC", text).strip().casefold()
