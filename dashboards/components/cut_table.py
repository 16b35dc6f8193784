"""An indicator's rates by whatever it is cut by, each with the interval that its checks leave open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isnan
from typing import Any, NamedTuple

from dashboards.components import html, verdict
from dashboards.figures.interval_bar import interval_bar, scale_of
from qc.analysis import display
from qc.locale import Translator
from qc.words import State, Verdict


class Line(NamedTuple):
    """`row`: one of `analysis.cuts`; `href`: the results behind it; `chosen`: stands out on the page."""

    name: str
    row: Mapping[Any, Any]
    href: str
    chosen: bool = False


def cut_table(lines: Sequence[Line], head: str, counted_in: str, t: Translator) -> Any:
    """One row a line, in the order given."""
    values = [float(line.row[name]) for line in lines for name in ("rate", "lower", "upper")]
    scale = scale_of([*values, *(float(line.row["target"]) for line in lines)])
    heads = (
        ("", head),
        ("number", t("Rate")),
        ("", t("Counts")),
        ("share", t("Between (95 %)")),
        ("", t("Verdict")),
    )
    body = [_row(line, counted_in, scale, t) for line in lines]
    return html.Table(
        [
            html.Thead(
                html.Tr([html.Th(text, scope="col", className=name) for name, text in heads])
            ),
            html.Tbody(body),
        ],
        className="plain cuts",
    )


def _row(line: Line, counted_in: str, scale: tuple[float, float], t: Translator) -> Any:
    row = line.row
    rate, lower, upper, target = (float(row[n]) for n in ("rate", "lower", "upper", "target"))
    between = "" if isnan(lower) else f"{display.percent(lower)} – {display.percent(upper)}"
    bar = html.Img(
        src=interval_bar(rate, lower, upper, target, scale), alt=between, title=between,
        className="bar",
    )  # fmt: skip
    shown = html.A(display.percent(rate, target), href=line.href, className="figure")
    counted = display.counts(int(row["passed"]), int(row["checked"]), counted_in)
    badge = verdict.badge(Verdict(row["verdict"]), State(row["state"]), t)
    return html.Tr(
        [
            html.Th(line.name, scope="row"),
            html.Td(shown, className="number"),
            html.Td(counted),
            html.Td(bar, className="share"),
            html.Td(badge),
        ],
        className="chosen" if line.chosen else "",
    )
