"""Charts that stand in books, and the formulas of those that do not."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from tests.unit.metrics.charts.drawing import alone, chart, series

# Montgomery, Introduction to Statistical Quality Control, 6th edition: tables 6.7, 7.1, 7.8, 7.10, 7.14
LOANS = [310, 288, 297, 298, 307, 303, 294, 297, 308, 306, 294, 299, 297, 299, 314, 295, 293, 306,
         301, 304]  # fmt: skip
CANS = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12,
        7, 13, 9, 6]  # fmt: skip
BOARDS = [21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16, 19, 10, 17, 13, 22, 18, 39, 30, 24, 16,
          19, 17, 15]  # fmt: skip
VALVES = [286, 948, 536, 124, 816, 729, 4, 143, 431, 8, 2837, 596, 81, 227, 603, 492, 1199, 1214, 2831,
          96]  # fmt: skip
SHIPMENTS = [2, 3, 8, 1, 1, 4, 1, 4, 5, 1, 8, 2, 4, 3, 4, 1, 8, 3, 7, 4]


def lines(table, digits):
    return table.loc[0, ["lower", "centre", "upper"]].astype(float).round(digits).tolist()


def test_individuals():
    """Costs of processing loans (Example 6.5)."""
    assert lines(alone(LOANS, "xmr"), 2) == [279.78, 300.5, 321.22]


def test_numbers_of_a_sample():
    """Leaking juice cans, 50 a sample (Examples 7.1 and 7.2): the same chart as shares and numbers;
    samples 15 and 23 lie outside."""
    shares, numbers = chart(series(CANS, 50)), chart(series(CANS, 50), "np")
    assert lines(shares, 4) == [0.0524, 0.2313, 0.4102]
    assert lines(numbers, 2) == [2.62, 11.57, 20.51]
    assert numbers["value"].tolist() == CANS
    assert numbers.loc[numbers["beyond_limits"], "month"].tolist() == [15, 23]
    assert numbers["runs_signal"].tolist() == shares["runs_signal"].tolist()


def test_counts():
    """Faults of circuit boards (Example 7.3), first all, then without samples 6 and 20."""
    assert lines(alone(BOARDS, "c"), 2) == [6.48, 19.85, 33.21]
    reasons = ["" for _ in BOARDS]
    reasons[5], reasons[19] = "new inspector", "temperature"
    table = chart(series(BOARDS, why=reasons), "c", denominator=None, exclude="why")
    assert lines(table, 2) == [6.36, 19.67, 32.97]
    assert table.loc[table["beyond_limits"], "month"].tolist() == [6, 20]


def test_events_per_unit():
    """Errors of 50 shipments a week (Example 7.4): 0.0740, limits 0.1894 and none below."""
    assert lines(chart(series(SHIPMENTS, 50), "u"), 4) == [0, 0.074, 0.1894]


def test_cases_between_events():
    """Benneyan's limits, m ± 3 √(m (m + 1)) around the mean m = 20, nothing below 0; the centre line is
    the median, for the run rules."""
    table = alone([0, 4, 16, 20, 60], "g")
    assert lines(table, 9) == [0, 16, round(20 + 3 * np.sqrt(420), 9)]
    assert table["upper95"][0] == pytest.approx(20 + 2 * np.sqrt(420))


def test_time_between_events():
    """Nelson's power 1/3.6: the chart of 1, 2^3.6, 1, 3^3.6 days is that of 1, 2, 1, 3."""
    days = np.array([1, 2, 1, 3, 2.0])
    plain = alone(days, "xmr")
    table = alone(days**3.6, "t")
    assert table["value"].tolist() == pytest.approx(list(days**3.6))
    for line in ("centre", "upper", "upper95"):
        assert table[line].tolist() == pytest.approx((plain[line] ** 3.6).tolist())
    assert table["lower"].tolist() == [0] * 5
    assert table["crossings"].tolist() == plain["crossings"].tolist()


def test_hours_between_failures_of_a_valve():
    """Example 7.6: the mean of hours^0.2777 (the power cut to four digits) is 5.3866."""
    table = alone(VALVES, "t")
    assert table["centre"][0] ** 0.2777 == pytest.approx(5.3866, abs=2e-3)
    assert not table["beyond_limits"].any()


