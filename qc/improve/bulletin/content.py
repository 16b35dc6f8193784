"""The quarterly bulletin, gathered from findings, cycles and standards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from qc.analysis.periods import Period
from qc.analysis.source import facts
from qc.catalogue.model import Catalogue
from qc.errors import ScopeError, UsageError
from qc.improve.acting import findings
from qc.improve.bulletin.customers import improved
from qc.improve.bulletin.focus import focus_of
from qc.improve.bulletin.model import Again, Audience, Fixed, ForCustomers, Inside, Tally
from qc.improve.cycles.acting import cycles
from qc.improve.cycles.effect import Shown
from qc.improve.findings import Finding
from qc.improve.rectified import Rectified, day_of, moved_by, rectified
from qc.improve.rules import load_rules
from qc.improve.states import FindingState
from qc.locale import N_
from qc.workspace import Workspace

NEXT_FOCUS = 5
"""So many items are named for the next quarter."""


def bulletin(
    workspace: Workspace, quarter: Period, audience: Audience = Audience.INSIDE
) -> Inside | ForCustomers:
    """The bulletin of a quarter, as things stand now.

    Raises UsageError when the period is no quarter or holds no checks, ScopeError where whoever sees
    some units only asks for what customers are told: elsewhere it may not be put right.
    """
    _require(workspace, quarter)
    found = findings(workspace)
    stood = in_quarter(found, quarter)
    if audience is Audience.CUSTOMERS:
        if workspace.scope.units is not None or workspace.scope.sites is not None:
            raise ScopeError(
                N_("What customers are told is written by somebody who may see the whole clinic."),
                N_("Ask whoever keeps the rights."),
            )
        rules = load_rules(workspace.folder)
        since = [each for each in found if each.date > quarter.end]
        return ForCustomers(quarter, improved(stood, since, workspace.catalogue, rules))
    return _inside(workspace, quarter, stood)


def in_quarter(found: Iterable[Finding], quarter: Period) -> list[Finding]:
    """What was to be put right in a quarter: found in it, or before and still waiting when it began.
    Withdrawn ones never were."""
    return [
        each
        for each in found
        if each.state is not FindingState.WITHDRAWN
        and each.date <= quarter.end
        and (each.date >= quarter.start or _carried(each, quarter.start))
    ]


def _carried(found: Finding, start: dt.date) -> bool:
    closing = moved_by(found)
    return found.waits or (closing is not None and day_of(closing) >= start)


def _require(workspace: Workspace, quarter: Period) -> None:
    if quarter.kind != "quarter":
        raise UsageError(
            N_("{period} is no quarter."), N_("Write a quarter like 2026-Q3."), period=quarter
        )
    days = facts(workspace).checks["date"]
    if not days.between(str(quarter.start), str(quarter.end)).any():
        raise UsageError(N_("There is no data for {period}."), period=quarter)


def _inside(workspace: Workspace, quarter: Period, stood: Sequence[Finding]) -> Inside:
    today = workspace.today
    known = {each.id: rectified(each, today) for each in stood}
    followed = [each for each in stood if known[each.id] is not Rectified.HISTORY]
    all_cycles = cycles(workspace)
    return Inside(
        quarter=quarter,
        as_of=today,
        whole=_tally(followed, known),
        carried=sum(each.date < quarter.start for each in followed),
        history=len(stood) - len(followed),
        units={place: _tally([f for f in followed if (f.site, f.unit) == place], known)
               for place in sorted({(f.site, f.unit) for f in followed})},
        indicators={code: _tally([f for f in followed if f.indicator == code], known)
                    for code in workspace.catalogue.indicators
                    if any(f.indicator == code for f in followed)},
        repeated=_repeated(f for f in followed if f.repeated and f.date >= quarter.start),
        ended=tuple(c for c in all_cycles if c.cycle.ended and _in(c.cycle.ended, quarter)),
        live=sum(each.cycle.state.is_live for each in all_cycles),
        fixed=_fixed(workspace.catalogue, all_cycles, quarter, workspace.language),
        focus=focus_of(followed, known)[:NEXT_FOCUS],
    )  # fmt: skip


def _repeated(found: Iterable[Finding]) -> tuple[Again, ...]:
    """By item and unit, the most frequent first."""
    places: dict[tuple[str, ...], list[Finding]] = {}
    for each in sorted(found, key=lambda each: (each.date, each.id)):
        place = (each.site, each.unit, each.checklist, each.item_code)
        places.setdefault(place, []).append(each)
    told = [
        Again(f[-1].site, f[-1].unit, f[-1].item, len({x.date for x in f}), f[-1].date, f[-1].times)
        for f in places.values()
    ]
    return tuple(sorted(told, key=lambda each: (-each.days, -each.times, each.unit, each.item)))


def _tally(found: Iterable[Finding], known: Mapping[str, Rectified]) -> Tally:
    stood = [known[each.id] for each in found]
    return Tally({how: stood.count(how) for how in Rectified if how is not Rectified.HISTORY})


def _in(day: dt.date, quarter: Period) -> bool:
    return quarter.start <= day <= quarter.end


def _fixed(
    catalogue: Catalogue, known: Iterable[Shown], quarter: Period, language: str
) -> tuple[Fixed, ...]:
    by_cycles = [
        Fixed(day_of(act), act.fields["link"], act.fields.get("version", ""), each.cycle.id)
        for each in known
        for act in each.cycle.standards
    ]
    versions = [
        Fixed(each.valid_from, each.name.of(language), each.version, "")
        for code in catalogue.checklists
        for each in catalogue.versions_of(code)
    ]
    found = [each for each in (*by_cycles, *versions) if _in(each.day, quarter)]
    return tuple(sorted(found, key=lambda each: (each.day, each.name)))
