"""Findings through a real workspace: what fails is found, acted on, followed, and never lost."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from typing import Any

import pytest

from qc.errors import ScopeError, UsageError, WorkspaceError
from qc.improve.acting import act_on, finding, findings
from qc.improve.failures import cases_of
from qc.improve.findings import Finding, Gravity
from qc.improve.states import FindingState
from qc.records import Check, Result, SheetReading, WorkbookReading
from qc.store import Scope
from qc.words import Kind, Outcome
from qc.workspace import Workspace

HANDS, STERILE = "hand_hygiene_supplies", "sterile_packs"
OTHERS = [Result(f"C{n}", f"x{n}", f"x{n}", 1, 1, Outcome.PASS, "√") for n in range(6, 11)]
GIVEN = {"cause": "备货不足", "measure": "每周一补货", "person": "李敏", "due": "2026-10-20"}


def mark(passed: bool, code: str = HANDS, cell: str = "C5", **changes: Any) -> Result:
    outcome = Outcome.PASS if passed else Outcome.FAIL
    plain = Result(cell, code, f"条目{code}", 1, int(passed), outcome, "√" if passed else "×")
    return plain._replace(**changes)


def check(day: str, *results: Result, unit: str = "换药室", **changes: Any) -> Check:
    plain = Check(
        sheet="10月", kind=Kind.CHECKLIST, indicator="disinfection", checklist="disinfection",
        version="1", date=dt.date.fromisoformat(day), site="本院", unit=unit, results=results,
    )  # fmt: skip
    return plain._replace(**changes)


def save(workspace: Workspace, name: str, *checks: Check, edition: str = "") -> None:
    content = f"{name} {edition}".encode()
    sheet = SheetReading("10月", Kind.CHECKLIST, "disinfection", "disinfection", "across", checks)
    digest = hashlib.sha256(content).hexdigest()
    workspace.store.save(workspace.scope, WorkbookReading(name, digest, (sheet,), ()), content)


@pytest.fixture
def one(workspace: Workspace) -> Finding:
    """An ordinary finding: a first failure among many that passed, so that the target is reached."""
    save(workspace, "a.xlsx", check("2026-10-05", mark(False), *OTHERS))
    (found,) = findings(workspace)
    return found


def test_one_finding_an_item_a_unit_and_a_day(workspace: Workspace) -> None:
    """Seven charts with one fault are one thing to put right, with seven cases inside, each with its
    cell; another unit's is another."""
    charts = [
        check("2026-10-05", mark(n > 1, cell=f"C{n}"), subject=f"病历{n}", inspector=f"{n % 2}号")
        for n in range(4)
    ]
    save(workspace, "a.xlsx", *charts, check("2026-10-05", mark(False), unit="治疗室"))
    first, second = findings(workspace)
    assert (first.unit, first.failed, first.checked, first.inspector) == (
        "换药室",
        2,
        4,
        "0号、1号",
    )
    assert (second.unit, second.failed, second.checked) == ("治疗室", 1, 1)
    about = {name: str(getattr(first, name)) for name in first.__dataclass_fields__}
    cases = cases_of(workspace.store.results(workspace.scope), workspace.catalogue, about)
    assert cases[["subject", "file", "cell"]].to_numpy().tolist() == [
        ["病历0", "a.xlsx", "C0"],
        ["病历1", "a.xlsx", "C1"],
    ]


def test_lines_that_no_standard_knows_are_kept_apart(workspace: Workspace) -> None:
    """A clinic's own lines have no code; two of them must not become one finding."""
    lines = [mark(False, "", item="门口地垫"), mark(False, "", item="窗帘清洗")]
    save(workspace, "a.xlsx", check("2026-10-05", *lines))
    assert {found.item for found in findings(workspace)} == {"门口地垫", "窗帘清洗"}


def test_gravity_sets_the_day_by_which(workspace: Workspace) -> None:
    """A critical item is put right by the next day, a repeated one in a week."""
    save(workspace, "a.xlsx", check("2026-10-05", mark(False), mark(False, STERILE)))
    save(workspace, "b.xlsx", check("2026-10-12", mark(False)))
    sterile, _, again = sorted(findings(workspace), key=lambda f: (f.date, not f.critical))
    assert (sterile.gravity, sterile.due) == (Gravity.CRITICAL, dt.date(2026, 10, 6))
    assert (again.times, again.previous, again.repeated) == (2, "2026-10-05", True)
    assert (again.gravity, again.due) == (Gravity.MAJOR, dt.date(2026, 10, 19))
    assert again.overdue(dt.date(2026, 10, 20)) and not again.overdue(dt.date(2026, 10, 19))
    assert sterile.proposes_cycle and not again.proposes_cycle


def test_an_ordinary_one_below_no_target_asks_for_nothing(
    one: Finding, workspace: Workspace
) -> None:
    """Nobody would keep it up: a first, harmless failure closes in one tap on the spot."""
    plain = replace(one, gravity=Gravity.MINOR)
    assert act_on(workspace, plain, "fix_at_once").number == 1
    (closed,) = findings(workspace)
    assert closed.state is FindingState.CLOSED and not closed.overdue(dt.date(2027, 1, 1))


