"""The way in for checks made on a phone, their photos, and the codes that lead a phone to its unit."""

from __future__ import annotations

import io
import json
from typing import Any
from urllib.parse import urlencode

import segno
from flask import Flask, Response, jsonify, request

from dashboards.asking import as_asked
from dashboards.page import Ask
from dashboards.sending import sent
from dashboards.uploads import ours, told
from qc.capture import photos
from qc.capture.model import capture_of
from qc.capture.saving import Kept, save
from qc.errors import UsageError
from qc.locale import N_, Translator
from qc.workspace import Workspace

LARGEST = photos.MOST * photos.LARGEST


def register(server: Flask, ask: Ask) -> None:
    """Answer `POST /captures` (a form with the check as JSON in `said` and the photos under the codes
    of their items), `GET /photos/<name>` and `GET /qr.svg?unit=…`."""

    @ours
    def capture() -> Any:
        request.max_content_length = LARGEST
        reader = as_asked(ask(), request.args.get("lang") and f"?lang={request.args['lang']}")
        kept = save(reader, capture_of(reader, _said(), _photos()))
        return jsonify(said=_sentence(kept, reader.t), id=kept.import_id)

    def photo(reader: Workspace, name: str) -> Any:
        kind, content = photos.content(reader, name)
        answer = Response(content, mimetype=kind)
        answer.headers["Cache-Control"] = "private, no-store"
        return answer

    def code() -> Any:
        unit = request.args.get("unit", "")[:80]
        address = f"{request.host_url}capture?{urlencode({'unit': unit})}"
        out = io.BytesIO()
        segno.make(address, error="m").save(out, kind="svg", scale=4, border=2, xmldecl=False)
        return Response(out.getvalue(), mimetype="image/svg+xml")

    server.add_url_rule(
        "/captures", endpoint="captures", view_func=told(capture, ask), methods=["POST"]
    )
    server.add_url_rule("/photos/<name>", endpoint="photo", view_func=sent(photo, ask))
    server.add_url_rule("/qr.svg", endpoint="qr", view_func=code)


def _said() -> dict[str, Any]:
    try:
        said = json.loads(request.form.get("said", ""))
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise UsageError(N_("What was sent is not whole."), N_("Load the page again."))
    return said


def _photos() -> dict[str, list[bytes]]:
    sent = [(code, file) for code, files in request.files.lists() for file in files]
    if len(sent) > photos.MOST:
        raise UsageError(
            N_("These are more photos than one check can have."),
            N_("Keep the {most} that show most."),
            most=photos.MOST,
        )
    found: dict[str, list[bytes]] = {}
    for code, file in sent:
        found.setdefault(code, []).append(file.read(photos.LARGEST + 1))
    return found


def _sentence(kept: Kept, t: Translator) -> str:
    if kept.is_known:
        return t("This check had been saved already; it counts once.")
    if kept.failed:
        said = t(
            "Saved: {items} items, {failed} not in order.", items=kept.items, failed=kept.failed
        )
    else:
        said = t("Saved: {items} items, all in order.", items=kept.items)
    return said
