"""Sustained success: a cycle must not close on one good month."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl
import pytest

from metrics import sustained

COUNTS = {"numerator": "passed", "denominator": "checked", "order": "month"}


def months(*counts, unit="A"):
    passed, checked = zip(*counts, strict=True)
    dates = pd.date_range("2026-01-01", periods=len(counts), freq="MS")
    return pd.DataFrame({"unit": unit, "month": dates, "passed": passed, "checked": checked})


def test_a_run_up_to_the_last_month():
    """Missed in January and March, met since April: three in a row, since April, whatever the row order."""
    frame = months((18, 20), (20, 20), (18, 20), (19, 20), (38, 40), (20, 20))
    row = sustained(frame[::-1], target=0.95, **COUNTS).iloc[0]
    assert row["met_in_a_row"] == 3
    assert (row["periods"], row["sustained"]) == (6, True)
    assert row["since"] == pd.Timestamp("2026-04-01")
    assert not sustained(frame, target=0.95, k=4, **COUNTS)["sustained"][0]


def test_a_month_without_checks_neither_counts_nor_breaks():
    """A closed month is no success and no relapse."""
    frame = months((18, 20), (19, 20), (0, 0), (19, 20), (0, 0))
    row = sustained(frame, target=0.95, **COUNTS).iloc[0]
    assert (row["periods"], row["met_in_a_row"], row["sustained"]) == (3, 2, False)


def test_exact_counts_decide():
    """94.96 % breaks the run although a page would round it to 95.0 %."""
    frame = months((95, 100), (95, 100), (9496, 10000))
    row = sustained(frame, target=0.95, **COUNTS).iloc[0]
    assert row["met_in_a_row"] == 0
    assert pd.isna(row["since"])


def test_only_months_after_the_change():
    """Good months before the measures do not speak for them."""
    frame = months((20, 20), (20, 20), (20, 20), (20, 20)).assign(after=[0, 0, 1, 1])
    row = sustained(frame, target=0.95, after="after", **COUNTS).iloc[0]
    assert (row["periods"], row["met_in_a_row"]) == (2, 2)
    assert row["since"] == pd.Timestamp("2026-03-01")


def test_many_units_and_no_data():
    """Each unit for itself; one with nothing checked at all still has its row."""
    frame = pd.concat([
        months((19, 20), (20, 20), (20, 20), unit="B"),
        months((0, 0), unit="C"),
        months((19, 20), (20, 20), (18, 20), unit="A"),
    ])  # fmt: skip
    for given in (frame, pl.from_pandas(frame)):
        table = sustained(given, target=0.95, by="unit", **COUNTS)
        assert table["unit"].tolist() == ["A", "B", "C"]
        assert table["met_in_a_row"].tolist() == [0, 3, 0]
        assert table["sustained"].tolist() == [False, True, False]
        assert table["periods"].tolist() == [3, 3, 0]


def test_values_that_should_be_low_and_a_target_that_changes():
    """Waiting minutes at or under their limit of that month; a month without limit is not judged."""
    frame = pd.DataFrame(
        {"week": [1, 2, 3, 4], "wait": [12, 20, 10, 9.0], "limit": [15, 15, np.nan, 9]}
    )
    row = sustained(frame, value="wait", order="week", target="limit", direction="lower").iloc[0]
    assert (row["periods"], row["met_in_a_row"], row["since"]) == (3, 1, 4)


def test_empty():
    """No rows, no series."""
    table = sustained(months((1, 1))[:0], target=0.95, by="unit", **COUNTS)
    assert table.columns.tolist() == ["unit", "periods", "met_in_a_row", "sustained", "since"]
    assert table.empty


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"k": 0}, "k must be at least 1, not 0"),
        ({"direction": "up"}, "direction must be higher or lower, not up"),
        ({"value": "passed"}, "give either value, or numerator and denominator"),
        ({"denominator": None}, "give either value, or numerator and denominator"),
        ({"after": "since"}, "no column since"),
        ({"numerator": "checked", "denominator": "passed"}, "must lie between 0 and passed"),
    ],
)
def test_bad_input_is_named(options, message):
    """A slip is an error that says which rule it broke."""
    with pytest.raises(ValueError, match=message):
        sustained(months((18, 20)), **{"target": 0.95, **COUNTS, **options})


def test_a_month_that_comes_twice():
    """Two rows for one month would count one success twice; a row of no month has no place."""
    frame = months((20, 20), (20, 20))
    with pytest.raises(ValueError, match="month comes twice in one series"):
        sustained(frame.assign(month=frame["month"].iloc[0]), target=0.95, **COUNTS)
    with pytest.raises(ValueError, match="every row needs a period in month"):
        sustained(frame.assign(month=[pd.NaT, pd.NaT]), target=0.95, **COUNTS)
