"""`qc draw`: this week's spot checks, drawn, with the reason for each and a template to fill in."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qc.cli.group import Command
from qc.cli.options import Day, option, workspace_options
from qc.cli.tables import format_option, show
from qc.locale import N_

if TYPE_CHECKING:
    from qc.improve.calendar.picks import Drawn, Pick
    from qc.workspace import Workspace

COLUMNS = (
    "week", "day", "site", "unit", "checklist", "inspector", "samples", "numbers", "failed", "repeated",
    "overdue", "near_expiry", "weeks", "weight", "drawn", "done_on", "template",
)  # fmt: skip


@click.command(
    "draw", cls=Command, help=N_("Draw this week's spot checks, with the reason for each.")
)
@option("--week", type=Day(), metavar="DATE", help=N_("A day of the week; else this week."))
@option("--site", metavar="SITE", default="", help=N_("Which site, where there are several."))
@option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help=N_("Write a template for each into this folder, ready to fill in."),
)
@format_option()
@workspace_options()
def command(workspace: Workspace, week: Any, site: str, out: Path | None, form: str) -> None:
    """A row a spot check with COLUMNS; drawn once a week, then read."""
    import pandas as pd

    from qc.improve.calendar.draw import draw

    drawn = draw(workspace, week, site)
    paths = [out and _write(workspace, pick, out) for pick in drawn.picks]
    rows = [
        _row(workspace, drawn, pick, path) for pick, path in zip(drawn.picks, paths, strict=True)
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype(object)
    show(frame, form, lambda _: _page(workspace, drawn, [path for path in paths if path]))


def _row(workspace: Workspace, drawn: Drawn, pick: Pick, path: Path | None) -> dict[str, Any]:
    from qc.improve.calendar.draw import carried_out

    return {
        **{name: value for name, value in asdict(pick).items() if name in COLUMNS},
        **pick.figures,
        "week": drawn.week,
        "numbers": " ".join(map(str, pick.numbers)),
        "done_on": carried_out(workspace, pick, drawn.week),
        "template": str(path) if path else None,
    }


def _write(workspace: Workspace, pick: Pick, folder: Path) -> Path:
    """The template of a pick with unit, day and inspector filled in, which numbers told on its second sheet."""
    from qc.improve.calendar.forms import file_name, given_of, told_of
    from qc.templates import write_template

    checklist = workspace.catalogue.checklists[pick.checklist]
    on_the_day = replace(workspace, today=pick.day)
    path = folder / file_name(workspace, pick)
    return write_template(on_the_day, checklist, path, given_of(pick), told_of(workspace, pick))


def _page(workspace: Workspace, drawn: Drawn, paths: list[Path]) -> str:
    t = workspace.t
    head = t(
        "Spot checks of the week of {week}, drawn by {actor}. Not for those to be inspected.",
        week=drawn.week,
        actor=drawn.by,
    )
    picks = [line for pick in drawn.picks for line in ("", *_lines(workspace, drawn, pick))]
    written = [t("Template written: {path}", path=path) for path in paths]
    return "\n".join([head, *picks, *(["", *written] if written else [])])


def _lines(workspace: Workspace, drawn: Drawn, pick: Pick) -> list[str]:
    """What, where, when and by whom; which charts; why; when it was done."""
    from qc.improve.calendar.draw import carried_out
    from qc.improve.calendar.forms import told_of
    from qc.improve.calendar.risk import LABELS

    t = workspace.t
    name = workspace.catalogue.checklists[pick.checklist].name.of(workspace.language)
    by = pick.inspector or t("nobody from another unit is known")
    why = [f"{t(label)} {pick.figures[key]}" for key, label in LABELS.items() if pick.figures[key]]
    why.append(t("drawn {count} times this month before", count=pick.drawn))
    done = carried_out(workspace, pick, drawn.week)
    said = [told_of(workspace, pick), t("Why: {reasons}", reasons="; ".join(why))]
    said += [t("Done on {day}.", day=done)] if done else []
    return [f"{pick.day}  {pick.unit}  {name}  {by}", *(f"  {line}" for line in said)]
