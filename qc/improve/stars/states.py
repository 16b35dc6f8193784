"""The states of a month's star, as data."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from qc.locale import N_


class StarState(StrEnum):
    """Where the star of a month stands."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"

    @property
    def label(self) -> str:
        return {
            "proposed": N_("proposed, to be confirmed"),
            "confirmed": N_("confirmed"),
        }[self.value]

    @property
    def owner(self) -> str:
        """Who has to act in this state."""
        return {"proposed": N_("whoever decides"), "confirmed": N_("nobody")}[self.value]


class Step(NamedTuple):
    """An act: from which state, where it leads, its words and the fields that must be filled."""

    source: StarState
    target: StarState
    label: str
    needs: tuple[str, ...]


STEPS: Mapping[str, Step] = {
    "confirm": Step(StarState.PROPOSED, StarState.CONFIRMED, N_("confirm the star"), ("person",)),
    "revoke": Step(StarState.CONFIRMED, StarState.PROPOSED, N_("take the star back"), ("note",)),
}
