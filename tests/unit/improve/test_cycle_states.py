"""The states of a PDCA cycle: nothing gets stuck, and no way to the end goes round the figures."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest

from qc.errors import UsageError
from qc.improve.cycles.fields import DAYS, MISSING, SHARES
from qc.improve.cycles.gates import GATES
from qc.improve.cycles.states import ENDED, STEPS, CycleState, possible, state_after
from qc.improve.cycles.targets import qcc_target, share_of


@pytest.mark.parametrize("state", CycleState)
def test_every_state_has_its_words_and_an_owner(state):
    """A state without an owner is one in which everybody waits for somebody else."""
    assert state.label and state.owner
    assert (state.owner == "nobody") == (not state.is_live)


def test_every_live_state_leads_to_an_end():
    for state in CycleState:
        reached, new = {state}, {state}
        while new:
            new = {STEPS[what].target or at for at in new for what in possible(at)} - reached
            reached |= new
        assert set(ENDED) <= reached or state in ENDED


def test_no_way_to_closed_goes_round_the_figures():
    """All acts that close, prove or carry on ask for figures after; only cancelling does without."""
    judged = (CycleState.ACT, CycleState.CLOSED, CycleState.CONTINUED)
    for what, step in STEPS.items():
        if step.target in judged:
            assert "after_data" in step.gates, what
    closing = [what for what, step in STEPS.items() if step.target is CycleState.CLOSED]
    assert closing == ["close"]
    assert {"figures_say_so", "planned_counts", "standardised"} <= set(STEPS["close"].gates)
    assert STEPS["override"].needs == ("name", "reason")


def test_what_has_ended_stays_ended():
    """A cycle is never opened again under its old name: what comes back is the next one."""
    for state in ENDED:
        assert possible(state) == ("note",)


def test_acts_are_read_in_order():
    acts = ["open", "add_cause", "start", "to_check", "follow", "effective", "standardise", "close"]
    stood = [state_after(acts[:n]).value for n in range(1, len(acts) + 1)]
    assert stood == ["plan", "plan", "do", "check", "follow", "act", "act", "closed"]


def test_what_is_asked_for_has_words():
    """A field or condition without a sentence would be a traceback for a nurse."""
    needed = set(itertools.chain.from_iterable(step.needs for step in STEPS.values()))
    assert needed <= set(MISSING)
    assert {gate for step in STEPS.values() for gate in step.gates} == set(GATES)
    fields = needed | set(itertools.chain.from_iterable(step.may for step in STEPS.values()))
    assert {*DAYS, *SHARES} <= fields


@pytest.mark.parametrize(
    ("text", "share"), [("95%", "0.95"), ("97.5 ％", "0.975"), ("0.95", "0.95"), ("1", "1"), ("0", "0")]
)  # fmt: skip
def test_shares_as_people_write_them(text, share):
    assert share_of(text) == Fraction(share)


@pytest.mark.parametrize("text", ["95", "-1%", "1e9", "九成", "", "100.5%", "1/2", "0.1234567"])
def test_what_is_no_share_is_not_guessed(text):
    """95 may be 95 % or a slip of the pen."""
    with pytest.raises(UsageError):
        share_of(text)


def test_the_formula_by_hand():
    """60 % now, 80 % of what fails is worked on, at 70 %: 60 + 40 × 0.56 = 82.4 %."""
    assert qcc_target(60, 100, Fraction("0.8"), Fraction("0.7")) == Fraction("0.824")
