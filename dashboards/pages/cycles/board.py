"""The board: the cycles by state, and where one is due."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboards.components import html
from dashboards.components.aria import aria
from dashboards.components.top import top
from dashboards.pages.cycles.card import card
from dashboards.pages.cycles.due import due
from dashboards.pages.cycles.place import ALL, PATH, Place
from dashboards.pages.cycles.words import headline
from qc.improve.cycles.acting import cycles
from qc.improve.cycles.effect import Shown
from qc.improve.cycles.proposals import proposals
from qc.improve.cycles.states import ENDED, CycleState
from qc.locale import N_, Translator
from qc.workspace import Workspace

_S = CycleState
COLUMNS: tuple[tuple[str, tuple[CycleState, ...]], ...] = (
    (_S.PLAN.label, (_S.PLAN,)),
    (_S.DO.label, (_S.DO,)),
    (_S.CHECK.label, (_S.CHECK, _S.FOLLOW)),
    (_S.ACT.label, (_S.ACT,)),
    (N_("ended"), ENDED),
)
"""A column's words and the states that stand in it."""
MOST_ENDED = 5


def show(reader: Workspace, search: str, place: Place) -> list[Any]:
    """The whole page."""
    t, known, wanted = reader.t, cycles(reader), proposals(reader)
    head = top(PATH, reader, search, headline(known, len(wanted), reader.today, t))
    if not known and not wanted:
        return [head, _nothing(t)]
    columns = [_column(label, states, known, place, reader) for label, states in COLUMNS]
    parts = [html.Div(columns, className="board")] if known else []
    return [head, *parts, due(wanted, place, reader, search)]


def _column(
    label: str, states: tuple[CycleState, ...], known: Sequence[Shown], place: Place, reader: Workspace
) -> Any:  # fmt: skip
    t = reader.t
    mine = _in_order([each for each in known if each.cycle.state in states])
    shown = mine if place.ended == ALL or states != ENDED else mine[:MOST_ENDED]
    head = html.H2([t(label), html.Span(f" {len(mine)}", className="how-many")])
    listed: list[Any] = [html.Ul([card(each, place, reader) for each in shown])] if shown else []
    if len(shown) < len(mine):
        more = t("Show all {n}", n=len(mine))
        listed.append(html.A(more, href=place.link(ended=ALL), className="more"))
    empty = [] if mine else [html.P(t("none"), className="caption")]
    return html.Section([head, *listed, *empty], className="column", **aria(label=t(label)))


def _in_order(known: Sequence[Shown]) -> list[Shown]:
    """Live ones by their due day, ended ones the newest first."""
    live = [each for each in known if each.cycle.state.is_live]
    ended = [each for each in known if not each.cycle.state.is_live]
    return [
        *sorted(live, key=lambda each: (each.cycle.due, each.cycle.id)),
        *sorted(ended, key=lambda each: str(each.cycle.ended), reverse=True),
    ]


def _nothing(t: Translator) -> Any:
    said = t(
        "Critical problems, and those that come back three times in three months, will be proposed here as "
        "PDCA cycles; nobody has to look for them."
    )
    way = html.A(
        t("Look at the scorecard"), href=f"/scorecard?lang={t.language}", className="button"
    )
    return html.Section([html.P(said), way], className="panel", id="nothing")
