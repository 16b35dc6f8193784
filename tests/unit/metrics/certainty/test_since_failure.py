"""How long nothing has failed: what a target of 100 % is followed by."""

from __future__ import annotations

import datetime as dt

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest

from metrics import since_failure

ROWS = [
    ("A", "2026-10-01", 5, 5), ("A", "2026-10-03", 6, 6), ("A", "2026-10-02", 7, 6),
    ("A", "2026-10-02", 9, 9), ("B", "2026-10-05", 59, 59), ("C", "2026-10-04", 2, 0),
]  # fmt: skip


def frame(rows=ROWS):
    return pd.DataFrame(rows, columns=["unit", "date", "checked", "passed"])


def test_by_hand():
    """A failed on the 2nd (clean items of that day count for neither side), B never, C on its one day."""
    table = since_failure(frame(), by="unit", until="2026-10-31")
    assert table["unit"].tolist() == ["A", "B", "C"]
    assert table["last_failure"].tolist() == [
        pd.Timestamp("2026-10-02"),
        pd.NaT,
        pd.Timestamp("2026-10-04"),
    ]
    np.testing.assert_array_equal(table["days"], [29, np.nan, 27])
    assert table["checked"].tolist() == [6, 59, 0]
    assert table["longest"].tolist() == [6, 59, 0]
    expected = [0.05 ** (1 / 6), 0.05 ** (1 / 59), np.nan]
    np.testing.assert_allclose(table["lower"], expected, atol=1e-12)


def test_until_looks_back_from_that_day():
    """What came later is not known yet; without a day the last date of all results looks back."""
    before = since_failure(frame(), by="unit", until=dt.date(2026, 10, 1))
    assert before[["unit", "checked"]].to_numpy().tolist() == [["A", 5]]
    assert since_failure(frame(), by="unit")["days"].tolist()[0] == 3
    assert since_failure(frame())["checked"].tolist() == [59]


def test_longest_may_lie_in_the_past():
    """A long clean stretch before a failure stays on record."""
    rows = [("A", f"2026-10-{day:02}", 10, 10 - (day == 8)) for day in range(1, 11)]
    assert since_failure(frame(rows))[["checked", "longest"]].to_numpy().tolist() == [[20, 70]]


@pytest.mark.parametrize(
    "dates",
    [
        lambda d: d,
        lambda d: d + " 08:30",
        lambda d: pd.to_datetime(d + " 23:59"),
        lambda d: pd.to_datetime(d).dt.tz_localize("Asia/Shanghai"),
        lambda d: pd.to_datetime(d).dt.date,
    ],
)
def test_dates_of_any_kind(dates):
    """Text, times of day, time zones and Python's dates are the same days."""
    rows = frame()
    rows["date"] = dates(rows["date"])
    pd.testing.assert_frame_equal(since_failure(rows, by="unit"), since_failure(frame(), by="unit"))


def test_engines():
    """Polars and DuckDB give what pandas gives, dates as dates or as text."""
    expected = since_failure(frame(), by="unit")
    dated = frame().assign(date=pd.to_datetime(frame()["date"]))
    for engine in (
        duckdb.from_df(frame()),
        pl.from_pandas(frame()),
        pl.from_pandas(dated).with_columns(pl.col("date").cast(pl.Date)),
    ):
        table = since_failure(engine, by="unit")
        pd.testing.assert_frame_equal(table, expected, check_dtype=False)


def test_nothing_checked():
    """No row, or nothing applicable, is no group; an undated row without results does no harm."""
    columns = ["unit", "last_failure", "days", "checked", "lower", "longest"]
    for rows in [], [("A", "2026-10-01", 0, 0)], [("A", None, 0, 0)]:
        table = since_failure(frame(rows), by="unit")
        assert table.empty
        assert table.columns.tolist() == columns
    assert since_failure(frame([])).empty


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("A", None, 1, 1)], "column date has results without a date"),
        ([("A", "October", 1, 1)], "column date must hold dates or ISO text"),
        ([("A", "2026-10-01", 1, 2)], "passed must not exceed checked"),
    ],
)
def test_bad_input_is_named(rows, message):
    """A failure without a date could hide in a clean stretch: it is refused."""
    with pytest.raises(ValueError, match=message):
        since_failure(frame(rows))
    with pytest.raises(ValueError, match="no column day"):
        since_failure(frame(rows), date="day")
