"""Files of the standards: sheets to fill in, the workbook out and back in."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from flask import Flask, jsonify, request

from dashboards.downloads import attachment
from dashboards.page import Ask
from dashboards.pages.standards import tray
from dashboards.sending import reader_of, sent
from dashboards.uploads import ours, told
from qc.analysis.periods import Period
from qc.errors import ScopeError
from qc.ingest.containers.limits import MAX_FILE_BYTES, too_large
from qc.locale import N_
from qc.reports.inspection import inspection_folder
from qc.standards.export import workbook_of
from qc.standards.plan import refuse_without_right
from qc.templates.build import render
from qc.templates.write import file_name
from qc.workspace import Workspace

FOLDER = "/inspection-folder"


def register(server: Flask, ask: Ask) -> None:
    """Answer `GET /inspection-folder?period=2026-Q3&standard=…`, `GET /templates/<checklist>`, `GET /standards-workbook` (all of them, or one `checklist`)
    and `POST /standards-workbook`."""

    @ours
    def come_back() -> Any:
        reader = reader_of(ask)
        refuse_without_right(reader)
        name = unquote(request.args.get("name", "")) or "standards.xlsx"
        if (request.content_length or 0) > MAX_FILE_BYTES:
            raise too_large(name)
        return jsonify(of=tray.keep(reader, name, request.get_data()))

    server.add_url_rule(FOLDER, endpoint="inspection-folder", view_func=sent(folder, ask))
    server.add_url_rule("/templates/<code>", endpoint="templates", view_func=sent(template, ask))
    path = "/standards-workbook"
    server.add_url_rule(path, endpoint="standards-workbook", view_func=sent(workbook, ask))
    server.add_url_rule(
        path, endpoint="standards-come-back", view_func=told(come_back, ask), methods=["POST"]
    )


def folder(reader: Workspace) -> Any:
    """What an inspector asks for about a standard and a period (all of them without a standard), in a zip."""
    period = Period.parse(request.args.get("period") or str(Period.of(reader.today, "quarter")))
    standard = request.args.get("standard", "")
    return attachment(*inspection_folder(reader, period, [standard] if standard else []))


def template(reader: Workspace, code: str) -> Any:
    """The sheet that a checklist is filled in on."""
    if code not in reader.catalogue.checklists:
        raise ScopeError(N_("There is no such file."))
    standard = reader.catalogue.checklists[code]
    return attachment(file_name(reader, standard), render(reader, standard))


def workbook(reader: Workspace) -> Any:
    """The standards in force, to be edited."""
    code = request.args.get("checklist", "")
    return attachment(*workbook_of(reader, [code] if code else []))
