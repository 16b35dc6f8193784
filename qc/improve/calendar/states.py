"""The states of an appointment, as data: where the record leads it, and what a person may do."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from qc.locale import N_


class DueState(StrEnum):
    """Where an appointment stands: something owed in a period."""

    DUE = "due"
    DONE = "done"
    OVERDUE = "overdue"
    LATE = "late"
    MISSED = "missed"
    EXCUSED = "excused"

    @property
    def label(self) -> str:
        return {
            "due": N_("still to be done"),
            "done": N_("done in time"),
            "overdue": N_("overdue, may still be made up for"),
            "late": N_("done late"),
            "missed": N_("not done"),
            "excused": N_("not done, reason given"),
        }[self.value]

    @property
    def owner(self) -> str:
        """Who has to act in this state."""
        waiting = N_("whoever is responsible for it")
        nobody = N_("nobody")
        return waiting if self in _WAITING else nobody


class Step(NamedTuple):
    """An act of a person: from which states, where it leads, its words, what must come with it."""

    sources: tuple[DueState, ...]
    target: str
    label: str
    needs: str


_S = DueState
_WAITING = (_S.DUE, _S.OVERDUE, _S.MISSED)

STEPS: Mapping[str, Step] = {
    "evidence": Step(
        (*_WAITING, _S.EXCUSED), "done, late", N_("keep a file as its evidence"), "file"
    ),
    "excuse": Step((_S.OVERDUE, _S.MISSED), "excused", N_("say why it was not done"), "note"),
    "withdraw": Step(
        (_S.EXCUSED, _S.DONE, _S.LATE), "", N_("take back what people said of it"), "note"
    ),
}

RECORD: tuple[tuple[DueState, DueState, str], ...] = (
    (_S.DUE, _S.DONE, "checks came in"),
    (_S.DUE, _S.OVERDUE, "its period ended"),
    (_S.OVERDUE, _S.LATE, "checks came in"),
    (_S.OVERDUE, _S.MISSED, "its grace ended"),
    (_S.MISSED, _S.DONE, "checks of its days came in"),
    (_S.EXCUSED, _S.DONE, "checks of its days came in"),
)
"""What the record itself does: nobody's act."""


def possible(state: DueState) -> tuple[str, ...]:
    """What a person may do in a state."""
    return tuple(what for what, step in STEPS.items() if state in step.sources)
