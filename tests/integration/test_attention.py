"""What needs somebody, through a real workspace: it appears, says where, and is gone once it is done."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qc.analysis.periods import Period
from qc.attention.matter import LinkKind, MatterKind, Urgency
from qc.attention.reading import attention
from qc.attention.words import headline, place, sentence, who
from qc.errors import WorkspaceError
from qc.improve.accountability.deciding import refuse
from qc.improve.accountability.naming import name_person
from qc.improve.acting import act_on, finding
from qc.improve.calendar.acting import excuse
from qc.improve.calendar.reading import appointments
from qc.improve.calendar.states import DueState
from qc.improve.cycles.acting import cycle
from qc.improve.cycles.proposals import proposals
from qc.improve.stars.choosing import confirm, star
from qc.improve.stars.votes import vote
from qc.locale import translator
from qc.organisation import Organisation, Site, Unit
from qc.records import Problem
from qc.store import Scope
from qc.words import Kind, Severity
from qc.workspace import Workspace
from tests import accountability as ladders
from tests import cycles as pdca
from tests.attention import HANDS, STERILE, at, check, line, mark, of, register, save, spot, stock

EN = translator("en")
GIVEN = {"cause": "备货不足", "measure": "每周一补货", "person": "李敏", "due": "2026-11-20"}


def said(workspace: Workspace, *kinds: MatterKind) -> list[str]:
    return [sentence(each, EN) for each in of(workspace, *kinds)]


def test_an_empty_workspace_needs_nobody(workspace: Workspace) -> None:
    assert attention(workspace) == ()
    assert headline((), EN) == "Nothing needs anybody today."


def test_a_critical_failure_is_urgent_until_somebody_acts(workspace: Workspace) -> None:
    """It would wait among ordinary ones; when somebody has taken it in hand it is theirs."""
    save(workspace, "a.xlsx", check("2026-10-30", mark(False, STERILE)))
    (new,) = of(workspace, MatterKind.CRITICAL)
    assert (new.urgency, new.unit, new.link.item) == (Urgency.NOW, "换药室", STERILE)
    assert place(new, workspace) == "换药室" and who(new, EN) == "the unit's head"
    found = finding(workspace, new.link.subject)
    act_on(workspace, found, "assign", GIVEN)
    assert not of(workspace, MatterKind.CRITICAL)
    (given,) = of(workspace, MatterKind.ACTION)
    assert (given.person, given.urgency) == ("李敏", Urgency.SOON)


def test_an_old_critical_failure_is_overdue_not_new(workspace: Workspace) -> None:
    save(workspace, "a.xlsx", check("2026-09-01", mark(False, STERILE)))
    assert not of(workspace, MatterKind.CRITICAL)
    (late,) = of(workspace, MatterKind.OVERDUE)
    assert late.urgency is Urgency.NOW


def test_a_finding_goes_its_way_through_the_list(workspace: Workspace) -> None:
    """Overdue, put right, re-checked: each time it waits for another, at the end for nobody."""
    save(workspace, "a.xlsx", check("2026-10-05", mark(False)))
    (late,) = of(workspace, MatterKind.OVERDUE)
    name = late.link.subject
    assert late.due is not None and late.due < workspace.today
    act_on(workspace, finding(workspace, name), "put_right", GIVEN)
    (again,) = of(workspace, MatterKind.RECHECK)
    assert (again.link.subject, who(again, EN)) == (name, "the inspector")
    act_on(workspace, finding(workspace, name), "recheck_passed")
    assert attention(workspace) == ()


def test_many_overdue_ones_do_not_bury_a_critical_one(workspace: Workspace) -> None:
    """Forty ordinary ones of a unit are one line, under the critical one."""
    old = [check("2026-09-01", mark(False, f"x{n}")) for n in range(40)]
    save(workspace, "a.xlsx", *old, check("2026-10-31", mark(False, STERILE)))
    first, second = of(workspace, MatterKind.CRITICAL, MatterKind.OVERDUE)
    assert first.kind is MatterKind.CRITICAL
    assert (second.count, len(second.details), second.link.kind) == (40, 40, LinkKind.FINDINGS)


def test_late_and_running_checks(workspace: Workspace) -> None:
    """The week of the 26th lacks two and may still be made up for; this week's two are still to come."""
    save(workspace, "a.xlsx", spot("2026-10-20"), spot("2026-10-22"))
    (late,) = of(workspace, MatterKind.LATE_CHECK)
    assert (late.count, late.urgency, str(late.due)) == (2, Urgency.NOW, "2026-11-01")
    (due,) = of(workspace, MatterKind.DUE_CHECK)
    assert (due.count, due.urgency) == (2, Urgency.WEEK)
    save(workspace, "b.xlsx", spot("2026-10-27"), spot("2026-10-28"))
    assert not of(workspace, MatterKind.LATE_CHECK)
    save(workspace, "c.xlsx", spot("2026-11-02"))
    (due,) = of(workspace, MatterKind.DUE_CHECK)
    assert due.count == 1


