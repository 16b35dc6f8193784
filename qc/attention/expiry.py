"""Stock: drugs and supplies that have expired, or will within the warning days of their standard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from qc.attention.known import Known
from qc.attention.lines import Line, day_of
from qc.attention.matter import Detail, Link, LinkKind, Matter, MatterKind, Urgency, by_day, common
from qc.locale import N_
from qc.words import Kind

ROLE = N_("whoever keeps the stock")
WORDS: dict[MatterKind, tuple[str, str]] = {
    MatterKind.EXPIRED: (
        N_("{item} expired on {day}; take it out and replace it."),
        N_("{count} lines have expired, {item} first, on {day}; take them out and replace them."),
    ),
    MatterKind.NEAR_EXPIRY: (
        N_("{item} expires on {day}; order it anew."),
        N_("{count} lines expire soon, {item} first, on {day}; order them anew."),
    ),
}

Dated = tuple[dt.date, Line]
Group = tuple[MatterKind, Urgency, str, str, str]
"""Kind, urgency, site, unit, checklist."""


def expiry_matters(lines: Iterable[Line], known: Known) -> Iterator[Matter]:
    """A matter for each list of a unit: what has expired, and what will, by its urgency."""
    groups: dict[Group, list[Dated]] = {}
    for line in lines:
        expiry = day_of(line, "expiry") if line.kind == Kind.STOCK else None
        if expiry and (placed := _group(line, expiry, known)):
            groups.setdefault(placed, []).append((expiry, line))
    for (kind, urgency, *_), mine in groups.items():
        yield _matter(kind, urgency, mine, known)


def urgency_of(expiry: dt.date, checklist: str, known: Known) -> Urgency | None:
    """By the days that are left; within the standard's warning days soon at least."""
    standard = known.catalogue.checklists.get(checklist)
    near = dt.timedelta(days=standard.rule.near_days if standard else 0)
    if urgency := by_day(expiry, known.today, known.rules.attention):
        return urgency
    return Urgency.SOON if expiry <= known.today + near else None


def _group(line: Line, expiry: dt.date, known: Known) -> Group | None:
    """The last day of use is still in date."""
    urgency, place = (
        urgency_of(expiry, line.checklist, known),
        (line.site, line.unit, line.checklist),
    )
    if urgency is None:
        return None
    kind = MatterKind.EXPIRED if expiry < known.today else MatterKind.NEAR_EXPIRY
    return kind, urgency, *place


def _matter(kind: MatterKind, urgency: Urgency, mine: Sequence[Dated], known: Known) -> Matter:
    day, first = min(mine)
    several = len(mine) > 1
    return Matter(
        kind=kind,
        urgency=urgency,
        site=first.site,
        unit=first.unit,
        words=WORDS[kind][several],
        values={"item": name_of(first, known), "count": len(mine), "day": day},
        since=first.date,
        due=day,
        role=ROLE,
        link=link_of([line for _, line in mine]),
        count=len(mine),
        details=tuple(Detail(line.unit, name_of(line, known), on) for on, line in sorted(mine))
        if several
        else (),
    )


def name_of(line: Line, known: Known) -> str:
    """What the line is about: the item, with the thing that it stands in (a cart) where one is named."""
    return " ".join(dict.fromkeys(filter(None, (line.subject, line.item)))) or known.checklist(
        line.checklist
    )


def link_of(lines: Sequence[Line]) -> Link:
    """The records that the lines stand in."""
    first = max(lines, key=lambda line: line.date)
    item = common(line.item_code for line in lines)
    return Link(
        LinkKind.RECORD, first.checklist, first.indicator, first.checklist, first.unit, item, first.date
    )  # fmt: skip
