"""The calendar: checks that are late, due, or were missed without a reason. One line for a checklist."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from qc.attention.known import Known
from qc.attention.matter import (
    Detail,
    Link,
    LinkKind,
    Matter,
    MatterKind,
    Urgency,
    common,
)
from qc.improve.calendar.dues import Due
from qc.improve.calendar.states import DueState
from qc.locale import N_

WORDS: dict[MatterKind, tuple[str, str]] = {
    MatterKind.LATE_CHECK: (
        N_("{name}: {count} to be made up for, due since {day}."),
        N_("{name}: {count} to be made up for in {units} places, due since {day}."),
    ),
    MatterKind.DUE_CHECK: (
        N_("{name}: {count} still to be done by {day}."),
        N_("{name}: {count} still to be done in {units} places, the first by {day}."),
    ),
    MatterKind.MISSED_CHECK: (
        N_("{name}: {count} not done, the first by {day}; give the reason."),
        N_("{name}: {count} not done in {units} places, the first by {day}; give the reasons."),
    ),
}

Group = tuple[MatterKind, Urgency, str, str]
"""Kind, urgency, code, site."""


def check_matters(dues: Iterable[Due], known: Known) -> Iterator[Matter]:
    """A matter for each checklist, with how many are lacking and in how many units."""
    groups: dict[Group, list[Due]] = {}
    for due in dues:
        if (placed := _group(due, known)) is not None:
            groups.setdefault(placed, []).append(due)
    for (kind, urgency, *_), mine in groups.items():
        yield _matter(kind, urgency, mine)


def _group(due: Due, known: Known) -> Group | None:
    rules, place = known.rules.attention, (due.code, due.site)
    if due.state is DueState.OVERDUE:
        return MatterKind.LATE_CHECK, Urgency.NOW, *place
    if due.state is DueState.MISSED:
        recent = known.today - due.span.end <= dt.timedelta(days=rules.missed_days)
        urgency = Urgency(rules.urgency["missed"])
        return (MatterKind.MISSED_CHECK, urgency, *place) if recent else None
    if due.state is not DueState.DUE or due.due > known.today + dt.timedelta(days=rules.week_days):
        return None
    return MatterKind.DUE_CHECK, Urgency.WEEK, *place


def _matter(kind: MatterKind, urgency: Urgency, mine: Sequence[Due]) -> Matter:
    first = min(mine, key=lambda each: (each.due, each.unit, each.id))
    units = {each.unit for each in mine}
    lacking = sum(each.times - each.done for each in mine)
    is_one = len(mine) == 1
    return Matter(
        kind=kind,
        urgency=urgency,
        site=first.site,
        unit=common(units),
        words=WORDS[kind][len(units) > 1],
        values={"name": first.name, "count": lacking, "units": len(units), "day": first.due},
        since=first.span.start,
        due=first.due,
        person=common(each.person for each in mine),
        role=first.state.owner,
        link=Link(
            LinkKind.APPOINTMENT if is_one else LinkKind.CALENDAR,
            first.id if is_one else f"{first.due:%Y-%m}",
            checklist=first.code,
            unit=common(units),
            day=first.due,
        ),
        count=lacking,
        details=() if is_one else tuple(Detail(e.unit, e.span.label, e.due) for e in mine),
    )
