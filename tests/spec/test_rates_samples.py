"""Samples: each subject of a check (a chart, a person) counts once."""


def test_each_subject_is_one_sample(spec_rates):
    """Three items on one chart are one chart; two charts of one check are two; the same person in
    two checks is two samples; a check without subjects is one."""
    spec_rates(
        """
        unit | check_id | subject | checked | passed
        -----+----------+---------+---------+-------
        A    | c1       | chart 1 |       1 |      1
        A    | c1       | chart 1 |       1 |      1
        A    | c1       | chart 2 |       1 |      1
        A    | c1       | chart 2 |       1 |      0
        A    | c2       | chart 1 |       1 |      1
        B    | c3       |         |       1 |      1
        B    | c3       |         |       1 |      1
        """,
        "unit",
        "samples",
        """
        unit | checked | passed | rate
        -----+---------+--------+-------------------
        A    |       3 |      2 | 0.6666666666666666
        B    |       1 |      1 | 1.0
        """,
    )


def test_a_row_that_counts_several(spec_rates):
    """ "20 charts, 19 in order" is 20 samples of which 19 pass, beside samples marked one by one."""
    spec_rates(
        """
        unit | check_id | subject | checked | passed | critical | pass_score
        -----+----------+---------+---------+--------+----------+-----------
        A    | c1       |         |      20 |     19 | T        | 0.9
        A    | c2       | chart 1 |       1 |      1 | F        | 0.9
        A    | c2       | chart 2 |       1 |      0 | F        | 0.9
        """,
        "unit",
        "samples",
        """
        unit | checked | passed | rate
        -----+---------+--------+-------------------
        A    |      22 |     20 | 0.9090909090909091
        """,
    )
