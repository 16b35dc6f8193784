"""The page of registers without a browser: its sentences, its figures and the cases behind them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from dash import html

from dashboards.address import View
from dashboards.drawer import rows_behind
from dashboards.figures.gaps import gaps_figure
from dashboards.figures.monthly import Month, monthly_figure
from dashboards.pages.registers import charts, update
from dashboards.pages.registers.place import Place
from qc.analysis.periods import Period
from qc.errors import UsageError
from qc.improve.registers import Which, review
from qc.improve.registers.gaps import Gap, charted
from qc.improve.registers.listing import behind, listing
from qc.ingest.importer import import_content
from qc.workspace import Workspace
from tests.unit.dashboards import test_components
from tests.unit.dashboards.shown import at as at_page
from tests.unit.dashboards.test_drugs import links
from tests.workbooks import book

OCTOBER = Period.parse("2026-10")
EVENTS = ["序号", "发生时间", "上报时间", "发生科室", "事件类型", "不良事件等级", "当事人", "上报人", "是否按流程处理", "处理结果", "结案日期", "讨论日期", "是否反馈"]  # fmt: skip
COMPLAINTS = ["编号", "投诉日期", "涉及科室", "投诉类别", "客户姓名", "客户等级", "首问负责人", "首次回复日期", "办结日期", "处理结果", "回访满意"]  # fmt: skip
NAMES = ("田野", "李珂", "吴英")


@pytest.fixture
def clinic(workspace: Workspace) -> Workspace:
    """Three events of October, one of them late and open; two complaints, one of them open too long."""
    events = [
        [1, "2026-10-03 09:00", "2026-10-03 12:00", "注射室", "烫伤", "Ⅲ级", "田野", "李珂", "是", "已结案", "2026-10-09", "2026-10-12", "是"],
        [2, "2026-10-11 09:00", "2026-10-14 12:00", "治疗室", "跌倒", "Ⅳ级", "田野", "李珂", "是", "处理中", None, None, "是"],
        [3, "2026-10-20 09:00", "2026-10-20 10:00", "注射室", "烫伤", "Ⅳ级", "田野", "李珂", "否", "已结案", "2026-10-22", None, "否"],
    ]  # fmt: skip
    complaints = [
        ["TS-1", "2026-10-05", "前台", "等候时间", "吴英", "普通", "李珂", "2026-10-05", "2026-10-06", "已办结", "满意"],
        ["TS-2", "2026-10-06", "前台", "等候时间", "吴英", "重点客户", "无", "2026-10-06", None, "处理中", None],
    ]  # fmt: skip
    for name, head, rows in (("不良事件", EVENTS, events), ("投诉", COMPLAINTS, complaints)):
        content = book([[f"2026年{name}登记表"], head, *rows])
        assert import_content(workspace, f"{name}.xlsx", content).status in ("imported", "partly")
    return workspace


def text(part: Any) -> str:
    return test_components.text(html.Div(part))


def page(reader: Workspace, search: str) -> list[Any]:
    return at_page(update.show, reader, f"?lang=en&{search}")


def test_the_first_page_says_what_waits_in_all_registers(clinic: Workspace) -> None:
    said = text(page(clinic, ""))
    assert (
        "Cases in the registers that are not closed: 2, of them past their limit: 2." in said
        or ("not closed: 2" in said)
    )
    assert "Adverse events reported for 2026-10: 3" in said


def test_a_case_of_no_unit_is_the_whole_sites(clinic: Workspace) -> None:
    """The clinic's own name among the names of its rooms is read as a room."""
    head = [each for each in COMPLAINTS if each != "涉及科室"]
    row = ["TS-3", "2026-10-07", "收费", "吴英", "普通", "李珂", "2026-10-07", "2026-10-08", "已办结", "满意"]  # fmt: skip
    import_content(clinic, "投诉2.xlsx", book([["2026年投诉登记表"], head, row]))
    by_unit = next(
        p for p in page(clinic, "register=complaints") if getattr(p, "id", "") == "by-unit"
    )
    assert "Whole site (no unit)" in text(by_unit)
    assert all(site.name not in text(by_unit) for site in clinic.organisation.sites)


@pytest.mark.parametrize("register", [str(each) for each in Which])
@pytest.mark.parametrize("figure", ["", "&figure=cases&all=1"])
def test_nobody_is_named(clinic: Workspace, register: str, figure: str) -> None:
    """With the first name on a page the reports would stop."""
    shown = str(page(clinic, f"register={register}{figure}"))
    assert not any(name in shown for name in NAMES)
    assert "/accountability" not in shown and "inspector" not in shown


@pytest.mark.parametrize("which", [Which.ADVERSE_EVENTS, Which.COMPLAINTS])
def test_every_share_can_be_counted_again_by_its_cases(clinic: Workspace, which: Which) -> None:
    """A figure that its own list contradicts is believed by nobody."""
    listed = listing(clinic, which, OCTOBER)
    shares = [f for f in review(clinic, which, OCTOBER).figures if f.unit == "share" and not f.by]
    assert len(shares) > 4
    for figure in shares:
        told = [each.answers[figure.code] for each in behind(listed, figure.code)]
        assert (sum(map(bool, told)), len(told)) == (figure.count, figure.of), figure.code


