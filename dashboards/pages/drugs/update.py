"""What the page of stock and devices says: plain functions of a workspace and an address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from dashboards.components import html
from dashboards.components.aria import data
from dashboards.components.controls import select
from dashboards.components.graphs import block, graph
from dashboards.components.top import top
from dashboards.figures.horizon import BEFORE, Mark, horizon_figure
from dashboards.pages.drugs import rows
from dashboards.pages.drugs.place import HORIZONS, PATH, Place
from dashboards.pages.drugs.words import headline, left
from qc.analysis.places import place_name, units_first
from qc.attention.reorder import Need, needs
from qc.attention.stock import Article, Count, Shelf, shelf
from qc.errors import UsageError
from qc.locale import N_, Translator
from qc.workspace import Workspace

FIGURE = "horizon"


def show(reader: Workspace, search: str) -> list[Any]:
    """The whole page; UsageError for a unit of which no list is known."""
    place, t = Place.parse(search), reader.t
    every = shelf(reader)
    shown = shelf(reader, place.unit) if place.unit else every
    if place.unit and not shown.counts:
        raise UsageError(
            N_('No stock, device or certificate of "{unit}" is known.'),
            N_("Choose one of: {known}."),
            unit=place.unit,
            known="、".join(_units(every, reader)),
        )
    wanted = needs(shown.articles, place.horizon)
    said = headline(shown, wanted, place.horizon, t)
    about = place_name(place.unit, reader.organisation, t) if place.unit else ""
    head = top(
        PATH, reader, search, said, *_controls(every, place, reader), about=about, notes=_as_of(shown.counts, t)
    )  # fmt: skip
    if not every.counts:
        return [head, _empty(t)]
    parts = [
        _expiring(shown, place, reader, search),
        _orders(wanted, place, reader, search),
        _lacking(wanted, reader, search),
        _devices(shown, place, reader, search),
        _certificates(shown, place, reader, search),
        _counts(shown, reader, search),
    ]
    return [head, *(part for part in parts if part is not None)]


def _controls(every: Shelf, place: Place, reader: Workspace) -> list[Any]:
    t = reader.t
    units = [(t("All units"), place.link(unit=None))]
    units += [
        (place_name(unit, reader.organisation, t), place.link(unit=unit))
        for unit in _units(every, reader)
    ]
    ahead = [(t("{n} days ahead", n=n), place.link(horizon=n)) for n in HORIZONS]
    return [
        select("unit", t("Unit"), units, place.link()),
        select("horizon", t("How far ahead"), ahead, place.link()),
    ]


def _units(every: Shelf, reader: Workspace) -> list[str]:
    names = sorted({count.unit for count in every.counts})
    return units_first(names, reader.organisation)


def _as_of(counts: Sequence[Count], t: Translator) -> Any:
    """By which counts the page speaks; old ones are pointed at."""
    if not counts:
        return None
    first, last = min(c.date for c in counts), max(c.date for c in counts)
    days = str(last) if first == last else t("{first} to {last}", first=first, last=last)
    said: list[Any] = [html.Span(t("By the newest count of each place, {days}.", days=days))]
    old = [each for each in counts if each.is_old]
    if old:
        oldest = min(old, key=lambda each: each.date)
        told = t(
            "▲ Places whose newest count is old: {n}; the oldest of {day}, {age} days ago.",
            n=len(old),
            day=oldest.date,
            age=oldest.age,
        )
        said += [" ", html.A(told, href="#counts", className="warns")]
    return html.P(said, className="notes")


def _empty(t: Translator) -> Any:
    said = t(
        "Lists of drugs and supplies with their last day of use, of devices with their next service, and "
        "of certificates will stand here once they have been imported."
    )
    return html.Section(
        [html.P(said), html.A(t("Import"), href=f"/import?lang={t.language}", className="button")],
        className="panel",
    )


def _expiring(shown: Shelf, place: Place, reader: Workspace, search: str) -> Any:
    t = reader.t
    dated = [each for each in shown.articles if each.left is not None]
    listed = [each for each in dated if (each.left or 0) <= place.horizon]
    caption = t("Last days of use · {n} days ahead", n=place.horizon)
    if not listed:
        said = (
            t("Nothing expires within {n} days.", n=place.horizon)
            if dated
            else t("The lists name no last days of use.")
        )
        return block(said, caption, [], "expiry")
    expired = [each for each in listed if each.is_expired]
    said = (
        t("{n} lots have expired: take them out and replace them.", n=len(expired))
        if expired
        else t("{n} lots expire within {days} days.", n=len(listed), days=place.horizon)
    )
    figure = horizon_figure(_marks(listed, reader, search), reader.today, place.horizon, t)
    parts = [graph(FIGURE, figure, said), rows.articles(listed, reader, search)]
    return block(said, caption, parts, "expiry")


def _marks(listed: Sequence[Article], reader: Workspace, search: str) -> list[Mark]:
    """One for all that expires in a place on a day; one too for all that stands at the figure's edge."""
    edge = reader.today - dt.timedelta(days=BEFORE)
    groups: dict[tuple[str, Any], list[Article]] = {}
    for each in listed:
        at = rows.where(each.line.unit, each.line.subject, reader)
        groups.setdefault((at, max(each.expiry or edge, edge)), []).append(each)
    found = []
    for (at, day), mine in groups.items():
        told = [
            at,
            *(f"{each.name} · {each.expiry} · {left(each.left, reader.t)}" for each in mine[:6]),
        ]
        link = rows.behind(search, mine[0].line)
        found.append(Mark(at, day, len(mine), "\n".join(told), link))
    return found


