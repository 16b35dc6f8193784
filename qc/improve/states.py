"""The states of a finding and of a cycle, as data: which act leads from where to where, and who
owns each state. Pages ask what may be done, the journal is read by it, the handbook draws it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from qc.locale import N_


class FindingState(StrEnum):
    """Where a finding stands."""

    OPEN = "open"
    IN_HAND = "in_hand"
    RECHECK = "recheck"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return {
            "open": N_("to be put right"),
            "in_hand": N_("being put right"),
            "recheck": N_("waiting for re-check"),
            "closed": N_("closed"),
            "withdrawn": N_("withdrawn: the record was corrected"),
        }[self.value]

    @property
    def owner(self) -> str:
        """Who has to act in this state."""
        return {
            "open": N_("the unit's head"),
            "in_hand": N_("the person in charge"),
            "recheck": N_("the inspector"),
            "closed": N_("nobody"),
            "withdrawn": N_("nobody"),
        }[self.value]

    @property
    def waits(self) -> bool:
        """Has somebody still to act?"""
        return self not in (FindingState.CLOSED, FindingState.WITHDRAWN)


class Step(NamedTuple):
    """An act: from which states it may be done, where it leads (None: it stays), its words, and the
    fields that must be filled; those of `grave` only where the finding needs cause and measure."""

    sources: frozenset[FindingState]
    target: FindingState | None
    label: str
    needs: tuple[str, ...] = ()
    grave: tuple[str, ...] = ()


_WAITING = frozenset(state for state in FindingState if state.waits)
_S = FindingState

STEPS: Mapping[str, Step] = {
    "fix_at_once": Step(
        frozenset({_S.OPEN}), _S.CLOSED, N_("put right on the spot"), grave=("cause", "measure")
    ),
    "assign": Step(
        frozenset({_S.OPEN, _S.IN_HAND}),
        _S.IN_HAND,
        N_("give to somebody"),
        needs=("person", "due"),
        grave=("cause", "measure"),
    ),
    "put_right": Step(
        frozenset({_S.OPEN, _S.IN_HAND}), _S.RECHECK, N_("put right"), grave=("cause", "measure")
    ),
    "recheck_passed": Step(frozenset({_S.RECHECK}), _S.CLOSED, N_("re-checked: in order")),
    "recheck_failed": Step(
        frozenset({_S.RECHECK}), _S.OPEN, N_("re-checked: not in order"), needs=("note",)
    ),
    "reopen": Step(frozenset({_S.CLOSED}), _S.OPEN, N_("opened again"), needs=("note",)),
    "note": Step(_WAITING | {_S.CLOSED}, None, N_("note"), needs=("note",)),
}


def state_after(acts: Iterable[str]) -> FindingState:
    """Where a finding stands after these acts, in their order."""
    state = FindingState.OPEN
    for what in acts:
        state = STEPS[what].target or state
    return state


def possible(state: FindingState) -> tuple[str, ...]:
    """What may be done in a state."""
    return tuple(what for what, step in STEPS.items() if state in step.sources)
