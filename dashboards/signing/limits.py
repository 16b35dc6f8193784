"""How often signing in may fail, for an address and for a name. In memory: a new start forgets it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import current_user

from qc.accounts.users import login_form

BY_ADDRESS = "30 per 10 minutes"
"""A whole clinic may stand behind one address."""

BY_NAME = "10 per 10 minutes"
MINUTES = 10
REFUSED = 401

View = Callable[..., Any]


def limited(server: Flask, too_often: Callable[[Any], Response]) -> Callable[[View], View]:
    """Bind views to the limits: only what was refused counts, and too much is answered by `too_often`."""
    limiter = Limiter(get_remote_address, app=server, storage_uri="memory://")
    rules: dict[str, Any] = {
        "methods": ["POST"],
        "deduct_when": _was_refused,
        "on_breach": too_often,
    }

    def bound(view: View) -> View:
        by_name = limiter.limit(BY_NAME, key_func=_name, **rules)(view)
        made: View = limiter.limit(BY_ADDRESS, **rules)(by_name)
        return made

    return bound


def _was_refused(response: Response) -> bool:
    return response.status_code == REFUSED


def _name() -> str:
    """Who is signed in, else what was typed, in the form in which names are compared; a digest, however
    long it is."""
    known = current_user.get_id() if current_user.is_authenticated else None
    name = known or login_form(request.form.get("login", ""))
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
