"""The problems of the month before, and whether what was done about them worked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from qc.analysis.periods import Period
from qc.improve.findings import Finding
from qc.improve.states import FindingState
from qc.meeting.model import Worked

PLACE = ["site", "unit", "checklist", "item_code"]


@dataclass(frozen=True)
class Problem:
    """An item that failed in a unit last month: `failed` of `checked` then, `again` of `looked` this
    month. `measure` is the last that was written down, `findings` their ids."""

    unit: str
    item: str
    indicator: str
    item_code: str
    failed: int
    checked: int
    again: int
    looked: int
    measure: str
    worked: Worked
    findings: tuple[str, ...]


def problems_of(
    found: Iterable[Finding], results: pd.DataFrame, month: Period
) -> tuple[Problem, ...]:
    """The problems of the month before `month`, the most failures first; what is only told in numbers
    is none, and whether anybody was to follow it does not matter: the checks say what became of it.

    results: the live ones with PLACE, date, checked, passed. Partial results fail as in the findings:
    a line counts as failed by checked − passed.
    """
    before = month.shift(-1)
    told: dict[tuple[str, ...], list[Finding]] = {}
    first, last = before.start, before.end
    then = [each for each in found if first <= each.date <= last]
    for each in sorted(then, key=lambda each: (each.date, each.id)):
        if not each.statistic and each.state is not FindingState.WITHDRAWN:
            place = (each.site, each.unit, each.checklist, each.item_code)
            told.setdefault(place, []).append(each)
    earlier, now = _counts(results, before), _counts(results, month)
    problems = [_problem(place, history, earlier, now) for place, history in told.items()]
    return tuple(sorted(problems, key=lambda each: (-each.failed, each.unit, each.item)))


def _problem(
    place: tuple[str, ...], history: Sequence[Finding], then: Counts, now: Counts
) -> Problem:
    failed, checked = then.get(place, (0, 0))
    again, looked = now.get(place, (0, 0))
    last = history[-1]
    return Problem(
        last.unit, last.item, last.indicator, last.item_code, failed, checked, again, looked,
        measure=next((f.told["measure"] for f in reversed(history) if f.told.get("measure")), ""),
        worked=worked(failed, checked, again, looked),
        findings=tuple(each.id for each in history),
    )  # fmt: skip


def worked(failed: int, checked: int, again: int, looked: int) -> Worked:
    """Well done: looked at and in order every time. Partly: it failed again, but in a smaller share. No
    second word on chance: a meeting is told the counts, and few checks show in them."""
    if not looked:
        return Worked.UNSEEN
    if not again:
        return Worked.WELL
    return Worked.PARTLY if again * checked < failed * looked else Worked.NOT


Counts = Mapping[tuple[str, ...], tuple[int, int]]
"""By place: how many failed, of how many."""


def _counts(results: pd.DataFrame, month: Period) -> Counts:
    inside = results[results["date"].between(str(month.start), str(month.end))]
    sums = inside.groupby(PLACE, observed=True)[["checked", "passed"]].sum()
    told = zip(sums.index, sums["checked"], sums["passed"], strict=True)
    return {place: (int(checked - passed), int(checked)) for place, checked, passed in told}
