"""The draw of a workspace: once a week and site, kept in the journal; read again it is the same."""

from __future__ import annotations

import datetime as dt
import hashlib

import pandas as pd

from qc.analysis.asked import not_one_of
from qc.analysis.source import facts
from qc.catalogue.model import Catalogue
from qc.errors import ScopeError, UsageError, WorkspaceError
from qc.improve.acting import findings
from qc.improve.calendar.cadences import cadence_on
from qc.improve.calendar.chance import seed_of
from qc.improve.calendar.drawing import Lots, draw_of
from qc.improve.calendar.inspectors import inspectors_of
from qc.improve.calendar.opening import open_days
from qc.improve.calendar.picks import KIND, Drawn, Pick, as_fields, checks_of, draws
from qc.improve.calendar.risk import Candidate, candidates_of, near_expiry
from qc.improve.calendar.spans import Anchors, span_of
from qc.improve.rules import OWN, Rules, load_rules
from qc.locale import N_
from qc.store.journal import NewAct
from qc.words import Kind, Right
from qc.workspace import Workspace


def draw(workspace: Workspace, week: dt.date | None = None, site: str = "") -> Drawn:
    """The picks of the week that a day lies in: as they were drawn, or, in the running week, drawn now.

    What was drawn does not change when more comes in. ScopeError for who does not see the whole site;
    UsageError for another week in which nothing was drawn, where no open day is left or nothing was
    ever checked; WorkspaceError for a checklist in improvement.toml that is none.
    """
    _sees_whole(workspace)
    place = site or workspace.organisation.site
    if place not in (known := [each.name for each in workspace.organisation.sites]):
        raise not_one_of(N_('There is no site "{word}".'), place, known)
    monday = _monday(week or workspace.today)
    if found := _drawn(workspace, place, monday):
        return found
    workspace.scope.must(Right.RECORD)
    if monday != _monday(workspace.today):
        raise UsageError(
            N_("Nothing was drawn in the week of {monday}."),
            N_("Only the running week is drawn: nobody is to know earlier what is looked at."),
            monday=monday,
        )
    return _draw_now(workspace, place, monday)


def carried_out(workspace: Workspace, pick: Pick, week: dt.date) -> dt.date | None:
    """The first day of its week on which a pick was carried out, None so far."""
    days = checks_of(pick, week, facts(workspace).checks)["date"]
    return dt.date.fromisoformat(days.min()) if len(days) else None


def _draw_now(workspace: Workspace, site: str, monday: dt.date) -> Drawn:
    rules, seed = load_rules(workspace.folder), seed_of(workspace.folder)
    picks = draw_of(_lots(workspace, site, monday, rules), seed, rules)
    told = f"{site}\x1f{monday}".encode()
    fields = {
        "week": monday.isoformat(),
        "picks": [as_fields(pick) for pick in picks],
        "seed": hashlib.sha256(seed).hexdigest(),
    }
    subject = f"{KIND}:{hashlib.sha256(told).hexdigest()[:16]}"
    act = workspace.store.act(
        workspace.scope, NewAct(subject, 0, "draw", fields, site=site, unit="")
    )
    return Drawn(site, monday, tuple(picks), act.actor, act.at, str(fields["seed"]))


def _lots(workspace: Workspace, site: str, monday: dt.date, rules: Rules) -> Lots:
    catalogue, checks = workspace.catalogue, facts(workspace).checks
    recent = (monday - dt.timedelta(days=rules.draw.lookback_days)).isoformat()
    week = span_of("week", monday, Anchors(rules.calendar.two_weeks_from))
    days = [day for day in open_days(week, rules.calendar) if day >= workspace.today]
    candidates = _candidates(workspace, site, monday, rules)
    if not days:
        raise UsageError(N_("No open day is left in the week of {monday}."), monday=monday)
    if not candidates:
        raise UsageError(
            N_("Nothing can be drawn: no unit is known."),
            N_("Import checks, or list the units in organisation.toml."),
        )
    cadence = cadence_on(rules.draw.cadence, monday, catalogue, rules)
    seen = checks[(checks["date"] >= recent) & (checks["date"] < monday.isoformat())]
    return Lots(
        site=site,
        week=monday,
        days=days,
        times=cadence.times if cadence else 1,
        candidates=candidates,
        before=draws(workspace),
        inspectors=inspectors_of(seen[seen["site"] == site], rules.draw.inspectors),
        by_sample=_by_sample(catalogue, rules),
    )


def _candidates(workspace: Workspace, site: str, monday: dt.date, rules: Rules) -> list[Candidate]:
    """Every checklist of the draw where it was checked before, some everywhere."""
    catalogue, checks = workspace.catalogue, facts(workspace).checks
    for code in (*rules.draw.checklists, *rules.draw.everywhere):
        if code not in catalogue.checklists:
            raise WorkspaceError(
                N_('{file}, draw.checklists: there is no checklist "{word}".'),
                N_("Check how its code is written."),
                file=OWN,
                word=code,
            )
    here = checks[(checks["site"] == site) & (checks["unit"] != site)]
    listed = [unit.name for unit in workspace.organisation.units if unit.site == site]
    units = listed or sorted(here["unit"].unique())
    known = here[here["checklist"].isin(rules.draw.checklists) & here["unit"].isin(units)]
    pairs = {*known[["site", "unit", "checklist"]].itertuples(index=False, name=None)}
    pairs |= {(site, unit, code) for unit in units for code in rules.draw.everywhere}
    found = findings(workspace)
    near = near_expiry(*_stock(workspace, monday, rules), monday)
    return candidates_of(sorted(pairs), here, found, near, rules.draw, monday)


def _stock(
    workspace: Workspace, monday: dt.date, rules: Rules
) -> tuple[pd.DataFrame, dict[str, int]]:
    """The counted lines of the days looked back on, and each checklist's warning days."""
    known = {code: workspace.catalogue.checklists[code] for code in rules.draw.checklists}
    counted = {code: each for code, each in known.items() if each.kind is Kind.STOCK}
    columns = ("site", "unit", "checklist", "date", "detail")
    start = monday - dt.timedelta(days=rules.draw.lookback_days)
    end = monday - dt.timedelta(days=1)
    frames = [
        workspace.store.results(
            workspace.scope, start=start, end=end, indicator=indicator, columns=columns
        )
        for indicator in sorted({each.indicator for each in counted.values()})
    ]
    rows = pd.concat(frames) if frames else pd.DataFrame(columns=list(columns))
    near = {code: each.rule.near_days for code, each in counted.items()}
    return rows[rows["checklist"].isin(list(counted))], near


def _by_sample(catalogue: Catalogue, rules: Rules) -> frozenset[str]:
    """The checklists whose check is one chart or person, not counts of them."""
    every = (catalogue.checklists[c] for c in (*rules.draw.checklists, *rules.draw.everywhere))
    return frozenset(
        each.code
        for each in every
        if catalogue.indicators[each.indicator].count == "samples" and each.kind is not Kind.COUNTS
    )


def _drawn(workspace: Workspace, site: str, monday: dt.date) -> Drawn | None:
    return next((d for d in draws(workspace) if (d.site, d.week) == (site, monday)), None)


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def _sees_whole(workspace: Workspace) -> None:
    if workspace.scope.units is not None:
        raise ScopeError(
            N_("The draw is for somebody who may see the whole site."),
            N_("Ask whoever keeps the rights."),
        )
