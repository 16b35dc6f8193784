"""Components are answers turned into what stands on the page."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Iterator
from typing import Any

import pytest
from dash.development.base_component import Component

from dashboards.address import Rows, View
from dashboards.components import details as details_module
from dashboards.components import evidence, heat, notes, score_table, verdict
from dashboards.components.details import details, trend_key, trend_table
from dashboards.components.failing import failing
from dashboards.components.masking import masked
from qc.analysis import CHARTS
from qc.analysis.periods import Period
from qc.analysis.places import place_name, units_first
from qc.locale import translator
from qc.organisation import Organisation, Site
from qc.words import Basis, Direction, State, Verdict
from tests.unit.dashboards import answers

ZH, EN = translator("zh"), translator("en")
OCTOBER = answers.OCTOBER
OVER = dt.date(2026, 11, 2)
HOUSE = Organisation(sites=(Site(name="本院"),))


def parts(component: Any) -> Iterator[Any]:
    """A component and all below it."""
    yield component
    children = getattr(component, "children", None)
    for child in children if isinstance(children, list) else [children]:
        if isinstance(child, (Component, str)):
            yield from parts(child)


def text(component: Any) -> str:
    return "".join(part for part in parts(component) if isinstance(part, str))


def links(component: Any) -> list[str]:
    return [part.href for part in parts(component) if hasattr(part, "href")]


def test_each_state_has_its_own_shape_and_words() -> None:
    """Two states that look alike without colour would be one for the colour-blind."""
    pairs = [(Verdict.MET, State.MET), (Verdict.MET, State.MET_SO_FAR)]
    pairs += [(Verdict.MISSED, State.MISSED_SO_FAR), (Verdict.MISSED, State.MISSED)]
    pairs += [(Verdict.NONE, State.NO_DATA)]
    said = [text(verdict.badge(*pair, ZH)) for pair in pairs]
    assert said == ["●达标", "◐达标 · 样本少", "◑未达标 · 样本少", "▲未达标", "—无数据"]


def test_a_rate_just_under_its_target_is_not_rounded_onto_it() -> None:
    """94.96 % against 95 % shown as 95.0 % 未达标 would look like our mistake."""
    line = answers.line(rate=0.9496)
    assert "94.96 %" in text(
        score_table.score_table(answers.card(line), "disinfection", View(), ZH)
    )


def test_children_stand_under_their_parent() -> None:
    """Catalogue order may list them apart; the reader adds them up by eye."""
    parent = answers.indicator("service_quality", "服务质量")
    child = answers.indicator("service", "服务", parent="service_quality")
    grandchild = answers.indicator("manner", "态度", parent="service")
    lines = [answers.line(i) for i in (grandchild, answers.indicator(), child, parent)]
    codes = [line.indicator.code for line in score_table.family_order(lines)]
    assert codes == ["disinfection", "service_quality", "service", "manner"]


def test_an_indicator_without_data_opens_nothing() -> None:
    """A link to an empty drawer is a door to a wall."""
    line = answers.without_data(answers.indicator())
    table = score_table.score_table(answers.card(line), "disinfection", View(), ZH)
    assert links(table) == [View().link(indicator="disinfection")]


def test_a_lower_is_better_target_reads_as_at_most() -> None:
    line = answers.line(answers.indicator(direction=Direction.LOWER), target=0.05)
    assert "≤ 5 %" in text(score_table.score_table(answers.card(line), "", View(), ZH))


def test_a_heat_cell_tells_all_that_its_colour_says() -> None:
    """Who hears the page must get unit, indicator, rate, counts and verdict."""
    rates = answers.unit_rates()
    table = heat.heat(rates, [answers.indicator()], OCTOBER, HOUSE, View(), ZH)
    cell = next(part for part in parts(table) if getattr(part, "href", None))
    assert cell.to_plotly_json()["props"]["aria-label"] == (
        "换药室 · 消毒隔离: 90.0 % (18/20 项次), 未达标 · 样本少"
    )
    assert cell.href == View().link(rows=Rows(OCTOBER, "disinfection", "换药室"))


def test_an_indicator_without_any_unit_gets_no_column() -> None:
    columns = [answers.indicator(), answers.indicator("service", "服务")]
    table = heat.heat(answers.unit_rates(), columns, OCTOBER, HOUSE, View(), ZH)
    assert "服务" not in text(table)


def test_a_site_that_stands_for_no_unit_is_named_as_the_whole() -> None:
    """ "仁和门诊部" among its own rooms reads like an eleventh room."""
    rates = answers.unit_rates().assign(unit="本院", whole_site=True)
    table = heat.heat(rates, [answers.indicator()], OCTOBER, HOUSE, View(), ZH)
    assert "全院（未分科室）" in text(table)
    assert links(table) == [View().link(rows=Rows(OCTOBER, "disinfection", "本院"))]


def test_of_several_sites_each_keeps_its_name() -> None:
    """Two rows called "whole site" could not be told apart."""
    chain = Organisation(sites=(Site(name="东院"), Site(name="西院")))
    assert place_name("西院", chain, ZH) == "西院（未分科室）"
    assert place_name("换药室", chain, ZH) == "换药室"
    assert units_first(["东院", "换药室"], chain) == ["换药室", "东院"]


def test_failing_items_link_row_by_row() -> None:
    table = failing(answers.failing_items("甲", "乙"), ["?a", "?b"], ZH)
    assert links(table) == ["?a", "?b"]
    assert "换药室、治疗室" in text(table)


@pytest.mark.parametrize(
    ("subject", "kind", "shown"),
    [("王小明", "checklist", "王*"), ("", "checklist", ""), ("肾上腺素", "stock", "肾上腺素")],
)
def test_persons_are_masked_and_things_are_not(subject: str, kind: str, shown: str) -> None:
    """A nurse's name on the wall screen; or a drug line nobody can find."""
    assert masked(subject, kind) == shown


