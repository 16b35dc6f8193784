"""`qc findings`: what failed and has to be put right; one finding's history, and acting on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from qc.cli.group import Command
from qc.cli.options import option, workspace_options
from qc.cli.tables import as_table, format_option, show
from qc.locale import N_

if TYPE_CHECKING:
    from qc.improve.findings import Finding
    from qc.workspace import Workspace

COLUMNS = (
    "id", "state", "gravity", "due", "overdue", "date", "site", "unit", "indicator", "checklist",
    "item_code", "item", "level", "failed", "checked", "critical", "times", "previous", "lately", "same_person",
    "proposes_cycle", "passed_since", "cause", "category", "measure", "person",
)  # fmt: skip
STEPS = (
    "fix_at_once", "assign", "put_right", "recheck_passed", "recheck_failed", "reopen", "note",
)  # fmt: skip


@click.command(
    "findings", cls=Command, help=N_("What failed: what has to be put right, by whom, by when.")
)
@click.argument("name", metavar="[ID]", required=False)
@option(
    "--show",
    "which",
    type=click.Choice(["waiting", "overdue", "repeated", "all"]),
    default="waiting",
    show_default=True,
    help=N_("Those that wait for somebody, are overdue, come again, or all."),
)
@option("--unit", metavar="UNIT", help=N_("Only this unit."))
@option("--do", "what", type=click.Choice(STEPS), help=N_("Do this with the finding ID."))
@option("--cause", metavar="TEXT", help=N_("Why it happened."))
@option("--category", metavar="人|机|料|法|环|测", help=N_("The kind of cause."))
@option("--measure", metavar="TEXT", help=N_("What is done about it."))
@option("--person", metavar="NAME", help=N_("Who puts it right."))
@option("--due", metavar="DATE", help=N_("By when, like 2026-10-31."))
@option("--note", metavar="TEXT", help=N_("Anything else to be kept."))
@format_option()
@workspace_options()
def command(
    workspace: Workspace,
    name: str | None,
    which: str,
    unit: str | None,
    what: str | None,
    form: str,
    **given: str | None,
) -> None:
    """Without ID a row a finding with COLUMNS; with ID its cases and history, after `--do` if given."""
    from qc.improve.acting import act_on, finding, findings

    if name is None:
        if what is not None:
            raise click.UsageError(workspace.t("Say which finding: its ID stands in the list."))
        return _list(workspace, _chosen(workspace, findings(workspace), which, unit), form)
    if what is not None:
        told = {field: text for field, text in given.items() if text}
        act_on(workspace, finding(workspace, name), what, told)
    click.echo(_one(workspace, finding(workspace, name)))
    return None


def _chosen(
    workspace: Workspace, found: Sequence[Finding], which: str, unit: str | None
) -> list[Finding]:
    from qc.analysis.asked import known_unit
    from qc.analysis.source import facts

    known_unit(facts(workspace).checks, unit)
    wanted: Mapping[str, Callable[[Finding], bool]] = {
        "waiting": lambda each: each.waits,
        "overdue": lambda each: each.overdue(workspace.today),
        "repeated": lambda each: each.waits and each.repeated,
        "all": lambda _: True,
    }
    return [each for each in found if wanted[which](each) and unit in (None, each.unit)]


def _list(workspace: Workspace, found: Sequence[Finding], form: str) -> None:
    import pandas as pd

    rows = [_row(each, workspace) for each in found]
    show(pd.DataFrame(rows, columns=list(COLUMNS)), form, lambda rows: _table(workspace, rows))


def _row(found: Finding, workspace: Workspace) -> dict[str, Any]:
    plain = {k: v for k, v in asdict(found).items() if k not in ("acts", "told")}
    return {**plain, **found.told, "due": found.due, "overdue": found.overdue(workspace.today)}


_HEADINGS = (
    N_("ID"), N_("due"), N_("state"), N_("unit"), N_("item"), N_("failed"), N_("how often"),
    N_("in order since"), N_("person in charge"),
)  # fmt: skip


def _table(workspace: Workspace, rows: Sequence[Mapping[str, Any]]) -> str:
    from qc.improve.states import FindingState

    t = workspace.t
    if not rows:
        return t("Nothing is waiting here.")
    late = sum(bool(row["overdue"]) for row in rows)
    lines = [
        [
            row["id"],
            f"{row['due']}{' ▲' if row['overdue'] else ''}",
            t(FindingState(row["state"]).label),
            row["unit"],
            row["item"],
            f"{row['failed']}/{row['checked']}",
            str(row["times"]) + (t("same person") if row["same_person"] else ""),
            row["passed_since"],
            row["person"] or "",
        ]
        for row in rows
    ]
    said = t("{count} findings, {late} of them overdue.", count=len(rows), late=late)
    return f"{said}\n\n{as_table([*map(t, _HEADINGS)], lines, slice(5, 7))}"


def _one(workspace: Workspace, found: Finding) -> str:
    """A finding as a text: what it is, its cases with their cells, what was done."""
    from qc.improve.acting import cases
    from qc.improve.states import STEPS as KNOWN

    t = workspace.t
    head = [
        f"{found.date}  {found.unit}  {found.item}  {found.failed}/{found.checked}",
        f"{t(found.state.label)} · {t(found.gravity.label)} · {found.due}",
    ]
    where = [
        f"  {row['subject']}  {row['file']} · {row['sheet']} · {row['cell']}  {row['raw']}"
        for row in cases(workspace, found).to_dict("records")
    ]
    done = [
        "  ".join([_local(act.at), act.actor, t(KNOWN[act.what].label), *_told(act.fields)])
        for act in found.acts
    ]
    return "\n".join([*head, *where, *done])


def _local(moment: str) -> str:
    from qc.workspace import TIME_ZONE

    return f"{dt.datetime.fromisoformat(moment).astimezone(TIME_ZONE):%Y-%m-%d %H:%M}"


def _told(fields: Mapping[str, Any]) -> list[str]:
    return [str(value) for name, value in fields.items() if name != "about"]
