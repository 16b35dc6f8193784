"""Accountability through a real workspace: named by people, counted by the ladders, decided by people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from qc.catalogue.accountability import Action
from qc.errors import UsageError
from qc.improve.accountability.deciding import accept, lift, refuse
from qc.improve.accountability.ladder import Proposal
from qc.improve.accountability.naming import name_person, unname_person
from qc.improve.accountability.states import ProposalState
from qc.records import Result
from qc.store import Scope
from qc.words import Outcome
from qc.workspace import Workspace
from tests.accountability import DISCOUNT, EMPTY, RECORD, failed, ids, now, save, switched_on


@pytest.fixture
def clinic(workspace: Workspace) -> Workspace:
    return switched_on(workspace)


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
