"""Intervals, plans and clean stretches against slow versions that try every plan and sum every term."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics import (
    clustering,
    failures_allowed,
    interval,
    lot_plan,
    posterior,
    sample_size,
    since_failure,
    target_test,
)
from tests.rival_implementations import certainty, rating

COUNTS = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
TARGETS = st.integers(0, 1000).map(lambda n: n / 1000)
LEVELS = st.sampled_from([0.5, 0.8, 0.95, 0.999])
RIVALS = {
    "wilson_cc": certainty.wilson_cc,
    "mid_p": certainty.mid_p,
    "jeffreys": certainty.jeffreys,
    "agresti_coull": certainty.agresti_coull,
}


@settings(deadline=None)
@given(counts=COUNTS, confidence=LEVELS, method=st.sampled_from(sorted(RIVALS)))
def test_intervals_agree_with_the_rivals(counts, confidence, method):
    """Each method from its own definition, at low and at high confidence."""
    ours = interval(*counts, method, confidence)
    assert ours == pytest.approx(RIVALS[method](*counts, confidence), abs=1e-9)


CLUSTER = st.integers(0, 9).flatmap(lambda m: st.tuples(st.just(m), st.integers(0, m)))


@settings(deadline=None, max_examples=60)
@given(groups=st.lists(st.lists(CLUSTER, max_size=6), min_size=1, max_size=3), confidence=LEVELS)
def test_clustered_interval_agrees_with_the_rival(groups, confidence):
    """Korn and Graubard's interval, degenerate groups too, many groups at once."""
    rows = [(g, c, m, x) for g, group in enumerate(groups) for c, (m, x) in enumerate(group)]
    frame = pd.DataFrame(rows, columns=["group", "check_id", "checked", "passed"])
    table = clustering(frame, "group", confidence=confidence)
    expected = [certainty.korn_graubard(group, confidence) for group in groups if group]
    np.testing.assert_allclose(
        table[["lower", "upper"]], np.reshape(expected, (len(table), 2)), atol=1e-9
    )


@given(counts=COUNTS, target=TARGETS)
def test_p_values_agree_with_the_rival(counts, target):
    """All four p values to the exact fraction of the target as written."""
    row, exact = target_test(*counts, target).iloc[0], rating.decimal(target)
    less, greater = certainty.at_most(*counts, exact), certainty.at_least(*counts, exact)
    own = less + greater - 1
    expected = [less, greater, certainty.two_sided(*counts, exact), less - own / 2]
    assert row.tolist() == pytest.approx([float(p) for p in expected], abs=1e-9)


@given(counts=COUNTS, target=TARGETS, prior=st.sampled_from([("jeffreys", 0.5), ("uniform", 1)]))
def test_posterior_agrees_with_the_rival(counts, target, prior):
    """One less the beta distribution by its continued fraction."""
    (x, n), (name, more) = counts, prior
    expected = 1 - certainty.beta_cdf(target, x + more, n - x + more)
    assert posterior(x, n, target, name) == pytest.approx(expected, abs=1e-9)


@settings(deadline=None)
@given(checked=st.integers(1, 120), target=TARGETS)
def test_failures_allowed_agree_with_the_rival(checked, target):
    """Adding failures one by one ends at the same number."""
    expected = certainty.failures_allowed(checked, rating.decimal(target))
    trivial = {0: checked, 1: 0}.get(target, expected)
    np.testing.assert_equal(
        failures_allowed(checked, target), np.nan if trivial is None else trivial
    )


@settings(deadline=None, max_examples=40)
@given(
    rates=st.tuples(st.integers(0, 20), st.integers(0, 20)).filter(lambda r: abs(r[0] - r[1]) > 4),
    risks=st.tuples(st.sampled_from([80, 90, 95]), st.sampled_from([80, 90, 95])),
    lot=st.one_of(st.none(), st.integers(1, 40)),
)
def test_plans_agree_with_the_rival(rates, risks, lot):
    """Trying every plan in turn finds no smaller one, and the same probabilities."""
    bad, good = (Fraction(rate, 20) for rate in sorted(rates))
    accept, reject = (Fraction(risk, 100) for risk in risks)
    plan = lot_plan(float(good), float(bad), float(accept), float(reject), lot).iloc[0]
    expected = certainty.lot_plan(good, bad, accept, reject, lot)
    assert (plan["check"], plan["may_fail"]) == expected


@settings(deadline=None, max_examples=20)
@given(
    rates=st.tuples(st.integers(1, 20), st.integers(1, 20)).filter(lambda r: abs(r[0] - r[1]) > 4)
)
def test_sample_sizes_agree_with_the_rival(rates):
    """The plan with the rate as its good lot and the target as its bad one, many rows at once too."""
    target, rate = (Fraction(n, 20) for n in sorted(rates))
    check, _ = certainty.lot_plan(rate, target, Fraction(4, 5), Fraction(19, 20))
    both = sample_size([float(target), 0.9], [float(rate), 0.99])
    assert both.tolist() == [check, sample_size(0.9, 0.99)]


DAY = st.dates(dt.date(2026, 10, 1), dt.date(2026, 10, 12))
RESULTS = st.lists(st.tuples(st.sampled_from("AB"), DAY, CLUSTER), min_size=1, max_size=25)


@settings(deadline=None)
@given(results=RESULTS, until=DAY)
def test_clean_stretches_agree_with_the_rival(results, until):
    """Walking through the days one by one gives the same for each group, in whatever order rows come."""
    rows = [(unit, day.isoformat(), m, x) for unit, day, (m, x) in results]
    frame = pd.DataFrame(rows, columns=["unit", "date", "checked", "passed"])
    table = since_failure(frame, by="unit", until=until)
    known = sorted({unit for unit, day, (m, _) in results if m and day <= until})
    assert table["unit"].tolist() == known
    for row in table.itertuples():
        own = [(day, m, x) for unit, day, (m, x) in results if unit == row.unit]
        last, days, clean, longest = certainty.since_failure(own, until)
        assert (row.checked, row.longest) == (clean, longest)
        assert (None if pd.isna(row.last_failure) else row.last_failure.date()) == last
        np.testing.assert_equal(row.days, np.nan if days is None else float(days))
