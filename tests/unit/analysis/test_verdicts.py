"""How sure a parent is follows from its children."""

from __future__ import annotations

import pytest

from qc.analysis.verdicts import parent_state
from qc.words import State, Verdict

MET, SO_FAR, DOUBT, MISSED, NONE = (
    State.MET, State.MET_SO_FAR, State.MISSED_SO_FAR, State.MISSED, State.NO_DATA,
)  # fmt: skip


@pytest.mark.parametrize(
    ("verdict", "children", "expected"),
    [
        (Verdict.NONE, [NONE, NONE], NONE),
        (Verdict.MET, [MET, MET, NONE], MET),
        (Verdict.MET, [MET, SO_FAR], SO_FAR),
        (Verdict.MISSED, [MET, DOUBT], DOUBT),
        (Verdict.MISSED, [SO_FAR, MISSED], MISSED),
        (Verdict.MISSED, [MET, MET], MISSED),  # the parent's own target is the higher one
        (Verdict.MISSED, [MET, SO_FAR], DOUBT),
    ],
)
def test_a_parent_is_as_sure_as_the_children_that_decide_it(
    verdict: Verdict, children: list[State], expected: State
) -> None:
    """ "Well assured" over children with few checks each would be a false promise."""
    assert parent_state(verdict, children) is expected
