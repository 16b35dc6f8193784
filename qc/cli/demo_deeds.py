"""What the sample clinic's staff did, done through the same acts as anybody's, on the days of the story."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qc.improve.findings import Finding
    from qc.workspace import Workspace
    from sample_data.deeds import Deed, Failed, Improvement

_LATE_MORNING = dt.time(10, 30)


def do_deeds(workspace: Workspace) -> None:
    """Tell the sample year's improvement once: a clinic where anybody has acted is left as it is."""
    from qc.improve.cycles.acting import known_cycles
    from sample_data.deeds import improvements

    if known_cycles(workspace):
        return
    for improvement in improvements():
        _improve(workspace, improvement)
    _put_right(workspace)
    _vote(workspace)


def _improve(workspace: Workspace, improvement: Improvement) -> None:
    from qc.improve.acting import findings
    from qc.improve.cycles.acting import act_on_cycle, cycle, open_cycle

    first, *others = improvement.deeds
    start, end = first.given["from"], first.given["to"]
    about = [
        found.id
        for found in findings(workspace)
        if start <= found.date.isoformat() <= end
        and improvement.covers(found.indicator, found.item_code, found.unit)
    ]
    opened = open_cycle(_on(workspace, first), about, first.given)
    name = opened.subject.partition(":")[2]
    for deed in others:
        there = _on(workspace, deed)
        act_on_cycle(there, cycle(there, name), deed.what, deed.given)


def _put_right(workspace: Workspace) -> None:
    """The findings' deeds, the first of each, then the second of each: one reading serves them all."""
    from qc.improve.acting import act_on, findings
    from sample_data.deeds import done_about

    plans = {
        found.id: done_about(_failed(number, found))
        for number, found in enumerate(found for found in findings(workspace) if found.waits)
    }
    for turn in range(max(map(len, plans.values()), default=0)):
        for found in findings(workspace):
            for deed in plans.get(found.id, [])[turn : turn + 1]:
                act_on(_on(workspace, deed), found, deed.what, deed.given)


def _vote(workspace: Workspace) -> None:
    from qc.analysis.periods import Period
    from qc.improve.stars.votes import tally, vote
    from sample_data import deeds, story

    month = Period.parse(deeds.STAR_MONTH)
    for voter, person in deeds.votes():
        vote(_at(workspace, deeds.VOTED_ON, voter), month, person)
    head = _at(workspace, deeds.VOTED_ON, story.HEAD_NURSE)
    tally(head, month, deeds.BOX, story.INSPECTORS[:2])


def _failed(number: int, found: Finding) -> Failed:
    from sample_data.deeds import Failed

    return Failed(number, found.date, found.indicator, found.needs_cause, bool(found.passed_since))


def _on(workspace: Workspace, deed: Deed) -> Workspace:
    return _at(workspace, deed.day, deed.actor)


def _at(workspace: Workspace, day: dt.date, actor: str) -> Workspace:
    """The workspace as it was open to somebody on that day."""
    moment = dt.datetime.combine(day, _LATE_MORNING, tzinfo=workspace.now().tzinfo)

    def clock() -> dt.datetime:
        return moment

    scope = replace(workspace.scope, actor=actor)
    store = replace(workspace.store, clock=clock)
    return replace(workspace, today=day, scope=scope, store=store, clock=clock)