def test_a_missed_check_asks_for_its_reason(workspace: Workspace) -> None:
    save(workspace, "a.xlsx", spot("2026-10-06"), spot("2026-10-08"), spot("2026-10-20"), spot("2026-10-21"))  # fmt: skip
    (missed,) = of(workspace, MatterKind.MISSED_CHECK)
    assert (missed.count, str(missed.due)) == (2, "2026-10-18")
    (due,) = [each for each in appointments(workspace) if each.state is DueState.MISSED]
    excuse(workspace, due, "停电")
    assert not of(workspace, MatterKind.MISSED_CHECK)


def test_two_hundred_missed_checks_are_one_line(workspace: Workspace) -> None:
    """One line for a checklist, with the number, the units and the oldest day; older than the window
    nobody is asked."""
    units = [f"{n}室" for n in range(8)]
    rooms = Organisation(
        sites=(Site(name="本院"),), units=tuple(Unit(name=u, site="本院") for u in units)
    )
    own = 'calendar.cadences.spot-check = { every = "day", times = 1, each = "unit" }\n'
    (workspace.folder / "improvement.toml").write_text(own, encoding="utf-8")
    there = replace(workspace, organisation=rooms)
    save(there, "a.xlsx", *(spot("2026-09-01", unit) for unit in units))
    (missed,) = of(there, MatterKind.MISSED_CHECK)
    assert missed.values["units"] == 8 and missed.count == 60 * 8
    assert missed.since is not None and str(missed.since) == "2026-09-03"
    (due,) = of(there, MatterKind.DUE_CHECK)
    assert due.count == 8


def test_a_cycle_and_its_measures(workspace: Workspace) -> None:
    """A cycle that is proposed, then planned, its measure late, its time of observation over."""
    pdca.before(workspace)
    names = {each.findings[0].id for each in proposals(workspace)}
    (proposed,) = of(workspace, MatterKind.PROPOSED)
    assert (proposed.unit, proposed.link.item) == ("换药室", pdca.HANDS)
    name = pdca.opened(workspace)
    assert names and not of(workspace, MatterKind.PROPOSED)
    pdca.planned(workspace, name)
    (measure,) = [m for m in of(workspace, MatterKind.CYCLE) if "measure" in m.values]
    assert (measure.person, measure.urgency, measure.unit) == ("张三", Urgency.NOW, "换药室")
    pdca.do(workspace, name, "measure_done", number="1", on="2026-07-08", by="张三")
    assert not [m for m in of(workspace, MatterKind.CYCLE) if "measure" in m.values]
    pdca.do(workspace, name, "to_check", **{"from": "2026-07-11", "to": "2026-10-31"})
    (judge,) = of(workspace, MatterKind.CYCLE)
    assert "judge the effect" in sentence(judge, EN) and judge.link.subject == name
    (late,) = of(at(workspace, "2027-01-04"), MatterKind.CYCLE)
    assert late.urgency is Urgency.NOW and "should have ended" in sentence(late, EN)
    pdca.do(workspace, name, "cancel", note="重复")
    assert not of(workspace, MatterKind.CYCLE)
    assert not cycle(workspace, name).cycle.state.is_live


def test_a_file_that_is_held_back(workspace: Workspace) -> None:
    """Results wait for an answer that nobody knows of; what was only assumed asks for none."""
    faults = (
        Problem(Severity.ERROR, "unknown_mark", "10月", "C5", "?"),
        Problem(Severity.INFO, "year_assumed", "10月", "C1", "10月"),
    )
    save(workspace, "十月.xlsx", check("2026-10-30", mark(True)), problems=faults)
    (held,) = of(workspace, MatterKind.HELD_BACK)
    assert (held.values["file"], held.count, held.person) == ("十月.xlsx", 1, "王丽")
    workspace.store.undo(workspace.scope, int(held.link.subject), "读错")
    assert attention(workspace) == ()


