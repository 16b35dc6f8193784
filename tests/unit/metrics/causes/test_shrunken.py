"""Rates drawn towards the pooled one, and an order that admits ties."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from metrics import shrunken
from tests.unit.metrics.causes.test_funnel import COUNTS, units


def by_unit(frame, **options):
    return shrunken(frame, **{**COUNTS, **options}).set_index("unit")


def test_few_checks_neither_win_nor_lose():
    """3 of 3 is drawn to the middle and leads nobody for sure; 300 of 303 keeps its place."""
    table = by_unit(units((190, 200), (95, 100), (3, 3), (20, 30), (300, 303), (70, 100)))
    assert table.index.tolist() == ["E", "C", "A", "B", "F", "D"]
    assert table.loc["C", "shrunken"] < 0.96 < 0.989 < table.loc["E", "shrunken"]
    assert table["order"].tolist() == [1, 1, 3, 3, 5, 5]
    assert table["tied"].all()
    assert table.loc["C", ["order_best", "order_worst"]].tolist() == [1, 6]


def test_no_more_than_chance_is_one_rate():
    """Units that differ by less than counting lets them get the pooled rate, an interval and one order."""
    table = by_unit(units((18, 20), (36, 40), (90, 100)))
    assert table["shrunken"].tolist() == pytest.approx([0.9] * 3)
    assert table["weight"].tolist() == [0] * 3
    assert (table["lower"] < 0.9).all()
    assert (table["upper"] > 0.9).all()
    assert table["order"].tolist() == [1] * 3


def test_all_perfect_and_all_failed():
    """Always 100 % stays 100 %, with a lower bound by the number of checks; and its mirror."""
    table = by_unit(units((20, 20), (200, 200)))
    assert table["shrunken"].tolist() == [1, 1]
    assert table["upper"].tolist() == [1, 1]
    assert 0.9 < table.loc["A", "lower"] < table.loc["B", "lower"] < 1
    assert table["order"].tolist() == [1, 1]
    table = by_unit(units((0, 20), (0, 200)))
    assert table["lower"].tolist() == [0, 0]
    assert 0 < table.loc["B", "upper"] < table.loc["A", "upper"] < 0.1


def test_one_unit_no_unit_and_none_checked():
    """One unit keeps its rate; what was never checked has no rate and no order."""
    table = by_unit(units((19, 20), (0, 0)))
    assert table.loc["A", "shrunken"] == pytest.approx(0.95)
    assert table.loc["A", ["order", "order_best", "order_worst"]].tolist() == [1, 1, 1]
    assert table.loc["B", ["shrunken", "weight", "lower", "order", "order_best"]].isna().all()
    assert not table["tied"].any()
    assert by_unit(units((1, 1)).iloc[:0]).empty
    assert by_unit(units((0, 0)))["shrunken"].isna().all()


def test_worlds_apart():
    """All against none: clear, and the order turns round when lower is better."""
    frame = units((20, 20), (0, 30))
    assert by_unit(frame)["order"].to_dict() == {"A": 1, "B": 2}
    assert by_unit(frame, direction="lower")["order"].to_dict() == {"B": 1, "A": 2}


def test_one_bad_unit_does_not_order_the_others():
    """Eight rooms alike and one bad one: the bad one weakens the prior, and without allowing for the
    number of pairs luck ordered the eight in two clinics of three."""
    random, clinics = np.random.default_rng(3), 400
    rate = np.tile([0.98] * 8 + [0.93], clinics)
    frame = pd.DataFrame(
        {
            "clinic": np.repeat(np.arange(clinics), 9),
            "unit": np.tile([*"abcdefgh", "z"], clinics),
            "n": 700,
            "x": random.binomial(700, rate),
        }
    )
    table = shrunken(frame, numerator="x", denominator="n", by="unit", within="clinic")
    alike = table[table["unit"] != "z"].groupby("clinic")["order"].max() == 1
    assert alike.mean() > 0.9
    assert (table.loc[table["unit"] == "z", "order"] == 9).mean() > 0.9


def test_groups_do_not_touch():
    """Two indicators in one call give what two calls give."""
    rng = np.random.default_rng(5)
    frames = []
    for kind, size in (("a", 7), ("b", 3), ("c", 1)):
        n = rng.integers(5, 100, size)
        frames.append(units(*zip(rng.binomial(n, 0.8), n, strict=True), kind=kind))
    together = shrunken(pd.concat(frames[::-1]), within="kind", **COUNTS)
    apart = pd.concat([shrunken(f, within="kind", **COUNTS) for f in frames], ignore_index=True)
    pd.testing.assert_frame_equal(together, apart)


def test_it_is_nearer_to_the_truth():
    """Two hundred groups of fifteen units whose true rates are known: the shrunken rates err less than
    the plain ones by a quarter, and nine intervals of ten and more hold the truth."""
    rng = np.random.default_rng(1)
    shape = (200, 15)
    n, truth = rng.integers(5, 200, shape), rng.beta(45, 5, shape)
    frame = pd.DataFrame(
        {
            "group": np.repeat(np.arange(200), 15), "unit": np.tile(np.arange(15), 200),
            "x": rng.binomial(n, truth).ravel(), "n": n.ravel(), "truth": truth.ravel(),
        }
    )  # fmt: skip
    table = shrunken(frame, within="group", **COUNTS).merge(frame, on=["group", "unit"])
    errors = [((table[name] - table["truth"]) ** 2).mean() ** 0.5 for name in ("shrunken", "rate")]
    assert errors[0] < errors[1] * 3 / 4
    held = (table["lower"] <= table["truth"]) & (table["truth"] <= table["upper"])
    assert 0.90 < held.mean() < 0.98


def test_bad_input_is_named():
    """An unknown direction and impossible counts are refused."""
    with pytest.raises(ValueError, match="direction must be higher or lower, not up"):
        by_unit(units((1, 2)), direction="up")
    with pytest.raises(ValueError, match=r"x must lie .* \(got 3 of 2 at A\)"):
        by_unit(units((3, 2)))
