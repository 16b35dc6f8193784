"""The calendar of a workspace: its appointments of a period, and how well each cadence is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from qc.analysis.journal import acts_by_subject
from qc.analysis.kept import kept
from qc.analysis.periods import Period
from qc.analysis.source import Facts, facts
from qc.errors import ScopeError
from qc.improve.calendar import cadences
from qc.improve.calendar.adherence import Adherence, adherence_of
from qc.improve.calendar.doings import Doing, Place, doings_of, rows_done
from qc.improve.calendar.dues import KIND, Asked, Due, dues_of
from qc.improve.calendar.picks import KIND as DRAW
from qc.improve.calendar.picks import done_picks, draws
from qc.improve.calendar.spans import Anchors, span_of
from qc.improve.calendar.states import DueState
from qc.improve.rules import Rules, load_rules
from qc.locale import N_
from qc.store.journal import Act
from qc.workspace import Workspace

if TYPE_CHECKING:
    from qc.analysis.lake_facts import LakeFacts


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
    """Those of each code are kept by themselves: an act on one leaves the others as they are."""
    done = kept(workspace, "done", lambda: _done(workspace, rules), acts=(DRAW,), by=(rules,))
    acts = acts_by_subject(workspace, KIND)
    asked = Asked(workspace.catalogue, rules, workspace.today, workspace.language)
    for code in cadences.codes(workspace.catalogue, rules):
        mine = {subject: said for subject, said in acts.items() if _code(said) == code}
        work = partial(_dues, workspace, asked, code, done, mine, until)
        yield from kept(workspace, ("dues", code, until), work, by=(rules, done, mine))


def _dues(
    workspace: Workspace,
    asked: Asked,
    code: str,
    done: Done,
    acts: Mapping[str, tuple[Act, ...]],
    until: dt.date,
) -> list[Due]:
    places = _places(workspace, code, done.rows, asked.rules)
    return dues_of(asked, places, done.doings, acts, until)


@dataclass(frozen=True, eq=False)
class Done:
    """What was done: as rows, and by place."""

    rows: pd.DataFrame
    doings: Mapping[Place, Sequence[Doing]]


def _done(workspace: Workspace, rules: Rules) -> Done:
    rows = _rows(workspace, facts(workspace), rules)
    return Done(rows, doings_of(rows))


def _code(acts: Sequence[Act]) -> str:
    """What an appointment is about stands in the first act on it."""
    return str(acts[0].fields["about"]["code"])


def appointment(workspace: Workspace, name: str) -> Due:
    """One appointment by its id; ScopeError when there is none of it for the one who asks. One of a
    period to come is not there yet."""
    for due in appointments(workspace):
        if due.id == name:
            return due
    raise ScopeError(N_("There is no appointment {name} that you may see."), name=name)


def _rows(workspace: Workspace, known: Facts | LakeFacts, rules: Rules) -> pd.DataFrame:
    """What was done; the draw's own picks, carried out, are spot checks whatever their checklist."""
    rows = rows_done(known.results, known.checks, rules.calendar.by_item)
    rows = _in_own_months(workspace, rows, rules)
    picks = done_picks(draws(workspace), known.checks, rules.draw.cadence)
    return pd.concat([rows, picks], ignore_index=True) if len(picks) else rows


def _in_own_months(workspace: Workspace, rows: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """A sheet that says a month and no day belongs to the clinic's assessment month of that name: its
    last day would fall into the next."""
    first, codes = rules.assessment.first_day, rules.assessment.checklists
    if first == 1 or not rows["checklist"].isin(codes).any():
        return rows
    columns = ("checklist", "site", "unit", "date", "period_from", "period_to")
    wanted = {
        workspace.catalogue.checklists[c].indicator
        for c in codes
        if c in workspace.catalogue.checklists
    }
    told = pd.concat(
        workspace.store.results(workspace.scope, indicator=each, columns=columns) for each in sorted(wanted)
    ).drop_duplicates()  # fmt: skip
    month = told[told["checklist"].isin(codes) & told["period_from"].notna()]
    key = ["checklist", "site", "unit", "date"]
    last = {
        tuple(row[:4]): _end_of_own(str(row[4]), first, rules)
        for row in month[[*key, "period_from"]].itertuples(index=False)
    }
    moved = [min(last.get(tuple(row), row[3]), row[3]) for row in rows[key].itertuples(index=False)]
    return rows.assign(date=pd.Series(moved, rows.index, dtype="str"))


def _end_of_own(day: str, first: int, rules: Rules) -> str:
    """The last day of the assessment month that bears the name of a calendar month."""
    start = dt.date.fromisoformat(day).replace(day=1)
    span = span_of("month", start, Anchors(rules.calendar.two_weeks_from, first))
    return span.end.isoformat()


def _places(workspace: Workspace, code: str, rows: pd.DataFrame, rules: Rules) -> Sequence[Place]:
    """Where a cadence may be owed: each site that is seen whole, and each of its units. Units are those
    that the clinic names for it, else those of the organisation, else those where it was done."""
    scope, organisation = workspace.scope, workspace.organisation
    seen = rows[rows["checklist"] == code]
    sites = dict.fromkeys([*(site.name for site in organisation.sites), *seen["site"]])
    listed = [(unit.site, unit.name) for unit in organisation.units] or [
        pair for pair in seen[["site", "unit"]].itertuples(index=False, name=None) if pair[1] not in sites
    ]  # fmt: skip
    if code in rules.calendar.units:
        listed = [(organisation.site_of(unit), unit) for unit in rules.calendar.units[code]]
    whole = [(code, site, "") for site in sites if scope.units is None and scope.covers(site, "")]
    units = [(code, *pair) for pair in dict.fromkeys(listed) if scope.covers(*pair)]
    return [*whole, *units]
