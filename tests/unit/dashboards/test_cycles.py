"""The PDCA pages without a browser: what they say, what they ask for, what they refuse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from dash import html

from dashboards.address import View
from dashboards.asking import as_asked
from dashboards.drawer import rows_behind
from dashboards.page import Asked, Done
from dashboards.pages.cycles.acts import ACTS, thing
from dashboards.pages.cycles.place import Place
from dashboards.pages.cycles.update import show
from dashboards.pages.cycles.words import difference
from qc.errors import ConflictError, ScopeError, UsageError
from qc.improve.cycles.acting import cycle, cycles
from qc.improve.cycles.proposals import proposals
from qc.locale import translator
from qc.workspace import Workspace
from tests.cycles import STANDARD, at, before, checking, do, opened, planned, save_month
from tests.unit.dashboards import test_components
from tests.unit.dashboards.shown import at as at_page

EN = translator("en")


@pytest.fixture
def house(workspace: Workspace) -> Workspace:
    """A dressing room in which 13 of 60 marks failed from April to June; today is 2 November."""
    before(workspace)
    return workspace


@pytest.fixture
def proven(house: Workspace) -> Workspace:
    """Its cycle is to be checked, and all was in order since."""
    checking(house)
    for month in ("07", "08", "09"):
        save_month(house, f"2026-{month}", 25, 25)
    return house


def text(part: Any) -> str:
    return test_components.text(html.Div(part)).replace("\u00a0", " ")


def page(workspace: Workspace, search: str = "") -> str:
    return text(at_page(show, workspace, f"?lang=en{search}"))


def act(
    workspace: Workspace, what: str, of: str, written: Mapping[str, str], search: str = ""
) -> Done:
    reader = as_asked(workspace, "?lang=en")
    return ACTS[what](Asked(reader, f"?lang=en{search}", of, written))


def press(workspace: Workspace, what: str, key: str = "", /, **written: str) -> Done:
    """Press the button of an act on the one cycle, as the page shows it now."""
    shown = cycle(workspace, "2026-01")
    told = {f"{what}.{name}": value for name, value in written.items()}
    return act(workspace, what, thing(shown, key), told, "&cycle=2026-01")


def find(part: Any, hit: Any) -> list[Any]:
    """All components for which `hit` holds."""
    if isinstance(part, list | tuple):
        return [found for each in part for found in find(each, hit)]
    inner = find(getattr(part, "children", None) or (), hit)
    return [part, *inner] if hit(part) else inner


def buttons(workspace: Workspace) -> set[str]:
    """The acts that the cycle's page has a button for."""
    shown = at_page(show, workspace, "?lang=en&cycle=2026-01")
    known = find(shown, lambda each: isinstance(getattr(each, "id", None), dict))
    return {each.id["act"] for each in known if each.id.get("type") == "do"}


def test_the_board_says_how_many_and_proposes(house: Workspace) -> None:
    assert "No PDCA is under way; 1 are due." in page(house)
    opened(house)
    assert "1 PDCA under way, none overdue." in page(house)
    assert "1 PDCA under way, 1 overdue." in page(at(house, "2027-03-01"))


def test_the_board_says_what_may_be_closed(proven: Workspace) -> None:
    """The head nurse would keep a cycle open that is proven."""
    assert "1 PDCA under way, 1 may be closed, none overdue." in page(proven)
    do(proven, "2026-01", "effective")
    do(proven, "2026-01", "standardise", **STANDARD)
    do(proven, "2026-01", "close")
    said = page(proven)
    assert "No PDCA is under way, and none is due." in said and "effective" in said


def test_an_empty_clinic_says_what_will_stand_here(workspace: Workspace) -> None:
    assert "nobody has to look for them" in page(workspace)


def test_a_proposal_is_opened_with_what_is_asked(house: Workspace) -> None:
    (due,) = proposals(house)
    search = f"&open={due.findings[-1].id}"
    assert "Open a PDCA cycle about 13 findings: 换药室" in page(house, search)
    told = {
        "open.title": "补货",
        "open.owner": "李敏",
        "open.due": "2026-12-31",
        "open.from": "2026-04-01",
    }
    done = act(house, "open", "", told, search)
    assert done.link == "?lang=en&cycle=2026-01"
    (shown,) = cycles(house)
    assert len(shown.cycle.findings) == 13 and shown.cycle.owner == "李敏"
    with pytest.raises(UsageError, match="same item and unit"):
        act(house, "open", "", told, search)


