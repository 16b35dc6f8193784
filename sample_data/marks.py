"""What a nurse writes into one cell, and what should come out of it: the maker's own truth."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

Outcome = Literal["pass", "fail", "na"]
Severity = Literal["error", "warning"]


@dataclass
class Mark:
    """One mark. `outcome` None is a missed item; `counts` is False where a fault holds it back.
    `raw` is what is written, when it is not the usual sign; `tally` is (checked, passed) where one
    cell stands for many, (0, 0) where it is in no rate."""

    date: dt.date
    unit: str
    item: str
    outcome: Outcome | None
    inspector: str
    subject: str = ""
    raw: object = None
    counts: bool = True
    tally: tuple[int, int] | None = None

    @property
    def amounts(self) -> tuple[int, int]:
        """How much of it was checked, and how much of that passed."""
        if not self.counts or self.outcome not in ("pass", "fail"):
            return 0, 0
        return self.tally or (1, int(self.outcome == "pass"))


@dataclass(frozen=True)
class Fault:
    """A deliberate fault, as the importer should name it."""

    sheet: str
    cell: str
    code: str
    severity: Severity = "error"


def totals(indicator: str, marks: Iterable[Mark]) -> list[dict[str, Any]]:
    """Checks made, and results checked and passed, by month and unit, of the marks that count."""
    checks: dict[tuple[str, str], set[tuple[object, ...]]] = {}
    checked: Counter[tuple[str, str]] = Counter()
    passed: Counter[tuple[str, str]] = Counter()
    for mark in marks:
        of, well = mark.amounts
        if of:
            key = (f"{mark.date:%Y-%m}", mark.unit)
            checks.setdefault(key, set()).add((mark.date, mark.subject, mark.inspector))
            checked[key] += of
            passed[key] += well
    return [
        {
            "indicator": indicator,
            "month": month,
            "unit": unit,
            "checks": len(checks[month, unit]),
            "checked": checked[month, unit],
            "passed": passed[month, unit],
        }
        for month, unit in sorted(checked)
    ]
