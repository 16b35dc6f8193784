"""Agreement of raters: many groups at once against one at a time in fractions, and statsmodels."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa, fleiss_kappa

from metrics import agreement
from tests.rival_implementations import agreement as rival

FIGURES = ("observed", "cohen_kappa", "fleiss_kappa", "gwet_ac1")
COLUMNS = ["item", "check", "inspector", "mark"]
NAMED = {"subject": "check", "rater": "inspector", "rating": "mark"}


@st.composite
def inspections(draw):
    """Marks of up to three items by two to four inspectors, some missing, most of them alike."""
    rows = []
    for item in range(draw(st.integers(1, 3))):
        marks = [draw(st.integers(0, 4)) for _ in range(draw(st.integers(1, 3)))]
        often = st.sampled_from([marks[0], *marks, None])
        for check in range(draw(st.integers(1, 8))):
            for inspector in "abcd"[: draw(st.sampled_from([2, 2, 3, 4]))]:
                rows.append((item, check, inspector, draw(often)))
    return rows


def frame_of(rows):
    return pd.DataFrame(rows, columns=COLUMNS).astype({"mark": "Int64"})


@given(
    rows=inspections(),
    weights=st.sampled_from([None, "linear", "quadratic"]),
    confidence=st.sampled_from([0.5, 0.95]),
)
def test_groups_agree_with_the_rival(rows, weights, confidence):
    """Each figure and its bounds, for every item of one call as for that item alone, in fractions."""
    table = agreement(frame_of(rows), by="item", weights=weights, confidence=confidence, **NAMED)
    assert table["item"].tolist() == sorted({row[0] for row in rows})
    for found in table.to_dict("records"):
        own = [row[1:] for row in rows if row[0] == found["item"]]
        expected = rival.agreement(own, weights, confidence)
        for name in FIGURES:
            got = [found[name], found[f"{name}_lower"], found[f"{name}_upper"]]
            none = (np.nan, np.nan, np.nan)
            assert got == pytest.approx(expected.get(name, none), abs=1e-9, nan_ok=True), name


@given(rows=inspections(), seed=st.integers(0, 99))
def test_order_and_names_do_not_matter(rows, seed):
    """An engine returns rows in any order, and a clinic may write √ and × for 1 and 0."""
    frame = frame_of(rows)
    mixed = frame.sample(frac=1, random_state=seed)
    mixed["mark"] = mixed["mark"].map(dict(enumerate("√×/NP")))
    mixed["inspector"] = mixed["inspector"].map(dict(zip("abcd", "wxyz", strict=True)))
    pd.testing.assert_frame_equal(
        agreement(mixed, by="item", **NAMED),
        agreement(frame, by="item", **NAMED),
        rtol=1e-9,
        atol=1e-9,
    )


@given(
    pairs=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=2, max_size=40),
)
def test_two_raters_agree_with_statsmodels(pairs):
    """Cohen's and Fleiss' kappa and Cohen's standard error (no missing marks, which it refuses)."""
    table = np.zeros((3, 3))
    np.add.at(table, tuple(np.transpose(pairs)), 1)
    assume(np.sum(np.any(table + table.T, axis=0)) > 1)
    rows = [(0, n, who, mark) for n, pair in enumerate(pairs) for who, mark in enumerate(pair)]
    found = agreement(frame_of(rows), **NAMED).iloc[0]
    with np.errstate(all="ignore"):  # statsmodels divides by the spread of two constant raters
        theirs = cohens_kappa(table)
    assert found["cohen_kappa"] == pytest.approx(theirs.kappa, abs=1e-12)
    counts = [np.bincount(pair, minlength=3) for pair in pairs]
    assert found["fleiss_kappa"] == pytest.approx(fleiss_kappa(counts), abs=1e-12)
    if theirs.var_kappa > 1e-12 and found["cohen_kappa_lower"] > -1:
        half = found["cohen_kappa"] - found["cohen_kappa_lower"]
        expected = rival.t.ppf(0.975, len(pairs) - 1) * theirs.std_kappa
        assert half == pytest.approx(expected, rel=1e-7)
