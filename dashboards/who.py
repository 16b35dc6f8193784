"""Who is signed in, for the bar over the pages; nobody where there are no accounts."""

from __future__ import annotations

from flask import has_request_context
from flask_login import current_user


def account() -> str:
    """The name of the one who asks, "" without an account."""
    if not has_request_context() or not current_user or not current_user.is_authenticated:
        return ""
    return str(current_user.user.name)
