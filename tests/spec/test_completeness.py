"""Completeness: lines filled in of the lines of the checks."""

from __future__ import annotations

import metrics

LINES = """
    date       | unit | checked | passed | missed
    -----------+------+---------+--------+-------
    2026-10-31 | A    |       1 |      1 | F
    2026-10-31 | A    |       0 |      0 | T
    2026-11-01 | A    |       1 |      0 |
    2026-11-01 | A    |       0 |      0 | F
    2026-11-01 |      |       0 |      0 | T
               | B    |       1 |      1 | F
"""


def test_missed_items(spec):
    """A blank line is not filled in; one that is not applicable is (A's last), as is one of which
    nothing is said (A's third)."""
    spec(
        lambda frame: metrics.completeness(frame, "unit"),
        LINES,
        """
        unit | lines | filled | completeness
        -----+-------+--------+-------------
        A    |     4 |      3 | 0.75
        B    |     1 |      1 | 1.0
             |     1 |      0 | 0.0
        """,
    )


def test_by_period(spec):
    """A month's completeness, and that of lines without a date."""
    spec(
        lambda frame: metrics.completeness(frame, [], period="month"),
        LINES,
        """
        period  | lines | filled | completeness
        --------+-------+--------+-------------------
        2026-10 |     2 |      1 | 0.5
        2026-11 |     3 |      2 | 0.6666666666666666
                |     1 |      1 | 1.0
        """,
    )


def test_ones_and_noughts(spec):
    """Yes and no may be numbers, with gaps, in a column of another name."""
    spec(
        lambda frame: metrics.completeness(frame, "unit", missed="blank"),
        """
        unit | blank
        -----+------
        A    | 1
        A    | 0
        A    |
        B    | 1
        """,
        """
        unit | lines | filled | completeness
        -----+-------+--------+-------------------
        A    |     3 |      2 | 0.6666666666666666
        B    |     1 |      0 | 0.0
        """,
    )
