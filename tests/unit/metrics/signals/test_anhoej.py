"""The run rules' limits: an off-by-one here cries wolf at half of all lengths."""

from __future__ import annotations

import numpy as np

from metrics.signals.anhoej import limits
from tests.rival_implementations import signals
from tests.unit.metrics.reference import read


def test_limits_agree_with_r():
    """Longest run and fewest crossings for 1 to 400 useful points."""
    reference = read("anhoej_limits")
    longest, fewest = limits(reference["n_useful"].to_numpy())
    assert longest.tolist() == reference["longest_run_max"].tolist()
    assert fewest.tolist() == reference["n_crossings_min"].tolist()


def test_limits_beyond_any_table():
    """The definition itself, where no table reaches."""
    useful = np.array([401, 730, 1000, 1461])
    longest, fewest = limits(useful)
    assert fewest.tolist() == [signals.fewest_crossings(int(n) - 1) for n in useful]
    assert longest.tolist() == [12, 13, 13, 14]
