"""A month as it stands now, whether it is frozen or not."""

from __future__ import annotations

from dataclasses import replace

from qc.analysis.kept import one_moment
from qc.analysis.periods import Period
from qc.meeting.order import meeting
from qc.reports.content import Month
from qc.reports.gather import gather
from qc.reports.month.restating import restatements
from qc.workspace import Workspace


def live_month(workspace: Workspace, period: Period, *, names: bool = False) -> Month:
    """What the month's reports say by what is known now. UsageError as `gather` raises it."""
    with one_moment():
        report = gather(workspace, period, names=names)
        told = restatements(workspace, period)
        return Month(replace(report, restatements=told), meeting(workspace, period))
