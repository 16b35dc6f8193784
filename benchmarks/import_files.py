"""From files to committed rows, beside merely reading the same files."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from python_calamine import CalamineWorkbook

from benchmarks.timing import Ratio, beside, medians
from qc.ingest.importer import import_paths
from qc.workspace import Workspace, open_workspace
from sample_data import TODAY, workbooks

FILES, ROUNDS = 24, 3


def run() -> list[Ratio]:
    paths = workbooks()[:FILES]
    with tempfile.TemporaryDirectory(prefix="qc-bench-") as folder:
        empty = [_workspace(Path(folder) / str(n)) for n in range(ROUNDS + 1)]
        fresh = iter(empty)
        times = medians(
            {
                "ours": lambda: import_paths(next(fresh), paths),
                "pandas + openpyxl": lambda: with_pandas(paths),
                "bare python-calamine": lambda: with_calamine(paths),
            },
            ROUNDS,
        )
        for workspace in empty:
            workspace.store.close()
    note = "reads cells only: no marks, no checks, nothing stored"
    return beside(
        f"import of {len(paths)} workbooks",
        times,
        {"pandas + openpyxl": note, "bare python-calamine": note},
    )


def _workspace(folder: Path) -> Workspace:
    return open_workspace(folder, today=TODAY, actor="bench")


def with_pandas(paths: Sequence[Path]) -> None:
    for path in paths:
        pd.read_excel(path, sheet_name=None, header=None, engine="openpyxl")


def with_calamine(paths: Sequence[Path]) -> None:
    for path in paths:
        book = CalamineWorkbook.from_path(path)
        for sheet in book.sheet_names:
            book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
