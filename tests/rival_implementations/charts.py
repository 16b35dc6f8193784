"""One series at a time, point by point."""

from __future__ import annotations

import itertools
from math import exp, inf, log, nan, pi, sqrt
from statistics import mean, median

from tests.rival_implementations.signals import run_test


def chart(kind, points, screened=True):
    """One phase of one series. points: [(part, whole, base, included), ...] in order; whole is 1 on a
    chart without denominator, part None at a gap.

    Returns (values, centres, [(lower, upper, lower95, upper95) of each point], run test).
    """
    gap = [part is None or not whole for part, whole, _, _ in points]
    values = [nan if g else p / n for g, (p, n, _, _) in zip(gap, points, strict=True)]
    if kind == "t":
        values = [nan if g else power(v, 1 / 3.6) for g, v in zip(gap, values, strict=True)]
    frozen = any(base for _, _, base, _ in points)
    base = [
        (None if g else v, part, n)
        for g, v, (part, n, is_base, included) in zip(gap, values, points, strict=True)
        if included and (is_base or not frozen)
    ]
    centre, around, sigma = LINES[kind](base, screened)
    low, high = ENDS.get(kind, (-inf, inf))
    lines = []
    for _, n, _, _ in points:
        s = sigma(n)
        line = [around + factor * s for factor in (-3, 3, -2, 2)]
        lines.append([x if x != x else min(max(x, low), high) for x in line])
    tested = [
        v for g, v, (_, _, _, keep) in zip(gap, values, points, strict=True) if keep and not g
    ]
    return (*plotted(kind, values, centre, lines, points), run_test(tested, centre))


def plotted(kind, values, centre, lines, points):
    if kind == "np":
        sizes = [whole or nan for _, whole, _, _ in points]
        lines = [[x * n for x in line] for line, n in zip(lines, sizes, strict=True)]
        return (
            [v * n for v, n in zip(values, sizes, strict=True)],
            [centre * n for n in sizes],
            lines,
        )
    if kind == "t":
        values = [power(v, 3.6) for v in values]
        lines = [[power(x, 3.6) for x in line] for line in lines]
        return values, [power(centre, 3.6)] * len(points), lines
    return values, [centre] * len(points), lines


def power(x, exponent):
    if x != x or x == 0:
        return x
    return exp(exponent * log(x))


def known(base):
    return [triple for triple in base if triple[0] is not None]


def pooled(base):
    whole = sum(n for _, _, n in known(base))
    return sum(part for _, part, _ in known(base)) / whole if whole else nan


def average(base):
    return mean([v for v, _, _ in known(base)]) if known(base) else nan


def run(base, _):
    centre = median([v for v, _, _ in known(base)]) if known(base) else nan
    return centre, centre, lambda _: nan


def xmr(base, screened):
    centre = average(base)
    sigma = step([v for v, _, _ in base], screened) / 1.128
    return centre, centre, lambda _: sigma


def ip(base, screened):
    centre = pooled(base)
    pairs = itertools.pairwise(base)
    steps = [
        sqrt(pi / 2) * abs(b - a) / sqrt(1 / m + 1 / n)
        for (a, _, m), (b, _, n) in pairs
        if a is not None and b is not None
    ]
    spread = mean_usual(steps, screened)
    return centre, centre, lambda n: spread / sqrt(n) if n else nan


def p(base, _):
    centre = pooled(base)
    return centre, centre, lambda n: sqrt(centre * (1 - centre) / n) if n else nan


def u(base, _):
    centre = pooled(base)
    return centre, centre, lambda n: sqrt(centre / n) if n else nan


def c(base, _):
    centre = average(base)
    return centre, centre, lambda _: sqrt(centre)


def g(base, _):
    values = [v for v, _, _ in known(base)]
    around = average(base)
    return (median(values) if values else nan), around, lambda _: sqrt(around * (around + 1))


def laney(counting):
    def widened(base, screened):
        centre, _, sigma = counting(base, screened)
        z = [
            (v - centre) / sigma(n) if v is not None and sigma(n) > 0 else None for v, _, n in base
        ]
        factor = step(z, screened) / 1.128
        return centre, centre, lambda n: sigma(n) * factor

    return widened


def step(values, screened):
    pairs = itertools.pairwise(values)
    return mean_usual([abs(b - a) for a, b in pairs if a is not None and b is not None], screened)


def mean_usual(steps, screened):
    if screened and steps:
        limit = 3.267 * mean(steps)
        steps = [s for s in steps if s < limit]
    return mean(steps) if steps else nan


LINES = {
    "run": run, "xmr": xmr, "ip": ip, "p": p, "pp": laney(p), "np": p, "c": c, "u": u,
    "up": laney(u), "g": g, "t": xmr,
}  # fmt: skip
ENDS = {"p": (0, 1), "pp": (0, 1), "np": (0, 1)} | dict.fromkeys(
    ("c", "u", "up", "g", "t"), (0, inf)
)


def between(rows):
    """rows: [(day, failures, checked), ...] of one series in order → [(day, days, cases), ...]"""
    found, last, passed = [], None, 0
    for day, group in itertools.groupby(rows, key=lambda row: row[0]):
        group = list(group)
        failed = sum(failures for _, failures, _ in group)
        passed += sum(checked for _, _, checked in group) - failed
        if failed:
            if last is not None:
                found.append((day, day - last, passed))
            last, passed = day, 0
    return found


def last_run(values, centres):
    """(place of the first point of the run with which the series ends, its points, points before)."""
    places = [i for i, (v, m) in enumerate(zip(values, centres, strict=True)) if v == v and v != m]
    run = []
    for i in reversed(places):
        if run and (values[i] > centres[i]) != (values[run[-1]] > centres[run[-1]]):
            break
        run.append(i)
    before = [v for v in values[: run[-1]] if v == v] if run else []
    return (run[-1], len(run), len(before)) if run else None
