"""What stands around a finding: its history, the same problem at other times, the cycle about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboards.components import html
from dashboards.components.graphs import block
from dashboards.components.navigation import moment
from dashboards.components.plain_table import line, plain_table
from dashboards.pages.findings.behind import cases_link, page_link
from dashboards.pages.findings.place import Place
from dashboards.pages.findings.words import LABELS, done_word, sentence, state
from qc.improve.findings import Finding
from qc.improve.related import cycles_about, same_place
from qc.improve.states import FindingState
from qc.locale import N_, Translator
from qc.store.journal import Act
from qc.workspace import Workspace

MOST = 12
_ACTS = (N_("time"), N_("by"), N_("step"), N_("written down"))
_EARLIER = (N_("Found on"), N_("Failed / checked"), N_("State"), N_("Measure"))


def history(found: Finding, reader: Workspace) -> Any:
    """Who did what and when, the newest first."""
    t, acts = reader.t, found.acts
    caption = t("What was done")
    if not acts:
        return block(t("Nobody has done anything about it yet."), caption, [], "history-of-acts")
    heads = [t(each) for each in _ACTS]
    rows = [
        line(heads, [moment(act.at), act.actor, done_word(act.what, t), _told(act, t)])
        for act in reversed(acts)
    ]
    said = t("{n} acts, last by {actor}", n=len(acts), actor=acts[-1].actor)
    return block(
        said, caption, [plain_table(heads, rows, "acts-table", label=caption)], "history-of-acts"
    )


def _told(act: Act, t: Translator) -> str:
    fields: Mapping[str, Any] = act.fields
    parts = [t(LABELS[name]) + f": {fields[name]}" for name in LABELS if fields.get(name)]
    return " · ".join(parts)


def earlier(found: Finding, others: Sequence[Finding], reader: Workspace, place: Place, search: str) -> Any:  # fmt: skip
    """The same item in the same unit at other times, and whether it was in order since."""
    t, same = reader.t, same_place(found, others)
    caption = t("The same item in the same unit")
    since = (
        t("in order again on {day}", day=found.passed_since)
        if found.passed_since
        else t("not seen in order since")
    )
    before = sum(each.date < found.date for each in same)
    said = sentence([t("Found {n} times before and {m} times after", n=before, m=len(same) - before), since], t)  # fmt: skip
    if not same:
        only = sentence([t("Found this once only"), since], t)
        return block(only, caption, [], "earlier")
    heads = [t(each) for each in _EARLIER]
    rows = [_earlier(each, heads, place, search, t) for each in same[:MOST]]
    table = plain_table(heads, rows, "earlier-table", (1,), label=caption)
    rest = [
        html.P(t("The first {shown} of {all}.", shown=MOST, all=len(same)), className="caption")
    ]
    return block(said, caption, [table, *rest * (len(same) > MOST)], "earlier")


def _earlier(each: Finding, heads: list[str], place: Place, search: str, t: Translator) -> Any:
    link, counts = cases_link(each, search), f"{each.failed}/{each.checked}"
    shown = html.A(counts, href=link, className="figure") if link else counts
    way = html.A(str(each.date), href=place.link(finding=each.id))
    return line(heads, [way, shown, state(each, t), each.told.get("measure", "")], (1,))


def cycle(found: Finding, reader: Workspace, *, may: bool) -> Any:
    """The cycle about it, or the way to open one."""
    t, known = reader.t, cycles_about(reader, found)
    caption = t("PDCA")
    links = [
        html.Li([html.A(f"{each.id} {each.title}", href=page_link("/cycles", t.language, cycle=each.id)), f" · {t(each.state.label)}"])
        for each in known
    ]  # fmt: skip
    if links:
        return block(t("A PDCA cycle is about it."), caption, [html.Ul(links)], "about-cycle")
    if not may or found.state is FindingState.WITHDRAWN:
        return None
    said = (
        t("A PDCA cycle is due: {n} times within the last months.", n=found.lately)
        if found.proposes_cycle
        else t("No PDCA cycle is about it.")
    )
    way = html.A(t("Propose a cycle"), href=page_link("/cycles", t.language, open=found.id), className="button quiet")  # fmt: skip
    return block(said, caption, [way], "about-cycle")
