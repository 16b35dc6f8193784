"""What the specs of `rates` leave: kinds of column, laziness, errors."""

from __future__ import annotations

import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pytest

from metrics import rates

FRAME = pd.DataFrame({"unit": ["A", "B"], "checked": [2, 3], "passed": [1, 3]})


def test_sums_are_64_bit_integers_everywhere():
    """DuckDB sums to 128 bits, which pandas would show as floats: 20.0 charts."""
    for frame in (
        FRAME,
        FRAME.astype({"checked": "int32", "passed": "int8"}),
        duckdb.from_df(FRAME),
    ):
        schema = nw.from_native(rates(frame, "unit")).collect_schema()
        assert (schema["checked"], schema["passed"]) == (nw.Int64(), nw.Int64())


def test_lazy_stays_lazy():
    """Nothing is computed before the caller asks: a lake of a billion rows is not pulled in."""

    def unread(_):
        raise AssertionError("the rows were read")

    plan = pl.from_pandas(FRAME).lazy().map_batches(unread, schema=pl.from_pandas(FRAME).schema)
    assert isinstance(rates(plan, "unit"), pl.LazyFrame)


@pytest.mark.parametrize("count", ["items", "checks", "samples", "points"])
def test_no_rows(count):
    """No results: no groups, and one row without a rate over everything."""
    columns = ["unit", "check_id", "subject", "checked", "passed", "points", "scored"]
    empty = pd.DataFrame({name: pd.Series(dtype="int64") for name in columns})
    assert rates(empty, "unit", count).columns.tolist() == ["unit", "checked", "passed", "rate"]
    assert rates(empty, "unit", count).empty
    whole = rates(empty, (), count)
    assert whole["checked"].tolist() == [0]
    assert whole["rate"].isna().all()


def test_by_may_be_the_check_itself():
    """A rate for each check is asked for by its own column."""
    frame = FRAME.assign(check_id=["c1", "c2"], subject=None)
    assert rates(frame, "check_id", "checks")["passed"].tolist() == [0, 1]
    assert rates(frame, ["check_id"], "samples")["passed"].tolist() == [1, 3]


@pytest.mark.parametrize(
    ("by", "count", "message"),
    [
        ("unit", "rows", "count must be one of items, checks, samples, points, not rows"),
        ("room", "items", "no column room; the frame has unit, checked, passed"),
        ("unit", "checks", "no column check_id"),
        ("unit", "samples", "no column check_id, subject"),
        ("unit", "points", "no column points, scored"),
    ],
)
def test_bad_input_is_named(by, count, message):
    """The error names what is missing and what there is."""
    with pytest.raises(ValueError, match=message):
        rates(FRAME, by, count)


@pytest.mark.parametrize("kind", [pd.DataFrame, pl.DataFrame, "duckdb"])
def test_no_pass_score_is_missing_however_it_is_written(kind):
    """NaN in a column of pass scores means that there is none: on Polars and DuckDB it was a score that no
    check reaches, and a clean check failed."""
    columns = {"check_id": [1, 2], "checked": [1, 1], "passed": [1, 0]}
    if kind == "duckdb":
        frame = duckdb.from_df(pd.DataFrame(columns)).project("*, 'nan'::double as pass_score")
    else:
        frame = kind(columns | {"pass_score": [float("nan")] * 2})
    counted = nw.from_native(rates(frame, None, "checks")).lazy().collect("polars")
    assert counted["passed"].to_list() == [1]
