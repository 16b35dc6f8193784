"""`qc registers`: the monthly reviews of adverse events, complaints and follow-ups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from qc.cli.group import Command
from qc.cli.options import option, workspace_options
from qc.cli.tables import as_table, format_option, show
from qc.locale import N_

if TYPE_CHECKING:
    from qc.improve.registers import Figure, Review
    from qc.workspace import Workspace

COLUMNS = (
    "register", "month", "sort", "code", "by", "key", "measure", "value", "count", "of", "lower", "upper",
    "previous", "previous_count", "previous_of", "change", "certainty", "target", "verdict", "judged",
    "vital", "check_id", "number", "since", "days", "due", "overdue", "reported", "state", "unit",
    "severity", "category", "priority", "harm", "file", "sheet", "cell",
)  # fmt: skip
REGISTERS = ("adverse-events", "complaints", "follow-ups")


@click.command(
    "registers",
    cls=Command,
    help=N_("The monthly reviews: adverse events, complaints, follow-ups."),
)
@click.argument("which", metavar="[REGISTER]", required=False, type=click.Choice(REGISTERS))
@option("--month", metavar="MONTH", help=N_("The month, like 2026-10; else the last full one."))
@format_option()
@workspace_options()
def command(workspace: Workspace, which: str | None, month: str | None, form: str) -> None:
    """A row a figure, an open case or a report to be made outside (`sort`), with COLUMNS."""
    import pandas as pd

    from qc.analysis.periods import Period
    from qc.improve.registers import review

    asked = Period.parse(month) if month else Period.of(workspace.today).shift(-1)
    found = [review(workspace, each, asked) for each in ([which] if which else REGISTERS)]
    rows = [row for each in found for row in _rows(each)]
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype(object)
    show(frame, form, lambda _: "\n\n".join(_page(workspace, each) for each in found))


def _rows(found: Review) -> Iterator[dict[str, Any]]:
    about = {"register": found.which.value, "month": str(found.month)}
    for figure in found.figures:
        plain = asdict(figure)
        yield {**about, "sort": "figure", **plain, "measure": plain.pop("unit"), "unit": None}
    for case in found.open:
        yield {**about, "sort": "open", **asdict(case)}
    for each in found.outside:
        plain = asdict(each)
        yield {**about, "sort": "outside", **plain, "since": plain["date"], "days": plain["limit"]}


def _page(workspace: Workspace, found: Review) -> str:
    from qc.improve.registers.words import PARTS, conclusion

    t = workspace.t
    tables = [_whole(workspace, found)]
    tables += [_part(workspace, found, by) for by in PARTS]
    tables += [_open(workspace, found), _outside(workspace, found)]
    head = "\n".join([f"{t(found.which.label)} {found.month}", *conclusion(found, t)])
    return "\n\n".join([head, *filter(None, tables)])


_OF_FIGURES = (N_("figure"), N_("this month"), N_("interval"), N_("month before"), N_("change"))


def _whole(workspace: Workspace, found: Review) -> str:
    from qc.improve.registers.words import FIGURES

    t = workspace.t
    lines = [
        [t(FIGURES[f.code]), *_shown(workspace, f)] for f in found.figures if not f.by and _tells(f)
    ]
    return as_table([*map(t, _OF_FIGURES)], lines) if lines else ""


def _tells(figure: Figure) -> bool:
    return figure.value is not None or figure.previous is not None


def _part(workspace: Workspace, found: Review, by: str) -> str:
    """The figures by severity, category, unit, …: a line each with its part before it."""
    from qc.improve.registers.words import FIGURES, KEYS, PARTS

    t = workspace.t
    lines = [
        [
            (t(KEYS[f.key]) if f.key in KEYS else f.key) + (" ●" if f.vital else ""),
            t(FIGURES[f.code]),
            *_shown(workspace, f),
        ]
        for f in found.figures_by(by)
        if (f.count or f.previous_count or f.code not in ("cases", "missing")) and _tells(f)
    ]
    heads = [t(PARTS[by]), *map(t, _OF_FIGURES)]
    return as_table(heads, lines, slice(2, None)) if lines else ""


def _shown(workspace: Workspace, figure: Figure) -> list[str]:
    from qc.analysis.display import NO_DATA

    value, previous = _value(figure, figure.value), _value(figure, figure.previous)
    if figure.unit == "share" and figure.of:
        value += f" ({figure.count}/{figure.of:g})"
    between = NO_DATA
    if figure.lower is not None and figure.upper is not None:
        between = f"{_value(figure, figure.lower)} – {_value(figure, figure.upper)}"
    return [value, between, previous, _change(workspace, figure)]


def _value(figure: Figure, value: float | None) -> str:
    from qc.analysis.display import NO_DATA, percent

    if value is None:
        return NO_DATA
    if figure.unit == "share":
        return percent(value) if figure.target is None else percent(value, figure.target)
    return f"{value:.2f}" if figure.unit == "per_100" else f"{round(value, 1):g}"


def _change(workspace: Workspace, figure: Figure) -> str:
    """In words where it is judged; else by how much, without a verdict."""
    from qc.analysis.change_words import WORDS
    from qc.analysis.display import NO_DATA

    if figure.change == "no_data":
        return NO_DATA
    if figure.judged:
        said = WORDS["sentence"]
        return workspace.t(said[f"{figure.change}_{figure.certainty}"])
    if figure.value is None or figure.previous is None:
        return NO_DATA
    return f"{round(figure.value - figure.previous, 2):+g}"


_OF_OPEN = (
    N_("open since"), N_("days"), N_("due"), N_("unit"), N_("severity"), N_("category"), N_("number"),
    N_("file and cell"),
)  # fmt: skip


def _open(workspace: Workspace, found: Review) -> str:
    t = workspace.t
    lines = [
        [
            str(case.since), str(case.days), f"{case.due or ''}{' ▲' if case.overdue else ''}", case.unit,
            case.severity, case.category, case.number, f"{case.file} · {case.sheet} · {case.cell}",
        ]
        for case in found.open
    ]  # fmt: skip
    return as_table([*map(t, _OF_OPEN)], lines, slice(1, 2)) if lines else ""


_OUTSIDE: Sequence[str] = (
    N_("date"), N_("harm"), N_("limit in days"), N_("due"), N_("reported"), N_("state"), N_("number"),
)  # fmt: skip


def _outside(workspace: Workspace, found: Review) -> str:
    from qc.improve.registers.words import STATES

    t = workspace.t
    lines = [
        [
            str(each.date), each.harm, str(each.limit), str(each.due), str(each.reported or ""),
            t(STATES[each.state]), each.number,
        ]
        for each in found.outside
    ]  # fmt: skip
    return as_table([*map(t, _OUTSIDE)], lines, slice(2, 3)) if lines else ""
