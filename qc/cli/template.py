"""`qc template`: workbooks to fill in, one a checklist."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qc.cli.group import Command
from qc.cli.options import option, workspace_options
from qc.errors import UsageError
from qc.locale import N_

if TYPE_CHECKING:
    from qc.workspace import Workspace


@click.command(
    "template", cls=Command, help=N_("Write the workbook that a checklist is filled in with.")
)
@click.argument("checklist", required=False)
@option("--all", "every", is_flag=True, help=N_("One workbook for every checklist."))
@option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE.xlsx|FOLDER",
    help=N_("Where to write it; else into the workspace's folder for templates."),
)
@workspace_options()
def command(workspace: Workspace, checklist: str | None, every: bool, out: Path | None) -> None:
    from qc.templates import find_checklist, write_all, write_template

    if every == bool(checklist):
        raise UsageError(
            N_("Say which checklist, or --all for every one."),
            N_("There are these: {names}."),
            names="、".join(workspace.catalogue.checklists),
        )
    if checklist:
        standard = find_checklist(workspace.catalogue, checklist)
        paths = [write_template(workspace, standard, out)]
    else:
        paths = write_all(workspace, out)
    for path in paths:
        click.echo(workspace.t("Template written: {path}", path=path))
