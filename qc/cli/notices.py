"""`qc notices`: after a spot check, what each unit has to put right, to be signed, filled in and brought back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qc.cli.group import Command
from qc.cli.options import Day, option, workspace_options
from qc.cli.periods import days_asked
from qc.locale import N_

if TYPE_CHECKING:
    from qc.workspace import Workspace


@click.command(
    "notices",
    cls=Command,
    help=N_("Write a rectification notice for each unit, to be signed and filled in."),
)
@click.argument("period", metavar="[PERIOD|DATE]", required=False)
@option("--from", "first", type=Day(), metavar="DATE", help=N_("From this day on, without PERIOD."))
@option("--to", "last", type=Day(), metavar="DATE", help=N_("Up to this day, without PERIOD."))
@option("--unit", metavar="UNIT", help=N_("Only this unit."))
@option("--each-day", is_flag=True, help=N_("One notice for each day of checks."))
@option("--closed", is_flag=True, help=N_("Also what is put right and closed already."))
@option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help=N_("The folder to write into; else the workspace's folder for reports."),
)
@workspace_options()
def command(
    workspace: Workspace,
    period: str | None,
    first: dt.date | None,
    last: dt.date | None,
    unit: str | None,
    each_day: bool,
    closed: bool,
    out: Path | None,
) -> int:
    """Exit code 1 where a notice was left as it is."""
    from qc.reports.notices import write_notices

    start, end, name = days_asked(period, first, last)
    t = workspace.t
    made = write_notices(
        workspace, start, end, name, out, unit=unit, each_day=each_day, closed=closed
    )
    for path in made.paths:
        click.echo(t("Notice written: {path}", path=path))
    for path in made.left:
        said = N_(
            "Left as it is, for it may have been filled in: {path}. Move it away, or choose another folder with --out."
        )
        click.echo(t(said, path=path))
    if not (made.paths or made.left):
        click.echo(t("Nothing waits to be put right from the checks of {period}.", period=name))
    return 1 if made.left else 0
