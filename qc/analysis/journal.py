"""What people did, read from the journal once until somebody does something of that kind again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import NamedTuple

from qc.analysis.kept import kept, renewed, standing
from qc.store.journal import Act
from qc.workspace import Workspace


def acts_of(workspace: Workspace, kind: str) -> tuple[Act, ...]:
    """The acts on subjects of a kind ("finding", "cycle") that the reader may see, in the order in
    which they were done."""

    newest = standing(workspace, (kind,))[-1]

    def work(known: _Read | None) -> _Read:
        last, acts = known or _Read(0, ())
        return _Read(newest, (*acts, *workspace.store.acts(workspace.scope, kind, last, newest)))

    return renewed(workspace, (workspace.scope, "acts", kind), (newest,), (), work).acts


class _Read(NamedTuple):
    """Acts up to the number `last` of the journal: it only grows, so that what came since is read."""

    last: int
    acts: tuple[Act, ...]


def acts_by_subject(workspace: Workspace, kind: str) -> Mapping[str, tuple[Act, ...]]:
    """The same by their subjects."""

    def work() -> Mapping[str, tuple[Act, ...]]:
        return by_subject(acts_of(workspace, kind))

    return kept(workspace, ("acts by subject", kind), work, acts=(kind,))


def by_subject(acts: Iterable[Act]) -> Mapping[str, tuple[Act, ...]]:
    """Acts by their subjects, each subject's in its own order."""
    ordered = sorted(acts, key=lambda act: (act.subject, act.number))
    return {name: tuple(mine) for name, mine in groupby(ordered, key=lambda act: act.subject)}
