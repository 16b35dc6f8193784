"""What tests of several rooms need."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from qc.workspace import Workspace, open_workspace

settings.register_profile("qc", deadline=None)  # a busy machine is no failure
settings.load_profile("qc")

TODAY = dt.date(2026, 11, 2)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace on a fixed day."""
    opened = open_workspace(tmp_path / "workspace", today=TODAY, actor="王丽")
    yield opened
    opened.store.close()
