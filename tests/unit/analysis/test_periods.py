"""Calendar periods: a wrong first or last day moves checks into another month."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.analysis.periods import Period, PeriodKind
from qc.errors import UsageError

DAYS = st.dates(dt.date(2001, 1, 1), dt.date(2099, 12, 31))
KINDS = st.sampled_from(["week", "month", "quarter", "year"])


@pytest.mark.parametrize(
    ("label", "first", "last"),
    [
        ("2026-10", "2026-10-01", "2026-10-31"),
        ("2024-2", "2024-02-01", "2024-02-29"),
        (" 2026-Q3 ", "2026-07-01", "2026-09-30"),
        ("2025-W01", "2024-12-30", "2025-01-05"),
        ("2026", "2026-01-01", "2026-12-31"),
    ],
)
def test_first_and_last_day(label: str, first: str, last: str) -> None:
    """The 29th of February and the week across New Year are where months get lost."""
    period = Period.parse(label)
    assert (period.start.isoformat(), period.end.isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("label", "before"),
    [("2026-10", "2025-10"), ("2026-Q1", "2025-Q1"), ("2026", "2025"), ("2026-W41", "2025-W41")],
)
def test_the_same_period_of_the_year_before(label: str, before: str) -> None:
    assert str(Period.parse(label).year_before) == before


@pytest.mark.parametrize(
    "label", ["", "2026-13", "2026-Q5", "2025-W53", "10", "2026-00", "2026/10"]
)
def test_what_is_no_period_is_refused_with_an_example(label: str) -> None:
    """A wrong --period must get a sentence, not a traceback."""
    with pytest.raises(UsageError, match="is not a period"):
        Period.parse(label)


@given(DAYS, KINDS)
def test_every_day_lies_in_its_period_and_the_periods_follow_each_other(
    day: dt.date, kind: PeriodKind
) -> None:
    """No day between two periods, none in both; a label leads back to its period."""
    period = Period.of(day, kind)
    assert period.start <= day <= period.end
    assert period.shift(1).start == period.end + dt.timedelta(days=1)
    assert Period.parse(str(period)) == period
    assert period.shift(7).shift(-7) == period
