"""`qc inspection-folder`: what an inspector asks for about some standards and a period, in one zip."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qc.cli.group import Command
from qc.cli.options import option, workspace_options
from qc.locale import N_

if TYPE_CHECKING:
    from qc.workspace import Workspace


@click.command(
    "inspection-folder",
    cls=Command,
    help=N_("Put together what an inspector asks for: index, original sheets, problems, licences."),
)
@option(
    "--period",
    required=True,
    metavar="2026-Q3",
    help=N_("The period: a month like 2026-10, a quarter like 2026-Q3, or a year."),
)
@option(
    "--standard",
    "standards",
    multiple=True,
    metavar="CODE",
    help=N_(
        "A checklist by code or name, or an indicator's code; may be given several times. Else all."
    ),
)
@option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.zip",
    help=N_("Where to write it; else into the workspace's folder for reports."),
)
@workspace_options()
def command(
    workspace: Workspace, period: str, standards: tuple[str, ...], out: Path | None
) -> None:
    from qc.analysis.periods import Period
    from qc.reports.inspection import write_inspection_folder

    path = write_inspection_folder(workspace, Period.parse(period), standards, out)
    click.echo(workspace.t("Inspector's folder written: {path}", path=path))
