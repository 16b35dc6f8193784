"""What was done of each code, kept code by code: a check of one leaves the others as they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from qc.analysis.kept import kept, kept_in_parts
from qc.analysis.source import Facts, facts
from qc.improve.calendar import cadences
from qc.improve.calendar.doings import Doing, Place, doings_of, rows_done
from qc.improve.calendar.picks import KIND as DRAW
from qc.improve.calendar.picks import done_picks, draws
from qc.improve.calendar.spans import Anchors, span_of
from qc.improve.rules import Rules
from qc.workspace import Workspace

if TYPE_CHECKING:
    from qc.analysis.lake_facts import LakeFacts


@dataclass(frozen=True)
class Done:
    """What was done of one code: where, as site and unit, and when, by place."""

    places: tuple[tuple[str, str], ...] = ()
    doings: Mapping[Place, Sequence[Doing]] = field(default_factory=dict)


def done_by_code(workspace: Workspace, rules: Rules) -> Mapping[str, Done]:
    """What was done, by code; the draw's own picks, carried out, are spot checks whatever their checklist."""
    drawn = rules.draw.cadence

    def picks() -> pd.DataFrame:
        return done_picks(draws(workspace), facts(workspace).checks, drawn)

    def carried_out() -> pd.DataFrame:
        return kept(workspace, "picks", picks, acts=(DRAW,), by=(rules,))

    def parts() -> dict[str, object]:
        since, codes = facts(workspace).changes, cadences.codes(workspace.catalogue, rules)
        rests_on: dict[str, object] = {code: since.of("checklist", [code]) for code in codes}
        if drawn in rests_on:
            picked = carried_out().itertuples(index=False, name=None)
            rests_on[drawn] = (rests_on[drawn], *picked)
        return rests_on

    def work(codes: Collection[str]) -> dict[str, Done]:
        rows = _rows(workspace, facts(workspace), codes, rules)
        return _by_code(pd.concat([rows, carried_out()]) if drawn in codes else rows)

    return kept_in_parts(workspace, "done", parts, work, acts=(DRAW,), by=(rules,))


def _by_code(rows: pd.DataFrame) -> dict[str, Done]:
    doings: dict[str, dict[Place, list[Doing]]] = {}
    for place, mine in doings_of(rows).items():
        doings.setdefault(place[0], {})[place] = mine
    seen = rows[["checklist", "site", "unit"]].drop_duplicates().itertuples(index=False, name=None)
    places: dict[str, list[tuple[str, str]]] = {}
    for code, *place in seen:
        places.setdefault(code, []).append((place[0], place[1]))
    return {code: Done(tuple(places[code]), doings[code]) for code in places}


def _rows(
    workspace: Workspace, known: Facts | LakeFacts, codes: Collection[str], rules: Rules
) -> pd.DataFrame:
    """What was done of these codes, as `rows_done`."""
    results, checks = (
        frame[frame["checklist"].isin(list(codes))] for frame in (known.results, known.checks)
    )
    return _in_own_months(workspace, rows_done(results, checks, rules.calendar.by_item), rules)


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
