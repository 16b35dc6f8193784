"""The month's reports to take along, and its freezing: what was published stays as it was."""

from __future__ import annotations

from typing import Any

from dashboards.components import html
from dashboards.components.fields import button, field
from dashboards.components.plain_table import line, plain_table
from dashboards.pages.meeting.products import PRODUCTS
from qc.analysis import Period
from qc.locale import N_
from qc.reports.content import Restatement
from qc.reports.month.restating import since_published
from qc.reports.month.stored import Frozen, frozen_month, record_of
from qc.words import Right
from qc.workspace import Workspace

_HEADS = (N_("Indicator"), N_("As published"), N_("As it is now"), N_("Why"))


def note(reader: Workspace, month: Period) -> Any:
    """Beside the page's sentence: that the month is frozen, and how much was corrected since."""
    frozen = frozen_month(reader, month)
    if frozen is None:
        return None
    changed, t = since_published(reader, month), reader.t
    said = _frozen(frozen, reader)
    if changed:
        said += " " + t("▲ Figures corrected since: {n}.", n=len(changed))
    return html.P([html.Span(said), " ", html.A(t("Reports of the month"), href="#reports")], className="notes")  # fmt: skip


def section(reader: Workspace, month: Period) -> Any:
    """The reports of the month, what was corrected since it was frozen, and the way to freeze it."""
    t, frozen = reader.t, frozen_month(reader, month)
    files = [
        html.Li(html.A(t(each.label), href=f"/reports/{month}/{name}?lang={t.language}", download=""))
        for name, each in PRODUCTS.items()
    ]  # fmt: skip
    said = _frozen(frozen, reader) if frozen else t("The reports say what is known today.")
    parts = [
        html.P(t("Reports of the month"), className="caption"),
        html.H2(said),
        html.Ul(files, className="files"),
        _restated(since_published(reader, month), reader),
        _form(reader, month, frozen),
    ]
    return html.Section(parts, className="panel part", id="reports")


def _frozen(frozen: Frozen, reader: Workspace) -> str:
    return reader.t(
        "Frozen on {day} by {who}: the reports stay as they were published.",
        day=record_of(reader, frozen).frozen_on,
        who=frozen.by,
    )


def _restated(changed: tuple[Restatement, ...], reader: Workspace) -> Any:
    if not changed:
        return None
    t = reader.t
    heads = [t(each) for each in _HEADS]
    rows = [line(heads, [each.indicator, each.was, each.now, each.why]) for each in changed]
    said = t("Corrected since; the next month's report tells it:")
    return html.Div([html.P(said), plain_table(heads, rows, "restated", label=said)])


def _form(reader: Workspace, month: Period, frozen: Frozen | None) -> Any:
    """For who may publish; a month that goes on cannot be frozen."""
    t, scope = reader.t, reader.scope
    if not scope.is_whole or Right.STANDARDS not in scope.rights:
        return None
    if frozen:
        asked = field("reason", t("Why the month is opened again"))
        return html.Div(
            [asked, button(t("Open the month again"), "unfreeze", "")], className="form"
        )
    if month.end >= reader.today:
        return html.P(t("The month can be frozen once it is over."), className="caption")
    told = t("Freezing keeps figures, names, targets and standards; later corrections are told in the next report.")  # fmt: skip
    return html.Div(
        [html.P(told, className="caption"), button(t("Freeze the month"), "freeze", "")],
        className="form",
    )
