"""What a browser carries once somebody has signed in: a signed cookie with an account, the number of its
epoch, a name of the session that is drawn anew each time, and when it began and was last used."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
from typing import Any

from flask import Flask, session
from flask_login import UserMixin, login_user, logout_user

from qc.accounts.secret import session_secret
from qc.accounts.signing_in import IDLE, LONGEST
from qc.accounts.users import User
from qc.workspace import Workspace

BEGAN, SEEN, NAME, TOKEN = "began", "seen", "name", "token"
LONGEST_NUMBER = 18
"""Digits that every database takes for a whole number."""

EVERY = dt.timedelta(minutes=1)
"""How often the cookie is written anew while somebody works."""


class SignedIn(UserMixin):  # type: ignore[misc]  # flask-login has no types
    """A user as flask-login wants one."""

    def __init__(self, user: User) -> None:
        self.user = user

    def get_id(self) -> str:
        return f"{self.user.id}.{self.user.epoch}"


def settle_cookie(server: Flask, workspace: Workspace, *, https: bool) -> None:
    """The cookie's name is the workspace's own: two of them on one PC do not sign each other out."""
    secret = session_secret(workspace.folder)
    mark = hashlib.sha256(b"cookie" + secret).hexdigest()[:8]
    server.config.update(
        SECRET_KEY=secret,
        SESSION_COOKIE_NAME=f"{'__Host-' if https else ''}qc-{mark}",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_PATH="/",
    )


def begin(user: User, now: dt.datetime) -> None:
    """Sign in: nothing of what the browser carried before stays."""
    session.clear()
    at = int(now.timestamp())
    session.update({BEGAN: at, SEEN: at, NAME: secrets.token_urlsafe(16)})
    login_user(SignedIn(user))


def end() -> str:
    """Sign out in this browser; returns the session's name."""
    name = str(session.get(NAME, ""))
    logout_user()
    session.clear()
    return name


def is_fresh(now: dt.datetime) -> bool:
    """Whether the cookie is one of ours, not too old and not unused for too long. Asks no database."""
    at = now.timestamp()
    began, seen = _number(BEGAN), _number(SEEN)
    return (
        0 <= at - began + 1 <= LONGEST.total_seconds()
        and 0 <= at - seen + 1 <= IDLE.total_seconds()
        and bool(session.get(NAME))
    )


def touch(now: dt.datetime) -> None:
    """Somebody works: the time without doing anything begins anew."""
    at = int(now.timestamp())
    if at - _number(SEEN) >= EVERY.total_seconds():
        session[SEEN] = at


def parts_of(text: object) -> tuple[int, int] | None:
    """Account and epoch of "3.17"; None for anything else."""
    key, _, epoch = text.partition(".") if isinstance(text, str) else ("", "", "")
    fit = all(each.isdecimal() and len(each) <= LONGEST_NUMBER for each in (key, epoch))
    return (int(key), int(epoch)) if fit else None


def token() -> str:
    """The form's token: another site's page cannot know it."""
    if TOKEN not in session:
        session[TOKEN] = secrets.token_urlsafe(16)
    return str(session[TOKEN])


def is_token(given: str) -> bool:
    """Whether a form came from a page of ours that this browser was shown."""
    known = session.get(TOKEN)
    return isinstance(known, str) and hmac.compare_digest(known.encode(), given.encode())


def _number(name: str) -> int:
    value: Any = session.get(name)
    return value if type(value) is int else 0
