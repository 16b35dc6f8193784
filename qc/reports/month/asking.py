"""The month that a report is made of: as it was published, or as it stands now."""

from __future__ import annotations

from dataclasses import replace

from qc.analysis.periods import Period
from qc.meeting.order import with_what_is_typed
from qc.reports.content import Month
from qc.reports.month.live import live_month
from qc.reports.month.record import variant
from qc.reports.month.stored import frozen_month, record_of
from qc.words import Right
from qc.workspace import Workspace


def month_of(workspace: Workspace, period: Period, *, names: bool = False) -> Month:
    """All that the reports of a month say, in the workspace's language; names of staff are masked unless
    `names`.

    A frozen month is given as it was published, figures and words; only what is typed in the meeting stays
    open. Who may see but a part of the clinic gets that part as it stands now. Raises ScopeError for names
    without the right to them, UsageError for a period that is no month or holds no data.
    """
    if names:
        workspace.scope.must(Right.NAMES)
    frozen = frozen_month(workspace, period)
    if frozen is None:
        return live_month(workspace, period, names=names)
    record = record_of(workspace, frozen)
    said = record.said[variant(workspace.language, names=names)]
    sentence = workspace.t(
        "Frozen on {day} by {who}, checksum {sum}",
        day=record.frozen_on, who=frozen.by, sum=frozen.checksum[:12],
    )  # fmt: skip
    report = replace(said.report, frozen=sentence)
    return Month(report, with_what_is_typed(workspace, said.meeting))
