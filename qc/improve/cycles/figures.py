"""What the store holds of a cycle's items in their units: counts over a period, by month, re-checks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import takewhile
from typing import NamedTuple

import pandas as pd

from metrics import clustering
from qc.analysis.counting import period_labels
from qc.catalogue.model import Catalogue
from qc.improve.failures import PLACE, counted_rows

TEXTS = (*PLACE, "date", "check_id")


class Place(NamedTuple):
    """An item in a unit; `item_code` as a finding has it."""

    site: str
    unit: str
    checklist: str
    item_code: str


@dataclass(frozen=True)
class Tally:
    """`passed` (in order) of `checked`; `effective` is the sample size that they are worth, as marks of
    one check resemble each other."""

    passed: int
    checked: int
    effective: float

    @property
    def rate(self) -> Fraction | None:
        return Fraction(self.passed, self.checked) if self.checked else None

    def agrees(self, other: Tally) -> bool:
        """The same counts?"""
        return (self.passed, self.checked) == (other.passed, other.checked)


@dataclass(frozen=True)
class Month:
    """One point of the chart: a calendar month, or the part of it that lies in the period."""

    period: str
    start: str
    passed: int
    checked: int


@dataclass(frozen=True)
class Figures:
    """What was found over a period: altogether, in each place (in their order) and by month."""

    total: Tally
    places: tuple[Tally, ...]
    months: tuple[Month, ...]


def rows_at(results: pd.DataFrame, catalogue: Catalogue, places: Sequence[Place]) -> pd.DataFrame:
    """The counted rows of these places, `passed` as what was in order: the columns of TEXTS, `checked`
    and `passed`."""
    near = results["unit"].isin([p.unit for p in places]) & results["checklist"].isin(
        [p.checklist for p in places]
    )
    codes = [p.item_code for p in places]
    near &= results["item_code"].isin(codes) | results["item"].isin(codes)
    rows = counted_rows(results[near], catalogue, (*TEXTS, "item"))
    wanted = pd.MultiIndex.from_tuples(places, names=PLACE)
    kept = rows[pd.MultiIndex.from_frame(rows[PLACE]).isin(wanted) & (rows["checked"] > 0)]
    return kept[[*TEXTS, "checked", "passed"]].reset_index(drop=True)


def figures_of(
    rows: pd.DataFrame, places: Sequence[Place], start: dt.date, end: dt.date
) -> Figures:
    """The figures of `rows_at` from `start` to `end`, both included."""
    seen = rows[rows["date"].between(start.isoformat(), end.isoformat())]
    each = {
        Place(row.site, row.unit, row.checklist, row.item_code): _tally(row)
        for row in clustering(seen, PLACE).itertuples(index=False)
    }
    none = Tally(0, 0, 0.0)
    whole = [_tally(row) for row in clustering(seen).itertuples(index=False)]
    return Figures(
        whole[0] if whole else none,
        tuple(each.get(place, none) for place in places),
        tuple(_months(seen, start)),
    )


def _tally(row: pd.Series) -> Tally:
    return Tally(int(row.passed), int(row.checked), float(row.effective))


def _months(seen: pd.DataFrame, start: dt.date) -> list[Month]:
    labels = period_labels(seen["date"], "month")
    sums = seen.assign(period=labels).groupby("period")[["passed", "checked"]].sum()
    return [
        Month(label, max(f"{label}-01", start.isoformat()), int(row.passed), int(row.checked))
        for label, row in zip(sums.index, sums.itertuples(index=False), strict=True)
    ]


@dataclass(frozen=True)
class Recheck:
    """A day on which something was checked once more."""

    day: dt.date
    passed: int
    checked: int

    @property
    def clean(self) -> bool:
        return self.passed == self.checked


def rechecks_of(rows: pd.DataFrame, after: dt.date, until: dt.date) -> tuple[Recheck, ...]:
    """The re-checks, oldest first: the days after `after`, up to and with `until`, on which something was
    checked."""
    seen = rows[(rows["date"] > after.isoformat()) & (rows["date"] <= until.isoformat())]
    days = seen.groupby("date")[["passed", "checked"]].sum().sort_index()
    return tuple(
        Recheck(dt.date.fromisoformat(str(day)), int(row.passed), int(row.checked))
        for day, row in zip(days.index, days.itertuples(index=False), strict=True)
    )


def clean_rechecks(known: Sequence[Recheck]) -> int:
    """How many re-checks in a row, up to the last one, found all in order."""
    return sum(1 for _ in takewhile(lambda each: each.clean, reversed(known)))
