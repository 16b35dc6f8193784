"""Opening a cycle: what it would be about, and what is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboards.address import Rows, rows_link
from dashboards.components import html
from dashboards.components.fields import button
from dashboards.components.graphs import block
from dashboards.components.plain_table import line, plain_table
from dashboards.components.top import top
from dashboards.pages.cycles.forms import field_of
from dashboards.pages.cycles.place import PATH, Place
from qc.analysis import Period
from qc.analysis.places import place_name
from qc.errors import UsageError
from qc.improve.acting import findings
from qc.improve.cycles.acting import known_cycle
from qc.improve.cycles.proposals import proposals
from qc.improve.cycles.states import OPEN
from qc.improve.findings import Finding
from qc.improve.states import FindingState
from qc.locale import N_, Translator
from qc.words import Outcome
from qc.workspace import Workspace

_ASKED = ("title", "owner", "due", "from", "to")
_HEADS = (N_("date"), N_("unit"), N_("item"), N_("failed"), N_("state"))


@dataclass(frozen=True)
class About:
    """The findings that a cycle would be about, and the cycle that it would carry on ("": none)."""

    findings: tuple[Finding, ...]
    previous: str

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(found.id for found in self.findings)


def about_of(reader: Workspace, place: Place) -> About:
    """What the address names: a proposal by one of its findings, findings themselves, or what an ended
    cycle left. UsageError where there is nothing left of it."""
    about = _left_by(reader, place.previous) if place.previous else _named(reader, place.open or "")
    if not about.findings:
        raise UsageError(
            N_("There is no finding left that this cycle would be about."),
            N_("Choose one of the proposals."),
        )
    return about


def _named(reader: Workspace, names: str) -> About:
    wanted = set(names.split(","))
    for due in proposals(reader):
        if wanted & {found.id for found in due.findings}:
            return About(due.findings, due.previous)
    return About(tuple(found for found in _standing(reader) if found.id in wanted), "")


def _left_by(reader: Workspace, name: str) -> About:
    due = [each for each in proposals(reader) if each.previous == name]
    ids = {found.id for each in due for found in each.findings}
    wanted = ids or set(known_cycle(reader, name).findings)
    return About(tuple(found for found in _standing(reader) if found.id in wanted), name)


def _standing(reader: Workspace) -> list[Finding]:
    return [each for each in findings(reader) if each.state is not FindingState.WITHDRAWN]


def show(reader: Workspace, search: str, place: Place) -> list[Any]:
    """The form, under the sentence that says what it is about."""
    t, about = reader.t, about_of(reader, place)
    units = dict.fromkeys(found.unit for found in about.findings)
    where = "、".join(place_name(unit, reader.organisation, t) for unit in units)
    said = t("Open a PDCA cycle about {n} findings: {where}", n=len(about.findings), where=where)
    return [
        top(PATH, reader, search, said),
        _form(about, place, t),
        _table(about.findings, search, reader),
    ]


def _form(about: About, place: Place, t: Translator) -> Any:
    title = f"{about.findings[-1].unit}：{about.findings[-1].item}"
    asked = [field_of(OPEN, name, t, value=title if name == "title" else "") for name in _ASKED]
    note = t(
        "The figures before are frozen when the cycle is opened. Without days they are those of the "
        "months in which the problem showed, up to today."
    )
    parts = [html.P(t("carries on {name}", name=about.previous))] if about.previous else []
    act = button(t("Open the cycle"), OPEN, quiet=False)
    back = html.A(t("Not now"), href=place.link(), className="cancel")
    foot = html.Div([act, back], className="foot")
    form = html.Div([*asked, html.P(note, className="caption"), foot], className="form")
    return html.Section([*parts, form], className="panel", id="form")


def _table(about: Sequence[Finding], search: str, reader: Workspace) -> Any:
    t = reader.t
    heads = [t(each) for each in _HEADS]
    rows = [_line(found, heads, search, reader) for found in reversed(about)]
    said = t("What it is about: {n} findings", n=len(about))
    return block(
        said, t("Findings"), [plain_table(heads, rows, "about-table", (3,))], "about-findings"
    )


def _line(found: Finding, heads: Sequence[str], search: str, reader: Workspace) -> Any:
    t, month = reader.t, Period.of(found.date)
    rows = Rows(
        month, found.indicator, found.unit, found.item_code or None, Outcome.FAIL,
        checklist=found.checklist,
    )  # fmt: skip
    failed = html.A(
        f"{found.failed}/{found.checked}", href=rows_link(search, rows), className="figure"
    )
    way = html.A(str(found.date), href=f"/findings?lang={t.language}&finding={found.id}")
    unit = place_name(found.unit, reader.organisation, t)
    return line(heads, [way, unit, found.item, failed, t(found.state.label)], (3,))
