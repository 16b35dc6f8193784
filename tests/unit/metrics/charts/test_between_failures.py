"""From a log of checks to the points of g and t charts."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from metrics import between_failures, control_chart

LOG = pd.DataFrame({
    "unit": "A",
    "date": ["2026-01-03", "2026-01-05", "2026-01-05", "2026-02-01", "2026-02-10"],
    "checked": [10, 10, 10, 20, 30],
    "failed": [1, 0, 2, 1, 0],
})  # fmt: skip


def between(frame, **options):
    options = {"order": "date", "failures": "failed", "checked": "checked", "by": "unit", **options}
    return between_failures(frame.sample(frac=1, random_state=3), **options)


def test_days_and_cases_between():
    """Two checks of one day are one date, its failures one event; what passed on a failing date counts
    before it; the first failing date and the clean end make no point."""
    found = between(LOG)
    assert found.columns.tolist() == ["unit", "date", "failed", "days", "cases"]
    assert found["date"].tolist() == ["2026-01-05", "2026-02-01"]
    assert found["failed"].tolist() == [2, 1]
    assert found["days"].tolist() == [2, 27]
    assert found["cases"].tolist() == [18, 19]


def test_the_points_make_charts():
    """The output is what g and t charts take."""
    found = between(LOG)
    for kind, numerator, middle in (("g", "cases", 18.5), ("t", "days", None)):
        table = control_chart(found, kind, numerator=numerator, order="date", by="unit")
        assert table["value"].tolist() == found[numerator].tolist()
        assert middle is None or table["centre"].tolist() == [middle] * 2


@pytest.mark.parametrize(
    "dates",
    [
        [dt.date(2026, 1, 3), dt.date(2026, 1, 5)],
        [dt.datetime(2026, 1, 3), dt.datetime(2026, 1, 5)],  # noqa: DTZ001 - a sheet has no zone
        [17, 19],
    ],
)
def test_dates_of_every_kind(dates):
    """Dates, times and plain numbers; without a count of checks there are no cases."""
    frame = pd.DataFrame({"date": dates, "failed": [1, 1]})
    found = between_failures(frame, order="date", failures="failed")
    assert found.columns.tolist() == ["date", "failed", "days"]
    assert found["days"].tolist() == [2]


def test_series_do_not_touch():
    """A failure of unit A does not end unit B's clean stretch."""
    both = pd.concat([LOG, LOG.assign(unit="B", failed=[0, 0, 1, 0, 1])])
    found = between(both)
    assert found["unit"].tolist() == ["A", "A", "B"]
    assert found["days"].tolist() == [2, 27, 36]
    assert found["cases"].tolist() == [18, 19, 49]


def test_nothing_between():
    """No failure, one failure, no rows: nothing lies between; a missing count is none."""
    for failed in ([0] * 5, [0, 0, 1, 0, 0], [1, np.nan, np.nan, np.nan, np.nan]):
        assert between(LOG.assign(failed=failed)).empty
    assert between(LOG.iloc[:0]).columns.tolist() == ["unit", "date", "failed", "days", "cases"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"failed": [-1, 0, 0, 0, 0]}, "failed must not be negative"),
        ({"failed": [11, 0, 0, 0, 0]}, "failed must not exceed checked"),
        ({"date": [None, *LOG["date"][1:]]}, "date must not be missing"),
        ({"date": "soon"}, "soon"),
    ],
)
def test_bad_input_is_named(change, message):
    """A log that cannot be right is not charted."""
    with pytest.raises(ValueError, match=message):
        between(LOG.assign(**change))


def test_text_that_is_no_date_is_named():
    """The column's name and the rule, not a warning about how pandas guesses."""
    log = pd.DataFrame({"day": ["2025/13/45", "2025/13/46"], "failed": [1, 1]})
    with pytest.raises(ValueError, match="column day must hold dates or ISO text"):
        between_failures(log, order="day", failures="failed")
