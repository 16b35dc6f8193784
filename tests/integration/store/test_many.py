"""A folder of workbooks in one go: each as if it had come alone, and none by half."""

from __future__ import annotations

import pytest

from qc.errors import ScopeError, WorkspaceError
from qc.store import Scope, Store
from qc.words import Outcome
from tests.integration.store.builders import ALL, ITEMS, check, problem, workbook


def test_many_come_in_as_one_by_one(store: Store) -> None:
    """The second corrects the first, the third is the second again."""
    first, second = workbook(check(outcome=Outcome.FAIL), problems=[problem()]), workbook(check())
    answers = store.save_many(ALL, [first, second, second])
    assert [getattr(saved, "status", None) for saved in answers] == ["new", "new", "known"]
    assert list(store.results(ALL)["outcome"]) == ["pass"] * len(ITEMS)
    assert store.problems(ALL) == ()
    assert store.original(ALL, first[0].sha256)[1] == first[1]
    assert store.save_many(ALL, []) == []


def test_what_is_foreign_is_refused_alone(store: Store) -> None:
    """One wrong file must not keep the other files of the folder out."""
    mine = Scope("wang", units=frozenset({"治疗室"}))
    hidden = workbook(problems=[problem()])
    store.save(ALL, *hidden)
    books = [workbook(check()), workbook(check("换药室")), hidden, workbook(check(subject="2"))]
    answers = store.save_many(mine, books)
    refused = [isinstance(saved, ScopeError) for saved in answers]
    assert refused == [False, True, True, False]
    assert len(store.results(ALL)) == 2 * len(ITEMS)


def test_an_archive_that_cannot_be_written_keeps_all_of_them_out(store: Store) -> None:
    """A figure whose original was not kept could not be proved."""
    store.archive.folder.write_text("in the way")
    with pytest.raises(WorkspaceError, match="cannot be kept"):
        store.save_many(ALL, [workbook(check()), workbook(check("换药室"))])
    assert store.imports(ALL) == ()
