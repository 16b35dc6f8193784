"""Categories in dictionaries."""

from __future__ import annotations

from fractions import Fraction


def vital_few(defects):
    """{category: defects} -> [(category, defects, cumulative share, vital)], most first."""
    whole = sum(defects.values())
    rows, before = [], 0
    for name, number in sorted(defects.items(), key=lambda pair: (-pair[1], pair[0])):
        if number:
            rows.append((name, number, Fraction(before + number, whole), 5 * before < 4 * whole))
            before += number
    return rows
