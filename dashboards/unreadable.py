"""What everybody is told while the record itself cannot be read: its server is away, its disk is full."""

from __future__ import annotations

import logging
from typing import Any

from flask import Flask, Response, request

from dashboards.signing.pages import page, reader
from dashboards.signing.words import WORDS
from qc.errors import WorkspaceError
from qc.locale import translator
from qc.workspace import Workspace

STATUS = 503  # assets/keys_connection.js asks again until it is over
_SOON = "10"  # seconds

log = logging.getLogger(__name__)


def explain(server: Flask, workspace: Workspace) -> None:
    """Answer with words where no page could: why stands in the program's own window, for it names the
    server or the folder, and who asks may be nobody."""

    def told(error: WorkspaceError) -> Any:
        log.error("%s: %s", request.path, error.sentence(translator("en")))
        if request.method == "GET" and request.accept_mimetypes.accept_html:
            answer = page("unreadable", workspace, STATUS, here=request.full_path.rstrip("?"))
        else:
            t = reader(workspace)
            text = f"{t(WORDS['unreadable'])}\n{t(WORDS['wait'])}\n"
            answer = Response(text, STATUS, mimetype="text/plain")
        answer.headers["Retry-After"] = _SOON
        return answer

    server.register_error_handler(WorkspaceError, told)
