"""What stands where on the page Today. Components only; `update` brings the answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboards.components import html
from dashboards.components.aria import aria, data
from qc.locale import Translator

AT_ONCE, A_FEW = 40, 10
"""Lines of one urgency that are read through at a sitting, and how many more are shown rather than cut."""
MOST = 12
"""What a line gathers is shown so far; all of it stands on the page that it leads to."""


@dataclass(frozen=True)
class Line:
    """A matter as it is shown: `told` are kind, place, who and day; `details` what it gathers."""

    said: str
    href: str | None
    told: tuple[str, str, str, str]
    details: tuple[tuple[str, str, str], ...]
    is_danger: bool


def group(
    heading: str, shape: str, name: str, lines: Sequence[Line], t: Translator, whole: str | None
) -> Any:
    """The lines of one urgency under its name and their number: the first of them, and the way to all
    (`whole`), where there are many."""
    head = html.H2([heading, html.Span(f" {len(lines)}", className="how-many")])
    shown = lines if whole is None or len(lines) <= AT_ONCE + A_FEW else lines[:AT_ONCE]
    listed = html.Ul([_line(each, shape, t) for each in shown], className="matters")
    rest = len(lines) - len(shown)
    more = [html.A(t("Show {n} more", n=rest), href=whole, className="more")] if rest else []
    return html.Section([head, listed, *more], className=f"panel urgency-{name}", id=name)


def _line(line: Line, shape: str, t: Translator) -> Any:
    mark = html.Span(shape, className="shape", **aria(hidden="true"))
    said = (
        html.A(line.said, href=line.href, className="row-link")
        if line.href
        else html.Span(line.said)
    )
    kind, *told = (
        html.Span(text, className=name, **data(empty="" if text else "yes"))
        for name, text in zip(("kind", "place", "who", "day"), line.told, strict=True)
    )
    parts = [mark, kind, html.Div([said, _details(line, t)], className="said"), *told]
    return html.Li(parts, className="matter danger" if line.is_danger else "matter")


def _details(line: Line, t: Translator) -> Any:
    if not line.details:
        return None
    texts = [" · ".join(filter(None, parts)) for parts in line.details]
    if len(texts) == 1:  # a single one needs no list to be opened, nor to be said twice
        return None if line.details[0][1] in line.said else html.Div(texts[0], className="only-one")
    listed = [html.Li(text) for text in texts[:MOST]]
    said = t("Show all {n}", n=len(texts))
    if len(texts) > MOST:
        said = t("Show the first {shown} of {all}", shown=MOST, all=len(texts))
    return html.Details([html.Summary(said), html.Ul(listed)])


@dataclass(frozen=True)
class Inspection:
    """One of this week's: `shape` and `told` say how it stands, `counts` how often it was done of how
    often it is owed; `name` is the state's, for its colour."""

    said: str
    shape: str
    told: str
    counts: str
    name: str
    href: str


def week(said: str, link: str, inspections: Sequence[Inspection]) -> Any:
    """How this week's inspections stand, the way to the calendar, and each of them."""
    listed = html.Ul([_inspection(each) for each in inspections], className="inspections")
    return html.Section([html.P(html.A(said, href=link)), listed], className="panel", id="this-week")  # fmt: skip


def _inspection(each: Inspection) -> Any:
    shape = html.Span(each.shape, className=f"shape {each.name}", **aria(hidden="true"))
    counts = html.Span(each.counts, className="counts")
    told = html.Span(
        f" {each.told}", className="unseen"
    )  # the shape's word, for who does not see it
    return html.Li(html.A([shape, each.said, " ", counts, told], href=each.href, title=each.told))


def nothing(way: str, t: Translator) -> Any:
    """Nothing to do: why the page is empty, and where to go from here."""
    said = t("What comes up will stand here by itself: nobody has to keep this list.")
    link = html.A(t("Look at the scorecard"), href=way, className="button")
    return html.Section([html.P(said), link], className="panel", id="nothing")
