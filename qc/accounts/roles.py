"""The roles: what each may do, and whether it sees the whole clinic or its own units only."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from qc.locale import N_
from qc.words import ALL_RIGHTS, Right


class Role(StrEnum):
    """What somebody is in the clinic, as far as this program is concerned."""

    ADMINISTRATOR = "administrator"
    HEAD_NURSE = "head-nurse"
    QC_MEMBER = "qc-member"
    UNIT_NURSE = "unit-nurse"
    MANAGEMENT = "management"

    @property
    def label(self) -> str:
        return {
            "administrator": N_("administrator"),
            "head-nurse": N_("head nurse"),
            "qc-member": N_("quality control member"),
            "unit-nurse": N_("unit nurse"),
            "management": N_("management"),
        }[self.value]


RIGHTS: Mapping[Role, frozenset[Right]] = MappingProxyType(
    {
        Role.ADMINISTRATOR: ALL_RIGHTS,
        Role.HEAD_NURSE: ALL_RIGHTS - {Right.ADMINISTER},
        Role.QC_MEMBER: frozenset({Right.IMPORT, Right.RECORD, Right.NAMES}),
        Role.UNIT_NURSE: frozenset({Right.IMPORT, Right.RECORD}),
        Role.MANAGEMENT: frozenset(),
    }
)

OWN_UNITS = frozenset({Role.UNIT_NURSE})
"""Who sees nothing without being told which units are theirs."""
