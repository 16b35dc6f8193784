"""`qc trend INDICATOR`: a control chart over periods, as its numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from qc.cli.group import Command
from qc.cli.options import option, workspace_options
from qc.cli.tables import as_table, format_option, show
from qc.locale import N_

if TYPE_CHECKING:
    from qc.analysis import PeriodKind, Trend
    from qc.workspace import Workspace


@click.command("trend", cls=Command, help=N_("One indicator over time, on a control chart."))
@click.argument("indicator", metavar="INDICATOR")
@option("--unit", metavar="UNIT", help=N_("Only this unit."))
@option(
    "--chart",
    default="auto",
    show_default=True,
    metavar="auto|run|xmr|p|pp|np|u|up|c|g|t",
    help=N_("The kind of control chart; auto takes the one that fits."),
)
@option(
    "--period",
    type=click.Choice(["week", "month", "quarter"]),
    default="month",
    show_default=True,
    help=N_("One point for each of these."),
)
@format_option()
@workspace_options()
def command(
    workspace: Workspace,
    indicator: str,
    unit: str | None,
    chart: str,
    period: PeriodKind,
    form: str,
) -> None:
    """One row a period. Columns: indicator, unit, chart, and those of `analysis.Trend.frame`."""
    from qc.analysis import trend

    answer = trend(workspace, indicator, unit=unit, chart=chart, kind=period)
    frame = answer.frame.assign(indicator=indicator, unit=answer.unit, chart=answer.chart)
    frame = frame[list(dict.fromkeys(["indicator", "unit", "chart", *frame.columns]))]
    show(frame, form, lambda rows: _table(rows, answer, workspace))


def _table(rows: Sequence[Mapping[str, Any]], answer: Trend, workspace: Workspace) -> str:
    from qc.analysis import trend_sentence
    from qc.analysis.plotted import PLOTTED

    t = workspace.t
    if not rows:
        between = PLOTTED[answer.chart].between
        return trend_sentence(answer, t) if between else t("Nothing has been checked here yet.")
    headings = [t("period"), t(PLOTTED[answer.chart].name), *map(t, _FIGURES)]
    lines = [_line(row, answer, workspace) for row in rows]
    table = as_table(headings, lines, slice(1, -1))
    reason = t(answer.reason, **answer.reason_values)
    return "\n".join([trend_sentence(answer, t), reason, "", table])


_FIGURES = (
    N_("passed/checked"),
    N_("centre line"),
    N_("control limits"),
    N_("signal"),
)


def _line(row: Mapping[str, Any], answer: Trend, workspace: Workspace) -> list[str]:
    from qc.analysis.display import counts

    unit = answer.indicator.counting_unit.of(workspace.language)
    lower, upper = _shown(row["lower"], answer), _shown(row["upper"], answer)
    signals = [N_("beyond the limits")] if row["beyond_limits"] else []
    signals += [N_("sustained shift")] if row["runs_signal"] else []
    return [
        str(row["period"]),
        _shown(row["value"], answer, answer.target),
        counts(int(row["passed"]), int(row["checked"]), unit),
        _shown(row["centre"], answer),
        "—" if row["lower"] is None else f"{lower} – {upper}",
        " · ".join(map(workspace.t, signals)),
    ]


def _shown(value: float | None, answer: Trend, target: float = float("nan")) -> str:
    from qc.analysis.plotted import shown

    return shown(float("nan") if value is None else value, answer.chart, target)
