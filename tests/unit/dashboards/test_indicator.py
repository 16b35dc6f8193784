"""The page of one indicator, and what the scorecard gained: figures that agree with `rates`, links that
open what stands behind them, and acts on the chart. No browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import quote, unquote

import pandas as pd
import plotly.graph_objects as go
import pytest
from dash import html
from dash._utils import to_json

from dashboards.address import Rows, View
from dashboards.drawer import rows_behind
from dashboards.figures.funnel import funnel_figure
from dashboards.figures.icons import assurance_icon, variation_icon
from dashboards.figures.interval_bar import interval_bar, scale_of
from dashboards.figures.marks import Mark
from dashboards.figures.trend import OUT, trend_figure
from dashboards.page import Asked
from dashboards.pages.indicator import update
from dashboards.pages.indicator.acts import ACTS
from dashboards.pages.scorecard.update import show as show_scorecard
from qc import analysis
from qc.analysis.comparing import compared_units
from qc.analysis.periods import Period
from qc.analysis.variation import ASSURANCE, VARIATION
from qc.analysis.window import Window
from qc.errors import UsageError
from qc.locale import translator
from qc.store.scope import Scope
from qc.workspace import Workspace
from tests.unit.dashboards import answers, clinic
from tests.unit.dashboards.shown import at
from tests.unit.dashboards.test_components import links, parts, text

ZH = translator("zh")
WINDOW = Window.up_to(Period.parse("2026-10"))
DISINFECTION = "?indicator=disinfection"


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = clinic.a_year(tmp_path_factory.mktemp("indicator") / "clinic")
    yield workspace
    workspace.store.close()


def page_of(year: Workspace, search: str) -> Any:
    return html.Div(at(update.show, year, search))


def cells_of(page: Any, name: str) -> dict[str, list[str]]:
    """The rows of the first table of a class: head -> texts of its cells."""
    table = next(p for p in parts(page) if name in str(getattr(p, "className", "")).split())
    rows = list(table.children[1].children)
    return {text(row.children[0]): [text(cell) for cell in row.children[1:]] for row in rows}


def test_without_an_indicator_it_asks_which(year: Workspace) -> None:
    page = page_of(year, "?")
    assert "?indicator=disinfection" in " ".join(links(page))


@pytest.mark.parametrize("show", ["units", "items", "days", "drivers"])
def test_every_part_is_a_page_that_json_can_carry(year: Workspace, show: str) -> None:
    """NaN is no JSON: the browser would show nothing."""
    sent = to_json(at(update.show, year, f"{DISINFECTION}&show={show}"))
    assert len(sent.encode()) < 300_000
    json.loads(sent, parse_constant=lambda name: pytest.fail(name))


def test_the_units_have_the_figures_of_rates(year: Workspace) -> None:
    """Page and command line would contradict each other in the meeting."""
    expected = analysis.rates(year, ["unit"], "disinfection", *WINDOW.days)
    shown = cells_of(page_of(year, DISINFECTION), "cuts")
    assert {unit: row[1] for unit, row in shown.items()} == {
        row["unit"]: f"{row['passed']}/{row['checked']} 项次" for row in expected.to_dict("records")
    }


def test_the_days_have_the_figures_of_naive_pandas(year: Workspace) -> None:
    """A Monday's failures told as Sunday's."""
    rows = year.store.results(year.scope, start=WINDOW.days[0], end=WINDOW.days[1])
    rows = rows[rows["indicator"] == "disinfection"]
    naive = rows.groupby(pd.to_datetime(rows["date"]).dt.day_of_week)[["passed", "checked"]].sum()
    names = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
    shown = cells_of(page_of(year, DISINFECTION + "&show=days"), "cuts")
    assert {day: row[1] for day, row in shown.items()} == {
        names[int(str(day))]: f"{counts['passed']}/{counts['checked']} 项次"
        for day, counts in naive.iterrows()
    }


@pytest.mark.parametrize("show", ["units", "items", "days"])
def test_every_figure_opens_as_many_results_as_it_counts(year: Workspace, show: str) -> None:
    """A figure whose drawer shows other rows cannot be defended."""
    page = page_of(year, f"{DISINFECTION}&show={show}")
    for row in (p for p in parts(page) if getattr(p, "className", "") == "figure"):
        behind = View.parse(row.href).rows
        assert behind is not None
        assert len(rows_behind(year, behind))
    if show != "items":
        table = next(p for p in parts(page) if "cuts" in str(getattr(p, "className", "")))
        first = table.children[1].children[0].children
        opened = View.parse(first[1].children.href).rows
        assert opened is not None
        assert int(text(first[2]).split("/")[1].split(" ")[0]) == len(rows_behind(year, opened))


def test_inspectors_stand_as_letters_also_in_the_address(year: Workspace) -> None:
    """A reader without the right to names must not read a colleague's beside a rate."""
    reader = replace(year, scope=Scope("management", rights=frozenset()))
    page = page_of(reader, DISINFECTION + "&show=days")
    assert "标注某一点" not in text(page)
    assert "李敏" in text(page_of(year, DISINFECTION + "&show=days"))
    assert "李敏" not in unquote(" ".join(links(page_of(year, DISINFECTION + "&show=days"))))
    assert "检查人A" in text(page)
    assert "李敏" not in text(page)
    assert "李敏" not in unquote(" ".join(links(page)))


def test_a_parent_shows_its_children_and_no_units(year: Workspace) -> None:
    page = page_of(year, "?indicator=service_quality")
    assert "子指标" in text(page)
    assert not [link for link in links(page) if "show=units" in link]


