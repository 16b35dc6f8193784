"""Slow and obvious versions that check the fast ones: plain Python over lists of rows, whole numbers
and fractions wherever the real thing uses floats. They share no code with `metrics`."""

from __future__ import annotations

import itertools
from fractions import Fraction
from math import comb, log2, nan, sqrt
from statistics import NormalDist, mean, median

# Rates


def pooled(rows, by):
    """{group: (checked, passed)} over rows of counts."""
    groups = {}
    for row in rows:
        key = tuple(row[name] for name in by)
        checked, passed = groups.get(key, (0, 0))
        groups[key] = (checked + row["checked"], passed + row["passed"])
    return groups


def whole_checks(rows, by, unit):
    """{group: (checks, passed checks)}; `unit` names what makes one check."""
    checks = {}
    for row in rows:
        group = tuple(row[name] for name in by)
        checks.setdefault((group, tuple(row[name] for name in unit)), []).append(row)
    groups = {}
    for (group, _), its_rows in checks.items():
        checked, passed = groups.get(group, (0, 0))
        verdict = check_passes(its_rows)
        groups[group] = (checked + (verdict is not None), passed + (verdict is True))
    return groups


def samples(rows, by):
    """As whole checks by check and subject, but a row that counts several counts as they are."""
    groups = whole_checks([r for r in rows if r["checked"] <= 1], by, ("check_id", "subject"))
    for group, (checked, passed) in pooled([r for r in rows if r["checked"] > 1], by).items():
        have = groups.get(group, (0, 0))
        groups[group] = (have[0] + checked, have[1] + passed)
    return groups


def check_passes(rows):
    """True, False, or None for a check that is undecided or has nothing applicable."""
    applicable = [row for row in rows if row["checked"] > 0]
    if not applicable or any(row.get("undecided") for row in rows):
        return None
    failed = [row for row in applicable if row["passed"] < row["checked"]]
    if any(row.get("critical") for row in failed):
        return False
    pass_score = rows[0].get("pass_score")
    if pass_score is None:
        return not failed
    pointed = [row for row in applicable if row.get("points") is not None]
    if sum(row["points"] for row in pointed) > 0:
        share = Fraction(sum(r["scored"] for r in pointed), sum(r["points"] for r in pointed))
    else:
        share = Fraction(sum(r["passed"] for r in rows), sum(r["checked"] for r in rows))
    return share >= decimal(pass_score)


def decimal(number):
    """The decimal fraction that a float was written as."""
    return Fraction(str(number))


# Bounds


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


# Clusters


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


# Charts


def chart(kind, points):
    """One phase of one series. points: [(part, whole, base, included), ...] in order.

    Returns (values, centre, [sigma of each point], run test).
    """
    values = [part / whole if whole else nan for part, whole, _, _ in points]
    base = [
        (value, part, whole)
        for value, (part, whole, is_base, included) in zip(values, points, strict=True)
        if included and (is_base or not any(p[2] for p in points))
    ]
    known = [triple for triple in base if triple[2]]
    if not known:
        centre = nan
    elif kind == "run":
        centre = median(value for value, _, _ in known)
    else:
        centre = sum(part for _, part, _ in known) / sum(whole for _, _, whole in known)

    def spread(whole):
        return sqrt(centre * (1 - centre) / whole) if whole else nan

    factor = 1.0
    if kind == "pp":
        factor = moving_range_sigma(
            [(v - centre) / spread(n) if n and spread(n) > 0 else None for v, _, n in base]
        )
    sigmas = [nan if kind == "run" else spread(whole) * factor for _, whole, _, _ in points]
    tested = [v for v, (_, n, _, included) in zip(values, points, strict=True) if included and n]
    return values, centre, sigmas, run_test(tested, centre)


def moving_range_sigma(z):
    ranges = [abs(b - a) for a, b in itertools.pairwise(z) if a is not None and b is not None]
    usual = [r for r in ranges if r < 3.267 * mean(ranges)]
    return mean(usual) / 1.128 if usual else nan


def run_test(values, centre):
    """(signal, longest run, its limit, crossings, their limit); None without a useful point."""
    sides = [value > centre for value in values if value != centre and centre == centre]
    if not sides:
        return None
    longest = run = 1
    crossings = 0
    for before, now in itertools.pairwise(sides):
        run = run + 1 if now == before else 1
        crossings += now != before
        longest = max(longest, run)
    longest_max, fewest = round(log2(len(sides))) + 3, fewest_crossings(len(sides) - 1)
    return longest > longest_max or crossings < fewest, longest, longest_max, crossings, fewest


def fewest_crossings(pairs):
    """The 5 % quantile of binomial(pairs, 1/2), by adding up."""
    k, ways = 0, 1
    while 20 * ways < 2**pairs:
        k += 1
        ways += comb(pairs, k)
    return k


# Pareto


def vital_few(defects):
    """{category: defects} -> [(category, defects, cumulative share, vital)], most first."""
    whole = sum(defects.values())
    rows, before = [], 0
    for name, number in sorted(defects.items(), key=lambda pair: (-pair[1], pair[0])):
        if number:
            rows.append((name, number, Fraction(before + number, whole), 5 * before < 4 * whole))
            before += number
    return rows
