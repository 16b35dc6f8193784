"""How the meeting looks: one page to prepare it, one message a screen to hold it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import dash_mantine_components as dmc
from dash import html

from dashboards.components.aria import aria, data
from dashboards.components.fields import FIELD, button, field
from qc.locale import Translator
from qc.meeting.model import Part, PartName, Resolution, Row, Written

ON_SCREEN = 8
"""Lines that can be read from the last row of chairs."""


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
    """The part's lines; the first cell leads on where there is a way."""
    if not shown.rows:
        return None
    head = html.Tr([html.Th(text, scope="col") for text in shown.heads])
    body = [_row(row, href) for row, href in zip(shown.rows, hrefs, strict=True)]
    return html.Div(
        html.Table([html.Thead(head), html.Tbody(body)], className="plain"),
        className="scrolls",
        tabIndex=0,
        role="region",
        **aria(label=shown.sentence),
    )


def _row(row: Row, href: str | None) -> Any:
    first, *rest = row.cells
    said = html.A(first, href=href) if href else first
    css = f"state-{row.mark}" if row.mark else ""
    return html.Tr([html.Th(said, scope="row", className=css), *(html.Td(text) for text in rest)])


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
    fitting = replace(shown, rows=shown.rows[:ON_SCREEN])
    told = shown.more if len(shown.rows) <= ON_SCREEN else _cut(t)
    return [
        html.Section(
            [
                html.P(place, className="place"),
                html.H1(shown.sentence),
                table(fitting, hrefs[:ON_SCREEN]),
                *(html.P(text, className="caption") for text in told),
                *more,
            ],
            className="on-screen",
        ),
        html.Nav(steps, className="meeting-steps", **aria(label=t("Parts of the meeting"))),
    ]


def _cut(t: Translator) -> tuple[str]:
    return (t("The first {n} lines; the page has more.", n=ON_SCREEN),)


def focus_form(written: Written, t: Translator) -> Any:
    """Next month's focus, typed in place."""
    return html.Div([_area("focus", t("Next month's focus"), written.focus, 3), _save(t)], className="form")  # fmt: skip


def minutes_form(written: Written, t: Translator) -> Any:
    """Who was there, what was resolved, the minutes."""
    return html.Div(
        [
            _area("attendance", t("Present"), written.attendance, 2),
            _area("minutes", t("Minutes"), written.minutes, 5),
            _save(t),
            html.H3(t("Resolutions")),
            html.Ol([_resolution(each, t) for each in written.resolutions]),
            html.Div(
                [
                    field("resolution", t("What is resolved")),
                    field("person", t("Who sees to it")),
                    field("due", t("Until"), placeholder="2026-12-31"),
                    button(t("Add the resolution"), "resolve", quiet=False),
                ],
                className="resolve",
            ),
        ],
        className="form",
    )


def _resolution(each: Resolution, t: Translator) -> Any:
    told = " · ".join(filter(None, (each.text, each.person, each.due)))
    number = str(each.number)
    done = [html.Span(t("● carried out"), className="state-met")] if each.is_done else [
        button(t("Carried out"), "done", number)
    ]  # fmt: skip
    return html.Li([told, " ", *done, " ", button(t("Take out"), "strike", number)])


def _area(name: str, label: str, value: str, rows: int) -> Any:
    return dmc.Textarea(
        id={"type": FIELD, "name": name}, label=label, value=value, debounce=True, autosize=True,
        minRows=rows,
    )  # fmt: skip


def _save(t: Translator) -> Any:
    return button(t("Keep"), "write", quiet=False)