def test_what_is_left_out_is_said(house: Workspace) -> None:
    (due,) = proposals(house)
    with pytest.raises(UsageError, match="owner is missing"):
        act(house, "open", "", {"open.title": "x"}, f"&open={due.findings[0].id}")


def test_the_page_says_what_the_next_step_wants(house: Workspace) -> None:
    """Whoever may not go on must read why, and where to write it down."""
    opened(house)
    said = page(house, "&cycle=2026-01")
    assert "before it begins, 4 things are missing" in said
    assert "Still missing: 4." in said and "a target missing Write it down" in said
    assert "start" not in buttons(house)
    planned_but_for_the_start(house)
    assert "the plan is whole and can begin" in page(house, "&cycle=2026-01")
    assert "start" in buttons(house)


def planned_but_for_the_start(house: Workspace) -> None:
    press(house, "add_cause", "料", 料="无人补货")
    press(house, "verify_cause", "1", true="yes", how="查", by="王丽")
    press(house, "set_target", target="95%")
    press(house, "plan", least="20")
    press(house, "add_measure", what="补货", why="缺", who="张三", where="换药室", how="清点",
          **{"from": "2026-07-01", "to": "2026-07-10"})  # fmt: skip


def test_causes_are_added_changed_verified_and_struck_out(house: Workspace) -> None:
    """The fishbone is a working paper: what was wrong is struck through, never gone."""
    opened(house)
    press(house, "add_cause", "料", 料="无人补货")
    press(house, "verify_cause", "1", true="yes", how="查领物单", by="王丽")
    assert "◆ 1. 无人补货" in page(house, "&cycle=2026-01")
    press(house, "change_cause", "1", category="人", cause="排班没有人补货")
    (cause,) = cycle(house, "2026-01").cycle.causes
    assert (cause.category, cause.text, cause.true) == ("人", "排班没有人补货", None)
    press(house, "drop_cause", "1", note="排班表上有")
    shown = at_page(show, house, "?lang=en&cycle=2026-01")
    assert [text(each) for each in find(shown, lambda p: isinstance(p, html.Del))] == [
        "排班没有人补货"
    ]
    with pytest.raises(UsageError):
        press(house, "verify_cause", "1", true="yes", how="查", by="王丽")


def test_a_struck_cause_opens_no_gate(house: Workspace) -> None:
    """Measures would be taken against what nobody holds true any more."""
    opened(house)
    planned_but_for_the_start(house)
    press(house, "drop_cause", "1", note="查错了")
    with pytest.raises(UsageError, match="No cause has been verified"):
        press(house, "start")


def test_a_stale_act_is_refused(house: Workspace) -> None:
    """Two who write at once: the second must see what the first has written."""
    opened(house)
    stale = thing(cycle(house, "2026-01"))
    press(house, "note", note="第一个人")
    with pytest.raises(ConflictError, match="changed this meanwhile"):
        act(house, "note", stale, {"note.note": "第二个人"}, "&cycle=2026-01")
    assert len(cycle(house, "2026-01").cycle.acts) == 2


@pytest.mark.parametrize("of", ["", "2026-01", "2026-01@x@", "2026-01@-1@", "2026-01@²@"])
def test_a_forged_button_is_a_sentence(house: Workspace, of: str) -> None:
    opened(house)
    with pytest.raises(UsageError):
        act(house, "note", of, {"note.note": "x"})


def test_it_closes_only_when_the_figures_say_so(proven: Workspace) -> None:
    save_month(proven, "2026-10", 25, 25)
    said = page(proven, "&cycle=2026-01")
    assert "78.3 % before, 100 % after" in said and "may close" in said
    assert "effective" in buttons(proven) and "close" not in buttons(proven)
    press(proven, "effective")
    assert "close" not in buttons(proven)
    press(proven, "standardise", **STANDARD)
    assert "close" in buttons(proven)
    assert press(proven, "close").said == "2026-01: written down (close)."
    assert "effective, closed" in page(proven, "&cycle=2026-01")
    assert buttons(proven) == set()


