"""`qc accountability`: what the ladders propose about whom, for a person to accept or refuse."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from qc.cli.group import Command
from qc.cli.options import option, workspace_options
from qc.cli.tables import as_table, format_option, show
from qc.locale import N_

if TYPE_CHECKING:
    from qc.improve.accountability.accounts import Accounts
    from qc.improve.accountability.ladder import Decision, Proposal
    from qc.workspace import Workspace

COLUMNS = (
    "id", "state", "person", "site", "event", "window", "count", "action", "findings", "dates", "by", "at",
    "note", "joint", "lifted", "record_changed",
)  # fmt: skip
MONEY = ("amount", "amount_to")
ACTS = ("name", "unname", "accept", "refuse", "lift")


@click.command(
    "accountability",
    cls=Command,
    help=N_("What the ladders of accountability propose, for a person to decide."),
)
@click.argument("name", metavar="[ID]", required=False)
@option(
    "--show",
    "which",
    type=click.Choice(["open", "decided", "all"]),
    default="open",
    show_default=True,
    help=N_("Those to be decided, those decided, or all."),
)
@option(
    "--do",
    "what",
    type=click.Choice(ACTS),
    help=N_("Name somebody on the finding ID or take them off; decide about the proposal ID."),
)
@option("--person", metavar="NAME", help=N_("Whom the finding is about."))
@option("--event", metavar="CODE", help=N_("Which event it was, where there are several."))
@option("--joint", metavar="NAME", help=N_("Who answers jointly, where the ladder says so."))
@option("--note", metavar="TEXT", help=N_("The reason: asked for with every decision."))
@option("--names", is_flag=True, help=N_("Show names in full."))
@format_option()
@workspace_options()
def command(
    workspace: Workspace,
    name: str | None,
    which: str,
    what: str | None,
    form: str,
    names: bool,
    **given: str | None,
) -> None:
    """A row a proposal with COLUMNS (MONEY too where the clinic has amounts shown), after `--do`."""
    from qc.improve.accountability.accounts import accounts

    told = {field: text or "" for field, text in given.items()}
    if what is not None:
        if name is None:
            raise click.UsageError(workspace.t("Say about which: its ID stands in the list."))
        _act(workspace, name, what, told)
    _list(workspace, accounts(workspace), which, form, full=names)


def _act(workspace: Workspace, name: str, what: str, told: Mapping[str, str]) -> None:
    from qc.improve.accountability.naming import name_person, unname_person

    if what == "name":
        name_person(workspace, name, told["person"], told["event"], told["note"])
    elif what == "unname":
        unname_person(workspace, name, told["person"], told["note"])
    else:
        _decide(workspace, name, what, told)


def _decide(workspace: Workspace, name: str, what: str, told: Mapping[str, str]) -> None:
    from qc.errors import UsageError
    from qc.improve.accountability.accounts import accounts
    from qc.improve.accountability.deciding import accept, lift, refuse
    from qc.improve.accountability.sources import switched_on

    switched_on(workspace)
    known = accounts(workspace)
    proposals = {each.id: each for each in known.open} if known else {}
    decided = {each.id: each for each in known.decided} if known else {}
    if what == "lift" and name in decided:
        lift(workspace, decided[name], told["note"])
    elif what == "accept" and name in proposals:
        accept(workspace, proposals[name], told["note"], told["joint"])
    elif what == "refuse" and name in proposals:
        refuse(workspace, proposals[name], told["note"])
    else:
        raise UsageError(
            N_("There is no proposal {name} with which this can be done."),
            N_("It may have been decided, or more came in. Look at the list again."),
            name=name,
        )


def _list(
    workspace: Workspace, known: Accounts | None, which: str, form: str, *, full: bool
) -> None:
    import pandas as pd

    money = MONEY if known and known.setting.amounts else ()
    rows: list[dict[str, Any]] = []
    if known and which in ("open", "all"):
        rows += [_proposal(each) for each in known.open]
    if known and which in ("decided", "all"):
        rows += [_decision(each, known) for each in known.decided]
    columns = [*COLUMNS[:8], *money, *COLUMNS[8:]]
    if not full:
        rows = [_masked(row) for row in rows]
    frame = pd.DataFrame(rows, columns=columns).astype(object)
    show(frame, form, lambda rows: _table(workspace, known, rows))


def _proposal(proposal: Proposal) -> dict[str, Any]:
    return {**_common(proposal), "state": "proposed"}


def _decision(decision: Decision, known: Accounts) -> dict[str, Any]:
    own = ("state", "by", "at", "note", "joint", "lifted")
    return {
        **_common(decision),
        **{name: getattr(decision, name) for name in own},
        "record_changed": decision.id in known.gone,
    }


def _common(each: Proposal | Decision) -> dict[str, Any]:
    plain = ("id", "person", "site", "window", "count", "action", *MONEY)
    return {
        **{name: getattr(each, name) for name in plain},
        "event": each.ladder,
        "findings": " ".join(name for name, _ in each.findings),
        "dates": " ".join(str(day) for _, day in each.findings),
    }


def _masked(row: Mapping[str, Any]) -> dict[str, Any]:
    from dashboards.components.masking import masked

    return {**row, **{key: masked(row.get(key) or "", "") for key in ("person", "joint")}}


_HEADINGS = (
    N_("ID"), N_("state"), N_("person"), N_("what happened"), N_("counted within"), N_("how often"), N_("step of the ladder"),
    N_("findings behind it"),
)  # fmt: skip


def _table(workspace: Workspace, known: Accounts | None, rows: Sequence[Mapping[str, Any]]) -> str:
    from qc.improve.rules import OWN

    t = workspace.t
    if known is None:
        return t(
            "Accountability is switched off: nobody is named and nothing proposed. The clinic switches it on in {file}.",
            file=OWN,
        )
    if not rows:
        return t("No proposal stands here.")
    said = [t("Proposals only: a person decides, with a reason.")]
    if known.setting.amounts:
        said.append(t("Amounts are those of the ladder; an employer has no right to fine."))
    lines = [_line(workspace, known, row) for row in rows]
    return "\n".join(
        [*said, "", as_table([*map(t, _HEADINGS)], lines, slice(5, 6)), *_words(t, rows)]
    )


def _line(workspace: Workspace, known: Accounts, row: Mapping[str, Any]) -> list[str]:
    from qc.catalogue.accountability import Action
    from qc.improve.accountability.states import ProposalState

    t, ladder = workspace.t, known.setting.ladders.get(row["event"])
    amounts = [str(row[name]) for name in MONEY if row.get(name) is not None]
    action = t(Action(row["action"]).label)
    behind = zip(row["findings"].split(), row["dates"].split(), strict=True)
    return [
        row["id"],
        t(ProposalState(row["state"]).label) + (" ▲" if row["record_changed"] else ""),
        row["person"],
        ladder.event.of(workspace.language) if ladder else row["event"],
        row["window"] or t("ever since"),
        str(row["count"]),
        f"{action} ({'–'.join(amounts)})" if amounts else action,
        ", ".join(f"{name} {day}" for name, day in behind),
    ]


def _words(t: Any, rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """What was said with each decision."""
    from qc.workspace import TIME_ZONE

    told = [
        f"{row['id']}  {dt.datetime.fromisoformat(row['at']).astimezone(TIME_ZONE):%Y-%m-%d %H:%M}"
        f"  {row['by']}  {row['note']}" + (f"  → {row['lifted']}" if row["lifted"] else "")
        for row in rows
        if row["at"]
    ]
    changed = any(row["record_changed"] for row in rows)
    note = [t("▲ The record behind it was corrected since: look at it again.")] if changed else []
    return ["", *told, *note] if told else note
