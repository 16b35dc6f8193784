"""`qc export`: results, rates and findings for other programs, with a data dictionary."""

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
    "export",
    cls=Command,
    help=N_("Hand data over as CSV, Excel or Parquet, with a data dictionary; all without DATA."),
)
@click.argument(
    "data",
    nargs=-1,
    type=click.Choice(["results", "rates", "findings", "all"]),
    metavar="[DATA]...",
)
@option("--from", "first", type=Day(), metavar="DATE", help=N_("From this day on."))
@option("--to", "last", type=Day(), metavar="DATE", help=N_("Up to this day."))
@option(
    "--format",
    "form",
    type=click.Choice(["csv", "xlsx", "parquet"]),
    default="csv",
    show_default=True,
    help=N_("In which form."),
)
@option("--names", is_flag=True, help=N_("Show names in full."))
@option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help=N_("Into which folder; else into the workspace's folder for exports."),
)
@workspace_options()
def command(
    workspace: Workspace,
    data: tuple[str, ...],
    first: dt.date | None,
    last: dt.date | None,
    form: str,
    names: bool,
    out: Path | None,
) -> None:
    from qc.reports.handover.datasets import Asked
    from qc.reports.handover.dictionary import Dataset
    from qc.reports.handover.write import hand_over

    some = tuple(Dataset(each) for each in dict.fromkeys(data) if each != "all")
    chosen = tuple(Dataset) if "all" in data or not some else some
    for path in hand_over(workspace, chosen, form, Asked(first, last, names), out):
        click.echo(workspace.t("Written: {path}", path=path))
