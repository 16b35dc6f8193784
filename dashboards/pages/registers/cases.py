"""The cases that a figure counts: of each what every figure says of it, and its cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboards.components import html
from dashboards.components.graphs import block
from dashboards.components.plain_table import line, plain_table
from dashboards.pages.registers.behind import case_link
from dashboards.pages.registers.place import Place
from qc.analysis.places import place_name
from qc.improve.registers.figure_words import part
from qc.improve.registers.listing import Listed, behind
from qc.improve.registers.words import FIGURES, PARTS
from qc.locale import N_
from qc.workspace import Workspace

MOST = 200
TIMES = {
    "report_hours": N_("hours to the report"),
    "answer_days": N_("days to the answer"),
    "close_days": N_("days to closing"),
}


def cases(listed: tuple[Listed, ...], place: Place, reader: Workspace, search: str) -> Any:
    """The list that the address asks for; None where it asks for none."""
    if place.figure is None:
        return None
    t, found = reader.t, behind(listed, place.figure, place.by, place.key)
    names = [t(FIGURES[place.figure]), *([t(PARTS[place.by]), part(place.key, t)] if place.by else [])]  # fmt: skip
    said = t("{n} cases behind it: {name}", n=len(found), name=" · ".join(names))
    answers = _told(found)
    heads = _heads(found, answers, reader)
    rows = [line(heads, _cells(each, answers, place, reader, search)) for each in found[:MOST]]
    shut = html.A(t("Close this list"), href=place.link())
    caption = t("● yes, ▲ no, blank: the register does not say")
    more = [html.P(t("The first {shown} of {all}.", shown=MOST, all=len(found)))] if len(found) > MOST else []  # fmt: skip
    table = plain_table(heads, rows, "cases", label=said)
    return block(said, caption, [table, *more, shut], "cases")


def _told(found: Sequence[Listed]) -> list[str]:
    """The shares of which any case says something."""
    codes = dict.fromkeys(code for each in found for code in each.answers)
    return [code for code in codes if any(each.answers[code] is not None for each in found)]


def _heads(found: Sequence[Listed], answers: Sequence[str], reader: Workspace) -> list[str]:
    t = reader.t
    keys = [name for name in (found[0].keys if found else ()) if name != "unit"]
    times = list(found[0].times) if found else []
    return [
        t("date"), t("unit"), t("number"), *(t(PARTS[key]) for key in keys), *(t(FIGURES[code]) for code in answers),
        *(t(TIMES[code]) for code in times), t("file and cell"),
    ]  # fmt: skip


def _cells(
    each: Listed, answers: Sequence[str], place: Place, reader: Workspace, search: str
) -> list[Any]:
    t, case = reader.t, each.case
    keys = [part(key, t) for name, key in each.keys.items() if name != "unit"]
    times = ["" if time is None else f"{round(time, 1):g}" for time in each.times.values()]
    said = {True: "●", False: "▲", None: ""}
    where = f"{case.file} › {case.sheet} › {case.cell}"
    here = place.link(figure=place.figure, by=place.by, key=place.key, all=place.all)
    return [
        str(case.date), place_name(case.unit, reader.organisation, t), case.number, *keys,
        *(said[each.answers[code]] for code in answers), *times, html.A(where, href=case_link(each, here or search)),
    ]  # fmt: skip
