"""`qc users password`: somebody has forgotten it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qc.cli.group import Command
from qc.cli.options import workspace_options
from qc.cli.users_options import asked_password, login_argument
from qc.locale import N_

if TYPE_CHECKING:
    from qc.workspace import Workspace


@click.command(
    "password",
    cls=Command,
    help=N_("Set a user's password: asked for, or read from what is piped in."),
)
@login_argument
@workspace_options()
def command(workspace: Workspace, login: str) -> None:
    from qc.accounts import give_password

    give_password(workspace, login, asked_password(workspace.t))
    click.echo(workspace.t("{login} has a new password and signs in anew.", login=login))
