"""The calendar as a table: cadences down, days or weeks across, each cell with shape, word and count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboards.address import Rows, rows_link
from dashboards.components import html
from dashboards.components.aria import aria, data
from dashboards.components.static import static
from dashboards.pages.calendar.place import Place
from dashboards.pages.calendar.words import EVERY, SHAPES, SHORT, column_name, css
from qc.analysis.display import NO_DATA, percent
from qc.analysis.periods import Period
from qc.improve.calendar.adherence import Adherence
from qc.improve.calendar.grid import Cell, Column, Row
from qc.improve.calendar.opening import is_open
from qc.improve.calendar.states import DueState
from qc.improve.rules import load_rules
from qc.locale import Translator
from qc.workspace import Workspace


def table(
    rows: Sequence[Row],
    columns: Sequence[Column],
    kept: Mapping[str, Adherence],
    period: Period,
    place: Place,
    reader: Workspace,
    search: str,
) -> Any:
    """Rows that have a cell in the period, under how often they are owed."""
    t = reader.t
    heads = [
        html.Th(t("Inspection"), scope="col"),
        *(_head(each, period, reader) for each in columns),
        *(html.Th(text, scope="col", className="number") for text in (t("Done / owed"), t("Kept"))),
    ]
    groups = [
        html.Tbody(
            [
                html.Tr(html.Th(t(EVERY[every]), colSpan=len(heads), scope="rowgroup")),
                *(
                    _row(each, columns, kept, period, place, reader, search)
                    for each in rows
                    if each.every == every
                ),
            ]
        )
        for every in dict.fromkeys(row.every for row in rows)
    ]
    head = html.Thead(html.Tr(heads))
    grid = html.Table([head, *groups], className="plain due-grid")
    label = aria(label=t("Inspections of the period"))
    return static(html.Div(grid, className="scrolls", tabIndex=0, role="region", **label))


def _head(column: Column, period: Period, reader: Workspace) -> Any:
    """A day's name, with a word where the clinic is shut: its cells are empty for that reason."""
    rules = load_rules(reader.folder).calendar
    told: list[Any] = [column_name(column, period, reader.t)]
    if column.start == column.end and not is_open(column.start, rules):
        told += [" ", html.Span(reader.t("day of rest"), className="rest")]
    return html.Th(told, scope="col")


def _row(
    row: Row,
    columns: Sequence[Column],
    kept: Mapping[str, Adherence],
    period: Period,
    place: Place,
    reader: Workspace,
    search: str,
) -> Any:
    name = html.A(
        row.name, href=place.link(checklist=row.code, on=None), className="row-link-plain"
    )
    cells = [
        _cell(cell, row, place.link(checklist=row.code, on=column.start), column_name(column, period, reader.t), reader.t)
        for cell, column in zip(row.cells, columns, strict=True)
    ]  # fmt: skip
    chosen = "chosen" if row.code == place.checklist else ""
    head = html.Th([name, *_drawn(row, reader.t)], scope="row")
    return html.Tr([head, *cells, *_kept(row, kept, period, reader, search)], className=chosen)


def _drawn(row: Row, t: Translator) -> list[Any]:
    return [" ", html.Span(t("random"), className="tag")] if row.irregular else []


def _cell(cell: Cell | None, row: Row, link: str, column: str, t: Translator) -> Any:
    if cell is None:
        return html.Td("", className="blank")
    word = t(SHORT[cell.state])
    counted = f" {cell.done}/{cell.times}" if cell.times > 1 else ""
    shape = html.Span(SHAPES[cell.state], className="shape", **aria(hidden="true"))
    told = f"{row.name} · {column}: {word} {cell.done}/{cell.times}"
    parts = [shape, html.Span(word), html.Span(counted, className="how-many")]
    link_to = html.A(parts, href=link, title=told, **data(head=column))
    return html.Td(link_to, className=css(cell.state))


def _kept(
    row: Row, kept: Mapping[str, Adherence], period: Period, reader: Workspace, search: str
) -> list[Any]:
    """Of what has ended: how much was done, which opens the checks, and the share."""
    line = kept.get(row.code)
    if line is None or not line.owed:
        return [html.Td(NO_DATA, className="number blank"), html.Td("", className="blank")]
    counted = f"{line.in_time + line.late}/{line.owed}"
    link = checks_behind(row.code, period, reader, search)
    shown = html.A(counted, href=link) if link and line.in_time + line.late else counted
    rate = percent(float(line.rate)) if line.rate is not None else NO_DATA
    head = reader.t("Done / owed")
    return [
        html.Td(shown, className="number", **data(head=head)),
        html.Td(rate, className="number"),
    ]


def checks_behind(
    code: str, period: Period, reader: Workspace, search: str, unit: str | None = None
) -> str | None:
    """The address with the checks of a cadence open; None for one without a checklist."""
    known = reader.catalogue.checklists.get(code)
    if known is None:
        return None
    return rows_link(search, Rows(period, known.indicator, unit or None, checklist=code))


def legend(t: Translator) -> Any:
    """What the shapes say."""
    return html.P(
        [
            html.Span(
                [html.Span(f"{SHAPES[state]} ", **aria(hidden="true")), t(state.label)],
                className=css(state),
            )
            for state in DueState
        ],
        className="legend",
    )


def later(rows: Sequence[Row], place: Place, t: Translator) -> Any:
    """What is owed by a day after the period, closed at first."""
    running = [(row, row.later) for row in rows if row.later]
    if not running:
        return None
    items = [
        html.Li(
            [
                html.A(row.name, href=place.link(checklist=row.code, on=None)),
                html.Span(f" {cell.done}/{cell.times} · {max(d.due for d in cell.dues)}", className="where"),
            ]
        )
        for row, cell in running
    ]  # fmt: skip
    said = t("Running, due after this period: {n}", n=len(items))
    return html.Details([html.Summary(said), html.Ul(items, className="later")])
