"""`qc cycles`: the PDCA cycles and where one is due; one cycle's page; opening one and acting on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from qc.cli.group import Command
from qc.cli.options import option, workspace_options
from qc.cli.tables import as_table, format_option, show
from qc.locale import N_

if TYPE_CHECKING:
    from qc.improve.cycles.effect import Shown
    from qc.improve.cycles.proposals import Proposal
    from qc.workspace import Workspace

COLUMNS = (
    "id", "state", "conclusion", "title", "owner", "due", "overdue", "site", "unit", "indicator", "items",
    "previous", "before_passed", "before_checked", "before_rate", "baseline_differs", "target",
    "after_from", "after_to", "after_passed", "after_checked", "after_rate", "rechecks", "next_step",
    "override",
)  # fmt: skip
PROPOSED = (
    "reason", "previous", "site", "unit", "indicator", "checklist", "item_code", "item", "findings",
)  # fmt: skip


@click.command(
    "cycles", cls=Command, help=N_("PDCA cycles: what is being improved, and whether it worked.")
)
@click.argument("name", metavar="[ID]", required=False)
@option(
    "--show",
    "which",
    type=click.Choice(["live", "proposed", "ended", "all"]),
    default="live",
    show_default=True,
    help=N_("Those under way, those that are due, those that ended, or all."),
)
@option("--open", "about", multiple=True, metavar="FINDING", help=N_("Open one about a finding (several times)."))  # fmt: skip
@option("--previous", default="", metavar="ID", help=N_("The ended cycle that it carries on."))
@option("--do", "what", metavar="ACT", help=N_("Do this with the cycle ID."))
@option("--set", "given", multiple=True, metavar="FIELD=TEXT", help=N_("A field of it (several times)."))  # fmt: skip
@format_option()
@workspace_options()
def command(
    workspace: Workspace,
    name: str | None,
    which: str,
    about: Sequence[str],
    previous: str,
    what: str | None,
    given: Sequence[str],
    form: str,
) -> None:
    """Without ID a row a cycle with COLUMNS (or a proposal with PROPOSED); with ID its page."""
    from qc.improve.cycles.acting import act_on_cycle, cycle, open_cycle
    from qc.improve.cycles.page import page

    if about:
        act = open_cycle(workspace, about, _fields(workspace, given), previous)
        name = act.subject.partition(":")[2]
    elif what is not None:
        if name is None:
            raise click.UsageError(workspace.t("Say which cycle: its ID stands in the list."))
        act_on_cycle(workspace, cycle(workspace, name), what, _fields(workspace, given))
    if name is None:
        return _list(workspace, which, form)
    click.echo("\n".join(page(cycle(workspace, name), workspace.t, workspace.today)))
    return None


def _fields(workspace: Workspace, given: Sequence[str]) -> dict[str, str]:
    pairs = [each.partition("=") for each in given]
    if wrong := [name for name, sign, _ in pairs if not sign]:
        said = workspace.t('"{text}" is no field: write FIELD=TEXT.', text=wrong[0])
        raise click.UsageError(said)
    return {name.strip(): text for name, _, text in pairs}


def _list(workspace: Workspace, which: str, form: str) -> None:
    import pandas as pd

    from qc.improve.cycles.acting import cycles
    from qc.improve.cycles.proposals import proposals

    if which == "proposed":
        due = proposals(workspace)
        rows = [_proposed(each) for each in due]
        frame = pd.DataFrame(rows, columns=list(PROPOSED))
        return show(frame, form, lambda _: _due(workspace, due))
    wanted = {"live": {True}, "ended": {False}, "all": {True, False}}[which]
    chosen = [each for each in cycles(workspace) if each.cycle.state.is_live in wanted]
    frame = pd.DataFrame([_row(workspace, each) for each in chosen], columns=list(COLUMNS))
    return show(frame, form, lambda _: _table(workspace, chosen))


def _row(workspace: Workspace, shown: Shown) -> dict[str, Any]:
    known, effect = shown.cycle, shown.effect
    before, after = known.baseline.figures.total, effect.figures.total if effect else None
    plain = ("id", "state", "title", "owner", "due", "site", "unit", "indicator", "previous")
    return {name: getattr(known, name) for name in plain} | {
        "conclusion": shown.conclusion,
        "overdue": known.overdue(workspace.today),
        "items": "、".join(dict.fromkeys(known.baseline.items)),
        "before_passed": before.passed,
        "before_checked": before.checked,
        "before_rate": _float(before.rate),
        "baseline_differs": shown.baseline_differs,
        "target": _float(known.target.value if known.target else None),
        "after_from": effect.start if effect else None,
        "after_to": effect.end if effect else None,
        "after_passed": after.passed if after else None,
        "after_checked": after.checked if after else None,
        "after_rate": _float(after.rate if after else None),
        "rechecks": effect.rechecks if effect else None,
        "next_step": effect.next_step if effect else None,
        "override": known.override.fields["name"] if known.override else None,
    }


def _float(share: Any) -> float | None:
    return None if share is None else float(share)


def _proposed(due: Proposal) -> dict[str, Any]:
    names = " ".join(found.id for found in due.findings)
    told = {"reason": due.reason, "previous": due.previous, "item": due.item, "findings": names}
    return {**due.place._asdict(), **told, "indicator": due.indicator}


_HEADINGS = (
    N_("ID"), N_("due"), N_("state"), N_("unit"), N_("problem"), N_("before"), N_("target"),
    N_("after"), N_("conclusion"), N_("owner"),
)  # fmt: skip


def _table(workspace: Workspace, chosen: Sequence[Shown]) -> str:
    from qc.improve.cycles.page import share, target, told

    t = workspace.t
    if not chosen:
        return t("There is no such cycle.")
    lines = [
        [
            each.cycle.id,
            f"{each.cycle.due}{' ▲' if each.cycle.overdue(workspace.today) else ''}",
            t(each.cycle.state.label),
            each.cycle.unit,
            each.cycle.title,
            share(each.cycle.baseline.figures.total, each.cycle),
            target(each.cycle),
            share(each.effect.figures.total, each.cycle) if each.effect else "—",
            told(each, t),
            each.cycle.owner,
        ]
        for each in chosen
    ]
    return as_table([*map(t, _HEADINGS)], lines, slice(5, 8))


def _due(workspace: Workspace, due: Sequence[Proposal]) -> str:
    t = workspace.t
    if not due:
        return t("No cycle is due.")
    headings = [N_("unit"), N_("item"), N_("why"), N_("findings"), N_("carries on")]
    lines = [
        [each.place.unit, each.item, t(each.reason.label), str(len(each.findings)), each.previous]
        for each in due
    ]
    return as_table([*map(t, headings)], lines, slice(3, 4))
