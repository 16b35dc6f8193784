"""PDCA cycles through a real workspace: they close on figures that the store holds, or not at all."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pytest

from qc.errors import ScopeError, UsageError
from qc.improve.acting import act_on, findings
from qc.improve.cycles.acting import act_on_cycle, cycle, cycles, open_cycle
from qc.improve.cycles.effect import Conclusion, chart_of
from qc.improve.cycles.proposals import Reason, proposals
from qc.improve.cycles.states import CycleState
from qc.store import Scope
from qc.workspace import Workspace
from tests.cycles import (
    CAUSE,
    MEASURE,
    PLAN,
    STANDARD,
    TRUE,
    at,
    before,
    check,
    checking,
    do,
    figures,
    opened,
    planned,
    save,
    save_month,
)  # fmt: skip

IDLE = "cannot be done with the cycle"


@pytest.fixture
def house(workspace: Workspace) -> Workspace:
    """A dressing room in which 13 of 60 marks failed from April to June; today is 2 November."""
    before(workspace)
    return workspace


def good_autumn(house: Workspace, failed: int = 0) -> None:
    """July to October, 25 marks a month, `failed` of them in August."""
    for month, missing in (("07", 0), ("08", failed), ("09", 0), ("10", 0)):
        save_month(house, f"2026-{month}", 25 - missing, 25)


def test_the_whole_way(house: Workspace) -> None:
    """From findings to a standard, each figure drawn from the store: 47 of 60 before, 65 of 65 after,
    three clean months."""
    name = checking(house)
    good_autumn(house)
    shown = cycle(house, name)
    assert (name, shown.cycle.state, shown.conclusion) == ("2026-01", CycleState.CHECK, Conclusion.UNDECIDED)  # fmt: skip
    assert shown.cycle.baseline.figures.total.rate == Fraction(47, 60)
    assert figures(shown) == (65, 65)
    assert do(house, name, "effective").conclusion is Conclusion.EFFECTIVE
    do(house, name, "standardise", **STANDARD)
    closed = do(house, name, "close")
    assert (closed.cycle.state, closed.conclusion) == (CycleState.CLOSED, Conclusion.EFFECTIVE)
    assert closed.cycle.ended == house.today
    assert closed.cycle.covered_until == dt.date(2026, 9, 30)
    assert not closed.effect_differs and not closed.cycle.overdue(dt.date(2027, 1, 1))
    assert [act.fields["link"] for act in closed.cycle.standards] == [STANDARD["link"]]
    assert proposals(house) == []


def test_the_baseline_is_frozen_and_says_when_it_differs(house: Workspace) -> None:
    """April is corrected in August: the cycle is still measured against what it began with, openly."""
    name = opened(house)
    assert not cycle(house, name).baseline_differs
    save_month(house, "2026-04", 19, 20, edition="corrected")
    shown = cycle(house, name)
    assert shown.cycle.baseline.figures.total.passed == 47
    assert shown.baseline_now.total.passed == 50
    assert shown.baseline_differs
    months = [(m.period, m.passed, m.checked) for m in shown.cycle.baseline.figures.months]
    assert months == [("2026-04", 16, 20), ("2026-05", 15, 20), ("2026-06", 16, 20)]


def test_no_cycle_closes_without_figures_after(house: Workspace) -> None:
    """Good intentions, a period that is over, nothing checked in it: neither a verdict, nor an override,
    nor the next cycle; what remains is to cancel."""
    name = checking(house)
    for what, given, said in [
        ("effective", {}, "There are no figures after"),
        ("override", {"name": "院长", "reason": "看着好"}, "There are no figures after"),
        ("next_cycle", {"note": "换措施"}, "There are no figures after"),
        ("close", {}, IDLE),
    ]:
        with pytest.raises(UsageError, match=said):
            do(house, name, what, **given)
    assert do(house, name, "cancel", note="科室撤并").conclusion is Conclusion.CANCELLED


@pytest.mark.parametrize(
    ("today", "least", "said"),
    [("2026-09-30", "20", "not over"), ("2026-11-02", "70", "fewer checks than the plan")],
)
def test_not_before_the_period_is_over_nor_on_fewer_checks_than_planned(
    house: Workspace, today: str, least: str, said: str
) -> None:
    """Whoever may stop at the first good day, or at the tenth of seventy charts, always wins."""
    name = checking(house, least=least)
    good_autumn(house)
    with pytest.raises(UsageError, match=said):
        do(at(house, today), name, "effective")


def test_never_effective_against_the_figures(house: Workspace) -> None:
    """12 of 65 failed after: no way leads to effective, the next cycle is offered and linked."""
    name = checking(house)
    good_autumn(house, failed=12)
    shown = cycle(house, name)
    assert shown.effect is not None and not shown.effect.supported
    with pytest.raises(UsageError, match="do not say that the cycle was effective"):
        do(house, name, "effective")
    ended = do(house, name, "next_cycle", note="补货人常缺勤")
    assert (ended.cycle.state, ended.conclusion) == (CycleState.CONTINUED, Conclusion.NOT_SHOWN)
    (proposal,) = proposals(house)
    assert (proposal.reason, proposal.previous) == (Reason.CONTINUED, name)


def test_an_override_has_a_name_and_a_reason_and_stays_visible(house: Workspace) -> None:
    name = checking(house)
    good_autumn(house, failed=12)
    with pytest.raises(UsageError, match="reason is missing"):
        do(house, name, "override", name="院长")
    do(house, name, "override", name="院长", reason="科室合并，无法再查")
    do(house, name, "standardise", **STANDARD)
    closed = do(house, name, "close")
    assert closed.conclusion is Conclusion.OVERRIDDEN
    assert closed.cycle.override is not None
    assert closed.cycle.override.fields["name"] == "院长" and closed.cycle.override.actor == "王丽"


def test_few_checks_keep_following_until_three_clean_rechecks_in_a_row(house: Workspace) -> None:
    """20 of 20 in a fortnight reach 95 %, on few checks; a failure on the way begins the count anew."""
    name = checking(house, to="2026-07-31")
    save(house, "7.xlsx", *(c for d in range(11, 31) for c in check(f"2026-07-{d}", True)))
    august = at(house, "2026-08-03")
    shown = cycle(august, name)
    assert shown.effect is not None and shown.effect.next_step == "keep_following"
    with pytest.raises(UsageError, match="do not say"):
        do(august, name, "effective")
    do(august, name, "follow", to="2026-08-31")
    september = at(house, "2026-09-01")
    for days, clean in [((3, 10), 2), ((17,), 3)]:
        days_ = [c for d in days for c in check(f"2026-08-{d:02d}", True)]
        save(house, f"8-{clean}.xlsx", *days_)
        shown = cycle(september, name)
        assert shown.effect is not None and shown.effect.rechecks == clean
        assert shown.effect.supported is (clean == 3)
    save(house, "8-x.xlsx", *check("2026-08-24", False))
    shown = cycle(september, name)
    assert shown.effect is not None and shown.effect.rechecks == 0 and not shown.effect.supported
    do(september, name, "follow", to="2026-10-31")
    save(house, "9.xlsx", *(c for d in (7, 14, 21) for c in check(f"2026-09-{d:02d}", True)))
    assert do(house, name, "effective").conclusion is Conclusion.EFFECTIVE


def test_the_clinic_may_ask_for_more_rechecks(house: Workspace) -> None:
    name = checking(house, to="2026-07-31")
    save(house, "7.xlsx", *(c for d in range(11, 31) for c in check(f"2026-07-{d}", True)))
    do(at(house, "2026-08-03"), name, "follow", to="2026-08-31")
    save(house, "8.xlsx", *(c for d in (3, 10, 17) for c in check(f"2026-08-{d:02d}", True)))
    (house.folder / "improvement.toml").write_text("clean_rechecks = 4\n", encoding="utf-8")
    shown = cycle(house, name)
    assert shown.effect is not None and (shown.effect.rechecks, shown.effect.rechecks_asked) == (3, 4)  # fmt: skip
    assert not shown.effect.supported


def test_one_unit_that_got_worse_holds_the_whole(house: Workspace) -> None:
    """A large room that improved must not hide a small one that got worse."""
    save(house, "t.xlsx", *check("2026-06-02", *[True] * 19, False, unit="治疗室"))
    name = checking(house)
    good_autumn(house)
    save(house, "t2.xlsx", *check("2026-08-02", *[True] * 15, False, False, unit="治疗室"))
    shown = cycle(house, name)
    assert shown.cycle.unit == "" and figures(shown) == (80, 82)
    assert shown.effect is not None
    assert [place.unit for place in shown.effect.worse] == ["治疗室"]
    assert shown.effect.next_step == "find_cause" and not shown.effect.supported


def test_a_unit_that_nobody_looked_at_after_holds_the_whole(house: Workspace) -> None:
    save(house, "t.xlsx", *check("2026-06-02", True, False, unit="治疗室"))
    name = checking(house)
    good_autumn(house)
    shown = cycle(house, name)
    assert shown.effect is not None and shown.effect.next_step == "check"


def test_figures_corrected_after_closing_take_the_word_back(house: Workspace) -> None:
    """A cycle that was closed as effective on a wrong sheet is not called so once the sheet is right."""
    name = checking(house)
    good_autumn(house)
    for what, given in (("effective", {}), ("standardise", STANDARD), ("close", {})):
        do(house, name, what, **given)
    save_month(house, "2026-08", 13, 25, edition="corrected")
    shown = cycle(house, name)
    assert shown.conclusion is Conclusion.NOT_SHOWN
    assert shown.effect_differs and shown.cycle.seen is not None and shown.cycle.seen.passed == 65


def test_corrected_before_closing_it_does_not_close(house: Workspace) -> None:
    name = checking(house)
    good_autumn(house)
    do(house, name, "effective")
    with pytest.raises(UsageError, match="not been standardised"):
        do(house, name, "close")
    do(house, name, "standardise", **STANDARD)
    save_month(house, "2026-08", 13, 25, edition="corrected")
    with pytest.raises(UsageError, match="do not say"):
        do(house, name, "close")


def test_what_comes_back_reopens_it_as_the_next_cycle(house: Workspace) -> None:
    """One ordinary failure after closing is enough, and the new cycle knows the old one."""
    name = checking(house)
    good_autumn(house)
    for what, given in (("effective", {}), ("standardise", STANDARD), ("close", {})):
        do(house, name, what, **given)
    save(house, "11.xlsx", *check("2026-11-01", False))
    (proposal,) = proposals(house)
    assert (proposal.reason, proposal.previous) == (Reason.RECURRED, name)
    assert [found.date for found in proposal.findings] == [dt.date(2026, 11, 1)]
    open_cycle(house, [f.id for f in proposal.findings], PLAN, previous=proposal.previous)
    assert cycle(house, "2026-02").cycle.previous == name
    assert proposals(house) == []


def test_repeated_findings_propose_a_cycle_until_one_is_live(house: Workspace) -> None:
    (proposal,) = proposals(house)
    assert (proposal.reason, proposal.place.unit, proposal.previous) == (Reason.PROPOSED, "换药室", "")  # fmt: skip
    assert len(proposal.findings) == 13
    name = opened(house)
    assert proposals(house) == []
    do(house, name, "cancel", note="已有项目在做")
    assert proposals(house) == []  # somebody decided; what failed until then proposes nothing more


def test_the_target_by_formula(house: Workspace) -> None:
    """47/60 now, the circle works on 80 % of what fails and trusts itself with 70 % of it."""
    name = opened(house)
    shown = do(house, name, "set_target", focus="80%", ability="0.7")
    target = shown.cycle.target
    assert target is not None and target.how == "formula"
    assert target.value == Fraction(47, 60) + Fraction(13, 60) * Fraction(56, 100)


def test_the_plan_is_complete_before_anything_is_done(house: Workspace) -> None:
    """Each part that lacks is named; a cause that was refuted does not count."""
    name = opened(house)
    for what, given, said in [
        ("add_cause", CAUSE, "No cause has been verified"),
        ("verify_cause", TRUE | {"true": "no"}, "No cause has been verified"),
        ("verify_cause", TRUE, "target is missing"),
        ("set_target", {"target": "95%"}, "no measure"),
        ("add_measure", MEASURE, "how many checks"),
    ]:
        do(house, name, what, **given)
        with pytest.raises(UsageError, match=said):
            do(house, name, "start")
    do(house, name, "plan", least="20", owner="陈红")
    shown = do(house, name, "start")
    assert (shown.cycle.state, shown.cycle.owner) == (CycleState.DO, "陈红")
    with pytest.raises(UsageError, match="Not all measures are done"):
        do(house, name, "to_check", **{"from": "2026-08-01", "to": "2026-09-30"})
    shown = do(house, name, "drop_measure", number="1", note="改由供应室")
    assert shown.cycle.measures[0].dropped == "改由供应室"
    with pytest.raises(UsageError, match="Not all measures are done"):  # none was done at all
        do(house, name, "to_check", **{"from": "2026-08-01", "to": "2026-09-30"})


@pytest.mark.parametrize(
    ("what", "given", "said"),
    [
        ("start", {"fine": "200"}, 'no field "fine"'),
        ("add_cause", {"category": "料"}, "The cause is missing"),
        ("add_cause", CAUSE | {"category": "天"}, '"天" is not one of'),
        ("verify_cause", TRUE, '"1" is not one of'),
        ("set_target", {"target": "70%"}, "not better"),
        ("set_target", {"target": "百分百"}, "not a share"),
        ("set_target", {"target": "120%"}, "not a share"),
        ("set_target", {"target": "95%", "focus": "0.8", "ability": "0.7"}, "by hand, or"),
        ("set_target", {"focus": "0.8"}, "by hand, or"),
        ("set_target", {"focus": "0.8", "ability": "0"}, "not better"),
        ("plan", {"least": "很多"}, "not a number"),
        ("plan", {"due": "年底"}, "not a date"),
        ("add_measure", MEASURE | {"to": "2026-06-01"}, "before the first"),
        ("effective", {}, IDLE),
        ("blame", {}, IDLE),
    ],
)
def test_a_step_that_cannot_be_is_refused_in_words(
    house: Workspace, what: str, given: dict[str, str], said: str
) -> None:
    """Nothing reaches the journal that a reader of it could not follow."""
    name = opened(house)
    with pytest.raises(UsageError, match=said):
        do(house, name, what, **given)
    assert len(cycle(house, name).cycle.acts) == 1


def test_the_clinics_own_kind_of_cause(house: Workspace) -> None:
    (house.folder / "improvement.toml").write_text('own_categories = ["信息"]\n', encoding="utf-8")
    name = opened(house)
    shown = do(house, name, "add_cause", category="信息", cause="系统不提醒")
    assert shown.cycle.causes[0].category == "信息"


def test_dates_of_do_and_check(house: Workspace) -> None:
    """No measure is done tomorrow; the period begins after Do and the figures before, and only grows."""
    name = opened(house)
    planned(house, name)
    with pytest.raises(UsageError, match="has not come"):
        do(house, name, "measure_done", number="1", on="2026-11-03", by="张三")
    do(house, name, "measure_done", number="1", on="2026-07-10", by="张三")
    for start in ("2026-07-10", "2026-06-20"):
        with pytest.raises(UsageError, match="must begin after 2026-07-10"):
            do(house, name, "to_check", **{"from": start, "to": "2026-07-31"})
    do(house, name, "to_check", **{"from": "2026-07-11", "to": "2026-07-31"})
    with pytest.raises(UsageError, match="can only be made longer"):
        do(house, name, "follow", to="2026-07-20")


def test_following_is_no_way_to_wait_for_luck(house: Workspace) -> None:
    """A change that clearly failed is not looked at until it happens to be good; nor one that is proven."""
    name = checking(house, to="2026-08-31")
    save_month(house, "2026-07", 10, 25)
    save_month(house, "2026-08", 10, 25)
    with pytest.raises(UsageError, match="would not change"):
        do(house, name, "follow", to="2026-12-31")


def test_a_standard_that_is_linked_is_there(house: Workspace) -> None:
    name = checking(house)
    good_autumn(house)
    do(house, name, "effective")
    version = house.catalogue.checklists["disinfection"].version
    for link, number in (("disinfection", "0-none"), ("disinfection", ""), ("nowhere", version)):
        with pytest.raises(UsageError, match="There is no standard"):
            do(house, name, "standardise", kind="standard", link=link, version=number)
    with pytest.raises(UsageError, match="not one of"):
        do(house, name, "standardise", kind="愿望", link="x")
    shown = do(house, name, "standardise", kind="standard", link="disinfection", version=version)
    assert len(shown.cycle.standards) == 1


def test_the_chart_is_rebased_at_do_and_its_signal_read_by_the_old_limits(house: Workspace) -> None:
    """Two centre lines, one for each part; three good months lie above all that was before."""
    name = checking(house)
    good_autumn(house)
    shown = cycle(house, name)
    assert shown.effect is not None
    centres = shown.effect.chart.groupby("part")["centre"].first()
    assert centres["before"] == pytest.approx(47 / 60) and centres["after"] == 1
    assert shown.effect.chart["start"].tolist()[3] == "2026-07-11"
    old = chart_of(shown.cycle.baseline.figures, shown.effect.figures, rebased=False)
    assert old["centre"].nunique() == 1


def test_a_clear_fall_on_the_chart_is_seen(house: Workspace) -> None:
    """Nothing closes while the newest month lies under the old limits."""
    name = checking(house, to="2026-08-31")
    save_month(house, "2026-07", 25, 25)
    save_month(house, "2026-08", 4, 25)
    shown = cycle(house, name)
    assert shown.effect is not None and shown.effect.verdict["signal"] == "deterioration"


def test_too_few_months_before_say_nothing_on_a_chart(house: Workspace) -> None:
    name = opened(house, **{"from": "2026-04-01"})
    assert len(cycle(house, name).cycle.baseline.figures.months) == 3
    other = at(house, "2026-06-30")
    save(house, "t.xlsx", *check("2026-06-02", True, False, unit="治疗室"))
    (found,) = [f for f in findings(other) if f.unit == "治疗室"]
    second = open_cycle(other, [found.id], PLAN).subject.partition(":")[2]
    planned(house, second)
    do(house, second, "measure_done", number="1", on="2026-07-10", by="张三")
    do(house, second, "to_check", **{"from": "2026-07-11", "to": "2026-09-30"})
    save(house, "t2.xlsx", *check("2026-08-02", True, True, unit="治疗室"))
    shown = cycle(house, second)
    assert shown.effect is not None and shown.effect.verdict["signal"] == "unknown"


def test_what_a_cycle_may_be_about(house: Workspace) -> None:
    """Known findings that stand, of one indicator, within the time before, in no other live cycle."""
    there = at(house, "2026-06-30")
    about = [found.id for found in findings(there)]
    with pytest.raises(UsageError, match="about findings"):
        open_cycle(there, [], PLAN)
    with pytest.raises(ScopeError, match="no finding 0000"):
        open_cycle(there, ["0000"], PLAN)
    with pytest.raises(UsageError, match="owner is missing"):
        open_cycle(there, about, {"title": "x", "due": "2026-12-31"})
    for given in ({"from": "2026-05-01"}, {"to": "2026-06-01"}, {"to": "2026-07-01"}):
        with pytest.raises(UsageError, match="must hold the findings"):
            open_cycle(there, about, PLAN | given)
    with pytest.raises(UsageError, match="no ended cycle 2025-07"):
        open_cycle(there, about, PLAN, previous="2025-07")
    open_cycle(there, about, PLAN)
    with pytest.raises(UsageError, match="Cycle 2026-01 is about the same"):
        open_cycle(there, about[:1], PLAN)


def test_findings_of_several_indicators_are_never_counted_together(house: Workspace) -> None:
    other = [c._replace(indicator="safety") for c in check("2026-06-20", False, unit="治疗室")]
    save(house, "s.xlsx", *other)
    about = [found.id for found in findings(house)]
    with pytest.raises(UsageError, match="several indicators"):
        open_cycle(house, about, PLAN)


def test_a_withdrawn_finding_opens_nothing(house: Workspace) -> None:
    found = next(f for f in findings(house) if f.date == dt.date(2026, 4, 1))
    act_on(house, found, "note", {"note": "待核"})
    save_month(house, "2026-04", 20, 20, edition="corrected")
    with pytest.raises(UsageError, match="withdrawn"):
        open_cycle(house, [found.id], PLAN)


def test_two_at_once(house: Workspace) -> None:
    """The second of two who looked at the same moment is told; the first's word stands."""
    seen = cycle(house, opened(house))
    act_on_cycle(house, seen, "add_cause", CAUSE)
    with pytest.raises(UsageError, match="changed this meanwhile"):
        act_on_cycle(replace(house, scope=Scope("张三")), seen, "cancel", {"note": "不做了"})


