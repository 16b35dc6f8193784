"""Number formats and formulas, against exact arithmetic."""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.reports.cells import attained, movement_format, share_format, weighted_mean
from qc.words import Direction

targets = st.integers(1, 1000).map(lambda thousandths: Decimal(thousandths) / 1000)


def excel_shows(rate: float, number_format: str) -> Decimal:
    """What Excel prints for a share: a hundredfold, halves rounded up."""
    decimals = len(number_format.partition(".")[2].removesuffix(" %"))
    return (Decimal(repr(rate)) * 100).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def side(value: Decimal, target: Decimal) -> int:
    return (value > target) - (value < target)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), targets)
def test_what_excel_shows_is_on_the_rate_s_own_side(
    counts: tuple[int, int], target: Decimal
) -> None:
    """A missed target would be printed as met."""
    rate = counts[0] / counts[1]
    shown = excel_shows(rate, share_format(rate, float(target)))
    assert side(shown, target * 100) == side(Decimal(repr(rate)), target)


def test_a_rate_exactly_on_its_target_is_shown_with_one_decimal() -> None:
    """38 of 40 against 95 % was printed as ###: fourteen decimals do not fit a column."""
    assert share_format(38 / 40, 0.95) == "0.0 %"


def test_a_rate_on_the_half_is_not_rounded_onto_its_target() -> None:
    """94.45 % against 94.5 % would be printed as 94.5 %: Excel rounds a half up."""
    assert share_format(0.9445, 0.945) == "0.00 %"


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), targets)
def test_the_verdict_s_condition_is_exact(counts: tuple[int, int], target: Decimal) -> None:
    """95 of 100 against 95 % would depend on the last bit of a float."""
    passed, checked = counts
    formula = attained(str(passed), str(checked), "TARGET", float(target), Direction.HIGHER)
    left, scaled, right = re.fullmatch(r"(.+)>=ROUND\(TARGET\*(\d+),0\)\*(\d+)", formula).groups()
    factor, scale = left.split("*")
    exact = Fraction(passed, checked) >= Fraction(target)
    assert (int(factor) * int(scale) >= round(float(target) * int(scaled)) * int(right)) == exact
    assert int(factor) * int(scale) < 2**53  # beyond it Excel's numbers are not whole any more


def test_lower_is_better_turns_the_condition_round() -> None:
    """A rate of complaints below its target would count as missed."""
    assert attained("C5", "D5", "F5", 0.05, Direction.LOWER) == "C5*10000<=ROUND(F5*10000,0)*D5"


def test_a_parent_weighs_only_children_that_have_a_rate() -> None:
    """A child without data would pull its parent to zero."""
    formula = weighted_mean(["B5", "B7"], [Decimal(1), Decimal(2)])
    assert formula == ('=IF(COUNT(B5,B7)=0,"—",(N(B5)*1+N(B7)*2)/(ISNUMBER(B5)*1+ISNUMBER(B7)*2))')


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (1.25, '"▲ "0.0;"▼ "0.0;"="'),
        (0.02, '"▲ "0.00;"▼ "0.00;"="'),
        (math.nan, '"▲ "0;"▼ "0;"="'),
    ],
)
def test_a_small_movement_is_not_shown_as_none(points: float, expected: str) -> None:
    """ "▲ 0.0" says that something moved and that nothing did."""
    assert movement_format(points) == expected
