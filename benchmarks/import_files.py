"""From files to committed rows, beside merely reading the same files."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd
from python_calamine import CalamineWorkbook

from benchmarks.many_workbooks import write_workbooks
from benchmarks.timing import Ratio
from qc.ingest.importer import import_each
from qc.workspace import open_workspace
from sample_data import TODAY

FILES = 2_000
SLOW_PEER = 200  # of them, for a peer that would take minutes; its time is reckoned up

Reader = Callable[[Sequence[Path]], object]


def run() -> list[Ratio]:
    with tempfile.TemporaryDirectory(prefix="qc-bench-") as folder:
        books = Path(folder) / "books"
        books.mkdir()
        paths = write_workbooks(books, FILES)
        few = paths[:: FILES // SLOW_PEER]
        bare = _seconds(with_calamine, paths)
        ours = _seconds(lambda paths: with_us(Path(folder) / "workspace", paths), paths)
        bare = (
            bare + _seconds(with_calamine, paths)
        ) / 2  # before and after: a quiet moment is no one's
        slow = _seconds(with_pandas, few) * len(paths) / len(few)
    what = f"import of {len(paths)} workbooks"
    note = "reads cells only: no marks, no checks, nothing stored"
    return [
        Ratio(what, "pandas + openpyxl", ours, slow, f"{note}; reckoned from {len(few)} of them"),
        Ratio(what, "bare python-calamine", ours, bare, note),
    ]


def _seconds(read: Reader, paths: Sequence[Path]) -> float:
    started = time.perf_counter()
    read(paths)
    return time.perf_counter() - started


def with_us(folder: Path, paths: Sequence[Path]) -> None:
    workspace = open_workspace(folder, today=TODAY, actor="bench")
    for outcome in import_each(workspace, paths):
        if outcome.status not in ("imported", "partly"):
            raise RuntimeError(f"{outcome.path.name}: {outcome.status}")
    workspace.store.close()


def with_pandas(paths: Sequence[Path]) -> None:
    for path in paths:
        pd.read_excel(path, sheet_name=None, header=None, engine="openpyxl")


def with_calamine(paths: Sequence[Path]) -> None:
    for path in paths:
        book = CalamineWorkbook.from_path(path)
        for sheet in book.sheet_names:
            book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
