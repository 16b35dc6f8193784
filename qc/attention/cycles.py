"""PDCA cycles: overdue ones and their measures, what is to be judged or standardised, what is proposed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from qc.attention.known import Known
from qc.attention.matter import Detail, Link, LinkKind, Matter, MatterKind, Urgency, by_day, common
from qc.improve.cycles.model import Cycle, Measure
from qc.improve.cycles.proposals import Proposal, Reason
from qc.improve.cycles.states import CycleState
from qc.locale import N_

_JUDGED = (CycleState.CHECK, CycleState.FOLLOW)
PROPOSED: dict[Reason, tuple[str, str]] = {
    Reason.PROPOSED: (
        N_("{item}: critical, or failed too often; open a PDCA cycle."),
        N_("{count} items are critical or failed too often, {item} first; open PDCA cycles."),
    ),
    Reason.RECURRED: (
        N_("{item} came back after a cycle was closed; carry it on."),
        N_("{count} items came back after a cycle was closed, {item} first; carry them on."),
    ),
    Reason.CONTINUED: (
        N_("{item}: a cycle is to be carried on; open the next one."),
        N_("{count} items of a cycle are to be carried on, {item} first; open the next one."),
    ),
}


def cycle_matters(cycles: Iterable[Cycle], known: Known) -> Iterator[Matter]:
    """For each live cycle what is next, and each of its measures that is due."""
    for cycle in cycles:
        if cycle.state.is_live:
            if (matter := _next(cycle, known)) is not None:
                yield matter
            for measure in cycle.to_do if cycle.state is CycleState.DO else ():
                if urgency := by_day(measure.end, known.today, known.rules.attention):
                    yield _of_measure(cycle, measure, urgency, known)


def _next(cycle: Cycle, known: Known) -> Matter | None:
    urgencies, today = known.rules.attention.urgency, known.today
    if cycle.overdue(today):
        return _of(cycle, Urgency.NOW, N_("{title}: the cycle should have ended by {day}."))
    if cycle.state in _JUDGED and cycle.stated and cycle.stated.end < today:
        said = N_("{title}: the time of observation is over; judge the effect by its figures.")
        return _of(cycle, Urgency(urgencies["judge"]), said)
    if cycle.state is CycleState.ACT:
        said = N_("{title}: the effect is judged; write it into a standard and close the cycle.")
        return _of(cycle, Urgency(urgencies["standardise"]), said)
    if urgency := by_day(cycle.due, today, known.rules.attention):
        return _of(cycle, urgency, N_("{title}: the cycle is to end by {day}."))
    return None


def _of(cycle: Cycle, urgency: Urgency, words: str) -> Matter:
    return Matter(
        kind=MatterKind.CYCLE,
        urgency=urgency,
        site=cycle.site,
        unit=cycle.unit,
        words=words,
        values={"title": cycle.title, "day": cycle.due},
        due=cycle.due,
        person=cycle.owner,
        role=cycle.state.owner,
        link=_link(cycle),
    )


def _of_measure(cycle: Cycle, measure: Measure, urgency: Urgency, known: Known) -> Matter:
    late = measure.end < known.today
    return Matter(
        kind=MatterKind.CYCLE,
        urgency=urgency,
        site=cycle.site,
        unit=cycle.unit,
        words=N_("{title}: “{measure}” should have been done by {day}.")
        if late
        else N_("{title}: “{measure}” is to be done by {day}."),
        values={"title": cycle.title, "measure": measure.what, "day": measure.end},
        since=measure.start,
        due=measure.end,
        person=measure.who,
        role=CycleState.DO.owner,
        link=_link(cycle),
    )


def _link(cycle: Cycle) -> Link:
    place = cycle.baseline.places[0]
    item = place.item_code if len(cycle.baseline.places) == 1 else ""
    return Link(
        LinkKind.CYCLE, cycle.id, cycle.indicator, place.checklist, cycle.unit, item,
        cycle.baseline.end,
    )  # fmt: skip


def proposal_matters(proposals: Iterable[Proposal], known: Known) -> Iterator[Matter]:
    """A matter for each unit, reason and indicator."""
    groups: dict[tuple[str, str, Reason, str], list[Proposal]] = {}
    for each in proposals:
        group = (each.place.site, each.place.unit, each.reason, each.indicator)
        groups.setdefault(group, []).append(each)
    for mine in groups.values():
        yield _proposed(mine, known)


def _proposed(mine: Sequence[Proposal], known: Known) -> Matter:
    first = max(mine, key=lambda each: (len(each.findings), each.item))
    newest = max(each.findings[-1].date for each in mine)
    urgencies = known.rules.attention.urgency
    is_new = first.reason is Reason.PROPOSED
    return Matter(
        kind=MatterKind.PROPOSED,
        urgency=Urgency(urgencies["proposed"] if is_new else urgencies["recurred"]),
        site=first.place.site,
        unit=first.place.unit,
        words=PROPOSED[first.reason][len(mine) > 1],
        values={"item": _item(first, known), "count": len(mine)},
        since=min(each.findings[0].date for each in mine),
        role=CycleState.ACT.owner,
        link=Link(
            LinkKind.PROPOSALS, "proposed", first.indicator, first.place.checklist,
            first.place.unit, common(each.place.item_code for each in mine), newest,
        ),
        count=len(mine),
        details=tuple(Detail(e.place.unit, _item(e, known), e.findings[-1].date) for e in mine)
        if len(mine) > 1
        else (),
    )  # fmt: skip


def _item(proposal: Proposal, known: Known) -> str:
    return known.item(proposal.place.checklist, proposal.place.item_code, proposal.item)
