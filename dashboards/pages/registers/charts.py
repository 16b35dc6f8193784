"""The small charts of a register: cases by month, and of events the days between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from dashboards.components.graphs import block, graph
from dashboards.figures.gaps import gaps_figure
from dashboards.figures.monthly import Month, monthly_figure
from dashboards.pages.registers.behind import case_link
from dashboards.pages.registers.place import Place
from qc.analysis.periods import Period
from qc.improve.registers.figure_words import part
from qc.improve.registers.gaps import ENOUGH, Gap, charted
from qc.improve.registers.listing import Listed
from qc.locale import Translator

MONTHS, FEWEST = 12, 3
MOST = 120
"""Gaps that a chart can show apart; its limits are those of all."""


def monthly(every: Sequence[Listed], month: Period, place: Place, t: Translator) -> Any:
    """Twelve months up to the one that is shown; None where there are no cases so far."""
    if not every:
        return None
    counts = Counter(Period.of(each.case.date) for each in every)
    months = [month.shift(back) for back in range(1 - MONTHS, 1)]
    bars = [
        Month(f"{each.start:%m}", counts[each], place.link(period=each, figure="cases"), each == month)
        for each in months
    ]  # fmt: skip
    said = t("{n} cases in the twelve months up to {month}", n=sum(bar.number for bar in bars), month=month)  # fmt: skip
    caption = t("Cases by month; press a bar to see them. More reports are not worse.")
    return block(said, caption, [graph("cases-by-month", monthly_figure(bars), said)], "monthly")


def between(every: Sequence[Listed], search: str, t: Translator) -> Any:
    """The days between events of the class of which there are most; None where they are too few."""
    classes = Counter(each.keys.get("severity", "") for each in every)
    most = next((name for name, n in classes.most_common() if name and n > FEWEST), None)
    if most is None:
        return None
    mine = sorted((each for each in every if each.keys["severity"] == most), key=lambda each: each.case.date)  # fmt: skip
    gaps = charted([each.case.date for each in mine])
    if not gaps:
        return None
    gaps, every_gap = gaps[-MOST:], len(gaps)
    told = [t("{day}: {n} days after the one before", day=gap.date, n=f"{gap.days:g}") for gap in gaps]  # fmt: skip
    by_day = {each.case.date: each for each in mine}
    links = [case_link(by_day[gap.date], search) if gap.date in by_day else "" for gap in gaps]
    said = _said(gaps, part(most, t), t)
    figure = gaps_figure(gaps, told, links)
    caption = t("Days since the event before of class {name}; neither is judged.", name=most)
    if every_gap > MOST:
        caption += " " * (t.language == "en") + t(
            "The newest {shown} of {all}.", shown=MOST, all=every_gap
        )
    return block(said, caption, [graph("days-between", figure, said)], "between")


def _said(gaps: Sequence[Gap], name: str, t: Translator) -> str:
    if len(gaps) < ENOUGH:
        return t("Class {name}: too few events to tell a change from chance.", name=name)
    if not gaps[-1].signals:
        return t("Class {name}: the days between events vary by chance only.", name=name)
    longer = gaps[-1].centre is not None and gaps[-1].days > gaps[-1].centre
    if longer:
        return t("Class {name}: the time between events has grown beyond chance.", name=name)
    return t("Class {name}: the time between events has shrunk beyond chance.", name=name)
