"""The calendar period that a date falls into, as a label, on the frame's own engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import narwhals as nw

from metrics.frames.columns import Frame

Period = Literal["week", "month", "quarter", "year"]


def labelled(frame: Frame, period: Period, date: str) -> Frame:
    """The frame with a column `period` after the others: 2026-W41 (ISO 8601: weeks from Monday, the
    year is the week's own), 2026-10, 2026-Q4 or 2026; missing where the date is.

    frame: as narwhals sees it. Label after pooling by date rather than before: a label is a text for
        each row, and most engines format texts slowly.
    date: the column of dates, datetimes or ISO text (2026-10-31, with or without a time after it).

    Raises ValueError for an unknown period, a column that holds no dates, a frame that has a `period`.
    """
    if period not in PERIODS:
        raise ValueError(f"period must be one of {', '.join(PERIODS)}, not {period}")
    schema = frame.collect_schema()
    if "period" in schema:
        raise ValueError("the frame has a column period already; name or drop it otherwise")
    return frame.with_columns(period=PERIODS[period](_day(date, schema[date])))


def _day(date: str, kind: nw.dtypes.DType) -> nw.Expr:
    """The date as an engine's own type; text is read by its first ten characters. pandas keeps dates
    of Python as objects, whose text is ISO."""
    if kind.is_temporal() and kind not in (nw.Duration, nw.Time):
        return nw.col(date)
    if kind not in (nw.String, nw.Categorical, nw.Enum, nw.Object):
        raise ValueError(f"column {date} must hold dates, datetimes or ISO text, not {kind}")
    return nw.col(date).cast(nw.String()).str.slice(0, 10).str.to_datetime(format="%Y-%m-%d")


def _week(day: nw.Expr) -> nw.Expr:
    """The week's year is that of its Thursday: in week 1 the year four days later, else four days
    earlier. Spark has no %G, which narwhals there turns into the date's year; so the year is replaced."""
    week = day.dt.to_string("%G-W%V").str.slice(4)
    later, earlier = (day.dt.offset_by(days).dt.to_string("%Y") for days in ("4d", "-4d"))
    return nw.concat_str(nw.when(week == "-W01").then(later).otherwise(earlier), week)


def _month(day: nw.Expr) -> nw.Expr:
    return day.dt.to_string("%Y-%m")


def _quarter(day: nw.Expr) -> nw.Expr:
    month, quarter = day.dt.to_string("%m"), nw.lit("4")
    for last, number in (("09", "3"), ("06", "2"), ("03", "1")):
        quarter = nw.when(month <= last).then(nw.lit(number)).otherwise(quarter)
    return nw.concat_str(day.dt.to_string("%Y"), nw.lit("-Q"), quarter)


def _year(day: nw.Expr) -> nw.Expr:
    return day.dt.to_string("%Y")


PERIODS: dict[str, Callable[[nw.Expr], nw.Expr]] = {
    "week": _week,
    "month": _month,
    "quarter": _quarter,
    "year": _year,
}
