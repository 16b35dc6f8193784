"""What the tests of reading share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qc.workspace import Workspace, open_workspace
from tests.conftest import TODAY


@pytest.fixture(scope="package")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """An empty workspace on a fixed day. Reading changes nothing, so one serves all."""
    opened = open_workspace(tmp_path_factory.mktemp("clinic"), today=TODAY, actor="王丽")
    yield opened
    opened.store.close()
