"""Votes of a month: one of each member of staff, and the box of the customers, counted by two."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qc.analysis.periods import Period
from qc.errors import UsageError
from qc.improve.stars.month import past_or_running, place_of
from qc.locale import N_
from qc.store.journal import Act, NewAct
from qc.text import normal_form
from qc.workspace import Workspace

VOTE = "vote"
TALLY = "tally"


@dataclass(frozen=True)
class Votes:
    """By the normal form of each name: the name as it was written, votes of staff, votes of the box."""

    names: Mapping[str, str]
    staff: Mapping[str, int]
    box: Mapping[str, int]
    counted_by: tuple[str, ...] = ()

    def of(self, person: str) -> int:
        return self.staff.get(person, 0) + self.box.get(person, 0)


def vote(workspace: Workspace, month: Period, person: str, site: str = "") -> Act:
    """Vote for somebody, once a month and not for oneself.

    UsageError for a second vote, a month to come or already confirmed, or no name.
    """
    past_or_running(workspace, month, site)
    place = place_of(workspace, site)
    if not normal_form(person):
        raise UsageError(N_("The person is missing."), N_("Fill it in and try again."))
    if normal_form(person) == normal_form(workspace.scope.actor):
        raise UsageError(N_("Nobody votes for themselves."), N_("Vote for a colleague."))
    subject = f"{VOTE}:{_voter(place, month, workspace.scope.actor)}"
    if any(act.subject == subject for act in workspace.store.acts(workspace.scope, VOTE)):
        raise UsageError(
            N_("{actor} has voted for {month} already."),
            N_("Each has one vote a month."),
            actor=workspace.scope.actor,
            month=month,
        )
    fields = {"month": str(month), "person": person.strip()}
    new = NewAct(subject, 0, "vote", fields, site=place, unit=_own_unit(workspace))
    return workspace.store.act(workspace.scope, new)


def tally(
    workspace: Workspace,
    month: Period,
    votes: Mapping[str, int],
    counted_by: Iterable[str],
    site: str = "",
) -> Act:
    """Write down what the box of the customers held: votes by person, counted by two. A later tally of
    the month takes the place of the one before; both stay in the journal.

    UsageError for fewer than two who counted, a number below 1, or a month to come or confirmed.
    """
    past_or_running(workspace, month, site)
    place, two = place_of(workspace, site), {normal_form(n): n.strip() for n in counted_by}
    two.pop("", None)
    if len(two) < 2:
        raise UsageError(
            N_("The box is counted by two."),
            N_("Name both who counted, with a comma between them."),
        )
    if wrong := [name for name, count in votes.items() if count < 1 or not normal_form(name)]:
        raise UsageError(
            N_('"{person}" has no number of votes.'),
            N_("Write votes like 王丽=12,李敏=9."),
            person=wrong[0],
        )
    subject = f"{TALLY}:{place}:{month}"
    seen = sum(act.subject == subject for act in workspace.store.acts(workspace.scope, TALLY))
    fields = {"month": str(month), "votes": dict(votes), "counted_by": list(two.values())}
    return workspace.store.act(
        workspace.scope, NewAct(subject, seen, "tally", fields, site=place, unit="")
    )


def votes_of(acts: Iterable[Act], month: Period, site: str) -> Votes:
    """The votes of a month in a site, from the acts of both kinds in their order."""
    mine = [a for a in acts if a.site == site and a.fields.get("month") == str(month)]
    tallies = [act.fields for act in mine if act.what == "tally"]
    last = tallies[-1] if tallies else {"votes": {}, "counted_by": []}
    staff = [str(act.fields["person"]) for act in mine if act.what == "vote"]
    box: Counter[str] = Counter()
    for name, count in last["votes"].items():
        box[normal_form(name)] += count
    names = {normal_form(name): name for name in (*last["votes"], *staff)}
    return Votes(names, Counter(map(normal_form, staff)), box, tuple(last["counted_by"]))


def _voter(site: str, month: Period, actor: str) -> str:
    """One name for one voter in one month: the journal takes a first act on it only once."""
    told = "\x1f".join((site, str(month), normal_form(actor)))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _own_unit(workspace: Workspace) -> str:
    """Whoever sees some units only votes as one of the first of them; it says nothing else."""
    units = workspace.scope.units
    return "" if units is None else min(units, default="")
