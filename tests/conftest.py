"""What tests of several rooms need."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from hypothesis import settings

from qc.workspace import Workspace, open_workspace
from tests.on_a_server import is_asked_for, records_on_a_server

# A busy machine is no failure; the same code draws the same examples, so that what lands for one lands
# for all. New ones: --hypothesis-profile=explore.
settings.register_profile("qc", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None)
settings.load_profile("qc")

TODAY = dt.date(2026, 11, 2)


@pytest.fixture(scope="session", autouse=True)
def record() -> Iterator[None]:
    """Where the workspaces of this run keep their records."""
    with records_on_a_server() if is_asked_for() else nullcontext():
        yield


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace on a fixed day."""
    opened = open_workspace(tmp_path / "workspace", today=TODAY, actor="王丽")
    yield opened
    opened.store.close()
