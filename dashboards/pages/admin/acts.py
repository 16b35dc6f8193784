"""What an administrator does on the page; whether somebody may is decided where it is done."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from dashboards.components import html
from dashboards.page import Act, Asked, Done
from dashboards.pages.admin.place import Place, day
from dashboards.pages.admin.setting import CLINIC, LANGUAGE
from dashboards.pages.admin.trail import FROM, TO
from dashboards.pages.admin.user_forms import LOGIN, PASSWORD, ROLE, SHOWN, SITES, UNITS
from qc import accounts, backup
from qc.accounts import Role, managing
from qc.accounts.signing_in import has_administrator
from qc.backup.words import about_key, server_note
from qc.errors import UsageError
from qc.locale import N_
from qc.settings import change_settings

_SIGNS = "abcdefghijkmnpqrstuvwxyz23456789"
"""Without l, o, 0 and 1, which are read wrongly from a note."""


def first_password() -> str:
    """Four times four signs; 80 bits, and short enough to be typed once."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(4))


def _add(asked: Asked) -> Done:
    """The first user is made at the door, where it becomes the administrator."""
    if not has_administrator(asked.reader):
        raise UsageError(
            N_("There is no administrator yet."), N_("Make the first administrator at this PC.")
        )
    given = asked.written.get(PASSWORD) or ""
    password = str(given) or first_password()
    login, shown = asked.text(LOGIN), asked.text(SHOWN)
    user = accounts.add(asked.reader, login, shown, _role(asked), password, **_places(asked))
    t = asked.reader.t
    said = t("{name} may sign in as “{login}”: {role}.", name=user.name, login=user.login, role=t(user.role.label))  # fmt: skip
    return _told(asked, said, "" if given else password)


def _change(asked: Asked) -> Done:
    accounts.change(asked.reader, asked.of, _role(asked), **_places(asked))
    t = asked.reader.t
    return _told(asked, t("{login} is {role} now and signs in anew.", login=asked.of, role=t(_role(asked).label)))  # fmt: skip


def _disable(asked: Asked) -> Done:
    accounts.disable(asked.reader, asked.of)
    return _told(asked, asked.reader.t("{login} may not sign in any more.", login=asked.of))


def _enable(asked: Asked) -> Done:
    accounts.enable(asked.reader, asked.of)
    return _told(asked, asked.reader.t("{login} may sign in again.", login=asked.of))


def _password(asked: Asked) -> Done:
    given = asked.written.get(PASSWORD) or ""
    password = str(given) or first_password()
    accounts.give_password(asked.reader, asked.of, password)
    said = asked.reader.t("{login} has a new password and signs in anew.", login=asked.of)
    return _told(asked, said, "" if given else password)


def _sign_out(asked: Asked) -> Done:
    """The same role and places again: what was signed in before ends."""
    user = managing.user_called(asked.reader, asked.of)
    accounts.change(asked.reader, user.login, user.role, sites=user.sites, units=user.units)
    return _told(asked, asked.reader.t("{login} is signed out everywhere.", login=asked.of))


def _find(asked: Asked) -> Done:
    place = Place.parse(asked.search)
    return Done(None, place.link(start=day(asked.text(FROM)), end=day(asked.text(TO))))


def _backup(asked: Asked) -> Done:
    made, t = backup.make(asked.reader, with_key=asked.of == "with"), asked.reader.t
    said = t("Backed up: {path} ({size} MB)", path=made.path.name, size=f"{made.size / 1e6:.1f}")
    parts = [said, about_key(t, with_key=made.with_key), server_note(asked.reader)]
    return Done(
        html.Div([html.P(part) for part in parts if part]), Place.parse(asked.search).link()
    )


def _settings(asked: Asked) -> Done:
    changed = change_settings(asked.reader, asked.text(CLINIC), asked.text(LANGUAGE))
    t = asked.reader.t
    said = t("Saved. It holds once the dashboard is started anew.") if changed else t("It is so already.")  # fmt: skip
    return Done(said, Place.parse(asked.search).link())


def _told(asked: Asked, said: str, password: str = "") -> Done:
    """What was done; a password that was made is shown here and nowhere else, once."""
    link = Place.parse(asked.search).link()
    if not password:
        return Done(said, link)
    t = asked.reader.t
    once = t("First password, shown only now:")
    change = t("Hand it over in person; it is to be changed under the user's name, at the top of the page, at the first sign-in.")  # fmt: skip
    shown = html.P([once, " ", html.Code(password, className="first-password")])
    return Done(html.Div([html.P(said), shown, html.P(change)]), link)


def _role(asked: Asked) -> Role:
    try:
        return Role(asked.text(ROLE))
    except ValueError:
        raise UsageError(N_("There is no such role."), N_("Choose one of the list.")) from None


def _places(asked: Asked) -> dict[str, Any]:
    return {"units": asked.texts(UNITS), "sites": asked.texts(SITES)}


ACTS: Mapping[str, Act] = {
    "add": _add,
    "change": _change,
    "disable": _disable,
    "enable": _enable,
    "password": _password,
    "sign-out": _sign_out,
    "find": _find,
    "backup": _backup,
    "settings": _settings,
}
