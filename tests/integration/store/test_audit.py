"""Who did what when: written by every change, changed by nobody."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DatabaseError

from qc.store import Scope, Store
from qc.store.schema import audit
from tests.integration.store.builders import ALL, check, problem, workbook


def test_an_import_says_who_brought_what(store: Store) -> None:
    """The assessor asks where a figure comes from and who is responsible for it."""
    reading, content = workbook(check(), problems=[problem()])
    saved = store.save(Scope("wang"), reading, content)
    (entry,) = store.audit(ALL)
    assert (entry.actor, entry.action) == ("wang", "import")
    assert entry.object == f"import:{saved.import_id}"
    assert entry.at == "2026-10-31T01:00:00.000+00:00"  # 09:00 in Shanghai
    assert entry.before is None
    assert entry.after == {
        "sha256": reading.sha256, "file": "十月.xlsx", "checks": 1, "results": 4, "problems": 1,
    }  # fmt: skip


def test_a_correction_says_what_it_replaced(store: Store) -> None:
    """Every figure that changed afterwards must be explained by an entry."""
    store.save(ALL, *workbook(check()))
    saved = store.save(Scope("wang"), *workbook(check(), edition="2"))
    entries = store.audit(ALL)[1:]
    assert [entry.action for entry in entries] == ["import", "supersede", "correct"]
    assert [entry.object for entry in entries] == ["import:2", "check:1", "import:1"]
    assert {entry.actor for entry in entries} == {"wang"}
    assert entries[1].before == {"superseded_by": None}
    assert entries[1].after == {"superseded_by": 2}
    assert entries[2].after == {"corrected_by": saved.import_id}


@pytest.mark.parametrize("change", [update(audit).values(actor="nobody"), delete(audit)])
def test_entries_cannot_be_changed_or_deleted(store: Store, change: object) -> None:
    """A trail that can be tidied up proves nothing; the database itself refuses."""
    store.save(ALL, *workbook(check()))
    before = store.audit(ALL)
    with pytest.raises(DatabaseError, match="append-only"), store.engine.begin() as connection:
        connection.execute(change)  # type: ignore[call-overload]
    assert store.audit(ALL) == before


def test_the_trail_cannot_be_emptied_at_one_stroke(store: Store) -> None:
    """PostgreSQL's TRUNCATE passes by the triggers of single rows."""
    empty = "DELETE FROM audit" if store.engine.dialect.name == "sqlite" else "TRUNCATE audit"
    store.save(ALL, *workbook(check()))
    with pytest.raises(DatabaseError, match="append-only"), store.engine.begin() as connection:
        connection.execute(text(empty))
    assert len(store.audit(ALL)) == 1


def test_the_revision_grows_with_every_change(store: Store) -> None:
    """A page that asks for it must notice each import and each correction."""
    seen = [store.revision(ALL)]
    for edition in ("1", "2"):
        store.save(ALL, *workbook(check(), edition=edition))
        seen.append(store.revision(ALL))
    assert seen[0] == 0
    assert seen == sorted(set(seen))
