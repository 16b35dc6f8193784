"""The page of imports: what came in, what became of it, for thousands of files at once."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import event

from qc.records import Problem
from qc.store import Scope, Store
from qc.words import Kind, Severity
from tests.integration.store.builders import ALL, check, full_check, problem, workbook


def test_each_import_says_what_is_in_it(store: Store) -> None:
    """Kinds, indicators and counts, so that the wrong file is found at a glance."""
    warned = Problem(Severity.WARNING, "missed", "十月", "C6", "", {})
    told = problem("A1")._replace(severity=Severity.INFO)
    wrong = [problem("C5"), warned, told, told]
    store.save(ALL, *workbook(check(), full_check(), problems=wrong))
    store.save(ALL, *workbook(problems=[told], name="空.xlsx"))
    empty, full = store.imports(ALL)
    assert (full.checks, full.live, full.results) == (2, 2, 7)
    assert (full.errors, full.warnings, full.infos, full.open_problems) == (1, 1, 2, 4)
    assert full.kinds == (Kind.CHECKLIST, Kind.POINTS)
    assert full.indicators == ("disinfection", "documents")
    assert (empty.checks, empty.results, empty.kinds, empty.indicators) == (0, 0, (), ())
    assert empty.infos == 1
    mine = Scope("wang", units=frozenset({"护理部"}))
    (seen,) = store.imports(mine)
    assert (seen.checks, seen.results, seen.kinds) == (1, 3, (Kind.POINTS,))


def test_an_import_says_by_which_and_when_it_was_corrected(store: Store) -> None:
    """The history reads as a story: this file took the place of that one."""
    store.save(ALL, *workbook(check()))
    saved = store.save(ALL, *workbook(check(), edition="2"))
    new, old = store.imports(ALL)
    assert (old.corrected_by, old.corrected_at) == (saved.import_id, new.imported_at)
    assert (old.checks, old.live, old.results) == (1, 0, 4)


def test_a_longer_history_asks_no_more_questions(store: Store) -> None:
    """A question for each import would make the page wait for minutes after a year."""

    def asked() -> int:
        statements = []

        def note(*given: object) -> None:
            statements.append(given[2])

        event.listen(store.engine, "before_cursor_execute", note)
        assert store.imports(ALL)
        event.remove(store.engine, "before_cursor_execute", note)
        return len(statements)

    store.save(ALL, *workbook(check()))
    few = asked()
    days = [dt.date(2026, 9, day) for day in range(1, 21)]
    store.save_many(ALL, [workbook(check(date=day), name=f"{day}") for day in days])
    assert asked() == few <= 6
