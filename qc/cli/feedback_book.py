"""`qc feedback-book`: what inspections found and what was done about it, to be printed and signed."""

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
    "feedback-book",
    cls=Command,
    help=N_(
        "Write the feedback book of inspections as an Excel workbook, to be printed and signed."
    ),
)
@click.argument("period", metavar="[PERIOD]", required=False)
@option("--from", "first", type=Day(), metavar="DATE", help=N_("From this day on, without PERIOD."))
@option("--to", "last", type=Day(), metavar="DATE", help=N_("Up to this day, without PERIOD."))
@option("--unit", metavar="UNIT", help=N_("Only this unit."))
@option("--names", is_flag=True, help=N_("Show names in full."))
@option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.xlsx",
    help=N_("Where to write it; else into the workspace's folder for reports."),
)
@workspace_options()
def command(
    workspace: Workspace,
    period: str | None,
    first: dt.date | None,
    last: dt.date | None,
    unit: str | None,
    names: bool,
    out: Path | None,
) -> None:
    from qc.reports.feedback_book import write_feedback_book

    start, end, name = days_asked(period, first, last)
    path = write_feedback_book(workspace, start, end, name, out, unit=unit, names=names)
    click.echo(workspace.t("Feedback book written: {path}", path=path))
