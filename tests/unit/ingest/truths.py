"""What the truth beside a workbook says, against what was read of it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from qc.ingest.importer import read_workbook
from qc.records import Check, Result, WorkbookReading
from qc.words import ResultState
from qc.workspace import open_workspace

WORKBOOKS = Path(__file__).parents[2] / "data" / "workbooks"

Row = tuple[str, str, str, str | None, float | None]


def read_with_truth(folder: Path, name: str) -> tuple[WorkbookReading, dict[str, Any]]:
    """A workbook of the test data as it is read on its reference day, and its truth."""
    truth = json.loads((WORKBOOKS / f"{name}.truth.json").read_text(encoding="utf-8"))
    today = dt.date.fromisoformat(truth["reference_date"])
    opened = open_workspace(folder, today=today, actor="王丽")
    try:
        content = (WORKBOOKS / f"{name}.xlsx").read_bytes()
        return read_workbook(opened, f"{name}.xlsx", content), truth
    finally:
        opened.store.close()


def rows_of(reading: WorkbookReading) -> set[Row]:
    """Accepted results as cell, day, unit, outcome and, where nothing was judged, reading."""
    return {
        row(check, result)
        for sheet in reading.sheets
        for check in sheet.checks
        for result in check.results
        if result.state is ResultState.ACCEPTED
    }


def row(check: Check, result: Result) -> Row:
    outcome = result.outcome.value if result.outcome else None
    return result.cell, str(check.date), check.unit, outcome, None if outcome else result.reading


def rows_of_truth(truth: dict[str, Any]) -> set[Row]:
    return {
        (c["cell"], c["date"], c["unit"], c["outcome"], c.get("value"))
        for c in truth["checks"]
        if c["accepted"]
    }


def faults_of(reading: WorkbookReading) -> list[tuple[str, str, str]]:
    return [(p.severity.value, p.code, p.cell) for p in reading.problems if p.severity != "info"]
