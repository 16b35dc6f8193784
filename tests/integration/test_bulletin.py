"""The quarterly bulletin from a real workspace: its figures reconcile, and customers read no name in it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from qc.analysis.periods import Period
from qc.catalogue.load import load_catalogue
from qc.errors import ScopeError, UsageError
from qc.improve.acting import findings
from qc.improve.bulletin.content import bulletin
from qc.improve.bulletin.model import Audience, ForCustomers, Inside
from qc.improve.findings import Finding
from qc.improve.rectified import Rectified
from qc.reports.papers.bulletins import bulletin_paper
from qc.reports.papers.markdown import render
from qc.reports.papers.quarter_bulletin import conclusion, quarter_bulletin
from qc.store import Scope
from qc.workspace import Workspace
from tests import cycles as pdca
from tests.rectifying import GIVEN, HANDS, STERILE, act, check, on, put_right, save, the

Q3, Q4 = Period.parse("2026-Q3"), Period.parse("2026-Q4")
KNOWN = load_catalogue()
WORDS = {item.code: item.text.zh for item in KNOWN.checklists["disinfection"].items}
REPORT = KNOWN.checklists["adverse-events"].items[0]
DRUG = KNOWN.checklists["emergency"].items[0]
IN, LATE, RECHECK, OPEN, OVERDUE = list(Rectified)[:5]


@pytest.fixture
def house(workspace: Workspace) -> Workspace:
    """Third quarter: one item put right in time, one late, one waiting, one overdue, one of June carried
    over, one of June that was closed in June."""
    there = on(workspace, "2026-09-30")
    save(there, "6.xlsx", check("2026-06-28"), check("2026-06-01", STERILE))
    save(there, "7.xlsx", check("2026-07-06"), check("2026-07-20", STERILE))
    save(there, "8.xlsx", check("2026-08-03", unit="治疗室"), check("2026-09-29", unit="激光室"))
    put_right(there, the(there, "2026-06-01", STERILE), "2026-06-09", "2026-06-08", "2026-06-09")
    put_right(there, the(there, "2026-06-28"), "2026-07-05", "2026-07-04", "2026-07-05")
    put_right(there, the(there, "2026-07-06"), "2026-07-13", "2026-07-15", "2026-07-16")
    act(there, the(there, "2026-07-20", STERILE), "2026-07-21", "put_right", **GIVEN)
    return there


def text(workspace: Workspace, said: Inside | ForCustomers) -> str:
    """The edition as it is shown on the screen."""
    return render(quarter_bulletin(workspace, said), workspace.t)


def inside(workspace: Workspace, quarter: Period = Q3) -> Inside:
    said = bulletin(workspace, quarter)
    assert isinstance(said, Inside)
    return said


def customers(workspace: Workspace, quarter: Period = Q3) -> list[str]:
    said = bulletin(workspace, quarter, Audience.CUSTOMERS)
    assert isinstance(said, ForCustomers)
    return [item.code for each in said.improved for item in each.items]


def test_what_was_to_be_put_right_and_what_was(house: Workspace) -> None:
    """Counted by hand; units and indicators add up to the whole; what was closed before is not in it."""
    said = inside(house)
    assert dict(said.whole.by) == {IN: 1, LATE: 1, RECHECK: 1, OPEN: 1, OVERDUE: 1}
    assert (said.whole.total, said.whole.put_right, said.carried, said.history) == (5, 2, 1, 0)
    for parts in (said.units, said.indicators):
        assert sum(tally.total for tally in parts.values()) == 5
    assert said.units["本院", "换药室"].total == 3
    sentence = conclusion(replace(house, language="en"), said)
    assert re.findall(r" (\d+) ", sentence)[:3] == ["5", "2", "1"]
    assert text(house, said).splitlines()[2] == conclusion(house, said)


def test_what_waits_is_carried_into_the_next_quarter(house: Workspace) -> None:
    """Nothing that was not finished may fall between two bulletins."""
    save(on(house, "2026-11-02"), "10.xlsx", check("2026-10-05", passed=True))
    later = inside(on(house, "2026-11-02"), Q4)
    assert (later.whole.total, later.carried) == (3, 3)


def test_repeated_problems_and_what_comes_first(house: Workspace) -> None:
    (again, sterile) = sorted(inside(house).repeated, key=lambda each: each.last)
    assert (again.unit, again.days, again.times) == ("换药室", 1, 2)
    assert str(sterile.last) == "2026-07-20"
    first, second, *_ = inside(house).focus
    assert first.critical and first.waiting == 1  # the sterile pack that waits for its re-check
    assert (second.unit, second.overdue) == ("治疗室", 1)


def test_cycles_stand_as_they_ended_and_an_override_with_its_name(workspace: Workspace) -> None:
    """An override that the bulletin called effective would be the end of honest cycles."""
    pdca.before(workspace)
    name = pdca.checking(workspace)
    for month, failed in (("07", 0), ("08", 12), ("09", 0), ("10", 0)):
        pdca.save_month(workspace, f"2026-{month}", 25 - failed, 25)
    there = on(workspace, "2026-11-02")
    pdca.do(there, name, "override", name="院长", reason="无法再查")
    pdca.do(there, name, "standardise", **pdca.STANDARD)
    assert inside(there, Q4).ended == () and inside(there, Q4).live == 1
    pdca.do(there, name, "close")
    said = inside(there, Q4)
    assert [each.cycle.id for each in said.ended] == [name] and said.live == 0
    assert [(each.name, each.of) for each in said.fixed] == [(pdca.STANDARD["link"], name)]
    shown = text(there, said)
    assert "院长" in shown and "人为认定" in shown and pdca.STANDARD["link"] in shown
    assert inside(there, Q3).ended == ()


def test_a_new_version_of_a_standard_is_told(house: Workspace) -> None:
    old = KNOWN.checklists["disinfection"]
    newer = old.model_copy(update={"version": "2", "valid_from": Q3.start})
    versions = {**KNOWN.versions, "disinfection": (old, newer)}
    there = replace(house, catalogue=KNOWN.model_copy(update={"versions": versions}))
    assert [(each.version, each.of) for each in inside(there).fixed] == [("2", "")]


def test_customers_read_only_what_is_put_right_everywhere(house: Workspace) -> None:
    """An item that one room put right and another did not is no improvement to tell of."""
    assert customers(house) == []
    for found in [f for f in findings(house) if f.item_code == HANDS and f.waits]:
        act(house, found, "2026-09-30", "fix_at_once", **GIVEN)
    assert customers(house) == [HANDS]
    save(on(house, "2026-10-20"), "10.xlsx", check("2026-10-20"))
    assert (
        customers(on(house, "2026-10-20")) == []
    )  # it failed again before the bulletin was written


def finish(house: Workspace, found: Finding) -> None:
    act(house, found, "2026-09-30", "fix_at_once", **GIVEN)


def test_customers_read_no_name_no_unit_no_score_and_no_report(house: Workspace) -> None:
    """The edition hangs at the front desk: what a sheet says may name a customer, a nurse, a room."""
    item = "own words about 顾客甲 <b>"
    save(
        house, "9.xlsx",
        check("2026-09-01", "", text=item),
        check("2026-09-03", "", text=item),
        check("2026-09-01", "co_record", "咨询部", checklist="consultant-conduct", indicator="consultant_conduct"),
        check("2026-09-01", REPORT.code, checklist="adverse-events", indicator="adverse_events"),
        check("2026-09-02", REPORT.code, checklist="adverse-events", indicator="safety"),
        check("2026-09-01", DRUG.code, checklist="emergency", indicator="emergency"),
        check("2026-09-01", STERILE, "无菌包"),
    )  # fmt: skip
    for found in [f for f in findings(house) if f.state.value == "open"]:
        finish(house, found)
    act(house, the(house, "2026-07-20", STERILE), "2026-09-30", "recheck_passed")
    shown = text(house, bulletin(house, Q3, Audience.CUSTOMERS))
    told = [line for line in shown.splitlines() if line.startswith("- ")]
    assert told == [f"- {WORDS[HANDS]}"]  # the sterile pack's words hold what a unit is called
    for never in ("李敏", "孙检", "王丽", "顾客甲", "换药室", "治疗室", "%", "率", "/"):
        assert never not in shown.replace(WORDS[HANDS], "")
    assert "顾客甲 \\<b\\>" in text(house, inside(house))  # inside it is told, never as markup


def test_an_edition_that_has_nothing_to_tell_says_so(workspace: Workspace) -> None:
    save(workspace, "a.xlsx", check("2026-10-05", passed=True))
    for audience in Audience:
        assert text(workspace, bulletin(workspace, Q4, audience)).startswith("# ")
    assert inside(workspace, Q4).whole.total == 0 and not customers(workspace, Q4)


def test_old_failures_that_nobody_was_to_follow_are_only_counted(house: Workspace) -> None:
    (house.folder / "improvement.toml").write_text("follow_from = 2026-09-01\n", "utf-8")
    said = inside(house)
    assert said.history == 1 and said.whole.total == 4
    assert "1" in text(house, said).splitlines()[4]


@pytest.mark.parametrize("period", ["2026-10", "2026-Q1"])
def test_a_period_without_a_bulletin_is_told(house: Workspace, period: str) -> None:
    with pytest.raises(UsageError, match=r"no quarter|no data"):
        bulletin(house, Period.parse(period))


def test_names_that_a_quarter_would_not_show_are_refused(house: Workspace) -> None:
    """Whoever asked for names would believe that nobody was behind what is told."""
    with pytest.raises(UsageError, match="names no staff"):
        bulletin_paper(house, Q3, names=True)


def test_half_a_clinic_tells_customers_nothing(house: Workspace) -> None:
    """What one room put right may still be wrong next door; inside, a room reads its own."""
    head = replace(house, scope=Scope("主管", units=frozenset({"换药室"})))
    with pytest.raises(ScopeError, match="whole clinic"):
        bulletin(head, Q3, Audience.CUSTOMERS)
    assert [unit for _, unit in inside(head).units] == ["换药室"]
