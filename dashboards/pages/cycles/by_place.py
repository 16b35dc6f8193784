"""Each item in each unit, before and after."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dashboards.components import html
from dashboards.components.plain_table import line, plain_table
from dashboards.pages.cycles.behind import behind_days
from dashboards.pages.cycles.words import rate
from qc.analysis.display import counts
from qc.analysis.places import place_name
from qc.improve.cycles.effect import Shown
from qc.improve.cycles.figures import Place, Tally
from qc.locale import N_
from qc.workspace import Workspace

_HEADS = (N_("unit"), N_("item"), N_("before"), N_("after"), N_("change"))
FEW = 8


def by_place(shown: Shown, reader: Workspace, search: str) -> Any:
    """A disclosure with the table; a short one lies open."""
    t, known = reader.t, shown.cycle
    heads = [t(each) for each in _HEADS]
    told = zip(
        known.baseline.places, known.baseline.items, range(len(known.baseline.items)), strict=True
    )
    order = sorted(told, key=lambda each: (each[0].unit, each[1]))
    rows = [_line(place, item, n, shown, reader, search, heads) for place, item, n in order]
    table = plain_table(heads, rows, "by-place", (2, 3), label=t("By item and unit"))
    summary = html.Summary(t("By item and unit ({n})", n=len(rows)))
    return html.Details([summary, table], open=len(rows) <= FEW, className="by-place-of")


def _line(
    place: Place, item: str, n: int, shown: Shown, reader: Workspace, search: str, heads: list[str]
) -> Any:
    base, effect = shown.cycle.baseline, shown.effect
    then = _figure(base.figures.places[n], shown, search, base.start, base.end, place)
    now: Any = "—"
    if effect:
        now = _figure(effect.figures.places[n], shown, search, effect.start, effect.end, place)
    unit = place_name(place.unit, reader.organisation, reader.t)
    worse = f"▼ {reader.t('worse')}" if effect and place in effect.worse else ""
    return line(heads, [unit, item, then, now, worse], (2, 3), "late" if worse else "")


def _figure(
    tally: Tally, shown: Shown, search: str, first: dt.date, last: dt.date, place: Place
) -> Any:
    if not tally.checked:
        return "—"
    told = f"{rate(tally, shown.cycle)} ({counts(tally.passed, tally.checked)})"
    return html.A(
        told, href=behind_days(search, shown.cycle, first, last, place), className="figure"
    )
