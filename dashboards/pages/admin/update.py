"""What the page of administration says: plain functions of a reader and an address."""

from __future__ import annotations

from typing import Any

from dashboards.components import html
from dashboards.components.controls import tabs
from dashboards.components.top import top
from dashboards.pages.admin import chain
from dashboards.pages.admin.keeping import keeping
from dashboards.pages.admin.people import administrators, people
from dashboards.pages.admin.place import AUDIT, BACKUP, PATH, SETTINGS, USERS, Place
from dashboards.pages.admin.setting import setting
from dashboards.pages.admin.trail import trail
from qc.accounts import User, users
from qc.backup.listed import last_made
from qc.locale import N_
from qc.words import Right
from qc.workspace import Workspace

_PARTS = {USERS: N_("Users"), AUDIT: N_("Log"), BACKUP: N_("Backup"), SETTINGS: N_("Settings")}


def show(reader: Workspace, search: str) -> list[Any]:
    """One part of the page; UsageError for a word that it does not know. Who may not look after these
    things is told so, and nothing else."""
    if refused := reader.scope.refused(Right.ADMINISTER):
        return _refused(reader, search, refused.sentence(reader.t))
    place, t, everybody = Place.parse(search), reader.t, users(reader)
    found = chain.chains(reader, anew=place.verify)
    parts = {part: t(text) for part, text in _PARTS.items()}
    ways = tabs(parts, place.part, lambda part: Place(place.language, part).link(), t("Parts"))
    head = top(PATH, reader, search, _headline(everybody, found, reader))
    return [head, ways, *_part(place, reader, everybody, found)]


def _part(place: Place, reader: Workspace, everybody: Any, found: chain.Chains) -> list[Any]:
    if place.part == AUDIT:
        return trail(place, reader, {str(user.id): user.name for user in everybody}, found)
    if place.part == BACKUP:
        return keeping(reader)
    return setting(reader) if place.part == SETTINGS else people(everybody, place, reader)


def _headline(everybody: tuple[User, ...], found: chain.Chains, reader: Workspace) -> str:
    t, made = reader.t, last_made(reader)
    who = t("{n} users, {admins} of them administrators", n=len(everybody), admins=administrators(everybody))  # fmt: skip
    if not everybody:
        who = t("nobody signs in yet")
    last = t("last backup {month:02d}-{day:02d}", month=made.month, day=made.day) if made else t("no backup yet")  # fmt: skip
    if made and made.year != reader.now().year:
        last = t("last backup {day}", day=f"{made:%Y-%m-%d}")
    said = t("; ").join((who, last, chain.said(found, t)))
    return t("{said}.", said=said[:1].upper() + said[1:])


def _refused(reader: Workspace, search: str, said: str) -> list[Any]:
    t = reader.t
    way = html.A(t("Show what is to be done today"), href=f"/?lang={t.language}", className="button")  # fmt: skip
    return [top(PATH, reader, search, said), html.Section(way, className="panel")]
