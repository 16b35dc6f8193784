"""Any order of imports, repetitions, corrections, re-readings and undoings, against plain dicts."""

from __future__ import annotations

import dataclasses
import itertools
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from qc.errors import UsageError
from qc.store import Scope, Store
from qc.store.rows import checks_of
from qc.words import Outcome
from tests.integration.store.builders import ITEMS, check, workbook
from tests.integration.store.model import Model

_worlds = itertools.count()


One = tuple[str, str, dict[str, str]]


def machine_of(store: Store) -> type[RuleBasedStateMachine]:
    """The machine on one store; every example has units of its own and a scope that sees only
    them, so that the examples before it must stay out of its sight."""

    class Imports(RuleBasedStateMachine):
        books = Bundle("books")

        def __init__(self) -> None:
            super().__init__()
            self.world = next(_worlds)
            units = frozenset(f"{self.world}-{n}" for n in range(2))
            self.scope = Scope("liu", units=units)
            self.units = sorted(units)
            self.model = Model()

        @rule(
            target=books,
            marks=st.lists(
                st.tuples(
                    st.integers(0, 1),
                    st.sets(st.sampled_from(ITEMS), min_size=1),
                    st.sampled_from([Outcome.PASS, Outcome.FAIL]),
                ),
                max_size=3,
            ),
        )
        def fill_in(self, marks: list[tuple[int, set[str], Outcome]]) -> Any:
            checks = [
                check(self.units[unit], items=sorted(items), outcome=outcome)
                for unit, items, outcome in marks
            ]
            return workbook(*checks, edition=f"{self.world}")

        @rule(book=books)
        def bring(self, book: Any) -> None:
            sha256 = book[0].sha256
            saved = store.save(self.scope, *book)
            if sha256 in self.model.imports:
                assert saved.status == "known"
                return
            gone = self.model.save(sha256, saved.import_id, checks_of(book[0]))
            assert (saved.status, saved.superseded) == ("new", gone)

        @rule(book=books, other=books)
        def read_anew(self, book: Any, other: Any) -> None:
            import_id = self.model.imports.get(book[0].sha256)
            if import_id is not None:
                reading = dataclasses.replace(book[0], sheets=other[0].sheets)
                gone = self.model.reread(import_id, checks_of(reading))
                assert store.reread(self.scope, reading).superseded == gone

        @rule(book=books)
        def take_back(self, book: Any) -> None:
            import_id = self.model.imports.get(book[0].sha256)
            if import_id is None:
                return
            if self.model.is_corrected(import_id):
                with pytest.raises(UsageError, match="corrected by the later import"):
                    store.undo(self.scope, import_id, "x")
            else:
                gone = self.model.undo(book[0].sha256)
                assert store.undo(self.scope, import_id, "x") == gone

        @invariant()
        def the_store_agrees(self) -> None:
            frame = store.results(self.scope)
            stored = sorted(
                zip(
                    frame["import_id"],
                    frame["check_id"],
                    frame["item_code"],
                    frame["outcome"],
                    strict=True,
                )
            )
            expected = sorted(
                (import_id, check_id, item, outcome)
                for (import_id, _), (check_id, _, marks) in self.model.live.items()
                for item, outcome in marks.items()
            )
            assert stored == expected
            assert sum(found.live for found in store.imports(self.scope)) == len(self.model.live)

    return Imports


def test_the_store_agrees_with_the_model(store: Store) -> None:
    """Whatever is imported in whatever order, exactly the live checks count."""
    run_state_machine_as_test(
        machine_of(store),
        settings=settings(
            max_examples=25,
            stateful_step_count=16,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
