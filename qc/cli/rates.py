"""`qc rates`: every indicator's rate against its target, by month, unit and more."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from qc.cli.group import Command
from qc.cli.options import Day, option, workspace_options
from qc.cli.tables import as_table, format_option, show
from qc.locale import N_, Translator
from qc.words import Level, State, Verdict, verdict_label

if TYPE_CHECKING:
    from qc.catalogue.model import Indicator
    from qc.workspace import Workspace


@click.command("rates", cls=Command, help=N_("Rates against their targets."))
@option("--by", default="", metavar="month,unit", help=N_("One line for each of these, by comma."))
@option("--indicator", metavar="CODE", help=N_("Only this indicator."))
@option("--from", "start", type=Day(), metavar="DATE", help=N_("From this day on."))
@option("--to", "end", type=Day(), metavar="DATE", help=N_("Up to this day."))
@format_option()
@workspace_options()
def command(
    workspace: Workspace,
    by: str,
    indicator: str | None,
    start: dt.date | None,
    end: dt.date | None,
    form: str,
) -> None:
    """Columns: indicator, those of --by, checked, passed, rate, lower, upper, target, verdict, state."""
    from qc.analysis import rates

    words = [word.strip() for word in by.split(",") if word.strip()]
    frame = rates(workspace, by=words, indicator=indicator, start=start, end=end)
    show(frame, form, lambda rows: _table(rows, words, workspace))


def _table(rows: Sequence[Mapping[str, Any]], by: Sequence[str], workspace: Workspace) -> str:
    t = workspace.t
    if not rows:
        return t("Nothing has been checked here yet.")
    headings = [t("indicator"), *(t(_heading(word)) for word in by), *map(t, _FIGURES)]
    lines = [_line(row, by, workspace) for row in rows]
    return as_table(headings, lines, slice(1 + len(by), -1))


_FIGURES = (
    N_("rate"),
    N_("passed/checked"),
    N_("interval (95 %)"),
    N_("target"),
    N_("verdict"),
)


def _heading(word: str) -> str:
    return {
        "day": N_("day"),
        "week": N_("week"),
        "month": N_("month"),
        "quarter": N_("quarter"),
        "year": N_("year"),
        "site": N_("site"),
        "unit": N_("unit"),
        "level": N_("level"),
        "checklist": N_("checklist"),
        "item": N_("item"),
    }.get(word, word)


def _line(row: Mapping[str, Any], by: Sequence[str], workspace: Workspace) -> list[str]:
    from qc.analysis.display import counts, percent, target_percent

    indicator = workspace.catalogue.indicators.get(row["indicator"])
    rate, target, lower, upper = (_number(row[k]) for k in ("rate", "target", "lower", "upper"))
    return [
        indicator.name.of(workspace.language) if indicator else row["indicator"],
        *(_said(word, row[word], workspace) for word in by),
        percent(rate, target),
        counts(int(row["passed"]), int(row["checked"]), _unit(indicator, by, workspace)),
        "—" if math.isnan(lower) else f"{percent(lower)} – {percent(upper)}",
        target_percent(target),
        verdict_words(Verdict(row["verdict"]), State(row["state"]), workspace.t),
    ]


def _said(word: str, value: object, workspace: Workspace) -> str:
    """What a line is by, in the reader's words."""
    if value in (None, ""):
        return "—"
    known = workspace.catalogue.checklists
    if word == "checklist" and str(value) in known:
        return known[str(value)].name.of(workspace.language)
    return workspace.t(Level(str(value)).label) if word == "level" else str(value)


def _unit(indicator: Indicator | None, by: Sequence[str], workspace: Workspace) -> str:
    """The counting unit; below a whole sample (by item or level) single items are counted."""
    if indicator is None or (indicator.count == "samples" and {"item", "level"} & set(by)):
        return workspace.t("items")
    return indicator.counting_unit.of(workspace.language)


def verdict_words(verdict: Verdict, state: State, t: Translator) -> str:
    """Shape, plain verdict, and the quieter word where few checks stand behind it."""
    words = f"{state.shape} {t(verdict_label(verdict, state))}"
    few = state in (State.MET_SO_FAR, State.MISSED_SO_FAR)
    return f"{words} · {t(state.label)}" if few else words


def _number(value: Any) -> float:
    return math.nan if value is None else float(value)
