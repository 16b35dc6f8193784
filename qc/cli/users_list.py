"""`qc users list`: everybody who may sign in, or might once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from qc.cli.group import Command
from qc.cli.options import workspace_options
from qc.cli.tables import as_table, format_option, show
from qc.locale import N_, Translator

if TYPE_CHECKING:
    from qc.workspace import Workspace

COLUMNS = ("login", "name", "role", "units", "sites", "active")
_HEADINGS = (
    N_("sign-in name"),
    N_("name"),
    N_("role"),
    N_("units"),
    N_("sites"),
    N_("may sign in"),
)


@click.command("list", cls=Command, help=N_("Everybody who has an account."))
@format_option()
@workspace_options()
def command(workspace: Workspace, form: str) -> None:
    """A row a user with COLUMNS; units and sites are empty where all are seen."""
    import pandas as pd

    from qc.accounts import users

    rows = [
        {
            "login": user.login,
            "name": user.name,
            "role": str(user.role),
            "units": "、".join(sorted(user.units or ())),
            "sites": "、".join(sorted(user.sites or ())),
            "active": user.active,
        }
        for user in users(workspace)
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
    show(frame, form, lambda rows: _table(workspace.t, rows))


def _table(t: Translator, rows: list[dict[str, Any]]) -> str:
    if not rows:
        return t("No users: whoever uses this PC sees everything.")
    lines = [_line(t, row) for row in rows]
    return as_table([t(heading) for heading in _HEADINGS], lines, slice(0, 0))


def _line(t: Translator, row: Mapping[str, Any]) -> list[str]:
    from qc.accounts import Role

    return [
        row["login"],
        row["name"],
        t(Role(row["role"]).label),
        row["units"] or t("all"),
        row["sites"] or t("all"),
        t("yes") if row["active"] else t("no"),
    ]
