"""Rules over random series of many segments, against rules read off windows in plain Python."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from metrics import benjamini_hochberg
from metrics.signals.anhoej import run_test
from metrics.signals.drawn import Drawn
from metrics.signals.nhs import nhs
from metrics.signals.zones import nelson, western_electric
from tests.rival_implementations import signals

VALUES = st.one_of(st.integers(-9, 9).map(float), st.integers(-2, 2).map(float))
NAN = float("nan")


@st.composite
def segments(draw):
    """Up to four segments of points (value, centre, sigma): quarters, so that lines are met exactly;
    long plain stretches, so that runs and trends come about; gaps."""
    drawn = []
    for _ in range(draw(st.integers(0, 4))):
        points = []
        for _ in range(draw(st.integers(1, 6))):
            start, step = draw(VALUES), draw(st.sampled_from([0, 0.25, -0.25, 1, -1]))
            turn = draw(st.sampled_from([0, 0, 2, 7]))
            length = draw(st.integers(1, 16))
            points += [start + step * i + turn * (i % 2) for i in range(length)]
        gaps = draw(st.sets(st.integers(0, len(points) - 1), max_size=2))
        sigma = draw(st.sampled_from([0.0, 0.25, 1.0, 2.0, 4.0]))
        wider = draw(st.booleans())
        drawn.append([
            (NAN if i in gaps else v, 1.0, sigma * (2 if wider and i % 3 == 0 else 1))
            for i, v in enumerate(points)
        ])  # fmt: skip
    return drawn


def as_drawn(parts):
    flat = np.array([point for part in parts for point in part]).reshape(-1, 3)
    segment = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    value, centre, sigma = flat.T
    return Drawn(value, centre, sigma, centre - 3 * sigma, centre + 3 * sigma, segment)


@given(parts=segments())
def test_zone_rules_agree_with_the_rival(parts):
    """Every rule at every point; a window that reached into the next unit would accuse it."""
    flags = western_electric(as_drawn(parts)) | nelson(as_drawn(parts))
    expected = [signals.zone_rules(part) for part in parts]
    assert flags.keys() == signals.ZONE_RULES.keys()
    for name, flagged in flags.items():
        assert flagged.tolist() == [flag for part in expected for flag in part[name]], name


@given(parts=segments())
def test_nhs_causes_agree_with_the_rival(parts):
    """The first rule that holds, and its direction, at every point."""
    causes = nhs(as_drawn(parts))["special_cause"]
    assert causes.tolist() == [cause for part in parts for cause in signals.nhs_causes(part)]


@given(parts=segments())
def test_run_tests_agree_with_the_rival(parts):
    """Longest run, crossings, their limits and the signal of each segment."""
    drawn = as_drawn(parts)
    found = run_test(drawn.value, drawn.centre, drawn.segment, len(parts))
    for place, part in enumerate(parts):
        useful = [v for v, _, _ in part if v == v]
        expected = signals.run_test(useful, 1.0) or (False, NAN, NAN, NAN, NAN)
        np.testing.assert_array_equal([column[place] for column in found], expected)


@given(
    st.lists(
        st.one_of(st.just(NAN), st.floats(0, 1), st.sampled_from([0.0, 0.01, 0.05])), max_size=30
    )
)
def test_adjusted_p_values_agree_with_the_rival(p_values):
    """Ties, zeros and missing ones too."""
    np.testing.assert_allclose(benjamini_hochberg(p_values), signals.adjusted(p_values), rtol=1e-12)
