"""`qc demo`: the sample clinic, from its workbooks to the dashboard, in a folder of its own."""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qc.cli.demo_deeds import do_deeds
from qc.cli.group import Command
from qc.cli.options import open_asked, option, workspace_options
from qc.cli.serve import port_option, serve
from qc.errors import UsageError
from qc.locale import N_

if TYPE_CHECKING:
    from qc.analysis.answers import Scorecard
    from qc.analysis.periods import Period
    from qc.ingest.importer import FileOutcome
    from qc.workspace import Workspace

MARK = "DEMO.txt"
SAYS = "示例诊所，数据全部虚构。A sample clinic; all of its data are invented.\n"


def open_demo(folder: Path, today: dt.date | None) -> Workspace:
    """The sample clinic's workspace, made when it is not there; UsageError for a folder that holds
    anything else, so that invented checks never get among real ones."""
    from qc.workspace import DATABASE_VARIABLE
    from sample_data import TODAY

    if os.environ.get(DATABASE_VARIABLE):
        raise UsageError(
            N_("{variable} names a database: the sample clinic must not get into it."),
            N_("Clear the variable for this command; the sample clinic keeps its own folder."),
            variable=DATABASE_VARIABLE,
        )
    if not (folder / MARK).exists():
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise UsageError(
                N_("{folder} holds something else than the sample clinic."),
                N_("Name an empty or a new folder with --workspace."),
                folder=folder,
            )
        folder.mkdir(parents=True, exist_ok=True)
    for name, text in _settings().items():
        if not (folder / name).exists():
            (folder / name).write_text(text, encoding="utf-8")
    return open_asked(folder, today or TODAY)


def _settings() -> dict[str, str]:
    """The files that make a folder the sample clinic's; the mark comes first."""
    from qc.improve.rules import OWN as RULES
    from qc.workspace import FORMAT, ORGANISATION, SETTINGS
    from sample_data import CLINIC, improvement, organisation

    settings = f'format = {FORMAT}\nclinic = "{CLINIC}"\nlanguage = "zh"\n'
    return {
        MARK: SAYS,
        ORGANISATION: organisation(),
        RULES: improvement(),
        SETTINGS: settings,
    }


@click.command(
    "demo", cls=Command, help=N_("The sample clinic: import, rates, report and dashboard.")
)
@option("--no-serve", is_flag=True, help=N_("Stop before the dashboard."))
@port_option
@workspace_options("qc-demo", envvar=None, opened=open_demo)
def command(workspace: Workspace, no_serve: bool, port: int | None) -> None:
    from qc.analysis import scorecard
    from qc.analysis.periods import Period

    outcomes = _import_samples(workspace)
    do_deeds(workspace)
    period = Period.of(workspace.today).shift(-1)
    _say_month(workspace, scorecard(workspace, period))
    _report(workspace, period, changed=any(o.status != "duplicate" for o in outcomes))
    if not no_serve:
        serve(workspace, port)


def _import_samples(workspace: Workspace) -> list[FileOutcome]:
    from qc.cli.progress import progress
    from qc.ingest.importer import import_paths
    from sample_data import workbooks

    t = workspace.t
    with progress(t) as advance:
        outcomes = import_paths(workspace, list(workbooks()), progress=advance)
    found = Counter(outcome.status for outcome in outcomes)
    click.echo(
        t(
            "Sample workbooks: {imported} imported, {partly} with something held back, "
            "{rejected} not readable, {duplicate} known already.",
            **{status: found[status] for status in ("imported", "partly", "rejected", "duplicate")},
        )
    )
    return outcomes


def _say_month(workspace: Workspace, answer: Scorecard) -> None:
    from qc.analysis import headline
    from qc.analysis.display import counts, movement, percent, target_percent
    from qc.cli.rates import verdict_words
    from qc.cli.tables import as_table

    t, language = workspace.t, workspace.language
    lines = [
        [
            line.indicator.name.of(language),
            percent(line.rate, line.target),
            counts(line.passed, line.checked, line.indicator.counting_unit.of(language)),
            target_percent(line.target),
            movement(line.movement),
            verdict_words(line.verdict, line.state, t),
        ]
        for line in answer.lines
    ]
    headings = [N_("rate"), N_("passed/checked"), N_("target"), N_("movement"), N_("verdict")]
    table = as_table([t("indicator"), *map(t, headings)], lines, slice(1, -1))
    click.echo(f"\n{headline(answer, t)}\n\n{table}\n")


def _report(workspace: Workspace, period: Period, *, changed: bool) -> None:
    """Write the report; one that already says the same is left as it is."""
    from qc.reports import write_report

    path = workspace.folder / "reports" / f"质控月报_{period}.xlsx"
    if changed or not path.exists():
        path = write_report(workspace, period, path)
    click.echo(workspace.t("The management report: {path}", path=path))
