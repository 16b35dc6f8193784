"""Columns by name: none is silently lost, none overflows."""

from __future__ import annotations

import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from metrics import (
    clustering,
    control_chart,
    describe,
    funnel,
    parents,
    pareto,
    rates,
    shrunken,
    since_failure,
    stand_out,
    sustained,
)

COUNTS = {"numerator": "passed", "denominator": "checked"}
CALLS = {
    "chart": ("centre", lambda frame: control_chart(frame, by="centre", order="month", **COUNTS)),
    "chart, order": ("value", lambda frame: control_chart(frame, order="value", **COUNTS)),
    "funnel": ("centre", lambda frame: funnel(frame, by="centre", **COUNTS)),
    "funnel within": ("state", lambda frame: funnel(frame, by="month", within="state", **COUNTS)),
    "shrunken": ("order", lambda frame: shrunken(frame, by="order", **COUNTS)),
    "clustering": ("rate", lambda frame: clustering(frame, by="rate", cluster="month")),
    "rates": ("rate", lambda frame: rates(frame, "rate")),
    "describe": ("mean", lambda frame: describe(frame, "passed", by="mean")),
    "pareto": ("share", lambda frame: pareto(frame, "share")),
    "parents": ("met", lambda frame: parents(frame, "met", target=0.9)),
    "stand out": ("p_value", lambda frame: stand_out(frame, order="month", by="p_value", **COUNTS)),
    "sustained": (
        "since",
        lambda frame: sustained(frame, order="month", by="since", target=0.9, **COUNTS),
    ),
    "since failure": (
        "days",
        lambda frame: since_failure(frame.assign(date="2026-10-01"), by="days"),
    ),
}


@pytest.mark.parametrize("call", CALLS)
def test_a_key_is_not_overwritten(call):
    """A chain that calls its sites `centre` would get a centre line in place of their names, and every
    row would be nobody's."""
    name, function = CALLS[call]
    frame = pd.DataFrame({name: ["A", "B"], "month": [1, 2], "checked": [9, 9], "passed": [9, 8]})
    with pytest.raises(ValueError, match=f"^{name} is the name of a figure here"):
        function(frame)


@pytest.mark.parametrize("keys", ["unit", None])
def test_short_integers_do_not_overflow(keys):
    """Parquet often holds 32-bit counts; a chain's total above two thousand million was negative."""
    frame = pl.DataFrame(
        {"unit": ["A", "A"], "checked": [2_000_000_000] * 2, "passed": [2_000_000_000] * 2},
        schema={"unit": pl.String, "checked": pl.Int32, "passed": pl.UInt32},
    )
    assert rates(frame, keys)[["checked", "passed"]].rows() == [(4_000_000_000, 4_000_000_000)]


@pytest.mark.parametrize("kind", [pd.DataFrame, pl.DataFrame, pa.table, "duckdb"])
def test_yes_and_no_are_counted_in_integers(kind):
    """One mark a row, passed as true or false: 64-bit counts on every engine, as of numbers."""
    columns = {"unit": ["A", "A"], "checked": [1, 1], "passed": [True, False]}
    frame = duckdb.from_df(pd.DataFrame(columns)) if kind == "duckdb" else kind(columns)
    counted = nw.from_native(rates(frame, "unit"))
    assert counted.collect_schema()["passed"] == nw.Int64()
    assert counted.lazy().collect("polars")["passed"].to_list() == [1]


MISSING = {
    "unit": ["a", "a", "b", "b"],
    "check_id": ["1", "2", "3", "4"],
    "subject": "",
    "checked": [20, 20, None, 4],
    "passed": [19, None, 3, 4],
}


@pytest.mark.parametrize("count", ["items", "checks", "samples"])
def test_a_row_with_a_missing_count_counts_in_neither(count):
    """20 checked whose passed was left blank would halve the rate of the unit."""
    expected = {
        "items": [(20, 19), (4, 4)],
        "checks": [(1, 0), (1, 1)],
        "samples": [(20, 19), (4, 4)],
    }
    frame = pl.DataFrame(MISSING)
    engines = (
        frame, frame.lazy(), frame.to_pandas(), frame.to_pandas(use_pyarrow_extension_array=True),
        frame.with_columns(pl.col("passed").cast(pl.Float64).fill_null(float("nan"))),
    )  # fmt: skip
    for each in engines:
        table = nw.from_native(rates(each, "unit", count)).lazy().collect("pyarrow").to_native()
        got = list(zip(table["checked"].to_pylist(), table["passed"].to_pylist(), strict=True))
        assert got == expected[count], type(each)


def test_missing_counts_weigh_nothing_elsewhere():
    """Nor do they widen an interval or make a failure of a clean day."""
    frame = pd.DataFrame(MISSING).assign(date="2026-10-01")
    whole = frame.dropna()
    known = clustering(frame, "unit", "check_id")
    pd.testing.assert_frame_equal(known, clustering(whole, "unit", "check_id"))
    pd.testing.assert_frame_equal(since_failure(frame, by="unit"), since_failure(whole, by="unit"))
