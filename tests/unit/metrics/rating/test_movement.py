"""Month on month and year on year: gaps, turns of the year, errors."""

from __future__ import annotations

from math import nan

import pandas as pd
import pytest

from metrics import movement


def moved(values):
    frame = pd.DataFrame({"period": list(values), "rate": list(values.values())})
    return movement(frame).set_index("period")


def test_a_missing_month_is_no_month():
    """October is compared with September; where nothing was checked in September there is no change,
    rather than that since August."""
    made = moved({"2026-08": 0.90, "2026-10": 0.95, "2026-11": 0.97, "2025-11": 0.92})
    assert made["previous"].tolist() == pytest.approx([nan, nan, 0.95, nan], nan_ok=True)
    assert made["change"].tolist() == pytest.approx([nan, nan, 2.0, nan], nan_ok=True)
    assert made.loc["2026-11", "year_ago"] == 0.92
    assert made.loc["2026-11", "year_change"] == pytest.approx(5.0)


def test_week_53():
    """2026 has 53 weeks, 2025 and 2027 have 52: week 1 follows week 53, and the year before has none
    to compare week 53 with."""
    made = moved({"2026-W52": 0.5, "2026-W53": 0.6, "2027-W01": 0.7, "2025-W52": 0.4})
    assert made["previous"].tolist() == pytest.approx([nan, 0.5, 0.6, nan], nan_ok=True)
    assert made["year_ago"].tolist() == pytest.approx([0.4, nan, nan, nan], nan_ok=True)


def test_quarters_and_years():
    """The first quarter follows the old year's last; a year's previous is its year ago. Kinds do not mix."""
    made = moved({"2026-Q1": 0.5, "2025-Q4": 0.25, "2026": 0.75, "2025": 0.5, "2025-12": 0.1})
    assert made["change"].tolist() == pytest.approx([25, nan, 25, nan, nan], nan_ok=True)
    assert made["year_change"].tolist() == pytest.approx([nan, nan, 25, nan, nan], nan_ok=True)


def test_years_as_numbers():
    """A year need not be a text."""
    assert (
        movement(pd.DataFrame({"period": [2025, 2026], "rate": [0.5, 1.0]}))["change"].iloc[1] == 50
    )


def test_nothing_to_compare():
    """No rows, one row, no label, no rate: no change and no warning."""
    empty = pd.DataFrame({"period": pd.Series(dtype="str"), "rate": pd.Series(dtype=float)})
    assert movement(empty).columns.tolist()[2:] == ["previous", "change", "year_ago", "year_change"]
    assert movement(empty.reset_index(drop=True), by=["period"]).empty
    made = moved({"2026-09": nan, "2026-10": 0.9, None: 0.5})
    assert made[["change", "year_change"]].isna().all(axis=None)


@pytest.mark.parametrize(
    "label", ["2026-13", "2026-00", "2025-W53", "2026-W00", "2026-Q5", "2026-Q0", "2026-1", "10月"]
)
def test_a_label_that_is_no_period(label):
    """A label of another make would be compared with nothing, silently."""
    with pytest.raises(ValueError, match=rf"{label} is no period"):
        moved({"2026-10": 0.9, label: 0.9})


def test_a_period_that_comes_twice():
    """Two rows for one month of one series: by a column that is not named, most likely."""
    frame = pd.DataFrame({"unit": ["A", "B"], "period": "2026-10", "rate": [0.9, 0.8]})
    assert movement(frame, by="unit")["previous"].isna().all()
    with pytest.raises(ValueError, match="2026-10 comes more than once"):
        movement(frame)
    with pytest.raises(ValueError, match="A, 2026-10 comes more than once"):
        movement(pd.concat([frame, frame]), by="unit")
    with pytest.raises(ValueError, match="no column room"):
        movement(frame, by="room")
