"""The audit trail and the journal as chains: whoever changes, removes, swaps or inserts an entry is seen."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import URL, text
from sqlalchemy.exc import DatabaseError

from qc.store import Store
from qc.store.chain import SHORT
from qc.store.engine import writing
from qc.store.journal import NewAct
from tests.integration.store.builders import ALL, check, workbook
from tests.integration.store.rivals import opened

UNFENCE = {
    "sqlite": [f"DROP TRIGGER {t}_no_{c}" for t in ("audit", "journal") for c in ("update", "delete", "replace")],
    "postgresql": [f"DROP TRIGGER {t}_append_only ON {t}" for t in ("audit", "journal")],
}  # fmt: skip


@pytest.fixture
def filled(store: Store) -> Store:
    """Five imports and three acts."""
    for name in "abcde":
        store.save(ALL, *workbook(check(f"{name} 室"), name=f"{name}.xlsx"))
    for seen in range(3):
        store.act(ALL, NewAct("finding:1", seen, "assign", {"person": "周婷"}, "本院", "a 室"))
    return store


def forge(store: Store, *statements: str) -> None:
    """What somebody does who may write to the database itself and knows how to take its fences down."""
    with writing(store.engine) as connection:
        for statement in (*UNFENCE[connection.dialect.name], *statements):
            connection.execute(text(statement))


COLUMNS = "at, actor, action, object, import_id, hash"


@pytest.mark.parametrize(
    ("statement", "first"),
    [
        pytest.param("UPDATE audit SET actor = 'nobody' WHERE id = 3", 3, id="changed"),
        pytest.param("UPDATE audit SET after = NULL WHERE id = 1", 1, id="the first changed"),
        pytest.param("DELETE FROM audit WHERE id = 3", 4, id="removed"),
        pytest.param("DELETE FROM audit WHERE id = 1", 2, id="the first removed"),
        pytest.param("UPDATE audit SET id = 9 WHERE id = 2", 3, id="moved"),
        pytest.param(
            f"INSERT INTO audit (id, {COLUMNS}) SELECT 6, {COLUMNS} FROM audit WHERE id = 5",  # noqa: S608
            6,
            id="inserted",
        ),
        pytest.param("UPDATE audit SET hash = '' WHERE id = 5", 5, id="hash wiped"),
    ],
)
def test_a_forged_entry_is_named(filled: Store, statement: str, first: int) -> None:
    """The assessor relies on the trail; who tidied it up must be seen, and where."""
    assert filled.verify()["audit"].broken is None
    forge(filled, statement)
    found = filled.verify()
    broken = found["audit"].broken
    assert broken is not None and broken["id"] == first
    assert found["journal"].broken is None and found["journal"].entries == 3


def test_swapped_entries_are_seen(filled: Store) -> None:
    """Who did what first may decide who is to blame."""
    swap = [(2, 99), (3, 2), (99, 3)]
    forge(filled, *(f"UPDATE audit SET id = {b} WHERE id = {a}" for a, b in swap))  # noqa: S608
    broken = filled.verify()["audit"].broken
    assert broken is not None and broken["id"] == 2


def test_a_forged_act_is_named(filled: Store) -> None:
    """A finding's history says who was in charge."""
    forge(filled, 'UPDATE journal SET fields = \'{"person": "李敏"}\' WHERE number = 2')
    found = filled.verify()
    assert found["audit"].broken is None
    broken = found["journal"].broken
    assert broken is not None and (broken["id"], broken["what"]) == (2, "assign")


def test_a_tail_cut_off_is_seen_by_a_head_noted_outside(filled: Store) -> None:
    """What is left of the chain fits: only who noted its end knows that there was more."""
    noted = filled.verify()["audit"].short
    assert len(noted) == SHORT
    assert filled.verify([noted])["audit"].met == {noted}
    filled.save(ALL, *workbook(check("f 室"), name="f.xlsx"))
    assert filled.verify([noted])["audit"].met == {noted}
    forge(filled, "DELETE FROM audit WHERE id >= 5")
    found = filled.verify([noted])["audit"]
    assert found.broken is None and found.entries == 4
    assert found.met == frozenset()


def test_acts_cannot_be_changed_replaced_or_deleted(filled: Store) -> None:
    """The journal's fences are those of the trail; INSERT OR REPLACE deletes without saying so."""
    again = "id, subject, number, at, actor, what, fields, site, unit, hash"
    forged = ["UPDATE journal SET actor = 'nobody'", "DELETE FROM journal"]
    if filled.engine.dialect.name == "sqlite":
        forged.append(f"INSERT OR REPLACE INTO journal ({again}) SELECT {again} FROM journal")  # noqa: S608
        forged.append("REPLACE INTO audit SELECT * FROM audit")
    for statement in forged:
        with pytest.raises(DatabaseError, match="append-only"), writing(filled.engine) as raw:
            raw.execute(text(statement))
    assert all(chain.broken is None for chain in filled.verify().values())


def test_two_who_write_at_once_do_not_fork_the_chain(tmp_path: Path, url: URL | None) -> None:
    """Two entries behind the same one would look like a forgery for ever."""
    place = tmp_path, url.render_as_string(hide_password=False) if url else None
    opened(place).close()
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(2)
    writers = [context.Process(target=_write, args=(place, start, name)) for name in ("甲", "乙")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
        assert writer.exitcode == 0
    store = opened(place)
    found = store.verify()
    store.close()
    assert [(chain.entries, chain.broken) for chain in found.values()] == [(30, None), (30, None)]


def _write(place: tuple[Path, str | None], start: object, name: str) -> None:
    store = opened(place)
    start.wait()  # type: ignore[attr-defined]
    for number in range(15):
        store.save(ALL, *workbook(check(f"{name} {number}"), name=f"{name} {number}.xlsx"))
        store.act(ALL, NewAct(f"finding:{name}", number, "assign", {}, "本院", name))
    store.close()


def test_a_chain_longer_than_a_page_is_followed_to_its_end(
    filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A million entries do not fit into memory; they are read a page at a time."""
    monkeypatch.setattr("qc.store.chain._AT_ONCE", 2)
    assert [chain.entries for chain in filled.verify().values()] == [5, 3]
    forge(filled, "UPDATE audit SET actor = 'nobody' WHERE id = 5")
    broken = filled.verify()["audit"].broken
    assert broken is not None and broken["id"] == 5


@pytest.mark.usefixtures("filled")
def test_the_chain_goes_on_in_another_program(reopen: Callable[[], Store]) -> None:
    """It hangs on the record, not on the program that wrote last."""
    again = reopen()
    again.save(ALL, *workbook(check("z 室"), name="z.xlsx"))
    assert again.verify()["audit"].entries == 6
    assert again.verify()["audit"].broken is None
