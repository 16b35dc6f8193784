"""Administration without a browser: what it says, what is done on it, who is refused."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
from argon2 import PasswordHasher
from dash import html

from dashboards.page import Asked, Done
from dashboards.pages.admin import update
from dashboards.pages.admin.acts import ACTS
from dashboards.pages.admin.place import Place
from qc.accounts import Role, add, passwords, users
from qc.accounts.signing_in import sign_in
from qc.backup import backups
from qc.errors import QcError, ScopeError, UsageError
from qc.settings import settings
from qc.workspace import Workspace
from tests.attention import check, mark, save
from tests.unit.dashboards import test_components

PASSWORD = "tulips by the river"
HERE = "?lang=en"


@pytest.fixture(scope="module", autouse=True)
def quick_hashes() -> Iterator[None]:
    usual = passwords._hasher
    passwords._hasher = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
    yield
    passwords._hasher = usual


@pytest.fixture
def admin(workspace: Workspace) -> Workspace:
    """The administrator of a clinic with a head nurse and an import."""
    here = replace(workspace, language="en")
    add(here, "zhang", "张敏", Role.ADMINISTRATOR, PASSWORD, first=True)
    add(here, "li", "李娜", Role.HEAD_NURSE, PASSWORD)
    save(here, "10月.xlsx", check("2026-10-30", mark(False)))
    (first, _) = users(here)
    return replace(here, scope=first.scope)


def shown(reader: Workspace, search: str = HERE) -> str:
    return test_components.text(html.Div(update.show(reader, search)))


def act(reader: Workspace, name: str, of: str = "", search: str = HERE, **written: Any) -> Done:
    return ACTS[name](Asked(reader, search, of, written))


def said(done: Done) -> str:
    return done.said if isinstance(done.said, str) else test_components.text(done.said)


def test_one_sentence_says_how_it_stands(admin: Workspace) -> None:
    """The director asks: who looks after it, is there a backup, was anything changed?"""
    assert "2 users, 1 of them administrators; no backup yet; the log is whole (entry 3)." in shown(admin)  # fmt: skip
    act(admin, "backup", "with")
    today = f"{admin.now():%m-%d}"
    assert f"last backup {today}; the log is whole (entry 4)" in shown(admin)


def test_others_are_told_no_and_see_nothing(admin: Workspace) -> None:
    """The head nurse would read who signed in from where."""
    head_nurse = replace(admin, scope=users(admin)[1].scope)
    for part in ("users", "audit", "backup", "settings"):
        told = shown(head_nurse, f"?lang=en&part={part}")
        assert "李娜 may not look after users, the audit trail or backups." in told
        assert "zhang" not in told and "workspace.toml" not in told
    for name in ACTS.keys() - {"find"}:
        with pytest.raises(ScopeError):
            act(head_nurse, name, "li", login="x", shown="x", role="head-nurse", clinic="x", language="en")  # fmt: skip


def test_a_first_password_is_shown_once_and_works(admin: Workspace) -> None:
    """Otherwise the new colleague cannot come in, or everybody can."""
    done = act(admin, "add", login="wang", shown="王婷", role="unit-nurse", units=["换药室"])
    (password,) = re.findall(r"(?:[a-z2-9]{4}-){3}[a-z2-9]{4}", said(done))
    assert sign_in(admin, "wang", password, "127.0.0.1")
    assert password not in shown(admin) and password not in shown(admin, "?part=audit&lang=en")
    assert "has not changed the password that 张敏 gave" in shown(admin)
    assert done.link == HERE


def test_a_password_that_was_set_is_not_shown(admin: Workspace) -> None:
    done = act(admin, "password", "li", password="four purple elephants")
    assert "elephants" not in said(done)
    assert sign_in(admin, "li", "four purple elephants", "") and not sign_in(admin, "li", PASSWORD, "")  # fmt: skip
    with pytest.raises(UsageError):
        act(admin, "password", "li", password="short")


def test_role_and_units_change_and_sessions_end(admin: Workspace) -> None:
    before = users(admin)[1].epoch
    act(admin, "change", "li", role="unit-nurse", units=["换药室", "治疗室"])
    nurse = users(admin)[1]
    assert (nurse.role, nurse.units) == (Role.UNIT_NURSE, {"换药室", "治疗室"})
    act(admin, "sign-out", "li")
    after = users(admin)[1]
    assert after.epoch == before + 2 and replace(after, epoch=0) == replace(nurse, epoch=0)
    told = shown(admin, "?lang=en&part=audit")
    assert "role: head nurse → unit nurse" in told and "units: all → 换药室, 治疗室" in told
    assert "signed out everywhere" in told


def test_the_last_administrator_stays(admin: Workspace) -> None:
    """Nobody could ever add or help a user again."""
    for name in ("disable", "change"):
        with pytest.raises(UsageError, match="Nobody could look after"):
            act(admin, name, "zhang", role="head-nurse")
    act(admin, "disable", "li")
    assert "— disabled" in shown(admin) and not users(admin)[1].active
    act(admin, "enable", "li")
    assert users(admin)[1].active


def test_nobody_is_added_before_the_first_administrator(workspace: Workspace) -> None:
    """A nurse as the first user would lock everybody out of this page."""
    told = shown(replace(workspace, language="en"))
    assert "Nobody signs in yet; no backup yet" in told and "Make the first administrator" in told
    with pytest.raises(UsageError):
        act(workspace, "add", login="li", shown="李娜", role="head-nurse")
    assert users(workspace) == ()


def test_the_trail_is_narrowed_by_the_address(admin: Workspace) -> None:
    """Somebody asks who changed what last week."""
    sign_in(admin, "li", PASSWORD, "10.0.0.7")
    sign_in(admin, "nobody", PASSWORD, "10.0.0.8")
    everything = shown(admin, "?lang=en&part=audit")
    assert everything.index("sign-in refused") < everything.rindex("user added")
    assert "a name that nobody has" in everything and "file: 10月.xlsx" in everything
    mine = shown(admin, "?lang=en&part=audit&actor=李娜")
    assert "10.0.0.7" in mine and "10.0.0.8" not in mine and "1 entries" in mine
    assert "10.0.0.8" in shown(admin, "?lang=en&part=audit&action=sign-in-refused")
    today = admin.now().date()
    assert "5 entries" in shown(admin, f"?lang=en&part=audit&from={today}&to={today}")
    before = today - dt.timedelta(days=1)
    assert "No entries." in shown(admin, f"?lang=en&part=audit&to={before}")
    done = act(admin, "find", search="?part=audit", **{"trail-from": "2026-10-01", "trail-to": ""})
    assert done.link == "?part=audit&from=2026-10-01"


def test_a_forged_entry_is_named(admin: Workspace) -> None:
    """The page would call a changed log whole."""
    assert "the log is whole" in shown(admin)
    with closing(sqlite3.connect(admin.folder / "qc.sqlite")) as raw:
        raw.execute("DROP TRIGGER audit_no_update")
        raw.execute("UPDATE audit SET actor = '别人' WHERE id = 2")
        raw.commit()
    told = shown(admin, "?lang=en&part=audit&verify=1")
    assert "the log was changed afterwards" in told and "entry 2 (" in told
    act(admin, "disable", "li")  # the next entry has the whole gone through again
    assert "the log was changed afterwards" in shown(admin)


def test_a_backup_is_made_and_listed(admin: Workspace) -> None:
    assert "Keep it like the key" in said(act(admin, "backup", "with"))
    assert "nobody can open it" in said(act(admin, "backup", "without"))
    told = shown(admin, "?lang=en&part=backup")
    assert all(each.sha256 in told for each in backups(admin)) and len(backups(admin)) == 2


def test_settings_are_changed_in_their_file(admin: Workspace) -> None:
    """What else stands in the file, by hand, must stay."""
    path = admin.folder / "workspace.toml"
    path.write_text(path.read_text() + "# a note of IT's\n")
    (admin.folder / "organisation.toml").write_text('[[sites]]\nname = "本院"\n')
    act(admin, "settings", clinic='  云栖 "雅颜"  ', language="en")
    now = settings(admin.folder)
    assert (now.clinic, now.language) == ('云栖 "雅颜"', "en")
    assert "# a note of IT's" in path.read_text()
    assert "云栖" in shown(admin, "?lang=en&part=settings")
    assert "→ 云栖" in shown(admin, "?lang=en&part=audit")
    assert said(act(admin, "settings", clinic=now.clinic, language="en")) == "It is so already."


@pytest.mark.parametrize(("clinic", "language"), [("", "zh"), ("x" * 61, "zh"), ("x", "fr"), ("x", "zh")])  # fmt: skip
def test_settings_that_cannot_be_are_refused(admin: Workspace, clinic: str, language: str) -> None:
    """A clinic renamed while its name is that of the site in the records would split them in two."""
    before = (admin.folder / "workspace.toml").read_text()
    with pytest.raises(UsageError):
        act(admin, "settings", clinic=clinic, language=language)
    assert (admin.folder / "workspace.toml").read_text() == before


@pytest.mark.parametrize("search", ["?part=x", "?part=audit&from=x", "?part=audit&to=2026-13-01"])
def test_words_that_the_page_does_not_know_are_told(admin: Workspace, search: str) -> None:
    with pytest.raises(QcError):
        update.show(admin, search)


def test_an_address_leads_back_to_itself() -> None:
    """A link shows a colleague the same."""
    search = "?lang=en&part=audit&actor=%E6%9D%8E&action=undo&from=2026-10-01&to=2026-10-31&page=3"
    assert Place.parse(search).link(page=3) == search
    assert Place.parse("?page=0").page == Place.parse("?page=x").page == 1
