"""The pages of the dashboard: a table of our own, because Dash's is shared by the whole process."""

from __future__ import annotations

from typing import Any

from dash import Dash
from flask import Flask, redirect, request

from dashboards.address import ROWS
from dashboards.page import Ask, Page
from dashboards.pages.admin.register import page as admin
from dashboards.pages.calendar.register import page as calendar
from dashboards.pages.capture.register import page as capture
from dashboards.pages.chain.register import page as chain
from dashboards.pages.cycles.register import page as cycles
from dashboards.pages.drugs.register import page as drugs
from dashboards.pages.findings.register import page as findings
from dashboards.pages.imports.register import page as imports
from dashboards.pages.indicator.register import page as indicator
from dashboards.pages.meeting.register import page as meeting
from dashboards.pages.registers.register import page as registers
from dashboards.pages.scorecard.register import page as scorecard
from dashboards.pages.standards.register import page as standards
from dashboards.pages.today.register import page as today

PAGES = (
    today,
    scorecard,
    cycles,
    indicator,
    drugs,
    calendar,
    standards,
    imports,
    capture,
    meeting,
    findings,
    registers,
    admin,
)
SCORECARDS = ("period", "unit", "indicator")


OVER_A_LAKE = (chain, scorecard, indicator, standards, admin)
"""What is done about findings is done in the clinics: a chain's office sees figures."""


def pages(app: Dash, ask: Ask, *, over_a_lake: bool = False) -> dict[str, Page]:
    """All pages of an app by their paths, each bound to it."""
    made = [page(app, ask) for page in (OVER_A_LAKE if over_a_lake else PAGES)]
    return {page.path: page for page in made}


def keep_old_links(server: Flask, *, over_a_lake: bool = False) -> None:
    """The scorecard once stood at "/": a link that names a month, a unit or results leads to it still. Over
    a lake "/" is the page of all clinics."""

    @server.before_request
    def lead_on() -> Any:
        if request.path == "/" and any(k in SCORECARDS or k.startswith(ROWS) for k in request.args):
            return redirect(f"/scorecard?{request.query_string.decode('ascii', 'replace')}")
        if request.path == "/" and over_a_lake:
            return redirect(f"/chain?{request.query_string.decode('ascii', 'replace')}")
        return None
