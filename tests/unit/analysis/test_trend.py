"""The trend over calendar periods."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from typing import Any

import pytest

from qc.analysis.answers import Trend
from qc.analysis.periods import Period
from qc.analysis.trend import trend_of
from qc.catalogue.model import Target
from tests.unit.analysis.frames import CLINIC, catalogue, checks, indicator, many

FIRST = Period(dt.date(2024, 1, 1))


def months(number: int, passed: int = 19, checked: int = 20) -> list[dict[str, Any]]:
    days = [FIRST.shift(back).start.isoformat() for back in range(number)]
    return [row for day in days for row in many(passed, checked, date=day)]


def trended(code: str, *rows: dict[str, Any], **asked: Any) -> Trend:
    return trend_of(checks(*rows), CLINIC, CLINIC.indicators[code], **asked)


def test_every_calendar_month_between_first_and_last_is_a_row() -> None:
    """A month in which nobody checked must stay a gap, not be drawn through."""
    rows = [*many(9, 10, date="2026-01-31"), *many(3, 4, date="2026-04-01")]
    frame = trended("hygiene", *rows).frame
    assert frame["period"].tolist() == ["2026-01", "2026-02", "2026-03", "2026-04"]
    assert frame["start"].tolist()[0] == "2026-01-01"
    assert frame["checked"].tolist() == [10, 0, 0, 4]
    assert frame["value"].isna().tolist() == [False, True, True, False]


@pytest.mark.parametrize(
    ("kind", "labels"),
    [
        ("week", ["2026-W05", "2026-W06"]),
        ("quarter", ["2026-Q1"]),
        ("year", ["2026"]),
    ],
)
def test_periods_of_every_kind(kind: str, labels: list[str]) -> None:
    """The quarterly meeting needs quarters, the wards need weeks."""
    rows = [*many(9, 10, date="2026-01-31"), *many(3, 4, date="2026-02-02")]
    assert trended("hygiene", *rows, kind=kind).frame["period"].tolist() == labels


def test_under_twelve_months_a_run_chart_and_trial_limits_up_to_twenty() -> None:
    """Limits out of five points would call chance a signal."""
    assert trended("hygiene", *months(11)).chart == "run"
    twelve, twenty = trended("hygiene", *months(12)), trended("hygiene", *months(20))
    assert (twelve.chart, twelve.trial) == ("p", True)
    assert (twenty.chart, twenty.trial) == ("p", False)


def test_limits_are_those_of_a_p_chart() -> None:
    """p̄ ± 3 √(p̄ (1 - p̄) / n), clipped at 1."""
    last = trended("hygiene", *months(12, 90, 100)).frame.iloc[-1]
    assert last["centre"] == pytest.approx(0.9)
    assert last["lower"] == pytest.approx(0.9 - 3 * math.sqrt(0.09 / 100))
    assert last["upper"] == pytest.approx(0.9 + 3 * math.sqrt(0.09 / 100))


def test_the_target_line_follows_its_dates() -> None:
    """A target raised in March must not be drawn over January."""
    raised = (
        Target(valid_from=dt.date(2022, 1, 1), value=Decimal("0.90")),
        Target(valid_from=dt.date(2024, 3, 1), value=Decimal(1)),
    )
    own = catalogue(indicator("hygiene", targets=raised))
    shown = trend_of(checks(*months(4)), own, own.indicators["hygiene"])
    assert shown.frame["target"].tolist() == [0.9, 0.9, 1.0, 1.0]
    assert shown.target == 1.0


def test_a_parent_is_a_run_chart_of_the_weighted_mean() -> None:
    """There are no counts behind a mean of rates, so there can be no binomial limits."""
    shown = trended("quality", *months(12), chart="p")
    assert (shown.chart, shown.trial) == ("run", False)
    assert shown.frame["value"].tolist() == pytest.approx([0.95] * 12)
    assert shown.frame["upper"].isna().all()


def test_without_data_there_is_a_trend_without_rows() -> None:
    """A new workspace shows an empty chart, not a traceback."""
    shown = trended("hygiene")
    assert shown.frame.empty
    assert {"period", "value", "centre", "target", "beyond_limits"} <= set(shown.frame.columns)
    assert shown.target == 0.95


def test_one_unit_alone() -> None:
    """A room's trend must hold that room's checks only."""
    rows = [*many(9, 10, unit="换药室"), *many(4, 4, unit="注射室")]
    assert trended("hygiene", *rows, unit="注射室").frame["checked"].tolist() == [4]
