"""What weighs for a spot check: what failed last, came again, is overdue, expires soon, was long not seen."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from qc.improve.findings import Finding
from qc.improve.rules import Draw
from qc.locale import N_

LABELS: Mapping[str, str] = {
    "failed": N_("failed at the last check"),
    "repeated": N_("repeated problems"),
    "overdue": N_("overdue findings"),
    "near_expiry": N_("lines near expiry"),
    "weeks": N_("weeks since the last check"),
}

Pair = tuple[str, str, str]
"""Site, unit, checklist."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A checklist that may be drawn for a unit, and what weighs for it: 1, and `draw.risk` for each of
    `figures`. `checked`: whether it was ever checked there."""

    site: str
    unit: str
    checklist: str
    figures: Mapping[str, int]
    weight: float
    checked: bool


def candidates_of(
    pairs: Iterable[Pair],
    checks: pd.DataFrame,
    findings: Sequence[Finding],
    near: Mapping[Pair, int],
    rules: Draw,
    monday: dt.date,
) -> list[Candidate]:
    """The candidates of a week, by what was known of the days before it.

    checks: the counted checks (`counting.checks_of`). near: lines near expiry at the last count.
    """
    before = checks[(checks["date"] < monday.isoformat()) & (checks["accepted"] > 0)]
    last = before.groupby(["site", "unit", "checklist"], observed=True)["date"].max().to_dict()
    recent = monday - dt.timedelta(days=rules.lookback_days)
    figures: dict[Pair, Counter[str]] = {}
    for found in findings:
        if found.date >= monday:
            continue
        pair = (found.site, found.unit, found.checklist)
        told = figures.setdefault(pair, Counter())
        told["failed"] += found.date.isoformat() == last.get(pair)
        told["repeated"] += found.repeated and found.date >= recent
        told["overdue"] += found.overdue(monday)
    return [
        _candidate(pair, figures.get(pair, Counter()), last.get(pair), near.get(pair, 0), rules, monday)
        for pair in pairs
    ]  # fmt: skip


def _candidate(
    pair: Pair,
    told: Mapping[str, int],
    last: str | None,
    near: int,
    rules: Draw,
    monday: dt.date,
) -> Candidate:
    weeks = (monday - dt.date.fromisoformat(last)).days // 7 if last else rules.most
    known = {**told, "near_expiry": near, "weeks": weeks}
    figures = {name: int(known.get(name, 0)) for name in LABELS}
    added = sum(getattr(rules.risk, name) * min(n, rules.most) for name, n in figures.items())
    return Candidate(*pair, figures, float(1 + added), last is not None)


def near_expiry(
    stock: pd.DataFrame, near_days: Mapping[str, int], monday: dt.date
) -> Counter[Pair]:
    """How many lines of each last count expire within the warning days from a Monday on.

    stock: results with site, unit, checklist, date and `detail` (JSON text).
    """
    found: Counter[Pair] = Counter()
    rows = stock[stock["detail"].notna()]
    newest = rows.groupby(["site", "unit", "checklist"])["date"].transform("max")
    columns = ["site", "unit", "checklist", "detail"]
    for site, unit, code, detail in rows.loc[rows["date"] == newest, columns].itertuples(
        index=False
    ):
        expiry = json.loads(detail).get("expiry")
        limit = monday + dt.timedelta(days=near_days.get(code, 0))
        found[site, unit, code] += bool(expiry) and expiry <= limit.isoformat()
    return found
