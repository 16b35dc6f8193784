"""Whether measures worked, by the counts of two months alone."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from qc.meeting.last_month import worked
from qc.meeting.model import Worked


@given(
    st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(1, n), st.just(n))),
    st.integers(0, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
)
def test_the_word_is_that_of_the_exact_shares(then: tuple[int, int], now: tuple[int, int]) -> None:
    """“Worked in part” for a share that only looks smaller when it is rounded would be believed."""
    found = worked(*then, *now)
    if not now[1]:
        assert found is Worked.UNSEEN
    elif not now[0]:
        assert found is Worked.WELL
    else:
        better = Fraction(*now) < Fraction(*then)
        assert found is (Worked.PARTLY if better else Worked.NOT)
