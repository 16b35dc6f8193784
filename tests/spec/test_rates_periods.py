"""Rates by week, month, quarter and year, whatever type the dates have."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

import metrics
from tests.spec.engines import rows_of

RESULTS = """
    date       | unit | checked | passed
    -----------+------+---------+-------
    2026-12-27 | A    |      20 |     19
    2026-12-28 | A    |       1 |      1
    2027-01-03 | A    |       1 |      0
    2027-01-04 | A    |       2 |      2
    2027-04-01 | B    |       1 |      1
               | B    |       4 |      3
    2027-06-30 | B    |       1 |      0
    2027-07-01 | B    |       0 |      0
"""


def test_weeks(spec_rates):
    """Monday begins a week; New Year's Sunday belongs to week 53 of the old year. What has no date is
    still counted."""
    spec_rates(
        RESULTS,
        "unit",
        "items",
        """
        unit | period   | checked | passed | rate
        -----+----------+---------+--------+-----
        A    | 2026-W52 |      20 |     19 | 0.95
        A    | 2026-W53 |       2 |      1 | 0.5
        A    | 2027-W01 |       2 |      2 | 1.0
        B    | 2027-W13 |       1 |      1 | 1.0
        B    | 2027-W26 |       1 |      0 | 0.0
        B    |          |       4 |      3 | 0.75
        """,
        period="week",
    )


def test_months(spec_rates):
    """A month is pooled over its days; one with nothing applicable has no rate."""
    spec_rates(
        RESULTS,
        [],
        "items",
        """
        period  | checked | passed | rate
        --------+---------+--------+-------------------
        2026-12 |      21 |     20 | 0.9523809523809523
        2027-01 |       3 |      2 | 0.6666666666666666
        2027-04 |       1 |      1 | 1.0
        2027-06 |       1 |      0 | 0.0
        2027-07 |       0 |      0 |
                |       4 |      3 | 0.75
        """,
        period="month",
    )


def test_quarters(spec_rates):
    """The first of April is in the second quarter, the first of July in the third."""
    spec_rates(
        RESULTS,
        [],
        "items",
        """
        period  | checked | passed | rate
        --------+---------+--------+-------------------
        2026-Q4 |      21 |     20 | 0.9523809523809523
        2027-Q1 |       3 |      2 | 0.6666666666666666
        2027-Q2 |       2 |      1 | 0.5
        2027-Q3 |       0 |      0 |
                |       4 |      3 | 0.75
        """,
        period="quarter",
    )


def test_years(spec_rates):
    """The label of a year is a text, as the others are."""
    spec_rates(
        RESULTS,
        [],
        "items",
        """
        period | checked | passed | rate
        -------+---------+--------+-------------------
        '2026' |      21 |     20 | 0.9523809523809523
        '2027' |       5 |      3 | 0.6
               |       4 |      3 | 0.75
        """,
        period="year",
    )


def test_whole_checks(spec_rates):
    """A check counts once in its month, however many lines it has."""
    spec_rates(
        """
        day        | check_id | checked | passed
        -----------+----------+---------+-------
        2026-10-31 | c1       |       1 |      1
        2026-10-31 | c1       |       1 |      0
        2026-10-31 | c2       |       1 |      1
        2026-11-01 | c3       |       1 |      1
        """,
        [],
        "checks",
        """
        period  | checked | passed | rate
        --------+---------+--------+-----
        2026-10 |       2 |      1 | 0.5
        2026-11 |       1 |      1 | 1.0
        """,
        period="month",
        date="day",
    )


def test_the_date_itself_may_be_a_group(spec_rates):
    """A list of days, each with the week that it is in."""
    spec_rates(
        """
        date       | checked | passed
        -----------+---------+-------
        2026-10-11 |       1 |      1
        2026-10-12 |       1 |      0
        2026-10-12 |       1 |      1
        """,
        "date",
        "items",
        """
        date       | period   | checked | passed | rate
        -----------+----------+---------+--------+-----
        2026-10-11 | 2026-W41 |       1 |      1 | 1.0
        2026-10-12 | 2026-W42 |       2 |      1 | 0.5
        """,
        period="week",
    )


DAYS = [
    None,
    *(
        dt.date(year, 1, 1) + dt.timedelta(days)
        for year in range(2015, 2028)
        for days in (0, 1, 2, 3, 4, 5, 89, 90, 180, 181, 272, 273, 357, 358, 360, 362, 363, 364)
    ),
]
TYPES = {
    "dates": lambda day: day,
    "times": lambda day: dt.datetime.combine(day, dt.time(23, 59)),
    "text": lambda day: day.isoformat(),
    "text with time": lambda day: f"{day.isoformat()} 23:59:00",
}


def label(day, period):
    year, week, _ = day.isocalendar()
    return {
        "week": f"{year}-W{week:02}",
        "month": f"{day.year}-{day.month:02}",
        "quarter": f"{day.year}-Q{(day.month + 2) // 3}",
        "year": str(day.year),
    }[period]


@pytest.mark.parametrize("period", ["week", "month", "quarter", "year"])
@pytest.mark.parametrize("kind", TYPES)
def test_labels_of_every_type(to_engine, kind, period):
    """Days about the turns of weeks, quarters and years, as Python's own calendar has them. The last
    minute of a day is still that day's, and no period is lost."""
    frame = to_engine(
        [{"date": day and TYPES[kind](day), "checked": 1, "passed": 1} for day in DAYS]
    )
    table = rows_of(metrics.rates(frame, [], period=period))
    counted = {row["period"]: row["checked"] for row in table}
    labels = [day and label(day, period) for day in DAYS]
    assert counted == {each: labels.count(each) for each in labels}


def test_dates_that_pandas_keeps_as_objects():
    """What a database driver hands over: Python's dates in an object column."""
    frame = pl.DataFrame({"checked": [1] * len(DAYS), "passed": [1] * len(DAYS)}).to_pandas()
    frame["date"] = DAYS
    table = metrics.rates(frame.astype({"date": object}), [], period="week")
    assert set(table["period"].dropna()) == {label(day, "week") for day in DAYS[1:]}
    assert table["period"].isna().sum() == 1
