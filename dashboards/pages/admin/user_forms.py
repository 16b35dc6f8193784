"""The forms of a user: added, given another role or other places, a new password, signed out."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc

from dashboards.components import html
from dashboards.components.fields import FIELD, button, choice, field
from dashboards.pages.admin.place import Place
from qc.accounts import Role, User
from qc.accounts.passwords import SHORTEST
from qc.locale import Translator
from qc.workspace import Workspace

LOGIN, SHOWN, ROLE, UNITS, SITES, PASSWORD = "login", "shown", "role", "units", "sites", "password"


def added(place: Place, reader: Workspace) -> Any:
    """The form of somebody new."""
    t = reader.t
    first = t("Left empty, a first password is made and shown once.")
    fields = [
        field(LOGIN, t("Name to sign in with"), description=t("letters, digits or characters, without spaces")),
        field(SHOWN, t("Name that others see"), description=t("as it stands beside what they do, like 李敏")),
        *_places(reader, Role.QC_MEMBER, (), ()),
        _password(t("First password"), first, t),
    ]  # fmt: skip
    foot = _foot(button(t("Add the user"), "add", quiet=False), place, t)
    return _panel(t("Add a user"), [_form([*fields, foot])])


def changed(user: User, place: Place, reader: Workspace) -> Any:
    """The forms of one who is there."""
    t = reader.t
    save = button(t("Save role and places"), "change", user.login, quiet=False)
    places = _places(reader, user.role, sorted(user.units or ()), sorted(user.sites or ()))
    note = html.P(t("Takes effect at once: the user signs in anew."), className="caption")
    first = t("Left empty, one is made and shown once. All sessions of the user end.")
    password = _password(t("New password"), first, t)
    give = html.Div(button(t("Give a new password"), "password", user.login), className="foot")
    return _panel(
        t("{name} ({login})", name=user.name, login=user.login),
        [
            _form([*places, note, _foot(save, place, t)]),
            _form([password, give]),
            _form([html.Div([_leave(user, t), _switch(user, t)], className="foot")]),
        ],
    )


def _panel(title: str, parts: list[Any]) -> Any:
    return html.Section([html.H2(title), *parts], className="panel", id="form")


def _form(parts: list[Any]) -> Any:
    return html.Div(parts, className="form")


def _foot(save: Any, place: Place, t: Translator) -> Any:
    return html.Div([save, html.A(t("Not now"), href=place.link(), className="cancel")], className="foot")  # fmt: skip


def _leave(user: User, t: Translator) -> Any:
    return button(t("Sign out everywhere"), "sign-out", user.login)


def _switch(user: User, t: Translator) -> Any:
    if user.active:
        return button(t("Disable: may not sign in any more"), "disable", user.login)
    return button(t("Enable: may sign in again"), "enable", user.login)


def _places(reader: Workspace, role: Role, units: Any, sites: Any) -> list[Any]:
    """Role, units, and sites where there are several."""
    t, organisation = reader.t, reader.organisation
    roles = {str(each): t(each.label) for each in Role}
    found = [choice(ROLE, t("Role"), roles, str(role))]
    listed = list(dict.fromkeys(unit.name for unit in organisation.units))
    every = t("none chosen: the whole clinic; a unit nurse needs one")
    if listed:
        found.append(_several(UNITS, t("Units"), listed, list(units), every))
    else:
        found.append(_typed(UNITS, t("Units"), list(units), every))
    if len(organisation.sites) > 1:
        names = [site.name for site in organisation.sites]
        found.append(_several(SITES, t("Sites"), names, list(sites), t("none chosen: all sites")))
    return found


def _several(name: str, label: str, names: list[str], value: list[str], told: str) -> Any:
    return dmc.MultiSelect(
        id={"type": FIELD, "name": name}, label=label, data=names, value=value, description=told,
        searchable=True, comboboxProps={"withinPortal": True},
    )  # fmt: skip


def _typed(name: str, label: str, value: list[str], told: str) -> Any:
    """Where the organisation lists no units they are written as the sheets write them."""
    return dmc.TagsInput(
        id={"type": FIELD, "name": name}, label=label, value=value, description=told
    )


def _password(label: str, told: str, t: Translator) -> Any:
    shape = t("{n} signs at least.", n=SHORTEST)
    hidden = {"input": {"type": "password", "autoComplete": "new-password"}}
    return field(PASSWORD, label, description=f"{shape} {told}", attributes=hidden)
