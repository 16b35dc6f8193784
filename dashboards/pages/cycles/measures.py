"""The target and the measures: what is done, by whom, until when, and what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from dashboards.components import html
from dashboards.components.graphs import block, graph
from dashboards.components.plain_table import line, plain_table
from dashboards.figures.gantt import Stretch, gantt_figure
from dashboards.pages.cycles.acts import thing
from dashboards.pages.cycles.forms import form, ways
from dashboards.pages.cycles.may import may as may_do
from dashboards.pages.cycles.place import Place
from qc.improve.cycles.effect import Shown
from qc.improve.cycles.model import Cycle, Measure
from qc.improve.cycles.page import FORMULA
from qc.improve.cycles.page import target as target_said
from qc.improve.cycles.states import STEPS
from qc.locale import N_, Translator
from qc.workspace import Workspace

_HEADS = (
    N_("no."),
    N_("what"),
    N_("why"),
    N_("who"),
    N_("where"),
    N_("planned"),
    N_("how"),
    N_("state"),
)
EDITS = ("measure_done", "drop_measure")
ABOVE = ("set_target", "add_measure")


def measures(shown: Shown, place: Place, reader: Workspace) -> Any:
    """The section, with the forms that may be opened now."""
    t, known, today = reader.t, shown.cycle, reader.today
    may = may_do(reader, known)
    parts: list[Any] = [_target(known, t)]
    if known.measures:
        figure = gantt_figure(_stretches(known.measures, today, t), today, t("today"))
        parts += [graph("gantt", figure, t("Measures over time; the table says the same."))]
        parts += [_legend(t), _table(known, place, today, may, t)]
    offered = [what for what in ABOVE if what in may]
    parts.append(ways([(t(STEPS[what].label), place.link(do=what)) for what in offered]))
    if place.do in offered:
        parts.append(form(place.do, thing(shown), place, t))
    if place.do in EDITS and place.do in may and place.of:
        parts.append(_form(place.do, place.of, shown, place, today, t))
    return block(_said(known, today, t), t("Target and measures"), parts, "measures")


def _said(known: Cycle, today: dt.date, t: Translator) -> str:
    kept = [each for each in known.measures if not each.dropped]
    if not kept:
        return t("No measure has been written down yet")
    late = [each for each in known.to_do if each.end < today]
    if late:
        return t(
            "{n} measures are overdue: {who}", n=len(late), who="、".join(each.who for each in late)
        )
    if not known.to_do:
        return t("All measures are done ({n})", n=len(kept))
    done = len(kept) - len(known.to_do)
    return t("{done} of {all} measures done", done=done, all=len(kept))


def _target(known: Cycle, t: Translator) -> Any:
    if known.target is None:
        return html.P(t("No target has been set."))
    said = t("Target {rate}", rate=target_said(known))
    formula = f" = {t(FORMULA)}" if known.target.how == "formula" else ""
    least = f" · {t('at least {count} checks after', count=known.least)}" if known.least else ""
    return html.P(said + formula + least)


def _stretches(known: Sequence[Measure], today: dt.date, t: Translator) -> list[Stretch]:
    return [
        Stretch(
            f"{each.number}. {each.what} · {each.who}",
            each.start,
            each.end,
            each.done,
            each.done is None and not each.dropped and each.end < today,
            state_of(each, today, t),
        )
        for each in known
    ]


def state_of(measure: Measure, today: dt.date, t: Translator) -> str:
    """What became of a measure, shape and word."""
    if measure.dropped:
        return f"– {t('dropped')}"
    if measure.done:
        said = t("✓ done {day}", day=measure.done)
        return said + (t(" (late)") if measure.done > measure.end else "")
    if measure.end < today:
        return f"▲ {t('overdue')}"
    return t("○ to be done") if measure.start > today else t("◔ under way")


def _legend(t: Translator) -> Any:
    keys = ((N_("planned"), "key key-planned"), (N_("overdue"), "key key-late"))
    told = [html.Span(t(text), className=name) for text, name in keys]
    return html.P([*told, html.Span(t("◆ done"))], className="legend")


def _table(known: Cycle, place: Place, today: dt.date, may: Sequence[str], t: Translator) -> Any:
    heads = [t(each) for each in _HEADS]
    rows = [_line(each, heads, place, today, may, t) for each in known.measures]
    return plain_table(heads, rows, "measures-table", label=t("Measures"))


def _line(
    each: Measure,
    heads: Sequence[str],
    place: Place,
    today: dt.date,
    may: Sequence[str],
    t: Translator,
) -> Any:
    told: list[Any] = [html.Div(state_of(each, today, t), className="state")]
    by = " ".join(filter(None, (each.by, each.note or each.dropped)))
    told += [html.Div(by, className="where")] if by else []
    edits = [what for what in EDITS if what in may and not (each.done or each.dropped)]
    links = [(t(STEPS[what].label), place.link(do=what, of=str(each.number))) for what in edits]
    told += [ways(links)] if links else []
    late = each.done is None and not each.dropped and each.end < today
    when = f"{each.start} – {each.end}"
    cells = [str(each.number), each.what, each.why, each.who, each.where, when, each.how, told]
    return line(heads, cells, name="late" if late else "")


def _form(what: str, number: str, shown: Shown, place: Place, today: dt.date, t: Translator) -> Any:
    mine = [each for each in shown.cycle.to_do if str(each.number) == number]
    if not mine:
        return html.P(t("This measure is done or dropped already."))
    values = {"on": today.isoformat(), "by": mine[0].who} if what == "measure_done" else {}
    note = f"{number}. {mine[0].what}"
    return form(what, thing(shown, number), place, t, values=values, note=note)
