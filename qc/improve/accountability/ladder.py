"""What the ladders propose: events of persons counted within their window, each finding once."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from qc.catalogue.accountability import Action, Ladder
from qc.improve.accountability.states import ProposalState
from qc.text import normal_form

EVER = ""

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Event:
    """One time that counts: a finding on which somebody named a person, or (with the id of a proposal)
    an accepted proposal for which they answer jointly. `findings`: those behind it with their dates."""

    id: str
    site: str
    person: str
    ladder: str
    date: dt.date
    findings: tuple[tuple[str, dt.date], ...]

    @property
    def who(self) -> Key:
        """Whose it is, however the name was typed; namesakes of two sites are two persons."""
        return self.site, normal_form(self.person)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a proposal, as it was then. `events` are those that it decided,
    `findings` all behind it; `lifted` says why it was taken back, "" when it stands."""

    id: str
    site: str
    person: str
    ladder: str
    window: str
    count: int
    action: Action
    amount: int | None
    amount_to: int | None
    state: ProposalState
    events: tuple[str, ...]
    findings: tuple[tuple[str, dt.date], ...]
    decided: tuple[tuple[str, dt.date], ...]
    by: str
    at: str
    note: str
    joint: str = ""
    lifted: str = ""

    @property
    def who(self) -> Key:
        return self.site, normal_form(self.person)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a ladder proposes about a person, for another to accept or refuse.

    `count` events within `window` (a month like 2026-10, "" since ever) reached the step; `events` are
    those of them that nobody has decided yet, `findings` (id, date) all that are behind the count, `fresh` the findings of those
    undecided. Amounts are None unless the clinic has them shown. `seen`: acts on the person so far.
    """

    id: str
    site: str
    person: str
    ladder: str
    window: str
    count: int
    action: Action
    amount: int | None
    amount_to: int | None
    events: tuple[str, ...]
    findings: tuple[tuple[str, dt.date], ...]
    fresh: tuple[tuple[str, dt.date], ...]
    seen: int = field(default=0, compare=False)

    @property
    def who(self) -> Key:
        return self.site, normal_form(self.person)

    @property
    def date(self) -> dt.date:
        """The day of the latest finding behind it."""
        return max(day for _, day in self.findings)


def proposals_of(
    events: Iterable[Event],
    decisions: Collection[Decision],
    ladders: Mapping[str, Ladder],
    *,
    amounts: bool = False,
) -> list[Proposal]:
    """What is to be decided now, oldest first; never in an order of how often.

    A finding that was decided about a person, in whatever way, is never proposed for them again. It
    goes on counting only while its decision stands: neither refused nor lifted.
    """
    groups = groupby(sorted(set(events), key=_place), key=lambda event: (event.who, event.ladder))
    found = [
        proposal
        for (who, code), mine in groups
        if code in ladders
        for proposal in _of_one(
            list(mine), [d for d in decisions if d.who == who], ladders[code], amounts=amounts
        )
    ]
    return sorted(found, key=lambda proposal: (proposal.date, proposal.id))


def _place(event: Event) -> tuple[Key, str, dt.date, str]:
    return event.who, event.ladder, event.date, event.id


def _of_one(
    events: list[Event], decisions: list[Decision], ladder: Ladder, *, amounts: bool
) -> Iterable[Proposal]:
    """The proposals about one person on one ladder, a window at a time."""
    used = {name for decision in decisions for name, _ in decision.decided}
    standing = {
        name
        for decision in decisions
        if decision.ladder == ladder.code and decision.state.counts
        for name in decision.events
    }
    new = {e.id for e in events if used.isdisjoint(name for name, _ in e.findings)}
    counted = [event for event in events if event.id in standing or event.id in new]
    for window, mine in groupby(counted, key=lambda event: window_of(event, ladder)):
        together = list(mine)
        fresh = [event for event in together if event.id not in standing]
        if fresh:
            yield from _reached(together, fresh, ladder, window, amounts=amounts)


def _reached(
    together: list[Event], fresh: list[Event], ladder: Ladder, window: str, *, amounts: bool
) -> Iterable[Proposal]:
    step = ladder.step_at(len(together))
    if step is None:
        return
    last = together[-1]
    yield Proposal(
        id=_name(
            *last.who, ladder.code, window, *(e.id for e in together), "", *(e.id for e in fresh)
        ),
        site=last.site,
        person=last.person,
        ladder=ladder.code,
        window=window,
        count=len(together),
        action=step.action,
        amount=step.amount if amounts else None,
        amount_to=step.amount_to if amounts else None,
        events=tuple(event.id for event in fresh),
        findings=_findings(together),
        fresh=_findings(fresh),
    )


def window_of(event: Event, ladder: Ladder) -> str:
    """The label of the window that an event counts in."""
    return f"{event.date:%Y-%m}" if ladder.window == "month" else EVER


def _findings(events: Iterable[Event]) -> tuple[tuple[str, dt.date], ...]:
    found = {name: day for event in events for name, day in event.findings}
    return tuple(sorted(found.items(), key=lambda pair: (pair[1], pair[0])))


def _name(*parts: str) -> str:
    """Another name as soon as what is behind it is another: nobody decides what they have not seen."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
