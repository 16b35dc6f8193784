"""Opening a cycle, acting on it, and its line in the journal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from qc.analysis.journal import acts_of
from qc.analysis.kept import kept
from qc.analysis.source import facts
from qc.catalogue.model import Catalogue
from qc.errors import ConflictError, ScopeError, UsageError
from qc.improve.acting import findings
from qc.improve.cycles.effect import Shown, shown_of
from qc.improve.cycles.fields import day_of, fits, told_of
from qc.improve.cycles.figures import Place, figures_of, rows_at
from qc.improve.cycles.gates import refuse_closed_gate
from qc.improve.cycles.model import KIND, Baseline, Cycle, cycles_of, frozen, tallied
from qc.improve.cycles.states import ENDED, OPEN, STEPS, possible
from qc.improve.findings import Finding
from qc.improve.rules import load_rules
from qc.improve.states import FindingState
from qc.locale import N_
from qc.store.journal import Act, NewAct
from qc.workspace import Workspace

_TRIES = 20  # so many colleagues do not open a cycle within one moment
JUDGING = ("effective", "override", "next_cycle", "close")
"""Acts that keep the after-figures as whoever judged saw them."""


def cycles(workspace: Workspace) -> list[Shown]:
    """All cycles that the one who asks may see, as they stand now."""

    def work() -> list[Shown]:
        return [_shown(workspace, each) for each in known_cycles(workspace)]

    return kept(workspace, "cycles", work, acts=(KIND,), by=(load_rules(workspace.folder),))


def cycle(workspace: Workspace, name: str) -> Shown:
    """One cycle. ScopeError when there is none of that name for the one who asks."""
    return _shown(workspace, known_cycle(workspace, name))


def known_cycle(workspace: Workspace, name: str) -> Cycle:
    """One cycle without its figures. ScopeError when there is none of that name for the one who asks."""
    for each in known_cycles(workspace):
        if each.id == name:
            return each
    raise ScopeError(N_("There is no cycle {name} that you may see."), name=name)


def known_cycles(workspace: Workspace) -> list[Cycle]:
    """The cycles that the one who asks may see, without their figures."""
    return list(
        kept(
            workspace,
            "cycles without figures",
            lambda: cycles_of(acts_of(workspace, KIND)),
            acts=(KIND,),
        )
    )


def _shown(workspace: Workspace, known: Cycle) -> Shown:
    rules = load_rules(workspace.folder)

    def work() -> Shown:
        results = facts(workspace).results
        return shown_of(known, results, workspace.catalogue, rules, workspace.today)

    of = facts(workspace).changes.of("checklist", {p.checklist for p in known.baseline.places})
    return kept(workspace, ("cycle", known.id), work, by=(rules, known.acts), of=of)


def open_cycle(
    workspace: Workspace,
    about: Sequence[str],
    given: Mapping[str, str],
    previous: str = "",
) -> Act:
    """Open a cycle for findings (their ids), its figures before frozen with it.

    given: title, owner, due; from and to of the figures before (the months that may propose a cycle,
    up to today, where they are left out). previous: the ended cycle that it carries on.

    Raises UsageError for findings that are unknown, withdrawn, of several indicators or outside the
    period, an item that has a live cycle in its unit, a missing field; ScopeError for another's unit.
    """
    told = told_of(OPEN, given)
    for _ in range(_TRIES):
        with suppress(ConflictError):  # somebody opened another one at this moment: look again
            return _open(workspace, about, told, previous)
    return _open(workspace, about, told, previous)


def _open(
    workspace: Workspace, about: Sequence[str], told: Mapping[str, str], previous: str
) -> Act:
    # before one looks for a second: whatever is opened after this takes the name, and this one is refused
    name = _free_name(workspace)
    chosen = _chosen(workspace, about)
    places = tuple(dict.fromkeys(place_of(found) for found in chosen))
    _refuse_second(workspace, places, previous)
    baseline = _baseline(workspace, chosen, places, told)
    act = NewAct(
        subject=f"{KIND}:{name}",
        seen=0,
        what=OPEN,
        fields={field: told[field] for field in STEPS[OPEN].needs}
        | {
            "findings": [found.id for found in chosen],
            "previous": previous,
            "indicator": chosen[0].indicator,
            "baseline": frozen(baseline),
        },
        site=_common([place.site for place in places]),
        unit=_common([place.unit for place in places]),
    )
    return workspace.store.act(workspace.scope, act)


def act_on_cycle(
    workspace: Workspace, shown: Shown, what: str, given: Mapping[str, str] | None = None
) -> Act:
    """Do something about a cycle, as it was when `shown` was read; its figures are drawn anew.

    Raises UsageError when it may not be done in this state, when a field is missing or wrong, when a
    condition of `gates` does not hold, or when somebody else acted meanwhile; ScopeError for
    another's unit.
    """
    known = shown.cycle
    if what not in possible(known.state):
        raise UsageError(
            N_("This cannot be done with the cycle as it stands now."),
            N_("Look at it again: what can be done is offered there."),
        )
    told = told_of(what, given or {})
    fits(known, what, told, load_rules(workspace.folder), workspace.today)
    if what == "standardise":
        _must_be_written(workspace.catalogue, told)
    fields = {**told, **_judged(workspace, known, what)}
    act = NewAct(known.subject, len(known.acts), what, fields, site=known.site, unit=known.unit)
    return workspace.store.act(workspace.scope, act)


def place_of(found: Finding) -> Place:
    """The item and unit of a finding."""
    return Place(found.site, found.unit, found.checklist, found.item_code)


def _judged(workspace: Workspace, known: Cycle, what: str) -> dict[str, object]:
    """What is kept of the moment: the figures that were judged by, the day on which it ended."""
    kept: dict[str, object] = {}
    if gates := STEPS[what].gates:
        fresh = _shown(workspace, known)
        refuse_closed_gate(fresh, gates)
        if what in JUDGING and fresh.effect:
            kept["seen"] = tallied(fresh.effect.figures.total)
    if STEPS[what].target in ENDED:
        kept["ended"] = workspace.today.isoformat()
    return kept


def _must_be_written(catalogue: Catalogue, told: Mapping[str, str]) -> None:
    """A standard that is linked must be there, in the version that is named."""
    if told["kind"] != "standard":
        return
    code, version = told["link"], told.get("version")
    known = catalogue.versions_of(code) if code in catalogue.checklists else ()
    if version not in [each.version for each in known]:
        raise UsageError(
            N_('There is no standard "{code}" of version "{version}".'),
            N_("Name its code and its new version; the clinic's standards say both."),
            code=code,
            version=version or "—",
        )


def _chosen(workspace: Workspace, about: Sequence[str]) -> list[Finding]:
    known = {found.id: found for found in findings(workspace)}
    if lacking := [name for name in about if name not in known]:
        raise ScopeError(N_("There is no finding {name} that you may see."), name=lacking[0])
    chosen = [known[name] for name in dict.fromkeys(about)]
    if not chosen:
        raise UsageError(N_("A cycle is about findings."), N_("Name one at least."))
    if any(found.state is FindingState.WITHDRAWN for found in chosen):
        raise UsageError(
            N_("A finding was withdrawn: its record was corrected."), N_("Choose the others.")
        )
    if len({found.indicator for found in chosen}) > 1:
        raise UsageError(
            N_("These findings are of several indicators, which are never counted together."),
            N_("Open a cycle for each."),
        )
    return chosen


def _refuse_second(workspace: Workspace, places: Sequence[Place], previous: str) -> None:
    known = known_cycles(workspace)
    for other in known:
        if other.state.is_live and set(other.baseline.places) & set(places):
            raise UsageError(
                N_("Cycle {name} is about the same item and unit and not ended."),
                N_("Act on that one."),
                name=other.id,
            )
    if previous and previous not in [c.id for c in known if not c.state.is_live]:
        raise UsageError(N_("There is no ended cycle {name} to carry on."), name=previous)


def _baseline(
    workspace: Workspace,
    chosen: Sequence[Finding],
    places: tuple[Place, ...],
    told: Mapping[str, str],
) -> Baseline:
    days = [found.date for found in chosen]
    months = load_rules(workspace.folder).propose_months
    start = day_of(told["from"]) if "from" in told else _first(workspace.today, days, months)
    end = day_of(told["to"]) if "to" in told else workspace.today
    if not start <= min(days) <= max(days) <= end <= workspace.today:
        raise UsageError(
            N_("The figures before must hold the findings and end today at the latest."),
            N_("Look at the dates again."),
        )
    rows = rows_at(facts(workspace).results, workspace.catalogue, places)
    items = {place_of(found): found.item for found in chosen}
    figures = figures_of(rows, places, start, end)
    return Baseline(start, end, places, tuple(items[place] for place in places), figures)


def _first(today: dt.date, days: Sequence[dt.date], months: int) -> dt.date:
    """The first day of the month from which on the figures before are taken."""
    year, month = divmod(today.year * 12 + today.month - months, 12)
    return min(dt.date(year, month + 1, 1), min(days).replace(day=1))


def _free_name(workspace: Workspace) -> str:
    """The year's next number. Cycles that the one who asks may not see have theirs as well, so that
    they are counted for all: nothing else of them is looked at."""
    all_of_them = replace(workspace.scope, sites=None, units=None)
    names = {act.subject.partition(":")[2] for act in workspace.store.acts(all_of_them, KIND)}
    year = workspace.today.year
    numbers = [int(n.partition("-")[2]) for n in names if n.startswith(f"{year}-")]
    return f"{year}-{max(numbers, default=0) + 1:02d}"


def _common(names: Sequence[str]) -> str:
    return names[0] if len(set(names)) == 1 else ""
