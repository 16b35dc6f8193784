"""What is said about a backup: the same on the page and at the terminal."""

from __future__ import annotations

from sqlalchemy import URL

from qc.backup.manifest import Manifest
from qc.locale import Translator
from qc.store.backups import is_in_folder
from qc.workspace import Workspace


def held(manifest: Manifest, t: Translator) -> str:
    """How much is in it."""
    if manifest.database == "postgresql":
        return t("{n} files; the database is not among them.", n=len(manifest.files))
    rows = manifest.counts
    return t(
        "{n} files; {imports} imports, {checks} checks, {results} results, {rates} rates by month.",
        n=len(manifest.files),
        imports=rows.get("imports", 0),
        checks=rows.get("checks", 0),
        results=rows.get("results", 0),
        rates=len(manifest.rates),
    )


def about_key(t: Translator, *, with_key: bool) -> str:
    """How it must be kept."""
    if with_key:
        return t(
            "The key is in it: whoever has this file can read the names. Keep it like the key, on an encrypted disk or under lock."
        )
    return t(
        "The key is not in it: without workspace.key (or QC_KEY) nobody can open it, you neither. Keep the key apart."
    )


def server_note(workspace: Workspace) -> str:
    """What else is to be done where the database is PostgreSQL's, "" where nothing is."""
    if is_in_folder(workspace.store):
        return ""
    here = workspace.store.engine.url
    url = URL.create("postgresql", here.username, None, here.host, here.port, here.database)
    command = f'pg_dump --format=custom --file=qc.dump "{url.render_as_string()}"'
    return workspace.t(
        "The database is on a server and is not in this file. Dump it before each backup, so that every file it speaks of is in here: {command}",
        command=command,
    )
