"""Met or missed, decided on exact counts; never on a rounded figure."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from fractions import Fraction

from qc.catalogue.model import Indicator
from qc.words import Basis, Direction, State, Verdict


def share(passed: int, checked: int) -> Fraction | None:
    """passed ÷ checked, exact; None where nothing was checked."""
    return Fraction(int(passed), int(checked)) if checked else None


def target_of(indicator: Indicator, day: dt.date) -> Fraction | None:
    """The target in force on a day, exact; None where none is set."""
    target = indicator.target_on(day)
    return None if target is None else Fraction(target)


def verdict_of(rate: Fraction | None, target: Fraction | None, direction: Direction) -> Verdict:
    """Met when the rate lies on the target or on its good side; none without a denominator or target."""
    if rate is None or target is None:
        return Verdict.NONE
    good = rate >= target if direction is Direction.HIGHER else rate <= target
    return Verdict.MET if good else Verdict.MISSED


def census_state(verdict: Verdict) -> State:
    """Everything was looked at, so the verdict is sure: there is no second word."""
    return {
        Verdict.MET: State.MET,
        Verdict.MISSED: State.MISSED,
        Verdict.NONE: State.NO_DATA,
    }[verdict]


def parent_rate(children: Sequence[tuple[Indicator, Fraction | None]]) -> Fraction | None:
    """The mean of the children's rates by the clinic's weights, over those that have data."""
    rated = [(Fraction(child.weight), rate) for child, rate in children if rate is not None]
    if not rated:
        return None
    return sum((w * rate for w, rate in rated), Fraction()) / sum(w for w, _ in rated)


def parent_verdict(own: Verdict, children: Sequence[Verdict]) -> Verdict:
    """The verdict on the mean, but never met while a child is missed."""
    if own is Verdict.MET and Verdict.MISSED in children:
        return Verdict.MISSED
    return own


def parent_state(verdict: Verdict, children: Sequence[State]) -> State:
    """As sure as the children that decide it: met for sure when all rated ones are; missed for sure
    when one is, or when none of them leaves a doubt."""
    rated = [s for s in children if s not in (State.NO_DATA, State.NO_TARGET)]
    doubtful = any(state in (State.MET_SO_FAR, State.MISSED_SO_FAR) for state in rated)
    if verdict is Verdict.NONE:
        return State.NO_DATA
    if verdict is Verdict.MET:
        return State.MET_SO_FAR if doubtful else State.MET
    return State.MISSED if State.MISSED in rated or not doubtful else State.MISSED_SO_FAR


def is_census(indicator: Indicator) -> bool:
    return indicator.basis is Basis.CENSUS


def as_float(rate: Fraction | None) -> float:
    """The nearest float; NaN for no rate."""
    return math.nan if rate is None else float(rate)
