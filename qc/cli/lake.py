"""`qc lake`: this workspace's results into a lake, where a chain looks at all its clinics."""

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
    "lake",
    cls=Command,
    help=N_("Write the results into a lake of Parquet files, for a chain of clinics."),
)
@click.argument("into", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@option("--site", metavar="NAME", help=N_("How this clinic is called in the lake."))
@workspace_options()
def command(workspace: Workspace, into: Path, site: str | None) -> None:
    """What was done for each site as soon as it stands in the lake: what is printed is there."""
    from qc.lake import write_lake

    t = workspace.t
    for each in write_lake(workspace, into, site):
        said = t(
            "{site}: {written} months written, {unchanged} as they were, {gone} taken out; {rows} results, {size} MB.",
            site=each.site,
            written=len(each.written),
            unchanged=each.unchanged,
            gone=len(each.gone),
            rows=f"{each.rows:,}",
            size=f"{each.bytes / 1e6:.1f}",
        )
        click.echo(said)
