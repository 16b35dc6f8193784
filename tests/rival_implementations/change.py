"""Two-by-two tables in fractions, pairs of scores one by one, series by dense matrices."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import comb, log, sqrt
from statistics import NormalDist, mean, median, variance

import numpy as np

from tests.rival_implementations.certainty import state, wilson


def fisher(x1, n1, x2, n2):
    """All tables with these margins, and those as unlikely as this one or more."""
    passed, ways = x1 + x2, comb(n1 + n2, x1 + x2)
    first, last = max(0, passed - n2), min(n1, passed)
    chance = {k: Fraction(comb(n1, k) * comb(n2, passed - k), ways) for k in range(first, last + 1)}
    limit = chance[x1] * (1 + Fraction(1, 10**7))
    return float(sum(p for p in chance.values() if p <= limit))


def chi_square(x1, n1, x2, n2, yates):
    """Σ (|observed - expected| - correction)² / expected; None where a margin is zero."""
    observed = [[x1, n1 - x1], [x2, n2 - x2]]
    rows, columns = [n1, n2], [x1 + x2, n1 + n2 - x1 - x2]
    if 0 in rows + columns:
        return None
    cells = [
        (observed[i][j], Fraction(rows[i] * columns[j], n1 + n2)) for i in (0, 1) for j in (0, 1)
    ]
    correction = min([Fraction(1, 2), *(abs(o - e) for o, e in cells)]) if yates else 0
    return float(sum((abs(o - e) - correction) ** 2 / e for o, e in cells))


def newcombe(x1, n1, x2, n2, confidence=0.95):
    (l1, u1), (l2, u2) = wilson(x1, n1, confidence), wilson(x2, n2, confidence)
    p1, p2 = x1 / n1, x2 / n2
    below = sqrt((p2 - l2) ** 2 + (u1 - p1) ** 2)
    above = sqrt((u2 - p2) ** 2 + (p1 - l1) ** 2)
    return p2 - p1 - below, p2 - p1 + above


def verdict(x1, n1, x2, n2, target, direction, few=30):
    """(size, certainty) in whole numbers and fractions, but for the interval."""
    if 0 in (n1, n2):
        return "no_data", "none"
    before, after = Fraction(x1, n1), Fraction(x2, n2)
    better = after - before if direction == "higher" else before - after
    at_target = target is not None and (
        after >= target if direction == "higher" else after <= target
    )
    small = "few_checks" if min(n1, n2) < few else "not_clear"
    if at_target:
        sure = state(x2, n2, target, direction) == "met"
        if target == (1 if direction == "higher" else 0):
            sure = n2 >= few
        return "target_reached", "clear" if sure else "few_checks"
    if better == 0:
        return "unchanged", small
    low, high = newcombe(x1, n1, x2, n2)
    clear = leading_p(x1, n1, x2, n2) <= 0.05 and (low > 0 or high < 0)
    return "improved" if better > 0 else "worse", "clear" if clear else small


def leading_p(x1, n1, x2, n2):
    passed, total = x1 + x2, n1 + n2
    least = Fraction(min(n1, n2) * min(passed, total - passed), total)
    if total < 40 or least < 5:
        return fisher(x1, n1, x2, n2)
    return 2 * NormalDist().cdf(-sqrt(chi_square(x1, n1, x2, n2, yates=False)))


def welch(before, after):
    """(t, degrees of freedom)."""
    one, two = variance(before) / len(before), variance(after) / len(after)
    df = (one + two) ** 2 / (one**2 / (len(before) - 1) + two**2 / (len(after) - 1))
    return (mean(after) - mean(before)) / sqrt(one + two), df


def mann_whitney(before, after):
    """(U, p): wins of the later scores, draws half; p by dealing all scores anew in every way."""
    scores = [*before, *after]
    centre = Fraction(len(before) * len(after), 2)
    seen = wins(before, after)
    deals = list(combinations(range(len(scores)), len(after)))
    as_far = 0
    for deal in deals:
        chosen = [scores[i] for i in deal]
        others = [score for i, score in enumerate(scores) if i not in deal]
        as_far += abs(wins(others, chosen) - centre) >= abs(seen - centre)
    return float(seen), as_far / len(deals)


def wins(before, after):
    return sum(Fraction((a > b) * 2 + (a == b), 2) for a in after for b in before)


def normal_mann_whitney(before, after):
    """p by the normal distribution with both corrections."""
    scores, n1, n2 = [*before, *after], len(before), len(after)
    n = n1 + n2
    ties = sum(t**3 - t for t in (scores.count(score) for score in set(scores)))
    spread = Fraction(n1 * n2, 12) * (n + 1 - Fraction(ties, n * (n - 1)))
    away = abs(wins(before, after) - Fraction(n1 * n2, 2)) - Fraction(1, 2)
    return 1.0 if spread == 0 else min(1.0, 2 * NormalDist().cdf(-float(away) / sqrt(spread)))


def shift(before, after):
    return median(a - b for a in after for b in before)


def segmented(periods, late, values, weights, rho):
    """(coefficients, standard errors, restricted log-likelihood) by matrices of full size."""
    begin = min(t for t, is_late in zip(periods, late, strict=True) if is_late)
    x = np.array([
        [1, t - begin, is_late, (t - begin) * is_late]
        for t, is_late in zip(periods, late, strict=True)
    ], dtype=float)  # fmt: skip
    v = np.array([
        [rho ** abs(s - t) / sqrt(a * b) for t, b in zip(periods, weights, strict=True)]
        for s, a in zip(periods, weights, strict=True)
    ])  # fmt: skip
    y, inverse = np.array(values, dtype=float), np.linalg.inv(v)
    information = x.T @ inverse @ x
    beta = np.linalg.solve(information, x.T @ inverse @ y)
    rest, df = y - x @ beta, len(y) - 4
    squares = rest @ inverse @ rest
    se = np.sqrt(np.diag(np.linalg.inv(information)) * squares / df)
    volume = np.linalg.slogdet(v)[1] + np.linalg.slogdet(information)[1]
    return beta, se, -(df * log(squares) + volume) / 2


def met_in_a_row(points, target, direction):
    """points: [(passed, checked), ...] in order -> length of the run at the end."""
    run = 0
    for passed, checked in points:
        if checked:
            rate = Fraction(passed, checked)
            run = run + 1 if (rate >= target if direction == "higher" else rate <= target) else 0
    return run
