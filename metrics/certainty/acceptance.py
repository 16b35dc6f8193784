"""Acceptance sampling: how probably a lot passes a plan, and the smallest plan for two lots."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics.certainty.beta import as_few
from metrics.certainty.search import least
from metrics.frames.columns import Bools, Floats

TIE = 1e-12  # a probability that falls on its limit reaches it
MOST = 100_000  # failures allowed beyond which no clinic counts


@dataclass(frozen=True)
class Lots:
    """A good and a bad lot in each row: the share that fails in each, and their size (NaN for no end).
    A finite lot holds whole failures: the good one as many as its share allows, the bad one as few as
    reach its share (rounding first: 120 · 0.05 is 6, not a little more)."""

    good: Floats
    bad: Floats
    size: Floats

    def accepted_good(self, check: Floats, may_fail: Floats) -> Floats:
        """P(no more than so many fail of so many checked) in the good lot; plans may have more axes
        before the rows'."""
        return _accepted(check, may_fail, self.good, self.size, np.floor(self._whole(self.good)))

    def accepted_bad(self, check: Floats, may_fail: Floats) -> Floats:
        """The same in the bad lot."""
        return _accepted(check, may_fail, self.bad, self.size, np.ceil(self._whole(self.bad)))

    def rows(self, open_: Bools) -> Lots:
        """Some of the rows."""
        return Lots(self.good[open_], self.bad[open_], self.size[open_])

    def _whole(self, failing: Floats) -> Floats:
        return np.round(failing * self.size, 6)


def smallest(lots: Lots, accept_good: float, accept_bad: float) -> tuple[Floats, Floats]:
    """The smallest plan of each row, as (check, may_fail): good accepted with at least `accept_good`,
    bad with at most `accept_bad`.

    With c allowed to fail the bad lot sets the least number to check, which grows with c; the first
    c at which the good lot is still accepted often enough has the smallest plan. Whole ranges of c are
    tried at once, each twice as long as the last.
    """
    _refuse_too_near(lots, accept_good, accept_bad)
    check, may_fail = np.zeros_like(lots.good), np.full_like(lots.good, np.nan)
    first, width = 0, 4
    while (open_ := np.isnan(may_fail)).any():
        allowed = np.arange(first, first + width, dtype=np.float64)[:, None]
        needed, fits = _try(lots.rows(open_), allowed, accept_good, accept_bad)
        found, column = fits.argmax(axis=0), np.arange(fits.shape[1])
        done = fits[found, column]
        check[open_] = np.where(done, needed[found, column], 0)
        may_fail[open_] = np.where(done, found + first, np.nan)
        first, width = first + width, min(width * 2, 4096)
    return check, may_fail


def _refuse_too_near(lots: Lots, accept_good: float, accept_bad: float) -> None:
    _, fits = _try(lots, np.full_like(lots.good, MOST), accept_good, accept_bad)
    if not fits.all():
        place = int(np.flatnonzero(~fits)[0])
        raise ValueError(f"the two rates lie too near to be told apart (at position {place})")


def _try(
    lots: Lots, allowed: Floats, accept_good: float, accept_bad: float
) -> tuple[Floats, Bools]:
    """The least to check with so many allowed to fail, and whether the good lot stands it."""
    needed = _least_to_check(lots, allowed, accept_bad)
    fits: Bools = lots.accepted_good(needed, allowed) >= accept_good - TIE
    return needed, fits


def _least_to_check(lots: Lots, allowed: Floats, accept_bad: float) -> Floats:
    """The least to check so that the bad lot is accepted with at most `accept_bad`. No more than the
    lot; without end no more than a lower tail's bound exp(-(m - c)² / 2m), m failures expected, asks
    (Okamoto, Annals of the Institute of Statistical Mathematics 1958; 10: 29-35)."""
    log = -np.log(accept_bad)
    expected = allowed + log + np.sqrt(log * (log + 2 * allowed))
    most = np.where(np.isnan(lots.size), np.ceil(expected / lots.bad) + 1, lots.size)
    return least(lambda n: lots.accepted_bad(n, allowed) <= accept_bad + TIE, allowed + 1, most)


def _accepted(
    check: Floats, may_fail: Floats, share: Floats, size: Floats, failing: Floats
) -> Floats:
    endless = np.isnan(size)
    spared = np.maximum(check - may_fail, 0)
    accepted = as_few(may_fail, spared, share)
    if endless.all():
        return accepted
    from scipy.stats import hypergeom

    lot, failing = np.where(endless, 1, size), np.where(endless, 0, failing)
    exact = hypergeom.cdf(may_fail, lot, failing, np.minimum(check, lot))
    return np.where(endless, accepted, exact)
