"""`qc fill LAYOUT`: the clinic's own workbook or slides, filled with a month."""

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
    "fill",
    cls=Command,
    help=N_("Fill the clinic's own layout (.xlsx, .pptx) with a month; it is left as it is."),
)
@click.argument("layout", required=False, type=click.Path(path_type=Path, dir_okay=False))
@option("--period", metavar="2026-10", help=N_("The month, like 2026-10."))
@option(
    "--mapping",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.toml",
    help=N_("What stands where, for a workbook that holds no placeholders."),
)
@option("--names", is_flag=True, help=N_("Show names in full."))
@option("--list", "show_list", is_flag=True, help=N_("Show what a layout can ask for."))
@option(
    "--sample",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help=N_("Write a sample layout of each sort into a folder."),
)
@option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=N_("Where to write it; else into the workspace's folder for reports."),
)
@workspace_options()
def command(
    workspace: Workspace,
    layout: Path | None,
    period: str | None,
    mapping: Path | None,
    names: bool,
    show_list: bool,
    sample: Path | None,
    out: Path | None,
) -> None:
    from qc.analysis.periods import Period
    from qc.errors import UsageError
    from qc.reports.layouts.listing import listing
    from qc.reports.layouts.samples import write_samples
    from qc.reports.layouts.write import write_layout

    if show_list:
        click.echo(listing(workspace.t))
        return
    if sample:
        for path in write_samples(sample):
            click.echo(workspace.t("Written: {path}", path=path))
        return
    if layout is None or period is None:
        raise UsageError(
            N_("Say which layout and which month."),
            N_("Write: qc fill LAYOUT.xlsx --period 2026-10"),
        )
    made = write_layout(workspace, layout, Period.parse(period), out, mapping=mapping, names=names)
    click.echo(workspace.t("Written: {path}", path=made))
