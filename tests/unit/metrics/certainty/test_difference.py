"""The difference of two rates against R's figures."""

from __future__ import annotations

import numpy as np
import pytest

from metrics.certainty.difference import newcombe
from tests.unit.metrics.reference import read


def test_agrees_with_the_reference():
    """Every pair of rates to 1e-9, after less before."""
    rows = read("two_proportions")
    found = newcombe(rows["x1"], rows["n1"], rows["x2"], rows["n2"])
    for ours, theirs in zip(found, ("newcombe_lo", "newcombe_hi"), strict=True):
        np.testing.assert_allclose(ours, rows[theirs], rtol=0, atol=1e-9)


def test_clustered_items_widen_it():
    """Half the effective size on one side widens the interval; the difference stays inside."""
    plain, wide = newcombe(80, 100, 90, 100), newcombe(80, 100, 90, 100, effective2=50)
    assert wide[0] < plain[0] < 0.1 < plain[1] < wide[1]


def test_nothing_checked_and_bad_counts():
    """A side without checks has no difference; impossible counts are refused."""
    assert np.isnan(newcombe(0, 0, 5, 10)).all()
    with pytest.raises(ValueError, match="passed must not exceed checked"):
        newcombe(1, 2, 3, 2)