def test_drugs_that_expire(workspace: Workspace) -> None:
    """Expired is urgent and red, a last day of use is not yet past, and a new count settles both."""
    lines = (
        line("肾上腺素", expiry="2026-10-31"), line("阿托品", expiry="2026-11-02"),
        line("多巴胺", expiry="2027-01-31"), line("地塞米松", expiry="2027-02-01"), line("纱布"),
    )  # fmt: skip
    save(workspace, "a.xlsx", stock("2026-10-05", *lines))
    (gone,) = of(workspace, MatterKind.EXPIRED)
    assert (gone.unit, gone.urgency) == ("手术室", Urgency.NOW)
    assert "抢救车1号 肾上腺素 expired on 2026-10-31" in sentence(gone, EN)
    near = of(workspace, MatterKind.NEAR_EXPIRY)
    assert [(m.values["item"], m.urgency) for m in near] == [
        ("抢救车1号 阿托品", Urgency.NOW),
        ("抢救车1号 多巴胺", Urgency.SOON),  # 90 days, not 91
    ]
    fresh = (line(item, expiry="2028-01-31") for item in ("肾上腺素", "阿托品", "多巴胺"))
    save(workspace, "b.xlsx", stock("2026-11-01", *fresh))
    assert attention(workspace) == ()


def test_another_carts_count_settles_nothing_here(workspace: Workspace) -> None:
    """A later count of cart 2, or of one drug of cart 1, must not hide what expires in cart 1."""
    both = (
        line("肾上腺素", expiry="2026-10-31"),
        line("阿托品", expiry="2026-10-30"),
        line("盐水"),
    )
    save(workspace, "a.xlsx", stock("2026-10-05", *both))
    save(
        workspace, "b.xlsx", stock("2026-10-06", line("肾上腺素", expiry="2028-01-31"), cart="2号")
    )
    (gone,) = of(workspace, MatterKind.EXPIRED)
    assert gone.count == 2
    save(workspace, "c.xlsx", stock("2026-10-07", line("阿托品", expiry="2028-01-31")))
    (gone,) = of(workspace, MatterKind.EXPIRED)
    assert gone.values["item"] == "抢救车1号 肾上腺素"


def test_a_certificate_hides_its_person(workspace: Workspace) -> None:
    first = register("2026-06-01", Kind.SCORES, "licences", "王小明", line("执业证", expiry="2026-11-05"))  # fmt: skip
    save(workspace, "a.xlsx", first)
    (ends,) = of(workspace, MatterKind.LICENCE)
    assert (ends.unit, ends.urgency) == ("护理部", Urgency.WEEK)
    assert sentence(ends, EN) == "执业证 of 王* ends on 2026-11-05; have it renewed."
    (ended,) = of(at(workspace, "2026-11-06"), MatterKind.LICENCE)
    assert ended.urgency is Urgency.NOW and "小明" not in repr(ended)
    renewed = line("执业证", expiry="2031-11-05")
    save(workspace, "b.xlsx", register("2026-11-01", Kind.SCORES, "licences", "王小明", renewed))
    assert attention(workspace) == ()


def test_a_device_whose_service_is_due(workspace: Workspace) -> None:
    """Serviced it is gone; a plan that was carried out, late or not, is no alarm."""
    laser = register("2026-06-01", Kind.MAINTENANCE, "equipment", "SB-1", line("激光", due="2026-11-20"))  # fmt: skip
    plan = register("2026-10-01", Kind.MAINTENANCE, "equipment", "SB-2", line("高频电刀", due="2026-09-01", done="2026-09-20"))  # fmt: skip
    save(workspace, "a.xlsx", laser, plan)
    (due,) = of(workspace, MatterKind.MAINTENANCE)
    assert (due.urgency, due.values["item"]) == (Urgency.SOON, "SB-1 激光")
    (late,) = of(at(workspace, "2026-11-21"), MatterKind.MAINTENANCE)
    assert late.urgency is Urgency.NOW
    served = line("激光", due="2027-11-20")
    save(workspace, "b.xlsx", register("2026-11-02", Kind.MAINTENANCE, "equipment", "SB-1", served))
    assert attention(workspace) == ()


def months(workspace: Workspace, last: int, typical: int = 95) -> None:
    """Thirteen months of a hundred marks to October, the last with `last` in order."""
    for n in range(13):
        year, month = divmod(2025 * 12 + 9 + n, 12)
        passed = last if n == 12 else typical + (n % 3) - 1
        day = f"{year}-{month + 1:02d}-05"
        marks = [mark(k < passed, f"x{k}") for k in range(100)]
        save(workspace, f"{day}.xlsx", check(day, *marks))
    own = "follow_from = 2026-11-01\n"
    (workspace.folder / "improvement.toml").write_text(own, encoding="utf-8")


