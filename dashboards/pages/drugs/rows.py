"""The lines of the page of stock and devices, each with the way to the cell that it was read from."""

from __future__ import annotations

from typing import Any

from dashboards.address import Rows, rows_link
from dashboards.components import html
from dashboards.components.plain_table import line, plain_table
from dashboards.pages.drugs.words import css, due_css, left, overdue
from qc.analysis.periods import Period
from qc.analysis.places import place_name
from qc.attention.lines import Line
from qc.attention.reorder import Need
from qc.attention.stock import Article, Certificate, Count, Device
from qc.locale import Translator
from qc.workspace import Workspace


def behind(search: str, each: Line) -> str:
    """The address with the record of a line open."""
    rows = Rows(
        Period.of(each.date), each.indicator, each.unit, each.item_code or None,
        checklist=each.checklist,
    )  # fmt: skip
    return rows_link(search, rows)


def where(unit: str, subject: str, reader: Workspace) -> str:
    """ "手术室 · 抢救车1号"."""
    place = place_name(unit, reader.organisation, reader.t)
    return " · ".join(filter(None, (place, subject)))


def articles(found: list[Article], reader: Workspace, search: str) -> Any:
    """What expires: place, article, batch, quantity, last day, where it is written."""
    t = reader.t
    heads = [
        t("Article"),
        t("Where"),
        t("Batch"),
        t("In stock"),
        t("Expires"),
        t("Left"),
        t("Written in"),
    ]
    numbers = (3,)
    rows = [
        line(
            heads,
            [
                _named(each),
                where(each.line.unit, each.line.subject, reader),
                each.batch or "—",
                "—" if each.have is None else str(each.have),
                str(each.expiry),
                html.Span(left(each.left, t), className=css(each.left)),
                source(each.line, search),
            ],
            numbers,
        )
        for each in found
    ]  # fmt: skip
    return plain_table(heads, rows, "expiring", numbers)


def _named(each: Article) -> str:
    return " ".join(filter(None, (each.name, each.spec)))


def source(each: Line, search: str) -> Any:
    """File and cell; opens the record."""
    return html.A(
        f"{each.file} · {each.sheet}!{each.cell}", href=behind(search, each), className="where"
    )


def lacking(found: list[Need], reader: Workspace, search: str) -> Any:
    """What stands below its par level."""
    t = reader.t
    heads = [t("Article"), t("Where"), t("Par level"), t("Usable"), t("Too few"), t("Written in")]
    numbers = (2, 3, 4)
    rows = [
        line(
            heads,
            [
                need.name,
                where(need.unit, need.subject, reader),
                str(need.par),
                str(need.usable),
                html.Span(f"▲ {need.lacks}", className="warns"),
                source(need.articles[0].line, search),
            ],
            numbers,
        )
        for need in found
    ]
    return plain_table(heads, rows, "lacking", numbers)


def devices(found: list[Device], reader: Workspace, search: str) -> Any:
    """Devices that are out of order or due for service."""
    t = reader.t
    heads = [
        t("Device"),
        t("Number"),
        t("Where"),
        t("State"),
        t("Service due"),
        t("Left"),
        t("Written in"),
    ]
    rows = [
        line(
            heads,
            [
                each.name,
                each.line.subject or "—",
                where(each.line.unit, "", reader),
                _state(each, t),
                str(each.due or "—"),
                html.Span(overdue(each.left, t), className=f"{due_css(each.left)} whole"),
                source(each.line, search),
            ],
        )
        for each in found
    ]  # fmt: skip
    return plain_table(heads, rows, "devices")


def _state(each: Device, t: Translator) -> Any:
    if not each.is_down:
        return each.status or "—"
    said = each.status or t("failed its test")
    return html.Span(f"▲ {said}", className="warns")


def certificates(found: list[Certificate], reader: Workspace, search: str) -> Any:
    """Licences and certificates that end; whose they are by the first character."""
    t = reader.t
    heads = [t("Certificate"), t("Person"), t("Ends"), t("Left"), t("Written in")]
    rows = [
        line(
            heads,
            [
                each.name,
                each.person or "—",
                str(each.ends),
                html.Span(overdue(each.left, t), className=f"{due_css(each.left)} whole"),
                source(each.line, search),
            ],
        )
        for each in found
    ]
    return plain_table(heads, rows, "certificates")


def orders(found: list[Need], reader: Workspace, search: str) -> Any:
    """The list to take along: what, for where, how many, and why."""
    t = reader.t
    heads = [t("Article"), t("Where"), t("To order"), t("Par level"), t("Usable"), t("Why")]
    numbers = (2, 3, 4)
    rows = [
        line(
            heads,
            [
                " ".join(filter(None, (need.name, need.spec))),
                where(need.unit, need.subject, reader),
                html.A(
                    t("as needed") if need.order is None else str(need.order),
                    href=behind(search, need.articles[0].line),
                ),
                "—" if need.par is None else str(need.par),
                "—" if need.usable is None else str(need.usable),
                _why(need, t),
            ],
            numbers,
        )
        for need in found
    ]
    return plain_table(heads, rows, "orders", numbers)


def _why(need: Need, t: Translator) -> str:
    parts = [
        t("expired lots: {n}", n=need.expired) if need.expired else "",
        t("lots near expiry: {n}", n=need.near) if need.near else "",
        t("too few: {n}", n=need.lacks) if need.lacks else "",
    ]
    return t("; ").join(filter(None, parts))


def counts(found: list[Count], reader: Workspace, search: str) -> Any:
    """The newest count of each place, the oldest first."""
    t = reader.t
    heads = [t("Where"), t("List"), t("Newest count"), t("Lines"), t("Age")]
    numbers = (3,)
    rows = [
        line(
            heads,
            [
                where(each.unit, each.subject, reader),
                each.name,
                str(each.date),
                html.A(str(each.lines), href=_of_count(each, search)),
                html.Span(_age(each, t), className="warns" if each.is_old else ""),
            ],
            numbers,
        )
        for each in found
    ]
    return plain_table(heads, rows, "counts", numbers)


def _of_count(each: Count, search: str) -> str:
    rows = Rows(Period.of(each.date), each.indicator, each.unit, checklist=each.checklist)
    return rows_link(search, rows)


def _age(each: Count, t: Translator) -> str:
    said = t("{n} days ago", n=each.age) if each.age else t("today")
    return t("▲ {said}: count it anew", said=said) if each.is_old else said
