"""A clinic with a user of each role, and browsers that come to its door."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

from dashboards.app import create_app
from qc.accounts import Role, add
from qc.workspace import Workspace
from tests.unit.dashboards import clinic

PASSWORD = "tulips by the river"
MINE, OTHERS = clinic.UNITS[1], clinic.UNITS[0]
LOGINS = {role: f"user-{role}" for role in Role}
ONLY_THERE, INSPECTED = "唯独那里有的一条", "欧阳某人"
"""An item and a person that stand in a check of OTHERS alone."""

HERE = "http://127.0.0.1"
AWAY = "192.168.1.77"
"""Another PC of the clinic."""


@dataclass
class Watch:
    """A clock that stands until it is moved on."""

    at: dt.datetime = dt.datetime(2026, 10, 31, 9, tzinfo=dt.UTC)
    passed: dt.timedelta = field(default_factory=dt.timedelta)

    def __call__(self) -> dt.datetime:
        return self.at + self.passed

    def wait(self, **of: float) -> None:
        self.passed += dt.timedelta(**of)


@dataclass(frozen=True)
class Clinic:
    workspace: Workspace
    watch: Watch
    apps: dict[bool, Any] = field(default_factory=dict)

    def app(self, *, https: bool = False) -> Any:
        """The dashboard as `qc serve --host` serves it to the clinic."""
        if https not in self.apps:
            self.apps[https] = create_app(self.workspace, shared=True, https=https)
        return self.apps[https]


def staffed(workspace: Workspace) -> None:
    """A user of each role; the unit nurse's unit is MINE."""
    for role, login in LOGINS.items():
        units = [MINE] if role is Role.UNIT_NURSE else None
        add(workspace, login, f"某{role}", role, PASSWORD, units=units)


@pytest.fixture(scope="module", autouse=True)
def quick_hashes() -> Iterator[None]:
    """Hundreds of sign-ins: a hash that takes a hundredth of the effort. What counts is measured in
    tests/unit/accounts."""
    from qc.accounts import passwords

    usual = passwords._hasher
    passwords._hasher = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
    passwords._nobodys.cache_clear()
    yield
    passwords._hasher = usual
    passwords._nobodys.cache_clear()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """A year of results and the users; for tests that change no user."""
    folder = tmp_path_factory.mktemp("accounts") / "clinic"
    made = clinic.a_year(folder)
    only_there = (clinic._result("C40", ONLY_THERE, False),)
    day = dt.date(2026, 10, 30)
    check = clinic.check_of("disinfection", day, OTHERS, only_there, subject=INSPECTED)
    clinic.save(made, "补查.xlsx", (check,))
    watch = Watch()
    workspace = replace(made, clock=watch, store=replace(made.store, clock=watch))
    staffed(workspace)
    yield Clinic(workspace, watch)
    made.store.close()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Clinic]:
    """Without users and results: quick to make, for each test its own."""
    from qc.workspace import open_workspace

    watch = Watch()
    made = open_workspace(tmp_path / "clinic", today=clinic.TODAY, language="zh", clock=watch)
    yield Clinic(made, watch)
    made.store.close()


def browser(app: Any, where: str = AWAY) -> Any:
    """A browser on another PC of the clinic."""
    client = app.server.test_client()
    client.environ_base |= {"REMOTE_ADDR": where, "HTTP_ACCEPT": "text/html,*/*;q=0.8"}
    return client


def token_of(page: Any) -> str:
    found = re.search(r'name="token" value="([^"]+)"', page.text)
    assert found, page.text
    return found[1]


def sign_in(
    client: Any, login: str, password: str = PASSWORD, next: str = "/", **given: Any
) -> Any:
    """Fill the door's form in."""
    token = token_of(client.get(f"{HERE}/sign-in", **given))
    form = {"login": login, "password": password, "token": token, "next": next}
    return client.post(f"{HERE}/sign-in", data=form, **given)


@pytest.fixture
def signed_in(filled: Clinic) -> Callable[[Role], Any]:
    """`signed_in(role)`: a browser with that user's session."""

    def enter(role: Role) -> Any:
        client = browser(filled.app())
        assert sign_in(client, LOGINS[role]).status_code == 303
        return client

    return enter
