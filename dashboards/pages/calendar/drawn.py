"""The week's random draw: drawn once, written down, each with its reasons."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import quote, urlencode

from dashboards.components import html
from dashboards.components.fields import button
from dashboards.components.graphs import block
from dashboards.components.navigation import moment
from dashboards.components.plain_table import line, plain_table
from qc.analysis.periods import Period
from qc.improve.calendar.draw import carried_out
from qc.improve.calendar.picks import Drawn, Pick, draws
from qc.improve.calendar.risk import LABELS
from qc.locale import Translator
from qc.words import Right
from qc.workspace import Workspace

SHORT = 12
"""So many signs of the seed's sum are shown; the whole stands in the title."""


def drawn(reader: Workspace, period: Period) -> Any:
    """The draws of the period's weeks; in the running week, a button for each site that has none.
    Nothing for whoever sees some units only: nobody is to know what is looked at."""
    if reader.scope.units is not None:
        return None
    t, this = reader.t, Period.of(reader.today, "week").start
    found = [each for each in draws(reader) if period.start <= each.week <= period.end]
    missing = _sites_without(found, reader, this) if period.start <= this <= period.end else []
    if not found and not missing:
        return None
    newest = [*reversed(found)]
    said = (
        t("This week's spot checks have not been drawn yet.")
        if missing
        else t("Spot checks drawn: {n}", n=sum(len(each.picks) for each in newest))
    )
    caption = t("Random draw · not for those to be inspected")
    parts = [_button(site, reader, t) for site in missing] + [_draw(d, reader) for d in newest]
    return block(said, caption, parts, "draw")


def _sites_without(found: list[Drawn], reader: Workspace, monday: dt.date) -> list[str]:
    if reader.scope.refused(Right.RECORD):
        return []
    known = {each.site for each in found if each.week == monday}
    sites = [site.name for site in reader.organisation.sites]
    return [s for s in sites if s not in known and reader.scope.covers(s, "")]


def _button(site: str, reader: Workspace, t: Translator) -> Any:
    several = len(reader.organisation.sites) > 1
    told = t(
        "Drawn by chance from a secret seed, those who wait longest first; once a week, written down with "
        "who drew and why, and the same whenever it is looked at."
    )
    name = t("Draw for {site}", site=site) if several else t("Draw this week's spot checks")
    return html.Div([html.P(told, className="caption"), button(name, "draw", site, quiet=False)])


def _draw(each: Drawn, reader: Workspace) -> Any:
    t = reader.t
    heads = [
        t("Day"), t("Where"), t("Checklist"), t("Inspector"), t("Which"), t("Reasons"), t("Done on day"),
        t("Sheet to fill in"),
    ]  # fmt: skip
    rows = [line(heads, _cells(n, pick, each, reader)) for n, pick in enumerate(each.picks)]
    about = t("Week of {week}, drawn by {actor} at {at}. Sum of the seed: {seed}", week=each.week, actor=each.by, at=moment(each.at), seed=each.seed[:SHORT] or "—")  # fmt: skip
    return html.Div(
        [html.P(about, className="caption", title=each.seed), plain_table(heads, rows, "picks")]
    )


def _cells(n: int, pick: Pick, each: Drawn, reader: Workspace) -> list[Any]:
    t = reader.t
    known = reader.catalogue.checklists.get(pick.checklist)
    done = carried_out(reader, pick, each.week)
    numbers = " ".join(map(str, pick.numbers))
    return [
        str(pick.day),
        pick.unit,
        known.name.of(t.language) if known else pick.checklist,
        pick.inspector or t("nobody from another unit is known"),
        t("No. {numbers}", numbers=numbers) if numbers else "—",
        html.Details(
            [html.Summary(t("Reasons")), html.Ul([html.Li(why) for why in reasons(pick, t)])]
        ),
        f"● {done}" if done else "○",
        html.A(t("Download"), href=sheet_link(each, n, t), download="") if known else "",
    ]


def reasons(pick: Pick, t: Translator) -> list[str]:
    """What weighed for a pick, with the figures of the day on which it was drawn."""
    found = [
        f"{t(label)} {pick.figures[key]}" for key, label in LABELS.items() if pick.figures.get(key)
    ]
    found.append(t("drawn {count} times this month before", count=pick.drawn))
    return [*found, t("Weight in the draw: {weight}", weight=pick.weight)]


def sheet_link(each: Drawn, n: int, t: Translator) -> str:
    """Where the template of a pick is downloaded."""
    asked = urlencode({"site": each.site, "lang": t.language}, quote_via=quote)
    return f"/draws/{each.week}/{n}?{asked}"
