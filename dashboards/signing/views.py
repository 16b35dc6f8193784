"""Signing in and out, the own password, the first administrator: plain forms without a script."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, redirect, request, send_file
from flask_login import current_user

from dashboards.signing import sessions
from dashboards.signing.limits import MINUTES, REFUSED, limited
from dashboards.signing.pages import listed, page, reader
from qc.accounts import signing_in
from qc.accounts.managing import change_own_password
from qc.accounts.users import User
from qc.errors import UsageError
from qc.locale import N_, Translator
from qc.workspace import Workspace

SIGN_IN, SIGN_OUT, PASSWORD, FIRST = "/sign-in", "/sign-out", "/password", "/first-administrator"
STYLE = "/sign-in.css"
OPEN = frozenset(
    {SIGN_IN, FIRST, STYLE, "/assets/01-tokens.css", "/assets/app.css", "/assets/theme.js"}
)
"""What is answered to who has not signed in: no more than the door itself."""

log = logging.getLogger(__name__)


def register(server: Flask, workspace: Workspace, may_make_first: Callable[[], bool]) -> None:
    """Answer the door's addresses; `may_make_first`: whether this request may make the first user."""

    def too_often(_limit: Any) -> Response:
        log.warning("signing in failed too often from %s", request.remote_addr)
        t = reader(workspace)
        said = t("Too many tries. Wait {minutes} minutes, then try again.", minutes=MINUTES)
        return _sign_in_page(workspace, 429, fault=said)

    bound = limited(server, too_often)
    for path, view, methods in (
        (SIGN_IN, bound(_sign_in(workspace)), ["GET", "POST"]),
        (SIGN_OUT, _sign_out(workspace), ["POST"]),
        (PASSWORD, bound(_password(workspace)), ["GET", "POST"]),
        (FIRST, _first(workspace, may_make_first), ["GET", "POST"]),
        (STYLE, _style, ["GET"]),
    ):
        server.add_url_rule(path, endpoint=path.strip("/"), view_func=view, methods=methods)


def local_path(text: str) -> str:
    """Where to go after signing in: a path of this very server, "/" for anything else."""
    try:
        parts = urlsplit(text)
    except ValueError:  # "//[": a host that is none
        return "/"
    strange = parts.scheme or parts.netloc or "\\" in text or any(sign < " " for sign in text)
    is_path = text.startswith("/") and not text.startswith(("//", "/_", SIGN_IN, SIGN_OUT))
    return text if is_path and not strange else "/"


def _sign_in(workspace: Workspace) -> Callable[[], Any]:
    def sign_in() -> Any:
        if request.method == "GET":
            return _sign_in_page(workspace, next=local_path(request.args.get("next", "/")))
        _must_be_our_form()
        login, password = request.form.get("login", ""), request.form.get("password", "")
        user = signing_in.sign_in(workspace, login, password, request.remote_addr or "")
        if user is None:
            t = reader(workspace)
            return _sign_in_page(workspace, REFUSED, fault=t("Name or password is not right."))
        sessions.begin(user, workspace.clock())
        return redirect(local_path(request.form.get("next", "/")), 303)

    return sign_in


def _sign_in_page(workspace: Workspace, status: int = 200, **told: Any) -> Response:
    nobody = not signing_in.needs_signing_in(workspace)
    given = {"login": request.form.get("login", "")[:40], "next": request.form.get("next", "/")}
    return page("sign_in", workspace, status, **{**given, "nobody": nobody, **told})


def _sign_out(workspace: Workspace) -> Callable[[], Any]:
    def sign_out() -> Any:
        user = _who()
        name = sessions.end()
        if user:
            signing_in.sign_out(workspace, user, name)
        return redirect(f"{SIGN_IN}?lang={reader(workspace).language}", 303)

    return sign_out


def _password(workspace: Workspace) -> Callable[[], Any]:
    def password() -> Any:
        user, t = _who(), reader(workspace)
        if request.method == "GET" or user is None:
            return _account_page(workspace, user)
        _must_be_our_form()
        new = request.form.get("password", "")
        try:
            _must_agree(new, request.form.get("again", ""))
            changed = change_own_password(workspace, user, request.form.get("old", ""), new)
        except UsageError as error:
            return _account_page(workspace, user, REFUSED, fault=error.sentence(t))
        sessions.begin(changed, workspace.clock())
        return _account_page(workspace, changed, done=t("The password is changed."))

    return password


def _account_page(
    workspace: Workspace, user: User | None, status: int = 200, **told: Any
) -> Response:
    sees = _sees(user, reader(workspace)) if user else ""
    return page("password", workspace, status, user=user, sees=sees, **told)


def _sees(user: User, t: Translator) -> str:
    scope = user.scope
    if scope.is_whole:
        return t("the whole clinic")
    named = [sorted(names) for names in (scope.sites, scope.units) if names is not None]
    return " · ".join(listed(names, t) for names in named) or t("nothing")


def _first(workspace: Workspace, may_make_first: Callable[[], bool]) -> Callable[[], Any]:
    def first() -> Any:
        if not may_make_first():
            return redirect(SIGN_IN, 303)
        given: dict[str, Any] = {
            "login": request.form.get("login", ""),
            "name": request.form.get("name", ""),
        }
        if request.method == "GET":
            return page("first_administrator", workspace, **given)
        _must_be_our_form()
        password = request.form.get("password", "")
        try:
            _must_agree(password, request.form.get("again", ""))
            user = signing_in.first_administrator(workspace, password=password, **given)
        except UsageError as error:
            said = error.sentence(reader(workspace))
            return page("first_administrator", workspace, 422, fault=said, **given)
        sessions.begin(user, workspace.clock())
        return redirect(f"/?lang={reader(workspace).language}", 303)

    return first


def _style() -> Response:
    return send_file(Path(__file__).parent / "sign_in.css", mimetype="text/css", max_age=3600)


def _who() -> User | None:
    return current_user.user if current_user.is_authenticated else None


def _must_be_our_form() -> None:
    if not sessions.is_token(request.form.get("token", "")):
        abort(400)


def _must_agree(password: str, again: str) -> None:
    if password != again:
        raise UsageError(N_("The two passwords are not the same."), N_("Type both again."))
