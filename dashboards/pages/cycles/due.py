"""Where a cycle is due: proposed by what came back, opened by one click."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboards.address import Rows, rows_link
from dashboards.components import html
from dashboards.components.graphs import block
from dashboards.components.plain_table import line, plain_table
from dashboards.pages.cycles.may import may_write
from dashboards.pages.cycles.place import Place
from qc.analysis import Period
from qc.analysis.places import place_name
from qc.improve.cycles.proposals import Proposal
from qc.locale import N_
from qc.words import Outcome
from qc.workspace import Workspace

_HEADS = (N_("item"), N_("unit"), N_("why"), N_("findings"), N_("newest"), "")


def due(wanted: Sequence[Proposal], place: Place, reader: Workspace, search: str) -> Any:
    """The proposals as a table, each with the way to open it."""
    t = reader.t
    if not wanted:
        return html.P(t("No further cycle is due."), className="caption")
    said = t("{n} cycles are due: whether to open one is for a person to decide", n=len(wanted))
    heads = [t(each) if each else "" for each in _HEADS]
    listed = sorted(wanted, key=lambda each: (each.reason != "recurred", -len(each.findings)))
    rows = [_line(each, heads, place, reader, search) for each in listed]
    return block(
        said, t("Proposed PDCA"), [plain_table(heads, rows, "proposals", (3,))], "proposed"
    )


def _line(
    each: Proposal, heads: Sequence[str], place: Place, reader: Workspace, search: str
) -> Any:
    t = reader.t
    first, last = each.findings[0].date, each.findings[-1].date
    rows = Rows(
        Period.of(last), each.indicator, each.place.unit, each.place.item_code, Outcome.FAIL,
        since=Period.of(first), checklist=each.place.checklist,
    )  # fmt: skip
    count = html.A(str(len(each.findings)), href=rows_link(search, rows), className="figure")
    way = place.link(open=each.findings[-1].id)
    open_it = html.A(t("Open a cycle"), href=way, className="opens-cycle")
    why: Any = t(each.reason.label)
    if each.previous:
        why = [why, " ", html.A(each.previous, href=place.link(cycle=each.previous))]
    unit = place_name(each.place.unit, reader.organisation, t)
    return line(
        heads, [each.item, unit, why, count, str(last), open_it if may_write(reader) else ""], (3,)
    )
