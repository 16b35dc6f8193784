"""The workspace's settings, changed from a page: the clinic's name and language, nothing that could lock
anybody out. All else in `workspace.toml` stays as it was written."""

from __future__ import annotations

import json
import re
from pathlib import Path

from qc.errors import UsageError, WorkspaceError
from qc.locale import LANGUAGES, N_
from qc.store.backups import SETTINGS as CHANGED
from qc.store.backups import note
from qc.store.disk import write_whole
from qc.text import printable
from qc.tomlfile import parse, read
from qc.words import Right
from qc.workspace import ORGANISATION, SETTINGS, Settings, Workspace

LONGEST = 60


def settings(folder: Path) -> Settings:
    """What the file says now; WorkspaceError where it does not hold."""
    return parse(Settings, read(folder / SETTINGS, SETTINGS, WorkspaceError))


def change_settings(workspace: Workspace, clinic: str, language: str) -> bool:
    """Write name and language; False where they are so already.

    ScopeError without the right to, UsageError for a name that cannot be, WorkspaceError when the file
    cannot be written.
    """
    workspace.scope.must(Right.ADMINISTER)
    before, name = settings(workspace.folder), " ".join(printable(clinic).split())
    _refuse(workspace, before, name, language)
    after = before.model_copy(update={"clinic": name, "language": language})
    if after == before:
        return False
    _write(workspace.folder / SETTINGS, after)
    was, now = ({"clinic": each.clinic, "language": each.language} for each in (before, after))
    note(workspace.store, workspace.scope, CHANGED, now, was)
    return True


def _refuse(workspace: Workspace, before: Settings, name: str, language: str) -> None:
    if not name or len(name) > LONGEST:
        raise UsageError(N_("The clinic's name has 1 to {most} signs."), most=LONGEST)
    if language not in LANGUAGES:
        raise UsageError(N_('"{word}" is no language of this program.'), word=language)
    if name != before.clinic and _is_a_site(workspace):
        raise UsageError(
            N_("The clinic's name is also that of its only site in the records."),
            N_('First write the site into {file}: [[sites]] and name = "{clinic}".'),
            file=ORGANISATION,
            clinic=before.clinic,
        )


def _is_a_site(workspace: Workspace) -> bool:
    """Whether records carry the clinic's name because no site is written down."""
    path = workspace.folder / ORGANISATION
    listed = path.exists() and read(path, ORGANISATION, WorkspaceError).data.get("sites")
    return not listed and bool(workspace.store.imports(workspace.scope))


def _write(path: Path, told: Settings) -> None:
    text = path.read_text(encoding="utf-8-sig")
    for key, value in (("clinic", told.clinic), ("language", told.language)):
        entry = f"{key} = {json.dumps(value, ensure_ascii=False)}"
        written = re.search(rf"(?m)^[ \t]*{key}[ \t]*=[^\n]*$", text)
        text = text.replace(written[0], entry, 1) if written else f"{entry}\n{text}"
    try:
        write_whole({path: text.encode()})
    except OSError as error:
        raise WorkspaceError(
            N_("{file} cannot be written: {reason}."),
            N_("Ask for the right to write to the workspace folder."),
            file=SETTINGS,
            reason=error.strerror or error,
        ) from error
