"""The states of a proposal, as data: which act leads from where to where, and who owns each state."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from qc.locale import N_


class ProposalState(StrEnum):
    """Where a proposal stands."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    LIFTED = "lifted"

    @property
    def label(self) -> str:
        return {
            "proposed": N_("to be decided"),
            "accepted": N_("accepted by a person"),
            "refused": N_("refused by a person"),
            "lifted": N_("accepted, lifted again"),
        }[self.value]

    @property
    def owner(self) -> str:
        """Who has to act in this state."""
        return {"proposed": N_("whoever decides")}.get(self.value, N_("nobody"))

    @property
    def counts(self) -> bool:
        """Do its findings count when the next one comes?"""
        return self in (ProposalState.PROPOSED, ProposalState.ACCEPTED)


class Step(NamedTuple):
    """An act: from which state, where it leads, its words and the fields that must be filled."""

    source: ProposalState
    target: ProposalState
    label: str
    needs: tuple[str, ...]


_S = ProposalState

STEPS: Mapping[str, Step] = {
    "accept": Step(_S.PROPOSED, _S.ACCEPTED, N_("accept the proposal"), ("note",)),
    "refuse": Step(_S.PROPOSED, _S.REFUSED, N_("refuse the proposal"), ("note",)),
    "lift": Step(_S.ACCEPTED, _S.LIFTED, N_("lift the decision"), ("note",)),
}
