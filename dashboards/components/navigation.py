"""The quiet line that leads from page to page, and the dates that pages tell."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from dash import html

from dashboards.components.aria import aria
from qc.locale import N_, Translator
from qc.workspace import TIME_ZONE

PAGES = {"/": N_("Today"), "/scorecard": N_("Scorecard"), "/import": N_("Import")}


def navigation(here: str, t: Translator) -> Any:
    """A link to each page, the one that is open marked; the language goes along."""
    links = [
        html.A(
            t(name),
            href=f"{path}?{urlencode({'lang': t.language})}",
            **(aria(current="page") if path == here else {}),
        )
        for path, name in PAGES.items()
    ]
    return html.Nav(links, className="pages", **aria(label=t("Pages")))


def day(date: dt.date, t: Translator) -> str:
    """ "3月1日", in English "2026-03-01"."""
    return t("{year}-{month:02d}-{day:02d}", year=date.year, month=date.month, day=date.day)


def days(start: dt.date, end: dt.date, t: Translator) -> str:
    """ "2026年3月1日—29日", as short as it can be said without a doubt."""
    if start == end:
        return day(start, t)
    if (start.year, start.month) == (end.year, end.month):
        return t(
            "{year}-{month:02d}-{first:02d} to {last:02d}",
            year=start.year, month=start.month, first=start.day, last=end.day,
        )  # fmt: skip
    return t("{start} to {end}", start=day(start, t), end=day(end, t))


def moment(at: str) -> str:
    """A stored time (UTC, ISO text) as the clock on the wall: 2026-10-31 14:05."""
    return dt.datetime.fromisoformat(at).astimezone(TIME_ZONE).strftime("%Y-%m-%d %H:%M")
