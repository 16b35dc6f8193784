"""Findings that wait: new critical failures, what is overdue or to be put right, what waits for re-check."""

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
    by_day,
    common,
)
from qc.improve.findings import Finding
from qc.improve.states import FindingState
from qc.locale import N_

WORDS: dict[MatterKind, tuple[str, str]] = {
    MatterKind.CRITICAL: (
        N_("{item} failed on {day}, and nobody has acted on it yet."),
        N_("{item} failed {count} times, last on {last}, and nobody has acted on it yet."),
    ),
    MatterKind.OVERDUE: (
        N_("{item}: should have been put right by {day}."),
        N_("{name}: {count} problems should have been put right, the first by {day}."),
    ),
    MatterKind.ACTION: (
        N_("{item}: to be put right by {day}."),
        N_("{name}: {count} problems are to be put right, the first by {day}."),
    ),
    MatterKind.RECHECK: (
        N_("{item}: put right, now to be checked again."),
        N_("{name}: {count} problems were put right and are to be checked again."),
    ),
}

Group = tuple[MatterKind, Urgency, str, str, str, str]
"""Kind, urgency, site, unit, indicator, and of critical failures the item."""


def finding_matters(found: Iterable[Finding], known: Known) -> Iterator[Matter]:
    """A matter for each critical item of a unit; of the rest one for each unit and indicator."""
    groups: dict[Group, list[Finding]] = {}
    for each in found:
        if (placed := _group(each, known)) is not None:
            groups.setdefault(placed, []).append(each)
    for (kind, urgency, *_), mine in groups.items():
        yield _matter(kind, urgency, mine, known)


def _group(found: Finding, known: Known) -> Group | None:
    """Where a finding stands in the list; None: it needs nobody, or not yet."""
    if not found.waits:
        return None
    rules = known.rules.attention
    place = (found.site, found.unit, found.indicator)
    if _is_new(found, known):
        return MatterKind.CRITICAL, Urgency(rules.urgency["critical"]), *place, found.item_code
    if found.state is FindingState.RECHECK:
        return MatterKind.RECHECK, Urgency(rules.urgency["recheck"]), *place, ""
    if found.overdue(known.today):
        return MatterKind.OVERDUE, Urgency.NOW, *place, ""
    urgency = by_day(found.due, known.today, rules)
    return None if urgency is None else (MatterKind.ACTION, urgency, *place, "")


def _is_new(found: Finding, known: Known) -> bool:
    """A critical item that failed lately, on which nobody has acted."""
    limit = dt.timedelta(days=known.rules.attention.critical_days)
    fresh = known.today - found.date <= limit
    return found.critical and fresh and found.state is FindingState.OPEN and not found.acts


def _matter(kind: MatterKind, urgency: Urgency, mine: Sequence[Finding], known: Known) -> Matter:
    first = min(mine, key=lambda each: (each.due, each.date, each.id))
    is_one = len(mine) == 1
    new = kind is MatterKind.CRITICAL
    values = {
        "item": known.item(first.checklist, first.item_code, first.item),
        "name": known.indicator(first.indicator),
        "count": len(mine),
        "day": first.date if new else first.due,
        "last": max(each.date for each in mine),
    }
    return Matter(
        kind=kind,
        urgency=urgency,
        site=first.site,
        unit=first.unit,
        words=WORDS[kind][not is_one],
        values=values,
        since=min(each.date for each in mine),
        due=first.due,
        person=""
        if kind is MatterKind.RECHECK  # another than who put it right
        else common(each.told.get("person", "") for each in mine),
        role=common(each.state.owner for each in mine) or FindingState.OPEN.owner,
        link=_link(kind, mine, first),
        count=len(mine),
        details=() if is_one else tuple(_detail(each, known) for each in mine),
    )


def _detail(found: Finding, known: Known) -> Detail:
    text = known.item(found.checklist, found.item_code, found.item)
    return Detail(found.unit, text, found.due)


def _link(kind: MatterKind, mine: Sequence[Finding], first: Finding) -> Link:
    is_one = len(mine) == 1
    return Link(
        LinkKind.FINDING if is_one else LinkKind.FINDINGS,
        first.id if is_one else ("overdue" if kind is MatterKind.OVERDUE else "waiting"),
        indicator=first.indicator,
        checklist=first.checklist,
        unit=first.unit,
        item=common(each.item_code if each.item_code != each.item else "" for each in mine),
        day=first.date,
    )
