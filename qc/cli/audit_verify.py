"""`qc audit verify`: whether no entry was changed, removed or inserted since it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from qc.cli.group import Command
from qc.cli.options import option, workspace_options
from qc.errors import UsageError
from qc.locale import N_, Translator

if TYPE_CHECKING:
    from qc.store.chain import Verified
    from qc.workspace import Workspace

NAMES = {"audit": N_("Audit trail"), "journal": N_("Journal of improvement")}


@click.command(
    "verify",
    cls=Command,
    help=N_("Check that no entry was changed, removed or inserted; exit code 1 if one was."),
)
@option(
    "--head",
    "heads",
    metavar="HASH",
    multiple=True,
    help=N_("A hash noted earlier: is its entry still there? May be given several times."),
)
@workspace_options()
def command(workspace: Workspace, heads: Sequence[str]) -> int:
    """A line for each chain, one for what is lost, and what to note down."""
    asked = [_hash(head) for head in heads]
    found = workspace.store.verify(asked)
    lost = [head for head in asked if not any(head in chain.met for chain in found.values())]
    for line in _lines(workspace.t, found, lost):
        click.echo(line)
    return 1 if lost or any(chain.broken for chain in found.values()) else 0


def _hash(text: str) -> str:
    from qc.store.chain import SHORT

    head = text.strip().lower()
    if not re.fullmatch(f"[0-9a-f]{{{SHORT},64}}", head):
        raise UsageError(
            N_('"{text}" is no hash of an entry.'),
            N_("Give one as verify prints it: at least {n} signs of 0-9 and a-f."),
            text=text,
            n=SHORT,
        )
    return head


def _lines(t: Translator, found: Mapping[str, Verified], lost: Sequence[str]) -> Iterator[str]:
    for name, chain in found.items():
        yield _line(t, t(NAMES[name]), chain)
    for head in lost:
        yield "✗ " + t(
            "The entry with the hash {hash} is no longer there: entries were cut off or written anew.",
            hash=head,
        )
    if not lost and all(chain.broken is None for chain in found.values()):
        yield t("Note these hashes outside; verify --head HASH then also sees entries cut off.")


def _line(t: Translator, name: str, chain: Verified) -> str:
    if chain.broken is not None:
        return "✗ " + t(
            "{name}: entry {number} ({at}, {actor}, {what}) does not fit: it, or one before it, was changed, removed or inserted. {n} entries before it fit.",
            name=name,
            number=chain.broken["id"],
            at=chain.broken["at"],
            actor=chain.broken["actor"],
            what=chain.broken.get("action", chain.broken.get("what", "")),
            n=chain.entries,
        )
    if not chain.entries:
        return "✓ " + t("{name}: no entries yet.", name=name)
    return "✓ " + t(
        "{name}: {n} entries, all as they were written. The last: number {last}, hash {hash}",
        name=name,
        n=chain.entries,
        last=chain.last,
        hash=chain.short,
    )
