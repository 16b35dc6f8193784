"""The meeting page, and the month's workbook to take along."""

from __future__ import annotations

from typing import Any

from dash import Dash
from flask import Response, request

from dashboards.asking import in_language
from dashboards.downloads import attachment
from dashboards.page import Ask, Page
from dashboards.pages.meeting import update
from dashboards.pages.meeting.acts import ACTS
from qc.analysis import Period
from qc.errors import QcError
from qc.reports.gather import gather
from qc.reports.workbook import render


def page(app: Dash, ask: Ask) -> Page:
    """One month in the order of business."""

    def report(month: str) -> Any:
        reader = in_language(ask(), f"?lang={request.args.get('lang', '')}")
        try:
            content = render(gather(reader, Period.parse(month)), reader.t)
        except QcError as error:
            return Response(error.sentence(reader.t), 404, mimetype="text/plain")
        return attachment(f"质控月报_{month}.xlsx", content)

    app.server.add_url_rule("/reports/<month>.xlsx", endpoint="report", view_func=report)
    return Page(update.PATH, update.show, ACTS)
