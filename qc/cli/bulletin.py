"""`qc bulletin`: a month on two pages, or what was put right in a quarter, for the inside or for customers."""

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
    "bulletin",
    cls=Command,
    help=N_("The bulletin of a month, or of a quarter: what was to be put right, what was."),
)
@click.argument("period")
@option(
    "--audience",
    type=click.Choice(["inside", "customers"]),
    default="inside",
    show_default=True,
    help=N_(
        "Of a quarter: for the inside, or for customers: no names, scores or units, only what was improved."
    ),
)
@option("--names", is_flag=True, help=N_("Show names in full."))
@option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=N_("Write it as .docx, .pdf or .md; else it is shown as Markdown."),
)
@workspace_options()
def command(
    workspace: Workspace, period: str, audience: str, names: bool, out: Path | None
) -> None:
    from qc.analysis.periods import Period
    from qc.improve.bulletin.model import Audience
    from qc.reports.papers.bulletins import bulletin_paper
    from qc.reports.papers.markdown import render
    from qc.reports.papers.write import write_paper

    paper = bulletin_paper(workspace, Period.parse(period), Audience(audience), names=names)
    if out is None:
        click.echo(render(paper, workspace.t))
        return
    path = write_paper(paper, out, workspace.t)
    click.echo(workspace.t("Bulletin written: {path}", path=path))
