"""The audit trail: newest first, narrowed by the address, in words."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dashboards.components import html
from dashboards.components.aria import aria
from dashboards.components.controls import select
from dashboards.components.fields import button, field
from dashboards.components.navigation import moment
from dashboards.components.plain_table import line, plain_table
from dashboards.pages.admin import chain
from dashboards.pages.admin.place import Place
from dashboards.pages.admin.trail_words import Names, about, action, what
from qc.analysis.kept import renewed
from qc.locale import N_, Translator
from qc.store import trail_pages
from qc.workspace import TIME_ZONE, Workspace

AT_ONCE = 50
FROM, TO = "trail-from", "trail-to"
_HEADS = (N_("Number"), N_("Time"), N_("Who"), N_("What"), N_("Of what"), N_("Before → after"))


def trail(place: Place, reader: Workspace, names: Names, found: chain.Chains) -> list[Any]:
    """The check of the chain, the filters, a page of entries."""
    t = reader.t
    asked = trail_pages.Asked(
        place.actor or "", place.action or "", _utc(place.start), _utc(place.end, after=True)
    )
    page = trail_pages.page(reader.store, reader.scope, asked, place.page, AT_ONCE)
    heads = [t(head) for head in _HEADS]
    rows = [line(heads, _cells(entry, names, t), numbers=(0,)) for entry in page.entries]
    table = plain_table(heads, rows, "trail", label=t("Audit trail")) if rows else html.P(t("No entries."))  # fmt: skip
    turn = _turn(page.count, place, t)
    listed = html.Section([html.H2(t("Who did what, newest first")), _filters(place, reader), table, turn], className="panel")  # fmt: skip
    return [chain.standing(found, place, t), listed]


def _cells(entry: Any, names: Names, t: Translator) -> list[Any]:
    return [str(entry.id), moment(entry.at), entry.actor, action(entry, t), about(entry, names, t), what(entry, t)]  # fmt: skip


def _utc(day: dt.date | None, *, after: bool = False) -> str:
    """The day's first moment in the clinic, or that of the day after, as the trail writes times."""
    if day is None:
        return ""
    first = dt.datetime.combine(day, dt.time(), TIME_ZONE) + dt.timedelta(days=int(after))
    return first.astimezone(dt.UTC).isoformat(timespec="milliseconds")


def _filters(place: Place, reader: Workspace) -> Any:
    t = reader.t
    store, scope = reader.store, reader.scope
    last = trail_pages.newest(store)
    actors, actions = renewed(reader, "actors", last, (), lambda _: trail_pages.known(store, scope))
    who = {actor: actor for actor in [*actors, *([place.actor] if place.actor else [])]}
    done = {code: action(code, t) for code in [*actions, *([place.action] if place.action else [])]}
    day = {"attributes": {"input": {"type": "date"}}}
    return html.Div(
        [
            _select("actor", t("Who"), who, t("Everybody"), place),
            _select("action", t("What"), done, t("Everything"), place),
            field(FROM, t("From"), _iso(place.start), **day),
            field(TO, t("To"), _iso(place.end), **day),
            button(t("Show"), "find"),
            html.A(t("Show all"), href=place.link(actor=None, action=None, start=None, end=None)),
        ],
        className="form narrowed",
        role="search",
    )


def _select(name: str, label: str, options: dict[str, str], every: str, place: Place) -> Any:
    ways = [(every, place.link(**{name: None}))]
    ways += [(text, place.link(**{name: code})) for code, text in options.items()]
    return select(name, label, ways, place.link())


def _turn(count: int, place: Place, t: Translator) -> Any:
    of = max(-(-count // AT_ONCE), 1)
    steps = [
        html.A(t("Newer"), href=place.link(page=place.page - 1), rel="prev") if place.page > 1 else None,
        html.Span(t("Page {number} of {of}, {count} entries", number=place.page, of=of, count=f"{count:,}")),
        html.A(t("Older"), href=place.link(page=place.page + 1), rel="next") if place.page < of else None,
    ]  # fmt: skip
    return html.Nav([step for step in steps if step is not None], className="turn", **aria(label=t("Pages of the list")))  # fmt: skip


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
