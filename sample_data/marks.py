"""What a nurse writes into one cell, and what should come out of it: the maker's own truth."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
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


def totals(indicator: str, marks: Iterable[Mark]) -> list[dict[str, Any]]:
    """Results checked and passed by month and unit, of the marks that count."""
    checked: Counter[tuple[str, str]] = Counter()
    passed: Counter[tuple[str, str]] = Counter()
    for mark in marks:
        if mark.counts and mark.outcome in ("pass", "fail"):
            key = (f"{mark.date:%Y-%m}", mark.unit)
            checked[key] += 1
            passed[key] += mark.outcome == "pass"
    return [
        {"indicator": indicator, "month": m, "unit": u, "checked": n, "passed": passed[m, u]}
        for (m, u), n in sorted(checked.items())
    ]


def as_rows(faults: Iterable[Fault]) -> list[dict[str, str]]:
    return [asdict(fault) for fault in faults]
