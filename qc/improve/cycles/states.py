"""The states of a cycle, as data: which act leads from where to where, who owns each state, what an act
asks for (fields) and what must hold (conditions, see `gates`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from qc.locale import N_


class CycleState(StrEnum):
    """Where a cycle stands."""

    PLAN = "plan"
    DO = "do"
    CHECK = "check"
    FOLLOW = "follow"
    ACT = "act"
    CLOSED = "closed"
    CONTINUED = "continued"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return {
            "plan": N_("plan"),
            "do": N_("do"),
            "check": N_("check"),
            "follow": N_("keep following"),
            "act": N_("standardise"),
            "closed": N_("closed"),
            "continued": N_("goes on as the next cycle"),
            "cancelled": N_("cancelled"),
        }[self.value]

    @property
    def owner(self) -> str:
        """Who has to act in this state."""
        return {
            "plan": N_("the cycle's owner"),
            "do": N_("those who carry out the measures"),
            "check": N_("the cycle's owner"),
            "follow": N_("the inspector"),
            "act": N_("the head nurse"),
        }.get(self.value, N_("nobody"))

    @property
    def is_live(self) -> bool:
        """Has somebody still to act?"""
        return self not in ENDED


ENDED = (CycleState.CLOSED, CycleState.CONTINUED, CycleState.CANCELLED)
_S = CycleState


class Step(NamedTuple):
    """An act: from which states it may be done, where it leads (None: it stays), its words, the fields
    that must and that may come with it, and the conditions that must hold."""

    sources: tuple[CycleState, ...]
    target: CycleState | None
    label: str
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()


_LIVE = tuple(state for state in CycleState if state.is_live)
_JUDGING = (_S.CHECK, _S.FOLLOW)
_PROVEN = ("period_over", "after_data", "planned_counts", "figures_say_so")

OPEN = "open"
STEPS: Mapping[str, Step] = {
    OPEN: Step((), _S.PLAN, N_("open a cycle"), ("title", "owner", "due"), ("from", "to")),
    "plan": Step((_S.PLAN,), None, N_("plan"), may=("title", "owner", "due", "least")),
    "add_cause": Step((_S.PLAN, _S.DO), None, N_("add a cause"), ("category", "cause")),
    "verify_cause": Step(
        (_S.PLAN, _S.DO), None, N_("verify a cause"), ("number", "true", "how", "by")
    ),
    "change_cause": Step(
        (_S.PLAN, _S.DO), None, N_("change a cause"), ("number", "category", "cause")
    ),
    "drop_cause": Step((_S.PLAN, _S.DO), None, N_("strike a cause out"), ("number", "note")),
    "set_target": Step(
        (_S.PLAN,), None, N_("set the target"), may=("target", "focus", "ability", "note")
    ),
    "add_measure": Step(
        (_S.PLAN, _S.DO), None, N_("add a measure"),
        ("what", "why", "who", "where", "from", "to", "how"),
    ),
    "start": Step(
        (_S.PLAN,), _S.DO, N_("begin"), gates=("true_cause", "target_set", "measures", "least_set")
    ),
    "measure_done": Step((_S.DO,), None, N_("measure done"), ("number", "on", "by"), ("note",)),
    "drop_measure": Step((_S.PLAN, _S.DO), None, N_("drop a measure"), ("number", "note")),
    "to_check": Step(
        (_S.DO,), _S.CHECK, N_("state the period to be checked"), ("from", "to"), gates=("all_done",)
    ),
    "follow": Step(
        _JUDGING, _S.FOLLOW, N_("keep following"), ("to",), gates=("period_over", "worth_following")
    ),
    "effective": Step(_JUDGING, _S.ACT, N_("effective"), gates=_PROVEN),
    "override": Step(
        (*_JUDGING, _S.ACT), _S.ACT, N_("override the figures"), ("name", "reason"),
        gates=("after_data",),
    ),
    "standardise": Step((_S.ACT,), None, N_("standardise"), ("kind", "link"), ("version", "note")),
    "close": Step((_S.ACT,), _S.CLOSED, N_("close"), gates=("standardised", *_PROVEN)),
    "next_cycle": Step(
        (*_JUDGING, _S.ACT), _S.CONTINUED, N_("go on as the next cycle"), ("note",),
        gates=("after_data",),
    ),
    "cancel": Step(_LIVE, _S.CANCELLED, N_("cancel"), ("note",)),
    "note": Step(tuple(_S), None, N_("note"), ("note",)),
}  # fmt: skip

FORWARD: Mapping[CycleState, str] = {
    _S.PLAN: "start", _S.DO: "to_check", _S.CHECK: "effective", _S.FOLLOW: "effective", _S.ACT: "close",
}  # fmt: skip
"""The act by which each live state is left when all goes well."""


def state_after(acts: Iterable[str]) -> CycleState:
    """Where a cycle stands after these acts, in their order."""
    state = CycleState.PLAN
    for what in acts:
        state = STEPS[what].target or state
    return state


def possible(state: CycleState) -> tuple[str, ...]:
    """What may be done in a state."""
    return tuple(what for what, step in STEPS.items() if state in step.sources)
