"""`qc watch FOLDER`: workbooks that are dropped into a folder come in by themselves."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qc.cli.group import Command
from qc.cli.options import option, workspace_options
from qc.locale import N_

if TYPE_CHECKING:
    from qc.workspace import Workspace


@click.command(
    "watch",
    cls=Command,
    help=N_("Import every workbook that is dropped into a folder, as soon as it is whole."),
)
@click.argument(
    "inbox",
    metavar="FOLDER",
    type=click.Path(path_type=Path, exists=True, file_okay=False, dir_okay=True),
)
@option(
    "--every",
    type=click.FloatRange(min=0.1),
    default=5.0,
    show_default=True,
    metavar="SECONDS",
    help=N_("How often to look."),
)
@option("--once", is_flag=True, help=N_("Look once and end, for a scheduler."))
@workspace_options()
def command(workspace: Workspace, inbox: Path, every: float, once: bool) -> None:
    from qc.watching import watch

    looks = 0

    def wait() -> bool:
        nonlocal looks
        looks += 1
        if once and looks == 2:  # the second look sees what was whole at the first
            return False
        time.sleep(every)
        return True

    if not once:
        click.echo(workspace.t("Watching {folder}; Ctrl-C ends it.", folder=inbox))
    try:
        watch(inbox, lambda path: _came(workspace, path), wait)
    except KeyboardInterrupt:
        click.echo(workspace.t("Watching has ended; what came in is kept."))


def _came(workspace: Workspace, path: Path) -> bool:
    """Import one file and say what became of it; False where something outside the file was in the way."""
    from qc.cli.import_json import file_json
    from qc.cli.outcomes import summary
    from qc.errors import QcError
    from qc.improve.notices import import_each

    today = workspace.now().date() if workspace.follows_clock else workspace.today
    reader = replace(workspace, today=today)
    try:
        outcomes = list(import_each(reader, [path]))
    except QcError as fault:
        click.echo(fault.sentence(reader.t), err=True)
        return False
    new = [each for each in outcomes if each.status != "duplicate"]
    if new:
        told = [file_json(each, reader.catalogue, reader.t, results=False) for each in new]
        click.echo(f"{reader.now():%Y-%m-%d %H:%M:%S}  {summary(told, reader.t)}")
    return True