def test_a_wrong_word_is_a_sentence(year: Workspace) -> None:
    for search in (
        "?indicator=nothing",
        DISINFECTION + "&unit=nowhere",
        DISINFECTION + "&kind=day",
    ):
        with pytest.raises(UsageError):
            at(update.show, year, search)


def asked(year: Workspace, of: str = "", **written: str) -> Asked:
    return Asked(year, DISINFECTION, of, written)


def test_a_point_is_left_out_with_its_reason_and_taken_in_again(year: Workspace) -> None:
    """Limits that somebody bent without a word convince nobody."""
    with pytest.raises(UsageError):
        ACTS["exclude"](asked(year, period="2026-05", reason=" "))
    with pytest.raises(UsageError):
        ACTS["exclude"](asked(year, period="2026-W05", reason="灭菌器故障"))
    ACTS["exclude"](asked(year, period="2026-05", reason="灭菌器故障"))
    assert "灭菌器故障" in text(page_of(year, DISINFECTION))
    ACTS["include"](asked(year, of="2026-05"))
    assert "灭菌器故障" not in text(page_of(year, DISINFECTION))
    with pytest.raises(UsageError):
        ACTS["include"](asked(year, of="2026-05"))


def test_the_scorecard_goes_by_week_quarter_and_year(year: Workspace) -> None:
    for period, word in (("2026-W42", "第42周"), ("2026-Q3", "季度"), ("2026", "2026年")):
        page = html.Div(at(show_scorecard, year, f"?period={period}"))
        heading = next(p for p in parts(page) if type(p).__name__ == "H1")
        assert word in text(heading)


def test_a_unit_without_the_chosen_indicator_shows_its_own(year: Workspace) -> None:
    """Who goes from unit to unit would be told, of an indicator on the page before, that there is none."""
    card = analysis.scorecard(year, Period.parse("2026-10"), "换药室")
    held = {line.indicator.code for line in card.lines}
    (code, *_) = [each for each in year.catalogue.indicators if each not in held]
    page = html.Div(at(show_scorecard, year, f"?unit={quote('换药室')}&indicator={code}"))
    assert any("chosen" in str(getattr(part, "className", "")).split() for part in parts(page))


def test_the_scorecard_leads_to_the_indicator_and_compares_levels(year: Workspace) -> None:
    page = html.Div(at(show_scorecard, year, "?compare=levels&show=details"))
    found = links(page)
    assert any(link.startswith("/indicator?") and "disinfection" in link for link in found)
    assert not any("compare=sites" in link for link in found)
    images = [p for p in parts(page) if type(p).__name__ == "Img"]
    assert all(image.alt is not None for image in images)


def test_marks_phases_and_hollow_points_are_drawn() -> None:
    """A PDCA that stands nowhere on the chart is not seen to have worked."""
    plain = answers.trend()
    frame = plain.frame.assign(phase=[1, 1, 2, 2], excluded=["", "", "停电", ""])
    marks = [Mark("2026-09", "PDCA", "/cycles?cycle=1"), Mark("2020-01", "long ago", "")]
    figure = trend_figure(answers.trend(frame=frame), ["?"] * 4, ZH, marks)
    go.Figure(figure)
    json.dumps(figure, allow_nan=False)
    assert figure["data"][-1]["marker"]["symbol"][2] == OUT
    assert "停电" in figure["data"][-1]["hovertext"][2]
    marked = next(trace for trace in figure["data"] if trace.get("text") == ["PDCA"])
    assert marked["customdata"] == ["/cycles?cycle=1"]


def test_the_funnel_is_a_valid_figure(year: Workspace) -> None:
    units = compared_units(year, "disinfection", WINDOW)
    assert units is not None
    names = {unit: unit for unit in units.frame["unit"]}
    figure = funnel_figure(units, names, names, "项次", ZH)
    go.Figure(figure)
    json.dumps(figure, allow_nan=False)
    places = dict(zip(units.frame["unit"], units.frame["place"], strict=True))
    assert places[clinic.UNITS[0]].endswith("worse")


def test_icons_have_a_picture_for_each_word_but_none() -> None:
    """A word without a picture is a hole in the table."""
    assert all(variation_icon(word) for word in VARIATION if word != "none")
    assert all(assurance_icon(word) for word in ASSURANCE if word != "none")
    assert variation_icon("none") == assurance_icon("none") == ""


def test_an_interval_lies_within_its_picture() -> None:
    picture = unquote(interval_bar(0.9, 0.8, 0.95, 0.99, scale_of([0.8, 0.99])))
    assert 'x1="6.0"' in picture
    assert 'x1="138.0"' in picture
    assert scale_of([0.9, 0.9]) == (pytest.approx(0.85), pytest.approx(0.95))


def test_the_drawer_knows_site_level_day_and_since(year: Workspace) -> None:
    rows = Rows(Period.parse("2026-10"), "disinfection", since=Period.parse("2026-09"), weekday=1)
    link = View().link(rows=rows)
    assert View.parse(link).rows == rows
    found = rows_behind(year, rows)
    assert set(found["date"]) == {"2026-10-05", "2026-10-12", "2026-10-19"}


def test_where_the_items_fail_is_said_with_its_share(year: Workspace) -> None:
    """A heading that only names the table leaves the reader to look for the worst column herself."""
    page = html.Div(at(update.show, year, "?lang=en&indicator=disinfection&show=items"))
    (crossed,) = (p for p in parts(page) if getattr(p, "id", "") == "item-unit")
    table = year.store.results(year.scope, indicator="disinfection")
    failed = table[table["outcome"] == "fail"].groupby("unit").size()
    said = text(crossed.children[0])
    assert f"Of the {failed.sum()} failures" in said and str(failed.idxmax()) in said
