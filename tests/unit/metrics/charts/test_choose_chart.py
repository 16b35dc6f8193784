"""The chart that a page draws when nobody chose one."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from metrics import choose_chart


def choose(passed, checked):
    months = range(len(passed))
    frame = pd.DataFrame({"month": months, "passed": passed, "checked": checked})
    return choose_chart(
        frame.sample(frac=1, random_state=1),
        numerator="passed", denominator="checked", order="month",
    )  # fmt: skip


def test_few_periods():
    """Eleven months with data (closed ones do not count) are too few for limits."""
    choice = choose([19] * 11 + [0] * 5, [20] * 11 + [0] * 5)
    assert (choice.chart, choice.reason, choice.periods) == ("run", "few_periods", 11)


def test_usual():
    """Twelve months that vary as counting does: a p chart."""
    passed = np.random.default_rng(7).binomial(200, 0.9, 12)
    choice = choose(passed, 200)
    assert (choice.chart, choice.reason) == ("p", "usual")


def test_overdispersed():
    """Hundreds of thousands of items whose rate wanders: a p chart would flag nearly every month."""
    rates = np.random.default_rng(7).normal(0.9, 0.02, 24)
    choice = choose((rates * 100_000).astype(int), 100_000)
    assert (choice.chart, choice.reason) == ("pp", "overdispersed")
    assert choice.dispersion > 2


def test_a_lasting_improvement_is_not_dispersion():
    """A bad year, then a good one: the p chart must show that, p′ would hide it."""
    rng = np.random.default_rng(7)
    passed = np.r_[rng.binomial(200, 0.85, 12), rng.binomial(200, 0.97, 12)]
    assert choose(passed, 200).chart == "p"


def test_nothing_to_go_by():
    """Always 100 % has no measurable dispersion; no rows have no periods."""
    assert choose([20] * 24, 20).chart == "p"
    choice = choose([], [])
    assert (choice.chart, choice.periods) == ("run", 0)
    assert math.isnan(choice.dispersion)
