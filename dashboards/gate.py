"""The gate: whoever has not signed in gets the door and nothing else, whatever is asked for.

One PC alone needs no door: as long as the workspace has no users and only this very PC can reach the
page, everything is open to whoever sits there. From the first user on, everybody signs in.
"""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, g, redirect, request, session
from flask_login import LoginManager, current_user
from werkzeug.middleware.proxy_fix import ProxyFix

from dashboards.security import STILL
from dashboards.signing import sessions, views
from qc.accounts.signing_in import in_session, needs_signing_in
from qc.workspace import Workspace

FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-Ip", "Via")
SIGN_IN_HEADER = "X-QC-Sign-In"
"""Tells our script that the session is over (assets/signed_out.js)."""


def guard(
    server: Flask, workspace: Workspace, *, shared: bool = False, https: bool = False
) -> None:
    """Refuse everything but the door to who has not signed in. `shared`: others than this PC can reach
    the page. `https`: it is served through a proxy on this PC, which alone can reach it."""
    is_alone = _alone(workspace, shared=shared or https)
    sessions.settle_cookie(server, workspace, https=https)
    if https:
        server.wsgi_app = ProxyFix(server.wsgi_app, x_for=1, x_proto=1)  # type: ignore[method-assign]
    _manage_logins(server, workspace)

    def only_signed_in() -> Any:
        path = request.path
        if path in views.OPEN:
            return None
        if is_alone():
            g.scope = workspace.scope
            return None
        now = workspace.clock()
        if sessions.is_fresh(now):
            if path.startswith(STILL) and session.get("_user_id"):
                return None  # no account is looked up for a file without data
            if current_user.is_authenticated:
                g.scope = current_user.user.scope
                sessions.touch(now)
                return None
        return _refused()

    server.before_request(only_signed_in)
    views.register(server, workspace, is_alone)


def _alone(workspace: Workspace, *, shared: bool) -> Callable[[], bool]:
    """Whether a request comes from this very PC, to which alone a workspace without users belongs. Once
    there are users there always are: nobody is ever deleted."""
    known: list[bool] = []

    def is_alone() -> bool:
        if shared or known or not _is_from_this_pc():
            return False
        if needs_signing_in(workspace):
            known.append(True)
        return not known

    return is_alone


def _is_from_this_pc() -> bool:
    """Not what a proxy passes on: it comes from who knows where."""
    address = request.remote_addr or ""
    try:
        is_loopback = ip_address(address).is_loopback
    except ValueError:
        return False
    return is_loopback and not any(name in request.headers for name in FORWARDED)


def _manage_logins(server: Flask, workspace: Workspace) -> None:
    manager = LoginManager(server)

    @manager.user_loader  # type: ignore[untyped-decorator]
    def load(text: str) -> sessions.SignedIn | None:
        found = sessions.parts_of(text)
        if found is None or not sessions.is_fresh(workspace.clock()):
            return None
        user = in_session(workspace, *found, str(session.get(sessions.NAME, "")))
        return sessions.SignedIn(user) if user else None


def _refused() -> Response:
    """A page that was asked for comes after signing in; everything else is told that it may not."""
    wants_page = request.method == "GET" and request.accept_mimetypes.accept_html
    if wants_page and not request.path.startswith("/_"):
        told = {"next": request.full_path.rstrip("?")}
        if language := request.args.get("lang"):
            told["lang"] = language
        answer: Any = redirect(f"{views.SIGN_IN}?{urlencode(told)}", 303)
        return answer  # type: ignore[no-any-return]
    refusal = Response("Sign in first.\n", 401, mimetype="text/plain")
    refusal.headers[SIGN_IN_HEADER] = "1"
    return refusal
