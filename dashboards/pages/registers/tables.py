"""The figures of a register as tables: of the whole, and by severity, category, unit, ….
What is only for who wants the statistics stands below, closed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboards.components import html
from dashboards.components.graphs import block
from dashboards.components.plain_table import line, plain_table
from dashboards.pages.registers.behind import Link
from qc.analysis.display import NO_DATA
from qc.analysis.places import place_name
from qc.improve.registers import Figure, Review
from qc.improve.registers.figure_words import change, interval, part, shown, tells, value
from qc.improve.registers.words import FIGURES, PARTS
from qc.locale import N_, Translator
from qc.workspace import Workspace

_HEADS = (N_("figure"), N_("this month"), N_("month before"), N_("change"))
_NUMBERS = (1, 2)


def whole(review: Review, link: Link, t: Translator) -> Any:
    """A line a figure of the whole month; each opens what it counts."""
    figures = [figure for figure in review.figures if not figure.by and tells(figure)]
    if not figures:
        return None
    heads = [t(each) for each in _HEADS]
    rows = [line(heads, _cells(each, link, t), _NUMBERS) for each in figures]
    table = plain_table(heads, rows, "register", _NUMBERS, label=t("Figures of the month"))
    said = t("Figures of the month beside the month before")
    return block(said, t("More reports are not worse: numbers of cases are never judged."), [table, statistics(review, t)], "figures")  # fmt: skip


def _cells(figure: Figure, link: Link, t: Translator) -> list[Any]:
    now = shown(figure, t)
    opened = now if now == NO_DATA else html.A(now, href=link(figure), className="figure")
    return [t(FIGURES[figure.code]), opened, value(figure, figure.previous, t), change(figure, t)]


def parts(review: Review, link: Link, reader: Workspace) -> list[Any]:
    """A table for each way in which the month is broken down."""
    made = [_part(review, by, link, reader) for by in PARTS]
    return [each for each in made if each is not None]


def _part(review: Review, by: str, link: Link, reader: Workspace) -> Any:
    t = reader.t
    figures = [figure for figure in review.figures_by(by) if tells(figure)]
    if not figures:
        return None
    heads = [t(PARTS[by]), *(t(each) for each in _HEADS)]
    rows = [
        line(heads, [_name(each, figures[:n], reader), *_cells(each, link, t)], (2, 3))
        for n, each in enumerate(figures)
    ]  # fmt: skip
    table = plain_table(heads, rows, "register", (2, 3), label=t(PARTS[by]))
    vital = any(each.vital for each in figures)
    notes = [html.P(t("● the few that make four fifths of the month's cases"), className="caption")] if vital else []  # fmt: skip
    return block(t("By {part}", part=t(PARTS[by])), "", [table, *notes], f"by-{by}")


def _name(figure: Figure, before: Sequence[Figure], reader: Workspace) -> str:
    same = bool(before) and before[-1].key == figure.key
    is_unit = figure.by == "unit" and figure.key
    name = place_name(figure.key, reader.organisation, reader.t) if is_unit else part(figure.key, reader.t)  # fmt: skip
    return name + (" ●" if figure.vital and not same else "")


def statistics(review: Review, t: Translator) -> Any:
    """The intervals, and what the rate is counted against."""
    figures = [each for each in review.figures if interval(each, t)]
    if not figures:
        return None
    heads = [t("figure"), t("value"), t("interval")]
    rows = [line(heads, [_long_name(each, t), shown(each, t), interval(each, t)], (1, 2)) for each in figures]  # fmt: skip
    counted = [html.P(f"{name}: {number:g}") for name, number in review.counted]
    note = t(
        "Intervals of 95 per cent: Wilson's for shares, the exact Poisson one per 100 treatments."
    )
    table = plain_table(heads, rows, "register", (1, 2), label=t("Intervals"))
    return html.Details([html.Summary(t("Statistical details")), html.P(note), table, *counted])


def _long_name(figure: Figure, t: Translator) -> str:
    name = t(FIGURES[figure.code])
    return f"{part(figure.key, t)} · {name}" if figure.by else name