def test_a_signal_of_the_last_month(workspace: Workspace) -> None:
    """A fall that chance does not explain is said in plain words, until the next month is over; an
    ordinary month says nothing, and so does one that is better than usual."""
    months(workspace, last=70)
    (signal,) = of(workspace, MatterKind.SIGNAL)
    assert signal.link.subject == "disinfection"
    assert "was 70.0 % in 2026-10, worse than chance explains" in sentence(signal, EN).replace("2026年10月", "2026-10")  # fmt: skip
    assert not of(at(workspace, "2026-12-01"), MatterKind.SIGNAL)


@pytest.mark.parametrize("last", [94, 100])
def test_no_signal_without_a_reason(workspace: Workspace, last: int) -> None:
    """False alarms would teach people to overlook the list."""
    months(workspace, last=last)
    assert not of(workspace, MatterKind.SIGNAL)


def test_what_waits_for_a_decision_names_nobody(workspace: Workspace) -> None:
    there = ladders.switched_on(workspace)
    assert not of(there, MatterKind.DECISION)  # nobody is named yet
    for found in ladders.ids(there, ladders.RECORD):
        name_person(there, found, "周婷", "record-error")
    (waits,) = of(there, MatterKind.DECISION)
    assert "周婷" not in repr(waits) and waits.link.kind is LinkKind.ACCOUNTABILITY
    while waiting := ladders.now(there).open:
        refuse(there, waiting[0], "已培训")
    assert not of(there, MatterKind.DECISION)


def test_a_voted_star_waits_to_be_confirmed(workspace: Workspace) -> None:
    """Votes that nobody confirms are forgotten; a month without votes asks for nothing."""
    tidy = [
        check(f"2026-10-{day:02d}", mark(True, "badge"), indicator="appearance", checklist="appearance", subject="李敏")
        for day in range(1, 9)
    ]  # fmt: skip
    save(workspace, "a.xlsx", *tidy)
    assert attention(workspace) == ()
    october = Period.parse("2026-10")
    vote(workspace, october, "李敏")
    (star_,) = of(workspace, MatterKind.DECISION)
    assert star_.link.kind is LinkKind.STAR and star_.link.subject == "2026-10"
    confirm(workspace, star(workspace, october))
    assert attention(workspace) == ()


def test_whoever_sees_some_units_sees_only_theirs(workspace: Workspace) -> None:
    """The head of one room reads what fails in another."""
    save(
        workspace, "a.xlsx",
        check("2026-10-30", mark(False, STERILE)), check("2026-10-05", mark(False)),
        check("2026-10-30", mark(False, STERILE), unit="治疗室"),
        stock("2026-10-05", line("肾上腺素", expiry="2026-10-31")),
        spot("2026-10-20"), spot("2026-10-20", "治疗室"),
    )  # fmt: skip
    mine = replace(workspace, scope=Scope("李敏", units=frozenset({"换药室"})))
    seen = attention(mine)
    assert {each.unit for each in seen} == {"换药室"}
    assert {each.unit for each in attention(workspace)} > {"换药室", "治疗室", "手术室"}
    texts = repr(seen)
    assert "治疗室" not in texts and "肾上腺素" not in texts


def test_the_order_is_by_urgency_and_always_the_same(workspace: Workspace) -> None:
    save(
        workspace, "a.xlsx",
        check("2026-09-01", mark(False)), check("2026-10-30", mark(False, STERILE)),
        stock("2026-10-05", line("甲", expiry="2027-01-01"), line("乙", expiry="2026-10-01")),
        spot("2026-10-20"),
    )  # fmt: skip
    found = attention(workspace)
    order = list(Urgency)
    assert [order.index(m.urgency) for m in found] == sorted(order.index(m.urgency) for m in found)
    assert [m.kind for m in found][:3] == [MatterKind.CRITICAL, MatterKind.EXPIRED, MatterKind.OVERDUE]  # fmt: skip
    assert attention(workspace) == found


def test_the_clinics_own_numbers(workspace: Workspace) -> None:
    """A clinic that calls proposals urgent, and a slip of the pen that is told with its line."""
    save(workspace, "a.xlsx", check("2026-10-30", mark(False, STERILE), mark(True, HANDS)))
    own: Path = workspace.folder / "improvement.toml"
    own.write_text('attention.urgency.proposed = "now"\n', encoding="utf-8")
    (proposed,) = of(workspace, MatterKind.PROPOSED)
    assert proposed.urgency is Urgency.NOW
    own.write_text('attention.urgency.proposed = "later"\n', encoding="utf-8")
    with pytest.raises(WorkspaceError, match="line 1"):
        attention(workspace)
