"""Two pooled rates side by side: the tests of no difference."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import erfc

from metrics.change.fisher import fisher_p
from metrics.frames.columns import Bools, Floats, share

LEAST_EXPECTED = 5  # under which chi-square's approximation is not relied upon
LEAST_TOTAL = 40


class Side(NamedTuple):
    """Counts of one side, one-dimensional: whole numbers, 0 of 0 where nothing was checked, and the
    effective sample size (NaN: the size itself)."""

    passed: Floats
    checked: Floats
    effective: Floats


class ChiSquare(NamedTuple):
    """Statistic and p without and with Yates's correction; NaN where a margin is zero."""

    chi2: Floats
    chi2_p: Floats
    chi2_yates: Floats
    chi2_yates_p: Floats


def chi_square(before: Side, after: Side) -> ChiSquare:
    """Pearson's chi-square of the 2 × 2 table. Yates's correction takes at most the whole distance from
    what was expected, so that it never turns the statistic round.

    Source: Pearson, Philosophical Magazine 1900; 50: 157-175; Yates, Supplement to the Journal of the
    Royal Statistical Society 1934; 1: 217-235.
    """
    (x1, n1, _), (x2, n2, _) = before, after
    total, passed = n1 + n2, x1 + x2
    apart = np.abs(x2 * (n1 - x1) - x1 * (n2 - x2))
    margins = n1 * n2 * passed * (total - passed)
    plain, yates = (
        share(total * distance**2, margins)
        for distance in (apart, np.maximum(apart - total / 2, 0))
    )
    return ChiSquare(plain, erfc(np.sqrt(plain / 2)), yates, erfc(np.sqrt(yates / 2)))


def expected_min(before: Side, after: Side) -> Floats:
    """The least count that the table would have on average, were there no difference."""
    passed, total = before.passed + after.passed, before.checked + after.checked
    least = np.minimum(before.checked, after.checked) * np.minimum(passed, total - passed)
    return share(least, total)


def fisher(before: Side, after: Side) -> Floats:
    """Fisher's two-sided p; NaN where a side has nothing checked."""
    both = (before.checked > 0) & (after.checked > 0)
    p = np.full(len(both), np.nan)
    p[both] = fisher_p(*(x[both] for x in (*before[:2], *after[:2])))
    return p


def chi_square_leads(before: Side, after: Side) -> Bools:
    """May chi-square lead: 40 checks in all and 5 expected in each cell? Else Fisher's test does.

    Source: Cochran, Biometrics 1954; 10: 417-451.
    """
    enough: Bools = (before.checked + after.checked >= LEAST_TOTAL) & (
        expected_min(before, after) >= LEAST_EXPECTED
    )
    return enough
