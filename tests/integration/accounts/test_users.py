"""Users as data: added, changed, never lost; the first one made at the PC; `qc users`."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner

from dashboards.app import create_app
from qc.accounts import Role, add, change, disable, enable, passwords, users
from qc.accounts.secret import FILE, session_secret
from qc.accounts.signing_in import sign_in as enter
from qc.cli import cli
from qc.cli.serve import Reach, refuse_unsafe
from qc.errors import UsageError
from qc.store.accounts import account_of_login
from qc.workspace import open_workspace
from tests.integration.accounts.conftest import (
    AWAY,
    HERE,
    LOGINS,
    PASSWORD,
    Clinic,
    browser,
    sign_in,
    staffed,
    token_of,
)

EVIL = "<script>alert(1)</script>"


def _first(client: Any, **given: Any) -> Any:
    form = {"login": "limin", "name": "李敏", "password": PASSWORD, "again": PASSWORD, **given}
    page = client.get(f"{HERE}/first-administrator")
    token = token_of(page) if page.status_code == 200 else ""
    return client.post(f"{HERE}/first-administrator", data=form | {"token": token})


def test_alone_on_the_pc_nobody_signs_in_until_there_is_somebody(small: Clinic) -> None:
    """One head nurse on one PC needs no password; from the first user on everybody does, in windows
    that are open already too."""
    app = create_app(small.workspace)
    client, other = browser(app, "127.0.0.1"), browser(app, "127.0.0.1")
    assert client.get(f"{HERE}/_dash-layout").status_code == 200
    assert "第一个管理员" in client.get(f"{HERE}/password").text
    assert _first(client).status_code == 303
    assert client.get(f"{HERE}/_dash-layout").status_code == 200  # and is signed in
    assert other.get(f"{HERE}/_dash-layout").status_code == 401
    (user,) = users(small.workspace)
    assert (user.login, user.name, user.role) == ("limin", "李敏", Role.ADMINISTRATOR)
    assert _first(other, login="second", name="第二").headers["Location"] == "/sign-in"
    assert len(users(small.workspace)) == 1


@pytest.mark.parametrize(
    ("where", "headers"),
    [
        (AWAY, {}),
        ("127.0.0.1", {"X-Forwarded-For": AWAY}),
        ("127.0.0.1", {"Forwarded": f"for={AWAY}"}),
        ("127.0.0.1", {"Via": "1.1 proxy"}),
        ("", {}),
    ],
)
def test_nobody_from_elsewhere_makes_the_first_administrator(
    small: Clinic, where: str, headers: dict[str, str]
) -> None:
    """Who comes first through a proxy would own the clinic's records."""
    app = create_app(small.workspace)
    client = browser(app, where)
    assert client.get(f"{HERE}/_dash-layout", headers=headers).status_code == 401
    answer = client.get(f"{HERE}/first-administrator", headers=headers)
    assert answer.headers["Location"] == "/sign-in"
    form = {"login": "thief", "name": "x", "password": PASSWORD, "again": PASSWORD}
    client.post(f"{HERE}/first-administrator", data=form, headers=headers)
    assert users(small.workspace) == ()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"again": "something else here"}, "不一致"),
        ({"password": "short", "again": "short"}, "12"),
        ({"login": " "}, "登录名"),
        ({"login": "a b"}, "登录名"),
    ],
)
def test_a_mistake_at_the_door_is_told_and_makes_nobody(
    small: Clinic, given: dict[str, str], said: str
) -> None:
    """What was typed, but for the passwords, stays in the form."""
    client = browser(create_app(small.workspace), "127.0.0.1")
    answer = _first(client, **given)
    assert answer.status_code == 422 and said in answer.text and 'value="李敏"' in answer.text
    assert PASSWORD not in answer.text
    assert users(small.workspace) == ()


def test_names_are_text_wherever_they_stand(small: Clinic) -> None:
    """A name is what somebody typed: markup in it runs nowhere."""
    client = browser(create_app(small.workspace), "127.0.0.1")
    assert _first(client, login="a<b>&\"'", name=EVIL).status_code == 303
    for answer in (
        client.get(f"{HERE}/password"),
        sign_in(browser(small.app()), f'"><{EVIL}', "wrong"),
        client.get(f"{HERE}/sign-in?next={EVIL}&lang={EVIL}"),
    ):
        assert "<script>alert" not in answer.text and "<b>" not in answer.text


def test_the_own_password_is_changed_knowing_the_old_one(small: Clinic) -> None:
    """Whoever finds a PC unlocked must not be able to keep it; other devices are signed out."""
    staffed(small.workspace)
    app, login = small.app(), LOGINS[Role.QC_MEMBER]
    client, phone = browser(app), browser(app)
    sign_in(client, login)
    sign_in(phone, login)
    new = "eleven green bottles"
    form = {"old": "wrong", "password": new, "again": new}
    form["token"] = token_of(client.get(f"{HERE}/password"))
    assert "原密码不正确" in client.post(f"{HERE}/password", data=form).text
    answer = client.post(f"{HERE}/password", data=form | {"old": PASSWORD})
    assert "密码已更改" in answer.text
    assert client.get(f"{HERE}/_dash-layout").status_code == 200
    assert phone.get(f"{HERE}/_dash-layout").status_code == 401
    assert sign_in(browser(app), login).status_code == 401
    assert sign_in(browser(app), login, new).status_code == 303


def test_the_last_administrator_stays(small: Clinic) -> None:
    """Nobody could let anybody in any more."""
    staffed(small.workspace)
    login = LOGINS[Role.ADMINISTRATOR]
    for act in (
        lambda: disable(small.workspace, login),
        lambda: change(small.workspace, login, Role.HEAD_NURSE),
    ):
        with pytest.raises(UsageError, match="look after"):
            act()
    add(small.workspace, "second", "第二人", Role.ADMINISTRATOR, PASSWORD)
    disable(small.workspace, login)
    enable(small.workspace, login)


