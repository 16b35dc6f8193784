"""What a nurse writes into one cell, and what should come out of it: the maker's own truth."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

Outcome = Literal["pass", "fail", "na"]


@dataclass
class Mark:
    """One mark. `outcome` None is a missed item; `counts` is False where a fault holds it back.
    `raw` is what is written, when it is not the usual sign."""

    date: dt.date
    unit: str
    item: str
    outcome: Outcome | None
    inspector: str
    subject: str = ""
    raw: object = None
    counts: bool = True


@dataclass(frozen=True)
class Fault:
    """A deliberate fault, as the importer should name it."""

    sheet: str
    cell: str
    code: str
    severity: Literal["error", "warning"] = "error"


def totals(indicator: str, marks: Iterable[Mark]) -> list[dict[str, Any]]:
    """Checks made, and results checked and passed, by month and unit, of the marks that count."""
    checks: dict[tuple[str, str], set[tuple[object, ...]]] = {}
    checked: Counter[tuple[str, str]] = Counter()
    passed: Counter[tuple[str, str]] = Counter()
    for mark in marks:
        if mark.counts and mark.outcome in ("pass", "fail"):
            key = (f"{mark.date:%Y-%m}", mark.unit)
            checks.setdefault(key, set()).add((mark.date, mark.subject, mark.inspector))
            checked[key] += 1
            passed[key] += mark.outcome == "pass"
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
