"""Recurrence of random failures against a look at every pair of days: one that is missed is a problem
that nobody follows."""

from __future__ import annotations

import datetime as dt

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from qc.improve.recurrence import recurrences
from tests.rival_implementations import recurrence as rival

DAYS = st.dates(dt.date(2025, 10, 1), dt.date(2026, 12, 31))
FAILURES = st.lists(st.tuples(st.sampled_from(["换药室", "治疗室"]), st.sampled_from("ab"), DAYS))


@given(failures=FAILURES, window=st.integers(1, 120), months=st.integers(1, 5))
def test_no_recurrence_is_missed(failures, window, months):
    """Any order, several on a day, month ends, gaps of just the window."""
    frame = pd.DataFrame(failures, columns=["unit", "item", "date"])
    frame = frame.assign(date=[day.isoformat() for _, _, day in failures])
    frame.index = frame.index + 7
    found = recurrences(
        frame.astype({"date": "str"}), ["unit", "item"], window_days=window, propose_months=months
    )
    assert found.index.equals(frame.index)
    expected = rival.recurrences([((u, i), d) for u, i, d in failures], window, months)
    assert list(found.itertuples(index=False, name=None)) == expected


def test_the_window_and_the_months_are_kept_to_the_day():
    """Day 90 is within a window of 90 days, day 91 is not; 30 April is three months after 30 January, so no longer within them."""
    days = ["2026-01-30", "2026-04-30", "2026-05-01", "2026-07-30", "2026-10-29"]
    frame = pd.DataFrame({"item": "a", "date": days})
    found = recurrences(frame, ["item"], window_days=90, propose_months=3)
    assert found["times"].tolist() == [1, 2, 3, 4, 1]
    assert found["previous"].tolist() == ["", *days[:3], ""]
    assert found["lately"].tolist() == [1, 1, 2, 2, 2]
