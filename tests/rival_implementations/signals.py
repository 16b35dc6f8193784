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
