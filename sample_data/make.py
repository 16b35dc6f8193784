"""Write the sample workbooks and their truth: `python -m sample_data.make [FOLDER]`.

The same seed gives the same files. `truth.json` comes from the maker's own marks, never from reading
the files back: for each file `totals` (by sheet, indicator, month and unit: checks, results checked
and passed), `faults` (sheet, cell, code, severity) and, but for the core audits, `standards` (by sheet).
"""

from __future__ import annotations

import json
import random
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from qc.catalogue.load import load_catalogue
from sample_data import story
from sample_data.audits import Audit, month_of_audits
from sample_data.faults import spoil
from sample_data.marks import Fault, totals
from sample_data.paper import write
from sample_data.sheets import Table

SEED = 20261031


def make(folder: Path, seed: int = SEED) -> None:
    """Write `workbooks/` and `truth.json` into a folder."""
    (folder / "workbooks").mkdir(parents=True, exist_ok=True)
    catalogue = load_catalogue()
    truth: dict[str, dict[str, Any]] = {}
    for number, month in enumerate(story.months()):
        rng = random.Random(seed + number)
        for audit in month_of_audits(catalogue, month, rng):
            spoilt, faults = spoil(audit)
            write(folder / "workbooks" / spoilt.file, [sheet for _, sheet in spoilt.sheets])
            truth[spoilt.file] = {
                "totals": _totals(spoilt),
                "faults": [asdict(fault) for fault in (*faults, *_told(spoilt))],
            }
            if standards := _standards(spoilt):
                truth[spoilt.file]["standards"] = standards
    text = json.dumps(truth, ensure_ascii=False, indent=1)
    (folder / "truth.json").write_text(text + "\n", encoding="utf-8")


def _told(audit: Audit) -> list[Fault]:
    """The faults that tables tell themselves."""
    return [f for _, sheet in audit.sheets if isinstance(sheet, Table) for f in sheet.faults]


def _standards(audit: Audit) -> dict[str, str]:
    """The standard of each sheet that says it."""
    return {sheet.name: sheet.standard for _, sheet in audit.sheets if sheet.standard}


def _totals(audit: Audit) -> list[dict[str, Any]]:
    return [
        {"sheet": sheet.name, **row}
        for indicator, sheet in audit.sheets
        for row in totals(indicator, sheet.marks)
    ]


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