def test_what_did_not_pass_comes_first() -> None:
    """One failure among two hundred marks would have to be searched for."""
    grid = evidence.evidence(answers.results(), ZH).children[-1]
    assert [row["outcome"] for row in grid.rowData] == ["✕ 不合格", "✓ 合格"]


def test_counts_without_a_mark_fail_when_one_of_them_did() -> None:
    """ "19 of 20 charts in order" carries no mark of its own."""
    rows = answers.results(outcome=None, checked=20, passed=[20, 19])
    grid = evidence.evidence(rows, ZH).children[-1]
    shown = {row["counts"]: row["outcome"] for row in grid.rowData}
    assert shown == {"20/20": "✓ 合格", "19/20": "✕ 不合格"}


def test_a_phone_gets_a_result_in_lines_with_its_cell() -> None:
    """In columns the file, sheet and cell stand off the screen; and names stay masked here too."""
    told = evidence.evidence(answers.results(), ZH).children[-1].rowData[0]["told"]
    assert told.split("\n") == [
        "手卫生用品齐全",
        "2026-10-04 · 换药室 · 王*",
        "10月消毒隔离.xlsx › 换药室 › D6: ×",
    ]


def test_a_parent_says_how_many_of_its_parts_have_data() -> None:
    """ "7 parts, 4 met" reads as three missed where two have no data."""
    parent = answers.line(answers.indicator(), children=7, children_rated=6, children_met=4)
    table = score_table.score_table(answers.card(parent), "", View(), ZH)
    assert "6项有数据的子指标中4项达标（共7项）" in text(table)


def test_a_result_that_does_not_count_says_why() -> None:
    rows = answers.results(outcome=None, state=["missed", "held_back"], checked=0, passed=0)
    grid = evidence.evidence(rows, ZH).children[-1]
    assert {row["outcome"] for row in grid.rowData} == {"漏项", "待更正"}


def test_the_grid_reads_no_markup_and_no_code() -> None:
    """AG Grid can run strings as code and markdown as HTML; a sheet's text must get neither."""
    grid = evidence.grid(answers.results(item="<b>x</b>"), ZH)
    assert grid.rowData[0]["item"] == "<b>x</b>"
    assert not getattr(grid, "dangerously_allow_code", False)
    assert not any({"cellRenderer", "valueFormatter"} & set(column) for column in grid.columnDefs)


def test_a_long_list_says_that_it_is_cut() -> None:
    """A page of it would pass for all; all at once takes a phone half a minute."""
    many = answers.results().sample(2001, replace=True, random_state=1)
    last = evidence.evidence(many, ZH, page=5, link="?page={}".format)
    assert "2001 至 2001 条" in text(last)
    assert "?page=4" in links(last) and "?page=6" not in links(last)
    assert len(last.children[-1].rowData) == 1
    every = [evidence.evidence(many, ZH, page=n).children[-1].rowData for n in range(1, 6)]
    assert sum(map(len, every)) == 2001
    assert max(len(json.dumps(rows, ensure_ascii=False).encode()) for rows in every) < 300_000


def test_no_results_are_said_in_words() -> None:
    assert text(evidence.evidence(answers.results().iloc[:0], EN)) == (
        "There are no results behind this figure."
    )


def test_the_chart_is_explained_on_request() -> None:
    """A statistician asks which chart and why; the interval stands beside it."""
    told = text(details(answers.line(), answers.trend(), EN))
    assert "p chart · trial limits" in told
    assert "91.0 % – 96.0 %" in told


def test_every_chart_that_can_be_drawn_has_a_name() -> None:
    """A new kind of chart would break the page for the indicator that gets it."""
    assert set(CHARTS) - {"auto"} == set(details_module.CHARTS)


def test_a_census_shows_no_interval() -> None:
    """Everything was looked at: there is nothing to be unsure of."""
    line = answers.line(answers.indicator(basis=Basis.CENSUS), lower=math.nan, upper=math.nan)
    assert "interval" not in text(details(line, answers.trend(), EN))


def test_the_key_names_only_what_is_drawn() -> None:
    frame = answers.trend().frame.assign(lower=math.nan, upper=math.nan, beyond_limits=False)
    said = text(trend_key(answers.trend(frame=frame), EN))
    assert "Control limits" not in said
    assert "◆" not in said


def test_a_gap_in_the_trend_table_opens_nothing() -> None:
    assert links(trend_table(answers.trend(), ["?1", "?2", "?3", "?4"], EN)) == ["?1", "?3", "?4"]


def test_what_is_not_in_the_figures_is_said_and_opens() -> None:
    """Held back silently, a bad month would look like a good one."""
    line = notes.notes(answers.card(held_back=4, missed_items=6), OVER, View(), ZH)
    assert text(line) == "未计入：待更正 4 条 · 漏项 6 条 · 应查条目的完成率 98.0 %"
    assert len(links(line)) == 2


def test_a_whole_month_without_gaps_needs_no_note() -> None:
    assert notes.notes(answers.card(), OVER, View(), ZH) is None


@pytest.mark.parametrize(
    ("period", "is_over"),
    [("2026-W43", True), ("2026-W45", False), ("2026-11", False), ("2026-Q3", True), ("2026-Q4", False)],
)  # fmt: skip
def test_a_period_is_over_when_its_last_day_has_come(period: str, is_over: bool) -> None:
    """A week of October was said not to be over in November."""
    card = answers.card(period=Period.parse(period))
    line = notes.notes(card, OVER, View(), EN)
    assert ("not over" not in text(line)) is is_over
