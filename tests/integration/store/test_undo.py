"""Taking an import back: the figures are as if the file had never come, the history says that it did."""

from __future__ import annotations

import pytest

from qc.errors import ScopeError, UsageError
from qc.store import Scope, Store
from qc.words import Outcome
from tests.integration.store.builders import ALL, ITEMS, check, problem, workbook

FAIL = Outcome.FAIL


def outcomes(store: Store) -> list[str]:
    return sorted(set(store.results(ALL)["outcome"]))


def test_an_undone_import_leaves_the_figures_and_stays_in_the_history(store: Store) -> None:
    """The wrong month's folder was dropped: nothing of it may count, and who took it back is told."""
    reading, content = workbook(check(), check("换药室"), problems=[problem()])
    saved = store.save(ALL, reading, content)
    assert store.undo(Scope("wang"), saved.import_id, "上错了文件") == 2
    assert store.results(ALL).empty
    assert store.problems(ALL) == ()
    (kept,) = store.imports(ALL)
    assert (kept.is_undone, kept.undone_by, kept.undone_why) == (True, "wang", "上错了文件")
    assert (kept.checks, kept.live, kept.results, kept.open_problems) == (2, 0, 8, 0)
    assert store.original(ALL, reading.sha256)[1] == content
    assert [entry.action for entry in store.audit(ALL)] == ["import", "undo"] + ["withdraw"] * 2


def test_an_undone_file_can_be_imported_again(store: Store) -> None:
    """It was the right file after all: it must not be called a duplicate, nor count twice."""
    book = workbook(check(), problems=[problem()])
    first = store.save(ALL, *book)
    store.undo(ALL, first.import_id, "误操作")
    assert store.find_import(ALL, book[0].sha256) is None
    again = store.save(ALL, *book)
    assert again.status == "new"
    assert again.import_id != first.import_id
    assert store.save(ALL, *book).status == "known"
    assert len(store.results(ALL)) == len(ITEMS)
    assert len(store.problems(ALL)) == 1
    assert [found.is_undone for found in store.imports(ALL)] == [False, True]


def test_what_the_import_had_corrected_comes_back(store: Store) -> None:
    """The "correction" was wrong: the first file counts again and its problems wait again."""
    store.save(
        ALL, *workbook(check(outcome=FAIL), check("换药室", outcome=FAIL), problems=[problem()])
    )
    saved = store.save(ALL, *workbook(check()))  # corrects one, withdraws none: half is not more
    assert store.problems(ALL) == ()
    before = store.revision(ALL)
    assert store.undo(ALL, saved.import_id, "改错了") == 1
    assert outcomes(store) == ["fail"]
    assert len(store.results(ALL)) == 2 * len(ITEMS)
    assert len(store.problems(ALL)) == 1
    assert store.revision(ALL) > before
    actions = [entry.action for entry in store.audit(ALL)]
    assert actions[-4:] == ["undo", "withdraw", "restore", "reopen"]


def test_what_an_edition_withdrew_comes_back(store: Store) -> None:
    """Checks that the later edition no longer had ended without another in their place."""
    units = ["治疗室", "换药室", "注射室"]
    store.save(ALL, *workbook(*(check(unit) for unit in units)))
    saved = store.save(ALL, *workbook(*(check(unit) for unit in units[:2])))
    assert saved.superseded == 3
    store.undo(ALL, saved.import_id, "不完整")
    assert set(store.results(ALL)["unit"]) == set(units)


def test_an_import_that_a_later_file_corrected_is_not_undone(store: Store) -> None:
    """Its checks are out already; what comes first must be undone last."""
    first = store.save(ALL, *workbook(check(outcome=FAIL)))
    second = store.save(ALL, *workbook(check()))
    third = store.save(ALL, *workbook(check(), edition="3"))
    before = store.results(ALL)
    with pytest.raises(UsageError, match=r'corrected by the later import "十月.xlsx" \(number 3\)'):
        store.undo(ALL, second.import_id, "x")
    assert store.results(ALL).equals(before)
    for saved in (third, second, first):
        store.undo(ALL, saved.import_id, "x")
    assert store.results(ALL).empty


def test_what_another_later_file_says_too_does_not_come_back(store: Store) -> None:
    """A.x was corrected by B; C brought the same inspection, too little of B's but enough of A's.
    When B goes, C still stands for A.x: both would count one inspection twice."""
    store.save(ALL, *workbook(check(items=("hand", "glove")), problems=[problem()], name="a"))
    b = store.save(ALL, *workbook(check(items=("hand", "glove", "tray", "waste", "cap")), name="b"))
    c = store.save(ALL, *workbook(check(items=("hand", "mask")), name="c"))
    assert (b.superseded, c.superseded) == (1, 0)
    store.undo(ALL, b.import_id, "x")
    assert list(store.results(ALL)["item_code"]) == ["hand", "mask"]
    assert store.problems(ALL) == ()
    assert store.imports(ALL)[-1].corrected_by == c.import_id
    store.undo(ALL, c.import_id, "x")
    assert list(store.results(ALL)["item_code"]) == ["hand", "glove"]
    assert len(store.problems(ALL)) == 1


def test_only_who_owns_all_of_it_may_undo(store: Store) -> None:
    """One unit must not take another unit's checks out of the figures, nor bring them back."""
    saved = store.save(ALL, *workbook(check(), check("换药室")))
    mine = Scope("wang", units=frozenset({"治疗室"}))
    with pytest.raises(ScopeError, match="may change as a whole"):
        store.undo(mine, saved.import_id, "x")
    with pytest.raises(ScopeError):
        store.undo(ALL, 99, "there is none")
    assert store.imports(ALL)[0].live == 2
    own = store.save(mine, *workbook(check(subject="病历 1")))
    assert store.undo(mine, own.import_id, "x") == 1


def test_bringing_back_what_is_not_the_actors_is_refused(store: Store) -> None:
    """The head nurse's edition withdrew another unit's check; who sees only the edition's own unit
    must not decide about that one."""
    units = ["治疗室", "换药室"]
    store.save(ALL, *workbook(check(), check(subject="2"), check("换药室"), name="a"))
    saved = store.save(ALL, *workbook(check(), check(subject="2"), name="b"))
    assert saved.superseded == 3
    with pytest.raises(ScopeError):
        store.undo(Scope("wang", units=frozenset(units[:1])), saved.import_id, "x")
    assert store.undo(Scope("li", units=frozenset(units)), saved.import_id, "x") == 2


def test_undoing_twice_or_without_a_reason_is_refused_with_a_sentence(store: Store) -> None:
    """Two people look at the same history; the trail must say why."""
    saved = store.save(ALL, *workbook(check()))
    with pytest.raises(UsageError, match="reason is missing"):
        store.undo(ALL, saved.import_id, "  ")
    store.undo(ALL, saved.import_id, "x")
    with pytest.raises(UsageError, match="undone already, by liu"):
        store.undo(ALL, saved.import_id, "x")


def test_a_file_without_checks_can_be_undone(store: Store) -> None:
    """It only held problems; they must not wait for ever."""
    saved = store.save(ALL, *workbook(problems=[problem()]))
    assert store.undo(ALL, saved.import_id, "不是检查表") == 0
    assert store.problems(ALL) == ()
