"""The appointments of a cadence, one below the other, and what may be done with one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboards.components import html
from dashboards.components.aria import aria, data
from dashboards.components.fields import button, field
from dashboards.components.navigation import moment
from dashboards.components.plain_table import line, plain_table
from dashboards.pages.calendar.place import Place
from dashboards.pages.calendar.table import checks_behind
from dashboards.pages.calendar.words import SHAPES, css
from qc.analysis.periods import Period
from qc.analysis.places import place_name
from qc.improve.calendar.doings import Doing
from qc.improve.calendar.dues import Due
from qc.improve.calendar.states import STEPS, possible
from qc.locale import Translator
from qc.words import Right
from qc.workspace import Workspace

FIELDS = {"excuse": "excuse-note", "withdraw": "withdraw-note", "day": "evidence-day"}


def listed(dues: Sequence[Due], place: Place, reader: Workspace, search: str) -> Any:
    """A line an appointment: by when, how it stands, when and by whom it was done."""
    t = reader.t
    heads = [
        t("Due by"), t("Where"), t("Period"), t("State"), t("Done / owed"), t("Done on, by"), t("In charge"), "",
    ]  # fmt: skip
    numbers = (4,)
    rows = [
        line(heads, _cells(due, place, reader, search), numbers, _chosen(due, place))
        for due in dues
    ]
    return plain_table(heads, rows, "dues", numbers)


def _chosen(due: Due, place: Place) -> str:
    return "chosen" if due.id == place.appointment else ""


def _cells(due: Due, place: Place, reader: Workspace, search: str) -> list[Any]:
    t = reader.t
    done = [*due.in_time, *due.late]
    acts = can_do(due, reader)
    return [
        str(due.due),
        place_name(due.unit or due.site, reader.organisation, t),
        due.span.label,
        _state(due, t),
        f"{due.done}/{due.times}",
        [
            piece
            for n, mine in enumerate(_by_day(done))
            for piece in _doing(n, mine, due, reader, search)
        ],
        due.person,
        html.A(t("Act on it"), href=place.link(appointment=due.id), className="opens", **data(shows="form"))
        if acts
        else "",
    ]  # fmt: skip


def can_do(due: Due, reader: Workspace) -> list[str]:
    """What the one who asks may do with it as it stands: a file only where one may stand for a check."""
    if reader.scope.refused(Right.RECORD):
        return []
    said = any(act.what != "withdraw" for act in due.acts)
    return [
        what
        for what in possible(due.state)
        if (what != "evidence" or due.takes_file) and (what != "withdraw" or said)
    ]


def _state(due: Due, t: Translator) -> Any:
    shape = html.Span(f"{SHAPES[due.state]} ", **aria(hidden="true"))
    reason = [html.Div(due.reason, className="where")] if due.reason else []
    return html.Div([html.Span([shape, t(due.state.label)], className=css(due.state)), *reason])


def _by_day(done: Sequence[Doing]) -> list[list[Doing]]:
    """Of a daily one the rounds of a day together; what a file stands for alone."""
    groups: dict[tuple[object, str], list[Doing]] = {}
    for each in done:
        groups.setdefault((each.day, each.sha256), []).append(each)
    return [*groups.values()]


def _doing(n: int, mine: Sequence[Doing], due: Due, reader: Workspace, search: str) -> list[Any]:
    """A day, which opens its checks (or downloads the file that stands for them), and by whom."""
    each, names = mine[0], dict.fromkeys(name for one in mine for name in one.by)
    by = f"（{'、'.join(names)}）" if names else ""
    text = f"{each.day:%m-%d}{f' ×{len(mine)}' if len(mine) > 1 else ''}{by}"
    gap = ["、"] if n else []
    if each.sha256:
        return [*gap, html.A(text, href=f"/evidence/{due.id}/{each.sha256}", download=each.file)]
    week = Period.of(each.day, "week")
    link = checks_behind(due.code, week, reader, search, due.unit)
    return [*gap, html.A(text, href=link) if link else text]


def form(due: Due, place: Place, reader: Workspace) -> Any:
    """What may be done with an appointment: a part for each, and what was said so far."""
    t = reader.t
    parts = {"excuse": _excuse, "evidence": _evidence, "withdraw": _withdraw}
    shown = [parts[what](due, t) for what in can_do(due, reader)]
    if not shown:
        shown = [html.P(t("Nothing is to be done with it as it stands now."), className="caption")]
    head = html.H3(f"{due.name} · {due.unit or due.site} · {due.span.label}", tabIndex=-1)
    shut = html.A(t("Close"), href=place.link())
    return html.Div([head, *shown, _said(due, t), shut], id="form", className="act-form")


def of_due(due: Due) -> str:
    """How a button names an appointment, and how much of it its reader has seen."""
    return f"{due.id} {len(due.acts)}"


def _excuse(due: Due, t: Translator) -> Any:
    return html.Div(
        [
            field(FIELDS["excuse"], t("Why it was not done")),
            html.P(
                t("It stays not done and counts as such; the reason stands beside it."),
                className="caption",
            ),
            button(t("Write down the reason"), "excuse", of_due(due), quiet=False),
        ],
        className="form",
    )


def _evidence(due: Due, t: Translator) -> Any:
    sends = f"/evidence/{due.id}?seen={len(due.acts)}&lang={t.language}"
    return html.Div(
        [
            field(FIELDS["day"], t("Done on (like 2026-10-31; today when left blank)")),
            html.P(
                t("A file shows that it was done: minutes, a photograph of the list of those present."),
                className="caption",
            ),
            html.Button(
                t("Choose the file"),
                className="button",
                type="button",
                **data(sends=sends, then="sent", field=FIELDS["day"], lost=t("The file did not arrive; try again.")),
            ),
            html.P(className="sending", role="status"),
        ],
        className="form",
    )  # fmt: skip


def _withdraw(due: Due, t: Translator) -> Any:
    return html.Div(
        [
            field(FIELDS["withdraw"], t("Why what was said of it is taken back")),
            button(t("Withdraw it"), "withdraw", of_due(due)),
        ],
        className="form",
    )


def _said(due: Due, t: Translator) -> Any:
    """What people did with it, oldest first."""
    lines = [
        html.Li(
            " · ".join(
                [moment(act.at), act.actor, t(STEPS[act.what].label), *_told(dict(act.fields))]
            )
        )
        for act in due.acts
    ]
    return html.Ul(lines, className="where") if lines else None


def _told(fields: dict[str, object]) -> list[str]:
    return [str(value) for key, value in fields.items() if key not in ("about", "sha256")]
