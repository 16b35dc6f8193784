"""`qc bulletin`: what was to be put right in a quarter and what was, for the inside or for customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qc.cli.group import Command
from qc.cli.options import option, workspace_options
from qc.locale import N_

if TYPE_CHECKING:
    from qc.workspace import Workspace


@click.command(
    "bulletin", cls=Command, help=N_("The quarterly bulletin: what was to be put right, what was.")
)
@click.argument("quarter")
@option(
    "--audience",
    type=click.Choice(["inside", "customers"]),
    default="inside",
    show_default=True,
    help=N_("For the inside, or for customers: no names, scores or units, only what was improved."),
)
@workspace_options()
def command(workspace: Workspace, quarter: str, audience: str) -> None:
    """Markdown, to be read as it is or put into a document."""
    from qc.analysis.periods import Period
    from qc.improve.bulletin.content import bulletin
    from qc.improve.bulletin.model import Audience
    from qc.improve.bulletin.text import text

    said = bulletin(workspace, Period.parse(quarter), Audience(audience))
    click.echo(text(workspace, said))
