"""Days between events of one class, on a t chart: what is rare is seen in how long it stays away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from metrics import between_failures, control_chart
from qc.improve.registers.model import Figure

ENOUGH = 10
"""Gaps from which the limits of the chart say something."""


class Gap(NamedTuple):
    """The days between an event and the one before it, with the limits of the t chart; None where there are
    too few gaps for limits. `signals`: beyond them, or in a run."""

    date: dt.date
    days: float
    centre: float | None
    lower: float | None
    upper: float | None
    signals: bool


def charted(dates: Sequence[dt.date]) -> tuple[Gap, ...]:
    """The gaps between events, oldest first, as the t chart shows them."""
    frame = pd.DataFrame({"date": [str(day) for day in sorted(dates)], "events": 1})
    between = between_failures(frame, order="date", failures="events")
    if len(between) < ENOUGH:
        return tuple(
            Gap(dt.date.fromisoformat(str(day)), float(days), None, None, None, signals=False)
            for day, days in zip(between["date"], between["days"], strict=True)
        )
    chart = control_chart(between, chart="t", numerator="days", order="date")
    return tuple(
        Gap(
            dt.date.fromisoformat(str(row["date"])), float(row["value"]), float(row["centre"]), float(row["lower"]),
            float(row["upper"]), signals=bool(row["beyond_limits"] or row["runs_signal"]),
        )
        for row in chart.to_dict("records")
    )  # fmt: skip


def gaps_of(dates: Sequence[dt.date], as_of: dt.date, key: str) -> tuple[Figure, ...]:
    """Days since the last event, and the median of the days between, of one severity class.

    `certainty` of `days_since` is clear when the stretch is longer than the chart's upper limit (change
    "more"); that of `days_between` when its newest gap signals. Few gaps: few_checks. Not judged: a long
    stretch may be fewer events or fewer reports.
    """
    if not dates:
        return ()
    since = (as_of - max(dates)).days
    frame = pd.DataFrame({"date": [str(day) for day in dates], "events": 1})
    between = between_failures(frame, order="date", failures="events")
    if len(between) < ENOUGH:
        middle = float(between["days"].median()) if len(between) else None
        return (
            _since(since, key, "few_checks"),
            _between(middle, len(between), key, "no_data", "few_checks"),
        )
    chart = control_chart(between, chart="t", numerator="days", order="date")
    newest = chart.iloc[-1]
    longer = since > newest["upper"]
    signal = bool(newest["beyond_limits"] or newest["runs_signal"])
    moved = "more" if newest["value"] > newest["centre"] else "fewer"
    return (
        _since(since, key, "clear" if longer else "not_clear", "more" if longer else "same"),
        _between(
            float(between["days"].median()), len(between), key,
            moved if signal else "same", "clear" if signal else "not_clear",
        ),
    )  # fmt: skip


def _since(days: int, key: str, certainty: str, change: str = "no_data") -> Figure:
    return Figure(
        "days_since", "days", days, change=change, certainty=certainty, by="severity", key=key
    )


def _between(value: float | None, gaps: int, key: str, change: str, certainty: str) -> Figure:
    return Figure(
        "days_between", "days", value, of=gaps, change=change, certainty=certainty, by="severity", key=key
    )  # fmt: skip
