"""The scorecard is what a director reads aloud and an inspector checks."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from typing import Any

import pytest

from qc.analysis.answers import Scorecard, ScoreLine
from qc.analysis.periods import Period
from qc.analysis.scorecard import scorecard_of
from qc.catalogue.model import Target
from qc.words import State, Verdict
from tests.unit.analysis.frames import CLINIC, catalogue, checks, indicator, many

OCTOBER = Period(dt.date(2026, 10, 1))


def card(*rows: dict[str, Any], unit: str | None = None) -> Scorecard:
    return scorecard_of(checks(*rows), CLINIC, OCTOBER, unit)


def line(of: Scorecard, code: str) -> ScoreLine:
    return next(each for each in of.lines if each.indicator.code == code)


def test_every_indicator_stands_there_in_catalogue_order_without_data_too() -> None:
    """An indicator that nobody checked must be seen to be unchecked."""
    shown = card()
    assert [each.indicator.code for each in shown.lines] == list(CLINIC.indicators)
    assert {each.verdict for each in shown.lines} == {Verdict.NONE}
    assert {each.state for each in shown.lines} == {State.NO_DATA}
    assert (shown.met, shown.rated, shown.foremost) == (0, 0, None)
    assert math.isnan(shown.completeness)


def test_the_verdict_is_decided_on_counts_at_the_target_itself() -> None:
    """19 of 20 is 95 %: met. 949 of 1000 is 94.9 %: missed, whatever a display rounds it to."""
    assert line(card(*many(19, 20)), "hygiene").verdict is Verdict.MET
    assert line(card(*many(949, 1000)), "hygiene").verdict is Verdict.MISSED


def test_lower_is_better_is_met_below_its_target() -> None:
    """1 infection in 100 against 5 % read as missed would raise a false alarm."""
    assert line(card(*many(1, 100, indicator="infections")), "infections").verdict is Verdict.MET
    assert line(card(*many(6, 100, indicator="infections")), "infections").verdict is Verdict.MISSED


def test_few_checks_are_said_to_be_few() -> None:
    """10 of 10 meets 95 % but vouches for little; 59 more clean ones would do, less the ten."""
    few = line(card(*many(10, 10)), "hygiene")
    assert (few.state, few.needed) == (State.MET_SO_FAR, 49)
    assert line(card(*many(59, 59)), "hygiene").state is State.MET


def test_a_census_has_no_interval_and_no_second_word() -> None:
    """All drugs were counted: an interval would cast doubt on what everybody can see."""
    stock = line(card(*many(43, 44, indicator="stock")), "stock")
    assert math.isnan(stock.lower)
    assert math.isnan(stock.needed)
    assert (stock.verdict, stock.state) == (Verdict.MISSED, State.MISSED)
    assert line(card(*many(1, 1, indicator="stock")), "stock").state is State.MET


def test_items_of_one_check_widen_the_interval() -> None:
    """Ten bad items of one bad day say less than ten bad days."""
    apart = line(card(*many(90, 100)), "hygiene")
    together = line(card(*many(90, 100, size=10)), "hygiene")
    assert together.rate == apart.rate
    assert together.upper - together.lower > 1.5 * (apart.upper - apart.lower)


def test_against_a_perfect_target_clean_checks_say_what_they_vouch_for() -> None:
    """30 of 30 against 100 % is met, and vouches for 90.5 % (0.05 ** (1 / 30)), no more."""
    perfect = catalogue(
        indicator("hygiene", targets=(Target(valid_from=OCTOBER.start, value=Decimal(1)),))
    )
    clean = scorecard_of(checks(*many(30, 30)), perfect, OCTOBER).lines[0]
    assert clean.verdict is Verdict.MET
    assert clean.vouched == pytest.approx(0.05 ** (1 / 30))
    failed = scorecard_of(checks(*many(29, 30)), perfect, OCTOBER).lines[0]
    assert failed.verdict is Verdict.MISSED
    assert math.isnan(failed.vouched)


def test_a_parent_is_the_weighted_mean_of_its_children_and_counts_nothing_itself() -> None:
    """Charts and items are different things: adding them up would be a number of nothing."""
    charts = [{"indicator": "charts", "check_id": f"k{n}", "subject": str(n)} for n in range(4)]
    charts[0]["passed"] = 0
    parent = line(card(*many(19, 20), *charts), "quality")
    assert parent.rate == pytest.approx((1 * 0.95 + 3 * 0.75) / 4)
    assert (parent.checked, parent.passed) == (0, 0)
    assert (parent.children_met, parent.children_rated, parent.children) == (1, 2, 2)
    assert parent.verdict is Verdict.MISSED


def test_a_parent_is_not_met_while_a_child_is_missed() -> None:
    """A mean above its target must not hide a child below its own."""
    charts = [{"indicator": "charts", "check_id": f"k{n}", "subject": str(n)} for n in range(40)]
    parent = line(card(*many(94, 100), *charts), "quality")
    assert parent.rate > parent.target
    assert parent.verdict is Verdict.MISSED


def test_a_parent_without_any_child_checked_has_no_verdict() -> None:
    """No data is neither met nor missed, for a parent too."""
    parent = line(card(*many(1, 1, indicator="stock")), "quality")
    assert (parent.verdict, parent.state, parent.children_rated) == (Verdict.NONE, State.NO_DATA, 0)


def test_the_target_is_the_one_of_the_period() -> None:
    """A target raised in November must not turn October into a failure."""
    raised = (
        Target(valid_from=dt.date(2026, 1, 1), value=Decimal("0.90")),
        Target(valid_from=dt.date(2026, 11, 1), value=Decimal(1)),
    )
    shown = scorecard_of(
        checks(*many(95, 100)), catalogue(indicator("hygiene", targets=raised)), OCTOBER
    )
    assert (shown.lines[0].target, shown.lines[0].verdict) == (0.9, Verdict.MET)


def test_history_movement_and_the_row_of_missed_months() -> None:
    """连续未达标 must count calendar months: a month without checks ends the row."""
    months = [many(9, 10, date=f"2026-{month:02d}-03") for month in (6, 8, 9)]
    rows = [row for month in months for row in month]
    hygiene = line(card(*rows, *many(94, 100)), "hygiene")
    assert [str(point.period) for point in hygiene.history][::11] == ["2025-11", "2026-10"]
    assert [point.checked for point in hygiene.history][-5:] == [10, 0, 10, 10, 100]
    assert math.isnan(hygiene.history[-4].rate)
    assert hygiene.movement == pytest.approx(4)
    assert hygiene.missed_periods == 3


def test_movement_against_the_year_before_is_of_the_same_month() -> None:
    """同比 against the wrong month would call a season a success."""
    before = many(80, 100, date="2025-10-03")
    hygiene = line(card(*before, *many(9, 10, date="2025-11-03"), *many(94, 100)), "hygiene")
    assert hygiene.year_rate == pytest.approx(0.8)
    assert hygiene.year_movement == pytest.approx(14)
    assert math.isnan(line(card(*many(94, 100)), "hygiene").year_movement)


def test_a_row_of_missed_months_is_not_cut_off_at_the_year() -> None:
    """ "12 months in a row" would be untrue after fourteen."""
    first = dt.date(2025, 9, 1)
    rows = [
        row
        for back in range(14)
        for row in many(1, 2, date=Period(first).shift(back).start.isoformat())
    ]
    assert line(card(*rows), "hygiene").missed_periods == 14


def test_one_unit_alone() -> None:
    """A head nurse who chooses her room must see her room only."""
    rows = [*many(1, 2, unit="换药室"), *many(8, 8, unit="注射室")]
    assert line(card(*rows, unit="注射室"), "hygiene").checked == 8
    assert line(card(*rows, unit="注射室"), "hygiene").worst_unit is None


def test_what_is_not_in_the_figures_is_told() -> None:
    """Missed items lower completeness; held-back ones were looked at and wait."""
    missed, held = {"state": "missed"}, {"state": "held_back"}
    shown = card(
        *many(7, 7),
        missed,
        missed,
        held,
        {"state": "missed", "date": "2026-09-30", "check_id": "c0"},
    )
    assert (shown.missed_items, shown.held_back) == (2, 1)
    assert shown.completeness == pytest.approx(8 / 10)


def test_the_foremost_line_missed_longest_and_is_no_parent_that_repeats_it() -> None:
    """The headline must point at the cause, not at the mean above it."""
    rows = [*many(9, 10), *many(9, 10, date="2026-09-03"), *many(5, 10, indicator="stock")]
    foremost = card(*rows).foremost
    assert foremost is not None
    assert foremost.indicator.code == "hygiene"
