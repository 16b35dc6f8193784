"""The bar that leads from page to page, and the dates that pages tell."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from dashboards.components import html
from dashboards.components.aria import aria, data
from dashboards.components.tools import script_words, tools
from qc.locale import N_, Translator
from qc.words import Right
from qc.workspace import TIME_ZONE, Workspace

PAGES = {
    "/": N_("Today"),
    "/scorecard": N_("Scorecard"),
    "/findings": N_("Findings"),
    "/cycles": N_("PDCA"),
    "/registers": N_("Registers"),
    "/drugs": N_("Drugs & devices"),
    "/capture": N_("Check on the spot"),
    "/calendar": N_("Calendar"),
    "/meeting": N_("Meeting"),
    "/standards": N_("Standards"),
    "/import": N_("Import"),
    "/admin": N_("Administration"),
}
"""The pages that the line leads to, by their paths."""

OVER_A_LAKE = {
    "/chain": N_("All clinics"),
    "/scorecard": N_("Scorecard"),
    "/standards": N_("Standards"),
    "/admin": N_("Administration"),
}
"""The same where the results are those of the clinics in a lake."""

TITLES = PAGES | OVER_A_LAKE | {"/indicator": N_("Indicator")}
"""What each page is called, also those that are reached from another one only."""


GROUPS = (
    ("/", "/capture", "/findings", "/calendar", "/drugs"),
    ("/import", "/chain", "/scorecard", "/cycles", "/meeting", "/registers"),
    ("/standards", "/admin"),
)
"""The week's work, the month's view, set-up. A page of `PAGES` that stands nowhere comes last."""

THUMB = ("/", "/chain", "/capture", "/findings", "/scorecard", "/import")
"""The first four of these that there are stand at the foot of a phone, the others in its menu."""

LETTERS = {
    "/": "t", "/capture": "o", "/findings": "f", "/calendar": "c", "/drugs": "d", "/import": "i",
    "/scorecard": "s", "/cycles": "p", "/meeting": "m", "/registers": "r", "/standards": "n",
    "/admin": "a", "/chain": "h",
}  # fmt: skip
"""The key that opens a page after `g`."""

NEEDS = {"/import": Right.IMPORT, "/capture": Right.RECORD, "/admin": Right.ADMINISTER}
"""What somebody must be allowed, or the page is of no use to them."""


def navigation(here: str, reader: Workspace, search: str = "", account: str = "") -> Any:
    """The bar over every page: the pages that the reader may use, search, language, light or dark, and
    who is signed in (`account`)."""
    t, shown = reader.t, pages_of(reader)
    thumb = [path for path in THUMB if path in shown][:4]
    menu = html.Button(t("More"), className="menu", type="button", **aria(expanded="false"))
    groups = [
        html.Ul([_page(path, here, path in thumb, t) for path in group if path in shown])
        for group in _groups()
        if any(path in shown for path in group)
    ]
    nav = html.Nav([*groups, menu], className="pages", **aria(label=t("Pages")))
    return html.Div([nav, tools(reader, search, account), script_words(t)], className="bar")


def pages_of(reader: Workspace) -> list[str]:
    """The paths of the pages in the bar's order, without what the reader has no right to."""
    rights, offered = reader.scope.rights, PAGES if reader.lake is None else OVER_A_LAKE
    return [
        path
        for group in _groups()
        for path in group
        if path in offered and (path not in NEEDS or NEEDS[path] in rights)
    ]


def _groups() -> tuple[tuple[str, ...], ...]:
    known = {path for group in GROUPS for path in group}
    return (*GROUPS[:-1], (*GROUPS[-1], *(path for path in PAGES if path not in known)))


def _page(path: str, here: str, is_thumb: bool, t: Translator) -> Any:
    """The language goes along; `data-key` is what the keyboard script looks for."""
    link = html.A(
        t(TITLES[path]),
        href=f"{path}?{urlencode({'lang': t.language})}",
        **(aria(current="page") if path == here else {}),
        **(data(key=LETTERS[path]) if path in LETTERS else {}),
    )
    return html.Li(link, className="thumb" if is_thumb else "")


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
