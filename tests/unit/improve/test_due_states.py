"""The states of an appointment: owners and words."""

from __future__ import annotations

import pytest

from qc.improve.calendar.states import RECORD, STEPS, DueState, possible


@pytest.mark.parametrize("state", DueState)
def test_every_state_has_its_words_and_an_owner(state):
    assert state.label
    assert (state.owner == "nobody") == (state in ("done", "late", "excused"))


@pytest.mark.parametrize("what", STEPS)
def test_every_act_asks_for_something_and_leads_somewhere(what):
    """Nothing is ticked off without a file or a reason."""
    step = STEPS[what]
    assert step.label and step.needs
    known = {state.value for state in DueState}
    assert {word for word in step.target.split(", ") if word} <= known


def test_only_the_record_makes_something_done_or_missed():
    """A person gives reasons and files; whether it was done in time is not theirs to say."""
    assert {target for _, target, _ in RECORD} == set(DueState) - {"due", "excused"}
    assert possible(DueState.DUE) == ("evidence",)
