"""A displayed rate never tells another story than the counts."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from qc.analysis.display import percent

COUNTS = st.integers(1, 10_000_000).flatmap(
    lambda checked: st.tuples(st.integers(0, checked), st.just(checked))
)
TARGETS = st.integers(0, 1000).map(lambda thousandths: Fraction(thousandths, 1000))


def shown(text: str) -> Fraction:
    return Fraction(text.removesuffix(" %")) / 100


@given(COUNTS, TARGETS)
def test_a_shown_rate_lies_on_the_same_side_of_the_target_as_the_counts(
    counts: tuple[int, int], target: Fraction
) -> None:
    """A "95.0 %" beside "missed", or a "100 %" with a failure in it, would be a lie on the page."""
    rate, told = Fraction(*counts), shown(percent(counts[0] / counts[1], float(target)))
    for fence in (target, Fraction(0), Fraction(1)):
        assert (told > fence, told < fence) == (rate > fence, rate < fence)


@given(COUNTS)
def test_a_shown_rate_is_near_the_true_one(counts: tuple[int, int]) -> None:
    """Keeping to the side must not move the figure by more than its last digit."""
    assert abs(shown(percent(counts[0] / counts[1])) - Fraction(*counts)) <= Fraction(1, 2000)
