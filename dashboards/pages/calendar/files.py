"""Files of the calendar: evidence in and out, and the sheets of the draw."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import unquote

from flask import Flask, jsonify, request

from dashboards.downloads import attachment
from dashboards.page import Ask
from dashboards.pages.calendar.acts import as_seen
from dashboards.sending import reader_of, sent
from dashboards.uploads import ours, told
from qc.errors import ScopeError, UsageError
from qc.improve.calendar.acting import LARGEST, evidence, keep_evidence
from qc.improve.calendar.forms import file_name, sheet_of
from qc.improve.calendar.picks import draws
from qc.improve.calendar.reading import appointment
from qc.locale import N_
from qc.text import number_in
from qc.words import Right
from qc.workspace import Workspace


def register(server: Flask, ask: Ask) -> None:
    """Answer `POST /evidence/<appointment>` (a file as it is, its name and day in the address),
    `GET /evidence/<appointment>/<sha256>` and `GET /draws/<week>/<number>`."""

    @ours
    def keep(name: str) -> Any:
        return jsonify(of=keep_sent(reader_of(ask), name))

    server.add_url_rule("/evidence/<name>", view_func=told(keep, ask), methods=["POST"])
    server.add_url_rule(
        "/evidence/<name>/<sha256>", endpoint="evidence", view_func=sent(kept_file, ask)
    )
    server.add_url_rule("/draws/<week>/<number>", endpoint="draws", view_func=sent(sheet, ask))


def keep_sent(reader: Workspace, name: str) -> str:
    """Keep what the request holds as evidence; the appointment's name."""
    if (request.content_length or 0) > LARGEST:
        raise UsageError(
            N_("The file is empty or larger than {size} MB."),
            N_("Choose another file, or make it smaller."),
            size=LARGEST // 1024 // 1024,
        )
    reader.scope.must(Right.RECORD)
    due = as_seen(reader, f"{name} {request.args.get('seen', '')}")
    shown = unquote(request.args.get("name", "")) or "file"
    keep_evidence(reader, due, shown, request.get_data(), _day(request.args.get("field", "")))
    return due.id


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise UsageError(
            N_('"{word}" is no day.'), N_("Write a day like 2026-10-31."), word=text
        ) from None


def kept_file(reader: Workspace, name: str, sha256: str) -> Any:
    """A file that stands for a check of an appointment that the reader sees."""
    due = appointment(reader, name)
    for doing in (*due.in_time, *due.late):
        if doing.sha256 == sha256:
            return attachment(doing.file, evidence(reader, doing))
    raise ScopeError(N_("There is no such file."))


def sheet(reader: Workspace, week: str, number: str) -> Any:
    """The template of a drawn spot check, filled in as far as it was drawn."""
    site = request.args.get("site", reader.organisation.site)
    for drawn in draws(reader):
        at = number_in(number)
        if (str(drawn.week), drawn.site) == (week, site) and at is not None:
            for pick in drawn.picks[at : at + 1]:
                return attachment(file_name(reader, pick), sheet_of(reader, pick))
    raise ScopeError(N_("There is no such file."))
