"""The feedback book of a month as a file: what inspections found, to be printed and signed."""

from __future__ import annotations

from typing import Any

from flask import Flask, request

from dashboards.downloads import attachment
from dashboards.page import Ask
from dashboards.sending import sent
from qc.analysis.periods import Period
from qc.reports.feedback_book import feedback_book_of
from qc.workspace import Workspace

BOOK = "/feedback-book"


def register(server: Flask, ask: Ask) -> None:
    """Answer `GET /feedback-book?period=2026-10&unit=…` with what the reader may see of it."""
    server.add_url_rule(BOOK, endpoint="feedback-book", view_func=sent(book, ask))


def book(reader: Workspace) -> Any:
    """The workbook, names of those who re-checked masked; UsageError where nothing was checked."""
    said = request.args
    period = Period.parse(said.get("period") or str(Period.of(reader.today)))
    return attachment(*feedback_book_of(reader, period, said.get("unit") or None))
