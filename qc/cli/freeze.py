"""`qc freeze`: publish a month, so that its reports stay what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qc.cli.group import Command
from qc.cli.options import option, workspace_options
from qc.locale import N_

if TYPE_CHECKING:
    from qc.workspace import Workspace


@click.command(
    "freeze",
    cls=Command,
    help=N_("Freeze a month that is over: its reports stay as they are; without MONTH, list them."),
)
@click.argument("month", metavar="[MONTH]", required=False)
@option("--undo", "reason", metavar="REASON", help=N_("Open the month again, and why."))
@workspace_options()
def command(workspace: Workspace, month: str | None, reason: str | None) -> None:
    from qc.analysis.periods import Period
    from qc.errors import UsageError
    from qc.reports.month import freeze, unfreeze
    from qc.reports.month.stored import frozen_months

    t = workspace.t
    if month is None and reason is None:
        for each in frozen_months(workspace):
            click.echo(f"{each.month}  {each.at[:16]}Z  {each.by}  {each.checksum[:12]}")
        return
    if month is None:
        raise UsageError(N_("Say which month."), N_("Write a month like 2026-10."))
    if reason is None:
        made = freeze(workspace, Period.parse(month))
        click.echo(t("{month} is frozen, checksum {sum}.", month=made.month, sum=made.checksum))
        return
    unfreeze(workspace, Period.parse(month), reason)
    click.echo(t("{month} is open again.", month=month))
