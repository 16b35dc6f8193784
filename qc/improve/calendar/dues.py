"""The appointments as they stand: what is owed, joined with what was done and what people said of it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from qc.catalogue.model import Cadence, Catalogue, Every
from qc.improve.calendar import cadences
from qc.improve.calendar.doings import Doing, Place, once_a_day
from qc.improve.calendar.matching import Filled, fill
from qc.improve.calendar.opening import open_days, responsible
from qc.improve.calendar.spans import Span
from qc.improve.calendar.states import DueState
from qc.improve.rules import Rules
from qc.store.journal import Act

KIND = "appointment"


@dataclass(frozen=True)
class Due:
    """Something owed `times` times in a period by a unit ("": the whole site).

    `due`: the last open day of the period. `in_time` and `late`: what was done. `reason`: why it was
    not, "" where nobody said. `person`: who answers for it on its last day, a deputy where they are
    away. `takes_file`: whether a file may stand for a check.
    """

    id: str
    code: str
    name: str
    every: Every
    irregular: bool
    site: str
    unit: str
    span: Span
    times: int
    due: dt.date
    in_time: tuple[Doing, ...]
    late: tuple[Doing, ...]
    state: DueState
    reason: str
    person: str
    takes_file: bool
    acts: tuple[Act, ...]

    @property
    def subject(self) -> str:
        return f"{KIND}:{self.id}"

    @property
    def done(self) -> int:
        """How often it was done, never more than it was owed."""
        return min(self.times, len(self.in_time) + len(self.late))


class Asked(NamedTuple):
    """What the calendar is drawn up from: the standards, the clinic's numbers, the day, the reader."""

    catalogue: Catalogue
    rules: Rules
    today: dt.date
    language: str


def dues_of(
    asked: Asked,
    places: Iterable[Place],
    doings: Mapping[Place, Sequence[Doing]],
    acts: Mapping[str, tuple[Act, ...]],
    until: dt.date,
) -> list[Due]:
    """The appointments of these places from the beginning of each to a day.

    places: code, site and unit of each that might owe it, units and sites alike; which of the two do
    is the cadence's own `each`. doings: by place. acts: the journal's, by subject.
    """

    @cache  # units of a site owe the same periods
    def owed(code: str, first: dt.date | None) -> list[tuple[Span, Cadence, int]]:
        return cadences.owed(code, first, until, asked.catalogue, asked.rules)

    return [
        _due(asked, place, filled, grace, acts)
        for place in places
        for filled, grace in _filled(asked, place, doings, acts, owed)
    ]


def _filled(
    asked: Asked,
    place: Place,
    doings: Mapping[Place, Sequence[Doing]],
    acts: Mapping[str, tuple[Act, ...]],
    owed_of: Callable[[str, dt.date | None], list[tuple[Span, Cadence, int]]],
) -> Iterator[tuple[Filled, int]]:
    """What a place owes, with what was done for it and kept by files, and its days of grace; a cadence
    that changed between daily and longer counts each by its own rule."""
    code, site, unit = place
    first = next(iter(doings.get((code, site, ""), ())), None)
    day = first.day if first else None
    mine, days_of_grace = list(doings.get(place, ())), asked.rules.calendar.grace_days
    owed = [
        (span, times, cadence.every)
        for span, cadence, times in owed_of(code, day)
        if (cadence.each == "unit") == bool(unit)
    ]
    for daily, given in ((True, mine), (False, once_a_day(mine))):
        terms = [
            (span, times, days_of_grace.get(every, 0))
            for span, times, every in owed
            if (every == "day") is daily
        ]
        for filled, (span, times, grace) in zip(fill(terms, given), terms, strict=True):
            if times:
                kept = _kept(acts.get(_subject(code, site, unit, span), ()))
                yield _with_files(filled, kept), grace


def due_id(code: str, site: str, unit: str, span: Span) -> str:
    """The same name for the same appointment, always."""
    told = "\x1f".join((code, site, unit, span.start.isoformat(), span.end.isoformat()))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _subject(code: str, site: str, unit: str, span: Span) -> str:
    return f"{KIND}:{due_id(code, site, unit, span)}"


def _since_withdrawn(acts: Sequence[Act]) -> Sequence[Act]:
    """The acts that hold: those after the last that took everything back."""
    places = [n for n, act in enumerate(acts) if act.what == "withdraw"]
    return acts[places[-1] + 1 :] if places else acts


def _kept(acts: Sequence[Act]) -> list[Doing]:
    return [
        Doing(
            dt.date.fromisoformat(act.fields["day"]),
            by=(act.actor,),
            file=act.fields["file"],
            sha256=act.fields["sha256"],
        )
        for act in _since_withdrawn(acts)
        if act.what == "evidence"
    ]


def _with_files(filled: Filled, kept: Sequence[Doing]) -> Filled:
    """What was done, with what is kept by files; a day that has a check needs no file."""
    known = {doing.day for doing in (*filled.in_time, *filled.late)}
    new = once_a_day([doing for doing in kept if doing.day not in known])
    in_time = tuple(sorted([*filled.in_time, *(d for d in new if d.day <= filled.span.end)]))
    late = tuple(sorted([*filled.late, *(d for d in new if d.day > filled.span.end)]))
    return Filled(filled.span, filled.times, in_time, late)


def _due(
    asked: Asked,
    place: Place,
    filled: Filled,
    grace: int,
    acts: Mapping[str, tuple[Act, ...]],
) -> Due:
    code, site, unit = place
    rules, span = asked.rules, filled.span
    cadence = cadences.cadence_on(code, span.start, asked.catalogue, rules)
    assert cadence  # what is owed has one
    mine = acts.get(_subject(code, site, unit, span), ())
    said = [act.fields["note"] for act in _since_withdrawn(mine) if act.what == "excuse"]
    reason = said[-1] if said else ""
    last = open_days(span, rules.calendar)[-1]
    listed = code in rules.calendar.evidence or code not in asked.catalogue.checklists
    return Due(
        id=due_id(code, site, unit, span),
        code=code,
        name=cadences.name_of(code, asked.catalogue, rules, asked.language),
        every=cadence.every,
        irregular=cadence.irregular,
        site=site,
        unit=unit,
        span=span,
        times=filled.times,
        due=last,
        in_time=filled.in_time,
        late=filled.late,
        state=_state(filled, grace, reason, asked.today),
        reason=reason,
        person=responsible(code, last, rules.calendar),
        takes_file=listed,
        acts=mine,
    )


def _state(filled: Filled, grace: int, reason: str, today: dt.date) -> DueState:
    if not filled.lacks:
        return DueState.DONE if len(filled.in_time) >= filled.times else DueState.LATE
    if today <= filled.span.end:
        return DueState.DUE
    if reason:
        return DueState.EXCUSED
    in_grace = today <= filled.span.end + dt.timedelta(days=grace)
    return DueState.OVERDUE if in_grace else DueState.MISSED
