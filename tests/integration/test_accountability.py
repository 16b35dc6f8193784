"""Accountability through a real workspace: off until switched on, named by people, decided by people."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from qc.catalogue.accountability import Action
from qc.catalogue.load import load_catalogue
from qc.errors import ScopeError, UsageError, WorkspaceError
from qc.improve.accountability.accounts import Accounts, accounts
from qc.improve.accountability.deciding import accept, lift, refuse
from qc.improve.accountability.ladder import Proposal
from qc.improve.accountability.naming import name_person, unname_person
from qc.improve.accountability.states import ProposalState
from qc.improve.acting import findings
from qc.improve.findings import Finding
from qc.improve.protected import INDICATORS
from qc.records import Check, Result, SheetReading, WorkbookReading
from qc.store import Scope
from qc.store.journal import NewAct
from qc.words import Direction, Kind, Outcome
from qc.workspace import Workspace

ON = "accountability.since = 2026-10-01\n"
DISCOUNT, RECORD, EMPTY = "co_discount", "co_record", "r2_staffed"
CATALOGUE = load_catalogue()
REPORTS = ("adverse-events", "complaints", "adverse-review", "adverse-reactions")


def failed(
    day: str, item: str, checklist: str = "consultant-conduct", unit: str = "咨询部", **changes: Any
) -> Check:
    """A check of a person in which one item failed."""
    known = CATALOGUE.checklists[checklist]
    about = CATALOGUE.indicators[changes.get("indicator", known.indicator)]
    wrong = int(about.direction is Direction.LOWER)  # there `passed` counts what happened
    result = Result("C5", item, f"条目{item}", 1, wrong, Outcome.FAIL, "×")
    plain = Check(
        sheet="10月", kind=known.kind, indicator=known.indicator, checklist=checklist, version="1",
        date=dt.date.fromisoformat(day), site="本院", unit=unit, results=(result,), subject="周婷",
        inspector="孙检",
    )  # fmt: skip
    return plain._replace(**changes)


def save(workspace: Workspace, name: str, *checks: Check, edition: str = "") -> None:
    content = f"{name} {edition}".encode()
    sheet = SheetReading("10月", Kind.CHECKLIST, "service", "service", "across", checks)
    digest = hashlib.sha256(content).hexdigest()
    workspace.store.save(workspace.scope, WorkbookReading(name, digest, (sheet,), ()), content)


def switch(workspace: Workspace, text: str = ON) -> None:
    (workspace.folder / "improvement.toml").write_text(text, encoding="utf-8")


def now(workspace: Workspace) -> Accounts:
    found = accounts(workspace)
    assert found is not None
    return found


def forge(workspace: Workspace, found: Finding) -> None:
    """Put a name into the journal past every check."""
    fields = {"person": "周婷", "ladder": "record-error"}
    act = NewAct(f"naming:{found.id}", 0, "name", fields, site=found.site, unit=found.unit)
    workspace.store.act(workspace.scope, act)


def ids(workspace: Workspace, item: str) -> list[str]:
    """The findings of an item, oldest first."""
    return [found.id for found in findings(workspace) if found.item_code == item]


@pytest.fixture
def clinic(workspace: Workspace) -> Workspace:
    """Switched on, with three record errors of October, one of November and a discount."""
    days = ("2026-10-05", "2026-10-12", "2026-10-19", "2026-11-01")
    save(workspace, "a.xlsx", *(failed(day, RECORD) for day in days))
    save(workspace, "b.xlsx", failed("2026-10-06", DISCOUNT))
    switch(workspace)
    return workspace


def test_it_is_off_until_the_clinic_switches_it_on(workspace: Workspace) -> None:
    """A clinic that never asked for it must not find its staff counted."""
    save(workspace, "a.xlsx", failed("2026-10-05", RECORD))
    (name,) = ids(workspace, RECORD)
    assert accounts(workspace) is None
    for refused in (
        lambda: name_person(workspace, name, "周婷"),
        lambda: unname_person(workspace, name, "周婷", "误记"),
    ):
        with pytest.raises(UsageError, match="switched off"):
            refused()
    switch(workspace, "accountability.since = 2026-10-06\n")
    with pytest.raises(ScopeError, match="may name somebody"):
        name_person(workspace, name, "周婷")  # it failed before the day that everybody was told


def test_nobody_is_guessed(clinic: Workspace) -> None:
    """Neither the subject on the sheet, nor the inspector, nor who is to put it right is called to
    account: somebody must have named them."""
    assert now(clinic).open == ()
    name_person(clinic, ids(clinic, RECORD)[0], "周婷")
    (proposal,) = now(clinic).open
    assert (proposal.person, proposal.count, proposal.action) == ("周婷", 1, Action.UNIT_NOTICE)
    assert proposal.findings == ((ids(clinic, RECORD)[0], dt.date(2026, 10, 5)),)
    (naming,) = now(clinic).named[ids(clinic, RECORD)[0]]
    assert (naming.person, naming.by, naming.ladder) == ("周婷", "王丽", "record-error")


def test_a_month_counts_for_itself_and_a_decided_finding_comes_once(clinic: Workspace) -> None:
    """Three in October are the third step; November begins anew; what was accepted goes on counting."""
    first, second, third, november = ids(clinic, RECORD)
    for name in (first, second, november):
        name_person(clinic, name, "周婷")
    october, later = now(clinic).open
    assert (october.window, october.count, later.window, later.count) == (
        "2026-10",
        2,
        "2026-11",
        1,
    )
    accept(clinic, october, "本人承认")
    assert [each.window for each in now(clinic).open] == ["2026-11"]
    name_person(clinic, third, " 周 婷")
    third_time = now(clinic).open[0]
    assert (third_time.count, third_time.events) == (3, (third,))
    assert [name for name, _ in third_time.findings] == [first, second, third]
    (decided,) = now(clinic).decided
    assert (decided.by, decided.note, decided.count) == ("王丽", "本人承认", 2)
    assert decided.state is ProposalState.ACCEPTED


def test_refused_and_lifted_ones_count_no_more(clinic: Workspace) -> None:
    """What was found not to be theirs must not push them up the ladder later."""
    first, second, third, _ = ids(clinic, RECORD)
    name_person(clinic, first, "周婷")
    refuse(clinic, now(clinic).open[0], "系统故障")
    name_person(clinic, second, "周婷")
    assert [each.count for each in now(clinic).open] == [1]
    accept(clinic, now(clinic).open[0], "属实")
    lift(clinic, now(clinic).decided[1], "申诉成立")
    name_person(clinic, third, "周婷")
    assert [each.count for each in now(clinic).open] == [1]
    states = [(each.state.value, each.lifted) for each in now(clinic).decided]
    assert states == [("refused", ""), ("lifted", "申诉成立")]
    with pytest.raises(UsageError, match="Only what was accepted"):
        lift(clinic, now(clinic).decided[0], "再议")


def test_taken_off_again(clinic: Workspace) -> None:
    """A wrong name is corrected before anybody decides; it stays in the journal."""
    name = ids(clinic, RECORD)[0]
    name_person(clinic, name, "周婷")
    with pytest.raises(UsageError, match="named on the finding already"):
        name_person(clinic, name, "周婷 ")
    with pytest.raises(UsageError, match="not named on the finding"):
        unname_person(clinic, name, "李敏", "误记")
    with pytest.raises(UsageError, match="note is missing"):
        unname_person(clinic, name, "周婷", " ")
    unname_person(clinic, name, "周婷", "误记")
    assert now(clinic).open == ()
    assert [act.what for act in clinic.store.acts(clinic.scope, "naming")] == ["name", "unname"]


@pytest.mark.parametrize(
    ("do", "message"),
    [
        (lambda w, p: accept(w, p, " "), "A note is missing"),
        (lambda w, p: accept(replace(w, scope=Scope("周婷")), p, "好"), "about themselves"),
        (lambda w, p: accept(w, p, "好", joint="李敏"), "nobody answers jointly"),
        (lambda w, p: refuse(w, replace(p, id="0"), "不属实"), "no longer what it was"),
        (lambda w, _: name_person(w, ids(w, RECORD)[0], "!"), "The person is missing"),
        (lambda w, _: name_person(w, ids(w, RECORD)[1], "李", "empty-desk"), "which event"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_in_words(
    clinic: Workspace, do: Callable[[Workspace, Proposal], object], message: str
) -> None:
    name_person(clinic, ids(clinic, RECORD)[0], "周婷")
    (proposal,) = now(clinic).open
    with pytest.raises(UsageError, match=message):
        do(clinic, proposal)
    assert now(clinic).decided == ()


def test_nobody_decides_what_they_have_not_seen(clinic: Workspace) -> None:
    """Somebody names the person once more, or decides, while another looks at the list."""
    first, second, *_ = ids(clinic, RECORD)
    name_person(clinic, first, "周婷")
    (seen,) = now(clinic).open
    name_person(clinic, second, "周婷")
    with pytest.raises(UsageError, match="no longer what it was"):
        accept(clinic, seen, "属实")
    (seen,) = now(clinic).open
    refuse(replace(clinic, scope=Scope("张三")), seen, "不属实")
    with pytest.raises(UsageError, match="no longer what it was"):
        accept(clinic, seen, "属实")
    name_person(clinic, ids(clinic, RECORD)[2], "周婷")
    with pytest.raises(UsageError, match="changed this meanwhile"):  # in the very same moment
        accept(clinic, replace(now(clinic).open[0], seen=0), "属实")


def test_a_corrected_record_takes_its_event_away(clinic: Workspace) -> None:
    """A slip of the inspector's pen: the count goes back, and what was decided on it is pointed at."""
    name_person(clinic, ids(clinic, DISCOUNT)[0], "周婷")
    accept(clinic, now(clinic).open[0], "属实")
    assert now(clinic).gone == frozenset()
    right = Result("C5", DISCOUNT, "x", 1, 1, Outcome.PASS, "√")
    save(clinic, "b.xlsx", failed("2026-10-06", DISCOUNT, results=(right,)), edition="2")
    (decided,) = now(clinic).decided
    assert now(clinic).gone == {decided.id} and now(clinic).open == ()
    lift(clinic, decided, "原记录有误")
    assert now(clinic).gone == frozenset()


