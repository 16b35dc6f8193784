"""The rates of the period and what was not looked at: sheets of the folder's index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from qc.analysis.asked import with_children
from qc.analysis.display import percent
from qc.analysis.periods import Period
from qc.analysis.places import place_name
from qc.analysis.scorecard import scorecard
from qc.analysis.scores import checklist_scores
from qc.analysis.source import facts
from qc.catalogue.model import Checklist
from qc.improve.calendar.reading import calendar
from qc.locale import N_
from qc.reports.inspection.asked import Asked
from qc.reports.inspection.tables import Cell, Column, Share, Table
from qc.reports.states import verdict_words
from qc.words import ResultState

RATES = (
    Column(N_("Indicator or checklist"), 38), Column(N_("Unit"), 21), Column(N_("Checks"), 9, True),
    Column(N_("Checked"), 10, True), Column(N_("Passed"), 10, True),
    Column(N_("Pass rate"), 11, True), Column(N_("Target"), 10, True), Column(N_("Conclusion"), 20),
)  # fmt: skip
GAPS = (
    Column(N_("Standard"), 38),
    Column(N_("What is missing"), 24),
    Column(N_("Where or when"), 60),
)
NAMED = 3
"""Indicators that the first line names; more are counted."""


def rates_table(asked: Asked) -> Table:
    """The indicators against their targets, then each checklist and its units."""
    t = asked.workspace.t
    indicators = [*_indicators(asked)]
    rows = (*indicators, *_checklists(asked))
    return Table(
        name=t("Rates of the period"),
        sentence=_sentence(asked, indicators),
        caption=t(
            "The same figures as on the dashboard, as of {day}; passed ÷ checked in each indicator's own unit. An indicator counts all of its checklists.",
            day=asked.workspace.today,
        ),
        columns=RATES,
        rows=rows,
    )


def _sentence(asked: Asked, indicators: Sequence[tuple[Cell, ...]]) -> str:
    """The indicators' rates in a line, while they are few."""
    t = asked.workspace.t
    said = [
        f"{row[0]} {percent(row[5].rate, row[5].target)} {row[7]}"
        for row in indicators
        if isinstance(row[5], Share)
    ]
    named = t("; ").join(said[:NAMED])
    more = t("and {n} more indicators", n=len(said) - NAMED) if len(said) > NAMED else ""
    told = t("; ").join(filter(None, (named, more))) or t("no indicator of its own")
    return t("Rates of {period}: {told}", period=asked.period, told=told)


def _indicators(asked: Asked) -> Iterator[tuple[Cell, ...]]:
    t = asked.workspace.t
    for line in scorecard(asked.workspace, asked.period).lines:
        if line.indicator.code in asked.indicators:
            yield (
                line.indicator.name.of(t.language), t("all units"), None, line.checked, line.passed,
                Share(line.rate, line.target), Share(line.target),
                verdict_words(line.verdict, line.state, t),
            )  # fmt: skip


def _checklists(asked: Asked) -> Iterator[tuple[Cell, ...]]:
    """A checklist's sum, then its units: one checklist is counted in one unit, so that it may be summed."""
    workspace, t = asked.workspace, asked.workspace.t
    wanted = {checklist.code: checklist for checklist in asked.checklists}
    table = checklist_scores(workspace, asked.period)
    order = list(wanted)
    mine = [row for row in table.to_dict("records") if row["checklist"] in wanted]
    mine.sort(key=lambda row: (order.index(row["checklist"]), row["unit"]))
    for code, group in groupby(mine, key=lambda row: str(row["checklist"])):
        rows, name = list(group), wanted[code].name.of(t.language)
        sums = [sum(int(row[key]) for row in rows) for key in ("checks", "checked", "passed")]
        yield (name, t("all units"), *sums, _share(sums[2], sums[1]), None, "")
        for row in rows:
            place = place_name(str(row["unit"]), workspace.organisation, t)
            counts = [int(row[key]) for key in ("checks", "checked", "passed")]
            yield (name, place, *counts, _share(counts[2], counts[1]), None, "")


def _share(passed: int, checked: int) -> Share:
    return Share(passed / checked if checked else float("nan"))


def gaps_table(asked: Asked) -> Table:
    """What an inspector would find missing: told before it is asked."""
    t = asked.workspace.t
    lists = (row for checklist in asked.checklists for row in _gaps(asked, checklist))
    rows = (*_silent_indicators(asked), *lists)
    said = t("Nothing is missing that the checks and the calendar can show.")
    if rows:
        said = t("Gaps in what was checked: {n}", n=len(rows))
    return Table(
        name=t("Coverage and gaps"),
        sentence=said,
        caption=t(
            "Months, units and lines that were not looked at in {period}, and what the calendar asked for in vain; as of {day}",
            period=asked.period, day=asked.workspace.today,
        ),
        columns=GAPS,
        rows=rows,
    )  # fmt: skip


def _silent_indicators(asked: Asked) -> Iterator[tuple[Cell, ...]]:
    """Indicators that were asked for and of which nothing was checked."""
    t, known = asked.workspace.t, asked.workspace.catalogue
    held = set(asked.results["indicator"])
    for name in asked.names:
        if name in known.indicators and not held.intersection(with_children(known, name)):
            said = known.indicators[name].name.of(t.language)
            yield said, t("no check at all"), str(asked.period)


def _gaps(asked: Asked, checklist: Checklist) -> Iterator[tuple[Cell, ...]]:
    t = asked.workspace.t
    name = checklist.name.of(t.language)
    rows = asked.results[asked.results["checklist"] == checklist.code]
    if rows.empty and _is_owed(asked, checklist):
        yield name, t("no check at all"), str(asked.period)
    if not rows.empty:
        held = {day[:7] for day in rows["date"]}
        if lacking := [month for month in _months(asked) if month not in held]:
            yield name, t("months without a check"), t(", ").join(lacking)
        if units := _units_without(asked, checklist, set(rows["unit"])):
            yield name, t("units without a check"), t(", ").join(units)
        for state, said in (
            (ResultState.MISSED, t("lines left blank")),
            (ResultState.HELD_BACK, t("places held back, not counted")),
        ):
            if n := int((rows["state"] == str(state)).sum()):
                yield name, said, str(n)
    yield from _not_kept(asked, checklist, name)


def _is_owed(asked: Asked, checklist: Checklist) -> bool:
    """Whether its silence is a gap: it was asked for by name, or the clinic has used it before."""
    used = facts(asked.workspace).checks["checklist"]
    return checklist.code in asked.named or bool((used == checklist.code).any())


def _months(asked: Asked) -> list[str]:
    month, found = Period.of(asked.period.start), []
    while month.start <= asked.last_day:
        found.append(str(month))
        month = month.shift(1)
    return found


def _units_without(asked: Asked, checklist: Checklist, seen: set[str]) -> list[str]:
    """Units of the list that nobody checked, where the standard is owed by each unit."""
    if checklist.cadence is None or checklist.cadence.each != "unit":
        return []
    scope = asked.workspace.scope
    listed = [u.name for u in asked.workspace.organisation.units if scope.covers(u.site, u.name)]
    return [name for name in dict.fromkeys(listed) if name not in seen]


def _not_kept(asked: Asked, checklist: Checklist, name: str) -> Iterator[tuple[Cell, ...]]:
    t = asked.workspace.t
    for line in calendar(asked.workspace, asked.period).adherence:
        if line.code == checklist.code and (lacking := line.owed - line.in_time - line.late):
            said = t("{lacking} of {owed} times", lacking=lacking, owed=line.owed)
            yield name, t("not done as the calendar asks"), said
