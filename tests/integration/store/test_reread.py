"""A cell put right in place: the original stays, its new reading counts, other files keep their say."""

from __future__ import annotations

import dataclasses

import pytest

from qc.errors import ScopeError, UsageError
from qc.records import Check, Problem, WorkbookReading
from qc.store import Scope, Store
from qc.store.answers import Correction
from qc.words import Outcome
from tests.integration.store.builders import ALL, ITEMS, check, problem, workbook

FAIL = Outcome.FAIL
FIX = Correction("十月", "C5", "√", was="?", why="原表写的是√")


def anew(
    reading: WorkbookReading, *checks: Check, problems: tuple[Problem, ...] = ()
) -> WorkbookReading:
    """The same file, read otherwise."""
    other, _ = workbook(*checks, problems=problems)
    return dataclasses.replace(reading, sheets=other.sheets, problems=problems)


def counted(store: Store) -> list[tuple[str, str]]:
    frame = store.results(ALL)
    return sorted(set(zip(frame["unit"], frame["outcome"], strict=True)))


def test_the_new_reading_counts_and_the_old_is_history(store: Store) -> None:
    """The held-back cell is put right: it goes in and nothing doubles."""
    reading, content = workbook(check(items=ITEMS[:3]), problems=[problem("C8"), problem("A1")])
    first = store.save(ALL, reading, content)
    saved = store.reread(ALL, anew(reading, check(), problems=(problem("A1"),)), FIX)
    assert (saved.status, saved.import_id, saved.checks) == ("reread", first.import_id, 1)
    assert len(store.results(ALL)) == len(ITEMS)
    assert [stored.problem.cell for stored in store.problems(ALL)] == ["A1"]
    told = [(one.problem.cell, one.open) for one in store.problems(ALL, open_only=False)]
    assert told == [("C8", False), ("A1", True)]
    (kept,) = store.imports(ALL)
    assert (kept.checks, kept.live, kept.results, kept.corrections) == (1, 1, 4, 1)
    assert store.original(ALL, reading.sha256)[1] == content
    assert store.save(ALL, reading, content).status == "known"


def test_a_correction_says_who_why_and_what_stood_there(store: Store) -> None:
    """The assessor sees the original, what was written over it and by whom."""
    reading, content = workbook(check())
    store.save(ALL, reading, content)
    store.reread(Scope("wang"), reading, FIX)
    (kept,) = store.corrections(ALL, reading.sha256)
    assert kept == dataclasses.replace(FIX, who="wang", at="2026-10-31T01:00:01.000+00:00")
    entry = next(entry for entry in store.audit(ALL) if entry.action == "amend")
    assert entry.actor == "wang"
    assert entry.before == {"sheet": "十月", "cell": "C5", "value": "?"}
    assert entry.after == {"sheet": "十月", "cell": "C5", "value": "√", "why": "原表写的是√"}


def test_the_latest_correction_of_a_cell_is_in_force_until_taken_back(store: Store) -> None:
    """The overlay is read from these: a cell once more, another cell, the first taken back."""
    reading, content = workbook(check())
    store.save(ALL, reading, content)
    for cell, value in (("C5", "√"), ("C6", "×"), ("C5", "×"), ("C6", None)):
        store.reread(ALL, reading, dataclasses.replace(FIX, cell=cell, value=value))
    assert [(c.cell, c.value) for c in store.corrections(ALL, reading.sha256)] == [("C5", "×")]
    assert store.imports(ALL)[0].corrections == 1
    store.undo(ALL, 1, "x")
    assert store.corrections(ALL, reading.sha256) == ()


def test_a_reading_that_misses_a_colleagues_correction_is_refused(store: Store) -> None:
    """Two people put cells right at once: the second reading would take the first out again."""
    reading, content = workbook(check(outcome=FAIL))
    store.save(ALL, reading, content)
    seen = store.corrections(ALL, reading.sha256)
    store.reread(ALL, anew(reading, check()), FIX, seen)
    other = dataclasses.replace(FIX, cell="C6")
    with pytest.raises(UsageError, match="right meanwhile"):
        store.reread(ALL, reading, other, seen)
    assert counted(store) == [("治疗室", "pass")]
    store.reread(ALL, anew(reading, check()), other, store.corrections(ALL, reading.sha256))
    assert len(store.corrections(ALL, reading.sha256)) == 2


