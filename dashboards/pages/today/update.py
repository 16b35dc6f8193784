"""What the page Today says: plain functions of a workspace and a search string."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dash import html

from dashboards.address import View
from dashboards.components import panels
from dashboards.components.controls import other_language
from dashboards.components.navigation import day, navigation
from dashboards.pages.scorecard.update import PATH as SCORECARD
from dashboards.pages.today import layout
from dashboards.pages.today.layout import Line
from dashboards.pages.today.links import address
from dashboards.standing import with_standards
from qc.attention.matter import Matter, MatterKind, Urgency
from qc.attention.reading import attention
from qc.attention.words import headline, place, sentence, who
from qc.errors import QcError
from qc.locale import N_, Translator, translator
from qc.workspace import Workspace

PATH = "/"
DANGER = (MatterKind.CRITICAL, MatterKind.EXPIRED)
SHAPES = {Urgency.NOW: "▲", Urgency.WEEK: "○", Urgency.SOON: "·"}
log = logging.getLogger(__name__)


def page(workspace: Workspace, search: str | None) -> list[Any]:
    """The whole page."""
    view = _view(search)
    reader = replace(with_standards(workspace), language=view.language or workspace.language)
    t, matters = reader.t, attention(reader)
    if not matters and not reader.store.imports(reader.scope):
        return layout.page(_top(t("Nothing has been imported yet."), view, reader), layout.empty(t))
    top = _top(headline(matters, t), view, reader)
    if not matters:
        return layout.page(top, layout.nothing(SCORECARD + View(t.language).link(), t))
    groups = [
        layout.group(t(each.label), SHAPES[each], each.value, lines, t)
        for each in Urgency
        if (lines := _lines(each, matters, reader))
    ]
    keys = panels.keys(t, N_("Next / previous line"), N_("Open what it is about"))
    return layout.page(top, *groups, keys)


def _view(search: str | None) -> View:
    """Only the language is taken from the address: the list has no filter."""
    said = View.parse(search)
    return View(language=said.language)


def _top(said: str, view: View, reader: Workspace) -> list[Any]:
    t = reader.t
    here = f"{reader.clinic} · {t('Today')} · {day(reader.today, t)}"
    switch = other_language(lambda language: view.link(language=language), t)
    return [
        navigation(PATH, t),
        html.P(here, className="place"),
        html.H1(said),
        html.Div(switch, className="controls"),
    ]


def _lines(urgency: Urgency, matters: Sequence[Matter], reader: Workspace) -> list[Line]:
    return [_line(each, reader) for each in matters if each.urgency is urgency]


def _line(matter: Matter, reader: Workspace) -> Line:
    t, when = reader.t, matter.due or matter.since
    return Line(
        said=sentence(matter, t),
        href=address(matter, t.language, reader.catalogue),
        told=(
            t(matter.kind.label),
            place(matter, reader),
            who(matter, t),
            when.isoformat() if when else "",
        ),
        details=tuple(
            (one.unit if not matter.unit else "", one.text, one.day.isoformat() if one.day else "")
            for one in matter.details
        ),
        is_danger=matter.kind in DANGER,
    )


def explained(workspace: Workspace, search: str | None, error: Exception) -> Any:
    """An error as a panel: a user's mistake in its own sentence, a fault of ours logged and owned."""
    t = _reader(workspace, search)
    way, home = t("Look at the scorecard"), SCORECARD + View(t.language).link()
    if isinstance(error, QcError):
        return panels.mistake(error, t, home, way)
    log.error("today's page at %s could not be worked out", search, exc_info=error)
    return panels.fault(t, home, way)


def _reader(workspace: Workspace, search: str | None) -> Translator:
    try:
        language = _view(search).language
    except QcError:  # the address itself is the mistake
        language = None
    return translator(language or workspace.language)
