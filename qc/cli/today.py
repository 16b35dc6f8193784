"""`qc today`: what needs somebody now, each with the command that leads to it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from qc.cli.group import Command
from qc.cli.options import workspace_options
from qc.cli.tables import as_csv, as_json, format_option, plain
from qc.locale import N_
from qc.text import printable

if TYPE_CHECKING:
    from qc.attention.matter import Link, Matter, Urgency
    from qc.workspace import Workspace

COLUMNS = (
    "urgency", "kind", "due", "since", "site", "unit", "said", "count", "person", "role", "command",
)  # fmt: skip
SHOWN = 12  # of each urgency at the terminal; --format json lists all


@click.command("today", cls=Command, help=N_("What needs somebody now; it goes once it is done."))
@format_option()
@workspace_options()
def command(workspace: Workspace, form: str) -> None:
    """A row a matter with COLUMNS, the most urgent first; JSON has the details as well."""
    from qc.attention.reading import attention

    matters = attention(workspace)
    if form == "table":
        click.echo("\n".join(map(printable, _page(workspace, matters))))
        return
    rows = [_row(workspace, each) for each in matters]
    if form == "csv":
        click.echo(as_csv(rows, COLUMNS))
        return
    details = [[_detail(one) for one in each.details] for each in matters]
    click.echo(as_json([{**r, "details": d} for r, d in zip(rows, details, strict=True)]))


def _row(workspace: Workspace, matter: Matter) -> dict[str, Any]:
    from qc.attention.words import sentence

    t = workspace.t
    told = {name: plain(getattr(matter, name, None)) for name in COLUMNS}
    return {
        **told,
        "said": sentence(matter, t),
        "role": t(matter.role) if matter.role else "",
        "command": way(matter.link, matter.values),
    }


def _detail(one: Any) -> dict[str, Any]:
    return {"unit": one.unit, "text": one.text, "day": plain(one.day)}


def _page(workspace: Workspace, matters: Sequence[Matter]) -> Iterator[str]:
    from qc.attention.matter import Urgency
    from qc.attention.words import headline

    t = workspace.t
    if not matters and not workspace.store.imports(workspace.scope):
        yield t("Nothing has been imported yet.")
        yield t("Next step: import the month's audit workbooks.")
        yield f"  qc import 检查表.xlsx{_where(workspace)}"
        return
    yield headline(matters, t)
    for urgency in Urgency:
        yield from _group(workspace, urgency, [m for m in matters if m.urgency is urgency])
    if matters and (where := _where(workspace)):
        yield "\n" + t("Add to each command:{option}", option=where)


def _group(workspace: Workspace, urgency: Urgency, matters: Sequence[Matter]) -> Iterator[str]:
    from qc.attention.words import place, sentence, who

    if not matters:
        return
    t = workspace.t
    yield f"\n{t(urgency.label)}"
    for each in matters[:SHOWN]:
        told = [t(each.kind.label), place(each, workspace), sentence(each, t), who(each, t)]
        yield "  " + " · ".join(part for part in told if part)
        yield f"      {way(each.link, each.values)}"
    if len(matters) > SHOWN:
        yield "  " + t("… and {n} more (--format json lists all)", n=len(matters) - SHOWN)


def _where(workspace: Workspace) -> str:
    """The option that leads to this workspace, where it was given on the command line."""
    given = click.get_current_context().get_parameter_source("folder")
    if given is not ParameterSource.COMMANDLINE:
        return ""
    return f" --workspace {_quoted(str(workspace.folder))}"


def way(link: Link, values: Any) -> str:
    """The command that leads to what a link means, or brings in what settles it."""
    unit = ["--unit", link.unit] if link.unit else []
    words: dict[str, list[str]] = {
        "finding": ["findings", link.subject],
        "findings": ["findings", "--show", link.subject, *unit],
        "appointment": ["calendar", link.subject],
        "calendar": ["calendar", "--period", link.subject, *unit],
        "cycle": ["cycles", link.subject],
        "proposals": ["cycles", "--show", "proposed"],
        "import": ["import", str(values.get("file", ""))],
        "record": ["template", link.subject],
        "register": ["registers", link.subject],
        "trend": ["trend", link.subject],
        "accountability": ["accountability"],
        "star": ["stars", "--period", link.subject],
    }
    return " ".join(["qc", *map(_quoted, words[link.kind])])


def _quoted(word: str) -> str:
    """A word as every shell takes it; what would be more than a word is made harmless."""
    if re.fullmatch(r"[\w./:-]+", word):
        return word
    return shlex.quote(word) if re.search(r'["$`\\!%\x00-\x1f]', word) else f'"{word}"'
