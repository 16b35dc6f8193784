"""The star of service through a real workspace: fair to few checks, voted for, confirmed by a person."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from qc.analysis.periods import Period
from qc.errors import ScopeError, UsageError, WorkspaceError
from qc.improve.acting import act_on, findings
from qc.improve.stars.choosing import confirm, revoke, star
from qc.improve.stars.praise import praise, praises, rectifications, unpraise
from qc.improve.stars.ranking import Candidate, Standing
from qc.improve.stars.states import StarState
from qc.improve.stars.votes import tally, vote
from qc.records import Check, Result, SheetReading, WorkbookReading
from qc.store import Scope
from qc.words import Direction, Kind, Outcome
from qc.workspace import Workspace

OCTOBER = Period.parse("2026-10")


def seen(person: str, day: int, passed: bool = True, **changes: Any) -> Check:
    """A person's appearance on a day of October."""
    outcome = Outcome.PASS if passed else Outcome.FAIL
    result = Result("C5", "badge", "工牌", 1, int(passed), outcome, "√")
    plain = Check(
        sheet="10月", kind=Kind.CHECKLIST, indicator="appearance", checklist="appearance", version="1",
        date=dt.date(2026, 10, day), site="本院", unit="护理部", results=(result,), subject=person,
    )  # fmt: skip
    return plain._replace(**changes)


def save(workspace: Workspace, name: str, *checks: Check) -> None:
    sheet = SheetReading("10月", Kind.CHECKLIST, "appearance", "appearance", "across", checks)
    digest = hashlib.sha256(name.encode()).hexdigest()
    workspace.store.save(
        workspace.scope, WorkbookReading(name, digest, (sheet,), ()), name.encode()
    )


def by(workspace: Workspace, actor: str) -> Workspace:
    return replace(workspace, scope=Scope(actor))


def told(workspace: Workspace) -> dict[str, Candidate]:
    return {each.person: each for each in star(workspace, OCTOBER).candidates}


@pytest.fixture
def clinic(workspace: Workspace) -> Workspace:
    """Li and Wang are always in order over many checks, Zhao half the time, Qian was checked twice."""
    days = range(1, 31)
    checks = [seen(person, day) for person in ("李敏", "王小明") for day in days]
    checks += [seen("赵强", day, day % 2 == 0) for day in days]
    checks += [seen("钱进", day) for day in (3, 4)]
    save(workspace, "a.xlsx", *checks)
    return workspace


def test_few_checks_cannot_win_and_a_clear_difference_counts(clinic: Workspace) -> None:
    """Two checks that happened to pass are no better than thirty; half of thirty is clearly worse."""
    found = told(clinic)
    standing = {name: each.standing for name, each in found.items()}
    assert standing == {
        "李敏": Standing.STANDS, "王小明": Standing.STANDS, "赵强": Standing.BEHIND,
        "钱进": Standing.TOO_FEW,
    }  # fmt: skip
    (rate,) = found["钱进"].rates
    assert (rate.checked, rate.passed, rate.order, rate.shrunken) == (2, 2, None, None)
    (rate,) = found["赵强"].rates
    assert rate.order == 3 and rate.shrunken is not None and rate.rate < rate.shrunken < 0.7
    assert star(clinic, OCTOBER).proposed == ("李敏", "王小明")
    assert found["李敏"].tied and found["李敏"].place == found["王小明"].place == 1
    assert found["赵强"].place is None and found["赵强"].checked == 30


def test_votes_decide_among_those_who_may(clinic: Workspace) -> None:
    """The staff's votes and the customers' box together; votes do not lift anybody over their checks."""
    vote(by(clinic, "赵强"), OCTOBER, " 王 小明")
    vote(by(clinic, "李敏"), OCTOBER, "王小明")
    tally(clinic, OCTOBER, {"李敏": 1, "钱进": 40}, ["赵强", "孙"])
    found = told(clinic)
    assert [(each.person, each.votes, each.place) for each in found.values()] == [
        ("王小明", 2, 1), ("李敏", 1, 2), ("赵强", 0, None), ("钱进", 40, None),
    ]  # fmt: skip
    assert star(clinic, OCTOBER).proposed == ("王小明",)
    tally(clinic, OCTOBER, {"李敏": 2, "李 敏": 1, "新人": 3}, ["赵强", "孙"])  # counted again
    assert (told(clinic)["李敏"].box_votes, told(clinic)["李敏"].place) == (3, 1)
    assert told(clinic)["新人"].standing is Standing.TOO_FEW
    assert "钱进" in told(clinic) and told(clinic)["钱进"].votes == 0
    assert star(clinic, OCTOBER).counted_by == ("赵强", "孙")