def test_recurring_problems_do_not_double_and_follow_their_check(store: Store) -> None:
    """The same cell is still wrong: it waits once, and ends with the check that now owns it."""
    twice = (problem("C5"), problem("C5"), problem("A1"))
    reading, content = workbook(check(), problems=twice)
    store.save(ALL, reading, content)
    for _ in range(2):
        store.reread(ALL, anew(reading, check(), problems=twice))
    assert len(store.problems(ALL, open_only=False)) == 3
    store.save(ALL, *workbook(check(), check("换药室"), name="b.xlsx"))
    assert store.problems(ALL) == ()


def test_what_a_later_file_corrected_stays_corrected(store: Store) -> None:
    """An old file is read anew after its corrected edition came: the edition still counts."""
    units = ("治疗室", "换药室", "注射室")
    reading, content = workbook(*(check(unit, outcome=FAIL) for unit in units))
    store.save(ALL, reading, content)
    later = store.save(ALL, *workbook(*(check(unit) for unit in units[:2])))  # withdraws the third
    before = counted(store)
    new = check("注射室", subject="病历 2", outcome=FAIL)
    again = store.reread(ALL, anew(reading, *(check(unit, outcome=FAIL) for unit in units), new))
    assert again.superseded == 0
    assert counted(store) == before == [("换药室", "pass"), ("治疗室", "pass")]
    store.undo(ALL, later.import_id, "x")
    assert counted(store) == [(unit, "fail") for unit in sorted(units)]
    assert len(store.results(ALL)) == 4 * len(ITEMS)


def test_what_the_old_reading_had_corrected_is_corrected_by_the_new(store: Store) -> None:
    """And what it corrected by mistake comes back: the date was another day's."""
    store.save(ALL, *workbook(check(outcome=FAIL), problems=[problem()], name="a.xlsx"))
    reading, content = workbook(check(), name="b.xlsx")
    store.save(ALL, reading, content)
    saved = store.reread(ALL, anew(reading, check()))
    assert saved.superseded == 1
    assert counted(store) == [("治疗室", "pass")]
    store.reread(ALL, anew(reading, check("换药室")), dataclasses.replace(FIX, cell="A2"))
    assert counted(store) == [("换药室", "pass"), ("治疗室", "fail")]
    assert len(store.problems(ALL)) == 1
    store.undo(ALL, 2, "x")
    assert counted(store) == [("治疗室", "fail")]


def test_a_reading_can_lose_everything_and_gain_it_again(store: Store) -> None:
    """A wrong answer about the layout is taken back."""
    reading, content = workbook(check(), check("换药室"))
    store.save(ALL, reading, content)
    assert store.reread(ALL, anew(reading)).checks == 0
    assert store.results(ALL).empty
    assert store.reread(ALL, reading).checks == 2
    assert len(store.results(ALL)) == 2 * len(ITEMS)
    assert [found.checks for found in store.imports(ALL)] == [2]
    trail = [entry.action for entry in store.audit(ALL)]
    assert trail == ["import", "reread", "withdraw", "withdraw", "reread"]


def test_only_who_owns_all_of_it_may_read_anew(store: Store) -> None:
    """A correction changes figures: it needs the right to every check, old and new."""
    reading, content = workbook(check(), check("换药室"))
    store.save(ALL, reading, content)
    mine = Scope("wang", units=frozenset({"治疗室"}))
    with pytest.raises(ScopeError):
        store.reread(mine, reading)  # a new check is foreign
    with pytest.raises(ScopeError):
        store.reread(mine, anew(reading, check()))  # an old one is
    assert store.corrections(mine, reading.sha256) == ()
    own, content = workbook(check(subject="2"))
    store.save(mine, own, content)
    assert store.reread(mine, own, FIX).checks == 1
    assert len(store.corrections(mine, own.sha256)) == 1


def test_a_file_that_is_not_in_is_refused_with_a_sentence(store: Store) -> None:
    """It was undone meanwhile, or never came."""
    reading, content = workbook(check())
    with pytest.raises(ScopeError, match="There is no file"):
        store.reread(ALL, reading)
    store.undo(ALL, store.save(ALL, reading, content).import_id, "x")
    with pytest.raises(ScopeError, match="There is no file"):
        store.reread(ALL, reading, FIX)
    assert store.results(ALL).empty


def test_a_correction_without_a_reason_is_refused(store: Store) -> None:
    """Nobody could explain it later."""
    reading, content = workbook(check())
    store.save(ALL, reading, content)
    with pytest.raises(UsageError, match="reason is missing"):
        store.reread(ALL, anew(reading), dataclasses.replace(FIX, why=" "))
    assert len(store.results(ALL)) == len(ITEMS)
