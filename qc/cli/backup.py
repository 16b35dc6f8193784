"""`qc backup`: the whole clinic as one file, while others go on working."""

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
    "backup", cls=Command, help=N_("The whole workspace as one file; others may go on working.")
)
@option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=N_("The zip, or a folder for it; else the workspace's folder backups."),
)
@option(
    "--without-key",
    is_flag=True,
    help=N_("Leave the workspace's key out: nobody can read the names without it, you neither."),
)
@workspace_options()
def command(workspace: Workspace, out: Path | None, without_key: bool) -> None:
    """Path, size and checksum; then how it must be kept, and with PostgreSQL what else is needed."""
    from qc.backup import make
    from qc.backup.words import about_key, held, server_note

    made, t = make(workspace, out, with_key=not without_key), workspace.t
    click.echo(t("Backed up: {path} ({size} MB)", path=made.path, size=f"{made.size / 1e6:.1f}"))
    click.echo(held(made.manifest, t))
    click.echo(t("Checksum (SHA-256): {sha256}", sha256=made.sha256))
    click.echo(about_key(t, with_key=made.with_key))
    if note := server_note(workspace):
        click.echo(note)
