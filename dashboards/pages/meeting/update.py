"""What the meeting page says for an address."""

from __future__ import annotations

from typing import Any

from dashboards.components import html
from dashboards.components.controls import select
from dashboards.components.top import top
from dashboards.links import to
from dashboards.pages.meeting import layout, publishing
from dashboards.pages.meeting.place import Place
from qc.analysis import Period, coverage, period_name
from qc.errors import UsageError
from qc.locale import N_
from qc.meeting.model import Meeting, Part, PartName
from qc.meeting.order import meeting
from qc.workspace import Workspace

PATH = "/meeting"


def show(reader: Workspace, search: str) -> list[Any]:
    """The whole meeting, or the part that fills the screen; UsageError for a month without data."""
    place = Place.parse(search)
    month = month_of(reader, place)
    if month is None:
        return [
            top(PATH, reader, search, reader.t("Nothing has been imported yet.")),
            _begin(reader),
        ]
    held = meeting(reader, month)
    if place.part:
        return _screen(reader, place, held, held.part(place.part))
    return [
        _top(reader, place, month, held),
        *(_part(reader, place, held, each) for each in held.parts),
        publishing.section(reader, month),
    ]


def month_of(reader: Workspace, place: Place) -> Period | None:
    """The month that the address names, else the newest whole one; None without any data."""
    covered = coverage(reader)
    return place.period or covered.newest_full or covered.newest


def _begin(reader: Workspace) -> Any:
    t = reader.t
    said = t("Once a month's checks are in, its meeting stands here in the order of business.")
    way = html.A(t("Import"), href=f"/import?lang={t.language}", className="button")
    return html.Section([html.P(said), way], className="panel")


def _top(reader: Workspace, place: Place, month: Period, held: Meeting) -> Any:
    t = reader.t
    months = [
        (period_name(each, t), place.link(period=each))
        for each in sorted({*coverage(reader).months, month}, reverse=True)
    ]
    return top(
        PATH,
        reader,
        place.link(),
        held.part(PartName.FIGURES).sentence,
        select("period", t("Month"), months, place.link(period=month)),
        html.A(t("On the screen"), href=place.link(period=month, part=PartName.LAST), className="button to-screen"),
        html.A(t("Reports of the month"), href="#reports"),
        about=period_name(month, t),
        notes=publishing.note(reader, month),
    )  # fmt: skip


def _part(reader: Workspace, place: Place, held: Meeting, shown: Part) -> Any:
    screen = place.link(period=held.month, part=shown.name)
    return layout.part(shown, _ways(reader, shown), screen, reader.t, *_forms(reader, held, shown))


def _forms(reader: Workspace, held: Meeting, shown: Part) -> list[Any]:
    if shown.name is PartName.NEXT:
        return [layout.focus_form(held.written, reader.t)]
    if shown.name is PartName.PRAISE:
        return [layout.praise_form(held.written, reader.t)]
    if shown.name is PartName.MINUTES:
        return [layout.minutes_form(held.written, reader.t)]
    return []


def _ways(reader: Workspace, shown: Part) -> list[str | None]:
    language, catalogue = reader.t.language, reader.catalogue
    return [to(row.link, language, catalogue) if row.link else None for row in shown.rows]


def _screen(reader: Workspace, place: Place, held: Meeting, shown: Part) -> list[Any]:
    order = [*PartName]
    at = order.index(shown.name)
    ways: dict[str, str | None] = {
        "ArrowLeft": place.link(period=held.month, part=order[at - 1]) if at else None,
        "ArrowRight": place.link(period=held.month, part=order[at + 1]) if at + 1 < len(order) else None,
        "Escape": place.link(period=held.month, part=None),
    }  # fmt: skip
    names = (reader.clinic, period_name(held.month, reader.t))
    forms = _forms(reader, held, shown)
    return layout.screen(shown, names, ways, _ways(reader, shown), reader.t, *forms)


def must_be_month(reader: Workspace, search: str) -> Period:
    """The month of an act; UsageError where there is none."""
    month = month_of(reader, Place.parse(search))
    if month is None:
        raise UsageError(N_("There is no data yet to report on."), N_("Import audit workbooks first, then make the report."))  # fmt: skip
    return month
