"""Any order of imports, repetitions and corrections, against a model that is a plain dict."""

from __future__ import annotations

import itertools
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from qc.records import Check
from qc.store import Scope, Store
from qc.words import Outcome
from tests.integration.store.builders import ITEMS, check, workbook

_worlds = itertools.count()
Key = tuple[int, int]


Live = dict[Key, tuple[str, str, dict[str, str]]]


def withdrawn(live: Live, gone: list[Key], incoming: list[Check]) -> list[Key]:
    """The rest of each import of which more than half comes again at the same cells (the n-th mark
    of every check stands in the n-th cell)."""
    rest: list[Key] = []
    same_marks = renamed(live, incoming)
    for import_id in {import_id for import_id, _ in gone} | same_marks:
        mine = [key for key in live if key[0] == import_id]
        again = [key for key in mine if is_in_place(live[key][0], live[key][2], incoming)]
        if 2 * len(again) > len(mine) or import_id in same_marks:
            rest += [key for key in mine if key not in gone]
    return rest


def is_in_place(check_id: str, marks: dict[str, str], incoming: list[Check]) -> bool:
    places = set(enumerate(marks))
    return any(
        one.check_id == check_id
        and 2 * len(places & set(enumerate(r.item_code for r in one.results))) >= len(places)
        for one in incoming
    )


def renamed(live: Live, incoming: list[Check]) -> set[int]:
    """The imports that come again with every mark, two failed ones among them, under the other
    unit's name; not when two checks claim one cell. (All files here have one name, day and sheet,
    and their marks are either all ticks or all crosses by check.)"""
    its = placed((one.unit, {r.item_code: str(r.outcome) for r in one.results}) for one in incoming)
    found = set()
    for import_id in {import_id for import_id, _ in live}:
        theirs = placed(live[key][1:] for key in live if key[0] == import_id)
        moved = [place for place, (unit, _) in theirs.items() if unit != its.get(place, ("",))[0]]
        same = {place: outcome for place, (_, outcome) in theirs.items()}
        again = {place: outcome for place, (_, outcome) in its.items()}
        if moved and same == again and sum(same[place] == "fail" for place in moved) >= 2:
            found.add(import_id)
    return found


def placed(given: Any) -> dict[tuple[int, str], tuple[str, str]]:
    marks = [
        ((n, item), (unit, outcome))
        for unit, items in given
        for n, (item, outcome) in enumerate(items.items())
    ]
    return dict(marks) if len(dict(marks)) == len(marks) else {}


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
            # sha256 of every file seen; live checks by import and place in it, as {item: outcome}
            self.seen: set[str] = set()
            self.live: Live = {}

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
            reading, content = book
            saved = store.save(self.scope, reading, content)
            if reading.sha256 in self.seen:
                assert saved.status == "known"
                return
            self.seen.add(reading.sha256)
            incoming = [one for sheet in reading.sheets for one in sheet.checks]
            gone = [key for key in self.live if self.is_covered(key, incoming)]
            gone += withdrawn(self.live, gone, incoming)
            for key in gone:
                del self.live[key]
            for n, one in enumerate(incoming):
                marks = {r.item_code: str(r.outcome) for r in one.results}
                self.live[saved.import_id, n] = (one.check_id, one.unit, marks)
            assert (saved.status, saved.superseded) == ("new", len(gone))

        def is_covered(self, key: Key, incoming: list[Check]) -> bool:
            check_id, _, marks = self.live[key]
            return any(
                one.check_id == check_id
                and 2 * len(marks.keys() & {r.item_code for r in one.results}) >= len(marks)
                for one in incoming
            )

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
                for (import_id, _), (check_id, _, marks) in self.live.items()
                for item, outcome in marks.items()
            )
            assert stored == expected
            assert sum(found.live for found in store.imports(self.scope)) == len(self.live)

    return Imports


def test_the_store_agrees_with_the_model(store: Store) -> None:
    """Whatever is imported in whatever order, exactly the live checks count."""
    run_state_machine_as_test(
        machine_of(store),
        settings=settings(
            max_examples=15,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
