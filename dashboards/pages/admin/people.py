"""The users: who they are, what they see, when they were here last; and the form of one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboards.components import html
from dashboards.components.fields import opener
from dashboards.components.navigation import moment
from dashboards.components.plain_table import line, plain_table
from dashboards.pages.admin.place import NEW, Place
from dashboards.pages.admin.user_forms import added, changed
from qc.accounts import Role, User
from qc.locale import N_, Translator
from qc.store import trail_pages
from qc.store.answers import AuditEntry
from qc.workspace import Workspace

_HEADS = (N_("User"), N_("Role"), N_("Sees"), N_("Last signed in"), N_("State"), "")
Entries = Mapping[str, AuditEntry]


def people(everybody: Sequence[User], place: Place, reader: Workspace) -> list[Any]:
    """The list, and the form that lies open."""
    t = reader.t
    if not everybody:
        return [_nobody(t)]
    store, scope = reader.store, reader.scope
    seen = trail_pages.latest(store, scope, "sign-in")
    given = _given(store, scope)
    heads = [t(head) if head else "" for head in _HEADS]
    rows = [line(heads, _cells(user, place, t, seen, given)) for user in everybody]
    more = opener(t("Add a user"), place.link(user=NEW), "form")
    more.className += " button"
    table = plain_table(heads, rows, "users", label=t("Users"))
    panel = html.Section([html.H2(t("Users")), table, html.P(more)], className="panel")
    return [panel, *_form(everybody, place, reader)]


def _given(store: Any, scope: Any) -> dict[str, str]:
    """Who gave each user the password that holds now."""
    added = trail_pages.latest(store, scope, "user-add")
    later = trail_pages.latest(store, scope, "user-password")
    return {about: entry.actor for about, entry in {**added, **later}.items()}


def _cells(
    user: User, place: Place, t: Translator, seen: Entries, given: Mapping[str, str]
) -> list[Any]:
    about = f"user:{user.id}"
    name = [user.name, html.Span(f" {user.login}", className="where")]
    was = moment(seen[about].at) if about in seen else t("never")
    way = opener(t("Edit"), place.link(user=str(user.id)), "form")
    return [name, t(user.role.label), sees(user, t), was, _state(user, given.get(about), t), way]


def sees(user: User, t: Translator) -> str:
    """Which part of the clinic a user sees."""
    scope = user.scope
    if scope.is_whole:
        return t("the whole clinic")
    named = [sorted(names) for names in (scope.sites, scope.units) if names is not None]
    return " · ".join(t(", ").join(names) for names in named)


def _state(user: User, by: str | None, t: Translator) -> Any:
    if not user.active:
        return html.Span(t("— disabled"), className="quiet")
    own = by is None or by == user.name
    if own:
        return html.Span(t("● may sign in"), className="fine")
    return html.Span(t("▲ has not changed the password that {name} gave", name=by), className="warns")  # fmt: skip


def _form(everybody: Sequence[User], place: Place, reader: Workspace) -> list[Any]:
    if place.user == NEW:
        return [added(place, reader)]
    found = [user for user in everybody if str(user.id) == place.user]
    return [changed(user, place, reader) for user in found]


def _nobody(t: Translator) -> Any:
    """Before the first user there is one thing to do."""
    said = t("Nobody signs in yet: whoever sits at this PC sees and changes everything.")
    why = t("Before others open the pages from their own PCs or phones, make the first administrator.")  # fmt: skip
    way = html.A(t("Make the first administrator"), href=f"/first-administrator?lang={t.language}", className="button")  # fmt: skip
    return html.Section([html.H2(t("Users")), html.P(said), html.P(why), way], className="panel")


def administrators(everybody: Sequence[User]) -> int:
    """How many could look after the others."""
    return sum(user.active and user.role is Role.ADMINISTRATOR for user in everybody)
