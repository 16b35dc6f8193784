"""Several people work in one record at the same time, from several computers, on either database."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL

from qc.errors import UsageError
from qc.improve.cycles.acting import known_cycles
from qc.ingest.importer import import_paths
from qc.workspace import DATABASE_VARIABLE, Workspace, open_workspace, system_clock
from tests.conftest import TODAY
from tests.integration.store import rivals, writers
from tests.rectifying import check, save

COLUMNS = ["date", "unit", "subject", "checklist", "item_code", "checked", "passed", "raw", "cell"]


@pytest.fixture
def together(
    place: rivals.Place, url: URL | None, monkeypatch: pytest.MonkeyPatch, processes: Any
) -> Iterator[tuple[Workspace, list[writers.Day]]]:
    """The record after it, and what each was told."""
    if url is not None:
        monkeypatch.setenv(DATABASE_VARIABLE, str(place[1]))
    workspace = open_workspace(place[0], today=TODAY, actor="王丽")
    units = (writers.SHARED, *map(writers.unit_of, range(rivals.MANY)))
    save(workspace, "a.xlsx", *(check(writers.DAY, unit=unit) for unit in units))
    days = rivals.run_together(processes, writers.work_together, place)
    yield workspace, sorted(days, key=lambda day: day.who)
    workspace.store.close()


def alone(folder: Path, days: list[writers.Day], monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The marks as they come out when one person imports the same workbooks one after the other."""
    monkeypatch.delenv(DATABASE_VARIABLE, raising=False)
    workspace = open_workspace(folder, today=TODAY, actor="王丽")
    try:
        import_paths(workspace, [book for day in days for book in writers.books_of(day.who)[1:]])
        return marks(workspace)
    finally:
        workspace.store.close()


def marks(workspace: Workspace) -> list[Any]:
    found = workspace.store.results(workspace.scope)
    return sorted(map(str, found[COLUMNS].itertuples(index=False, name=None)))


def test_nothing_is_lost_and_who_came_second_is_told(
    together: tuple[Workspace, list[writers.Day]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A workbook, a remark or a cycle that was said to be saved and is not there; or a colleague's, written over."""
    workspace, days = together
    store, scope = workspace.store, workspace.scope
    live = {known.sha256: not known.is_undone for known in store.imports(scope)}
    for day in days:
        assert [live[each] for each in day.imported] == [False, *[True] * (writers.BOOKS - 1)]

    notes = [act.fields["note"] for act in store.acts(scope, "finding")]
    assert Counter(notes) == Counter(itertools.chain.from_iterable(day.notes for day in days))
    assert len(notes) == rivals.MANY * 2 * writers.ROUNDS + 1
    assert [day.first for day in days].count(True) == 1
    assert sum(day.told for day in days) >= rivals.MANY - 1

    cycles = [cycle for day in days for cycle in day.cycles]
    assert sorted(cycles) == sorted(f"cycle:{each.id}" for each in known_cycles(workspace))
    assert len({*cycles}) == rivals.MANY + 1, "one for each and one about what all share"

    assert [chain.broken for chain in store.verify().values()] == [None, None]
    imported = alone(tmp_path / "alone", days, monkeypatch)
    assert len(imported) > 100
    assert len(marks(workspace)) == len(imported) + 1 + rivals.MANY
    assert not Counter(imported) - Counter(marks(workspace))


def opens(place: rivals.Place, who: int, about: str) -> Callable[[], dt.datetime]:
    """A clock that is asked just before a writing, when a colleague opens a cycle."""
    rival = writers.opened(place, who)
    times = iter([lambda: writers.open_about(rival, about)])

    def now() -> dt.datetime:
        for act in times:
            act()
            rival.store.close()
        return system_clock()

    return now


@pytest.mark.parametrize("about", ["换药室", "治疗室"])
def test_a_cycle_that_a_colleague_opens_at_the_same_moment(
    about: str, place: rivals.Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """About another thing both are there; about the same the second is told so. Told "changed by another", who
    has opened a cycle of their own would look for what was changed, and find nothing."""
    if place[1]:
        monkeypatch.setenv(DATABASE_VARIABLE, place[1])
    workspace = writers.opened(place, 1)
    save(workspace, "a.xlsx", *(check(writers.DAY, unit=unit) for unit in ("换药室", "治疗室")))
    store = replace(workspace.store, clock=opens(place, 2, about))
    acting = replace(workspace, store=store)
    if about == "换药室":
        with pytest.raises(UsageError, match="2026-01 is about the same item"):
            writers.open_about(acting, "换药室")
    else:
        assert writers.open_about(acting, "换药室") == "cycle:2026-02"
    assert len(known_cycles(workspace)) == (1 if about == "换药室" else 2)
    workspace.store.close()
