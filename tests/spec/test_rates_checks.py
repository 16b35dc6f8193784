"""Checks: one inspection counts once and passes as a whole."""


def test_every_applicable_result_must_pass(spec_rates):
    """Without a pass score one failed item fails the check; a check with nothing applicable (c4) is
    in neither count."""
    spec_rates(
        """
        unit | check_id | checked | passed
        -----+----------+---------+-------
        A    | c1       |       1 |      1
        A    | c1       |       1 |      1
        A    | c2       |       1 |      1
        A    | c2       |       1 |      0
        A    | c3       |       1 |      1
        A    | c3       |       0 |      0
        A    | c4       |       0 |      0
        B    | c5       |      20 |     19
        """,
        "unit",
        "checks",
        """
        unit | checked | passed | rate
        -----+---------+--------+-------------------
        A    |       3 |      2 | 0.6666666666666666
        B    |       1 |      0 | 0.0
        """,
    )


def test_pass_score_of_items(spec_rates):
    """At 0.9 nine of ten is enough (no float may say otherwise), eight of nine is not; a check without
    a pass score (c3) needs all; one with nothing applicable (c5) has no score, on engines that raise at
    a division by zero too."""
    spec_rates(
        """
        check_id | checked | passed | pass_score
        ---------+---------+--------+-----------
        c1       |       5 |      5 | 0.9
        c1       |       5 |      4 | 0.9
        c2       |       9 |      8 | 0.9
        c3       |      10 |      9 |
        c4       |     100 |      7 | 0.07
        c5       |       0 |      0 | 0.9
        """,
        "check_id",
        "checks",
        """
        check_id | checked | passed | rate
        ---------+---------+--------+-----
        c1       |       1 |      1 | 1.0
        c2       |       1 |      0 | 0.0
        c3       |       1 |      0 | 0.0
        c4       |       1 |      1 | 1.0
        c5       |       0 |      0 |
        """,
    )


def test_pass_score_of_points(spec_rates):
    """With points the score rate decides: 90 of 100 passes though two items failed; points of what is
    not applicable (c2's last row) are no points; rows without points do not dilute (c3)."""
    spec_rates(
        """
        check_id | checked | passed | points | scored | pass_score
        ---------+---------+--------+--------+--------+-----------
        c1       |       1 |      1 |     60 |     60 | 0.9
        c1       |       1 |      0 |     30 |     25 | 0.9
        c1       |       1 |      0 |     10 |      5 | 0.9
        c2       |       1 |      0 |     50 |     44 | 0.9
        c2       |       0 |      0 |     50 |     50 | 0.9
        c3       |       1 |      1 |     10 |      9 | 0.9
        c3       |       1 |      0 |        |        | 0.9
        """,
        "check_id",
        "checks",
        """
        check_id | checked | passed | rate
        ---------+---------+--------+-----
        c1       |       1 |      1 | 1.0
        c2       |       1 |      0 | 0.0
        c3       |       1 |      1 | 1.0
        """,
    )


def test_points_with_fractions(spec_rates):
    """Tenths of points add up like the tenths they are: 5.7 of 6.0 is 95 %, though the floats of the
    three rows give 94.99999999999998 %."""
    spec_rates(
        """
        check_id | checked | passed | points | scored | pass_score
        ---------+---------+--------+--------+--------+-----------
        c1       |       1 |      0 |    1.9 |    1.7 | 0.95
        c1       |       1 |      0 |    1.2 |    1.1 | 0.95
        c1       |       1 |      1 |    2.9 |    2.9 | 0.95
        """,
        [],
        "checks",
        """
        checked | passed | rate
        --------+--------+-----
              1 |      1 | 1.0
        """,
    )


def test_critical_item(spec_rates):
    """One failed critical item fails a check that its score would pass; a failed plain one does not."""
    spec_rates(
        """
        check_id | checked | passed | critical | pass_score
        ---------+---------+--------+----------+-----------
        c1       |       9 |      9 | F        | 0.9
        c1       |       1 |      0 | T        | 0.9
        c2       |       9 |      8 |          | 0.9
        c2       |       1 |      1 | T        | 0.9
        c3       |       9 |      9 | F        | 0.9
        c3       |       0 |      0 | T        | 0.9
        """,
        "check_id",
        "checks",
        """
        check_id | checked | passed | rate
        ---------+---------+--------+-----
        c1       |       1 |      0 | 0.0
        c2       |       1 |      1 | 1.0
        c3       |       1 |      1 | 1.0
        """,
    )


def test_undecided_check(spec_rates):
    """A check with a result still held back neither passes nor fails, whatever the others say."""
    spec_rates(
        """
        unit | check_id | checked | passed | undecided
        -----+----------+---------+--------+----------
        A    | c1       |       1 |      1 | F
        A    | c1       |       0 |      0 | T
        A    | c2       |       1 |      1 |
        B    | c3       |       1 |      0 | F
        B    | c3       |       0 |      0 | T
        """,
        "unit",
        "checks",
        """
        unit | checked | passed | rate
        -----+---------+--------+-----
        A    |       1 |      1 | 1.0
        B    |       0 |      0 |
        """,
    )