def _orders(wanted: Sequence[Need], place: Place, reader: Workspace, search: str) -> Any:
    t = reader.t
    if not wanted:
        return None
    said = t("To order anew: {n} articles", n=len(wanted))
    caption = t(
        "So that par levels are met in {n} days, when what expires until then is gone",
        n=place.horizon,
    )
    button = html.Button(
        t("Print this list"), className="button quiet", type="button", **data(prints="order")
    )
    return block(said, caption, [rows.orders(list(wanted), reader, search), button], "order")


def _lacking(wanted: Sequence[Need], reader: Workspace, search: str) -> Any:
    t, found = reader.t, [need for need in wanted if need.lacks]
    caption = t("Par levels · what is in date counts")
    if not found:
        return block(t("Every par level that is written down is met."), caption, [], "par")
    said = t("{n} articles lack to their par level.", n=len(found))
    return block(said, caption, [rows.lacking(found, reader, search)], "par")


def _devices(shown: Shelf, place: Place, reader: Workspace, search: str) -> Any:
    if not shown.devices:
        return None
    t = reader.t
    listed = [
        each
        for each in shown.devices
        if each.is_down or (each.left is not None and each.left <= place.horizon)
    ]
    caption = t("Devices: service, calibration, state")
    if not listed:
        said = t("No device is out of order or due for service within {n} days.", n=place.horizon)
        return block(said, caption, [], "service")
    down = sum(each.is_down for each in listed)
    said = t("Devices due for service: {due}; out of order: {down}.", due=len(listed) - down, down=down)  # fmt: skip
    return block(said, caption, [rows.devices(listed, reader, search)], "service")


def _certificates(shown: Shelf, place: Place, reader: Workspace, search: str) -> Any:
    if not shown.certificates:
        return None
    t = reader.t
    listed = [each for each in shown.certificates if each.left <= place.horizon]
    caption = t("Licences and certificates")
    if not listed:
        said = t("No certificate ends within {n} days.", n=place.horizon)
        return block(said, caption, [], "papers")
    said = t("{n} certificates end within {days} days.", n=len(listed), days=place.horizon)
    return block(said, caption, [rows.certificates(listed, reader, search)], "papers")


def _counts(shown: Shelf, reader: Workspace, search: str) -> Any:
    t, old = reader.t, [each for each in shown.counts if each.is_old]
    said = (
        t("{n} places have not been counted for more than a month.", n=len(old))
        if old
        else t("Every place was counted within a month.")
    )
    table = rows.counts(list(shown.counts), reader, search)
    return block(said, t("The newest count of each place"), [table], "counts")
