"""Writing about a control chart: leave a point out, take it in again, begin new limits, join them again.

Limits are a judgement that somebody writes down with its reason, never a formula's: NHS England, Making
Data Count. What is left out is left out of the limits only; it stays on the chart and in every rate.
"""

from __future__ import annotations

from collections.abc import Mapping

from qc.analysis.asked import known_indicator
from qc.analysis.chart_notes import OFF, ON, chart_notes, is_period, subject_of
from qc.analysis.periods import PeriodKind
from qc.errors import ScopeError, UsageError
from qc.locale import N_
from qc.store.journal import Act, NewAct
from qc.workspace import Workspace


def note_chart(
    workspace: Workspace,
    indicator: str,
    unit: str | None,
    kind: PeriodKind,
    what: str,
    given: Mapping[str, str],
) -> Act:
    """Write about a chart: `what` is exclude, include, rebase or join; given: `period` and, for exclude
    and rebase, `reason`.

    Raises UsageError for an unknown act, indicator or period, a missing reason, or what is not so;
    ScopeError for another's unit.
    """
    known_indicator(workspace.catalogue, indicator)
    told = {name: given.get(name, "").strip() for name in ("period", "reason")}
    notes = chart_notes(workspace, indicator, unit, kind)
    _refuse(what, told, kind)
    if what in OFF and told["period"] not in getattr(notes, OFF[what]):
        raise UsageError(N_("This is not written about {period}."), period=told["period"])
    if unit is None:
        _must_see_all_sites(workspace)
    site = workspace.organisation.site_of(unit) if unit else workspace.organisation.site
    fields = told if what in ON else {"period": told["period"]}
    act = NewAct(
        subject_of(indicator, unit, kind), notes.acts, what, fields, site=site, unit=unit or ""
    )
    return workspace.store.act(workspace.scope, act)


def _must_see_all_sites(workspace: Workspace) -> None:
    """The chart of all units is everybody's: who sees one site of several would move the others' limits."""
    if not workspace.scope.covers_all(each.name for each in workspace.organisation.sites):
        raise ScopeError(
            N_("The chart of all sites is written about by somebody who sees all of them."),
            N_("Choose a unit, or ask somebody who sees the whole clinic."),
        )


def _refuse(what: str, told: Mapping[str, str], kind: PeriodKind) -> None:
    if what not in (*ON, *OFF):
        raise UsageError(N_("This cannot be done with a chart."))
    if not is_period(told["period"], kind):
        raise UsageError(N_('"{period}" is no period of this chart.'), period=told["period"])
    if what in ON and not told["reason"]:
        raise UsageError(N_("The reason is missing."), N_("Fill it in and try again."))
