"""The wall: who was praised for what, and what a month's checks left to put right by when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qc.analysis.journal import acts_of
from qc.analysis.periods import Period
from qc.errors import UsageError
from qc.improve.acting import findings
from qc.improve.findings import Finding
from qc.improve.protected import INDICATORS, protected_codes
from qc.improve.stars.month import place_of
from qc.locale import N_
from qc.store.journal import Act, NewAct
from qc.text import normal_form
from qc.workspace import Workspace

KIND = "praise"


@dataclass(frozen=True, slots=True)
class Praise:
    """Somebody praised a person on a day, for a reason; `number` names it when it is taken back."""

    number: int
    person: str
    day: dt.date
    reason: str
    by: str


def praise(
    workspace: Workspace, person: str, reason: str, site: str = "", day: dt.date | None = None
) -> Act:
    """Praise somebody for a day, the workspace's own unless told. UsageError without a person or a reason,
    or for a day to come."""
    if day is not None and day > workspace.today:
        raise UsageError(N_("The day {day} has not come yet."), day=day)
    if not normal_form(person):
        raise UsageError(N_("The person is missing."), N_("Fill it in and try again."))
    if not reason.strip():
        raise UsageError(N_("A note is missing that says why."), N_("Fill it in and try again."))
    fields = {"person": person.strip(), "day": str(day or workspace.today), "note": reason.strip()}
    return _act(workspace, "praise", fields, place_of(workspace, site))


def unpraise(workspace: Workspace, number: int, reason: str, site: str = "") -> Act:
    """Take a praise back, with the reason. UsageError for a number that is none, or without a reason."""
    place = place_of(workspace, site)
    acts = workspace.store.acts(workspace.scope, KIND)
    if number not in [each.number for each in praises_of(acts, place)]:
        raise UsageError(N_("There is no praise number {number}."), number=number)
    if not reason.strip():
        raise UsageError(N_("A note is missing that says why."), N_("Fill it in and try again."))
    return _act(workspace, "unpraise", {"number": number, "note": reason.strip()}, place)


def praises_of(acts: Iterable[Act], site: str) -> list[Praise]:
    """All praise that stands in a site, oldest first."""
    found: dict[int, Praise] = {}
    for act in acts:
        told = act.fields
        if act.site != site:
            continue
        if act.what == "unpraise":
            found.pop(told["number"], None)
        else:
            day = dt.date.fromisoformat(told["day"])
            found[act.number] = Praise(act.number, told["person"], day, told["note"], act.actor)
    return list(found.values())


def praises(workspace: Workspace, month: Period, site: str = "") -> list[Praise]:
    """The praise of a month."""
    found = praises_of(acts_of(workspace, KIND), place_of(workspace, site))
    return [each for each in found if month.start <= each.day <= month.end]


def rectifications(workspace: Workspace, month: Period, site: str = "") -> list[Finding]:
    """What the month's checks found and somebody was given a day for, by that day; without reports
    of adverse events and complaints. A person stands there as in charge, never as at fault."""
    place, reports = place_of(workspace, site), protected_codes(workspace.catalogue)
    return sorted(
        (
            found
            for found in findings(workspace)
            if found.site == place and month.start <= found.date <= month.end
            if found.indicator not in INDICATORS and found.checklist not in reports
            if "due" in found.told
        ),
        key=lambda found: (found.due, found.id),
    )


def _act(workspace: Workspace, what: str, fields: Mapping[str, object], site: str) -> Act:
    subject = f"{KIND}:{site}"
    seen = sum(a.subject == subject for a in workspace.store.acts(workspace.scope, KIND))
    return workspace.store.act(
        workspace.scope, NewAct(subject, seen, what, fields, site=site, unit="")
    )
