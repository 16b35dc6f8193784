"""The workbooks that the checks came in with, as they came: for who may have them."""

from __future__ import annotations

from dataclasses import dataclass

from qc.errors import ScopeError, WorkspaceError
from qc.locale import N_
from qc.reports.inspection.asked import Asked
from qc.reports.zipped import safe_part
from qc.words import Right


@dataclass(frozen=True)
class Original:
    """One workbook: its name in the folder and its content (None: left out, `why` says for what reason)."""

    name: str
    file: str
    checks: int
    first: str
    last: str
    content: bytes | None
    why: str = ""


def originals(asked: Asked) -> tuple[Original, ...]:
    """The workbooks of the checks that are meant, by their first day. They name persons: who may not see
    names gets none, who may see but a part of a workbook not that one; each is told of."""
    rows = asked.results
    found = [
        (str(mine["date"].min()), str(mine["file"].iloc[0]), str(sha), mine)
        for sha, mine in rows.groupby("sha256", sort=True)
    ]
    told = []
    for number, (first, file, sha, mine) in enumerate(sorted(found, key=lambda f: f[:3]), 1):
        content, why = _content(asked, sha)
        name = f"{number:03} {safe_part(file)}"
        checks = int(mine["check_id"].nunique())
        last = str(mine["date"].max())
        told.append(Original(name, file, checks, first, last, content, why))
    return tuple(told)


def _content(asked: Asked, sha256: str) -> tuple[bytes | None, str]:
    workspace = asked.workspace
    if Right.NAMES not in workspace.scope.rights:
        said = N_("it names persons, whom {actor} may not see")
        return None, workspace.t(said, actor=workspace.scope.actor)
    try:
        return workspace.store.original(workspace.scope, sha256)[1], ""
    except ScopeError:
        said = N_("a part of it is of units that {actor} may not see")
        return None, workspace.t(said, actor=workspace.scope.actor)
    except (
        WorkspaceError
    ) as fault:  # gone or damaged: said in the index, where it will be looked for
        return None, fault.sentence(workspace.t)
