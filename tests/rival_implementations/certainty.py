"""Binomial tails by adding up, bounds by bisection, clusters and plans by loops."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, comb, exp, floor, inf, lgamma, log, log1p, nan, sqrt
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


def wilson_cc(x, n, confidence=0.95):
    """R's prop.test, term by term."""
    z = NormalDist().inv_cdf(1 - (1 - confidence) / 2)
    step, extra = min(0.5, abs(x - n / 2)), z**2 / (2 * n)

    def limit(share, sign):
        if not 0 < share < 1:
            return float(sign > 0)
        root = z * sqrt(share * (1 - share) / n + extra / (2 * n))
        return (share + extra + sign * root) / (1 + 2 * extra)

    return limit((x - step) / n, -1), limit((x + step) / n, 1)


def agresti_coull(x, n, confidence=0.95):
    """Wald's interval after z²/2 successes and failures are added."""
    z = NormalDist().inv_cdf(1 - (1 - confidence) / 2)
    rate = (x + z * z / 2) / (n + z * z)
    half = z * sqrt(rate * (1 - rate) / (n + z * z))
    return 0.0 if x == 0 else max(rate - half, 0.0), 1.0 if x == n else min(rate + half, 1.0)


def mid_p(x, n, confidence=0.95):
    """Bisection on the tail with half of the count's own probability."""
    alpha = (1 - confidence) / 2
    lower = bisect(lambda p: (at_least(x, n, p) + at_least(x + 1, n, p)) / 2 < alpha)
    upper = bisect(lambda p: (at_most(x, n, p) + at_most(x - 1, n, p)) / 2 > alpha)
    return 0.0 if x == 0 else lower, 1.0 if x == n else upper


def jeffreys(x, n, confidence=0.95):
    """Bisection on the beta distribution."""
    alpha = (1 - confidence) / 2
    lower = bisect(lambda p: beta_cdf(p, x + 0.5, n - x + 0.5) < alpha)
    upper = bisect(lambda p: beta_cdf(p, x + 0.5, n - x + 0.5) < 1 - alpha)
    return 0.0 if x == 0 else lower, 1.0 if x == n else upper


def beta_cdf(p, a, b):
    """The incomplete beta function by its continued fraction (Abramowitz & Stegun 26.5.8), from the
    end where it converges fast."""
    if p <= 0 or p >= 1:
        return float(p >= 1)
    if p > (a + 1) / (a + b + 2):
        return 1 - beta_cdf(1 - p, b, a)
    value = 1.0
    for m in range(600, 0, -1):
        k = m // 2
        if m % 2:
            term = -(a + k) * (a + b + k) * p / ((a + 2 * k) * (a + 2 * k + 1))
        else:
            term = k * (b - k) * p / ((a + 2 * k - 1) * (a + 2 * k))
        value = 1 + term / value
    return exp(a * log(p) + b * log1p(-p) + lgamma(a + b) - lgamma(a) - lgamma(b)) / a / value


def t_quantile(df, confidence):
    """Bisection on Student's t, whose square is a beta variable in disguise."""
    if df == 0:
        return inf
    low, high = 0.0, 1e6
    for _ in range(120):
        middle = (low + high) / 2
        inside = 1 - beta_cdf(df / (df + middle**2), df / 2, 0.5)
        low, high = (middle, high) if inside < confidence else (low, middle)
    return low


def korn_graubard(clusters, confidence=0.95):
    """Bounds from [(checked, passed), ...]: Clopper-Pearson on the effective size by bisection."""
    rate, se, _ = design_effect(clusters)
    clusters = [m for m, _ in clusters if m > 0]
    if not clusters:
        return nan, nan
    if len(clusters) == 1:
        return 0.0, 1.0
    size = rate * (1 - rate) / se**2 if se > 1e-12 else sum(clusters)
    size *= (
        t_quantile(sum(clusters) - 1, confidence) / t_quantile(len(clusters) - 1, confidence)
    ) ** 2
    good, bad, alpha = rate * size, (1 - rate) * size, (1 - confidence) / 2
    lower = bisect(lambda p: beta_cdf(p, good, bad + 1) < alpha) if good else 0.0
    upper = bisect(lambda p: beta_cdf(p, good + 1, bad) < 1 - alpha) if bad else 1.0
    return lower, upper


def two_sided(x, n, target):
    """All counts that are no more probable than x, within R's tolerance, in fractions."""

    def probability(k):
        return comb(n, k) * target**k * (1 - target) ** (n - k)

    limit = probability(x) * (1 + Fraction(1, 10**7))
    return sum(probability(k) for k in range(n + 1) if probability(k) <= limit)


def failures_allowed(checked, target, alpha=Fraction(1, 20)):
    """Adding failures one by one while the state is still met."""
    failed = 0
    while failed <= checked and state(checked - failed, checked, target, alpha=alpha) == "met":
        failed += 1
    return failed - 1 if failed else None


def accepted(check, may_fail, failing, lot=None):
    """P(no more than so many fail): drawn from a lot with `failing` failures, or each with that rate."""
    if lot is None:
        return at_most(may_fail, check, failing)
    ways = sum(
        comb(failing, k) * comb(lot - failing, check - k) for k in range(may_fail + 1) if k <= check
    )
    return Fraction(ways, comb(lot, check))


def lot_plan(target, unacceptable, accept_good, reject_bad, lot=None):
    """The first (check, may_fail) that does, trying every plan in turn."""
    good, bad = 1 - target, 1 - unacceptable
    if lot is not None:
        good, bad = floor(good * lot), ceil(bad * lot)
    for check in range(1, 10**6 if lot is None else lot + 1):
        for may_fail in range(check):
            if accepted(check, may_fail, bad, lot) > 1 - reject_bad:
                break
            if accepted(check, may_fail, good, lot) >= accept_good:
                return check, may_fail
    return None


def since_failure(rows, until):
    """(last failure, days since, clean since, longest) of [(day, checked, passed), ...], day by day."""
    last, clean, longest = None, 0, 0
    for day in sorted({day for day, checked, _ in rows if checked and day <= until}):
        today = [(checked, passed) for other, checked, passed in rows if other == day]
        if any(passed < checked for checked, passed in today):
            last, clean = day, 0
        else:
            clean += sum(checked for checked, _ in today)
        longest = max(longest, clean)
    return last, (until - last).days if last else None, clean, longest
