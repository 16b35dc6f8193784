"""Least squares for many series at once, neighbouring errors allowed to be alike (AR(1)).

Series are padded to one length: rows of weight 0 count for nothing. Errors have the variance
σ² / weight; those d periods apart correlate by ρ^d, so that gaps need no filling.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from metrics.frames.columns import Bools, Floats, share

HIGHEST = 0.95  # the largest autocorrelation that is looked for; a random walk has no level
COARSE, FINE = 20, 45  # steps of the search: a grid, then golden sections
GOLDEN = (5**0.5 - 1) / 2


class Design(NamedTuple):
    """Padded series: x (series × rows × terms), y and apart (series × rows: periods since the row
    before, 0 at the first), already times √weight; seen marks the true rows."""

    x: Floats
    y: Floats
    apart: Floats
    seen: Bools


class Fit(NamedTuple):
    """One row a series: coefficients, their covariance, residual sum of squares and degrees of freedom,
    autocorrelation, restricted log-likelihood (but for a constant)."""

    beta: Floats
    covariance: Floats
    rss: Floats
    df: Floats
    rho: Floats
    likelihood: Floats


def fit(design: Design, rho: Floats) -> Fit:
    """Generalised least squares with the given autocorrelation of each series (0: ordinary)."""
    x, y, log_volume = _whiten(design, rho)
    q, r = np.linalg.qr(x)
    beta = np.linalg.solve(r, np.einsum("snk,sn->sk", q, y)[..., None])[..., 0]
    rss = ((y - np.einsum("snk,sk->sn", x, beta)) ** 2).sum(axis=1)
    df = design.seen.sum(axis=1) - x.shape[2]
    inverse = np.linalg.inv(r)
    variance = (rss / df)[:, None, None] * np.einsum("sij,skj->sik", inverse, inverse)
    log_information = 2 * np.log(np.abs(np.diagonal(r, axis1=1, axis2=2))).sum(axis=1)
    fitted = np.log(np.where(rss > 0, rss, 1))
    likelihood = -(df * fitted + log_volume + log_information) / 2
    return Fit(beta, variance, rss, df, rho, likelihood)


def reml(design: Design) -> Fit:
    """Generalised least squares at the autocorrelation, 0 to 0.95, of the highest restricted likelihood.

    Source: Patterson & Thompson, Biometrika 1971; 58: 545-554; for series: Cheang & Reinsel, Journal
    of the American Statistical Association 2000; 95: 1173-1184.
    """
    grid = np.linspace(0, HIGHEST, COARSE)
    series = len(design.y)
    heights = np.stack([fit(design, np.full(series, rho)).likelihood for rho in grid])
    best = grid[heights.argmax(axis=0)]
    low, high = (np.clip(best + step, 0, HIGHEST) for step in (-grid[1], grid[1]))
    for _ in range(FINE):
        left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
        rising = fit(design, left).likelihood < fit(design, right).likelihood
        low, high = np.where(rising, left, low), np.where(rising, high, right)
    inner = (low + high) / 2
    edge = (best == 0) & (fit(design, np.zeros(series)).likelihood >= fit(design, inner).likelihood)
    return fit(design, np.where(edge, 0.0, inner))


def residual_autocorrelation(design: Design, ordinary: Fit) -> tuple[Floats, Floats]:
    """Lag-1 autocorrelation and Durbin-Watson statistic of the residuals of ordinary least squares.

    Source: Durbin & Watson, Biometrika 1950; 37: 409-428.
    """
    fitted = np.einsum("snk,sk->sn", design.x, ordinary.beta)
    e = np.where(design.seen, design.y - fitted, 0)
    both = design.seen[:, 1:]
    squares = (e**2).sum(axis=1)
    lag1 = share((e[:, 1:] * e[:, :-1]).sum(axis=1), squares)
    return lag1, share((np.diff(e) ** 2 * both).sum(axis=1), squares)


def _whiten(design: Design, rho: Floats) -> tuple[Floats, Floats, Floats]:
    """Each row less what the row before lets expect, in units of what is left; with log |R|."""
    alike = np.where(design.apart > 0, rho[:, None] ** design.apart, 0.0)
    left = np.sqrt(1 - alike**2)
    y, x = design.y.copy(), design.x.copy()
    y[:, 1:] -= alike[:, 1:] * design.y[:, :-1]
    x[:, 1:] -= alike[:, 1:, None] * design.x[:, :-1]
    scale = np.where(design.seen, 1 / left, 0.0)
    return x * scale[..., None], y * scale, 2 * (np.log(left) * design.seen).sum(axis=1)