def test_whoever_answers_jointly_has_a_ladder_of_their_own(clinic: Workspace) -> None:
    """The empty desk: the lead of the guides, and with them whoever led the shift; named by who decides."""
    days = ("2026-10-05", "2026-10-06")
    save(clinic, "c.xlsx", *(failed(day, EMPTY, "reception", "前台") for day in days))
    for name in ids(clinic, EMPTY):
        name_person(clinic, name, "陈主管")
        with pytest.raises(UsageError, match="not the person themselves"):
            accept(clinic, now(clinic).open[0], "属实", joint="陈主管")
        accept(clinic, now(clinic).open[0], "属实", joint="吴当班")
        joint = now(clinic).open[0]
        assert (joint.person, joint.ladder) == ("吴当班", "joint-liability")
        assert joint.fresh == ((name, joint.date),)
        accept(clinic, joint, "当班")
    counted = [(each.person, each.count, each.action) for each in now(clinic).decided]
    assert counted == [
        ("陈主管", 1, Action.UNIT_NOTICE), ("吴当班", 1, Action.CORRECTION),
        ("陈主管", 2, Action.CLINIC_NOTICE), ("吴当班", 2, Action.UNIT_NOTICE),
    ]  # fmt: skip
    lift(clinic, now(clinic).decided[0], "申诉成立")  # then nobody answers for it with them either
    assert now(clinic).gone == {now(clinic).decided[1].id}
    unname_person(clinic, ids(clinic, EMPTY)[1], "陈主管", "误记")
    assert now(clinic).gone == {each.id for each in now(clinic).decided[1:]}


