"""Acting on a finding: what may be done, what it asks for, and its line in the journal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import fields as fields_of
from functools import partial

import pandas as pd

from qc.analysis.journal import acts_by_subject
from qc.analysis.kept import kept, kept_in_parts
from qc.analysis.source import facts
from qc.errors import ScopeError, UsageError
from qc.improve.failures import ABOUT as KEY
from qc.improve.failures import cases_of
from qc.improve.findings import (
    KIND,
    Finding,
    missed_months,
    not_acted_on,
    oldest_first,
    with_acts,
)
from qc.improve.rules import Rules, load_rules
from qc.improve.states import STEPS, possible
from qc.locale import N_
from qc.store.journal import Act, NewAct
from qc.workspace import Workspace

ABOUT = (
    "site", "unit", "indicator", "checklist", "item_code", "item", "level", "date", "round",
    "inspector", "failed", "checked", "critical", "times", "previous", "lately", "gravity", "due",
)  # fmt: skip
MISSING = {
    "cause": N_("The cause is missing."),
    "measure": N_("The measure is missing."),
    "person": N_("The person in charge is missing."),
    "due": N_("The due date is missing."),
    "note": N_("A note is missing that says why."),
}
FIELDS = (*MISSING, "category", "done", "source")
"""`done`: the day on which it was put right, where that is not the day of the act; `source`: the file, sheet
and cell that it was read from."""


def findings(workspace: Workspace) -> list[Finding]:
    """All findings that the one who asks may see, as they stand now."""
    rules = load_rules(workspace.folder)

    def standing() -> list[Finding]:
        found = kept(workspace, "failed", lambda: _failed(workspace, rules), by=(rules,))
        return with_acts(found, acts_by_subject(workspace, KIND))

    return list(kept(workspace, "findings", standing, acts=(KIND,), by=(rules,)))


def _failed(workspace: Workspace, rules: Rules) -> list[Finding]:
    """What failed, checklist by checklist: a check of one leaves the findings of the others as they are."""

    def work(checklists: Collection[str]) -> dict[str, list[Finding]]:
        known = facts(workspace).results
        results = known[known["checklist"].isin(list(checklists))]
        found: dict[str, list[Finding]] = {}
        for each in not_acted_on(results, _missed(workspace), workspace.catalogue, rules):
            found.setdefault(each.checklist, []).append(each)
        return found

    parts = partial(_rests_on, workspace)
    told = kept_in_parts(workspace, "failed by checklist", parts, work, by=(rules,))
    return oldest_first(each for found in told.values() for each in found)


def _rests_on(workspace: Workspace) -> dict[str, object]:
    """By checklist where its checks stand, and in which months its indicators missed their targets."""
    held, missed = facts(workspace), _missed(workspace)
    found: dict[str, dict[str, object]] = {}
    pairs = held.checks[["checklist", "indicator"]].drop_duplicates()
    for checklist, indicator in pairs.itertuples(index=False, name=None):
        found.setdefault(checklist, {})[indicator] = missed.get(indicator)
    return {code: (held.changes.of("checklist", [code]), of) for code, of in found.items()}


def _missed(workspace: Workspace) -> Mapping[str, frozenset[str]]:
    def work() -> Mapping[str, frozenset[str]]:
        return missed_months(facts(workspace).daily, workspace.catalogue)

    return kept(workspace, "missed months", work)


def finding(workspace: Workspace, name: str) -> Finding:
    """One finding. ScopeError when there is none of that name for the one who asks."""
    for found in findings(workspace):
        if found.id == name:
            return found
    raise ScopeError(N_("There is no finding {name} that you may see."), name=name)


def cases(workspace: Workspace, found: Finding) -> pd.DataFrame:
    """The cases of a finding, each with file, sheet and cell (`failures.CASE`)."""
    day = found.date
    rows = workspace.store.results(workspace.scope, start=day, end=day, unit=found.unit)
    return cases_of(rows, workspace.catalogue, {name: str(getattr(found, name)) for name in KEY})


def act_on(
    workspace: Workspace, found: Finding, what: str, given: Mapping[str, str] | None = None
) -> Act:
    """Do something about a finding, as it was when `found` was read.

    Raises UsageError when it may not be done in this state, when something that it needs is missing
    or is no date, or when somebody else acted meanwhile; ScopeError for another's unit.
    """
    told = {name: value.strip() for name, value in (given or {}).items() if value.strip()}
    _refuse(found, what, told)
    about = {} if found.acts else {"about": _about(found)}
    act = NewAct(
        found.subject, len(found.acts), what, told | about, site=found.site, unit=found.unit
    )
    return workspace.store.act(workspace.scope, act)


def _refuse(found: Finding, what: str, told: Mapping[str, str]) -> None:
    if what not in possible(found.state):
        raise UsageError(
            N_("This cannot be done with the finding as it stands now."),
            N_("Look at it again: what can be done is offered there."),
        )
    if unknown := [name for name in told if name not in FIELDS]:
        raise UsageError(N_('A finding has no field "{name}".'), name=unknown[0])
    step = STEPS[what]
    needed = (*step.needs, *(step.grave if found.needs_cause else ()))
    if missing := [name for name in needed if name not in told and name not in found.told]:
        raise UsageError(
            MISSING[missing[0]],
            N_("It is asked for because the item is critical, repeated or below its target.")
            if missing[0] in step.grave
            else N_("Fill it in and try again."),
        )
    for name in ("due", "done"):
        if name in told:
            _date(told[name])


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as fault:
        raise UsageError(
            N_('"{text}" is not a date.'), N_("Write it like 2026-10-31."), text=text
        ) from fault


def _about(found: Finding) -> dict[str, object]:
    known = {field.name: getattr(found, field.name) for field in fields_of(found)}
    return {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in known.items()
        if name in ABOUT
    }
