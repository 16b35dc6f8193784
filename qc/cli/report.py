"""`qc report`: the management report, an Excel workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qc.cli.group import Command
from qc.cli.options import option, workspace_options
from qc.locale import N_

if TYPE_CHECKING:
    from qc.workspace import Workspace


@click.command("report", cls=Command, help=N_("Write the management report as an Excel workbook."))
@option(
    "--period",
    required=True,
    metavar="2026-10",
    help=N_("The month, like 2026-10."),
)
@option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.xlsx",
    help=N_("Where to write it; else into the workspace's folder for reports."),
)
@option("--names", is_flag=True, help=N_("Show names in full."))
@workspace_options()
def command(workspace: Workspace, period: str, out: Path | None, names: bool) -> None:
    from qc.analysis.periods import Period
    from qc.reports import write_report

    path = write_report(workspace, Period.parse(period), out, names=names)
    click.echo(workspace.t("Report written: {path}", path=path))
