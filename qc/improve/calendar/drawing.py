"""The draw of a week's spot checks: fair over units within a month, weighted to risk, by a seed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qc.improve.calendar.chance import in_order, numbers
from qc.improve.calendar.opening import is_away
from qc.improve.calendar.picks import Drawn, Pick
from qc.improve.calendar.risk import Candidate
from qc.improve.rules import Rules


@dataclass(frozen=True, slots=True)
class Lots:
    """What a week is drawn from. `days`: those on which it may be; `times`: how many picks;
    `before`: the draws of earlier weeks; `inspectors`: each with their own unit, "" where none is
    known; `by_sample`: the checklists whose check is one chart (person)."""

    site: str
    week: dt.date
    days: Sequence[dt.date]
    times: int
    candidates: Sequence[Candidate]
    before: Sequence[Drawn]
    inspectors: Mapping[str, str]
    by_sample: frozenset[str]


def draw_of(lots: Lots, seed: bytes, rules: Rules) -> list[Pick]:
    """The picks of a week in the order of their days; none without candidates or days.

    A unit is drawn only among those drawn least in the month so far (weeks count for the month of
    their Monday), so within a month no two differ by more than one. Among these, and then among the
    checklists least drawn for the unit, chance goes by weight.
    """
    words = (lots.site, lots.week)
    days = in_order(seed, {str(day): 1.0 for day in lots.days}, *words, "day")
    picks: list[Pick] = []
    for n, day in enumerate(sorted(days[: lots.times] if lots.candidates else [])):
        earlier = [*_of_month(lots), *picks]
        candidate, drawn = _candidate(lots, earlier, picks, seed, n)
        pick = _pick(candidate, dt.date.fromisoformat(day), drawn, rules, lots, seed)
        picks.append(replace(pick, inspector=_inspector(lots, pick, earlier, seed, rules)))
    return picks


def _of_month(lots: Lots) -> list[Pick]:
    month = (lots.week.year, lots.week.month)
    same = [d for d in lots.before if (d.week.year, d.week.month) == month and d.site == lots.site]
    return [pick for drawn in same if drawn.week < lots.week for pick in drawn.picks]


def _candidate(
    lots: Lots, earlier: Sequence[Pick], now: Sequence[Pick], seed: bytes, n: int
) -> tuple[Candidate, int]:
    """The candidate, and how often its unit was drawn in the month so far."""
    drawn = Counter(pick.unit for pick in earlier)
    units = {c.unit for c in lots.candidates}
    fewest = min(drawn[unit] for unit in units)
    pool = {unit for unit in units if drawn[unit] == fewest}
    pool = pool - {pick.unit for pick in now} or pool
    weights = {
        unit: max(c.weight for c in lots.candidates if c.unit == unit) for unit in sorted(pool)
    }
    unit = in_order(seed, weights, lots.site, lots.week, n, "unit")[0]
    mine = {c.checklist: c for c in lots.candidates if c.unit == unit}
    had = Counter(pick.checklist for pick in earlier if pick.unit == unit)
    least = min(had[code] for code in mine)
    chances = {code: c.weight for code, c in mine.items() if had[code] == least}
    return mine[in_order(seed, chances, lots.site, lots.week, n, "checklist")[0]], drawn[unit]


def _pick(
    candidate: Candidate, day: dt.date, drawn: int, rules: Rules, lots: Lots, seed: bytes
) -> Pick:
    failed = candidate.figures["failed"] > 0
    count = rules.draw.samples_after_failure if failed else rules.draw.samples
    samples = min(count, rules.draw.lot) if candidate.checklist in lots.by_sample else 0
    which = numbers(seed, samples, rules.draw.lot, lots.site, lots.week, day, "numbers")
    return Pick(
        site=candidate.site,
        unit=candidate.unit,
        checklist=candidate.checklist,
        day=day,
        inspector="",
        samples=samples,
        numbers=which if samples else (),
        figures=dict(candidate.figures),
        weight=f"{candidate.weight:g}",
        drawn=drawn,
    )


def _inspector(lots: Lots, pick: Pick, earlier: Sequence[Pick], seed: bytes, rules: Rules) -> str:
    """Somebody from another unit who is there on the day, among those drawn least in the month."""
    had = Counter(each.inspector for each in earlier)
    free = [
        name
        for name, unit in lots.inspectors.items()
        if unit != pick.unit and not is_away(name, pick.day, rules.calendar)
    ]
    least = min((had[name] for name in free), default=0)
    chances = {name: 1.0 for name in free if had[name] == least}
    order = in_order(seed, chances, lots.site, lots.week, pick.day, "inspector")
    return order[0] if order else ""