def test_the_whole_way(one: Finding, workspace: Workspace) -> None:
    """Given to somebody, put right, re-checked; each step is in its history with who and when."""
    assert one.needs_cause  # against 100 % one failure is a miss
    with pytest.raises(UsageError, match="The cause is missing"):
        act_on(workspace, one, "assign", {"person": "李敏", "due": "2026-10-20"})
    act_on(workspace, one, "assign", GIVEN)
    assigned = finding(workspace, one.id)
    assert (assigned.state, assigned.due) == (FindingState.IN_HAND, dt.date(2026, 10, 20))
    assert assigned.told == GIVEN
    act_on(workspace, assigned, "put_right")
    act_on(workspace, finding(workspace, one.id), "recheck_failed", {"note": "仍缺干手纸"})
    assert finding(workspace, one.id).state is FindingState.OPEN
    act_on(workspace, finding(workspace, one.id), "put_right")
    act_on(workspace, finding(workspace, one.id), "recheck_passed")
    closed = finding(workspace, one.id)
    assert closed.state is FindingState.CLOSED
    assert [act.what for act in closed.acts] == [
        "assign", "put_right", "recheck_failed", "put_right", "recheck_passed",
    ]  # fmt: skip
    assert {act.actor for act in closed.acts} == {"王丽"}


@pytest.mark.parametrize(
    ("what", "given", "message"),
    [
        ("recheck_passed", {}, "cannot be done with the finding"),
        ("blame", {}, "cannot be done with the finding"),
        ("assign", GIVEN | {"due": "20日"}, '"20日" is not a date'),
        ("assign", GIVEN | {"due": " "}, "The due date is missing"),
        ("assign", GIVEN | {"fine": "200"}, 'no field "fine"'),
        ("note", {}, "A note is missing"),
    ],
)
def test_a_step_that_cannot_be_is_refused_in_words(
    one: Finding, workspace: Workspace, what: str, given: dict[str, str], message: str
) -> None:
    """Nothing reaches the journal that a reader of it could not follow."""
    with pytest.raises(UsageError, match=message):
        act_on(workspace, one, what, given)
    assert findings(workspace)[0].acts == ()


def test_two_at_once(one: Finding, workspace: Workspace) -> None:
    """The second of two who looked at the same moment is told; the first's word stands."""
    act_on(workspace, one, "assign", GIVEN)
    with pytest.raises(UsageError, match="changed this meanwhile"):
        act_on(replace(workspace, scope=Scope("张三")), one, "fix_at_once", GIVEN)
    assert findings(workspace)[0].state is FindingState.IN_HAND


def test_a_corrected_record_withdraws_its_finding_and_keeps_what_was_done(
    one: Finding, workspace: Workspace
) -> None:
    """Somebody acted on a mark that was a slip of the pen: the figure goes, the work stays readable."""
    act_on(workspace, one, "assign", GIVEN)
    save(workspace, "a.xlsx", check("2026-10-05", mark(True), *OTHERS), edition="corrected")
    (found,) = findings(workspace)
    assert found.state is FindingState.WITHDRAWN
    assert (found.item, found.date, found.told) == (one.item, one.date, GIVEN)
    assert not found.overdue(dt.date(2027, 1, 1))


def test_the_same_failure_in_a_later_edition_keeps_its_history(
    one: Finding, workspace: Workspace
) -> None:
    """A corrected file that still says × brings no second finding and loses no act."""
    act_on(workspace, one, "assign", GIVEN)
    save(workspace, "a.xlsx", check("2026-10-05", mark(False), *OTHERS), edition="2")
    (found,) = findings(workspace)
    assert (found.id, found.state) == (one.id, FindingState.IN_HAND)


def test_another_units_findings_are_not_there(one: Finding, workspace: Workspace) -> None:
    """What failed elsewhere, and what was done about it, is that unit's matter."""
    act_on(workspace, one, "assign", GIVEN)
    elsewhere = replace(workspace, scope=Scope("陈", units=frozenset({"治疗室"})))
    assert findings(elsewhere) == []
    with pytest.raises(ScopeError, match="no finding"):
        finding(elsewhere, one.id)
    with pytest.raises(ScopeError, match="may not change"):
        act_on(elsewhere, finding(workspace, one.id), "put_right")


def test_the_clinic_sets_its_own_numbers(one: Finding, workspace: Workspace) -> None:
    """A clinic that gives three days for all else says so in one line; a slip in it is named."""
    own = workspace.folder / "improvement.toml"
    own.write_text("[due_days]\nmajor = 3\n", encoding="utf-8")
    assert findings(workspace)[0].due == one.date + dt.timedelta(days=3)
    own.write_text("window_days = 0\n", encoding="utf-8")
    with pytest.raises(WorkspaceError, match=r"improvement\.toml, line 1: .window_days"):
        findings(workspace)


def test_the_next_clean_check_is_shown_beside_it(one: Finding, workspace: Workspace) -> None:
    """The re-check has often been made already: the day on which the same item was in order again, in
    that unit, whole; another unit's and one that failed in part do not count."""
    assert one.passed_since == ""
    save(workspace, "b.xlsx", check("2026-10-06", mark(True), unit="治疗室"))
    half = [check("2026-10-07", mark(n > 0), subject=f"{n}号柜") for n in range(2)]
    save(workspace, "c.xlsx", *half, check("2026-10-08", mark(True)))
    first, second = findings(workspace)
    assert (first.passed_since, second.passed_since) == ("2026-10-08", "2026-10-08")


@pytest.mark.usefixtures("one")
def test_history_waits_for_nobody(workspace: Workspace) -> None:
    """A clinic that brings in last year's sheets must not find its list full of them; what somebody
    acts on is followed all the same."""
    own = workspace.folder / "improvement.toml"
    own.write_text("follow_from = 2026-10-06\n", encoding="utf-8")
    (found,) = findings(workspace)
    assert found.state is FindingState.OPEN
    assert not found.waits and not found.overdue(dt.date(2027, 1, 1))
    act_on(workspace, found, "assign", GIVEN)
    assert findings(workspace)[0].waits
