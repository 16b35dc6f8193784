"""The page of the PDCA cycles, and a cycle's report to take along."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dash import Dash
from flask import abort

from dashboards.downloads import attachment
from dashboards.page import Ask, Page
from dashboards.pages.cycles import update
from dashboards.pages.cycles.acts import ACTS
from dashboards.pages.cycles.place import PATH
from dashboards.sending import sent
from qc.locale import Translator
from qc.reports.cycle.content import CycleReport
from qc.reports.cycle.gather import cycle_report
from qc.reports.papers import docx, pdf
from qc.reports.papers.cycle import cycle_paper
from qc.reports.slides.cycle import cycle_slides
from qc.workspace import Workspace

REPORTS: Mapping[str, Callable[[CycleReport, Translator], bytes]] = {
    "docx": lambda said, t: docx.render(cycle_paper(said, t), t),
    "pdf": lambda said, t: pdf.render(cycle_paper(said, t), t),
    "pptx": cycle_slides,
}
"""By the ending of the file."""


def page(app: Dash, ask: Ask) -> Page:
    """What is being improved, and whether it worked."""
    path = "/cycle-reports/<name>.<form>"
    app.server.add_url_rule(path, endpoint="cycle-report", view_func=sent(report, ask))
    return Page(PATH, update.show, ACTS)


def report(reader: Workspace, name: str, form: str) -> Any:
    """The report of a cycle, names masked; ScopeError for one that the reader may not see."""
    render = REPORTS.get(form) or abort(404)
    return attachment(f"PDCA_{name}.{form}", render(cycle_report(reader, name), reader.t))
