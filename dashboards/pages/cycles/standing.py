"""Where a cycle stands, what the next step asks for, and what can be done now."""

from __future__ import annotations

from typing import Any

from dashboards.components import html
from dashboards.components.aria import aria
from dashboards.components.graphs import block
from dashboards.pages.cycles.acts import thing
from dashboards.pages.cycles.card import where
from dashboards.pages.cycles.checklist import checklist
from dashboards.pages.cycles.forms import form, name_of, ways
from dashboards.pages.cycles.may import may as may_do
from dashboards.pages.cycles.may import may_write
from dashboards.pages.cycles.place import Place
from dashboards.pages.cycles.words import LATE, stands_since
from qc.improve.cycles.acting import known_cycles
from qc.improve.cycles.effect import Shown
from qc.improve.cycles.gates import asked
from qc.improve.cycles.model import Cycle
from qc.improve.cycles.states import STEPS, CycleState
from qc.locale import N_, Translator
from qc.workspace import Workspace

_S = CycleState
WAY = (_S.PLAN, _S.DO, _S.CHECK, _S.FOLLOW, _S.ACT, _S.CLOSED)
HERE = ("plan", "follow", "override", "next_cycle", "cancel", "to_check", "standardise", "note")
"""Acts whose forms open here; the others stand with what they are about."""
_NOTES = {
    "override": N_(
        "The page will always say that a person set the figures aside, and never that they show an effect."
    ),
    "next_cycle": N_("This cycle ends; the next one takes up what is left of it."),
    "cancel": N_("Nothing is deleted: the cycle stays to be read."),
    "to_check": N_(
        "The period begins after the last measure; it can be made longer later, never chosen anew."
    ),
    "plan": N_("What is left empty stays as it is."),
}


def standing(shown: Shown, place: Place, reader: Workspace) -> Any:
    """The way, the checklist of the next step, and the acts."""
    t, known = reader.t, shown.cycle
    said = t("It stands at: {state}", state=t(known.state.label))
    late = f"{LATE} {t('overdue')} · " if known.overdue(reader.today) else ""
    caption = late + " · ".join(
        [
            t("in charge: {owner}", owner=known.owner),
            t("due {day}", day=known.due),
            t("here since {day}", day=stands_since(known)),
            where(known, reader),
        ]
    )
    parts = [
        _way(known, t),
        checklist(shown, place, reader),
        _next_one(known, place, reader),
        *_acts(shown, place, reader),
    ]
    return block(said, caption, [part for part in parts if part is not None], "standing")


def _way(known: Cycle, t: Translator) -> Any:
    """The states in their order, the present one marked."""
    states = [each for each in WAY if each is not _S.FOLLOW or known.state is _S.FOLLOW]
    if known.state not in WAY:
        states = [*states[:-1], known.state]
    at = states.index(known.state)
    steps = [
        html.Li(
            t(each.label),
            className="passed" if n < at else "",
            **(aria(current="step") if n == at else {}),
        )
        for n, each in enumerate(states)
    ]
    return html.Ol(steps, className="way-steps")


def _acts(shown: Shown, place: Place, reader: Workspace) -> list[Any]:
    """Links that open the forms of what may be done, and the one that lies open."""
    t, may = reader.t, may_do(reader, shown.cycle)
    offered = [what for what in HERE if what in may and _is_open(shown, what)]
    links = [(name_of(what, t), place.link(do=what)) for what in offered]
    parts: list[Any] = [ways(links)] if links else []
    if place.do in offered:
        note = t(_NOTES[place.do]) if place.do in _NOTES else ""
        parts.append(form(place.do, thing(shown), place, t, note=note))
    return parts


def _is_open(shown: Shown, what: str) -> bool:
    """Is an act offered? One whose conditions do not hold is not; the checklist says why."""
    return all(holds for _, holds in asked(shown, STEPS[what].gates))


def _next_one(known: Cycle, place: Place, reader: Workspace) -> Any:
    """The cycle that carries this one on, or the way to open it."""
    t = reader.t
    after = [each.id for each in known_cycles(reader) if each.previous == known.id]
    if after:
        link = html.A(after[0], href=place.link(cycle=after[0]))
        return html.P([t("carried on by "), link])
    if known.state is _S.CONTINUED and may_write(reader):
        way = place.link(cycle=None, previous=known.id)
        return html.A(t("Open the next cycle"), href=way, className="button")
    return None
