"""The statistics behind a verdict and a chart, for who wants them (统计详情)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from dashboards.components import html
from qc.analysis import display
from qc.analysis.answers import ScoreLine, Trend
from qc.locale import N_, Translator

CHARTS = {
    "run": N_("run chart (median, no limits)"),
    "xmr": N_("XmR chart (individual values)"),
    "p": N_("p chart"),
    "pp": N_("p′ chart (Laney)"),
    "np": N_("np chart (numbers passed)"),
    "u": N_("u chart (failures per checked)"),
    "up": N_("u′ chart (Laney)"),
    "c": N_("c chart (failures a period)"),
    "g": N_("g chart (passed between failures)"),
    "t": N_("t chart (days between failures)"),
}


def details(line: ScoreLine, trend: Trend, t: Translator) -> Any:
    """A disclosure with the chart's kind and reason, the interval and what a sample can vouch for."""
    facts = [*_about_chart(trend, t), *_about_rate(line, t)]
    pairs = [part for name, text in facts for part in (html.Dt(name), html.Dd(text))]
    return html.Details([html.Summary(t("Statistical details")), html.Dl(pairs)])


def about_chart(trend: Trend, t: Translator) -> Any:
    """A disclosure with the chart's kind, why it was chosen, and its run test."""
    facts = [*_about_chart(trend, t), *_about_runs(trend, t)]
    pairs = [part for name, text in facts for part in (html.Dt(name), html.Dd(text))]
    return html.Details([html.Summary(t("Statistical details")), html.Dl(pairs)])


def _about_runs(trend: Trend, t: Translator) -> list[tuple[str, str]]:
    told = trend.frame.dropna(subset=["value", "longest_run_max"])
    if told.empty:
        return []
    last = told.iloc[-1]
    run = t("{n}, at most {most} by chance", n=int(last["longest_run"]), most=int(last["longest_run_max"]))  # fmt: skip
    cross = t("{n}, at least {least} by chance", n=int(last["crossings"]), least=int(last["crossings_min"]))  # fmt: skip
    return [
        (t("Longest run on one side of the centre"), run),
        (t("Crossings of the centre"), cross),
    ]


def _about_chart(trend: Trend, t: Translator) -> list[tuple[str, str]]:
    trial = " · " + t("trial limits (fewer than 20 periods)") if trend.trial else ""
    return [
        (t("Chart"), t(CHARTS[trend.chart]) + trial),
        (t("Why this chart"), t(trend.reason, **trend.reason_values)),
    ]


def _about_rate(line: ScoreLine, t: Translator) -> list[tuple[str, str]]:
    facts = [(t("Basis"), t(line.indicator.basis.label))]
    if not math.isnan(line.lower):
        ends = [display.percent(end, line.target) for end in (line.lower, line.upper)]
        facts.append((t("interval (95 %, Wilson, widened where items cluster)"), " – ".join(ends)))
    if line.needed > 0:
        facts.append((t("Clean checks still needed to be sure"), f"{line.needed:.0f}"))
    if not math.isnan(line.vouched):
        facts.append((t("So many clean checks vouch for at least"), display.percent(line.vouched)))
    return facts


def trend_key(trend: Trend, t: Translator) -> Any:
    """What the chart's lines and marks are, with their values."""
    centres = trend.frame["centre"].dropna()
    lines = []
    if not math.isnan(trend.target):
        lines.append(("target", t("Target {rate}", rate=display.target_percent(trend.target))))
    if len(centres):
        centre = display.percent(float(centres.iloc[-1]), trend.target)
        lines.append(("centre", t("Centre {rate}", rate=centre)))
    if trend.frame["lower"].notna().any():
        lines.append(("limits", t("Control limits")))
    keys = [html.Span(text, className=f"key key-{name}") for name, text in lines]
    beyond = [html.Span(t("◆ outside the limits"))] * bool(trend.frame["beyond_limits"].any())
    return html.P(
        [*keys, *beyond, html.Span(t("Choose a point for the results behind it."))],
        className="legend",
    )


def trend_table(trend: Trend, links: Sequence[str], t: Translator) -> Any:
    """The chart's figures as a table: for reading, for the keyboard, for paper."""
    unit = trend.indicator.counting_unit.of(t.language)
    rows = zip(trend.frame.to_dict("records"), links, strict=True)
    body = [_period_row(row, link, unit, trend.target) for row, link in rows]
    head = html.Tr([html.Th(text, scope="col") for text in (t("Period"), t("Rate"), t("Counts"))])
    table = html.Table([html.Thead(head), html.Tbody(body)], className="plain")
    return html.Details([html.Summary(t("As a table")), table])


def _period_row(row: dict[Any, Any], link: str, unit: str, target: float) -> Any:
    rate = display.percent(row["value"], target)
    shown = html.A(rate, href=link, className="figure") if rate != display.NO_DATA else rate
    counted = display.counts(int(row["passed"]), int(row["checked"]), unit)
    return html.Tr([html.Th(str(row["period"]), scope="row"), html.Td(shown), html.Td(counted)])
