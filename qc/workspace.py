"""The workspace: one folder that holds everything of a clinic, opened for one actor and one day.

Backing up this folder backs up the clinic (with PostgreSQL: the folder and the database).
"""

from __future__ import annotations

import datetime as dt
import getpass
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from qc.catalogue.load import load_catalogue
from qc.catalogue.model import Catalogue
from qc.errors import WorkspaceError
from qc.locale import N_, Translator, translator
from qc.organisation import Organisation, load_organisation
from qc.store import Scope, Store, open_store
from qc.store.disk import write_whole
from qc.tomlfile import parse, read

if TYPE_CHECKING:  # it takes DuckDB along, which most commands need not load
    from qc.store.lake.reading import Lake

SETTINGS = "workspace.toml"
ORGANISATION = "organisation.toml"
STANDARDS = "standards"
FORMAT = 1
DATABASE_VARIABLE = "QC_DATABASE_URL"
TIME_ZONE = ZoneInfo("Asia/Shanghai")

Clock = Callable[[], dt.datetime]


class Settings(BaseModel):
    """What workspace.toml holds. `database` is a PostgreSQL address without password."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = 1
    clinic: Annotated[str, Field(min_length=1)]
    language: Literal["zh", "en"] = "zh"
    database: str = ""


@dataclass(frozen=True)
class Workspace:
    """An open workspace. `today` is the day that is judged by; `clock` tells the real time. Who keeps a
    workspace open for days goes on with the clock's day where it `follows_clock`. With a `lake` the
    results are those of the clinics in it, and the workspace is that of the chain's office."""

    folder: Path
    clinic: str
    language: str
    today: dt.date
    scope: Scope
    catalogue: Catalogue
    organisation: Organisation
    store: Store
    clock: Clock
    follows_clock: bool = False
    lake: Lake | None = None

    def now(self) -> dt.datetime:
        """The time of day in Shanghai."""
        return self.clock().astimezone(TIME_ZONE)

    @property
    def t(self) -> Translator:
        """Says msgids in the workspace's language."""
        return translator(self.language)


def system_clock() -> dt.datetime:
    """The real time, in Shanghai's zone: the only place that asks the machine for it."""
    return dt.datetime.now(TIME_ZONE)


def open_workspace(
    folder: Path,
    *,
    today: dt.date | None = None,
    language: str | None = None,
    actor: str | None = None,
    create: bool = True,
    clock: Clock = system_clock,
) -> Workspace:
    """Open a workspace, made when it is not there; an interrupted making is simply repeated.

    Without `today` it is the clock's day in Shanghai, without `language` the workspace's own,
    without `actor` the name of the system's user. Raises WorkspaceError or CatalogueError, with a
    sentence, for anything that keeps it from opening.
    """
    settings = _settings(folder, language, create=create)
    organisation = load_organisation(folder / ORGANISATION, settings.clinic)
    day = today or clock().astimezone(TIME_ZONE).date()
    return Workspace(
        folder=folder,
        clinic=settings.clinic,
        language=language or settings.language,
        today=day,
        scope=Scope(actor or _system_user()),
        catalogue=load_catalogue(folder / STANDARDS, day),
        organisation=organisation,
        store=open_store(folder, url=database_url(settings), clock=clock),
        clock=clock,
        follows_clock=today is None,
    )


def _settings(folder: Path, language: str | None, *, create: bool) -> Settings:
    path = folder / SETTINGS
    if not _is_there(path):
        if not create:
            raise WorkspaceError(
                N_("{folder} is not a workspace: there is no {file} in it."),
                N_("Check the name of the folder."),
                folder=folder,
                file=SETTINGS,
            )
        _make(path, translator(language or "zh"))
    document = read(path, SETTINGS, WorkspaceError)
    written = document.data.get("format", FORMAT)
    if isinstance(written, int) and written > FORMAT:
        raise WorkspaceError(
            N_("This workspace was made by a newer version of the program (format {written})."),
            N_("Install the newer version, then open the workspace again."),
            written=written,
        )
    return parse(Settings, document)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:  # a folder that may not even be looked into
        raise WorkspaceError(
            N_("The workspace {folder} cannot be opened: {reason}."),
            N_("Ask for the right to read and write the workspace folder."),
            folder=path.parent,
            reason=error.strerror or error,
        ) from error


def _make(path: Path, t: Translator) -> None:
    """Make the folder and its settings; they are there as a whole or not at all."""
    if path.parent.exists() and not path.parent.is_dir():
        raise WorkspaceError(
            N_("{folder} is a file, not a folder."),
            N_("Name a folder for the workspace."),
            folder=path.parent,
        )
    clinic = t("Our clinic")
    text = (
        f"format = {FORMAT}\n"
        f"clinic = {json.dumps(clinic, ensure_ascii=False)}\n"
        f'language = "{t.language}"\n'
    )
    try:
        write_whole({path: text.encode()})
    except OSError as error:
        raise WorkspaceError(
            N_("The workspace {folder} cannot be made: {reason}."),
            N_("Choose a folder that you may write to."),
            folder=path.parent,
            reason=error.strerror or error,
        ) from error


def database_url(settings: Settings) -> URL | None:
    """The database's address: the environment's, else the workspace's; None is SQLite here."""
    given = os.environ.get(DATABASE_VARIABLE, "")
    text = given or settings.database
    if not text:
        return None
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise WorkspaceError(
            N_("The address of the database cannot be understood."),
            N_("Write it like postgresql://user@server:5432/database."),
        ) from error
    if url.password and not given:
        raise WorkspaceError(
            N_("{file} holds the password of the database, where everybody can read it."),
            N_("Take it out and put the whole address into the environment variable {variable}."),
            file=SETTINGS,
            variable=DATABASE_VARIABLE,
        )
    return url


def _system_user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in some containers
        return "unknown"
