"""Where the figures of the registers lead: the cases that they count, and the results of a case."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dashboards.address import Rows, rows_link
from dashboards.pages.registers.place import Place
from qc.analysis.periods import Period
from qc.improve.registers import Figure, Review, Which
from qc.improve.registers.listing import Listed, contacts
from qc.improve.rules import load_rules
from qc.workspace import Workspace

Link = Callable[[Figure], str]
_SINCE = ("days_since", "days_between")


def to_cases(place: Place) -> Link:
    """The list of the cases that a figure counts, on this page; of days between, those of all months."""

    def link(figure: Figure) -> str:
        return place.link(figure=figure.code, by=figure.by, key=figure.key, all=figure.code in _SINCE)  # fmt: skip

    return link


def to_follow_ups(review: Review, reader: Workspace, search: str) -> Link:
    """The results of the month's sheets in the drawer, of one contact or unit."""
    codes: Mapping[str, str] = contacts(reader, review.month)
    checklist = next(iter(load_rules(reader.folder).registers.follow_ups), None)
    known = reader.catalogue.checklists.get(checklist or "")

    def link(figure: Figure) -> str:
        rows = Rows(
            review.month,
            known.indicator if known else None,
            unit=figure.key if figure.by == "unit" else None,
            item=codes.get(figure.key) if figure.by == "contact" else None,
            checklist=checklist,
        )
        return rows_link(search, rows)

    return link


def link_of(review: Review, place: Place, reader: Workspace, search: str) -> Link:
    """What each figure of a register opens."""
    if review.which is Which.FOLLOW_UPS:
        return to_follow_ups(review, reader, search)
    return to_cases(place)


def case_link(each: Listed, search: str) -> str:
    """The results of a case's day in its unit, in the drawer."""
    case = each.case
    rows = Rows(
        Period.of(case.date), each.indicator or None, case.unit, checklist=case.checklist, first=case.date,
        last=case.date,
    )  # fmt: skip
    return rows_link(search, rows)
