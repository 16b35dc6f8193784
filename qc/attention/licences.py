"""Certificates of persons that run out. Whose they are shows by the first character of the name only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qc.attention.expiry import link_of, urgency_of
from qc.attention.known import Known
from qc.attention.lines import Line, day_of
from qc.attention.matter import Matter, MatterKind
from qc.locale import N_
from qc.text import masked_name
from qc.words import Kind

ROLE = N_("whoever keeps the certificates")
ENDED = N_("{item} of {person} ended on {day}; nobody works on it until it is renewed.")
ENDS = N_("{item} of {person} ends on {day}; have it renewed.")


def licence_matters(lines: Iterable[Line], known: Known) -> Iterator[Matter]:
    """A matter for each certificate."""
    for line in lines:
        ends = day_of(line, "expiry") if line.kind == Kind.SCORES else None
        urgency = urgency_of(ends, line.checklist, known) if ends else None
        if ends and urgency:
            yield Matter(
                kind=MatterKind.LICENCE,
                urgency=urgency,
                site=line.site,
                unit=line.unit,
                words=ENDED if ends < known.today else ENDS,
                values={"item": line.item, "person": masked_name(line.subject), "day": ends},
                since=line.date,
                due=ends,
                role=ROLE,
                link=link_of([line]),
            )
