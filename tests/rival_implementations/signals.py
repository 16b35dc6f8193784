"""Rules over a list of points."""

from __future__ import annotations

import itertools
from math import comb, log2


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


def zone_rules(points):
    """{rule: [flag of each point]} of one segment. points: [(value, centre, sigma), ...] in order;
    those with a NaN are passed over."""
    kept = [i for i, point in enumerate(points) if all(x == x for x in point)]
    useful = [points[i] for i in kept]
    flags = {name: [False] * len(points) for name in ZONE_RULES}
    for place, i in enumerate(kept):
        for name, (width, holds) in ZONE_RULES.items():
            window = useful[max(place - width + 1, 0) : place + 1]
            flags[name][i] = len(window) == width and holds(window)
    return flags


def most_beyond(needed, k):
    def holds(window):
        sigma = window[-1][2]
        distances = [value - centre for value, centre, _ in window]
        for sign in (1, -1):
            beyond = [sigma > 0 and sign * d > k * sigma for d in distances]
            if beyond[-1] and sum(beyond) >= needed:
                return True
        return False

    return holds


def beyond_limits(window):
    value, centre, sigma = window[0]
    return value > centre + 3 * sigma or value < centre - 3 * sigma


def one_side(window):
    return all(v > c for v, c, _ in window) or all(v < c for v, c, _ in window)


def steady(window):
    pairs = list(itertools.pairwise(v for v, _, _ in window))
    return all(a < b for a, b in pairs) or all(a > b for a, b in pairs)


def by_turns(window):
    pairs = list(itertools.pairwise(v for v, _, _ in window))
    return all((b - a) * (d - c) < 0 for (a, b), (c, d) in itertools.pairwise(pairs))


def within_one(window):
    return all(s > 0 and abs(v - c) <= s for v, c, s in window)


def outside_one(window):
    return all(s > 0 and abs(v - c) > s for v, c, s in window) and not one_side(window)


ZONE_RULES = {
    "western_electric_1": (1, beyond_limits),
    "western_electric_2": (3, most_beyond(2, 2)),
    "western_electric_3": (5, most_beyond(4, 1)),
    "western_electric_4": (8, one_side),
    "nelson_1": (1, beyond_limits),
    "nelson_2": (9, one_side),
    "nelson_3": (6, steady),
    "nelson_4": (14, by_turns),
    "nelson_5": (3, most_beyond(2, 2)),
    "nelson_6": (5, most_beyond(4, 1)),
    "nelson_7": (15, within_one),
    "nelson_8": (8, outside_one),
}


def nhs_causes(points):
    """The special cause of each point of one segment. points: [(value, centre, sigma), ...]."""
    n = len(points)
    rises = [i for s in range(n - 6) if step_all(points[s : s + 7], 1) for i in range(s, s + 7)]
    falls = [i for s in range(n - 6) if step_all(points[s : s + 7], -1) for i in range(s, s + 7)]
    trend = {*rises, *falls}
    causes = []
    for i, (value, centre, sigma) in enumerate(points):
        side = sign(value, centre)
        distance = abs(value - centre)
        if value != value or centre != centre:
            causes.append("not_judged")
        elif distance > 3 * sigma:
            causes.append("above_limit" if side > 0 else "below_limit")
        elif i in trend:
            toward = (value, points[i + 1][0]) if i + 1 in trend else (points[i - 1][0], value)
            up = toward[0] < toward[1]
            causes.append("trend_up" if up else "trend_down")
        elif near(points[i]) and any(
            two_near(points[s : s + 3]) for s in range(max(i - 2, 0), min(i, n - 3) + 1)
        ):
            causes.append("two_in_three_above" if side > 0 else "two_in_three_below")
        elif any(all_on(points[s : s + 7], side) for s in range(max(i - 6, 0), min(i, n - 7) + 1)):
            causes.append("shift_above" if side > 0 else "shift_below")
        else:
            causes.append("none")
    return causes


def sign(a, b):
    return (a > b) - (a < b)


def step_all(window, direction):
    return all(sign(b[0], a[0]) == direction for a, b in itertools.pairwise(window))


def near(point):
    value, centre, sigma = point
    return 2 * sigma < abs(value - centre) <= 3 * sigma


def all_on(window, side):
    return side != 0 and all(sign(v, c) == side for v, c, _ in window)


def two_near(window):
    return sum(near(p) for p in window) >= 2 and (all_on(window, 1) or all_on(window, -1))


def adjusted(p_values):
    """Benjamini-Hochberg from its definition: the least rate at which each would be rejected."""
    known = sorted(p for p in p_values if p == p)
    m = len(known)
    return [
        min(q * m / (k + 1) for k, q in enumerate(known) if q >= p) if p == p else p
        for p in p_values
    ]
