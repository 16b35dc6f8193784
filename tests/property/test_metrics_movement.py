"""Movement by the calendar, against a calendar that is walked day by day."""

from __future__ import annotations

import datetime as dt
from math import isnan, nan

import pandas as pd
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from metrics import movement
from tests.rival_implementations import rating

FORMS = {"week": "%G-W%V", "month": "%Y-%m", "year": "%Y"}
days = st.dates(dt.date(2018, 12, 1), dt.date(2022, 1, 31))  # 2020 has 53 weeks


def label(day, kind):
    if kind == "quarter":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return day.strftime(FORMS[kind])


periods = st.builds(label, days, st.sampled_from([*FORMS, "quarter"]))
places = st.tuples(st.sampled_from(["A", "B", None]), periods)
shares = st.one_of(st.none(), st.floats(0, 1))
rows = st.dictionaries(places, shares, max_size=60)


@given(rows=rows, nameless=st.integers(0, 2))
def test_movement_agrees_with_the_rival(rows, nameless):
    """Months that are missing, years that turn, week 53: last month is the calendar's, in any order of
    rows; what has no period is compared with nothing."""
    rows = [(unit, period, value) for (unit, period), value in rows.items()]
    rows += [("A", None, 0.5)] * nameless
    columns = {"unit": pl.String, "period": pl.String, "rate": pl.Float64}
    frame = pl.DataFrame(rows, schema=columns, orient="row")
    made = movement(frame, by="unit")
    for row, (previous, year_ago) in zip(
        made.itertuples(index=False), rating.movement(rows), strict=True
    ):
        assert same(row.previous, previous)
        assert same(row.year_ago, year_ago)
        assert same(row.change, None if isnan(row.rate) else times(row.rate, previous))
        assert same(row.year_change, None if isnan(row.rate) else times(row.rate, year_ago))


@given(rows=rows, seed=st.integers(0, 9))
def test_order_and_index_stay(rows, seed):
    """A chart's own sorted table gets columns; its rows stay where they are."""
    frame = pd.DataFrame(
        [(*place, value) for place, value in rows.items()], columns=["unit", "period", "rate"]
    ).astype({"unit": "str", "period": "str", "rate": float})
    shuffled = frame.sample(frac=1, random_state=seed)
    pd.testing.assert_frame_equal(
        movement(shuffled, by="unit"), movement(frame, by="unit").loc[shuffled.index]
    )


def times(now, before):
    return None if before is None else 100 * (now - before)


def same(made, expected):
    expected = nan if expected is None else expected
    return made == expected or (isnan(made) and isnan(expected))
