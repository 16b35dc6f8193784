"""Devices whose service or calibration is due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qc.attention.expiry import link_of, name_of
from qc.attention.known import Known
from qc.attention.lines import Line, day_of
from qc.attention.matter import Matter, MatterKind, by_day
from qc.locale import N_
from qc.words import Kind

ROLE = N_("whoever keeps the devices")
WAS_DUE = N_("{item}: its service was due on {day}; do not use it until it is done.")
IS_DUE = N_("{item}: its service is due on {day}.")


def maintenance_matters(lines: Iterable[Line], known: Known) -> Iterator[Matter]:
    """A matter for each device; of a service that was planned and done, none."""
    for line in lines:
        due = day_of(line, "due") if line.kind == Kind.MAINTENANCE else None
        if due is None or line.told.get("done"):
            continue
        if urgency := by_day(due, known.today, known.rules.attention):
            yield Matter(
                kind=MatterKind.MAINTENANCE,
                urgency=urgency,
                site=line.site,
                unit=line.unit,
                words=WAS_DUE if due < known.today else IS_DUE,
                values={"item": name_of(line, known), "day": due},
                since=line.date,
                due=due,
                role=ROLE,
                link=link_of([line]),
            )
