"""`qc standards`: the standards as a list, and as a workbook that a head nurse edits."""

from __future__ import annotations

from qc.cli.group import HouseGroup
from qc.locale import N_

command = HouseGroup(
    "standards",
    help=N_("The standards: listed, exported to a workbook, and imported from it as edited."),
    commands_in={
        "list": "qc.cli.standards_list",
        "export": "qc.cli.standards_export",
        "import": "qc.cli.standards_import",
    },
)
