"""A month's star in the journal: whether it was confirmed, and in which months one may still vote."""

from __future__ import annotations

from collections.abc import Iterable

from qc.analysis.journal import acts_by_subject
from qc.analysis.periods import Period
from qc.errors import UsageError
from qc.improve.stars.states import STEPS, StarState
from qc.locale import N_
from qc.store.journal import Act
from qc.workspace import Workspace

KIND = "star"


def place_of(workspace: Workspace, site: str) -> str:
    """The site that is meant: the first one where none is named."""
    return site or workspace.organisation.site


def month_asked(period: Period) -> Period:
    """The period, which must be a month; UsageError for any other."""
    if period.kind != "month":
        raise UsageError(
            N_('"{period}" is no month.'), N_("Write a month like 2026-10."), period=period
        )
    return period


def acts_on(workspace: Workspace, month: Period, site: str) -> tuple[Act, ...]:
    """What was decided about a month's star, oldest first."""
    subject = f"{KIND}:{site}:{month}"
    return acts_by_subject(workspace, KIND).get(subject, ())


def state_after(acts: Iterable[Act]) -> StarState:
    """Where it stands after these acts."""
    state = StarState.PROPOSED
    for act in acts:
        state = STEPS[act.what].target
    return state


def past_or_running(workspace: Workspace, month: Period, site: str = "") -> None:
    """UsageError for a month that has not begun or whose star is confirmed: its votes are counted."""
    if month_asked(month).start > workspace.today:
        raise UsageError(N_("The month {month} has not begun."), month=month)
    if state_after(acts_on(workspace, month, place_of(workspace, site))) is StarState.CONFIRMED:
        raise UsageError(
            N_("The star of {month} is confirmed: its votes are counted."),
            N_("Take the confirmation back first if something was wrong."),
            month=month,
        )
