"""`qc standards import`: an edited workbook of the standards, first looked at, then kept."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qc.cli.group import Command
from qc.cli.options import Day, option, workspace_options
from qc.locale import N_

if TYPE_CHECKING:
    from qc.workspace import Workspace


@click.command(
    "import", cls=Command, help=N_("Say what an edited workbook changes; with --apply write it.")
)
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@option(
    "--from",
    "start",
    type=Day(),
    metavar="DATE",
    help=N_("The day from which the changes hold, like 2026-10-31; else today."),
)
@option("--apply", "--yes", "write", is_flag=True, help=N_("Write what changes as new versions."))
@workspace_options()
def command(workspace: Workspace, path: Path, start: dt.date | None, write: bool) -> None:
    from qc.standards.plan import apply_plan, plan_import
    from qc.standards.preview import preview

    plan = plan_import(workspace, path, start)
    t = workspace.t
    click.echo(preview(plan, workspace.catalogue, t))
    if plan.files and not write:
        click.echo(t("This is a preview; nothing was written. With --apply it is."))
    elif plan.files:
        for written in apply_plan(workspace, plan):
            click.echo(t("Written: {path}", path=written))
