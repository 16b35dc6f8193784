"""`qc calendar`: what is owed when, what was done, late or not, and how well each cadence is kept."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qc.cli.group import Command
from qc.cli.options import Day, option, workspace_options
from qc.cli.tables import as_table, format_option, show
from qc.errors import UsageError
from qc.locale import N_

if TYPE_CHECKING:
    from qc.improve.calendar.adherence import Adherence
    from qc.improve.calendar.dues import Due
    from qc.improve.calendar.reading import Calendar
    from qc.workspace import Workspace

DUES = (
    "id", "code", "name", "every", "irregular", "site", "unit", "period", "start", "end", "due", "state",
    "times", "done", "in_time", "late", "days", "by", "files", "reason", "person",
)  # fmt: skip
ADHERENCE = (
    "code", "name", "owed", "in_time", "late", "open", "excused", "missed", "rate",
)  # fmt: skip
WAITING = ("due", "overdue", "missed")
ACTS = ("evidence", "excuse", "withdraw")


@click.command(
    "calendar", cls=Command, help=N_("What is due, done, late or missed, and how well it is kept.")
)
@click.argument("name", metavar="[ID]", required=False)
@option("--period", metavar="PERIOD", help=N_("A month, week, quarter or year; else this month."))
@option(
    "--show",
    "which",
    type=click.Choice(["waiting", "all", "adherence"]),
    default="waiting",
    show_default=True,
    help=N_("What is not done, everything, or how well each is kept."),
)
@option("--unit", metavar="UNIT", help=N_("Only this unit."))
@option("--do", "what", type=click.Choice(ACTS), help=N_("Do this with the appointment ID."))
@option("--note", metavar="TEXT", default="", help=N_("The reason."))
@option(
    "--file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help=N_("The file that shows it was done: minutes, a photograph."),
)
@option("--day", type=Day(), metavar="DATE", help=N_("On which day it was done; else today."))
@format_option()
@workspace_options()
def command(
    workspace: Workspace,
    name: str | None,
    period: str | None,
    which: str,
    unit: str | None,
    what: str | None,
    form: str,
    **given: Any,
) -> None:
    """A row an appointment with DUES, or a cadence with ADHERENCE; with ID one of them, after `--do`."""
    from qc.analysis.periods import Period
    from qc.improve.calendar.reading import appointment, calendar

    if name is None:
        if what is not None:
            raise click.UsageError(workspace.t("Say which appointment: its ID stands in the list."))
        asked = Period.parse(period) if period else Period.of(workspace.today)
        return _list(workspace, calendar(workspace, asked), which, unit, form)
    if what is not None:
        _act(workspace, appointment(workspace, name), what, given)
    click.echo(_one(workspace, appointment(workspace, name)))
    return None


def _act(workspace: Workspace, due: Due, what: str, given: Mapping[str, Any]) -> None:
    from qc.improve.calendar.acting import excuse, keep_evidence, withdraw

    if what == "excuse":
        excuse(workspace, due, given["note"])
    elif what == "withdraw":
        withdraw(workspace, due, given["note"])
    else:
        file: Path | None = given["file"]
        if file is None:
            raise UsageError(N_("The file is missing."), N_("Name it with --file."))
        keep_evidence(workspace, due, file.name, file.read_bytes(), given["day"])


def _list(
    workspace: Workspace, found: Calendar, which: str, unit: str | None, form: str
) -> None:  # fmt: skip
    import pandas as pd

    if which == "adherence":
        frame = pd.DataFrame(
            [_kept(each) for each in found.adherence], columns=list(ADHERENCE)
        ).astype(object)
        show(frame, form, lambda _: _summary(workspace, found))
        return
    shown = [
        each
        for each in found.dues
        if (which == "all" or each.state in WAITING) and unit in (None, each.unit)
    ]
    frame = pd.DataFrame([_row(each) for each in shown], columns=list(DUES)).astype(object)
    show(frame, form, lambda _: f"{_summary(workspace, found)}\n\n{_table(workspace, shown)}")


def _row(due: Due) -> dict[str, Any]:
    plain = {name: getattr(due, name) for name in DUES if hasattr(due, name)}
    every = [*due.in_time, *due.late]
    return {
        **plain,
        "period": due.span.label,
        "start": due.span.start,
        "end": due.span.end,
        "in_time": len(due.in_time),
        "late": len(due.late),
        "days": " ".join(dict.fromkeys(str(doing.day) for doing in every)),
        "by": "、".join(dict.fromkeys(name for doing in every for name in doing.by)),
        "files": " ".join(doing.file for doing in every if doing.file),
    }


def _kept(each: Adherence) -> dict[str, Any]:
    plain = {name: getattr(each, name) for name in ADHERENCE}
    return {**plain, "rate": None if each.rate is None else float(each.rate)}


_KEPT_HEADINGS = (
    N_("cadence"), N_("kept"), N_("done/owed"), N_("late"), N_("may be made up for"),
    N_("not done, reason given"), N_("not done"),
)  # fmt: skip


def _summary(workspace: Workspace, found: Calendar) -> str:
    """How well each cadence is kept, and which of the plan's nobody began yet."""
    from qc.analysis.display import NO_DATA, counts, percent

    t = workspace.t
    lines = [
        [
            each.name,
            percent(math.nan if each.rate is None else float(each.rate)),
            counts(each.in_time + each.late, each.owed),
            *(str(n) if n else NO_DATA for n in (each.late, each.open, each.excused, each.missed)),
        ]
        for each in found.adherence
    ]
    names = "、".join(
        workspace.catalogue.checklists[code].name.of(workspace.language)
        for code in found.not_in_force
    )
    silent = (
        [t("Of the plan, nothing came in yet of: {names}. It is not counted.", names=names)]
        if names
        else []
    )
    table = as_table([*map(t, _KEPT_HEADINGS)], lines) if lines else t("Nothing is in force yet.")
    return "\n".join([table, *silent])


_HEADINGS = (
    N_("ID"), N_("due"), N_("state"), N_("cadence"), N_("where"), N_("period"), N_("done/owed"),
    N_("responsible"),
)  # fmt: skip


def _table(workspace: Workspace, shown: Sequence[Due]) -> str:
    t = workspace.t
    if not shown:
        return t("No appointment stands here.")
    lines = [
        [
            due.id, str(due.due), t(due.state.label), due.name, due.unit or due.site,
            due.span.label, f"{due.done}/{due.times}", due.person,
        ]
        for due in shown
    ]  # fmt: skip
    return as_table([*map(t, _HEADINGS)], lines, slice(6, 7))


def _one(workspace: Workspace, due: Due) -> str:
    """An appointment as a text: what it is, what was done, what people said of it."""
    from qc.improve.calendar.states import STEPS
    from qc.workspace import TIME_ZONE

    t = workspace.t
    head = [
        f"{due.name}  {due.unit or due.site}  {due.span.label}  {due.done}/{due.times}",
        "  ".join(filter(None, (t(due.state.label), str(due.due), due.person, due.reason))),
    ]
    done = [
        "  ".join(filter(None, (f"  {each.day}", each.slot, "、".join(each.by), each.file)))
        for each in (*due.in_time, *due.late)
    ]
    said = [
        "  ".join(
            [
                f"{dt.datetime.fromisoformat(act.at).astimezone(TIME_ZONE):%Y-%m-%d %H:%M}",
                act.actor,
                t(STEPS[act.what].label),
                *(str(v) for k, v in act.fields.items() if k not in ("about", "sha256")),
            ]
        )
        for act in due.acts
    ]
    return "\n".join([*head, *done, *said])
