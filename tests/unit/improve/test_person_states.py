"""The states of a proposal and of a month's star: owners and words."""

from __future__ import annotations

import pytest

from qc.improve.accountability import states as proposal
from qc.improve.stars import states as star


@pytest.mark.parametrize("state", [*proposal.ProposalState, *star.StarState])
def test_every_state_has_its_words_and_an_owner(state):
    assert state.label and state.owner


@pytest.mark.parametrize("step", [*proposal.STEPS.values(), *star.STEPS.values()])
def test_every_act_has_its_words_and_asks_for_something(step):
    """Whoever decides about a person says why, or whom."""
    assert step.label and step.needs


def test_only_what_waits_has_an_owner():
    assert [s.owner for s in proposal.ProposalState].count("nobody") == 3
    assert [s.counts for s in proposal.ProposalState] == [True, True, False, False]
