"""The review of a register's month, from a workspace."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import replace

import pandas as pd

from qc.analysis.kept import kept
from qc.analysis.periods import Period
from qc.analysis.source import facts
from qc.errors import UsageError
from qc.improve.registers import complaints, events, follow_ups, rate
from qc.improve.registers.cases import COLUMNS, Case, cases_of
from qc.improve.registers.figures import without_before
from qc.improve.registers.model import Review, Which
from qc.improve.registers.waiting import checklist_limit, open_cases
from qc.improve.rules import Registers, Rules, load_rules
from qc.locale import N_
from qc.words import Kind
from qc.workspace import Workspace


def review(workspace: Workspace, which: Which | str, month: Period) -> Review:
    """What a month's review of a register needs, for all that the reader may see.

    Cases belong to the month of their own day (occurred, complained); what became of them is as of the
    workspace's day. UsageError for a period that is no month or has not begun, ValueError for an unknown register.
    """
    asked = Which(which)
    if month.kind != "month":
        raise UsageError(
            N_('"{period}" is no month.'), N_("Write a month like 2026-10."), period=month
        )
    if month.start > workspace.today:
        raise UsageError(N_("The month {month} has not begun."), month=month)
    rules = load_rules(workspace.folder)
    made = {
        Which.ADVERSE_EVENTS: _events,
        Which.COMPLAINTS: _complaints,
        Which.FOLLOW_UPS: _follow_ups,
    }
    question, of = (
        ("review", str(asked), month),
        _changes(workspace, codes_of(workspace, asked, rules)),
    )
    return kept(
        workspace, question, lambda: made[asked](workspace, month, rules), by=(rules,), of=of
    )


def codes_of(workspace: Workspace, which: Which, rules: Rules) -> tuple[str, ...]:
    """The checklists that the review of a register rests on."""
    registers = rules.registers
    if which is Which.ADVERSE_EVENTS:
        return (*registers.adverse_events, *_workload(workspace))
    return registers.complaints if which is Which.COMPLAINTS else registers.follow_ups


def _workload(workspace: Workspace) -> tuple[str, ...]:
    every = workspace.catalogue.checklists.items()
    return tuple(code for code, checklist in every if checklist.kind is Kind.WORKLOAD)


def _changes(workspace: Workspace, codes: Collection[str]) -> tuple[int, int]:
    return facts(workspace).changes.of("checklist", codes)


def _beside(found: Review, *, known_before: bool) -> Review:
    """The review without the month before where no register had come in by then."""
    if known_before:
        return found
    figures = tuple(map(without_before, found.figures))
    return replace(found, cases_before=None, figures=figures)


def _began(cases: tuple[Case, ...], month: Period) -> bool:
    return bool(cases) and cases[0].date < month.start


def _events(workspace: Workspace, month: Period, rules: Rules) -> Review:
    registers, as_of = rules.registers, workspace.today
    cases = cases_so_far(workspace, registers.adverse_events, month)
    now, before = within(cases, month), within(cases, month.shift(-1))
    treatments, earlier = _treatments(workspace, month, registers)
    last = min(as_of, month.end)
    class_of = events.severity(registers)
    counted = treatments.groupby("item", sort=False)["reading"].sum()
    found = Review(
        Which.ADVERSE_EVENTS, month, as_of, len(now), len(before),
        (
            *events.figures_of(now, before, cases, registers, last),
            *events.rates_of(now, before, treatments, earlier),
        ),
        open=open_cases(cases, as_of, checklist_limit(workspace.catalogue), class_of),
        outside=tuple(
            each
            for each in events.outside_of(cases, registers, as_of)
            if each.date >= month.start or each.reported is None
        ),
        undecided=sum(case.undecided for case in now),
        counted=tuple((str(item), float(n)) for item, n in counted.items()),
    )  # fmt: skip
    return _beside(found, known_before=_began(cases, month))


def _complaints(workspace: Workspace, month: Period, rules: Rules) -> Review:
    registers, catalogue, as_of = rules.registers, workspace.catalogue, workspace.today
    cases = cases_so_far(workspace, registers.complaints, month)
    now, before = within(cases, month), within(cases, month.shift(-1))
    class_of = complaints.class_of(registers)
    limit = complaints.close_limit(registers, catalogue)
    found = Review(
        Which.COMPLAINTS, month, as_of, len(now), len(before),
        complaints.figures_of(now, before, cases, registers, catalogue, as_of, rules.window_days),
        open=open_cases(
            cases, as_of, limit, priority=lambda case: class_of(case) == complaints.PRIORITY
        ),
        undecided=sum(case.undecided for case in now),
        limits_to_confirm=complaints.to_confirm(registers),
    )  # fmt: skip
    return _beside(found, known_before=_began(cases, month))


def _follow_ups(workspace: Workspace, month: Period, rules: Rules) -> Review:
    codes = rules.registers.follow_ups
    rows = results_of(workspace, codes, month.shift(-1).start, month.end, follow_ups.COLUMNS)
    now, before = (_rows_within(rows, each) for each in (month, month.shift(-1)))
    known = [
        workspace.catalogue.checklists[c] for c in codes if c in workspace.catalogue.checklists
    ]
    indicator = workspace.catalogue.indicators[known[0].indicator] if known else None
    target = indicator.target_on(month.end) if indicator else None
    found = Review(
        Which.FOLLOW_UPS, month, workspace.today, follow_ups.due(now), follow_ups.due(before),
        follow_ups.figures_of(now, before, target),
        undecided=int((now["state"] == "held_back").sum()),
    )  # fmt: skip
    return _beside(found, known_before=not before.empty)


def within(cases: tuple[Case, ...], month: Period) -> tuple[Case, ...]:
    """The cases of a month by their own day."""
    return tuple(case for case in cases if month.start <= case.date <= month.end)


def cases_so_far(
    workspace: Workspace, codes: tuple[str, ...], month: Period | None = None
) -> tuple[Case, ...]:
    """All cases, up to the month's end where one is asked for, oldest first."""

    def work() -> tuple[Case, ...]:
        return cases_of(results_of(workspace, codes, None, dt.date.max, COLUMNS))

    every = kept(workspace, ("cases", codes), work, of=_changes(workspace, codes))
    last = month.end if month else dt.date.max
    return tuple(case for case in every if case.date <= last)


def _treatments(
    workspace: Workspace, month: Period, registers: Registers
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What was done in the month and in the one before."""
    codes, columns = _workload(workspace), (*rate.COLUMNS, "checklist")
    rows = kept(
        workspace, "workload", lambda: results_of(workspace, codes, None, dt.date.max, columns),
        of=_changes(workspace, codes),
    )  # fmt: skip
    months = (month, month.shift(-1))
    now, earlier = (rate.treatments_of(rows, registers.treatments, each) for each in months)
    return now, earlier


def results_of(
    workspace: Workspace,
    codes: tuple[str, ...],
    start: dt.date | None,
    end: dt.date,
    columns: tuple[str, ...],
) -> pd.DataFrame:
    """The results of these checklists, read by their indicators."""
    known = workspace.catalogue.checklists
    indicators = sorted({known[code].indicator for code in codes if code in known})
    read = [
        workspace.store.results(
            workspace.scope, start=start, end=end, indicator=indicator, columns=columns
        )
        for indicator in indicators
    ]
    whole = pd.concat(read) if read else pd.DataFrame(columns=list(columns))
    return whole[whole["checklist"].isin(codes)]


def _rows_within(rows: pd.DataFrame, month: Period) -> pd.DataFrame:
    return rows[rows["date"].between(str(month.start), str(month.end))]
