"""Numbers as people read them; wrong here is wrong on page, report and command line at once."""

from __future__ import annotations

import datetime as dt
import math

import pytest

from qc.analysis.display import counts, movement, percent, period_name, target_percent
from qc.analysis.periods import Period
from qc.locale import translator


@pytest.mark.parametrize(
    ("rate", "target", "shown"),
    [
        (0.9496, 0.95, "94.96 %"),
        (0.95, 0.95, "95.0 %"),
        (0.9504, 0.95, "95.04 %"),
        (0.963, 0.95, "96.3 %"),
        (0.99996, 0.95, "99.996 %"),
        (1.0, 1.0, "100 %"),
        (0.0, 0.95, "0 %"),
        (0.0004, math.nan, "0.04 %"),
        (math.nan, 0.95, "—"),
    ],
)
def test_a_rate_stays_on_its_side_of_the_target(rate: float, target: float, shown: str) -> None:
    """94.96 % shown as 95.0 % beside "missed" makes people distrust every other number."""
    assert percent(rate, target) == shown


def test_targets_are_shown_as_they_were_set() -> None:
    """95 % must not appear as 95.0 %, nor 99.5 % as 100 %, nor 70 % as 7E+1."""
    shown = [target_percent(target) for target in (0.95, 0.995, 1.0, 0.7, 0.07, math.nan)]
    assert shown == ["95 %", "99.5 %", "100 %", "70 %", "7 %", "—"]


def test_counts_carry_their_unit() -> None:
    """A rate without what was counted cannot be defended before an inspector."""
    assert counts(319, 331, "项次") == "319/331 项次"
    assert counts(4, 5) == "4/5"
    assert counts(0, 0, "份") == "—"


def test_movement_has_an_arrow_and_never_reads_as_none_when_there_is_some() -> None:
    """A fall of 0.04 points shown as "▼ 0.0" is a riddle."""
    shown = [movement(points) for points in (1.2, -0.6, 0.0, -0.04, 100 * (0.96 - 0.95), math.nan)]
    assert shown == ["▲ 1.2", "▼ 0.6", "=", "▼ 0.04", "▲ 1.0", "—"]


def test_periods_are_named_as_they_are_spoken_of() -> None:
    """The head nurse says 2026年10月, not 2026-10."""
    zh, en = translator("zh"), translator("en")
    labels = ("2026-10", "2026-Q4", "2026-W05", "2026")
    names = [period_name(Period.parse(label), zh) for label in labels]
    assert names == ["2026年10月", "2026年第4季度", "2026年第5周", "2026年"]
    assert [period_name(Period.parse(label), en) for label in labels] == list(labels)


def test_the_last_week_of_a_year_has_the_year_it_belongs_to() -> None:
    """2024-12-30 is in week 1 of 2025."""
    assert period_name(Period.of(dt.date(2024, 12, 30), "week"), translator("zh")) == "2025年第1周"