def test_amounts_are_shown_only_where_the_clinic_says_so(clinic: Workspace) -> None:
    """An employer has no right to fine: money stands nowhere unless somebody asked for it."""
    name_person(clinic, ids(clinic, DISCOUNT)[0], "周婷")
    (plain,) = now(clinic).open
    assert (plain.amount, plain.amount_to) == (None, None)
    switch(clinic, f"{ON}accountability.amounts = true\n")
    (told,) = now(clinic).open
    assert (told.id, told.amount, told.amount_to) == (plain.id, 50, 200)
    accept(clinic, told, "属实")
    assert [(d.amount, d.amount_to) for d in now(clinic).decided] == [(50, 200)]
    switch(clinic)
    assert [(d.amount, d.amount_to) for d in now(clinic).decided] == [(None, None)]


def test_whoever_sees_one_unit_names_there_but_decides_nothing(clinic: Workspace) -> None:
    """Half of the findings would make half a count."""
    head = replace(clinic, scope=Scope("咨询主管", units=frozenset({"咨询部"})))
    name_person(head, ids(clinic, RECORD)[0], "周婷")
    assert len(now(clinic).open) == 1
    with pytest.raises(ScopeError, match="whole site"):
        accounts(head)
    other = replace(clinic, scope=Scope("前台主管", units=frozenset({"前台"})))
    with pytest.raises(ScopeError, match="may name somebody"):
        name_person(other, ids(clinic, RECORD)[1], "周婷")


