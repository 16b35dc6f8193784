"""`qc audit`: who did what when, and whether what is written down still stands as it was written."""

from __future__ import annotations

from qc.cli.group import HouseGroup
from qc.locale import N_

command = HouseGroup(
    "audit",
    help=N_("The audit trail: verified, and listed."),
    commands_in={"verify": "qc.cli.audit_verify", "list": "qc.cli.audit_list"},
)
