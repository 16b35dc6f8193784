"""The states of a finding: what may be done where, and that nothing can get stuck."""

from __future__ import annotations

import itertools

import pytest

from qc.improve.acting import FIELDS
from qc.improve.states import STEPS, FindingState, possible, state_after


@pytest.mark.parametrize("state", FindingState)
def test_every_state_has_its_words_and_an_owner(state):
    """A state without an owner is one in which everybody waits for somebody else."""
    assert state.label and state.owner
    assert (state.owner == "nobody") == (not state.waits)


def test_every_waiting_state_leads_to_the_end():
    """From wherever a finding stands, some way leads to closed."""
    for state in FindingState:
        reached, new = {state}, {state}
        while new:
            new = {STEPS[what].target or at for at in new for what in possible(at)} - reached
            reached |= new
        assert FindingState.CLOSED in reached or state is FindingState.WITHDRAWN


def test_only_a_recheck_or_the_spot_closes():
    """Nothing is closed on a promise: giving it to somebody or saying that it is done is not enough."""
    closing = {what for what, step in STEPS.items() if step.target is FindingState.CLOSED}
    assert closing == {"fix_at_once", "recheck_passed"}
    assert STEPS["recheck_passed"].sources == {FindingState.RECHECK}


def test_acts_are_read_in_order():
    """A re-check that failed opens it again; a note moves nothing."""
    acts = ["assign", "put_right", "note", "recheck_failed", "put_right", "recheck_passed"]
    stood = [state_after(acts[:n]).value for n in range(len(acts) + 1)]
    assert stood == ["open", "in_hand", "recheck", "recheck", "open", "recheck", "closed"]


def test_what_is_asked_for_can_be_given():
    """A field that an act needs and nobody can fill would hold the finding for ever."""
    asked = itertools.chain.from_iterable((*step.needs, *step.grave) for step in STEPS.values())
    assert set(asked) <= set(FIELDS)
