"""The hand-made report as a workbook, opened twice: as formulas and as the values they carry."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import pytest
from openpyxl import load_workbook

from qc.locale import translator
from qc.reports.workbook import render
from tests.unit.reports.example import report


@dataclass(frozen=True)
class Opened:
    content: bytes
    formulas: Any
    values: Any


@pytest.fixture(scope="session")
def opened() -> Opened:
    content = render(report(), translator("zh"))
    return Opened(content, open_with_openpyxl(content), open_with_openpyxl(content, values=True))


def open_with_openpyxl(content: bytes, *, values: bool = False) -> Any:
    with pytest.warns(UserWarning, match="Sparkline Group"):  # openpyxl would drop them on saving
        return load_workbook(io.BytesIO(content), data_only=values)
