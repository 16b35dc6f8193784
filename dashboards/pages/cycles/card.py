"""A cycle on the board: what, where, since when, what is next, who, by which day."""

from __future__ import annotations

from typing import Any

from dashboards.components import html
from dashboards.components.top import unbroken
from dashboards.pages.cycles.forms import name_of
from dashboards.pages.cycles.place import Place
from dashboards.pages.cycles.words import LATE, from_to, listed, missing, next_said, stands_since
from qc.analysis.places import place_name
from qc.improve.cycles.effect import Shown
from qc.improve.cycles.gates import may_close
from qc.improve.cycles.model import Cycle
from qc.improve.cycles.page import told
from qc.improve.cycles.states import FORWARD, CycleState
from qc.locale import N_, Translator
from qc.workspace import Workspace

ROOMS = 2


def card(shown: Shown, place: Place, reader: Workspace) -> Any:
    """A list item; its title leads to the cycle's page."""
    t, known = reader.t, shown.cycle
    late = known.overdue(reader.today)
    link = html.A(known.title, href=place.link(cycle=known.id, ended=None), className="row-link")
    about = f"{known.id} · {where(known, reader)}"
    facts = [
        html.P(about, className="about"),
        html.P(unbroken(_next(shown, t)), className="next"),
        html.P(_who(known, late, t), className="late" if late else "who"),
    ]
    return html.Li([html.H3(link), *facts], className="cycle")


def where(known: Cycle, reader: Workspace) -> str:
    """The units that a cycle is about; of many the first two and their number."""
    units = list(dict.fromkeys(place.unit for place in known.baseline.places))
    names = [place_name(unit, reader.organisation, reader.t) for unit in units]
    if len(names) <= ROOMS:
        return "、".join(names)
    return reader.t("{units} and others, {n} units", units="、".join(names[:ROOMS]), n=len(names))


def _next(shown: Shown, t: Translator) -> str:
    """The next step, and what it still waits for; of one that ended what it came to."""
    state, effect = shown.cycle.state, shown.effect
    if not state.is_live:
        ended = "" if state is CycleState.CLOSED else f"{t(state.label)} · "
        return f"{ended}{told(shown, t)}" + (f" · {from_to(shown, t)}" if effect else "")
    if effect is not None and not effect.over:
        return t("Next: judge it after {day}", day=effect.end)
    if state in (CycleState.CHECK, CycleState.FOLLOW) and not may_close(shown):
        return t("Next: {step}", step=next_said(effect, t))
    lacking = missing(shown)
    step = name_of(FORWARD[state], t)
    if not lacking:
        return t("Next: {step}", step=step)
    return t(
        "Next: {step}; missing: {what}", step=step, what=listed([t(each) for each in lacking], t)
    )


def _who(known: Cycle, late: bool, t: Translator) -> str:
    if not known.state.is_live:
        return t("{owner} · ended on {day}", owner=known.owner, day=known.ended)
    said = _LATE if late else _DUE
    shape = f"{LATE} " if late else ""
    return shape + t(said, owner=known.owner, day=known.due, since=stands_since(known))


_DUE = N_("{owner} · due {day} · here since {since}")
_LATE = N_("{owner} · overdue since {day} · here since {since}")