def test_another_units_cycles_are_not_there(house: Workspace) -> None:
    """Its number is taken all the same: a unit's own first cycle does not collide with one unseen."""
    name = opened(house)
    save(house, "t.xlsx", *check("2026-06-02", False, unit="治疗室"))
    elsewhere = replace(house, scope=Scope("陈", units=frozenset({"治疗室"})))
    assert cycles(elsewhere) == []
    with pytest.raises(ScopeError, match="no cycle"):
        cycle(elsewhere, name)
    with pytest.raises(ScopeError, match="may not change"):
        act_on_cycle(elsewhere, cycle(house, name), "note", {"note": "x"})
    (found,) = findings(elsewhere)
    act = open_cycle(elsewhere, [found.id], PLAN | {"from": "2026-06-01"})
    assert (act.subject, act.unit) == ("cycle:2026-02", "治疗室")


def test_a_cycle_carried_on_about_nothing_is_not_proposed(house: Workspace) -> None:
    """All that it was about turns out to have been slips of the pen: there is nothing to carry on."""
    name = checking(house)
    good_autumn(house)
    do(house, name, "next_cycle", note="再做一轮")
    assert [due.reason for due in proposals(house)] == [Reason.CONTINUED]
    for month in ("2026-04", "2026-05", "2026-06"):
        save_month(house, month, 20, 20, edition="corrected")
    assert proposals(house) == []