@pytest.mark.parametrize("which", [Which.ADVERSE_EVENTS, Which.COMPLAINTS])
def test_every_number_of_cases_opens_as_many(clinic: Workspace, which: Which) -> None:
    listed = listing(clinic, which, OCTOBER)
    for figure in review(clinic, which, OCTOBER).figures:
        if figure.unit == "cases":
            assert len(behind(listed, figure.code, figure.by, figure.key)) == figure.count, figure


def test_a_figure_leads_to_its_cases_and_they_to_their_cells(clinic: Workspace) -> None:
    hrefs = links(page(clinic, "register=adverse-events"))
    way = next(href for href in hrefs if "figure=cases" in href and "key=IV" in href)
    shown = page(clinic, way.removeprefix("?"))
    assert "2 cases behind it" in text(shown)
    opened = [View.parse(href).rows for href in links(shown) if "rows.period" in href]
    assert all(rows and len(rows_behind(clinic, rows)) for rows in opened) and opened


def test_a_case_of_this_month_waits_also_beside_last_months_figures(clinic: Workspace) -> None:
    """What is open now would be hidden until the month is over."""
    row = ["TS-3", "2026-11-01", "前台", "其他", "吴英", "普通", "无", None, None, "处理中", None]
    import_content(clinic, "十一月.xlsx", book([["2026年投诉登记表"], COMPLAINTS, row]))
    assert "TS-3" in text(page(clinic, "register=complaints&period=2026-10"))


def test_a_unit_nurse_sees_her_units_cases(clinic: Workspace) -> None:
    nurse = replace(clinic, scope=replace(clinic.scope, units=frozenset({"注射室"})))
    said = text(page(nurse, "register=adverse-events&figure=cases"))
    assert "2 cases behind it" in said and "治疗室" not in said


@pytest.mark.parametrize(
    "word", ["register=x", "figure=x", "by=x", "period=2026", "period=2027-01"]
)
def test_a_word_that_is_none_is_explained(clinic: Workspace, word: str) -> None:
    with pytest.raises(UsageError):
        page(clinic, f"register=complaints&{word}" if "register" not in word else word)


def test_an_address_says_the_same_again() -> None:
    place = Place("en", Which.COMPLAINTS, OCTOBER, "cases", "category", "", all=True)
    here = {"figure": "cases", "by": "category", "key": "", "all": True}
    assert Place.parse(place.link(**here)) == place
    assert Place.parse(place.link()).figure is None


def test_an_empty_workspace_says_so(workspace: Workspace) -> None:
    """That every case is closed would be said of registers that nobody has ever brought."""
    first = text(page(workspace, ""))
    assert "Nothing has been imported yet." in first and "closed" not in first
    said = text(page(workspace, "register=adverse-events"))
    assert "that nobody reported is no proof" in said


def test_the_charts_carry_their_addresses() -> None:
    months = [Month("09", 2, "?a", chosen=False), Month("10", 3, "?b", chosen=True)]
    assert monthly_figure(months)["data"][0]["customdata"] == ["?a", "?b"]
    days = [OCTOBER.start.replace(day=day) for day in (1, 4, 9)]
    gaps = charted(days)
    assert [gap.days for gap in gaps] == [3, 5]
    assert gaps_figure(gaps, ["", ""], ["?x", "?y"])["data"][-1]["customdata"] == ["?x", "?y"]


def test_limits_are_drawn_from_enough_gaps_only() -> None:
    """Limits of three gaps would call chance a change."""
    few = (Gap(OCTOBER.start, 3, None, None, None, signals=False),)
    assert len(gaps_figure(few, [""], [""])["data"]) == 1
    many = tuple(Gap(OCTOBER.start, 3, 4.0, 1.0, 9.0, signals=True) for _ in range(10))
    assert len(gaps_figure(many, [""] * 10, [""] * 10)["data"]) == 4


def test_a_chart_of_many_events_shows_the_newest(monkeypatch: pytest.MonkeyPatch, clinic: Workspace) -> None:  # fmt: skip
    """A hospital's five years would be a page of a third of a megabyte, its points on top of each other."""
    rows = [
        [n, f"2026-{1 + n // 20:02d}-{1 + n % 20:02d} 09:00", f"2026-{1 + n // 20:02d}-{1 + n % 20:02d} 10:00", "注射室", "烫伤", "Ⅳ级", "无", "李珂", "是", "已结案", None, None, "是"]
        for n in range(60)
    ]  # fmt: skip
    import_content(clinic, "更多.xlsx", book([["2026年不良事件登记表"], EVENTS, *rows]))
    whole = text(page(clinic, "period=2026-10&register=adverse-events"))
    assert "The newest" not in whole
    monkeypatch.setattr(charts, "MOST", 40)
    part = text(page(clinic, "period=2026-10&register=adverse-events"))
    assert "The newest 40 of" in part
