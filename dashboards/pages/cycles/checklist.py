"""The conditions of the next step as a checklist: what each wants, and the way to it."""

from __future__ import annotations

from typing import Any

from dashboards.components import html
from dashboards.components.aria import aria
from dashboards.components.fields import button, opener
from dashboards.pages.cycles.acts import thing
from dashboards.pages.cycles.forms import name_of
from dashboards.pages.cycles.may import may
from dashboards.pages.cycles.place import Place
from qc.improve.cycles.effect import Shown
from qc.improve.cycles.gates import Gate, asked
from qc.improve.cycles.states import FORWARD, STEPS
from qc.locale import Translator
from qc.workspace import Workspace

_FILLED_BY = {
    "target_set": "set_target", "measures": "add_measure", "least_set": "plan", "standardised": "standardise",
}  # fmt: skip
"""By which act a condition is met, where a form does it."""


def checklist(shown: Shown, place: Place, reader: Workspace) -> Any:
    """What the next step asks for, each with what it wants where it does not hold."""
    what = FORWARD.get(shown.cycle.state)
    if not what:
        return None
    t, names, able = reader.t, STEPS[what].gates, may(reader, shown.cycle)
    gates = asked(shown, names)
    ready = all(holds for _, holds in gates)
    lines = [
        _gate(gate, holds, by if (by := _FILLED_BY.get(name, "")) in able else "", place, t)
        for name, (gate, holds) in zip(names, gates, strict=True)
    ]
    label = name_of(what, t)
    said = t("Next step: {step}. All is there.", step=label)
    if not ready:
        lacking = sum(not holds for _, holds in gates)
        said = t("Next step: {step}. Still missing: {n}.", step=label, n=lacking)
    parts: list[Any] = [html.H3(said), html.Ul(lines, className="gates")]
    if ready and what in able and not STEPS[what].needs:
        parts.append(button(label, what, thing(shown), quiet=False))
    return html.Div(parts, className="next-step")


def _gate(gate: Gate, holds: bool, by: str, place: Place, t: Translator) -> Any:
    """A condition; where it does not hold the way to what is missing, or what to do."""
    mark = html.Span("✓" if holds else "○", className="shape", **aria(hidden="true"))
    state = html.Span(t("there") if holds else t("missing"), className="state")
    told: list[Any] = [mark, html.Span(t(gate.wants)), " ", state]
    if not holds and by:
        told += [" ", opener(t("Write it down"), place.link(do=by), "form")]
    elif not holds:
        told.append(html.Span(t(gate.remedy), className="remedy"))
    return html.Li(told, className="holds" if holds else "lacks")
