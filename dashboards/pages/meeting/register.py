"""The meeting page, and the month's reports to take along."""

from __future__ import annotations

from typing import Any

from dash import Dash
from flask import Response, abort, request

from dashboards.asking import as_asked
from dashboards.downloads import attachment
from dashboards.page import Ask, Page
from dashboards.pages.meeting import update
from dashboards.pages.meeting.acts import ACTS
from dashboards.pages.meeting.products import PRODUCTS
from qc.analysis import Period
from qc.errors import QcError
from qc.reports.month import month_of


def page(app: Dash, ask: Ask) -> Page:
    """One month in the order of business."""

    def report(month: str, name: str) -> Any:
        product = PRODUCTS.get(name) or abort(404)
        reader = as_asked(ask(), f"?lang={request.args.get('lang', '')}")
        try:
            content = product.render(month_of(reader, Period.parse(month)), reader.t)
        except QcError as error:
            return Response(error.sentence(reader.t), 404, mimetype="text/plain")
        return attachment(product.file.format(month=month), content)

    app.server.add_url_rule("/reports/<month>/<name>", endpoint="report", view_func=report)
    return Page(update.PATH, update.show, ACTS)