def test_without_proof_there_is_no_button(house: Workspace) -> None:
    """A cycle must not close on good intentions."""
    checking(house)
    save_month(house, "2026-08", 10, 25)
    assert "effective" not in buttons(house)
    assert "Still missing: 1." in page(house, "&cycle=2026-01")
    press(house, "override", name="院长", reason="新装修")
    said = page(house, "&cycle=2026-01")
    assert "▲ The figures were set aside by 院长: 新装修" in said
    assert "effective," not in said.replace("not shown to be effective,", "")


def test_every_figure_opens_the_results_behind_it(proven: Workspace) -> None:
    """A count that opens other results than it counts would not stand before an inspector."""
    parts = at_page(show, proven, "?lang=en&cycle=2026-01")
    figures = find(parts, lambda each: getattr(each, "className", "") == "figure")
    counted = {text(each): each.href for each in figures}
    for told in ("47/60", "65/65"):
        rows = View.parse(counted[told]).rows
        assert rows is not None
        found = rows_behind(proven, rows)
        assert f"{found['passed'].sum()}/{found['checked'].sum()}" == told
    assert len(figures) == 4


def test_who_may_only_look_is_offered_nothing(house: Workspace) -> None:
    """Management would press a button that refuses them."""
    opened(house)
    looks = replace(house, scope=replace(house.scope, rights=frozenset()))
    assert buttons(looks) == set()
    assert "Write it down" not in page(looks, "&cycle=2026-01")


def test_another_cycle_cannot_be_seen(house: Workspace) -> None:
    with pytest.raises(ScopeError):
        page(house, "&cycle=2026-09")


def test_markup_stays_text(house: Workspace) -> None:
    opened(house, title="<img src=x onerror=alert(1)>")
    said = page(house, "&cycle=2026-01")
    assert "<img src=x onerror=alert(1)>" in said


def test_the_difference_in_plain_words() -> None:
    row = {"difference": 0.072, "difference_lower": 0.054, "difference_upper": 0.092}
    assert (
        difference(row, EN)
        == "7.2 percentage points better than before; in truth between 5.4 and 9.2 better."
    )
    row = {"difference": -0.072, "difference_lower": -0.092, "difference_upper": -0.054}
    assert "between 5.4 and 9.2 worse" in difference(row, EN)
    row = {"difference": 0.01, "difference_lower": -0.02, "difference_upper": 0.04}
    assert "may be chance: in truth between 2.0 worse and 4.0 better" in difference(row, EN)


def test_a_place_is_its_address() -> None:
    search = "?lang=en&cycle=2026-01&do=verify_cause&of=2"
    place = Place.parse(search)
    assert place.link(do=place.do, of=place.of) == search
    assert place.link() == "?lang=en&cycle=2026-01"
    with pytest.raises(UsageError):
        Place.parse("?do=drop_table")


def test_an_ended_cycle_leads_to_the_next(house: Workspace) -> None:
    checking(house)
    save_month(house, "2026-08", 10, 25)
    press(house, "next_cycle", note="换对策")
    assert "Open the next cycle" in page(house, "&cycle=2026-01")
    told = {"open.title": "再来", "open.owner": "李敏", "open.due": "2026-12-31"}
    done = act(house, "open", "", told, "&previous=2026-01")
    assert done.link == "?lang=en&cycle=2026-02"
    assert "carried on by 2026-02" in page(house, "&cycle=2026-01")
    assert "carries on 2026-01" in page(house, "&cycle=2026-02")


def test_measures_say_what_became_of_them(house: Workspace) -> None:
    name = opened(house)
    planned(house, name)
    assert "0 of 1 measures done, 1 overdue" in page(house, "&cycle=2026-01")
    press(house, "measure_done", "1", on="2026-07-12", by="张三")
    assert "✓ done 2026-07-12 (late)" in page(house, "&cycle=2026-01")
