"""`qc users`: who may sign in to the dashboard, and with what role."""

from __future__ import annotations

from qc.cli.group import HouseGroup
from qc.locale import N_

command = HouseGroup(
    "users",
    help=N_("Who may sign in to the dashboard: listed, added, given roles and passwords."),
    commands_in={
        "list": "qc.cli.users_list",
        "add": "qc.cli.users_add",
        "role": "qc.cli.users_role",
        "password": "qc.cli.users_password",
        "disable": "qc.cli.users_disable",
        "enable": "qc.cli.users_enable",
    },
)
