"""Accountability as it stands: what is proposed, what was decided, and on what."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from qc.analysis.journal import acts_of
from qc.catalogue.accountability import Action
from qc.errors import ScopeError
from qc.improve.accountability import naming
from qc.improve.accountability.ladder import Decision, Event, Proposal, proposals_of
from qc.improve.accountability.naming import Naming
from qc.improve.accountability.sources import Setting, findings_that_count, setting
from qc.improve.accountability.states import STEPS, ProposalState
from qc.improve.findings import Finding
from qc.locale import N_
from qc.store.journal import Act
from qc.workspace import Workspace

KIND = "proposal"

Days = tuple[tuple[str, dt.date], ...]


@dataclass(frozen=True)
class Accounts:
    """What is to be decided (`open`), what was decided, and who is named on which finding. `gone` are
    ids of decisions that stand on a record which was corrected since: look at them again."""

    setting: Setting
    open: tuple[Proposal, ...]
    decided: tuple[Decision, ...]
    named: Mapping[str, list[Naming]]
    findings: Mapping[str, Finding]
    gone: frozenset[str]


def accounts(workspace: Workspace) -> Accounts | None:
    """As it stands now; None while accountability is off.

    Counting by person needs the whole site: ScopeError for whoever sees some units only.
    """
    if (known := setting(workspace)) is None:
        return None
    scope = workspace.scope
    if scope.units is not None:
        raise ScopeError(
            N_("Accountability is decided by somebody who may see the whole site."),
            N_("Ask whoever keeps the rights."),
        )
    findings = findings_that_count(workspace, known)
    named = naming.namings_of(acts_of(workspace, naming.KIND))
    acts = acts_of(workspace, KIND)
    decided = decisions_of(acts)
    events = events_of(named, decided, findings, known)
    live = {(event.who, event.ladder, event.id) for event in events}
    return Accounts(
        known,
        _with_seen(proposals_of(events, decided, known.ladders, amounts=known.amounts), acts),
        tuple(decided if known.amounts else map(_without_amount, decided)),
        {name: who for name, who in named.items() if name in findings},
        findings,
        frozenset(each.id for each in decided if each.state.counts and not _standing(each) <= live),
    )


def events_of(
    named: Mapping[str, Iterable[Naming]],
    decisions: Iterable[Decision],
    findings: Mapping[str, Finding],
    known: Setting,
) -> list[Event]:
    """All that counts now: whoever is named, and whoever answers jointly for what was accepted and
    still stands."""
    events = named_events(named, findings, known)
    for decision in decisions:  # in their order, so that each finds the events it was about
        if decision.joint and decision.state is ProposalState.ACCEPTED:
            events += _joint(decision, events, known)
    return events


def named_events(
    named: Mapping[str, Iterable[Naming]], findings: Mapping[str, Finding], known: Setting
) -> list[Event]:
    """An event for each person on each finding, where the finding still stands and still leads there."""
    return [
        Event(name, found.site, each.person, each.ladder, found.date, ((name, found.date),))
        for name, namings in named.items()
        if (found := findings.get(name)) is not None
        for each in namings
        if each.ladder in known.ladders_for(found)
    ]


def _joint(decision: Decision, events: Iterable[Event], known: Setting) -> list[Event]:
    mine = _standing(decision)
    alive = (each.findings for each in events if (each.who, each.ladder, each.id) in mine)
    grounds = tuple(pair for findings in alive for pair in findings)
    if not grounds:
        return []
    day = max(day for _, day in grounds)
    return [Event(decision.id, decision.site, decision.joint, known.joint, day, grounds)]


def _standing(decision: Decision) -> set[tuple[tuple[str, str], str, str]]:
    """The events that a decision rests on."""
    return {(decision.who, decision.ladder, name) for name in decision.events}


def decisions_of(acts: Iterable[Act]) -> list[Decision]:
    """All decisions in their order; one that was lifted says why."""
    found: dict[str, Decision] = {}
    for act in acts:
        name = str(act.fields["id"])
        state = STEPS[act.what].target
        if act.what == "lift":
            found[name] = replace(found[name], state=state, lifted=str(act.fields["note"]))
        else:
            found[name] = _decision(act, state)
    return list(found.values())


def _decision(act: Act, state: ProposalState) -> Decision:
    told = act.fields
    return Decision(
        id=str(told["id"]), site=act.site, person=told["person"], ladder=told["ladder"],
        window=told["window"], count=told["count"], action=Action(told["action"]),
        amount=told.get("amount"), amount_to=told.get("amount_to"), state=state,
        events=tuple(told["events"]), findings=_days(told["findings"]), decided=_days(told["decided"]),
        by=act.actor, at=act.at, note=told["note"], joint=told.get("joint", ""),
    )  # fmt: skip


def _days(told: Collection[tuple[str, str]]) -> Days:
    return tuple((name, dt.date.fromisoformat(day)) for name, day in told)


def subject_of(who: tuple[str, str]) -> str:
    """All decisions about a person are one thing: two who decide at a time cannot both be right."""
    name = hashlib.sha256("\x1f".join(who).encode()).hexdigest()[:16]
    return f"{KIND}:{name}"


def _with_seen(proposals: Iterable[Proposal], acts: Iterable[Act]) -> tuple[Proposal, ...]:
    counted = Counter(act.subject for act in acts)
    return tuple(replace(each, seen=counted[subject_of(each.who)]) for each in proposals)


def _without_amount(decision: Decision) -> Decision:
    return replace(decision, amount=None, amount_to=None)
