"""Counts before and after: the page that ends an improvement cycle is built on these figures."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from metrics import compare
from tests.unit.metrics.reference import read

R = {
    "difference": "diff",
    "difference_lower": "newcombe_lo",
    "difference_upper": "newcombe_hi",
    "fisher_p": "fisher_p",
    "chi2": "chisq",
    "chi2_p": "chisq_p",
    "chi2_yates": "chisq_yates",
    "chi2_yates_p": "chisq_yates_p",
    "expected_min": "min_expected",
}


@pytest.mark.parametrize(("ours", "theirs"), R.items())
def test_agrees_with_r(ours, theirs):
    """Every figure of the reference, NA where R has NA; small p to the last digits, not only to 1e-9."""
    reference = read("two_proportions")
    table = compare(*(reference[name] for name in ("x1", "n1", "x2", "n2")))
    np.testing.assert_allclose(table[ours], reference[theirs], rtol=1e-11, atol=1e-14)


def test_published_table():
    """29 of 160 before and 11 of 160 after is printed as chi-square 9.2571: uncorrected, and with 20
    expected in each cell rightly so."""
    row = compare(29, 160, 11, 160, direction="lower").iloc[0]
    assert row["chi2"] == pytest.approx(9.2571, abs=5e-5)
    assert row["chi2_p"] == pytest.approx(0.002346, abs=5e-7)
    assert (row["leads"], row["verdict"]) == ("chi2", "improved_clear")
    assert row["progress"] == pytest.approx(18 / 29)


@pytest.mark.parametrize(
    ("counts", "leads"),
    [
        ((15, 20, 10, 20), "chi2"),  # 40 in all, 7.5 expected at least
        ((15, 20, 10, 19), "fisher"),  # 39 in all
        ((95, 100, 95, 100), "chi2"),  # exactly 5 expected
        ((95, 100, 96, 100), "fisher"),  # 4.5
        ((0, 10, 0, 10), "fisher"),
        ((0, 0, 5, 10), "none"),
    ],
)
def test_which_test_leads(counts, leads):
    """Near 100 % few failures are expected, and chi-square would promise too much."""
    assert compare(*counts)["leads"].tolist() == [leads]


def test_large_and_unlike():
    """A hundred thousand checks a side: neither overflow nor a p of nothing where one is left to say;
    what no double can hold is 0."""
    table = compare(
        [95_000, 50_000, 99_990, 0], 100_000, [95_200, 51_000, 99_999, 100_000], 100_000
    )
    added_up = [0.039265635606931054, 7.898289557214895e-06, 0.01171660164843938, 0]
    np.testing.assert_allclose(table["fisher_p"], added_up, rtol=1e-12)  # in whole numbers
    assert table["chi2"][3] == pytest.approx(200_000)
    assert table["chi2_p"][3] == 0


def test_attainment_and_progress():
    """80 to 90 % against 95 %: two thirds of the way, an eighth better; beyond the target more than the
    whole way; from the target or from nothing there is no way to measure."""
    table = compare([80, 80, 80, 95, 0], 100, [90, 98, 70, 90, 50], 100, 0.95)
    np.testing.assert_allclose(table["attainment"], [2 / 3, 1.2, -2 / 3, np.nan, 0.5 / 0.95])
    np.testing.assert_allclose(table["progress"], [0.125, 0.225, -0.125, -5 / 95, np.nan])


def test_fewer_is_better():
    """Events from 20 to 10 % against at most 5 %: two thirds of the way, half of them gone."""
    row = compare(20, 100, 10, 100, 0.05, "lower").iloc[0]
    assert row["difference"] == pytest.approx(-0.1)
    assert (row["attainment"], row["progress"]) == pytest.approx((2 / 3, 0.5))
    assert row["size"] == "improved"
    assert compare(5, 100, 1, 100, 0.05, "lower")["attainment"].isna().all()


@pytest.mark.parametrize(
    ("counts", "target", "verdict"),
    [
        ((60, 100, 99, 100), 0.95, "target_reached_clear"),
        ((8, 12, 12, 12), 0.95, "target_reached_few_checks"),
        ((99, 100, 96, 100), 0.95, "target_reached_few_checks"),
        ((60, 100, 85, 100), 0.95, "improved_clear"),
        ((12, 20, 17, 20), 0.95, "improved_few_checks"),
        ((60, 100, 65, 100), 0.95, "improved_not_clear"),
        ((6, 10, 12, 20), 0.95, "unchanged_few_checks"),
        ((60, 100, 120, 200), 0.95, "unchanged_not_clear"),
        ((85, 100, 60, 100), 0.95, "worse_clear"),
        ((17, 20, 12, 20), 0.95, "worse_few_checks"),
        ((65, 100, 60, 100), 0.95, "worse_not_clear"),
        ((0, 0, 60, 100), 0.95, "no_data"),
        ((60, 100, 0, 0), 0.95, "no_data"),
        ((60, 100, 100, 100), None, "improved_clear"),
    ],
)
def test_verdicts(counts, target, verdict):
    """Each reading of a pair of counts, as the head nurse would see it."""
    assert compare(*counts, target)["verdict"].tolist() == [verdict]


def test_a_perfect_target_on_few_checks():
    """Five of five meets 100 %, as would many a poor room: few checks. Thirty of thirty is taken."""
    table = compare(4, 5, [5, 30, 29], [5, 30, 30], 1)
    assert table["verdict"].tolist() == [
        "target_reached_few_checks", "target_reached_clear", "improved_few_checks",
    ]  # fmt: skip
    assert compare(4, 5, 30, 30, 1, few=31)["certainty"].tolist() == ["few_checks"]
    assert compare(1, 5, 0, 5, 0, "lower")["verdict"].tolist() == ["target_reached_few_checks"]


def test_target_is_reached_on_the_exact_counts():
    """94.96 % is not 95 %; 19 of 20 is."""
    table = compare(50, 100, [9496, 19], [10000, 20], 0.95)
    assert table["size"].tolist() == ["improved", "target_reached"]


def test_clustered_items_make_less_sure():
    """A hundred items in five checks a side are no hundred checks: the interval widens and the change is no
    longer clear; the test of the counts stays what a paper would print."""
    plain = compare(70, 100, 85, 100).iloc[0]
    clustered = compare(70, 100, 85, 100, effective_before=20, effective_after=20).iloc[0]
    assert plain["chi2_p"] == clustered["chi2_p"]
    assert (plain["verdict"], clustered["verdict"]) == ("improved_clear", "improved_few_checks")
    few = compare(14, 20, 17, 20).iloc[0]
    for bound in ("difference_lower", "difference_upper"):
        assert clustered[bound] == pytest.approx(few[bound])
    assert compare(80, 100, 99, 100, 0.95, effective_after=50)["certainty"].tolist() == [
        "few_checks"
    ]


def test_confidence_is_that_of_interval_and_verdict():
    """At 80 % the interval is narrower and the same change is clear."""
    sure, bold = (compare(60, 100, 70, 100, confidence=c).iloc[0] for c in (0.95, 0.8))
    assert bold["difference_lower"] > sure["difference_lower"]
    assert (sure["certainty"], bold["certainty"]) == ("not_clear", "clear")


def test_edges():
    """Always or never passed, nothing checked, missing counts, none at all: defined, without a warning."""
    table = compare([0, 10, 0, np.nan], [10, 10, 0, 5], [0, 10, 5, 3], [10, 10, 5, 5])
    assert table["fisher_p"].tolist()[:2] == [1, 1]
    assert table["fisher_p"].isna().tolist() == [False, False, True, True]
    assert table[["chi2", "chi2_p", "chi2_yates", "chi2_yates_p"]].isna().all(axis=None)
    assert table["size"].tolist() == ["unchanged", "unchanged", "no_data", "no_data"]
    assert len(compare([], [], [], [])) == 0


def test_rows_keep_their_index_and_broadcast():
    """A column's answers join back to its frame; one target serves all rows, or each has its own."""
    before = pd.Series([8, 9], index=["room 1", "room 2"])
    table = compare(before, 10, [9, 10], 10, target=[0.9, np.nan])
    assert table.index.tolist() == ["room 1", "room 2"]
    assert table["size"].tolist() == ["target_reached", "improved"]


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        ((3, 2, 1, 2), {}, "passed must not exceed checked"),
        ((1, 2, 1, -2), {}, "checked must not be negative"),
        ((1, 2, [1, 1.5], 2), {}, r"must be whole numbers \(got 1.5 at position 1\)"),
        ((1, 2, 1, 2, 95), {}, "target must lie between 0 and 1"),
        ((1, 2, 1, 2), {"direction": "up"}, "direction must be higher or lower, not up"),
        ((1, 2, 1, 2), {"confidence": 95}, "confidence must lie between 0 and 1"),
        ((1, 2, 1, 2), {"effective_after": 3}, "effective must not exceed checked"),
    ],
)
def test_bad_input_is_named(arguments, options, message):
    """A slip is an error that says which rule it broke."""
    with pytest.raises(ValueError, match=message):
        compare(*arguments, **options)
