"""The same person again, in whatever unit, is a repeated problem where the clinic counts by person."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict

import pytest

from qc.improve.acting import findings
from qc.workspace import Workspace
from tests.integration.test_findings import HANDS, check, mark, save
from tests.rival_implementations import recurrence as rival

UNITS, PERSONS = ("换药室", "治疗室", "注射室"), ("孙倩", "周敏", "何静", "")


def by_person(workspace: Workspace, indicators: str = '["disinfection"]') -> None:
    (workspace.folder / "improvement.toml").write_text(
        f"window_days = 40\nrecur_by_person = {indicators}\n", encoding="utf-8"
    )


@pytest.mark.parametrize("seed", range(4))
def test_no_person_who_comes_back_is_missed(workspace: Workspace, seed: int) -> None:
    """Eighty failures of three persons in three units over half a year, against a look at each."""
    rng = random.Random(seed)
    by_person(workspace)
    told = [
        (dt.date(2026, 4, 1) + dt.timedelta(rng.randrange(200)), rng.choice(UNITS), rng.choice(PERSONS))
        for _ in range(80)
    ]  # fmt: skip
    checks = [
        check(day.isoformat(), mark(False, cell=f"C{n}"), unit=unit, subject=person)
        for n, (day, unit, person) in enumerate(told)
    ]
    save(workspace, "a.xlsx", *checks)
    units = rival.recurrences([(unit, day) for day, unit, _ in told], 40, 3)
    people = rival.recurrences([(person, day) for day, _, person in told], 40, 3)
    expected = defaultdict(list)
    for (day, unit, person), place, them in zip(told, units, people, strict=True):
        expected[day, unit] += [place, them] if person else [place]
    found = findings(workspace)
    assert {(each.date, each.unit) for each in found} == expected.keys()
    for each in found:
        ways = expected[each.date, each.unit]
        assert each.times == max(times for times, _, _ in ways)
        assert each.lately == max(lately for _, _, lately in ways)
        assert each.previous in {previous for times, previous, _ in ways if times == each.times}
        assert each.same_person == (each.times > ways[0][0])


def test_it_is_off_until_the_clinic_switches_it_on(workspace: Workspace) -> None:
    """Counting by person is a step that staff must be told of first."""
    for day, unit in (("2026-10-05", "换药室"), ("2026-10-12", "治疗室")):
        save(workspace, f"{day}.xlsx", check(day, mark(False), unit=unit, subject="孙倩"))
    assert [(each.times, each.same_person) for each in findings(workspace)] == [(1, False)] * 2
    by_person(workspace)
    assert [(each.times, each.same_person) for each in findings(workspace)] == [(1, False), (2, True)]  # fmt: skip


def test_a_report_never_counts_against_whoever_is_in_it(workspace: Workspace) -> None:
    """Somebody who took part in two adverse events would think twice before reporting the third."""
    by_person(workspace, '["adverse_events"]')
    how = {"subject": "孙倩", "indicator": "adverse_events", "checklist": "adverse-events"}
    for day, unit in (("2026-10-05", "换药室"), ("2026-10-12", "治疗室")):
        save(workspace, f"{day}.xlsx", check(day, mark(False, "handled"), unit=unit, **how))
    assert [each.times for each in findings(workspace)] == [1, 1]
    assert HANDS not in {each.item_code for each in findings(workspace)}
