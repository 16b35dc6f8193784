"""`qc import PATH...`: workbooks in, and what became of each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qc.cli.group import Command
from qc.cli.options import option, workspace_options
from qc.locale import N_

if TYPE_CHECKING:
    from qc.improve.notices import Arrived
    from qc.ingest.remembered import Answers
    from qc.workspace import Workspace


@click.command(
    "import",
    cls=Command,
    help=N_("Read audit workbooks, or folders of them, into the workspace."),
)
@click.argument(
    "paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path)
)
@option("--dry-run", is_flag=True, help=N_("Only say what would come in; change nothing."))
@option(
    "--map",
    "mapping",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=N_("Answers about layouts (as in layouts.toml) for this import, remembered after it."),
)
@option("--json", "as_json", is_flag=True, help=N_("Print the outcome as JSON."))
@option("--results", is_flag=True, help=N_("Print the outcome as JSON with every accepted result."))
@workspace_options()
def command(
    workspace: Workspace,
    paths: tuple[Path, ...],
    dry_run: bool,
    mapping: Path | None,
    as_json: bool,
    results: bool,
) -> int:
    """Exit code 0: all in or known; 1: some held back; 2: nothing usable."""
    from qc.cli.import_json import file_json
    from qc.cli.outcomes import exit_code, summary
    from qc.cli.progress import progress
    from qc.improve.notices import import_each

    answers = _answers(workspace, mapping, keep=not dry_run) if mapping else None
    catalogue, t = workspace.catalogue, workspace.t
    files = []
    with progress(t) as advance:
        for outcome in import_each(
            workspace, list(paths), dry_run=dry_run, progress=advance, answers=answers
        ):
            copy = None if dry_run else _annotated(workspace, outcome)
            files.append(file_json(outcome, catalogue, t, results=results, annotated=copy))
    if as_json or results:
        click.echo(json.dumps({"files": files}, ensure_ascii=False, indent=2, allow_nan=False))
    else:
        click.echo(summary(files, t, dry_run=dry_run))
    return exit_code(files)


def _answers(workspace: Workspace, mapping: Path, *, keep: bool) -> Answers:
    """What the workspace remembers with the answers of a file over it, which are kept."""
    from qc.ingest.remembered import LAYOUTS, answers_of, given_layouts, read_layouts, remember

    given = given_layouts(mapping)
    place = workspace.folder / LAYOUTS
    for layout in given if keep else ():
        remember(place, layout)
    return answers_of((*read_layouts(place), *given))


def _annotated(workspace: Workspace, outcome: Arrived) -> Path | None:
    """Where the annotated copy of a file is kept; None for one without errors and warnings."""
    from qc.ingest.annotated import keep_copy

    if outcome.reading is None:
        return None
    return keep_copy(workspace, outcome.path.name, outcome.sha256, outcome.reading.problems)
