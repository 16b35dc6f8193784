"""The reports that pages hand out: each a file that opens, none of what the reader may not see."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from flask.testing import FlaskClient
from pptx import Presentation

from dashboards.app import create_app
from dashboards.pages.meeting.products import PRODUCTS
from qc.analysis import Period
from qc.reports.month import freeze
from qc.workspace import Workspace
from tests.cycles import before, checking, save_month
from tests.unit.dashboards import clinic


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = clinic.a_year(tmp_path_factory.mktemp("clinic") / "clinic")
    yield workspace
    workspace.store.close()


@pytest.fixture(scope="module")
def client(year: Workspace) -> FlaskClient:
    return create_app(year).server.test_client()


@pytest.mark.parametrize("name", PRODUCTS)
def test_every_report_of_a_month_can_be_taken_along(client: FlaskClient, name: str) -> None:
    """A link of the meeting's page would lead nowhere just before the meeting."""
    answer = client.get(f"/reports/2026-09/{name}?lang=en")
    assert answer.status_code == 200
    start = b"%PDF" if name.endswith(".pdf") else b"PK"
    assert answer.data.startswith(start)
    assert "2026-09" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("path", ["2026-09/nothing.xlsx", "2019-01/slides.pptx", "x/slides.pptx"])
def test_what_there_is_not_is_a_sentence(client: FlaskClient, path: str) -> None:
    answer = client.get(f"/reports/{path}")
    assert answer.status_code in (400, 404) and b"Traceback" not in answer.data


def test_a_frozen_month_is_handed_out_as_it_was(year: Workspace, client: FlaskClient) -> None:
    """The page would hand out other figures than those that were published."""
    freeze(year, Period.parse("2026-08"))
    first = client.get("/reports/2026-08/workbook.xlsx").data
    assert client.get("/reports/2026-08/workbook.xlsx").data == first


def test_a_cycles_report_in_every_form(workspace: Workspace) -> None:
    before(workspace)
    name = checking(workspace)
    for month in ("2026-08", "2026-09"):
        save_month(workspace, month, 20, 20)
    mine = create_app(workspace).server.test_client()
    assert Document(io.BytesIO(mine.get(f"/cycle-reports/{name}.docx").data)).tables
    assert Presentation(io.BytesIO(mine.get(f"/cycle-reports/{name}.pptx").data)).slides
    assert mine.get(f"/cycle-reports/{name}.pdf").data.startswith(b"%PDF")
    assert mine.get(f"/cycle-reports/{name}.exe").status_code == 404
    assert mine.get("/cycle-reports/2030-99.docx").status_code == 404


def test_the_inspectors_folder_of_a_standard(client: FlaskClient) -> None:
    answer = client.get("/inspection-folder?period=2026-Q3&standard=disinfection")
    names = ZipFile(io.BytesIO(answer.data)).namelist()
    assert any("00 目录.xlsx" in name for name in names) and Path(names[0]).suffix == ".xlsx"
    assert client.get("/inspection-folder?period=2019-Q1").status_code == 400
    assert client.get("/inspection-folder?period=2026-Q3&standard=nothing").status_code == 400
