"""`qc standards export`: the standards in force as a workbook to edit."""

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
    "export", cls=Command, help=N_("Write the standards into a workbook that can be edited.")
)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE.xlsx",
    help=N_("Where to write it; else into the workspace's folder for exports."),
)
@workspace_options()
def command(workspace: Workspace, names: tuple[str, ...], out: Path | None) -> None:
    """NAME: checklists by code or name, indicators by code; without one all of them."""
    from qc.standards.export import export_standards

    path = export_standards(workspace, names, out)
    click.echo(workspace.t("Workbook of the standards written: {path}", path=path))
