"""Write the sample workbooks and their truth: `python -m sample_data.make [FOLDER]`.

The same seed gives the same files, byte for byte.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import Any

from qc.catalogue.load import load_catalogue
from sample_data import story
from sample_data.audits import Audit, month_of_audits
from sample_data.faults import spoil
from sample_data.marks import as_rows, totals
from sample_data.sheets import Book, Matrix

SEED = 20261031


def make(folder: Path) -> None:
    """Write `workbooks/` and `truth.json` into a folder."""
    (folder / "workbooks").mkdir(parents=True, exist_ok=True)
    catalogue = load_catalogue(None)
    truth = {}
    for number, month in enumerate(story.months()):
        rng = random.Random(SEED + number)
        for audit in month_of_audits(catalogue, month, rng):
            spoilt, faults = spoil(audit)
            _write(folder / "workbooks" / spoilt.file, spoilt)
            truth[spoilt.file] = {"totals": _totals(spoilt), "faults": as_rows(faults)}
    text = json.dumps(truth, ensure_ascii=False, indent=1)
    (folder / "truth.json").write_text(text + "\n", encoding="utf-8")


def _write(path: Path, audit: Audit) -> None:
    book = Book(str(path))
    for _, sheet in audit.sheets:
        if isinstance(sheet, Matrix):
            book.matrix(sheet)
        else:
            book.check_list(sheet)
    book.close()


def _totals(audit: Audit) -> list[dict[str, Any]]:
    rows = []
    for indicator, sheet in audit.sheets:
        if isinstance(sheet, Matrix):
            marks = [mark for column in sheet.columns for mark in column.marks.values()]
        else:
            marks = list(sheet.marks)
        rows += [{"sheet": sheet.name, **row} for row in totals(indicator, marks)]
    return rows


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
