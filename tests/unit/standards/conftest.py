"""An exported workbook, open to be edited."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qc.standards.export import export_standards
from qc.workspace import Workspace
from tests.unit.standards.editing import Desk

Exported = Callable[..., Desk]


@pytest.fixture
def exported(workspace: Workspace, tmp_path: Path) -> Exported:
    """`exported("disinfection")` as `qc standards export disinfection`."""

    def export(*names: str) -> Desk:
        return Desk(export_standards(workspace, names, tmp_path / "standards.xlsx"))

    return export
