"""The handbook draws every state table from the table itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from qc.improve.accountability import states as proposal
from qc.improve.calendar import states as due
from qc.improve.cycles import states as cycle
from qc.improve.stars import states as star
from qc.improve.states import STEPS, FindingState
from tests.unit.improve.drawing import drawn_diagram, drawn_table

PAGE = (Path(__file__).parents[3] / "docs" / "improvement.md").read_text(encoding="utf-8")
COUNTS = {"计次 counts": lambda state: "是 yes" if state.counts else "否 no"}
DRAWN = {
    "finding": (
        drawn_table(FindingState, STEPS),
        drawn_diagram(FindingState, STEPS),
    ),
    "cycle": (
        drawn_table(cycle.CycleState, cycle.STEPS),
        drawn_diagram(cycle.CycleState, cycle.STEPS, ends=cycle.ENDED),
    ),
    "proposal": (
        drawn_table(proposal.ProposalState, proposal.STEPS, COUNTS),
        drawn_diagram(proposal.ProposalState, proposal.STEPS),
    ),
    "star": (
        drawn_table(star.StarState, star.STEPS),
        drawn_diagram(star.StarState, star.STEPS),
    ),
    "due": (
        drawn_table(due.DueState, due.STEPS),
        drawn_diagram(due.DueState, due.STEPS, record=due.RECORD),
    ),
}


@pytest.mark.parametrize("of", DRAWN)
def test_the_handbook_shows_the_states_as_they_are(of: str) -> None:
    """A table that was drawn by hand would tell the head nurse of steps that do not exist. After a
    change of a state table, put what is drawn here into docs/improvement.md."""
    table, diagram = DRAWN[of]
    assert table in PAGE, f"\n{table}"
    assert diagram in PAGE, f"\n{diagram}"


def test_every_act_is_drawn_in_each_state_where_it_may_be_done() -> None:
    """A step that the drawer leaves out would be missing from the handbook without anybody noticing."""
    for table, states, steps in [
        (DRAWN["finding"][0], FindingState, STEPS),
        (DRAWN["cycle"][0], cycle.CycleState, cycle.STEPS),
        (DRAWN["due"][0], due.DueState, due.STEPS),
    ]:
        drawn = sum(table.count(f"`{what}`") for what in steps)
        assert drawn == sum(state in step.sources for step in steps.values() for state in states)
