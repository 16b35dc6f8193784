"""Naming a unit is a serious thing: never on the luck of few checks."""

from __future__ import annotations

from qc.analysis.outliers import worst_units
from tests.unit.analysis.frames import CLINIC, checks, many


def test_a_unit_that_is_clearly_worse_is_named() -> None:
    """The one room that pulls all others down has to be found."""
    rows = [
        *many(80, 100, unit="换药室"),
        *many(99, 100, unit="注射室"),
        *many(98, 100, unit="治疗室"),
    ]
    assert worst_units(checks(*rows), CLINIC) == {"hygiene": "换药室"}


def test_a_unit_with_few_checks_is_not_named_for_its_low_rate() -> None:
    """1 failure in 2 checks is the lowest rate and means nothing."""
    rows = [
        *many(1, 2, unit="换药室"),
        *many(95, 100, unit="注射室"),
        *many(96, 100, unit="治疗室"),
    ]
    assert worst_units(checks(*rows), CLINIC) == {}


def test_one_bad_day_does_not_make_a_bad_unit() -> None:
    """All failures in one check: the effective sample is small, so the unit does not stand out."""
    rows = [*many(80, 100, size=20, unit="换药室"), *many(195, 200, size=10, unit="注射室")]
    apart = [*many(80, 100, unit="换药室"), *many(195, 200, unit="注射室")]
    assert worst_units(checks(*rows), CLINIC) == {}
    assert worst_units(checks(*apart), CLINIC) == {"hygiene": "换药室"}


def test_in_a_census_the_rate_itself_decides() -> None:
    """Everything was counted, so the cart with the missing drug is the one, however short."""
    rows = [
        *many(3, 4, indicator="stock", unit="手术室"),
        *many(40, 40, indicator="stock", unit="急诊"),
    ]
    assert worst_units(checks(*rows), CLINIC) == {"stock": "手术室"}


def test_equal_units_and_a_single_one_do_not_stand_out() -> None:
    """With one unit there is nobody to be worse than."""
    assert worst_units(checks(*many(1, 9, indicator="stock")), CLINIC) == {}


def test_lower_is_better_names_the_highest() -> None:
    """For infections the worst room is the one with most."""
    rows = [
        *many(30, 100, indicator="infections", unit="换药室"),
        *many(1, 100, indicator="infections", unit="注射室"),
    ]
    assert worst_units(checks(*rows), CLINIC) == {"infections": "换药室"}
