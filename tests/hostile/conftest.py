"""A furnished clinic that everybody comes to, and a chain's office over a lake."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dashboards.app import create_app
from tests.hostile.house import House, furnished
from tests.integration.accounts.conftest import quick_hashes, small

__all__ = ["quick_hashes", "small"]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A clinic with something in every drawer, as `qc serve --host` serves it."""
    made = furnished(
        tmp_path_factory.mktemp("house") / "clinic", lambda workspace: create_app(workspace, shared=True)
    )  # fmt: skip
    yield made
    made.workspace.store.close()
