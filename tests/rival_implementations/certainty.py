"""Binomial tails by adding up, bounds by bisection, clusters by loops."""

from __future__ import annotations

from fractions import Fraction
from math import comb, nan, sqrt
from statistics import NormalDist


def at_least(x, n, rate):
    """P(X >= x) of binomial(n, rate), exactly."""
    return sum(comb(n, k) * rate**k * (1 - rate) ** (n - k) for k in range(x, n + 1))


def at_most(x, n, rate):
    """P(X <= x) of binomial(n, rate), exactly."""
    return 1 - at_least(x + 1, n, rate)


def state(passed, checked, target, direction="higher", alpha=Fraction(1, 20)):
    """The state of `assurance` from exact tail probabilities."""
    if checked == 0:
        return "no_data"
    if direction == "lower":
        return state(checked - passed, checked, 1 - target, alpha=alpha)
    met = Fraction(passed, checked) >= target
    if target in (0, 1):
        return "met" if met else "missed"
    if met:
        return "met" if at_least(passed, checked, target) <= alpha else "met_so_far"
    return "missed" if at_most(passed, checked, target) < alpha else "missed_so_far"


def needed(passed, checked, target, alpha=Fraction(1, 20)):
    """Clean checks to add, one by one, until the exact bound reaches the target."""
    more = 0
    while at_least(passed + more, checked + more, target) > alpha:
        more += 1
    return more


def wilson(x, n, confidence=0.95):
    """Roots of |p - x/n| = z √(p (1 - p) / n), the quadratic solved in p."""
    z = NormalDist().inv_cdf(1 - (1 - confidence) / 2)
    a, b, c = 1 + z**2 / n, -(2 * x / n + z**2 / n), (x / n) ** 2
    root = sqrt(max(b**2 - 4 * a * c, 0))
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


def clopper_pearson(x, n, confidence=0.95):
    """Bisection on the binomial tails themselves."""
    alpha = (1 - confidence) / 2
    lower = 0.0 if x == 0 else bisect(lambda p: at_least(x, n, p) < alpha)
    upper = 1.0 if x == n else bisect(lambda p: at_most(x, n, p) > alpha)
    return lower, upper


def bisect(below):
    """The rate at which `below` stops being true."""
    low, high = 0.0, 1.0
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) else (low, middle)
    return low


def design_effect(clusters):
    """(rate, se, design effect) of [(checked, passed), ...]; NaN where undefined."""
    clusters = [(m, x) for m, x in clusters if m > 0]
    size, count = sum(m for m, _ in clusters), len(clusters)
    if size == 0:
        return nan, nan, 1.0
    rate = sum(x for _, x in clusters) / size
    if count < 2:
        return rate, nan, 1.0
    squares = sum((x - rate * m) ** 2 for m, x in clusters)
    variance = count / (count - 1) * squares / size**2
    simple = rate * (1 - rate) / (size - 1)
    return rate, sqrt(variance), variance / simple if simple > 0 else 1.0
