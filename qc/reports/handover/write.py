"""Hand data over: a file a dataset, and the dictionary beside them."""

from __future__ import annotations

import csv
from functools import partial
from pathlib import Path

from qc.errors import UsageError
from qc.locale import N_
from qc.reports.handover.datasets import Asked, parts
from qc.reports.handover.dictionary import HEADS, Dataset, dictionary, dictionary_rows
from qc.reports.handover.writers import WRITERS, Parts
from qc.reports.write import put_with
from qc.words import Right
from qc.workspace import Workspace

FOLDER = "exports"
DICTIONARY = "dictionary.csv"


def hand_over(
    workspace: Workspace,
    chosen: tuple[Dataset, ...],
    form: str,
    asked: Asked,
    out: Path | None = None,
) -> list[Path]:
    """Write these datasets as `form` (csv, xlsx, parquet) into a folder, `exports` in the workspace without
    `out`, with `dictionary.csv` beside them; returns where they are.

    A file that is there already is replaced as a whole or stays as it was. Raises ScopeError for names
    without the right to them, UsageError for days in the wrong order, QcError when a file cannot be written.
    """
    if asked.first and asked.last and asked.first > asked.last:
        raise UsageError(
            N_("{first} is after {last}."),
            N_("Write the earlier day first."),
            first=asked.first,
            last=asked.last,
        )
    if asked.names:
        workspace.scope.must(Right.NAMES)
    folder = out or workspace.folder / FOLDER
    written = []
    for each in chosen:
        target = folder / f"{each}.{form}"
        rows = parts(workspace, each, asked)
        put_with(target, partial(_write, form=form, dataset=each, rows=rows))
        written.append(target)
    put_with(folder / DICTIONARY, lambda path: _dictionary(path, chosen))
    return [*written, folder / DICTIONARY]


def _write(path: Path, *, form: str, dataset: Dataset, rows: Parts) -> None:
    WRITERS[form](path, dataset, dictionary()[dataset], rows)


def _dictionary(path: Path, chosen: tuple[Dataset, ...]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADS)
        writer.writerows(dictionary_rows(chosen))
