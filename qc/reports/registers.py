"""The registers' month: adverse events, complaints, follow-ups, in the words of their own page."""

from __future__ import annotations

from qc.analysis.periods import Period
from qc.analysis.places import place_name
from qc.improve.registers import review
from qc.improve.registers.figure_words import change, part, shown, tells, value
from qc.improve.registers.model import Figure, Which
from qc.improve.registers.words import FIGURES, PARTS, conclusion
from qc.reports.content import RegisterLine, RegisterReview
from qc.workspace import Workspace


def register_reviews(workspace: Workspace, period: Period) -> tuple[RegisterReview, ...]:
    """Every register's review of the month, figures of the whole first, then of its parts."""
    return tuple(_review(workspace, which, period) for which in Which)


def _review(workspace: Workspace, which: Which, period: Period) -> RegisterReview:
    found, t = review(workspace, which, period), workspace.t
    figures = sorted(filter(tells, found.figures), key=lambda figure: figure.by != "")
    lines = tuple(_line(each, workspace) for each in figures)
    return RegisterReview(t(which.label), tuple(conclusion(found, t)), lines)


def _line(figure: Figure, workspace: Workspace) -> RegisterLine:
    t = workspace.t
    return RegisterLine(
        part=_part(figure, workspace),
        figure=t(FIGURES[figure.code]),
        now=shown(figure, t),
        before=value(figure, figure.previous, t),
        change=change(figure, t),
    )


def _part(figure: Figure, workspace: Workspace) -> str:
    """ "" of the whole, else by what it is broken down and which part it is."""
    if not figure.by:
        return ""
    t = workspace.t
    is_unit = figure.by == "unit" and figure.key
    name = place_name(figure.key, workspace.organisation, t) if is_unit else part(figure.key, t)
    return t("{by}: {part}", by=t(PARTS[figure.by]), part=name)
