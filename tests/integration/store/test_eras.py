"""A clinic's record of every earlier schema, with the imports, corrections, acts and users of its time, opens
in this version on either database and says the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, text

from qc.ingest.importer import import_paths
from qc.store.engine import reading
from qc.store.schema import REVISION
from qc.workspace import DATABASE_VARIABLE, Workspace, open_workspace
from sample_data import workbooks
from tests.conftest import TODAY
from tests.delivery.old_versions import unpack
from tests.delivery.telling import told
from tests.delivery.test_upgrade import differences
from tests.integration.store.eras import put_on_a_server, raise_to

ERAS = {
    "0001": "1-first-schema",
    "0002": "2-undo-and-corrections",
    "0003": "4-findings-and-cycles",
    "0005": "4-findings-and-cycles",  # no version that anybody had wrote this one
    "0006": "6-frozen-months",
}


@pytest.fixture(params=ERAS)
def era(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path, dict[str, Any]]:
    """A schema, a workspace folder in it, and what its version said of it."""
    revision = str(request.param)
    folder, said = unpack(ERAS[revision], tmp_path)
    if revision == "0005":
        raise_to(folder, revision)
    return revision, folder, said


@pytest.fixture
def upgraded(
    era: tuple[str, Path, dict[str, Any]], url: URL | None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Workspace]:
    _, folder, _ = era
    if url is not None:
        counts = put_on_a_server(folder, url)
        assert counts["results"] > 2000
        address = url.render_as_string(hide_password=False)
        monkeypatch.setenv(DATABASE_VARIABLE, address)
    opened = open_workspace(folder, today=TODAY, actor="王丽", create=False)
    yield opened
    opened.store.close()


def test_every_row_and_every_rate_is_what_it_was_and_work_goes_on(
    era: tuple[str, Path, dict[str, Any]], upgraded: Workspace
) -> None:
    """Else a clinic that upgrades loses records, sees other rates than it has published, or gives out a number
    twice to what comes in next."""
    _, _, said = era
    now = told(upgraded)
    assert len(said["results"]) > 2000
    for question, answer in said.items():
        assert differences(answer, now[question], question) == []
    with reading(upgraded.store.engine) as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == REVISION
    the_next_file_comes_in(upgraded)
    assert [chain.broken for chain in upgraded.store.verify().values()] == [None, None]


def the_next_file_comes_in(upgraded: Workspace) -> None:
    """Behind what is there."""
    before = len(upgraded.store.results(upgraded.scope))
    newest = upgraded.store.imports(upgraded.scope)[0].id
    book = next(path for path in workbooks() if path.name == "2026-10 护士仪容仪表检查表.xlsx")
    (done,) = import_paths(upgraded, [book])
    assert done.status in ("imported", "partly")
    assert len(upgraded.store.results(upgraded.scope)) > before
    assert upgraded.store.imports(upgraded.scope)[0].id > newest
