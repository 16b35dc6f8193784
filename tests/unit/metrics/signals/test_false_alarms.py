"""Control of false alarms: with 40 units and items, one in twenty is two false accusations a month."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import false_discovery_control

from metrics import FalseAlarms, benjamini_hochberg, false_alarms


def test_agrees_with_scipy():
    """Adjusted p values of two hundred tests, small ones among them, in any shape."""
    p = np.random.default_rng(1).random((20, 10)) ** 3
    adjusted = benjamini_hochberg(p)
    np.testing.assert_allclose(adjusted.ravel(), false_discovery_control(p.ravel()), rtol=1e-12)
    assert adjusted.shape == p.shape


def test_the_published_example():
    """Benjamini & Hochberg 1995, section 3.2: fifteen tests, of which four are found at 5 %."""
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
         0.5719, 0.6528, 0.7590, 1.0000]  # fmt: skip
    assert false_alarms(p) == FalseAlarms(15, 4, pytest.approx(0.2), 9, pytest.approx(0.75))


def test_series_not_tested_do_not_count():
    """A new unit without a past neither has a q value nor weakens the others'."""
    with_gap = benjamini_hochberg([0.01, np.nan, 0.04])
    np.testing.assert_allclose(with_gap, [0.02, np.nan, 0.04])
    assert false_alarms([np.nan]) == FalseAlarms(0, 0, 0.0, 0, 0.0)
    assert benjamini_hochberg([]).shape == (0,)


@pytest.mark.parametrize(("p", "shown"), [([0.5, 1.5], "1.5"), ([-0.1], "-0.1")])
def test_bad_p_values_are_named(p, shown):
    """Percent instead of shares is an easy slip."""
    with pytest.raises(ValueError, match=f"p values must lie between 0 and 1, not {shown}"):
        benjamini_hochberg(p)


@pytest.mark.parametrize("rate", [0, 1, 5])
def test_bad_rate_is_named(rate):
    """5 for 5 % is an easy slip."""
    with pytest.raises(ValueError, match=f"rate must lie between 0 and 1, not {rate}"):
        false_alarms([0.5], rate)
