"""An indicator without a target on the page."""

from __future__ import annotations

import math

from dashboards.address import Rows, View
from dashboards.components import score_table, verdict
from dashboards.components.cross import Cell, cross
from dashboards.components.details import trend_key
from dashboards.figures.trend import trend_figure
from dashboards.pages.scorecard.update import without_open_ended
from qc.catalogue.model import Group, Text
from qc.locale import Translator
from qc.words import State, Verdict
from tests.unit.dashboards import answers
from tests.unit.dashboards.test_components import links, parts, text

EN = Translator("en")
PEOPLE = {"people": Group(code="people", name=Text(zh="人员", en="People"))}
UNJUDGED = {"verdict": Verdict.NONE, "state": State.NO_TARGET, "target": math.nan}


def test_its_rate_is_shown_and_opens_its_rows() -> None:
    """What was checked could not be looked at, as if nothing had been."""
    line = answers.line(answers.indicator("knowing", targets=(), group="people"), **UNJUDGED)
    table = score_table.score_table(answers.card(line, groups=PEOPLE), "", View(), EN)
    rows = View().link(rows=Rows(answers.OCTOBER, "knowing", None))
    assert rows in links(table)
    cells = {part.className: text(part) for part in parts(table) if hasattr(part, "className")}
    assert cells["target"] == "—"
    assert "no target set" in cells["state"]


def test_a_group_has_its_name_above_it_and_the_core_none() -> None:
    """Forty lines without a heading are a wall."""
    core = answers.line()
    others = [
        answers.line(answers.indicator(code, targets=(), group="people"), **UNJUDGED)
        for code in ("knowing", "drills")
    ]
    table = score_table.score_table(answers.card(core, *others, groups=PEOPLE), "", View(), EN)
    assert [text(p) for p in parts(table) if getattr(p, "className", "") == "group"] == ["People"]


def test_its_trend_has_no_line_to_reach() -> None:
    """A dashed line at nothing would read as a target of 0 %."""
    trend = answers.trend(target=math.nan)
    assert trend_figure(trend, ["", "", "", ""], EN)["layout"]["shapes"] == []
    assert "Target" not in text(trend_key(trend, EN))


def test_the_badge_says_that_none_is_set() -> None:
    assert text(verdict.badge(Verdict.NONE, State.NO_TARGET, EN)) == "○no target set"


def test_what_has_no_target_is_folded_away_until_it_is_asked_for() -> None:
    """Twelve figures that have to be reached were lost among thirty that nobody set a target for."""
    core = answers.line()
    silent = answers.without_data(answers.indicator("quiet", targets=()))
    other = answers.line(answers.indicator("knowing", targets=(), group="people"), **UNJUDGED)
    aimed = answers.line(answers.indicator("drills", group="people"))
    card = answers.card(core, silent, other, aimed, groups=PEOPLE)

    shown, folded = without_open_ended(card, core, View())
    assert shown.lines == (core, silent, aimed) and folded == 1  # the core stays, even without data
    for chosen, view in ((core, View(show="all")), (other, View())):
        assert without_open_ended(card, chosen, view) == (card, 0)


def test_a_crossed_table_says_no_target_where_none_is_set() -> None:
    """A rate beside the shape of "no data" contradicts itself."""
    cells = {("a", "b"): Cell("90.8 %", State.NO_TARGET, "told", "?")}
    table = cross("Item", [("b", "B")], [("a", "A")], cells, "Items", EN)
    assert "no target set" in text(table)
    met = {("a", "b"): Cell("100 %", State.MET, "told", "?")}
    assert "no target set" not in text(cross("Item", [("b", "B")], [("a", "A")], met, "Items", EN))
