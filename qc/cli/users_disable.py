"""`qc users disable`: takes effect at once, in every window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qc.cli.group import Command
from qc.cli.options import workspace_options
from qc.cli.users_options import login_argument
from qc.locale import N_

if TYPE_CHECKING:
    from qc.workspace import Workspace


@click.command(
    "disable", cls=Command, help=N_("A user may not sign in any more; what was done stays.")
)
@login_argument
@workspace_options()
def command(workspace: Workspace, login: str) -> None:
    from qc.accounts import disable

    disable(workspace, login)
    click.echo(workspace.t("{login} may not sign in any more.", login=login))
