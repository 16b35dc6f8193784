"""Where a cycle is due: grave or repeated findings, what came back after one was closed, what one left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qc.analysis.kept import kept
from qc.improve.acting import findings
from qc.improve.cycles.acting import known_cycles, place_of
from qc.improve.cycles.figures import Place
from qc.improve.cycles.model import KIND, Cycle
from qc.improve.cycles.states import CycleState
from qc.improve.findings import KIND as FINDING
from qc.improve.findings import Finding
from qc.improve.rules import load_rules
from qc.improve.states import FindingState
from qc.locale import N_
from qc.workspace import Workspace


class Reason(StrEnum):
    """Why a cycle is proposed."""

    PROPOSED = "proposed"
    RECURRED = "recurred"
    CONTINUED = "continued"

    @property
    def label(self) -> str:
        return {
            "proposed": N_("critical, or repeated too often"),
            "recurred": N_("came back after a cycle was closed"),
            "continued": N_("a cycle is to be carried on"),
        }[self.value]


@dataclass(frozen=True)
class Proposal:
    """A cycle that is due for an item in a unit. `findings`: those that it would be about, oldest first;
    `previous`: the cycle that it would carry on ("": none)."""

    reason: Reason
    place: Place
    item: str
    indicator: str
    findings: tuple[Finding, ...]
    previous: str


def proposals(workspace: Workspace) -> list[Proposal]:
    """The proposals that the one who asks may see."""

    def work() -> list[Proposal]:
        return proposals_of(findings(workspace), known_cycles(workspace))

    rules = load_rules(workspace.folder)
    return kept(workspace, "proposals", work, acts=(KIND, FINDING), by=(rules,))


def proposals_of(found: Iterable[Finding], known: Sequence[Cycle]) -> list[Proposal]:
    """At most one for each item and unit, none where a cycle is live.

    After an ended cycle only what failed after the days that it covered counts; after a closed one
    the first such failure is enough, and one that was to be carried on waits for no failure.
    """
    latest = _latest(known)
    standing: dict[Place, list[Finding]] = {}
    for each in sorted(_considered(found, latest), key=lambda each: (each.date, each.id)):
        if each.state is not FindingState.WITHDRAWN:
            standing.setdefault(place_of(each), []).append(each)
    live = {place for c in known if c.state.is_live for place in c.baseline.places}
    told = [
        _proposal(place, history, latest.get(place))
        for place, history in standing.items()
        if place not in live
    ]
    return [each for each in told if each is not None]


def _considered(found: Iterable[Finding], latest: Collection[Place]) -> list[Finding]:
    """The findings of places that had a cycle, or of which one may propose it: a fraction of all."""
    listed = list(found)
    places = {place_of(each) for each in listed if each.proposes_cycle and each.followed}
    places |= set(latest)
    return [e for e in listed if (e.site, e.unit, e.checklist, e.item_code) in places]


def _latest(known: Sequence[Cycle]) -> Mapping[Place, Cycle]:
    """The last ended cycle of each place."""
    ended = [each for each in known if not each.state.is_live]
    ended.sort(key=lambda each: (each.ended or dt.date.min, len(each.id), each.id))
    return {place: each for each in ended for place in each.baseline.places}


def _proposal(place: Place, history: Sequence[Finding], last: Cycle | None) -> Proposal | None:
    since = (last and last.covered_until) or dt.date.min
    new = [each for each in history if each.date > since]
    if last and last.state is CycleState.CONTINUED:
        return _of(
            Reason.CONTINUED, place, new or [f for f in history if f.id in last.findings], last
        )
    found = [each for each in new if not each.statistic]
    if last and last.state is CycleState.CLOSED and found:
        return _of(Reason.RECURRED, place, found, last)
    if any(each.proposes_cycle and each.followed for each in new):
        return _of(Reason.PROPOSED, place, [each for each in new if each.followed], None)
    return None


def _of(
    reason: Reason, place: Place, about: Sequence[Finding], previous: Cycle | None
) -> Proposal | None:
    if not about:
        return None
    newest = about[-1]
    name = previous.id if previous else ""
    return Proposal(reason, place, newest.item, newest.indicator, tuple(about), name)
