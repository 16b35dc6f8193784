"""`qc cycle-report`: one PDCA cycle as a paper or as slides."""

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
    "cycle-report",
    cls=Command,
    help=N_("Write the report of one PDCA cycle: Word, PDF or slides, with its photos."),
)
@click.argument("cycle")
@option("--names", is_flag=True, help=N_("Show names in full."))
@option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=N_("A name ending in .docx, .pdf or .pptx; else .docx in the folder for reports."),
)
@workspace_options()
def command(workspace: Workspace, cycle: str, names: bool, out: Path | None) -> None:
    from qc.reports.packs import write_cycle_report

    path = write_cycle_report(workspace, cycle, out, names=names)
    click.echo(workspace.t("Report written: {path}", path=path))
