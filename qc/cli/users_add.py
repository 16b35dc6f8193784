"""`qc users add`: somebody new; the first is usually the administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qc.cli.group import Command
from qc.cli.options import option, workspace_options
from qc.cli.users_options import asked_password, login_argument, role_options
from qc.locale import N_

if TYPE_CHECKING:
    from qc.workspace import Workspace


@click.command(
    "add",
    cls=Command,
    help=N_("Add a user. The password is asked for, or read from what is piped in."),
)
@login_argument
@option("--shown", default="", metavar="NAME", help=N_("The name that others see, like 李敏."))
@role_options
@workspace_options()
def command(
    workspace: Workspace, login: str, shown: str, role: str, units: list[str], sites: list[str]
) -> None:
    from qc.accounts import Role, add

    password = asked_password(workspace.t)
    user = add(workspace, login, shown, Role(role), password, units=units, sites=sites)
    t = workspace.t
    click.echo(t("{name} may sign in as “{login}”: {role}.", name=user.name, login=user.login,
                 role=t(user.role.label)))  # fmt: skip
