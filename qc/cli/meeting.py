"""`qc meeting`: the meeting's slides, and its minutes beside them."""

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
    "meeting",
    cls=Command,
    help=N_("Write the meeting's slides (.pptx) and, beside them, its minutes (.docx)."),
)
@option("--period", required=True, metavar="2026-10", help=N_("The month, like 2026-10."))
@option("--names", is_flag=True, help=N_("Show names in full."))
@option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.pptx",
    help=N_("Where to write it; else into the workspace's folder for reports."),
)
@workspace_options()
def command(workspace: Workspace, period: str, names: bool, out: Path | None) -> None:
    from qc.analysis.periods import Period
    from qc.reports.packs import write_meeting

    slides, minutes = write_meeting(workspace, Period.parse(period), out, names=names)
    click.echo(workspace.t("Slides written: {path}", path=slides))
    click.echo(workspace.t("Minutes written: {path}", path=minutes))
