"""The original workbook, as it came in: a file to keep, never a page to show."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from flask import Flask, Response, abort, send_file

from qc.errors import QcError, ScopeError
from qc.workspace import Workspace

_SHA256 = re.compile(r"[0-9a-f]{64}")


def register(server: Flask, workspace: Workspace) -> None:
    """Answer `/originals/<sha256>` with the files that the workspace's scope may open."""

    def original(sha256: str) -> Any:
        if not _SHA256.fullmatch(sha256):
            abort(404)
        try:
            name, content = workspace.store.original(workspace.scope, sha256)
        except QcError as error:
            status = 404 if isinstance(error, ScopeError) else 500
            return Response(error.sentence(workspace.t), status, mimetype="text/plain")
        return _attachment(name, content)

    server.add_url_rule("/originals/<path:sha256>", view_func=original)


def _attachment(name: str, content: bytes) -> Response:
    """To be saved under its own name, whatever it holds: no browser may open it as a page here."""
    answer = send_file(
        BytesIO(content),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=safe_name(name),
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def safe_name(name: str) -> str:
    """The last part of a path, without what a file system or a header reads as more than a name."""
    last = re.split(r"[/\\]", name)[-1]
    return re.sub(r'[\x00-\x1f\x7f<>:"|?*]', "_", last).strip(". ") or "workbook"
