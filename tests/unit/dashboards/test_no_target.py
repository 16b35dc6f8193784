"""An indicator without a target on the page."""

from __future__ import annotations

import math

from dashboards.address import Rows, View
from dashboards.components import score_table, verdict
from dashboards.components.details import trend_key
from dashboards.figures.trend import trend_figure
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
