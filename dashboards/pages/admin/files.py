"""A backup is saved through the browser, for the disk that lies elsewhere."""

from __future__ import annotations

from typing import Any

from flask import Flask, send_file

from dashboards.page import Ask
from dashboards.sending import sent
from qc.backup.listed import backup_called
from qc.workspace import Workspace

ROUTE = "/backups"


def register(server: Flask, ask: Ask) -> None:
    """Answer `GET /backups/<name>`, to who looks after backups."""
    server.add_url_rule(f"{ROUTE}/<name>", endpoint="backups", view_func=sent(kept, ask))


def kept(reader: Workspace, name: str) -> Any:
    """One of the backups in the folder, by its own name only."""
    path = backup_called(reader, name).path
    answer = send_file(
        path.resolve(), mimetype="application/zip", as_attachment=True, download_name=path.name
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
