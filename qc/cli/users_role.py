"""`qc users role`: another role, other units; whoever is signed in with it signs in anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qc.cli.group import Command
from qc.cli.options import workspace_options
from qc.cli.users_options import login_argument, role_options
from qc.locale import N_

if TYPE_CHECKING:
    from qc.workspace import Workspace


@click.command("role", cls=Command, help=N_("Give a user another role, units and sites."))
@login_argument
@role_options
@workspace_options()
def command(
    workspace: Workspace, login: str, role: str, units: list[str], sites: list[str]
) -> None:
    from qc.accounts import Role, change

    change(workspace, login, Role(role), units=units, sites=sites)
    t = workspace.t
    click.echo(t("{login} is {role} now and signs in anew.", login=login, role=t(Role(role).label)))
