"""Our own styles and scripts as two files: nothing of them is missing, an update is seen at once."""

from __future__ import annotations

import re
from typing import Any

import pytest

from dashboards import own_files
from dashboards.app import create_app
from qc.workspace import Workspace


@pytest.fixture
def app(workspace: Workspace) -> Any:
    return create_app(workspace)


@pytest.mark.parametrize("kind", ["css", "js"])
def test_every_file_is_in_and_the_design_s_tokens_come_first(app: Any, kind: str) -> None:
    """A page of which a style or a script is missing looks broken, or does nothing when pressed."""
    client = app.server.test_client()
    page = client.get("/").get_data(as_text=True)
    (address,) = re.findall(rf'"(/assets/own\.{kind}\?v=[0-9a-f]+)"', page)
    answer = client.get(address)
    joined = answer.get_data(as_text=True)
    files = [each for each in own_files.ASSETS.glob(f"*.{kind}") if not each.name.startswith(own_files.APART)]  # fmt: skip
    assert len(files) > 15
    assert all(each.read_text(encoding="utf-8") in joined for each in files)
    assert "immutable" in answer.headers["Cache-Control"]
    if kind == "css":
        assert joined.startswith((own_files.ASSETS / "01-tokens.css").read_text(encoding="utf-8"))


def test_plotly_waits_for_a_figure(app: Any) -> None:
    """A megabyte and a half would stand before the list of what needs somebody today."""
    page = app.server.test_client().get("/").get_data(as_text=True)
    scripts = re.findall(r'<script src="([^"]+)"', page)
    assert len(scripts) > 8 and not [each for each in scripts if "plotly" in each]
    with app.server.test_client().get("/assets/plotly-cartesian.min.js") as answer:
        assert answer.status_code == 200
