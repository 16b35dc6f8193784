"""Before and after: counts, the difference in words, the chart re-based at Do, re-checks, what was
standardised. All figures open the results behind them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dashboards.components import html
from dashboards.components.graphs import block, graph
from dashboards.components.plain_table import line, plain_table
from dashboards.figures.before_after import before_after_figure
from dashboards.pages.cycles.behind import behind_days
from dashboards.pages.cycles.by_place import by_place
from dashboards.pages.cycles.place import Place
from dashboards.pages.cycles.statistics import statistics
from dashboards.pages.cycles.words import difference, from_to, listed, rate
from qc.analysis import Period
from qc.analysis.change_words import WORDS
from qc.analysis.display import counts
from qc.improve.cycles.effect import Effect, Shown, chart_of
from qc.improve.cycles.figures import Figures, Recheck, Tally
from qc.improve.cycles.page import filled
from qc.improve.cycles.page import share as share_said
from qc.locale import N_, Translator
from qc.workspace import Workspace

_HEADS = ("", N_("from – to"), N_("in order / checked"), N_("Rate"))


def after(shown: Shown, _place: Place, reader: Workspace, search: str) -> Any:
    """The section; before a period is stated it shows the figures before alone."""
    t, effect = reader.t, shown.effect
    parts = [_table(shown, t, search), *_told(shown, t), *_chart(shown, t, search)]
    if effect:
        parts += _rechecks(shown, effect, t, search)
    parts.append(by_place(shown, reader, search))
    if effect:
        parts.append(statistics(shown, effect, t))
    parts += _standards(shown, t)
    return block(_said(shown, t), t("Before and after"), parts, "after")


def _said(shown: Shown, t: Translator) -> str:
    effect = shown.effect
    if effect is None:
        now = share_said(shown.cycle.baseline.figures.total, shown.cycle)
        return t("Before: {share}; the figures after are drawn from the checks once they are due", share=now)  # fmt: skip
    verdict = WORDS["sentence"][effect.verdict["sentence"]]
    return listed((from_to(shown, t), t(verdict)), t)


def _table(shown: Shown, t: Translator, search: str) -> Any:
    heads = [t(each) if each else "" for each in _HEADS]
    base, effect = shown.cycle.baseline, shown.effect
    rows = [
        _row(t("before (frozen)"), base.start, base.end, base.figures.total, shown, heads, search)
    ]
    if effect:
        total = effect.figures.total
        rows.append(_row(t("after"), effect.start, effect.end, total, shown, heads, search))
    return plain_table(heads, rows, "before-and-after", (2, 3), label=t("Before and after"))


def _row(
    name: str,
    start: dt.date,
    end: dt.date,
    tally: Tally,
    shown: Shown,
    heads: list[str],
    search: str,
) -> Any:
    link = behind_days(search, shown.cycle, start, end)
    told = counts(tally.passed, tally.checked)
    figure = html.A(told, href=link, className="figure") if tally.checked else told
    return line(heads, [name, f"{start} – {end}", figure, rate(tally, shown.cycle)], (2, 3))


def _told(shown: Shown, t: Translator) -> list[Any]:
    """The difference in plain words, and what is to be known of the figures."""
    said, effect = [], shown.effect
    if effect:
        said.append(difference(effect.comparison, t))
        said += [t("The period is not over yet.")] * (not effect.over)
        few = t("Fewer checks than planned, or an item and unit without any.")
        said += [few] * (not effect.enough)
    if shown.baseline_differs:
        now = share_said(shown.baseline_now.total, shown.cycle)
        said.append("▲ " + t("Records of that time were changed since: now {now}.", now=now))
    return [html.P(text) for text in said]


def _chart(shown: Shown, t: Translator, search: str) -> list[Any]:
    known, effect = shown.cycle, shown.effect
    empty = Figures(Tally(0, 0, 0.0), (), ())
    frame = effect.chart if effect else chart_of(known.baseline.figures, empty, rebased=True)
    if frame.empty:
        return []
    ends = {"before": known.baseline.end, "after": effect.end if effect else known.baseline.end}
    links = [
        behind_days(search, known, *_month(row["start"], ends[row["part"]]))
        for row in frame.to_dict("records")
    ]
    goal = float(known.target.value) if known.target else None
    signal = WORDS["signal"][effect.verdict["signal"]] if effect else N_("the months before")
    said = t(signal)
    figure = before_after_figure(frame, links, goal, t)
    return [html.H3(said, className="chart-said"), graph("before-after", figure, said), _legend(t)]


def _month(start: str, last: dt.date) -> tuple[dt.date, dt.date]:
    """From a point's first day to the end of its month, or of the period."""
    first = dt.date.fromisoformat(start)
    return first, min(Period.of(first).end, last)


def _legend(t: Translator) -> Any:
    keys = (("key key-target", N_("target")), ("key key-limits", N_("usual range, of each part")))
    told = [html.Span(t(text), className=name) for name, text in keys]
    return html.P([*told, html.Span(t("Choose a point for the results behind it."))], className="legend")  # fmt: skip


def _rechecks(shown: Shown, effect: Effect, t: Translator, search: str) -> list[Any]:
    """The days looked at again, as a row of marks; how many clean ones in a row."""
    if not effect.looked_again:
        return []
    said = t(
        "{count} clean re-checks in a row, {asked} are asked for",
        count=effect.rechecks, asked=effect.rechecks_asked,
    )  # fmt: skip
    marks = [html.Li(_mark(each, shown, search)) for each in effect.looked_again[-_MOST_MARKS:]]
    return [html.H3(said), html.Ol(marks, className="rechecks")]


def _mark(each: Recheck, shown: Shown, search: str) -> Any:
    told = f"{each.day:%m-%d} {'✓' if each.clean else '✕'} {each.passed}/{each.checked}"
    link = behind_days(search, shown.cycle, each.day, each.day)
    name = "figure clean" if each.clean else "figure unclean"
    return html.A(told, href=link, className=name, title=str(each.day))


def _standards(shown: Shown, t: Translator) -> list[Any]:
    acts = shown.cycle.standards
    if not acts:
        return []
    lines = [html.Li(" · ".join(filled(act.fields, t))) for act in acts]
    return [html.H3(t("Written down as")), html.Ul(lines)]


_MOST_MARKS = 12
