"""A month's findings as files to be printed and signed: the feedback book, and the rectification notices."""

from __future__ import annotations

from typing import Any

from flask import Flask, request

from dashboards.downloads import attachment
from dashboards.page import Ask
from dashboards.sending import sent
from qc.analysis.periods import Period
from qc.errors import UsageError
from qc.locale import N_
from qc.reports.feedback_book import feedback_book_of
from qc.reports.notices import notices_file
from qc.workspace import Workspace

BOOK, NOTICES = "/feedback-book", "/notices"


def register(server: Flask, ask: Ask) -> None:
    """Answer `GET /feedback-book?period=2026-10&unit=…` with what the reader may see of it, and
    `GET /notices` with the notices of the same days."""
    server.add_url_rule(BOOK, endpoint="feedback-book", view_func=sent(book, ask))
    server.add_url_rule(NOTICES, endpoint="notices", view_func=sent(notices, ask))


def book(reader: Workspace) -> Any:
    """The workbook, names of those who re-checked masked; UsageError where nothing was checked."""
    return attachment(*feedback_book_of(reader, _period(reader), request.args.get("unit") or None))


def notices(reader: Workspace) -> Any:
    """The notice of a unit, or those of all units in a zip; UsageError where nothing waits."""
    period, unit = _period(reader), request.args.get("unit") or None
    made = notices_file(reader, period.start, period.end, str(period), unit)
    if made is None:
        raise UsageError(
            N_("Nothing waits to be put right from the checks of {period}."), period=period
        )
    return attachment(*made)


def _period(reader: Workspace) -> Period:
    return Period.parse(request.args.get("period") or str(Period.of(reader.today)))
