"""What depends on the clock: when a backup was made, and whether the clock was set back."""

from __future__ import annotations

import datetime as dt

from qc.doctor.model import Look, Trouble
from qc.locale import N_
from qc.store.recount import newest_times
from qc.workspace import TIME_ZONE, Workspace

WITHOUT_BACKUP = dt.timedelta(days=8)
"""A week, and the day that it is put off."""

SLACK = dt.timedelta(minutes=5)
"""By so much may the clocks of two computers differ."""


def backup(workspace: Workspace) -> Look:
    """Nothing that was written down is older than a week without a backup of it."""
    _, since = newest_times(workspace.store)
    title = N_("Backup")
    if not since:
        return Look("backup", title, N_("All that was written down is in a backup."))
    first = dt.datetime.fromisoformat(since).astimezone(TIME_ZONE)
    told = {"since": f"{first:%Y-%m-%d %H:%M}"}
    late = Trouble(
        str(workspace.folder),
        N_("What was written down since {since} is in no backup."),
        N_("Run qc backup now, and keep a copy on another disk."),
        told,
    )
    troubles = (late,) if workspace.now() - first > WITHOUT_BACKUP else ()
    said = N_("What was written down since {since} is in none yet.")
    return Look("backup", title, said, told, troubles)


def clock(workspace: Workspace) -> Look:
    """Nothing is dated after now: the clock went wrong then, or goes wrong today."""
    newest, _ = newest_times(workspace.store)
    now = workspace.now()
    said = N_("{now}, Shanghai.")
    told = {"now": f"{now:%Y-%m-%d %H:%M}"}
    if not newest or dt.datetime.fromisoformat(newest) <= now + SLACK:
        return Look("clock", N_("Clock"), said, told)
    last = dt.datetime.fromisoformat(newest).astimezone(TIME_ZONE)
    ahead = Trouble(
        f"{now:%Y-%m-%d %H:%M}",
        N_("The newest entry is of {last}, later than the clock says it is now."),
        N_("Set the computer's clock. Nothing is lost: entries are in the order in which they were written."),
        {"last": f"{last:%Y-%m-%d %H:%M}"},
    )  # fmt: skip
    return Look("clock", N_("Clock"), said, told, (ahead,))
