"""The trend over calendar periods."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from typing import Any

import pytest

from qc.analysis import plotted
from qc.analysis.answers import Trend
from qc.analysis.periods import Period
from qc.analysis.sentences import trend_sentence
from qc.analysis.trend import trend_of
from qc.catalogue.model import Target
from qc.locale import Translator
from tests.unit.analysis.frames import CLINIC, catalogue, checks, indicator, many

EN = Translator("en")
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


DAYS = {
    "2026-01-02": (18, 20),
    "2026-01-05": (20, 20),
    "2026-01-09": (19, 20),
    "2026-03-01": (9, 10),
}


def dated() -> list[dict[str, Any]]:
    """Checks on four days; all passed on one of them, in February nothing was checked."""
    return [row for day, (k, n) in DAYS.items() for row in many(k, n, date=day)]


@pytest.mark.parametrize(
    ("chart", "values"),
    [
        ("xmr", [57 / 60, math.nan, 0.9]),
        ("pp", [57 / 60, math.nan, 0.9]),
        ("np", [57, math.nan, 9]),
        ("u", [3 / 60, math.nan, 0.1]),
        ("up", [3 / 60, math.nan, 0.1]),
        ("c", [3, math.nan, 1]),
    ],
)
def test_what_each_chart_plots(chart: str, values: list[float]) -> None:
    """Failures on u and c charts, rates and numbers passed on the others; the columns stay."""
    drawn = trended("hygiene", *dated(), chart=chart)
    assert drawn.frame["value"].tolist() == pytest.approx(values, nan_ok=True)
    assert drawn.frame["rate"].tolist() == pytest.approx([57 / 60, math.nan, 0.9], nan_ok=True)
    usual = trended("hygiene", *dated()).frame
    assert drawn.frame.columns.tolist() == usual.columns.tolist()


@pytest.mark.parametrize(("chart", "values"), [("g", [39.0, 9.0]), ("t", [7.0, 51.0])])
def test_what_lies_between_failures(chart: str, values: list[float]) -> None:
    """A point for each day with a failure but the first, whatever the period, with that day's counts."""
    for kind in ("month", "week"):
        drawn = trended("hygiene", *dated(), chart=chart, kind=kind)
        assert drawn.frame["value"].tolist() == values
        assert drawn.frame["period"].tolist() == ["2026-01-09", "2026-03-01"]
        assert drawn.frame["passed"].tolist() == [19, 9]
        assert drawn.frame["target"].tolist() == [0.95, 0.95]
        assert drawn.frame.columns.tolist() == trended("hygiene", *dated()).frame.columns.tolist()
    assert trended("hygiene", *many(9, 10), chart=chart).frame.empty
    assert trended("hygiene", chart=chart).frame.empty


def test_failures_of_an_indicator_to_be_kept_low() -> None:
    """Of infections the count itself is what must not happen."""
    rows = many(2, 20, indicator="infections", checklist="infections", item_code="")
    assert trended("infections", *rows, chart="c").frame["value"].tolist() == [2]


def test_a_chart_of_what_lies_between_is_put_into_words() -> None:
    """Its points are days, not periods; with fewer than two there is nothing to say yet."""
    for chart, said in (("g", "one before: 9."), ("t", "one before: 51.")):
        told = trend_sentence(trended("hygiene", *dated(), chart=chart), EN)
        assert "2026-03-01" in told and said in told
        assert "2 points are too few" in told
        none = trend_sentence(trended("hygiene", *many(9, 10), chart=chart), EN)
        assert "fewer than two days" in none
    counted = trend_sentence(trended("hygiene", *dated(), chart="c"), EN)
    assert "stood at 90.0 %" in counted, "the rate, not the number of failures"


def test_every_chart_says_its_values_in_its_own_measure() -> None:
    """A count of 12 must not be printed as 1200 %, nor a rate rounded across its target."""
    assert [plotted.shown(12.0, "c"), plotted.shown(0.35, "t"), plotted.shown(7.26, "np")] == [
        "12",
        "0.3",
        "7.3",
    ]
    assert [plotted.shown(0.9496, "xmr", 0.95), plotted.shown(0.031, "u", 0.031)] == [
        "94.96 %",
        "3.1 %",
    ]
    assert plotted.shown(math.nan, "g") == "—"
