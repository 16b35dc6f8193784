"""What a cycle has achieved: the figures after against the frozen ones before, at the moment of asking."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from metrics import change_verdict, compare, control_chart, icons, sustained
from metrics.change.verdict import CLEAN_RECHECKS
from qc.catalogue.model import Catalogue
from qc.improve.cycles.figures import (
    Figures,
    Place,
    Recheck,
    clean_rechecks,
    figures_of,
    rechecks_of,
    rows_at,
)
from qc.improve.cycles.model import Cycle
from qc.improve.cycles.states import CycleState
from qc.improve.rules import Rules
from qc.locale import N_

BASE_MONTHS = 3  # fewer points before make no limits that a chart could judge by


class Conclusion(StrEnum):
    """What may be said of a cycle's effect."""

    UNDECIDED = "undecided"
    EFFECTIVE = "effective"
    NOT_SHOWN = "not_shown"
    OVERRIDDEN = "overridden"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return {
            "undecided": N_("not judged yet"),
            "effective": N_("effective"),
            "not_shown": N_("not shown to be effective"),
            "overridden": N_("figures set aside by a person"),
            "cancelled": N_("cancelled"),
        }[self.value]


@dataclass(frozen=True)
class Effect:
    """The after-figures of a cycle's stated period and what they say.

    `over`: the period is over; `enough`: at least the planned counts, and every place was looked at.
    `comparison`: the row of `metrics.compare` (altogether), `verdict` that of `metrics.change_verdict`;
    `worse`: the places that got worse, whatever the whole says. `rechecks`: clean ones in a row since
    the period that was stated first; `rechecks_asked` how many close, `looked_again` all of them. `chart`: months before and after,
    re-based at Do (`metrics.control_chart`; `part` names the phase, months between are left out).
    """

    start: dt.date
    end: dt.date
    over: bool
    enough: bool
    figures: Figures
    comparison: Mapping[str, Any]
    verdict: Mapping[str, Any]
    worse: tuple[Place, ...]
    rechecks: int
    rechecks_asked: int
    looked_again: tuple[Recheck, ...]
    chart: pd.DataFrame

    @property
    def supported(self) -> bool:
        """Do the figures say that the cycle was effective?"""
        return self.over and self.enough and self.next_step == "close"

    @property
    def next_step(self) -> str:
        """The verdict's, but nothing closes on too few counts or while a place got worse."""
        if not self.enough:
            return "check"
        return "find_cause" if self.worse else str(self.verdict["next_step"])


@dataclass(frozen=True)
class Shown:
    """A cycle with its figures as they are now. `baseline_now`: what the store says today of the period
    before; `effect`: None until a period was stated."""

    cycle: Cycle
    baseline_now: Figures
    effect: Effect | None

    @property
    def baseline_differs(self) -> bool:
        """Were the records of the time before changed since the baseline was frozen?"""
        pairs = zip(self.baseline_now.places, self.cycle.baseline.figures.places, strict=True)
        return not all(now.agrees(then) for now, then in pairs)

    @property
    def effect_differs(self) -> bool:
        """Were the records changed since the last judgement?"""
        seen, effect = self.cycle.seen, self.effect
        return seen is not None and effect is not None and not effect.figures.total.agrees(seen)

    @property
    def conclusion(self) -> Conclusion:
        """Never effective unless the figures say so now."""
        state = self.cycle.state
        if state is CycleState.CANCELLED:
            return Conclusion.CANCELLED
        if self.cycle.override:
            return Conclusion.OVERRIDDEN
        if state not in (CycleState.ACT, CycleState.CLOSED, CycleState.CONTINUED):
            return Conclusion.UNDECIDED
        shown = self.effect is not None and self.effect.supported
        return Conclusion.EFFECTIVE if shown else Conclusion.NOT_SHOWN