def test_normalised_individuals():
    """Taylor's i′ with equal n is the XmR chart, and like it where there is no n; with unequal n its
    limits widen by 1/√n."""
    rates = series([18, 19, 15, 20, 17], 20)
    plain, normal = chart(rates, "xmr"), chart(rates, "ip")
    for line in ("centre", "lower", "upper"):
        assert normal[line].tolist() == pytest.approx(plain[line].tolist(), rel=5e-4)
    assert lines(alone(LOANS, "ip"), 1) == lines(alone(LOANS, "xmr"), 1)
    table = chart(series([9, 45, 8, 44], [10, 50, 10, 50]), "ip")
    width = (table["upper"] - table["centre"]).to_numpy()
    assert width[0] / width[1] == pytest.approx(np.sqrt(5))
    assert table["centre"][0] == pytest.approx(106 / 120)


@pytest.mark.parametrize("kind", ["run", "xmr", "ip", "c", "g", "t"])
@pytest.mark.parametrize("level", [0.0, 0.1, 7.3])
def test_constant_values_say_nothing(kind, level):
    """Three tenths added up are a hair more than 0.3: a mean that misses its own values would put all
    of them on one side and call it a shift."""
    for screened in (True, False):
        table = alone([level] * 15, kind, screened=screened)
        assert table["centre"].tolist() == pytest.approx([level] * 15)
        assert not table[["beyond_limits", "runs_signal"]].any(axis=None)
        assert table["longest_run"].isna().all()


@pytest.mark.parametrize("kind", ["run", "xmr", "ip", "c", "g", "t"])
def test_gaps_and_single_points(kind):
    """One point, nothing but gaps, no rows: no limits out of nothing, no warning."""
    for values in ([5.0], [np.nan, np.nan], []):
        table = alone(values, kind)
        assert table["value"].tolist() == pytest.approx(values, nan_ok=True)
        assert not table[["beyond_limits", "runs_signal"]].any(axis=None)
    assert alone([3.0, np.nan, 9.0], "xmr")["upper"].isna().all(), "no moving range crosses a gap"


def test_gaps_of_an_np_chart():
    """A closed month has no number of passes, nor limits for it."""
    table = chart(series([9, 0, 8], [10, 0, 10]), "np")
    assert table["value"].isna().tolist() == [False, True, False]
    assert table["centre"].isna().tolist() == [False, True, False]


@pytest.mark.parametrize(
    ("kind", "passed", "checked", "message"),
    [
        ("np", [21], 20, "must lie between 0 and checked"),
        ("u", [-1], 20, "passed must not be negative"),
        ("up", [1], -20, "checked must be finite, 0 or above"),
        ("xmr", [np.inf], 20, "passed must be finite"),
        ("xmr", [1], np.inf, "checked must be finite"),
    ],
)
def test_numbers_that_a_chart_refuses(kind, passed, checked, message):
    """A wrong count is named, not drawn."""
    with pytest.raises(ValueError, match=message):
        chart(series(passed, checked), kind)
    if kind == "np":
        assert chart(series(passed, checked), "u")["value"].tolist() == [1.05], (
            "21 events of 20 may be"
        )


def test_dated_targets():
    """Each month is held against its own target, on the exact counts; a gap and a month without target
    are neither met nor missed."""
    frame = series([19, 19, 0, 19], [20, 20, 0, 20], goal=[0.95, 0.96, 0.95, np.nan])
    attained = chart(frame, target="goal")["attained"]
    assert attained.dtype == pd.BooleanDtype()
    assert attained.tolist() == [True, False, pd.NA, pd.NA]
    lower = chart(frame, "u", target="goal", direction="lower")["attained"]
    assert lower.tolist() == [True, True, pd.NA, pd.NA]
    assert "attained" not in chart(frame)
    days = chart(series([29, 30, 31], goal=30), "t", denominator=None, target="goal")
    assert days["attained"].tolist() == [False, True, True]
