"""A workspace of before is sealed and chained when it is opened; killed in the middle, nothing is lost."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, Connection, Engine, event, text

from qc.store import Store
from qc.store.engine import reading
from qc.store.keys import FILE
from tests.integration.store.builders import ALL
from tests.integration.store.rivals import opened
from tests.integration.store.test_migration import AT, first_schema
from tests.integration.store.test_migration import fill as fill_first

NAME, WORDS, PHONE = "欧阳娜娜", "欧阳女士说很痛", "13800138000"
ORIGINAL, WAITING = b"original with " + NAME.encode(), b"waiting with " + NAME.encode()
TABLES = ("checks", "results", "problems", "corrections", "audit", "journal")
AMENDED = f'{{"cell": "C1", "sheet": "十月", "value": "{PHONE}"}}'
ACT = "INSERT INTO journal (subject, number, at, actor, what, fields, site, unit) VALUES ('finding:1', :n, :at, 'liu', 'assign', '{}', '本院', '甲')"
AMEND = "INSERT INTO audit (at, actor, action, object, before, after, import_id) VALUES (:at, 'liu', 'amend', 'import:1', :before, :after, 1)"
CELL = "INSERT INTO corrections (import_id, sheet, cell, value, was, who, why, at) VALUES (1, '十月', 'C1', :value, :was, 'liu', 'x', :at)"


def fill(connection: Connection) -> None:
    """What `test_migration` knows, with a customer in every text that can hold one."""
    fill_first(connection)
    done: list[tuple[str, dict[str, Any]]] = [
        ("UPDATE checks SET subject = :name", {"name": NAME}),
        ("UPDATE checks SET kind = 'stock' WHERE id = 3", {}),
        ("UPDATE results SET raw = :words WHERE cell = 'C0'", {"words": WORDS}),
        ("UPDATE results SET detail = :words WHERE check_key < 3", {"words": WORDS}),
        ("UPDATE problems SET value = :phone, filling = :fill", {"phone": PHONE, "fill": f'{{"seen": "{NAME}"}}'}),
        (AMEND, {"at": AT[1], "before": AMENDED, "after": AMENDED}),
        (CELL, {"value": PHONE, "was": WORDS, "at": AT[1]}),
        *((ACT, {"n": n, "at": AT[1]}) for n in (1, 2, 3)),
    ]  # fmt: skip
    for statement, values in done:
        connection.execute(text(statement), values)


@pytest.fixture
def old(tmp_path: Path, url: URL | None) -> Path:
    """A workspace of the schema before, with an original and a file that waits."""
    with first_schema(tmp_path, url, "0003") as connection:
        fill(connection)
    for folder, content, ending in (("originals", ORIGINAL, ".xlsx"), ("inbox", WAITING, "")):
        name = hashlib.sha256(content).hexdigest()
        (tmp_path / folder / name[:2]).mkdir(parents=True)
        (tmp_path / folder / name[:2] / f"{name}{ending}").write_bytes(content)
    return tmp_path


def told_by(store: Store) -> list[Any]:
    """What a reader sees of it."""
    everything = store.results(ALL).to_dict("list")
    problems = [
        (p.problem.value, dict(p.problem.values)) for p in store.problems(ALL, open_only=False)
    ]
    amended = [e.after["value"] for e in store.audit(ALL) if e.action == "amend"]
    cells = [(c.value, c.was) for c in store.corrections(ALL, "a" * 64)]
    return [everything["check_id"], everything["subject"], problems, amended, cells]


def rows(store: Store) -> str:
    with reading(store.engine) as connection:
        return repr([list(connection.execute(text(f"SELECT * FROM {t}"))) for t in TABLES])  # noqa: S608


def in_the_clear(folder: Path) -> list[str]:
    words = [word.encode() for word in (NAME, WORDS, PHONE)]
    files = [path for path in folder.rglob("*") if path.is_file() and "wal" not in path.name]
    return [path.name for path in files if any(word in path.read_bytes() for word in words)]


def test_what_was_in_the_clear_is_sealed_and_reads_the_same(
    old: Path, reopen: Callable[[], Store]
) -> None:
    """Names, words and numbers that came in before the key was there, and the files that hold them."""
    store = reopen()
    assert told_by(store) == [
        ["甲"] * 3, [NAME] * 3, [(PHONE, {"seen": NAME})] * 2, [PHONE], [(PHONE, WORDS)],
    ]  # fmt: skip
    kept = rows(store)
    assert WORDS not in kept and PHONE not in kept
    assert kept.count(NAME) == 1, "a thing (check 3) stays as it is"
    assert store.archive.get(hashlib.sha256(ORIGINAL).hexdigest(), "a.xlsx") == ORIGINAL
    assert sorted(path.suffix for path in old.glob("*/*/*")) == [".sealed", ".sealed"]


@pytest.mark.usefixtures("old")
def test_entries_of_before_are_chained_as_they_stand(reopen: Callable[[], Store]) -> None:
    """The trail of a year must not begin anew, nor say anything else than before."""
    store = reopen()
    found = store.verify()
    assert [(chain.entries, chain.broken) for chain in found.values()] == [(6, None), (3, None)]
    actions = [entry.action for entry in store.audit(ALL)]
    assert actions == ["import", "import", "supersede", "correct", "withdraw", "amend"]
    assert [act.number for act in store.acts(ALL, "finding")] == [1, 2, 3]
    store.undo(ALL, 2, "x")
    assert store.verify()["audit"].broken is None


def test_nothing_is_left_over_in_sqlites_free_pages(old: Path) -> None:
    """What a row held before lies on in the file until it is written over."""
    (old / "qc.sqlite").exists() or pytest.skip("a server keeps its own files")
    store = opened((old, None))
    store.close()
    left = [name for name in in_the_clear(old) if name != "qc.sqlite"]
    assert left == []
    assert WORDS.encode() not in (old / "qc.sqlite").read_bytes()
    assert PHONE.encode() not in (old / "qc.sqlite").read_bytes()


def test_killed_while_rows_are_sealed_it_is_as_if_never_begun(old: Path, url: URL | None) -> None:
    """A power cut while the upgrade runs: the next opening does all of it, with one key."""
    place = old, url.render_as_string(hide_password=False) if url else None
    context = multiprocessing.get_context("spawn")
    killed = 0
    for statement in (8, 24, 40):
        process = context.Process(target=_open_and_die, args=(place, statement))
        process.start()
        process.join(60)
        killed += process.exitcode == -signal.SIGKILL
    assert killed >= 2
    store = opened(place)
    assert told_by(store)[1] == [NAME] * 3
    assert WORDS not in rows(store)
    assert [chain.entries for chain in store.verify().values()] == [6, 3]
    assert store.archive.get(hashlib.sha256(ORIGINAL).hexdigest(), "a.xlsx") == ORIGINAL
    store.close()


def _open_and_die(place: tuple[Path, str | None], statement: int) -> None:
    left = statement

    def count(*_: object) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", count)
    opened(place)


def test_killed_while_files_are_sealed_it_goes_on(
    old: Path, reopen: Callable[[], Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of the originals sealed, half not: all can be read, and the rest is sealed next time."""
    more = b"another original"
    name = hashlib.sha256(more).hexdigest()
    (old / "originals" / name[:2]).mkdir(exist_ok=True)
    clear = old / "originals" / name[:2] / f"{name}.xlsx"
    clear.write_bytes(more)
    unlinked: list[Path] = []
    unlink = Path.unlink

    def power_cut(path: Path, *, missing_ok: bool = False) -> None:
        if path.parent == old or path.suffix == ".part":
            unlink(path, missing_ok=missing_ok)
            return
        unlinked.append(path)
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr("qc.store.sealed_files.Path.unlink", power_cut)
        with pytest.raises(KeyboardInterrupt):
            reopen()
    (first,) = unlinked
    assert first.exists() and first.with_name(f"{first.name}.sealed").exists()
    store = reopen()
    for content in (ORIGINAL, more):
        assert store.archive.get(hashlib.sha256(content).hexdigest(), "a.xlsx") == content
    assert not list((old / "originals").glob("*/*.xlsx")) and in_the_clear(old / "inbox") == []


def test_a_file_still_in_the_clear_can_be_read(old: Path, reopen: Callable[[], Store]) -> None:
    """Another program may be sealing them meanwhile."""
    store = reopen()
    name = hashlib.sha256(b"x").hexdigest()
    (old / "originals" / name[:2]).mkdir(exist_ok=True)
    (old / "originals" / name[:2] / f"{name}.xlsx").write_bytes(b"x")
    assert store.archive.get(name, "a.xlsx") == b"x"


def test_a_key_that_is_there_already_is_used(old: Path, reopen: Callable[[], Store]) -> None:
    """A database from a backup, upgraded anew, must open with the key that the folder holds."""
    (old / FILE).write_bytes(b"A" * 43 + b"=\n")
    assert told_by(reopen())[1] == [NAME] * 3
    assert (old / FILE).read_bytes() == b"A" * 43 + b"=\n"
