"""The way in for files and the import itself, one file a request, so that progress can be counted."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any
from urllib.parse import unquote

from flask import Flask, Response, abort, jsonify, request
from werkzeug.exceptions import HTTPException

from dashboards import inbox
from dashboards.keeping import keep
from dashboards.page import Ask
from dashboards.previews import Previews
from dashboards.sending import reader_of
from qc.errors import QcError
from qc.ingest.containers.limits import MAX_FILE_BYTES, too_large
from qc.ingest.sources import MAX_ARCHIVE_BYTES
from qc.locale import Translator, translator

CHUNK = 2**16
OURS = "X-QC"  # a header that only a script of our own page can send
log = logging.getLogger(__name__)


def register(server: Flask, ask: Ask, preview: Previews) -> None:
    """Answer `POST /upload` (a file as it is, its name percent-encoded in `name`) and
    `POST /inbox/<sha256>/import`, in JSON: `{"staged": [names]}`, `{"import": id, "status": …}` or
    `{"said": a sentence}` for what cannot be."""

    @ours
    def upload() -> Any:
        name = unquote(request.args.get("name", "")) or "workbook"
        if (request.content_length or 0) > _limit(name):
            raise too_large(name)
        here = ask()
        found = inbox.stage(here, name, _chunks())
        for staged in found:
            preview(here, staged)  # read now, while the count is shown
        return jsonify(staged=[staged.name for staged in found])

    @ours
    def import_one(key: str) -> Any:
        here = reader_of(ask)
        kept = keep(here, inbox.find(here, key), preview)
        return jsonify({"import": kept.import_id, "status": kept.status, "told": kept.said})

    server.add_url_rule("/upload", view_func=told(upload, ask), methods=["POST"])
    server.add_url_rule("/inbox/<key>/import", view_func=told(import_one, ask), methods=["POST"])


def ours(view: Callable[..., Any]) -> Callable[..., Any]:
    """Another site's form or image cannot send a header of its own: only our script gets in."""

    @wraps(view)
    def guarded(**values: str) -> Any:
        if request.headers.get(OURS) != "1":
            abort(403)
        return view(**values)

    return guarded


def told(view: Callable[..., Any], ask: Ask) -> Callable[..., Any]:
    """A mistake as a sentence in the reader's language, a fault of ours logged and owned."""

    @wraps(view)
    def guarded(**values: str) -> Any:
        t = _reader(ask)
        try:
            return view(**values)
        except QcError as error:
            return _said(error.sentence(t), 400)
        except HTTPException:
            raise
        except Exception:  # whatever it is: the browser's script is told in words
            log.exception("%s could not be answered", request.path)
            return _said(
                t(
                    "Your data is untouched. The fault stands in the program's log; please show "
                    "it to IT."
                ),
                500,
            )

    return guarded


def _said(sentence: str, status: int) -> Response:
    answer: Response = jsonify(said=sentence)
    answer.status_code = status
    return answer


def _reader(ask: Ask) -> Translator:
    return translator(request.args.get("lang", "") or ask().language)


def _limit(name: str) -> int:
    return MAX_ARCHIVE_BYTES if name.lower().endswith(".zip") else MAX_FILE_BYTES


def _chunks() -> Iterator[bytes]:
    while chunk := request.stream.read(CHUNK):
        yield chunk
