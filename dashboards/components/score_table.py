"""The scorecard: one line an indicator, children under their parent, every rate a link."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import isnan
from typing import Any

from dashboards.address import Rows, View
from dashboards.components import html, verdict
from dashboards.components.aria import aria
from dashboards.components.icons import icon_pair
from dashboards.figures.sparkline import sparkline
from qc.analysis import display
from qc.analysis.answers import Scorecard, ScoreLine
from qc.analysis.periods import PeriodKind
from qc.analysis.settling import settling
from qc.catalogue.model import CORE
from qc.locale import N_, Translator
from qc.words import Direction

HISTORY: dict[PeriodKind, str] = {
    "week": N_("12 weeks"),
    "month": N_("12 months"),
    "quarter": N_("12 quarters"),
    "year": N_("12 years"),
}


def score_table(
    card: Scorecard,
    chosen: str,
    view: View,
    t: Translator,
    varies: Mapping[str, tuple[str, str]] | None = None,
) -> Any:
    """The table of all indicators; `chosen` is the one whose trend stands beside it. `varies`: the words
    of their icons (`analysis.variation`), which then have a column, as have the intervals."""
    heads = [
        ("name", t("Indicator")),
        ("rate", t("Rate")),
        ("counts", t("Counts")),
        ("target", t("Target")),
        ("state", t("Verdict")),
        ("movement", t("Change")),
        ("history", t(HISTORY[card.period.kind])),
    ]
    if varies is not None:
        heads += [("icons-of", t("Variation and assurance")), ("bounds", t("Interval (95 %)"))]
    return html.Table(
        [
            html.Thead(
                html.Tr([html.Th(text, className=name, scope="col") for name, text in heads])
            ),
            html.Tbody([*_rows(card, chosen, view, t, len(heads), varies)]),
        ],
        className="scorecard" if varies is None else "scorecard with-details",
    )


def _rows(
    card: Scorecard,
    chosen: str,
    view: View,
    t: Translator,
    width: int,
    varies: Mapping[str, tuple[str, str]] | None,
) -> Iterator[Any]:
    """A row an indicator; those of a group other than the core stand under its name."""
    above = CORE
    for line in family_order(card.lines):
        group = line.indicator.group
        if group != above and group in card.groups:
            name = card.groups[group].name.of(t.language)
            yield html.Tr(html.Th(name, colSpan=width, scope="colgroup"), className="group")
        above = group
        yield _row(line, card, chosen, view, t, varies)


def family_order(lines: Sequence[ScoreLine]) -> list[ScoreLine]:
    """Catalogue order, but every child right under its parent."""

    def family(line: ScoreLine) -> list[ScoreLine]:
        children = [c for c in lines if c.indicator.parent == line.indicator.code]
        return [line, *(member for child in children for member in family(child))]

    codes = {line.indicator.code for line in lines}
    tops = [line for line in lines if line.indicator.parent not in codes]
    return [member for top in tops for member in family(top)]


def _row(
    line: ScoreLine,
    card: Scorecard,
    chosen: str,
    view: View,
    t: Translator,
    varies: Mapping[str, tuple[str, str]] | None,
) -> Any:
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
            html.Td(_state(line, t), className="state"),
            html.Td(_movement(line, t), className="movement"),
            html.Td(_history(line, card, view, t), className="history"),
            *([] if varies is None else _details(line, varies[code], t)),
        ],
        className=" ".join(name for name, holds in marks.items() if holds),
    )


def _state(line: ScoreLine, t: Translator) -> list[Any]:
    """The verdict and, where it is open, what would settle it."""
    badge, said = verdict.badge(line.verdict, line.state, t), settling(line, t)
    return [badge, html.P(said, className="settling")] if said else [badge]


def _details(line: ScoreLine, words: tuple[str, str], t: Translator) -> list[Any]:
    ends = [display.percent(end, line.target) for end in (line.lower, line.upper)]
    bounds = display.NO_DATA if isnan(line.lower) else " – ".join(ends)
    return [
        html.Td(icon_pair(words, t), className="icons-of"),
        html.Td(bounds, className="bounds"),
    ]


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


def _history(line: ScoreLine, card: Scorecard, view: View, t: Translator) -> Any:
    """The sparkline; it leads to the indicator's own page."""
    rates = [point.rate for point in line.history]
    known = [
        display.percent(rate, line.target) for rate in rates if rate == rate
    ]  # NaN is not itself
    if not known:
        return display.NO_DATA
    told = t("from {first} to {last}", first=known[0], last=known[-1])
    image = html.Img(src=sparkline(rates, line.target, line.verdict), alt=told)
    there = indicator_link(line.indicator.code, card, view)
    name = t("{indicator}: trend and causes", indicator=line.indicator.name.of(t.language))
    return html.A(image, href=there, className="figure", title=name)


def indicator_link(code: str, card: Scorecard, view: View) -> str:
    """The page of an indicator, for the unit and up to the period that the scorecard shows."""
    return "/indicator" + View(view.language, card.period, card.unit, code).link()
