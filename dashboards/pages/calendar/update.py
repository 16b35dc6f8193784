"""What the calendar says: plain functions of a workspace and an address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dashboards.components import html
from dashboards.components.controls import select
from dashboards.components.graphs import block
from dashboards.components.navigation import days
from dashboards.components.top import top
from dashboards.pages.calendar.drawn import drawn
from dashboards.pages.calendar.opened import form, listed
from dashboards.pages.calendar.place import PATH, Place
from dashboards.pages.calendar.table import later, legend, table
from dashboards.pages.calendar.words import headline, name_of
from qc.analysis.display import period_name
from qc.analysis.periods import Period
from qc.analysis.places import place_name
from qc.errors import UsageError
from qc.improve.calendar.adherence import adherence_of
from qc.improve.calendar.dues import Due
from qc.improve.calendar.grid import Column, columns_of, rows_of, tally_of
from qc.improve.calendar.reading import Calendar, appointment, calendar
from qc.locale import N_, Translator
from qc.workspace import Workspace


def show(reader: Workspace, search: str) -> list[Any]:
    """The whole page; UsageError for a unit that owes nothing, ScopeError for an appointment that the
    reader may not see."""
    place, t = Place.parse(search), reader.t
    opened = appointment(reader, place.appointment) if place.appointment else None
    if opened:
        place = _at(place, opened)
    period = place.period or Period.of(reader.today, "week")
    found = calendar(reader, period)
    dues = _of_unit(found, place.unit)
    said = headline(tally_of(dues, period), period, reader.today, t)
    days_of = days(period.start, period.end, t) if period.kind == "week" else ""
    about = " · ".join(filter(None, (period_name(period, t), days_of, place.unit or "")))
    head = top(
        PATH, reader, search, said, *_controls(found, place, period, reader), about=about, notes=_silent(found, reader)
    )  # fmt: skip
    parts = [
        _opened(dues, place, period, opened, reader, search),
        _grid(dues, place, period, reader, search),
        drawn(reader, period),
    ]
    return [head, *(part for part in parts if part is not None)]


def _at(place: Place, opened: Due) -> Place:
    """Where an address names an appointment alone: its cadence, in the week by which it is due."""
    period = place.period or Period.of(opened.due, "week")
    return replace(
        place, period=period, checklist=opened.code, on=place.on if place.period else None
    )


def _of_unit(found: Calendar, unit: str | None) -> list[Due]:
    """All, or what one unit owes and what is owed for all."""
    shown = [due for due in found.dues if unit is None or due.unit == unit]
    if unit is not None and not shown:
        raise UsageError(
            N_('Nothing is owed by a unit "{unit}" in this period.'),
            N_("Choose one of: {known}."),
            unit=unit,
            known="、".join(_units(found)),
        )
    return shown


def _units(found: Calendar) -> list[str]:
    return sorted({due.unit for due in found.dues if due.unit})


def _controls(found: Calendar, place: Place, period: Period, reader: Workspace) -> list[Any]:
    t, today = reader.t, reader.today
    of = {kind: Period.of(today, kind) for kind in ("week", "month", "quarter", "year")}
    near = [
        of["week"].shift(1), of["week"], of["week"].shift(-1), of["week"].shift(-2), of["month"].shift(1),
        of["month"], of["month"].shift(-1), of["month"].shift(-2), of["quarter"], of["quarter"].shift(-1), of["year"],
    ]  # fmt: skip
    periods = [
        (name_of(each, today, t), _to(place, each)) for each in dict.fromkeys([*near, period])
    ]
    units = [(t("All units"), place.link(unit=None))]
    units += [
        (place_name(unit, reader.organisation, t), place.link(unit=unit)) for unit in _units(found)
    ]
    chosen = select("unit", t("Unit"), units, place.link(unit=place.unit))
    return [select("period", t("Period"), periods, _to(place, period)), chosen]


def _to(place: Place, period: Period) -> str:
    return place.link(period=period, on=None)


def _silent(found: Calendar, reader: Workspace) -> Any:
    """Of the plan, what never came in and was not switched on."""
    names = [
        reader.catalogue.checklists[code].name.of(reader.language) for code in found.not_in_force
    ]
    if not names:
        return None
    said = reader.t(
        "Of the plan, nothing came in yet of: {names}. It is not counted.", names="、".join(names)
    )
    return html.P(said, className="notes")


def _grid(dues: Sequence[Due], place: Place, period: Period, reader: Workspace, search: str) -> Any:
    t, columns = reader.t, columns_of(period)
    rows = rows_of(dues, period, columns)
    here = [row for row in rows if any(row.cells)]
    kept = {each.code: each for each in adherence_of(dues, period.start, period.end, reader.today)}
    caption = t("Inspections · {period}", period=period_name(period, t))
    if not rows:
        return block(t("Nothing is in force yet."), caption, [_begin(t)], "grid")
    parts = [
        table(here, columns, kept, period, place, reader, search) if here else None,
        legend(t) if here else None,
        later(rows, place, t),
    ]
    return block(_kept_sentence(kept, t), caption, [p for p in parts if p is not None], "grid")


def _kept_sentence(kept: Any, t: Translator) -> str:
    """How many cadences were kept to, of those of which something has ended."""
    ended = [each for each in kept.values() if each.owed]
    if not ended:
        return t("Nothing of this period has ended yet.")
    whole = sum(each.in_time + each.late == each.owed for each in ended)
    return t("{whole} of {n} kinds of inspection were kept to in full.", whole=whole, n=len(ended))


def _begin(t: Translator) -> Any:
    said = t(
        "Each checklist has its cadence in the standards; it is owed from the first sheet that comes in."
    )
    way = html.A(t("Import"), href=f"/import?lang={t.language}", className="button")
    return html.Div([html.P(said), way])


def _opened(
    dues: Sequence[Due],
    place: Place,
    period: Period,
    opened: Due | None,
    reader: Workspace,
    search: str,
) -> Any:
    """The appointments behind a cell or of a cadence, the one acted on with its form."""
    if place.checklist is None:
        return None
    t = reader.t
    mine = [due for due in dues if due.code == place.checklist and _is_in(due, place, period)]
    if opened and opened.id not in {due.id for due in mine}:
        mine = [opened, *mine]
    if not mine:
        return None
    caption = " · ".join([t("Appointments"), str(place.on) if place.on else period_name(period, t)])
    shut = html.A(t("Close this list"), href=place.link(checklist=None, on=None))
    parts = [form(opened, place, reader)] if opened else []
    return block(
        mine[0].name, caption, [*parts, listed(mine, place, reader, search), shut], "opened"
    )


def _is_in(due: Due, place: Place, period: Period) -> bool:
    column = next((each for each in columns_of(period) if each.start == place.on), None)
    return column is None or (due.span.end <= period.end and _stands_in(due, column, period))


def _stands_in(due: Due, column: Column, period: Period) -> bool:
    return max(due.due, period.start) in column