@pytest.mark.parametrize(
    ("do", "message"),
    [
        (lambda w: vote(w, OCTOBER, "王丽"), "themselves"),
        (lambda w: vote(w, OCTOBER, " "), "person is missing"),
        (lambda w: vote(w, Period.parse("2026-12"), "李敏"), "has not begun"),
        (lambda w: vote(w, Period.parse("2026-Q3"), "李敏"), "is no month"),
        (lambda w: [vote(w, OCTOBER, who) for who in ("李敏", "赵强")], "has voted for 2026-10"),
        (lambda w: tally(w, OCTOBER, {"李敏": 3}, ["孙", "孙 "]), "counted by two"),
        (lambda w: tally(w, OCTOBER, {"李敏": 0}, ["孙", "周"]), '"李敏" has no number'),
        (lambda w: star(w, Period.parse("2026")), "is no month"),
        (lambda w: confirm(w, star(w, OCTOBER)), "Several tie"),
        (lambda w: confirm(w, star(w, OCTOBER), ["钱进"], "新人"), "too few checks"),
        (lambda w: confirm(w, star(w, OCTOBER), ["孙悟空"], "外人"), "too few checks"),
        (lambda w: confirm(w, star(w, OCTOBER), ["赵强"]), "note is missing"),
        (lambda w: confirm(by(w, "李敏"), star(w, OCTOBER), ["李敏"]), "about themselves"),
        (lambda w: confirm(w, star(w, Period.parse("2026-09"))), "Nobody has enough checks"),
        (lambda w: confirm(w, star(w, Period.parse("2026-11"))), "not over yet"),
        (lambda w: revoke(w, star(w, OCTOBER), "误"), "cannot be done with the star"),
        (lambda w: praise(w, "", "耐心"), "person is missing"),
        (lambda w: praise(w, "李敏", ""), "note is missing"),
        (lambda w: unpraise(w, 7, "误"), "no praise number 7"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    clinic: Workspace, do: Callable[[Workspace], object], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        do(clinic)
    assert star(clinic, OCTOBER).state is StarState.PROPOSED


def test_a_person_confirms_and_it_can_be_taken_back(clinic: Workspace) -> None:
    """Votes close with it; the word and its reason stay in the journal."""
    seen_then = star(clinic, OCTOBER)
    confirm(clinic, seen_then, ["王小明", "李敏"])
    found = star(clinic, OCTOBER)
    assert (found.state, found.confirmed) == (StarState.CONFIRMED, ("王小明", "李敏"))
    assert found.acts[0].fields["figures"] == [["王小明", 0, 30], ["李敏", 0, 30]]
    with pytest.raises(UsageError, match="is confirmed"):
        vote(clinic, OCTOBER, "李敏")
    with pytest.raises(UsageError, match="changed this meanwhile"):
        confirm(clinic, seen_then, ["李敏"])
    with pytest.raises(UsageError, match="note is missing"):
        revoke(clinic, found, "")
    revoke(clinic, found, "票数有误")
    confirm(clinic, star(clinic, OCTOBER), ["赵强"], "顾客来信表扬")
    found = star(clinic, OCTOBER)
    assert [act.what for act in found.acts] == ["confirm", "revoke", "confirm"]
    assert found.confirmed == ("赵强",) and found.acts[-1].fields["note"] == "顾客来信表扬"


def test_another_site_and_another_month_are_apart(clinic: Workspace) -> None:
    """A namesake elsewhere neither helps nor harms; a name that a sheet leaves out is nobody."""
    save(
        clinic, "b.xlsx", *(seen("李敏", day, False, site="二院") for day in range(1, 10)),
        *(seen("", day, False, place=str(day)) for day in range(1, 10)),
        seen("李敏", 1, False, date=dt.date(2026, 9, 30)),
    )  # fmt: skip
    assert told(clinic)["李敏"].rates[0].passed == 30
    assert set(told(clinic)) == {"李敏", "王小明", "赵强", "钱进"}
    (only,) = star(clinic, OCTOBER, "二院").candidates
    assert (only.person, only.rates[0].passed, only.standing) == ("李敏", 0, Standing.STANDS)


def test_whoever_is_behind_in_one_indicator_does_not_stand(clinic: Workspace) -> None:
    """Indicators are never pooled: a good appearance does not make up for conduct."""
    front = {"indicator": "front_desk_conduct", "checklist": "front-desk-conduct"}
    checks = [seen("李敏", day, day % 3 == 0, **front) for day in range(1, 31)]
    checks += [seen("周", day, **front) for day in range(1, 31)]
    save(clinic, "b.xlsx", *checks)
    found = told(clinic)
    assert [rate.order for rate in found["李敏"].rates] == [1, 2]
    assert found["李敏"].standing is Standing.BEHIND
    assert star(clinic, OCTOBER).proposed == ("周", "王小明")


def test_reports_cost_nobody_a_star(clinic: Workspace) -> None:
    """Events filed with a name, even as checks of appearance, change nothing; the clinic cannot ask for
    it either."""
    before = star(clinic, OCTOBER)
    reports = [
        seen("李敏", day, False, indicator=indicator, checklist=checklist, place="9")
        for day in range(1, 31)
        for indicator, checklist in (
            ("adverse_events", "adverse-events"), ("appearance", "complaints"),
            ("appearance", "adverse-events"), ("complications", "appearance"),
        )
    ]  # fmt: skip
    save(clinic, "b.xlsx", *reports)
    assert star(clinic, OCTOBER) == before
    own = clinic.folder / "improvement.toml"
    own.write_text('stars.indicators = ["appearance", "adverse_events"]\n', encoding="utf-8")
    with pytest.raises(WorkspaceError, match="nobody is compared by"):
        star(clinic, OCTOBER)
    own.write_text('stars.indicators = ["apearance"]\n', encoding="utf-8")
    with pytest.raises(WorkspaceError, match='no indicator "apearance"'):
        star(clinic, OCTOBER)


def test_the_clinic_sets_how_many_checks_it_takes(clinic: Workspace) -> None:
    own = clinic.folder / "improvement.toml"
    own.write_text("stars.minimum_checks = 2\n", encoding="utf-8")
    assert star(clinic, OCTOBER).minimum_checks == 2
    assert told(clinic)["钱进"].standing is Standing.STANDS


def test_an_indicator_to_be_kept_low_counts_the_other_way(clinic: Workspace) -> None:
    """Where `passed` counts what went wrong, none of it is the best."""
    known = clinic.catalogue.indicators
    low = known["appearance"].model_copy(update={"direction": Direction.LOWER})
    turned = clinic.catalogue.model_copy(update={"indicators": {**known, "appearance": low}})
    found = told(replace(clinic, catalogue=turned))
    assert found["李敏"].rates[0].passed == 0 and found["赵强"].rates[0].passed == 15


def test_whoever_sees_one_unit_votes_but_sees_no_order(clinic: Workspace) -> None:
    nurse = replace(clinic, scope=Scope("孙", units=frozenset({"护理部"})))
    vote(nurse, OCTOBER, "李敏")
    with pytest.raises(UsageError, match="has voted"):
        vote(nurse, OCTOBER, "李敏")
    with pytest.raises(ScopeError, match="whole site"):
        star(nurse, OCTOBER)
    assert told(clinic)["李敏"].staff_votes == 1


def test_praise_and_dated_rectification(clinic: Workspace) -> None:
    """Who was praised for what, and by when a month's faults are put right: the wall's two halves."""
    november = Period.of(clinic.today)
    praise(clinic, "李敏", "耐心安抚等候顾客")
    praise(clinic, "王小明", "拾金不昧")
    praise(clinic, "外人", "别院", site="二院")
    unpraise(clinic, 1, "记错人")
    with pytest.raises(UsageError, match="note is missing"):
        unpraise(clinic, 2, " ")
    (kept,) = praises(clinic, november)
    assert (kept.number, kept.person, kept.by) == (2, "王小明", "王丽")
    assert praises(clinic, OCTOBER) == []
    one, other = findings(clinic)[:2]
    given = {"cause": "忘戴", "measure": "班前检查", "person": "孙", "due": "2026-11-05"}
    act_on(clinic, one, "assign", given)
    act_on(clinic, other, "assign", given | {"due": "2026-11-03"})
    assert [found.id for found in rectifications(clinic, OCTOBER)] == [other.id, one.id]
    assert rectifications(clinic, november) == []
