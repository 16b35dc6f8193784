"""A clinic whose names look like formulas, and its templates opened with another program's eyes."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from qc.templates.build import render
from qc.workspace import Workspace, open_workspace
from tests.conftest import TODAY

ORGANISATION = """
[[sites]]
name = "青禾里"
[[units]]
name = "治疗室"
[[units]]
name = "=1+1"
[[units]]
name = "注射室"
[[units]]
name = "换药室"
[[units]]
name = "前台"
"""

Opened = Callable[..., Any]


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Workspace]:
    folder = tmp_path / "clinic"
    folder.mkdir()
    (folder / "organisation.toml").write_text(ORGANISATION, encoding="utf-8")
    settings = 'format = 1\nclinic = "=青禾里 & 门诊部"\nlanguage = "zh"\n'
    (folder / "workspace.toml").write_text(settings, encoding="utf-8")
    opened = open_workspace(folder, today=TODAY)
    yield opened
    opened.store.close()


@pytest.fixture
def opened(clinic: Workspace) -> Opened:
    """`opened("disinfection", partly="half")`: the template of a checklist with these changes."""

    def open_template(code: str, language: str = "zh", **changes: Any) -> Any:
        checklist = clinic.catalogue.checklists[code].model_copy(update=changes)
        return load_workbook(io.BytesIO(render(replace(clinic, language=language), checklist)))

    return open_template
