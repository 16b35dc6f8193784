"""The scorecard: one line an indicator, children under their parent, every rate a link."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isnan
from typing import Any

from dash import html

from dashboards.address import Rows, View
from dashboards.components import verdict
from dashboards.components.aria import aria
from dashboards.figures.sparkline import sparkline
from qc.analysis import display
from qc.analysis.answers import Scorecard, ScoreLine
from qc.catalogue.model import CORE
from qc.locale import Translator
from qc.words import Direction


def score_table(card: Scorecard, chosen: str, view: View, t: Translator) -> Any:
    """The table of all indicators; `chosen` is the one whose trend stands beside it."""
    heads = (
        ("name", t("Indicator")),
        ("rate", t("Rate")),
        ("counts", t("Counts")),
        ("target", t("Target")),
        ("state", t("Verdict")),
        ("movement", t("Change")),
        ("history", t("12 months")),
    )
    return html.Table(
        [
            html.Thead(
                html.Tr([html.Th(text, className=name, scope="col") for name, text in heads])
            ),
            html.Tbody([*_rows(card, chosen, view, t, len(heads))]),
        ],
        className="scorecard",
    )


def _rows(card: Scorecard, chosen: str, view: View, t: Translator, width: int) -> Iterator[Any]:
    """A row an indicator; those of a group other than the core stand under its name."""
    above = CORE
    for line in family_order(card.lines):
        group = line.indicator.group
        if group != above and group in card.groups:
            name = card.groups[group].name.of(t.language)
            yield html.Tr(html.Th(name, colSpan=width, scope="colgroup"), className="group")
        above = group
        yield _row(line, card, chosen, view, t)


def family_order(lines: Sequence[ScoreLine]) -> list[ScoreLine]:
    """Catalogue order, but every child right under its parent."""

    def family(line: ScoreLine) -> list[ScoreLine]:
        children = [c for c in lines if c.indicator.parent == line.indicator.code]
        return [line, *(member for child in children for member in family(child))]

    codes = {line.indicator.code for line in lines}
    tops = [line for line in lines if line.indicator.parent not in codes]
    return [member for top in tops for member in family(top)]


def _row(line: ScoreLine, card: Scorecard, chosen: str, view: View, t: Translator) -> Any:
    code = line.indicator.code
    marks = {
        "parent": line.is_parent,
        "chosen": code == chosen,
        "child": line.indicator.parent is not None,
        "silent": isnan(line.rate),
    }
    return html.Tr(
        [
            html.Th(_name(line, chosen, view, t), className="name", scope="row"),
            html.Td(_rate(line, card, view), className="rate"),
            html.Td(_counts(line, t), className="counts"),
            html.Td(_target(line), className="target"),
            html.Td(verdict.badge(line.verdict, line.state, t), className="state"),
            html.Td(_movement(line, t), className="movement"),
            html.Td(_history(line, t), className="history"),
        ],
        className=" ".join(name for name, holds in marks.items() if holds),
    )


def _name(line: ScoreLine, chosen: str, view: View, t: Translator) -> Any:
    code = line.indicator.code
    return html.A(
        line.indicator.name.of(t.language),
        href=view.link(indicator=code),
        className="row-link",
        **(aria(current="true") if code == chosen else {}),
    )


def _rate(line: ScoreLine, card: Scorecard, view: View) -> Any:
    shown = display.percent(line.rate, line.target)
    if isnan(line.rate):
        return shown
    rows = Rows(card.period, line.indicator.code, card.unit)
    return html.A(shown, href=view.link(rows=rows), className="figure")


def _counts(line: ScoreLine, t: Translator) -> str:
    if line.is_parent:
        return t(
            "{met} of {rated} met ({all} children)",
            met=line.children_met,
            rated=line.children_rated,
            all=line.children,
        )
    return display.counts(line.passed, line.checked, line.indicator.counting_unit.of(t.language))


def _target(line: ScoreLine) -> str:
    if isnan(line.target):
        return display.NO_DATA
    sign = "≤ " if line.indicator.direction is Direction.LOWER else "≥ "
    return ("" if line.target in (0, 1) else sign) + display.target_percent(line.target)


def _movement(line: ScoreLine, t: Translator) -> Any:
    said = display.movement(line.movement)
    return html.Span(said, title=t("percentage points against the period before"))


def _history(line: ScoreLine, t: Translator) -> Any:
    rates = [point.rate for point in line.history]
    known = [
        display.percent(rate, line.target) for rate in rates if rate == rate
    ]  # NaN is not itself
    if not known:
        return display.NO_DATA
    told = t("from {first} to {last}", first=known[0], last=known[-1])
    return html.Img(src=sparkline(rates, line.target, line.verdict), alt=told)
