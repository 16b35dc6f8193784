"""What was written down about a cycle, act by act: the newest first."""

from __future__ import annotations

from typing import Any

from dashboards.components.graphs import block
from dashboards.components.navigation import moment
from dashboards.components.plain_table import line, plain_table
from dashboards.pages.cycles.place import Place
from qc.improve.cycles.effect import Shown
from qc.improve.cycles.page import filled
from qc.improve.cycles.states import STEPS
from qc.locale import N_
from qc.store.journal import Act
from qc.workspace import Workspace

_HEADS = (N_("time"), N_("by"), N_("step"), N_("written down"))


def history(shown: Shown, _place: Place, reader: Workspace) -> Any:
    """The acts of the cycle as a table; none can be changed or taken away."""
    t, acts = reader.t, shown.cycle.acts
    heads = [t(each) for each in _HEADS]
    rows = [_line(act, heads, reader) for act in reversed(acts)]
    said = t("{n} acts, last by {actor}", n=len(acts), actor=acts[-1].actor)
    table = plain_table(heads, rows, "acts", label=t("What was done"))
    return block(said, t("What was done"), [table], "history-of-acts")


def _line(act: Act, heads: list[str], reader: Workspace) -> Any:
    t = reader.t
    told = " · ".join(filled(act.fields, t))
    return line(heads, [moment(act.at), act.actor, t(STEPS[act.what].label), told])
