"""Registers: cases that are not closed, and those to be reported outside the clinic by a day."""

from __future__ import annotations

from collections.abc import Iterator

from qc.attention.known import Known
from qc.attention.matter import (
    Detail,
    Link,
    LinkKind,
    Matter,
    MatterKind,
    Urgency,
    by_day,
    common,
)
from qc.improve.registers.model import OpenCase, Review
from qc.locale import N_

ROLE = N_("whoever keeps the register")


def register_matters(review: Review, known: Known) -> Iterator[Matter]:
    """One matter for the open cases that are past their limit, one for the others, and one for each
    event that is still to be reported outside. Nobody is named: who reported must not be known."""
    for overdue in (True, False):
        cases = [case for case in review.open if case.overdue is overdue]
        if cases:
            yield _open(review, cases, known, overdue=overdue)
    yield from _outside(review, known)


def _open(review: Review, cases: list[OpenCase], known: Known, *, overdue: bool) -> Matter:
    late = N_("{register}: {count} not closed and past the limit, the oldest since {day}.")
    waiting = N_("{register}: {count} not closed, the oldest since {day}.")
    first = min(case.since for case in cases)
    return Matter(
        kind=MatterKind.OPEN_CASE,
        urgency=Urgency.NOW if overdue else Urgency.WEEK,
        site="",
        unit=common(case.unit for case in cases),
        words=late if overdue else waiting,
        values={"register": _name(review, known), "count": len(cases), "day": first},
        since=first,
        due=min((case.due for case in cases if case.due), default=None),
        role=ROLE,
        link=Link(LinkKind.REGISTER, str(review.which)),
        count=len(cases),
        details=tuple(Detail(case.unit, case.number, case.since) for case in cases),
    )


def _outside(review: Review, known: Known) -> Iterator[Matter]:
    for case in review.outside:
        if case.state not in ("waiting", "overdue") or case.due is None:
            continue
        yield Matter(
            kind=MatterKind.OPEN_CASE,
            urgency=by_day(case.due, known.today, known.rules.attention) or Urgency.SOON,
            site="",
            unit="",
            words=N_("{register}: to be reported outside the clinic by {day}."),
            values={"register": _name(review, known), "day": case.due},
            since=case.date,
            due=case.due,
            role=ROLE,
            link=Link(LinkKind.REGISTER, str(review.which)),
        )


def _name(review: Review, known: Known) -> str:
    return known.checklist(str(review.which))
