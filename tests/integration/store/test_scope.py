"""Nobody sees, counts or changes what is not theirs, whichever question they ask."""

from __future__ import annotations

import pytest

from qc.errors import ScopeError
from qc.store import Scope, Store
from tests.integration.store.builders import ALL, check, problem, workbook

MINE = Scope("wang", units=frozenset({"治疗室"}))
THEIRS = Scope("chen", units=frozenset({"换药室"}))
EAST = Scope("zhao", sites=frozenset({"东院"}))
NOTHING = Scope("guest", units=frozenset())


@pytest.fixture
def mixed(store: Store) -> str:
    """One file with both units, each with a problem at a mark, and one problem of the whole file;
    returns its hash."""
    theirs = check("换药室", sheet="换药室")
    wrong = [problem("C5"), problem("C6", sheet="换药室"), problem("A1")]
    reading, content = workbook(check(), theirs, problems=wrong, name="全院.xlsx")
    store.save(ALL, reading, content)
    return reading.sha256


@pytest.mark.usefixtures("mixed")
def test_results_are_those_of_the_own_unit(store: Store) -> None:
    """A foreign row in the frame is in every figure made from it."""
    assert set(store.results(MINE)["unit"]) == {"治疗室"}
    assert len(store.results(MINE)) == 4
    assert store.results(MINE, unit="换药室").empty
    assert store.results(EAST).empty
    assert store.results(NOTHING).empty


def test_site_and_unit_must_both_fit(store: Store) -> None:
    """Two sites have a 治疗室 each."""
    store.save(ALL, *workbook(check(site="东院"), check(site="西院"), check("换药室", site="东院")))
    both = Scope("zhao", sites=frozenset({"东院"}), units=frozenset({"治疗室"}))
    seen = store.results(both)
    assert set(zip(seen["site"], seen["unit"], strict=True)) == {("东院", "治疗室")}
    assert set(store.results(EAST)["unit"]) == {"治疗室", "换药室"}


def test_an_import_counts_only_what_is_seen_of_it(store: Store, mixed: str) -> None:
    """How many checks another unit had is the other unit's matter."""
    found = store.find_import(MINE, mixed)
    assert found is not None
    assert (found.checks, found.live, found.open_problems) == (1, 1, 1)
    assert store.imports(MINE) == (found,)
    for stranger in (EAST, NOTHING):
        assert store.find_import(stranger, mixed) is None
        assert store.imports(stranger) == ()


@pytest.mark.usefixtures("mixed")
def test_problems_are_those_at_own_marks(store: Store) -> None:
    """A problem shows what stands in the cell, so it needs the same right as the check."""
    seen = {
        scope.actor: [stored.problem.cell for stored in store.problems(scope, open_only=False)]
        for scope in (ALL, MINE, THEIRS, EAST, NOTHING)
    }
    assert seen == {
        "liu": ["C5", "C6", "A1"],
        "wang": ["C5"],
        "chen": ["C6"],
        "zhao": [],
        "guest": [],
    }


def test_an_original_is_opened_only_by_who_may_see_all_of_it(store: Store, mixed: str) -> None:
    """The file holds the other unit's marks as well."""
    for scope in (MINE, THEIRS, EAST, NOTHING):
        with pytest.raises(ScopeError):
            store.original(scope, mixed)
    own, content = workbook(check(subject="病历 1"))
    store.save(MINE, own, content)
    assert store.original(MINE, own.sha256)[1] == content


def test_the_audit_trail_tells_nothing_of_others(store: Store) -> None:
    """Who corrected what elsewhere is seen there, not here."""
    store.save(ALL, *workbook(check("换药室")))
    store.save(MINE, *workbook(check(), name="b.xlsx"))
    store.save(MINE, *workbook(check(), name="c.xlsx"))
    seen = store.audit(MINE)
    assert [entry.action for entry in seen] == ["import", "import", "supersede", "correct"]
    assert {entry.actor for entry in seen} == {"wang"}
    assert store.audit(EAST) == store.audit(NOTHING) == ()


@pytest.mark.usefixtures("mixed")
def test_the_revision_moves_with_what_is_seen_only(store: Store) -> None:
    """A page is drawn anew when its data change; that others worked is none of its business."""
    before = {scope: store.revision(scope) for scope in (ALL, MINE, THEIRS, EAST)}
    assert before[EAST] == 0
    store.save(THEIRS, *workbook(check("换药室"), name="换药室.xlsx"))
    assert store.revision(MINE) == before[MINE]
    assert store.revision(THEIRS) > before[THEIRS]
    assert store.revision(ALL) > before[ALL]


def test_writing_outside_the_scope_is_refused_as_a_whole(store: Store) -> None:
    """A file that is half foreign must not go in by half, nor be kept."""
    reading, content = workbook(check(), check("换药室"))
    with pytest.raises(ScopeError) as refused:
        store.save(MINE, reading, content)
    assert "换药室" in str(refused.value)
    assert store.imports(ALL) == ()
    assert not store.archive.path(reading.sha256, reading.file_name).exists()
    with pytest.raises(ScopeError):
        store.save(NOTHING, *workbook(check()))


def test_a_file_without_checks_is_its_importers(store: Store) -> None:
    """Who dropped an unusable file must be able to see why; strangers need not."""
    reading, content = workbook(problems=[problem()])
    store.save(MINE, reading, content)
    assert len(store.problems(MINE)) == len(store.imports(MINE)) == len(store.audit(MINE)) == 1
    assert store.original(MINE, reading.sha256)[1] == content
    assert store.problems(THEIRS) == store.imports(THEIRS) == store.audit(THEIRS) == ()
    with pytest.raises(ScopeError):
        store.save(THEIRS, reading, content)


def test_correcting_an_own_check_leaves_the_whole_files_problems_open(
    store: Store, mixed: str
) -> None:
    """One unit's correction under the same file name must not close what others still have to do."""
    store.save(MINE, *workbook(check(), name="全院.xlsx"))
    assert [stored.problem.cell for stored in store.problems(ALL)] == ["C6", "A1"]
    found = store.find_import(ALL, mixed)
    assert found is not None
    assert (found.corrected_by, found.live) == (None, 1)
