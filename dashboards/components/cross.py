"""Two things crossed (units × indicators, units × months): rates as words, shapes and quiet colour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from dashboards.components import html, verdict
from dashboards.components.aria import aria
from qc.analysis import display
from qc.locale import Translator
from qc.words import State, Verdict

LEGEND = (
    (Verdict.MET, State.MET),
    (Verdict.MET, State.MET_SO_FAR),
    (Verdict.MISSED, State.MISSED_SO_FAR),
    (Verdict.MISSED, State.MISSED),
    (Verdict.NONE, State.NO_DATA),
)


class Cell(NamedTuple):
    """`told`: all that the cell says, for who does not see it."""

    text: str
    state: State
    told: str
    href: str


def cell(row: Mapping[Any, Any], about: str, counted_in: str, href: str, t: Translator) -> Cell:
    """The cell of a judged rate: `row` with rate, target, passed, checked, state and verdict."""
    state, said = State(row["state"]), Verdict(row["verdict"])
    rate = display.percent(row["rate"], row["target"])
    counted = display.counts(int(row["passed"]), int(row["checked"]), counted_in)
    told = f"{about}: {rate} ({counted}), {verdict.words(said, state, t)}"
    return Cell(rate, state, told, href)


def cross(
    corner: str,
    columns: Sequence[tuple[str, str]],
    rows: Sequence[tuple[str, str]],
    cells: Mapping[tuple[str, str], Cell],
    label: str,
    t: Translator,
) -> Any:
    """A table of (row key, column key) -> cell; keys come with their names. What has no cell is blank."""
    head = [html.Th(corner, scope="col"), *(html.Th(name, scope="col") for _, name in columns)]
    body = [
        html.Tr(
            [
                html.Th(name, scope="row"),
                *(_cell(cells.get((key, column))) for column, _ in columns),
            ]
        )
        for key, name in rows
    ]
    table = html.Table(
        [html.Thead(html.Tr(head)), html.Tbody(body)],
        className="heat",
        style={"--columns": len(columns)},
    )
    scrolls = html.Div(table, className="scrolls", tabIndex=0, role="region", **aria(label=label))
    return html.Div([scrolls, legend(t, cells.values())])


def _cell(found: Cell | None) -> Any:
    if found is None:
        return html.Td("", className="blank")
    shape = html.Span(found.state.shape, className="shape", **aria(hidden="true"))
    link = html.A([shape, found.text], href=found.href, title=found.told, **aria(label=found.told))
    return html.Td(link, className=verdict.css(found.state))


def legend(t: Translator, cells: Iterable[Cell] = ()) -> Any:
    """What the shapes say; that no target is set only where a cell says it."""
    open_ended = any(each.state is State.NO_TARGET for each in cells)
    shown = [*LEGEND, (Verdict.NONE, State.NO_TARGET)] if open_ended else LEGEND
    return html.P([verdict.badge(said, state, t) for said, state in shown], className="legend")
