"""How the meeting looks: one page to prepare it, one message a screen to hold it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import dash_mantine_components as dmc

from dashboards.components import html
from dashboards.components.aria import aria, data
from dashboards.components.fields import FIELD, button, field
from qc.locale import Translator
from qc.meeting.model import Part, PartName, Resolution, Row, Written

LARGE = 8
"""Lines up to which a screen's table is written in the largest type."""
BESIDE_A_FORM = 6
"""Lines that leave a screen room to write below them."""
_FIGURE = re.compile(r"(—|=|[▲▼]? ?[\d.,]+( ?%)?(/[\d.,]+)?( \S+)?)?")
"""What stands to the right: a rate, counts with their unit, a movement."""


def part(shown: Part, hrefs: Sequence[str | None], screen: str, t: Translator, *more: Any) -> Any:
    """A part under its sentence; `hrefs[i]` is where line i leads, `screen` the address on which the
    part fills the wall."""
    quiet = [html.P(text, className="caption") for text in shown.more]
    head = html.Div(
        [
            html.P(t(shown.name.label), className="caption"),
            html.A(t("On the screen"), href=screen, className="to-screen"),
        ],
        className="part-head",
    )
    return html.Section(
        [head, html.H2(shown.sentence), table(shown, hrefs), *quiet, *more],
        className="panel part",
        id=shown.name.value,
    )


def table(shown: Part, hrefs: Sequence[str | None]) -> Any:
    """The part's lines; the first cell leads on where there is a way. On a phone a line is a block."""
    if not shown.rows:
        return None
    numbers = _numbers(shown.rows)
    head = html.Tr([html.Th(text, scope="col", className=_css(n, numbers)) for n, text in enumerate(shown.heads)])  # fmt: skip
    body = [_row(shown, row, href, numbers) for row, href in zip(shown.rows, hrefs, strict=True)]
    return html.Div(
        html.Table([html.Thead(head), html.Tbody(body)], className="plain stacks"),
        className="scrolls",
        tabIndex=0,
        role="region",
        **aria(label=shown.sentence),
    )


def _numbers(rows: Sequence[Row]) -> frozenset[int]:
    columns = zip(*(row.cells for row in rows), strict=True)
    told = enumerate(list(columns))
    return frozenset(n for n, cells in told if n and all(map(_FIGURE.fullmatch, cells)))


def _css(n: int, numbers: frozenset[int]) -> str:
    return "number" if n in numbers else ""


def _row(shown: Part, row: Row, href: str | None, numbers: frozenset[int]) -> Any:
    first, *rest = row.cells
    said = html.A(first, href=href) if href else first
    css = f"state-{row.mark}" if row.mark else ""
    told = [
        html.Td(text, className=_css(n, numbers), **data(head=shown.heads[n], **_empty(text)))
        for n, text in enumerate(rest, 1)
    ]
    return html.Tr([html.Th(said, scope="row", className=css), *told])


def _empty(text: str) -> dict[str, str]:
    return {"empty": "yes"} if text in ("", "—") else {}


def screen(
    shown: Part, names: tuple[str, str], ways: dict[str, str | None], hrefs: Sequence[str | None],
    t: Translator, *more: Any,
) -> list[Any]:  # fmt: skip
    """One part on the wall. `names`: the clinic and the month; `ways`: the addresses of the part
    before, the one after and the page, which the keys ← → Esc go to."""
    number = [*PartName].index(shown.name) + 1
    steps = [
        html.A(text, href=href, className="button", **data(key=key))
        for key, text in (
            ("ArrowLeft", t("← Back")), ("ArrowRight", t("Next →")), ("Escape", t("Leave the screen")),
        )
        if (href := ways.get(key))
    ]  # fmt: skip
    place = " · ".join((*names, t(shown.name.label), f"{number}/{len(PartName)}"))
    shown, hrefs = _fitting(shown, hrefs, t) if more else (shown, hrefs)
    size = "on-screen" if len(shown.rows) <= LARGE else "on-screen full"
    return [
        html.Section(
            [
                html.P(place, className="place"),
                html.H1(shown.sentence),
                table(shown, hrefs),
                *(html.P(text, className="caption") for text in shown.more),
                *more,
            ],
            className=size,
        ),
        html.Nav(steps, className="meeting-steps", **aria(label=t("Parts of the meeting"))),
    ]


def _fitting(
    shown: Part, hrefs: Sequence[str | None], t: Translator
) -> tuple[Part, Sequence[str | None]]:
    """The part with as many lines as leave room for a form; the rest is on its page."""
    n = BESIDE_A_FORM
    if len(shown.rows) <= n:
        return shown, hrefs
    said = t("The first {n} lines; the page has more.", n=n)
    return replace(shown, rows=shown.rows[:n], more=(said,)), hrefs[:n]


def focus_form(written: Written, t: Translator) -> Any:
    """Next month's focus, typed in place."""
    return html.Div([_area("focus", t("Next month's focus"), written.focus, 3), _save(written, t)], className="form")  # fmt: skip


def praise_form(written: Written, t: Translator) -> Any:
    """Who is praised, and for what."""
    return html.Div(
        [
            field("praised", t("Who")),
            field("praised-for", t("For what")),
            button(t("Write down the praise"), "praise", str(written.seen), quiet=False),
        ],
        className="form praise-form",
    )


def minutes_form(written: Written, t: Translator) -> Any:
    """Who was there, what was resolved, the minutes."""
    return html.Div(
        [
            _area("attendance", t("Present"), written.attendance, 2),
            _area("minutes", t("Minutes"), written.minutes, 5),
            _save(written, t),
            html.H3(t("Resolutions")),
            html.Ol([_resolution(each, written, t) for each in written.resolutions]),
            html.Div(
                [
                    field("resolution", t("What is resolved")),
                    field("person", t("Who sees to it")),
                    field("due", t("Until"), placeholder="2026-12-31"),
                    button(t("Add the resolution"), "resolve", str(written.seen), quiet=False),
                ],
                className="resolve",
            ),
        ],
        className="form",
    )


def _resolution(each: Resolution, written: Written, t: Translator) -> Any:
    told = " · ".join(filter(None, (each.text, each.person, each.due)))
    number = f"{each.number} {written.seen}"
    done = [html.Span(t("● carried out"), className="state-met")] if each.is_done else [
        button(t("Carried out"), "done", number)
    ]  # fmt: skip
    return html.Li([told, " ", *done, " ", button(t("Take out"), "strike", number)])


def _area(name: str, label: str, value: str, rows: int) -> Any:
    return dmc.Textarea(
        id={"type": FIELD, "name": name}, label=label, value=value, debounce=True, autosize=True,
        minRows=rows,
    )  # fmt: skip


def _save(written: Written, t: Translator) -> Any:
    """The button says what its reader had seen: what others write meanwhile is not written over."""
    return button(t("Keep"), "write", str(written.seen), quiet=False)
