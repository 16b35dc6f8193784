"""Points: the score rate, Σ scored ÷ Σ points over the applicable rows that have points."""


def test_whole_points(spec_rates):
    """Points of what is not applicable are in neither sum."""
    spec_rates(
        """
        unit | checked | passed | points | scored
        -----+---------+--------+--------+-------
        A    |       1 |      1 |     60 |     60
        A    |       1 |      0 |     40 |     35
        A    |       0 |      0 |     10 |     10
        B    |       1 |      1 |      5 |      0
        """,
        "unit",
        "points",
        """
        unit | checked | passed | rate
        -----+---------+--------+-----
        A    |     100 |     95 | 0.95
        B    |       5 |      0 | 0.0
        """,
    )


def test_fractions_of_points(spec_rates):
    """Half points stay half points, not cut to whole ones; rows without points are in neither sum."""
    spec_rates(
        """
        points | scored
        -------+-------
           2.5 |    2.0
           2.5 |    2.5
               |
           5.0 |
        """,
        [],
        "points",
        """
        checked | passed | rate
        --------+--------+-----
            5.0 |    4.5 | 0.9
        """,
    )
