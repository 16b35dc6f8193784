"""`qc watch FOLDER`: workbooks that are dropped into a folder come in by themselves."""

from __future__ import annotations

import time
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
def command(workspace: Workspace, inbox: Path, every: float, once: bool) -> int:
    """Exit code with --once: as of an import of what was new; 0 where nothing was."""
    from qc.cli.outcomes import exit_code
    from qc.cli.watched import Watched
    from qc.watching import watch

    watched = Watched(workspace, click.echo)
    looks, there = 0, True

    def wait() -> bool:
        nonlocal looks, there
        looks += 1
        if once and looks == 2:  # the second look sees what was whole at the first
            return False
        time.sleep(every)
        if inbox.is_dir() != there:
            there = not there
            said = N_("{folder} is back.") if there else N_("{folder} cannot be reached; still watching.")  # fmt: skip
            click.echo(workspace.t(said, folder=inbox), err=not there)
        return True

    if not once:
        click.echo(workspace.t("Watching {folder}; Ctrl-C ends it.", folder=inbox))
    try:
        watch(inbox, watched.came, wait)
    except KeyboardInterrupt:
        click.echo(workspace.t("Watching has ended; what came in is kept."))
    if not once or not (watched.files or watched.trouble):
        return 0
    return exit_code(watched.files) if watched.files else 2
