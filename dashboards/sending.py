"""Routes that send a file: a mistake is a sentence, what may not be seen is not there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, request

from dashboards.asking import as_asked
from dashboards.page import Ask
from qc.errors import QcError, ScopeError, WorkspaceError
from qc.workspace import Workspace


def reader_of(ask: Ask) -> Workspace:
    """Who asks, in the language of the link."""
    return as_asked(ask(), f"?lang={request.args.get('lang', '')}")


def status_of(error: QcError) -> int:
    """What may not be seen is not there; what the workspace cannot give is a fault of this side."""
    if isinstance(error, ScopeError):
        return 404
    return 500 if isinstance(error, WorkspaceError) else 400


def sent(view: Callable[..., Any], ask: Ask) -> Callable[..., Any]:
    """A view that answers with a file, or with the reason why there is none."""

    @wraps(view)
    def guarded(**values: str) -> Any:
        reader = reader_of(ask)
        try:
            return view(reader, **values)
        except QcError as error:
            return Response(error.sentence(reader.t), status_of(error), mimetype="text/plain")

    return guarded