@pytest.mark.parametrize(
    ("login", "name"),
    [("USER-unit-nurse ", "新人"), ("ｕｓｅｒ-unit-nurse", "新人"), ("new", "某unit-nurse")],
)
def test_no_two_users_look_the_same(small: Clinic, login: str, name: str) -> None:
    """In the trail nobody could tell whose act it was."""
    staffed(small.workspace)
    with pytest.raises(UsageError, match="already"):
        add(small.workspace, login, name, Role.MANAGEMENT, PASSWORD)


def test_a_unit_nurse_without_a_unit_is_a_mistake(small: Clinic) -> None:
    with pytest.raises(UsageError, match="unit"):
        add(small.workspace, "nurse", "护士", Role.UNIT_NURSE, PASSWORD)


def test_an_unknown_unit_is_told_with_those_there_are(tmp_path: Path) -> None:
    """A unit that is misspelt would show the nurse an empty page for ever."""
    folder = tmp_path / "clinic"
    open_workspace(folder, language="zh").store.close()
    (folder / "organisation.toml").write_text('[[units]]\nname = "换药室"\n', encoding="utf-8")
    workspace = open_workspace(folder)
    with pytest.raises(UsageError) as caught:
        add(workspace, "nurse", "护士", Role.UNIT_NURSE, PASSWORD, units=["换药间"])
    assert "换药室" in caught.value.sentence(workspace.t)
    workspace.store.close()


def test_a_hash_grows_with_what_is_usual(small: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords set years ago would stay as weak as they were."""
    staffed(small.workspace)
    login = LOGINS[Role.MANAGEMENT]
    stronger = PasswordHasher(time_cost=2, memory_cost=1024, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", stronger)
    assert enter(small.workspace, login, PASSWORD, "")
    kept = account_of_login(small.workspace.store, login)
    assert kept is not None and not stronger.check_needs_rehash(kept.password)
    assert kept.epoch == 1  # nobody is signed out by it


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps rights with the folder")
def test_the_secret_of_the_sessions_is_its_owners(tmp_path: Path) -> None:
    """Who reads it signs in as anybody."""
    secret = session_secret(tmp_path)
    assert len(secret) == 32 and session_secret(tmp_path) == secret
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    (tmp_path / FILE).chmod(0o644)
    session_secret(tmp_path)
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("reach", "said"),
    [
        (Reach("0.0.0.0", ("qc.example",)), "administrator"),
        (Reach("192.168.1.20"), "administrator"),
        (Reach(https=True, names=("qc.example",)), "administrator"),
    ],
)
def test_others_are_not_served_without_an_administrator(
    small: Clinic, reach: Reach, said: str
) -> None:
    """Everybody in the network would read the records."""
    with pytest.raises(UsageError) as caught:
        refuse_unsafe(small.workspace, reach)
    assert said in caught.value.remedy
    staffed(small.workspace)
    refuse_unsafe(small.workspace, reach)


@pytest.mark.parametrize(
    "reach", [Reach("0.0.0.0"), Reach(https=True), Reach("10.0.0.1", ("x",), True)]
)
def test_others_are_not_served_under_any_name_or_past_the_proxy(
    small: Clinic, reach: Reach
) -> None:
    """A page that rebinds its name to this PC's address could read what the browser may read."""
    staffed(small.workspace)
    with pytest.raises(UsageError, match=r"name|proxy"):
        refuse_unsafe(small.workspace, reach)


def _run(folder: Path, *words: str, typed: str = "") -> Any:
    arguments = [*words, "--workspace", str(folder), "--lang", "zh"]
    return CliRunner().invoke(cli, arguments, input=typed, prog_name="qc")


def test_users_are_looked_after_on_the_command_line(small: Clinic) -> None:
    """The first administrator of a PC without a browser, and somebody who forgot the password."""
    at = small.workspace.folder
    added = _run(
        at,
        "users",
        "add",
        "limin",
        "--shown",
        "李敏",
        "--role",
        "administrator",
        typed=f"{PASSWORD}\n",
    )
    assert added.exit_code == 0 and "李敏" in added.output
    nurse = ("users", "add", "wang", "--role", "unit-nurse", "--unit", "换药室")
    assert _run(at, *nurse, typed=f"{PASSWORD}\n").exit_code == 0
    listed = json.loads(_run(at, "users", "list", "--format", "json").stdout)
    assert [(row["login"], row["units"], row["active"]) for row in listed] == [
        ("limin", "", True), ("wang", "换药室", True),
    ]  # fmt: skip
    assert _run(at, "users", "disable", "wang").exit_code == 0
    assert enter(small.workspace, "wang", PASSWORD, "") is None
    assert _run(at, "users", "enable", "wang").exit_code == 0
    assert _run(at, "users", "password", "wang", typed="another long one\n").exit_code == 0
    assert enter(small.workspace, "wang", "another long one", "") is not None
    assert _run(at, "users", "role", "wang", "--role", "management").exit_code == 0
    assert "换药室" not in _run(at, "users", "list").output
    missing = _run(at, "users", "disable", "wamg")
    assert missing.exit_code == 2 and "wang" in missing.output


def test_no_password_is_taken_from_the_arguments(small: Clinic) -> None:
    """Everybody on the PC reads the arguments of a running program."""
    shown = _run(small.workspace.folder, "users", "add", "--help").output
    assert "--password" not in shown
    weak = _run(
        small.workspace.folder, "users", "add", "x", "--role", "management", typed="short\n"
    )
    assert weak.exit_code == 2 and "short" not in weak.output