def shown_of(
    cycle: Cycle, results: pd.DataFrame, catalogue: Catalogue, rules: Rules, today: dt.date
) -> Shown:
    """A cycle with what the live results say of it on the day `today`."""
    places = cycle.baseline.places
    rows = rows_at(results, catalogue, places)
    before = figures_of(rows, places, cycle.baseline.start, cycle.baseline.end)
    return Shown(cycle, before, _effect(cycle, rows, rules, today))


def _effect(cycle: Cycle, rows: pd.DataFrame, rules: Rules, today: dt.date) -> Effect | None:
    stated = cycle.stated
    if stated is None:
        return None
    after = figures_of(rows, cycle.baseline.places, stated.start, stated.end)
    table = _compared(cycle, after)
    chart = chart_of(cycle.baseline.figures, after, rebased=True)
    again = rechecks_of(rows, stated.first_end, stated.end)
    clean = clean_rechecks(again)
    verdict = change_verdict(
        table.iloc[:1],
        signal_of(cycle.baseline.figures, after),
        _sustained(cycle, after),
        CLEAN_RECHECKS if clean >= rules.clean_rechecks else 0,
    )
    sizes = table["size"].iloc[1:]
    return Effect(
        start=stated.start,
        end=stated.end,
        over=stated.end < today,
        enough=after.total.checked >= (cycle.least or 1) and all(t.checked for t in after.places),
        figures=after,
        comparison={str(name): value for name, value in table.iloc[0].items()},
        verdict={str(name): value for name, value in verdict.iloc[0].items()},
        worse=tuple(p for p, size in zip(cycle.baseline.places, sizes, strict=True) if size == "worse"),
        rechecks=clean,
        rechecks_asked=rules.clean_rechecks,
        looked_again=again,
        chart=chart,
    )  # fmt: skip


def _compared(cycle: Cycle, after: Figures) -> pd.DataFrame:
    """A row for the whole, then one for each place."""
    then, now = ([f.total, *f.places] for f in (cycle.baseline.figures, after))
    return compare(
        [t.passed for t in then],
        [t.checked for t in then],
        [t.passed for t in now],
        [t.checked for t in now],
        target=_target(cycle),
        effective_before=[t.effective for t in then],
        effective_after=[t.effective for t in now],
    )


def _target(cycle: Cycle) -> float | None:
    return float(cycle.target.value) if cycle.target else None


def _sustained(cycle: Cycle, after: Figures) -> bool:
    """Was the target met in each of the last months of the period?"""
    frame = _frame(after, "after")
    if cycle.target is None or frame.empty:
        return False
    goal = float(cycle.target.value)
    held = sustained(frame, order="start", target=goal, numerator="passed", denominator="checked")
    return bool(held["sustained"].iloc[0])


def chart_of(before: Figures, after: Figures, *, rebased: bool) -> pd.DataFrame:
    """The months before and after on a p chart: limits of each part's own, or frozen on those before."""
    frame = pd.concat([_frame(before, "before"), _frame(after, "after")], ignore_index=True)
    drawn = control_chart(
        frame.assign(base=frame["part"] == "before"),
        "p",
        numerator="passed",
        denominator="checked",
        order="start",
        freeze=None if rebased else "base",
        phases="part" if rebased else None,
        rules=("anhoej",) if rebased else ("nhs",),
    )
    return drawn.drop(columns="base")


def signal_of(before: Figures, after: Figures) -> str:
    """What the chart says of the months since Do, by the limits of those before: improvement, none,
    deterioration, or unknown where there is too little to judge by."""
    if len(before.months) < BASE_MONTHS or not after.months:
        return "unknown"
    variation = str(icons(chart_of(before, after, rebased=False))["variation"].iloc[0])
    return "unknown" if variation == "none" else variation


def _frame(figures: Figures, part: str) -> pd.DataFrame:
    columns = {"period": "str", "start": "str", "passed": "int64", "checked": "int64"}
    frame = pd.DataFrame([vars(m) for m in figures.months], columns=list(columns))
    return frame.astype(columns).assign(part=part)
