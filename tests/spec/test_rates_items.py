"""Items: Σ passed ÷ Σ checked over the rows in view, never a mean of rates."""

RESULTS = """
    month   | unit | checked | passed
    --------+------+---------+-------
    2026-09 | A    |      20 |     19
    2026-09 | A    |       1 |      1
    2026-09 | B    |       1 |      0
    2026-10 | A    |       1 |      1
    2026-10 |      |       4 |      3
    2026-10 | B    |       0 |      0
"""


def test_pooled_by_one_column(spec_rates):
    """A unit's rate weighs its months by what was checked in them; a missing unit is a group."""
    spec_rates(
        RESULTS,
        "unit",
        "items",
        """
        unit | checked | passed | rate
        -----+---------+--------+-------------------
        A    |      22 |     21 | 0.9545454545454546
        B    |       1 |      0 | 0.0
             |       4 |      3 | 0.75
        """,
    )


def test_pooled_by_two_columns(spec_rates):
    """Nothing applicable in a group (B in October) has no rate: neither 0 nor 100 %."""
    spec_rates(
        RESULTS,
        ["month", "unit"],
        "items",
        """
        month   | unit | checked | passed | rate
        --------+------+---------+--------+-------------------
        2026-09 | A    |      21 |     20 | 0.9523809523809523
        2026-09 | B    |       1 |      0 | 0.0
        2026-10 | A    |       1 |      1 | 1.0
        2026-10 | B    |       0 |      0 |
        2026-10 |      |       4 |      3 | 0.75
        """,
    )


def test_pooled_over_everything(spec_rates):
    """Without a by-column one row stands for the whole clinic."""
    spec_rates(
        RESULTS,
        [],
        "items",
        """
        checked | passed | rate
        --------+--------+-------------------
             27 |     24 | 0.8888888888888888
        """,
    )
