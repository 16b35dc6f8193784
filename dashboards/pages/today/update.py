"""What the page Today says: plain functions of a workspace and a search string."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from dashboards import sample
from dashboards.address import View
from dashboards.components.navigation import day
from dashboards.components.top import top as top_of
from dashboards.links import address
from dashboards.pages.calendar.words import SHAPES as WEEK_SHAPES
from dashboards.pages.calendar.words import SHORT, css
from dashboards.pages.calendar.words import headline as calendar_headline
from dashboards.pages.scorecard.update import PATH as SCORECARD
from dashboards.pages.today import begin, layout
from dashboards.pages.today.layout import Inspection, Line
from dashboards.sample import Underway
from qc.analysis import Period
from qc.attention.matter import Matter, MatterKind, Urgency
from qc.attention.reading import attention
from qc.attention.words import headline, place, sentence, who
from qc.improve.calendar.dues import Due
from qc.improve.calendar.grid import Cell, tally_of
from qc.improve.calendar.reading import calendar
from qc.locale import Translator
from qc.workspace import Workspace

PATH = "/"
DANGER = (MatterKind.CRITICAL, MatterKind.EXPIRED)
SHAPES = {Urgency.NOW: "▲", Urgency.WEEK: "○", Urgency.SOON: "·"}


def show(reader: Workspace, search: str) -> list[Any]:
    """The whole page. Of the address only the language is taken, and which group is shown to its end
    (`show`): the list has no filter."""
    t, matters = reader.t, attention(reader)
    if not matters and not reader.store.imports(reader.scope):
        return [_top(t("Nothing has been imported yet."), search, reader), begin.welcome(reader)]
    top = _top(headline(matters, t), search, reader)
    more = [begin.clearing(t)] if sample.is_in(reader) else []
    if not matters:
        return [top, *more, layout.nothing(SCORECARD + View(t.language).link(), t)]
    view = View.parse(search)
    groups = [
        layout.group(
            t(each.label),
            SHAPES[each],
            each.value,
            lines,
            t,
            whole=None if view.show == each.value else view.link(show=each.value),
        )
        for each in Urgency
        if (lines := _lines(each, matters, reader))
    ]
    return [top, *more, *_week(reader), *groups]


def _week(reader: Workspace) -> list[Any]:
    """This week's inspections, done and due, as the calendar says them; nothing where none are owed."""
    week = Period.of(reader.today, "week")
    dues = [due for due in calendar(reader, week).dues if week.start <= due.span.end <= week.end]
    tally = tally_of(dues, week)
    if not tally.owed:
        return []
    said = calendar_headline(tally, week, reader.today, reader.t)
    link = f"/calendar?lang={reader.t.language}"
    return [layout.week(said, link, _inspections(dues, week, link, reader.t))]


def _inspections(dues: Sequence[Due], week: Period, link: str, t: Translator) -> list[Inspection]:
    """One a cadence: done of owed, and the worst state among them."""
    cells = {due.code: Cell(tuple(each for each in dues if each.code == due.code)) for due in dues}
    return [
        Inspection(
            said=cell.dues[-1].name,
            shape=WEEK_SHAPES[cell.state],
            told=t(SHORT[cell.state]),
            counts=f"{cell.done}/{cell.times}",
            name=css(cell.state),
            href=f"{link}&period={week}&checklist={quote(code)}",
        )
        for code, cell in cells.items()
    ]


def waiting(now: Underway, reader: Workspace, search: str) -> list[Any]:
    """While the sample clinic comes in or goes."""
    t = reader.t
    return [_top(t("The sample workbooks are being read …"), search, reader), begin.running(now, t)]


def _top(said: str, search: str, reader: Workspace) -> Any:
    return top_of(PATH, reader, search, said, about=day(reader.today, reader.t))


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
