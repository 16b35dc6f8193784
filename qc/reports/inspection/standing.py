"""What stands now beside the checks: certificates of persons, devices and their services, PDCA cycles."""

from __future__ import annotations

import datetime as dt

from qc.analysis.places import place_name
from qc.attention.stock import shelf
from qc.improve.cycles.model import Cycle
from qc.locale import N_
from qc.reports.improvement.cycles import cycle_sheet
from qc.reports.inspection.asked import Asked
from qc.reports.inspection.tables import Cell, Column, Share, Table, Tables
from qc.reports.naming import named

CERTIFICATES = (
    Column(N_("Certificate"), 34), Column(N_("Person"), 10), Column(N_("Unit"), 21),
    Column(N_("Valid until"), 13), Column(N_("State"), 14), Column(N_("By the list of"), 13),
)  # fmt: skip
DEVICES = (
    Column(N_("Device"), 34), Column(N_("Unit"), 21), Column(N_("Next service"), 13),
    Column(N_("State"), 20), Column(N_("By the list of"), 13),
)  # fmt: skip
CYCLES = (
    Column(N_("ID"), 9), Column(N_("Cycle"), 34), Column(N_("Unit"), 21), Column(N_("State"), 12),
    Column(N_("Before"), 18), Column(N_("Target"), 10), Column(N_("After"), 18),
    Column(N_("Conclusion"), 22), Column(N_("Target attainment"), 11, True),
)  # fmt: skip


def standing_book(asked: Asked) -> Tables:
    """Certificates and devices by the newest lists, as of the workspace's day."""
    t = asked.workspace.t
    return _book(asked, t("Certificates and devices"), _certificates(asked), _devices(asked))


def _book(asked: Asked, title: str, *tables: Table) -> Tables:
    return Tables(asked.workspace.clinic, title, asked.workspace.today, tables)


def _certificates(asked: Asked) -> Table:
    workspace, t = asked.workspace, asked.workspace.t
    found = shelf(workspace).certificates
    rows: list[tuple[Cell, ...]] = [
        (each.name, each.person, place_name(each.line.unit, workspace.organisation, t), each.ends,
         _left(each.left, t("in force"), t("has ended")), each.line.date)
        for each in found
    ]  # fmt: skip
    ended = sum(each.left < 0 for each in found)
    said = t("Certificates: {n}; ended: {ended}", n=len(found), ended=ended)
    return _table(asked, t("Certificates"), said, CERTIFICATES, rows)


def _devices(asked: Asked) -> Table:
    workspace, t = asked.workspace, asked.workspace.t
    found = shelf(workspace).devices
    rows: list[tuple[Cell, ...]] = []
    for each in found:
        state = _left(each.left, t("service in time"), t("service overdue"))
        state = t("out of order") if each.is_down else state
        told = " · ".join(dict.fromkeys(filter(None, (state, each.status))))
        unit = place_name(each.line.unit, workspace.organisation, t)
        name = " ".join(dict.fromkeys(filter(None, (each.line.subject, each.name))))
        rows.append((name, unit, each.due, told, each.line.date))
    late = sum(each.left is not None and each.left < 0 for each in found)
    said = t("Devices: {n}; service overdue: {late}", n=len(found), late=late)
    return _table(asked, t("Devices"), said, DEVICES, rows)


def _left(left: int | None, holds: str, ended: str) -> str:
    if left is None:
        return ""
    return f"▲ {ended}" if left < 0 else holds


def _table(
    asked: Asked, name: str, said: str, columns: tuple[Column, ...], rows: list[tuple[Cell, ...]]
) -> Table:
    day: dt.date = asked.workspace.today
    caption = asked.workspace.t("As of {day}, by the newest list of each place", day=day)
    return Table(name, said, caption, columns, tuple(rows))


def cycles_book(asked: Asked) -> Tables | None:
    """The cycles about these standards that were live in the period or ended in it; None without any."""
    t = asked.workspace.t

    def meant(known: Cycle) -> bool:
        places = known.baseline.places
        return asked.codes is None or any(place.checklist in asked.codes for place in places)

    sheet = cycle_sheet(asked.workspace, asked.period, named(names=False), meant)
    if not sheet.lines:
        return None
    rows = tuple(
        (line.id, line.title, line.unit, line.state, line.before, line.target, line.after,
         line.conclusion, Share(line.attainment))
        for line in sheet.lines
    )  # fmt: skip
    said = t("PDCA cycles of {period}: {n}", period=asked.period, n=len(rows))
    caption = t(
        "As of {day}; live in the period or ended in it. Only the figures make a cycle effective; in brackets: in order of checked",
        day=asked.workspace.today,
    )
    table = Table("PDCA", said, caption, CYCLES, rows)
    return _book(asked, t("PDCA cycles"), table)
