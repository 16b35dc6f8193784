"""`qc audit list`: who changed what, oldest first."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from qc.cli.group import Command
from qc.cli.options import Day, option, workspace_options
from qc.cli.tables import as_table, format_option, show
from qc.locale import N_, Translator
from qc.words import ACTIONS

if TYPE_CHECKING:
    from qc.workspace import Workspace

COLUMNS = ("number", "at", "actor", "action", "object", "before", "after")
_HEADINGS = (N_("number"), N_("time"), N_("who"), N_("what"), N_("of what"), N_("details"))


@click.command("list", cls=Command, help=N_("Every change: when, who, what, on what."))
@option("--from", "start", type=Day(), metavar="DATE", help=N_("From this day on."))
@option("--actor", default="", metavar="NAME", help=N_("Only what this person did."))
@format_option()
@workspace_options()
def command(workspace: Workspace, start: Any, actor: str, form: str) -> None:
    """A row an entry with COLUMNS; times are those of the clinic."""
    import pandas as pd

    since = _beginning(start) if start else ""
    entries = workspace.store.audit(workspace.scope, start=since, actor=actor)
    rows = [
        {
            "number": entry.id,
            "at": _clinic_time(entry.at),
            "actor": entry.actor,
            "action": entry.action,
            "object": entry.object,
            "before": _json(entry.before),
            "after": _json(entry.after),
        }
        for entry in entries
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
    show(frame, form, lambda rows: _table(workspace.t, rows))


def _beginning(day: dt.date) -> str:
    """The day's first moment in the clinic, as the trail writes times."""
    from qc.workspace import TIME_ZONE

    first = dt.datetime.combine(day, dt.time(), TIME_ZONE).astimezone(dt.UTC)
    return first.isoformat(timespec="milliseconds")


def _clinic_time(at: str) -> str:
    from qc.workspace import TIME_ZONE

    return dt.datetime.fromisoformat(at).astimezone(TIME_ZONE).isoformat(timespec="seconds")


def _json(value: object) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _table(t: Translator, rows: list[dict[str, Any]]) -> str:
    if not rows:
        return t("No entries.")
    return as_table(
        [t(heading) for heading in _HEADINGS], [_line(t, row) for row in rows], slice(0, 1)
    )


def _line(t: Translator, row: Mapping[str, Any]) -> list[str]:
    at = dt.datetime.fromisoformat(row["at"])
    action = ACTIONS.get(row["action"])
    return [
        str(row["number"]),
        f"{at:%Y-%m-%d %H:%M:%S}",
        row["actor"],
        t(action) if action else row["action"],
        row["object"],
        row["after"] or "",
    ]
