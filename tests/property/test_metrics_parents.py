"""Parent indicators against fractions."""

from __future__ import annotations

from math import isnan

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import parents
from tests.rival_implementations import rating

TARGETS = [0.0, 0.5, 0.9, 0.95, 0.99, 1.0]
counts = st.one_of(
    st.sampled_from([(19, 20), (95, 100), (9, 10), (1, 2), (0, 0), (7, 7), (99, 100)]),
    st.integers(0, 30).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
)
children = st.tuples(
    st.sampled_from(["A", "B", None]),
    counts,
    st.one_of(st.none(), st.sampled_from(TARGETS)),
    st.sampled_from([0.0, 0.1, 0.3, 1.0, 2.5, 7.0]),
    st.sampled_from(["higher", "lower"]),
)
SCHEMA = {
    "unit": pl.String, "passed": pl.Int64, "checked": pl.Int64,
    "target": pl.Float64, "weight": pl.Float64, "direction": pl.String,
}  # fmt: skip


@given(
    family=st.lists(children, max_size=12),
    target=st.sampled_from(TARGETS),
    side=st.sampled_from(["higher", "lower"]),
)
def test_parents_agree_with_the_rival(family, target, side):
    """The mean, who met and who missed, and a verdict that no rounding turns: most of these children lie
    on a target exactly."""
    rows = [(unit, *count, *rest) for unit, count, *rest in family]
    frame = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    made = parents(
        frame,
        "unit",
        weight="weight",
        direction="direction",
        parent_target=target,
        parent_direction=side,
    )
    groups = {}
    for unit, *child in rows:
        groups.setdefault(unit, []).append(child)
    found = {
        row[0] if isinstance(row[0], str) else None: row[1:]
        for row in made.itertuples(index=False, name=None)
    }
    assert found.keys() == groups.keys()
    for unit, (rate, *numbers) in found.items():
        exact, *expected = rating.parent(groups[unit], target, side)
        assert numbers == expected
        assert isnan(rate) if exact is None else rate == pytest.approx(float(exact), abs=1e-12)
