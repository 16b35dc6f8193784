"""Files to keep, never pages to show: the original workbook as it came in, and its annotated copy."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any

from flask import Flask, Response, abort, request, send_file

from dashboards import inbox
from dashboards.page import Ask
from dashboards.previews import answers_for
from dashboards.sending import status_of
from qc.errors import QcError, UsageError
from qc.improve.notices import looked
from qc.ingest.annotated import annotated_copy
from qc.ingest.importer import read_workbook
from qc.locale import translator
from qc.workspace import Workspace

_SHA256 = re.compile(r"[0-9a-f]{64}")


def register(server: Flask, ask: Ask) -> None:
    """Answer `/originals/<sha256>` and `/annotated/<sha256>` with the files that the one who asks may
    open; the annotated copy also of a file that still waits for import."""

    def original(sha256: str) -> Any:
        reader = ask()
        return attachment(*reader.store.original(reader.scope, sha256))

    def annotated(sha256: str) -> Any:
        return attachment(*annotated_file(ask(), sha256, request.args.get("lang", "")))

    for path, view in (("originals", original), ("annotated", annotated)):
        server.add_url_rule(f"/{path}/<path:sha256>", endpoint=path, view_func=_guarded(view, ask))


def annotated_file(workspace: Workspace, sha256: str, language: str = "") -> tuple[str, bytes]:
    """Name and content of the copy that points at what still waits to be put right.

    Raises ScopeError for a file that the scope may not open, WorkbookError for one that is none.
    """
    t = translator(language or workspace.language)
    if workspace.store.find_import(workspace.scope, sha256):
        name, content = workspace.store.original(workspace.scope, sha256)
        waiting = workspace.store.problems(workspace.scope)
        problems = tuple(found.problem for found in waiting if found.sha256 == sha256)
        return annotated_copy(name, content, problems, t)
    try:
        staged = inbox.find(workspace, sha256)
    except UsageError:  # neither: the store says so in its own words
        return workspace.store.original(workspace.scope, sha256)
    content = inbox.content(workspace, sha256)
    read = read_workbook(workspace, staged.name, content, answers=answers_for(workspace, staged))
    reading = looked(workspace, read)
    return annotated_copy(staged.name, content, reading.problems, t)


def _guarded(view: Callable[[str], Any], ask: Ask) -> Callable[..., Any]:
    @wraps(view)
    def guarded(sha256: str) -> Any:
        if not _SHA256.fullmatch(sha256):
            abort(404)
        try:
            return view(sha256)
        except QcError as error:
            return Response(error.sentence(ask().t), status_of(error), mimetype="text/plain")

    return guarded


def attachment(name: str, content: bytes) -> Response:
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
