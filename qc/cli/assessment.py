"""`qc assessment`: the monthly QC performance assessment by the clinic's own formula, with its parts."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import click

from qc.cli.group import Command
from qc.cli.options import option, workspace_options
from qc.cli.tables import as_table, format_option, show
from qc.locale import N_

if TYPE_CHECKING:
    from qc.improve.calendar.assessment import Part, Score
    from qc.workspace import Workspace

COLUMNS = (
    "indicator", "weight", "checked", "passed", "rate", "target", "reached", "share", "points", "total",
)  # fmt: skip


@click.command(
    "assessment", cls=Command, help=N_("The month's performance score, with each of its parts.")
)
@option("--period", metavar="MONTH", required=True, help=N_("The month, like 2026-10."))
@option("--unit", metavar="UNIT", help=N_("Only this unit."))
@format_option()
@workspace_options()
def command(workspace: Workspace, period: str, unit: str | None, form: str) -> None:
    """A row an indicator with COLUMNS; `total` is the same in each."""
    import pandas as pd

    from qc.analysis.periods import Period
    from qc.improve.calendar.assessment import assessment

    score = assessment(workspace, Period.parse(period), unit)
    rows = [_row(part, score) for part in score.parts]
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype(object)
    show(frame, form, lambda _: _page(workspace, score))


def _row(part: Part, score: Score) -> dict[str, Any]:
    every = {name: getattr(part, name, None) for name in COLUMNS} | {"total": score.total}
    return {n: float(v) if isinstance(v, Fraction) else v for n, v in every.items()}


_HEADINGS = (
    N_("indicator"), N_("weight"), N_("passed/checked"), N_("rate"), N_("counts for"), N_("points"),
)  # fmt: skip
_FORMULAS = {
    "rate": N_("Points of a part: what it counts for × its rate."),
    "attained": N_("Points of a part: what it counts for × its rate ÷ its target, at most all."),
    "all_or_nothing": N_(
        "Points of a part: what it counts for where its target is met, else none."
    ),
}


def _page(workspace: Workspace, score: Score) -> str:
    t = workspace.t
    head = t(
        "Performance score from {start} to {end}: {total} of 100.",
        start=score.span.start,
        end=score.span.end,
        total=_exact(score.total),
    )
    usual = [] if score.own_weights else [t("The clinic has set no weights: all count the same.")]
    lines = [_line(workspace, part) for part in score.parts]
    table = as_table([*map(t, _HEADINGS)], lines)
    return "\n".join([head, t(_FORMULAS[score.formula]), *usual, "", table])


def _line(workspace: Workspace, part: Part) -> list[str]:
    from qc.analysis.display import counts, percent

    indicator = workspace.catalogue.indicators[part.indicator]
    rate, target = (math.nan if v is None else float(v) for v in (part.rate, part.target))
    return [
        indicator.name.of(workspace.language), _exact(part.weight),
        counts(part.passed, part.checked), percent(rate, target), _exact(part.share), _exact(part.points),
    ]  # fmt: skip


def _exact(value: Fraction | None) -> str:
    """Two decimals, halves up, from the exact value."""
    if value is None:
        return "—"
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{exact.quantize(Decimal('0.01'), ROUND_HALF_UP):f}"
