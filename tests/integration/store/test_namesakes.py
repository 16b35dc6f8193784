"""A corrected file of the same name takes the place of the first although no check is the same
by name any more; a namesake that is another ward's, week's or inspector's stays beside it."""

from __future__ import annotations

import datetime as dt

import pytest

from qc.records import Check
from qc.store import Scope, Store
from qc.store.namesakes import are_near
from qc.words import Outcome
from tests.integration.store.builders import ALL, ITEMS, check, problem, workbook

FAIL = Outcome.FAIL


def column(day: int, letter: str, top: int = 5, failed: int = 0, **fields: object) -> Check:
    """A day's column of a sheet from row `top` down, its first marks failed."""
    one = check(date=dt.date(2026, 10, day), **fields)  # type: ignore[arg-type]
    marks = tuple(mark._replace(cell=f"{letter}{top + n}") for n, mark in enumerate(one.results))
    wrong = (mark._replace(raw="×", passed=0, outcome=FAIL) for mark in marks[:failed])
    return one._replace(results=(*wrong, *marks[failed:]))


def sheet(days: str = "2 9", **fields: object) -> list[Check]:
    """A column for each day, from column C on."""
    return [
        column(int(day), "CDEFGH"[n], **fields)  # type: ignore[arg-type]
        for n, day in enumerate(days.split())
    ]


def counted(store: Store) -> int:
    return sum(found.live for found in store.imports(ALL))


def test_an_inspector_filled_in_for_the_whole_sheet(store: Store) -> None:
    """The row was added above the marks: ten checks must not become twenty."""
    store.save(ALL, *workbook(*sheet("2 3 4 5 6"), problems=[problem("B3")]))
    saved = store.save(ALL, *workbook(*sheet("2 3 4 5 6", top=6, inspector="李敏")))
    assert (saved.superseded, counted(store)) == (5, 5)
    assert store.problems(ALL) == ()
    assert [entry.action for entry in store.audit(ALL)].count("withdraw") == 5


def test_a_misspelt_unit_does_not_stay_beside_the_right_one(store: Store) -> None:
    """The room that does not exist would stand in every table."""
    store.save(ALL, *workbook(*sheet(unit="注谢室", failed=1)))
    store.save(ALL, *workbook(*sheet(unit="注射室", failed=1)))
    assert set(store.results(ALL)["unit"]) == {"注射室"}


def test_a_misspelt_unit_that_other_files_know_rightly(store: Store) -> None:
    """Nothing but ticks: then the other files tell which name is the wrong one."""
    store.save(ALL, *workbook(*sheet("20 27", unit="注射室"), name="九月.xlsx"))
    store.save(ALL, *workbook(*sheet(unit="注谢室")))
    assert store.save(ALL, *workbook(*sheet(unit="注射室"))).superseded == 2


def test_one_of_two_dates_put_right(store: Store) -> None:
    """Exactly half of the checks come again: the wrong day must not count beside them."""
    store.save(ALL, *workbook(*sheet("2 5")))
    assert store.save(ALL, *workbook(*sheet("2 6"))).superseded == 2
    assert set(store.results(ALL)["date"]) == {"2026-10-02", "2026-10-06"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(sheet("2 9"), sheet("16 23"), id="the form is used again"),
        pytest.param(sheet("2 9 16"), sheet("9 16 23"), id="a rolling list"),
        pytest.param(sheet("2 9 16"), sheet("2 23 30"), id="most dates are others"),
        pytest.param(sheet("2 9"), sheet("2 16", items=ITEMS[:1]), id="one item of another part"),
        pytest.param(sheet(), sheet(items=ITEMS[:3], inspector="李敏"), id="a part by somebody"),
        pytest.param(sheet(unit="一楼换药室"), sheet(unit="二楼换药室"), id="another floor"),
        pytest.param(
            [column(2, "C", unit="一楼换药室", failed=1)],
            [column(2, "C", unit="二楼换药室", failed=1)],
            id="another floor with the same fault",
        ),
        pytest.param(sheet(unit="骨科病房"), sheet(unit="眼科病房"), id="another ward"),
        pytest.param(
            sheet(unit="注谢室", failed=1), sheet(unit="注射室", failed=2), id="other marks"
        ),
        pytest.param(sheet(inspector="王丽华"), sheet(inspector="李敏"), id="two inspectors"),
        pytest.param(sheet(subject="病历 1"), sheet(subject="病历 2"), id="another chart"),
        pytest.param(sheet(), sheet(round="复查"), id="looked at again"),
        pytest.param(sheet(), sheet(unit="换药室", inspector="李敏", failed=2), id="two things"),
        pytest.param(sheet(site="东院"), sheet(site="西院"), id="another site"),
    ],
)
def test_a_namesake_that_is_no_edition_loses_nothing(
    store: Store, before: list[Check], after: list[Check]
) -> None:
    """A check that is counted twice is seen; one that is lost is not."""
    store.save(ALL, *workbook(*before))
    store.save(ALL, *workbook(*after))
    ids = {one.check_id for one in (*before, *after)}
    assert set(store.results(ALL)["check_id"]) == ids


def test_another_name_is_another_file(store: Store) -> None:
    """Without the name nothing says that the second file is meant for the first."""
    store.save(ALL, *workbook(*sheet(), name="a.xlsx"))
    assert store.save(ALL, *workbook(*sheet(inspector="李敏"), name="b.xlsx")).superseded == 0


def test_a_ward_that_other_files_know_is_no_misspelling(store: Store) -> None:
    """Two wards with near names send the same form full of ticks, week after week."""
    for ward, name in (("骨科病房", "a"), ("眼科病房", "b")):
        store.save(ALL, *workbook(*sheet("20 27", unit=ward), name=name))
    for ward in ("骨科病房", "眼科病房"):
        assert store.save(ALL, *workbook(*sheet(unit=ward))).superseded == 0


def test_what_the_actor_may_not_see_stays(store: Store) -> None:
    """One room's new file must not take the wrongly named room's checks out unseen."""
    store.save(ALL, *workbook(*sheet(unit="注谢室", failed=2)))
    scope = Scope("li", units=frozenset({"注射室"}))
    assert store.save(scope, *workbook(*sheet(unit="注射室", failed=2))).superseded == 0
    assert counted(store) == 4


@pytest.mark.parametrize(
    ("old", "new", "near"),
    [
        ("注谢室", "注射室", True),
        ("治疗室", "换药室", False),
        ("一楼换药室", "二楼换药室", False),
        ("3A病区", "3B病区", False),
        ("东院门诊", "西院门诊", False),
        ("门诊治疗室", "门诊治疗室二", False),
    ],
)
def test_near_names(old: str, new: str, near: bool) -> None:
    """A number in a name is the name of another room, however near."""
    assert are_near(old, new) is near
