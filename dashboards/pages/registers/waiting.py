"""What waits in a register: cases that are not closed, and reports to be made outside."""

from __future__ import annotations

from typing import Any

from dashboards.address import Rows, rows_link
from dashboards.components import html
from dashboards.components.graphs import block
from dashboards.components.plain_table import line, plain_table
from qc.analysis.periods import Period
from qc.analysis.places import place_name
from qc.improve.registers import OpenCase, Outside, Review, Which
from qc.improve.registers.figure_words import part
from qc.improve.registers.words import STATES
from qc.locale import N_
from qc.workspace import Workspace

_OPEN = (N_("Unit"), N_("open since"), N_("days"), N_("due"), N_("What kind"), N_("number"), N_("file and cell"))  # fmt: skip
_OUTSIDE = (N_("date"), N_("harm"), N_("limit in days"), N_("due"), N_("reported"), N_("state"), N_("number"))  # fmt: skip
SHAPES = {"in_time": "●", "late": "◑", "waiting": "○", "overdue": "▲"}


def open_cases(review: Review, reader: Workspace, search: str) -> Any:
    """The open cases, the longest first; None for a register without cases."""
    if review.which is Which.FOLLOW_UPS:
        return None
    t, caption = reader.t, reader.t("Not closed yet, as of {day}", day=review.as_of)
    if not review.open:
        return block(t("No case is waiting."), caption, [], "open")
    late = sum(each.overdue for each in review.open)
    said = t("{n} cases are not closed, {late} of them past their limit.", n=len(review.open), late=late)  # fmt: skip
    note = html.P(
        t("A case is closed in its sheet: write the day of closing there and import it again."),
        className="caption",
    )
    return block(said, caption, [table(review, reader, search), note], "open")


def table(review: Review, reader: Workspace, search: str) -> Any:
    """A line an open case."""
    heads = [reader.t(each) for each in _OPEN]
    rows = [line(heads, _case(each, reader, search), (2,)) for each in review.open]
    return plain_table(heads, rows, "open-cases", (2,), label=reader.t(review.which.label))


def _case(case: OpenCase, reader: Workspace, search: str) -> list[Any]:
    t = reader.t
    rows = Rows(Period.of(case.since), unit=case.unit, first=case.since, last=case.since)
    link = html.A(f"{case.file} › {case.sheet} › {case.cell}", href=rows_link(search, rows))
    kind = filter(None, (case.severity, case.category, part("priority", t) if case.priority else ""))  # fmt: skip
    due = f"▲ {case.due}" if case.overdue else str(case.due or "")
    return [
        place_name(case.unit, reader.organisation, t),
        str(case.since),
        str(case.days),
        html.Span(due, className="warns" if case.overdue else ""),
        " · ".join(kind),
        case.number,
        link,
    ]


def outside(review: Review, reader: Workspace) -> Any:
    """The cases to be reported to the authority, with their days."""
    if not review.outside:
        return None
    t, caption = reader.t, reader.t("To be reported outside the clinic")
    heads = [t(each) for each in _OUTSIDE]
    rows = [line(heads, _report(each, reader), (2,)) for each in review.outside]
    late = sum(each.state == "overdue" for each in review.outside)
    said = t("{count} reports to the authority are overdue.", count=late) if late else t("No report to the authority is overdue.")  # fmt: skip
    return block(said, caption, [plain_table(heads, rows, "outside", (2,), label=caption)], "outside")  # fmt: skip


def _report(each: Outside, reader: Workspace) -> list[Any]:
    state = f"{SHAPES[each.state]} {reader.t(STATES[each.state])}"
    late = "danger" if each.state == "overdue" else ""
    return [
        str(each.date), each.harm, str(each.limit), str(each.due), str(each.reported or ""),
        html.Span(state, className=late), each.number,
    ]  # fmt: skip
