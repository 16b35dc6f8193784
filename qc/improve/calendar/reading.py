"""The calendar of a workspace: its appointments of a period, and how well each cadence is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from qc.analysis.journal import acts_by_subject
from qc.analysis.kept import kept
from qc.analysis.periods import Period
from qc.errors import ScopeError
from qc.improve.calendar import cadences
from qc.improve.calendar.adherence import Adherence, adherence_of
from qc.improve.calendar.doings import Place
from qc.improve.calendar.done import Done, done_by_code
from qc.improve.calendar.dues import KIND, Asked, Due, dues_of
from qc.improve.calendar.picks import KIND as DRAW
from qc.improve.calendar.states import DueState
from qc.improve.rules import Rules, load_rules
from qc.locale import N_
from qc.store.journal import Act
from qc.workspace import Workspace


@dataclass(frozen=True)
class Calendar:
    """`dues`: the appointments of the period, those that ended in it and those that run; `adherence`
    over those that ended; `not_in_force`: codes of the plan's core that nothing came in of yet."""

    period: Period
    dues: tuple[Due, ...]
    adherence: tuple[Adherence, ...]
    not_in_force: tuple[str, ...]


def calendar(workspace: Workspace, period: Period) -> Calendar:
    """The calendar of a period for whoever asks: who sees some units only, sees what those units owe.

    WorkspaceError for a mistake in improvement.toml.
    """
    by = (load_rules(workspace.folder),)
    kinds = (KIND, DRAW)
    return kept(workspace, ("calendar", period), lambda: _of(workspace, period), acts=kinds, by=by)


def _of(workspace: Workspace, period: Period) -> Calendar:
    every = appointments(workspace, period.end)
    shown = [
        due
        for due in every
        if period.start <= due.span.end <= period.end
        or (
            due.state is DueState.DUE
            and due.span.start <= period.end
            and due.span.end >= period.start
        )
    ]
    lines = adherence_of(every, period.start, period.end, workspace.today)
    rules = load_rules(workspace.folder)
    silent = cadences.not_in_force([due.code for due in every], workspace.catalogue, rules)
    return Calendar(period, tuple(shown), tuple(lines), tuple(silent))


def appointments(workspace: Workspace, until: dt.date | None = None) -> list[Due]:
    """Every appointment from the beginning to the day `until`, today where none is told."""
    rules = load_rules(workspace.folder)
    last = max(until or workspace.today, workspace.today)
    every = kept(
        workspace,
        ("appointments", last),
        lambda: [*_appointments(workspace, last, rules)],
        acts=(KIND, DRAW),
        by=(rules,),
    )
    return list(every)


def _appointments(workspace: Workspace, until: dt.date, rules: Rules) -> Iterator[Due]:
    """Those of each code are kept by themselves: a check or an act leaves those of the others as they are."""
    done, said = done_by_code(workspace, rules), _said(workspace)
    asked = Asked(workspace.catalogue, rules, workspace.today, workspace.language)
    for code in cadences.codes(workspace.catalogue, rules):
        mine, acts = done.get(code, Done()), said.get(code, {})
        work = partial(_dues, workspace, asked, code, mine, acts, until)
        yield from kept(workspace, ("dues", code, until), work, by=(rules, mine, acts), of=())


def _said(workspace: Workspace) -> Mapping[str, Mapping[str, tuple[Act, ...]]]:
    """What people did about appointments, by code and subject: the first act on one says what it is of."""
    found: dict[str, dict[str, tuple[Act, ...]]] = {}
    for subject, acts in acts_by_subject(workspace, KIND).items():
        found.setdefault(str(acts[0].fields["about"]["code"]), {})[subject] = acts
    return found


def _dues(
    workspace: Workspace,
    asked: Asked,
    code: str,
    done: Done,
    acts: Mapping[str, tuple[Act, ...]],
    until: dt.date,
) -> list[Due]:
    places = _places(workspace, code, done.places, asked.rules)
    return dues_of(asked, places, done.doings, acts, until)


def appointment(workspace: Workspace, name: str) -> Due:
    """One appointment by its id; ScopeError when there is none of it for the one who asks. One of a
    period to come is not there yet."""
    for due in appointments(workspace):
        if due.id == name:
            return due
    raise ScopeError(N_("There is no appointment {name} that you may see."), name=name)


def _places(
    workspace: Workspace, code: str, seen: Sequence[tuple[str, str]], rules: Rules
) -> Sequence[Place]:
    """Where a cadence may be owed: each site that is seen whole, and each of its units. Units are those
    that the clinic names for it, else those of the organisation, else those where it was done."""
    scope, organisation = workspace.scope, workspace.organisation
    sites = dict.fromkeys(
        [*(site.name for site in organisation.sites), *(site for site, _ in seen)]
    )
    listed = [(unit.site, unit.name) for unit in organisation.units] or [
        place for place in seen if place[1] not in sites
    ]
    if code in rules.calendar.units:
        listed = [(organisation.site_of(unit), unit) for unit in rules.calendar.units[code]]
    whole = [(code, site, "") for site in sites if scope.units is None and scope.covers(site, "")]
    units = [(code, *pair) for pair in dict.fromkeys(listed) if scope.covers(*pair)]
    return [*whole, *units]