@pytest.mark.parametrize("checklist", REPORTS)
def test_reports_never_lead_to_a_person(clinic: Workspace, checklist: str) -> None:
    """The whole way, by every door: failed reports are findings, but nobody can be named on one, the
    clinic cannot map one to a ladder, and nothing that is proposed changes by their being there."""
    name_person(clinic, ids(clinic, RECORD)[0], "周婷")
    before = now(clinic)
    known = CATALOGUE.checklists[checklist]
    items = [item.code for item in known.items]
    checks = [failed("2026-10-07", item, checklist, place=item) for item in items]
    save(clinic, "reports.xlsx", *checks)
    reports = [each for each in findings(clinic) if each.checklist == checklist]
    assert len(reports) == len(items)  # they are found, and put right like all others
    for report in reports:
        with pytest.raises(ScopeError, match="may name somebody"):
            name_person(clinic, report.id, "周婷", "record-error")
        forge(clinic, report)
    after = now(clinic)
    assert after == before
    for place in (checklist, f"{checklist}/{items[0]}"):
        switch(clinic, f'{ON}accountability.events.record-error = ["{place}"]\n')
        with pytest.raises(WorkspaceError, match="may not lead to accountability"):
            accounts(clinic)


@pytest.mark.parametrize("indicator", sorted(INDICATORS))
def test_reports_under_another_checklists_name_do_not_count(
    clinic: Workspace, indicator: str
) -> None:
    """A sheet of consultants' conduct that was filed under a protected indicator, and a name that
    somebody put into the journal for it, lead nowhere."""
    save(clinic, "x.xlsx", failed("2026-10-08", RECORD, indicator=indicator))
    (report,) = (each for each in findings(clinic) if each.indicator == indicator)
    with pytest.raises(ScopeError, match="may name somebody"):
        name_person(clinic, report.id, "周婷")
    forge(clinic, report)
    assert now(clinic).open == ()


def test_a_clinics_own_register_of_reports_is_one_too(clinic: Workspace) -> None:
    """Called a matter of safety, it still is what people report of themselves and each other."""
    standards = clinic.folder / "standards" / "checklists"
    standards.mkdir(parents=True)
    (standards / "near-misses.toml").write_text(
        """
code = "near-misses"
name = { zh = "险兆登记", en = "Near misses" }
version = "1"
valid_from = 2022-01-01
indicator = "safety"
kind = "register"
titles = ["险兆登记"]
source = "本院"
owner = { zh = "质控组", en = "QC" }
review = 2027-01-31
rule = { report_within = 24 }

[[items]]
code = "nm_in_time"
text = { zh = "险兆按时上报", en = "Near miss reported in time" }
level = "process"
""",
        encoding="utf-8",
    )
    own = replace(clinic, catalogue=load_catalogue(clinic.folder / "standards"))
    assert "near-misses" in own.catalogue.checklists
    switch(clinic, f'{ON}accountability.events.record-error = ["near-misses"]\n')
    with pytest.raises(WorkspaceError, match="may not lead to accountability"):
        accounts(own)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('events.fines = ["reception"]', 'no ladder "fines"'),
        ('joint = "nobody"', 'no ladder "nobody"'),
        ('events.record-error = ["recption"]', 'no checklist "recption"'),
        ('events.record-error = ["reception/r9"]', 'no item "reception/r9"'),
        ("amounts = 3", "amounts"),
    ],
)
def test_a_slip_in_the_clinics_settings_is_named(
    clinic: Workspace, text: str, message: str
) -> None:
    """Else a ladder would sleep for ever without anybody knowing."""
    switch(clinic, f"{ON}accountability.{text}\n")
    with pytest.raises(WorkspaceError, match=message):
        accounts(clinic)


def test_a_whole_checklist_may_lead_to_a_ladder(clinic: Workspace) -> None:
    """The clinic's own mapping takes the place of the shipped one of that ladder alone."""
    switch(clinic, f'{ON}accountability.events.missed-test = ["consultant-conduct"]\n')
    name = ids(clinic, RECORD)[0]
    with pytest.raises(UsageError, match="which event"):
        name_person(clinic, name, "周婷")
    name_person(clinic, name, "周婷", "missed-test")
    assert [each.ladder for each in now(clinic).open] == ["missed-test"]
    switch(clinic)
    assert now(clinic).open == ()  # it leads there no more
