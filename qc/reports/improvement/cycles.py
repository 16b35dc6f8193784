"""The cycles that were live in the month or ended in it, in the words of their own pages."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

from qc.analysis.display import NO_DATA
from qc.analysis.periods import Period
from qc.improve.cycles.acting import cycles
from qc.improve.cycles.effect import Conclusion, Shown
from qc.improve.cycles.model import Cycle
from qc.improve.cycles.page import OVERDUE, sentence, share, target
from qc.improve.rectified import day_of
from qc.locale import Translator
from qc.reports.improvement.content import CycleLine, CycleSheet
from qc.reports.naming import Naming
from qc.workspace import Workspace

NAMED = 3
"""Units that are named; more are counted."""


def cycle_sheet(
    workspace: Workspace,
    period: Period,
    named: Naming,
    meant: Callable[[Cycle], bool] = lambda _: True,
) -> CycleSheet:
    """The month's cycles as they stand today, by name, for all that the reader may see; of those that are
    `meant`."""
    t = workspace.t
    found = [each for each in cycles(workspace) if _in(each.cycle, period) and meant(each.cycle)]
    return CycleSheet(
        sentence=_sentence(found, workspace),
        caption=t(
            "As of {day}; live in the month or ended in it. Only the figures make a cycle effective; in brackets: in order of checked",
            day=workspace.today,
        ),
        lines=tuple(_line(each, workspace, named) for each in found),
    )


def _in(known: Cycle, period: Period) -> bool:
    """Was it opened by the month's end, and not ended before the month?"""
    opened = day_of(known.acts[0])
    return opened <= period.end and (known.ended is None or known.ended >= period.start)


def _sentence(found: Sequence[Shown], workspace: Workspace) -> str:
    t = workspace.t
    if not found:
        return t("No PDCA cycle was under way in this month.")
    said = [each.conclusion for each in found]
    counted = [f"{t(each.label)} {said.count(each)}" for each in Conclusion if each in said]
    late = sum(each.cycle.overdue(workspace.today) for each in found)
    if late:
        counted.append(f"{t(OVERDUE)} {late}")
    return t("PDCA cycles of this month: {n}; {told}.", n=len(found), told=t(", ").join(counted))


def _line(shown: Shown, workspace: Workspace, named: Naming) -> CycleLine:
    known, t = shown.cycle, workspace.t
    return CycleLine(
        id=known.id,
        title=known.title,
        unit=_units(known, t),
        owner=named(known.owner),
        state=t(known.state.label),
        due=known.due,
        overdue=known.overdue(workspace.today),
        before=share(known.baseline.figures.total, known),
        target=target(known),
        after=share(shown.effect.figures.total, known) if shown.effect else NO_DATA,
        conclusion=_told(shown, t, named),
        attainment=_compared(shown, "attainment"),
        progress=_compared(shown, "progress"),
        figures="\n".join(_figures(shown, t)),
    )


def _told(shown: Shown, t: Translator, named: Naming) -> str:
    """What may be said of the effect; who set the figures aside stands behind it."""
    said, override = t(shown.conclusion.label), shown.cycle.override
    return f"{said} ({named(str(override.fields['name']))})" if override else said


def _compared(shown: Shown, name: str) -> float:
    """A figure of the comparison; NaN until there is something to compare."""
    return float(shown.effect.comparison[name]) if shown.effect else math.nan


def _units(known: Cycle, t: Translator) -> str:
    """The units by name, while they are few."""
    names = sorted({place.unit for place in known.baseline.places})
    return t(", ").join(names) if len(names) <= NAMED else t("{n} units", n=len(names))


def _figures(shown: Shown, t: Translator) -> Iterator[str]:
    """What the figures say, and what must be known to read them."""
    effect = shown.effect
    if shown.baseline_differs:
        now = share(shown.baseline_now.total, shown.cycle)
        yield "▲ " + t("Records of that time were changed since: now {now}.", now=now)
    if effect is None:
        return
    yield sentence(effect, t)
    if not effect.over:
        yield t("The period is not over yet.")
    if not effect.enough:
        yield t("Fewer checks than planned, or an item and unit without any.")
    if shown.effect_differs:
        yield "▲ " + t("Records of this time were changed since it was judged.")
