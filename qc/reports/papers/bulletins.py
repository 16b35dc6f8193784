"""Which bulletin a period asks for: a month's, or a quarter's for the inside or for customers."""

from __future__ import annotations

from qc.analysis.periods import Period
from qc.errors import UsageError
from qc.improve.bulletin.content import bulletin
from qc.improve.bulletin.model import Audience
from qc.locale import N_
from qc.reports.month import month_of
from qc.reports.papers.model import Paper
from qc.reports.papers.month_bulletin import month_bulletin
from qc.reports.papers.quarter_bulletin import quarter_bulletin
from qc.workspace import Workspace


def bulletin_paper(
    workspace: Workspace,
    period: Period,
    audience: Audience = Audience.INSIDE,
    *,
    names: bool = False,
) -> Paper:
    """The bulletin of a month or a quarter. Raises UsageError for another period, one without data, a
    month for customers, or a quarter with names; ScopeError as `bulletin` and `month_of` do."""
    if period.kind == "quarter":
        if names:
            raise UsageError(
                N_("The bulletin of a quarter tells what units put right; it names no staff."),
                N_("Leave --names away, or ask for a month like 2026-10."),
            )
        return quarter_bulletin(workspace, bulletin(workspace, period, audience))
    if period.kind != "month":
        raise UsageError(
            N_("There is a bulletin of a month or of a quarter, not of {period}."),
            N_("Write a month like 2026-10 or a quarter like 2026-Q3."),
            period=period,
        )
    if audience is Audience.CUSTOMERS:
        raise UsageError(
            N_("Customers are told what a quarter has improved, not a month."),
            N_("Write a quarter like 2026-Q3."),
        )
    return month_bulletin(month_of(workspace, period, names=names), workspace.t)
