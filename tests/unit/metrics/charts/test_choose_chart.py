"""The chart that a page draws when nobody chose one."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

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


def pick(kind, passed, checked=None, **options):
    frame = pd.DataFrame({"month": range(len(passed)), "passed": passed})
    if checked is not None:
        frame["checked"] = checked
        options["denominator"] = "checked"
    return choose_chart(frame, numerator="passed", order="month", kind=kind, **options)


def test_by_what_is_counted():
    """Events per so many treatments, events alone, scores: each has its own chart."""
    rng = np.random.default_rng(7)
    usual = rng.poisson(9, 24)
    wild = rng.poisson(rng.choice([2, 30], 24))
    assert pick("events", usual, 200).chart == "u"
    assert pick("events", wild, 200)[:2] == ("up", "overdispersed")
    assert pick("count", usual)[:2] == ("c", "usual")
    assert pick("count", wild)[:2] == ("xmr", "overdispersed")
    scores = pick("measurement", rng.normal(90, 3, 24))
    assert scores[:2] == ("xmr", "usual") and math.isnan(scores.dispersion)
    assert pick("measurement", rng.normal(90, 3, 24), 10).chart == "xmr"
    assert pick("measurement", [90.0] * 5)[:2] == ("run", "few_periods")
    assert math.isnan(pick("measurement", []).expected)


def test_rare_failures():
    """A failure every other month leaves a p chart empty of news; where the dates of failures are known
    a g chart (without denominator a t chart) says more. Pass rates and fault rates read alike."""
    passed = [20, 19] * 12
    assert pick("rate", passed, 20).chart == "p"
    choice = pick("rate", passed, 20, dated=True)
    assert (choice[:2], choice.expected) == (("g", "rare_failures"), 0.5)
    assert pick("rate", [0, 1] * 12, 20, dated=True)[:2] == ("g", "rare_failures")
    assert pick("events", [0, 1] * 12, 500, dated=True).chart == "g"
    assert pick("count", [0, 1] * 12, dated=True).chart == "t"
    assert pick("count", [1, 1] * 12, dated=True).chart == "c"


def test_the_choice_does_not_flip_from_month_to_month():
    """Only whole dozens of periods decide: eleven wild months more change nothing, the twelfth may."""
    calm, wild = [180, 181] * 6, [120, 199] * 6
    charts = [choose([*calm, *wild[:more]], 200).chart for more in range(13)]
    assert charts == ["p"] * 12 + ["pp"]
    gap = choose([*calm, 0, *wild[:11]], [200] * 12 + [0] + [200] * 11)
    assert (gap.chart, gap.periods) == ("p", 23)


def test_bad_input_is_named():
    """An unknown kind, and a denominator where none belongs or none is given."""
    for kind, checked, message in (
        ("share", 20, "kind must be one of rate, events, count, measurement, not share"),
        ("rate", None, "a p chart needs a denominator"),
        ("count", 20, "a c chart takes no denominator, but checked was given"),
    ):
        with pytest.raises(ValueError, match=message):
            pick(kind, [1], checked)
