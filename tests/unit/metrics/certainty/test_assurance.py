"""The verdict and how sure it is: what the head nurse reads first."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from metrics import assurance
from tests.unit.metrics.reference import read


def states(*arguments, **options):
    return assurance(*arguments, **options)["state"].tolist()


def test_agrees_with_r():
    """One-sided exact bounds, and states by R's own tail probabilities, for all 1,288 rows."""
    reference = read("binom_target")
    ours = assurance(reference["x"], reference["n"], reference["target"])
    np.testing.assert_allclose(ours["lower"], reference["cp_lower95_one_sided"], atol=1e-12)
    np.testing.assert_allclose(ours["upper"], reference["cp_upper95_one_sided"], atol=1e-12)
    met = reference["x"] / reference["n"] >= reference["target"]
    sure = np.where(met, reference["p_greater"] <= 0.05, reference["p_less"] < 0.05 - 1e-12)
    sure |= reference["target"] == 1
    expected = np.where(met, "met", "missed").astype(object) + np.where(sure, "", "_so_far")
    assert ours["state"].tolist() == expected.tolist()


def test_plain_verdict_is_exact():
    """19 of 20 meets 95 %, 94.96 % does not, whatever a rounded figure would show."""
    assert states([19, 9496, 7, 2, 29], [20, 10000, 100, 3, 100], [0.95, 0.95, 0.07, 2 / 3, 0.29]) == [
        "met_so_far", "missed_so_far", "met_so_far", "met_so_far", "met_so_far",
    ]  # fmt: skip


def test_the_four_states_and_none():
    """Sure on both sides, unsure on both sides, and nothing checked."""
    counts = [60, 20, 18, 10, 0], [60, 20, 20, 20, 0]
    assert states(*counts, 0.95) == ["met", "met_so_far", "missed_so_far", "missed", "no_data"]


def test_clean_checks_needed():
    """95 % takes 59 clean checks from nothing, 93 with one failure; a state that is met needs none."""
    table = assurance([0, 20, 58, 59, 94], [0, 20, 59, 59, 95], 0.95)
    assert table["needed"].tolist() == [59, 39, 34, 0, 0]


def test_against_everything():
    """Against 100 % one failure in ten thousand is missed; none is met, and `lower` says which rate
    that vouches for; no number of clean checks would prove 100 %."""
    table = assurance([9999, 59, 1], [10000, 59, 1], 1)
    assert table["state"].tolist() == ["missed", "met", "met"]
    assert table["lower"].tolist()[1:] == pytest.approx([0.05 ** (1 / 59), 0.05])
    assert table["needed"].isna().all()


def test_lower_is_better_mirrors():
    """Events: none in 59 vouches for at most 5 %; the bounds stay those of the event rate."""
    table = assurance([0, 0, 2, 10, 1, 0], [59, 20, 20, 20, 20, 0], 0.05, direction="lower")
    assert table["state"].tolist() == [
        "met", "met_so_far", "missed_so_far", "missed", "met_so_far", "no_data",
    ]  # fmt: skip
    assert table["upper"][0] == pytest.approx(1 - 0.05 ** (1 / 59))
    assert table["needed"].tolist()[:2] == [0, 39]
    assert states([0, 1], 10, 0, direction="lower") == ["met", "missed"]


def test_a_target_that_nothing_can_miss():
    """0 % (or at most 100 % events) is met by any check at all."""
    assert assurance([0, 0], [1, 0], 0)["needed"].tolist() == [0, 0]
    assert states([0], [1], 0) == ["met"]
    assert states([1], [1], 1, direction="lower") == ["met"]


def test_a_bound_on_the_target_is_not_past_it():
    """One failed check of one has the bound 0.95 exactly: against 0.95 that is not yet sure."""
    assert states([0], [1], 0.95) == ["missed_so_far"]
    assert states([0], [1], 0.9, confidence=0.9) == ["missed_so_far"]


def test_clustering_makes_less_sure():
    """Sixty clean items that weigh as twenty are not yet sure; each further one weighs a third, too, and
    the bound reaches 0.95 at an effective 58.4."""
    plain, clustered = (assurance([60], [60], 0.95, effective=n) for n in (60, 20))
    assert (plain["state"][0], clustered["state"][0]) == ("met", "met_so_far")
    assert clustered["needed"][0] == 116  # 3 · (58.4 - 20), whole
    assert assurance([0], [0], 0.95, effective=[0.0])["needed"].tolist() == [59]


def test_rows_keep_their_index():
    """A column's verdicts join back to its frame."""
    passed = pd.Series([1, 2], index=["room 1", "room 2"])
    assert assurance(passed, 2, Decimal("0.95")).index.tolist() == ["room 1", "room 2"]
    assert len(assurance([], [], 0.95)) == 0


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        ((1, 2, 95), {}, "target must lie between 0 and 1"),
        ((1, 2, np.nan), {}, "target must lie between 0 and 1"),
        ((1, 2, 0.95), {"direction": "up"}, "direction must be higher or lower, not up"),
        ((3, 2, 0.95), {}, "passed must not exceed checked"),
    ],
)
def test_bad_input_is_named(arguments, options, message):
    """95 for 95 % would make every rate missed: it is refused."""
    with pytest.raises(ValueError, match=message):
        assurance(*arguments, **options)
