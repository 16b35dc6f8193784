"""`qc standards list`: what is in force, since when, and what is due to be looked at again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from qc.cli.group import Command
from qc.cli.options import workspace_options
from qc.cli.tables import as_table, format_option, show
from qc.locale import N_

if TYPE_CHECKING:
    from qc.workspace import Workspace

COLUMNS = (
    "sort", "code", "name", "indicator", "version", "valid_from", "later", "cadence", "review",
    "overdue",
)  # fmt: skip
_HEADINGS = (
    N_("code"), N_("name"), N_("version"), N_("valid from"), N_("next from"), N_("cadence"),
    N_("review by"),
)  # fmt: skip


@click.command(
    "list", cls=Command, help=N_("The standards in force, and those whose review is overdue.")
)
@format_option()
@workspace_options()
def command(workspace: Workspace, form: str) -> None:
    """One row a standard with COLUMNS, the indicators first."""
    import pandas as pd

    from qc.standards.listing import listing

    rows = [asdict(each) for each in listing(workspace)]
    frame = pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
    show(frame, form, lambda rows: _table(workspace, rows))


def _table(workspace: Workspace, rows: Sequence[Mapping[str, Any]]) -> str:
    t = workspace.t
    late = sum(bool(row["overdue"]) for row in rows)
    parts = [t("{count} standards, the review of {late} overdue.", count=len(rows), late=late)]
    titles = {"indicator": t("Indicators"), "checklist": t("Checklists")}
    for sort, title in titles.items():
        lines = [_line(row) for row in rows if row["sort"] == sort]
        parts.append(f"{title}\n{as_table([*map(t, _HEADINGS)], lines, slice(0))}")
    return "\n\n".join(parts)


def _line(row: Mapping[str, Any]) -> list[str]:
    return [
        row["code"],
        row["name"],
        row["version"],
        row["valid_from"] or "—",
        row["later"] or "",
        row["cadence"],
        f"{row['review']}{' ▲' if row['overdue'] else ''}",
    ]
