"""Periods of rates: what the specs leave."""

from __future__ import annotations

import pandas as pd
import polars as pl
import pytest

from metrics import completeness, rates

FRAME = pd.DataFrame(
    {"date": ["2026-10-31", "2026-11-01"], "n": [1, 2], "checked": [2, 3], "passed": [1, 3]}
)


def test_lazy_stays_lazy():
    """The lake is not pulled in for its months either."""

    def unread(_):
        raise AssertionError("the rows were read")

    rows = pl.from_pandas(FRAME)
    plan = rows.lazy().map_batches(unread, schema=rows.schema)
    assert isinstance(rates(plan, [], period="week"), pl.LazyFrame)
    assert isinstance(completeness(plan, [], "n", period="month"), pl.LazyFrame)


def test_times_of_a_zone():
    """A time is labelled by the clock of its own zone: New Year in Shanghai is still December in UTC."""
    times = pd.to_datetime(["2026-12-31 20:00"]).tz_localize("UTC").tz_convert("Asia/Shanghai")
    made = rates(FRAME[:1].assign(date=times), [], period="month")
    assert made["period"].tolist() == ["2027-01"]


def test_no_rows():
    """No results: no periods, and the columns that there would be."""
    columns = ["unit", "period", "checked", "passed", "rate"]
    made = rates(FRAME.assign(unit="A")[:0], "unit", period="week")
    assert made.columns.tolist() == columns
    assert made.empty


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"period": "day"}, "period must be one of week, month, quarter, year, not day"),
        (
            {"period": "week", "date": "day"},
            "no column day; the frame has date, n, checked, passed",
        ),
        ({"period": "week", "date": "n"}, "column n must hold dates, datetimes or ISO text"),
        ({"period": "week", "by": "period"}, "has a column period already"),
    ],
)
def test_bad_input_is_named(options, message):
    """The error names what is wrong and what there is."""
    by = options.pop("by", [])
    frame = FRAME.assign(period="2026") if by else FRAME
    with pytest.raises(ValueError, match=message):
        rates(frame, by, **options)


def test_a_text_that_is_no_date():
    """A date that cannot be read stops the sum: in no period it would be missing from all of them."""
    with pytest.raises(ValueError, match=r"2026/10/31"):
        rates(FRAME.assign(date="2026/10/31"), [], period="month")


def test_completeness_names_what_is_missing():
    """A frame without the marks of missed items has no completeness, not 100 %."""
    with pytest.raises(ValueError, match="no column missed"):
        completeness(FRAME, [])
