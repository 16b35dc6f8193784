"""`qc users enable`: with the password of before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qc.cli.group import Command
from qc.cli.options import workspace_options
from qc.cli.users_options import login_argument
from qc.locale import N_

if TYPE_CHECKING:
    from qc.workspace import Workspace


@click.command("enable", cls=Command, help=N_("A disabled user may sign in again."))
@login_argument
@workspace_options()
def command(workspace: Workspace, login: str) -> None:
    from qc.accounts import enable

    enable(workspace, login)
    click.echo(workspace.t("{login} may sign in again.", login=login))
