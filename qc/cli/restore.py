"""`qc restore`: a backup becomes a workspace again, in a new folder."""

from __future__ import annotations

from pathlib import Path

import click

from qc.cli.group import Command
from qc.cli.options import workspace_options
from qc.cli.speech import reader
from qc.locale import N_


@click.command(
    "restore",
    cls=Command,
    help=N_("Bring a backup back into a new folder, checked against what it held."),
)
@click.argument("file", type=click.Path(path_type=Path))
@workspace_options("qc-restored", None, lambda folder, _today: folder)
def command(folder: Path, file: Path) -> None:
    """What came back and that it is what it was. The day changes nothing: it is that of the backup."""
    from qc.backup import restore
    from qc.backup.words import held

    t = reader()
    back = restore(file, folder)
    click.echo(t("Brought back into {folder}: {clinic}, as of {moment}.", folder=back.folder,
                 clinic=back.manifest.clinic, moment=f"{back.manifest.made_at:%Y-%m-%d %H:%M}"))  # fmt: skip
    click.echo(held(back.manifest, t))
    if back.manifest.database == "postgresql":
        click.echo(t("The database is not in it: bring it back with pg_restore."))
    elif back.differs:
        click.echo(t("Files, rows and chains are as they were. Another version of the program made the backup; {n} rates are reckoned otherwise by this one.", n=back.differs))  # fmt: skip
    else:
        click.echo(t("Every file, row and rate is as it was."))
    if back.manifest.key == "outside":
        click.echo(t("The key is not in the folder: keep QC_KEY set, or put workspace.key there."))
    click.echo(t("Everybody signs in anew."))
