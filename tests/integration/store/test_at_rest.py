"""What lies on the disk names no customer: the database, the originals, what waits; the key opens it."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text, update

from qc.errors import ScopeError, WorkspaceError
from qc.store import Scope, Store
from qc.store.answers import Correction
from qc.store.engine import reading, writing
from qc.store.keys import FILE, SIGN, VARIABLE
from qc.store.schema import checks
from qc.words import ALL_RIGHTS, Kind, ResultState, Right, Severity
from tests.integration.store.builders import ALL, check, mark, problem, workbook

NAME, PHONE, WORDS = "欧阳娜娜", "13800138000", "欧阳女士说很痛"
TABLES = ("imports", "checks", "items", "results", "problems", "corrections", "journal", "audit")
NAMELESS = Scope("director", rights=ALL_RIGHTS - {Right.NAMES})


def telling_book() -> tuple[object, bytes]:
    """A complaint: whose, what she said in a mark's cell and beside it, and a phone number held back."""
    complaint = check(subject=NAME, kind=Kind.REGISTER)
    complaint = complaint._replace(
        results=(
            mark("handled", cell="C5", raw=WORDS, detail={"said": WORDS}),
            mark("called", cell="C6", raw=PHONE, state=ResultState.HELD_BACK),
            mark("closed", cell="C7", raw="2026-10-05"),
            mark("done", cell="C8", raw="√"),
        )
    )
    told = problem("C6")._replace(value=PHONE, values={"seen": NAME})
    return workbook(complaint, problems=[told])


def rows(store: Store) -> str:
    with reading(store.engine) as connection:
        return repr([list(connection.execute(text(f"SELECT * FROM {t}"))) for t in TABLES])  # noqa: S608


@pytest.fixture
def told(store: Store) -> Store:
    book, content = telling_book()
    store.save(ALL, book, content)  # type: ignore[arg-type]
    cell = Correction("十月", "C6", value=f"{PHONE}1", was=PHONE, why="抄错")
    store.reread(ALL, book, cell)  # type: ignore[arg-type]
    return store


def test_no_row_names_a_customer(told: Store) -> None:
    """Whoever carries the database away reads no name, no number and nothing that a customer said."""
    kept = rows(told)
    for word in (NAME, PHONE, WORDS, "欧阳"):
        assert word not in kept


def test_no_file_of_the_workspace_names_a_customer(tmp_path: Path, told: Store) -> None:
    """Nor in the database's log, nor in an original, whatever was copied from the disk."""
    told.close()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert NAME.encode() not in data and PHONE.encode() not in data, path.name


@pytest.mark.usefixtures("told")
def test_what_is_sealed_is_read_as_it_was(reopen: Callable[[], Store]) -> None:
    """To who may see it nothing has changed."""
    again = reopen()
    found = again.results(ALL)
    assert set(found["subject"]) == {NAME}
    assert list(found["raw"]) == [WORDS, PHONE, "2026-10-05", "√"]
    assert found["detail"][0] == f'{{"said": "{WORDS}"}}'
    assert set(found["check_id"]) == {telling_book()[0].sheets[0].checks[0].check_id}  # type: ignore[attr-defined]
    (stored,) = again.problems(ALL)
    assert (stored.problem.value, stored.problem.values) == (PHONE, {"seen": NAME})
    (cell,) = again.corrections(ALL, stored.sha256)
    assert (cell.value, cell.was) == (f"{PHONE}1", PHONE)
    amended = next(entry for entry in again.audit(ALL) if entry.action == "amend")
    assert (amended.before["value"], amended.after["value"]) == (PHONE, f"{PHONE}1")
    assert again.original(ALL, stored.sha256)[1] == telling_book()[1]


def test_a_guess_cannot_be_confirmed_by_the_name_of_the_check(told: Store) -> None:
    """It is reckoned from the subject: who tries a list of names would find the right one."""
    assert telling_book()[0].sheets[0].checks[0].check_id not in rows(told)  # type: ignore[attr-defined]


def test_a_corrected_file_still_finds_the_checks_of_a_person(store: Store) -> None:
    """Sealed or not: her chart, put right, takes the place of the one before."""
    store.save(ALL, *workbook(check(subject=NAME)))
    assert store.save(ALL, *workbook(check(subject=NAME), edition="2")).superseded == 1
    assert len(store.results(ALL)) == 4


def test_a_misspelt_person_is_still_recognised(store: Store) -> None:
    """Names are compared as they were written, not as they are sealed."""
    marks = check(subject="欧阳娜娜")
    store.save(
        ALL, *workbook(check(subject="欧阳娜娜", date=marks.date.replace(day=9)), name="b.xlsx")
    )
    store.save(ALL, *workbook(check(subject="欧阳娜那")))
    assert store.save(ALL, *workbook(marks, edition="2")).superseded == 1


def test_things_stay_comparable_in_the_clear(store: Store) -> None:
    """A drug is nobody: IT can look at what is in stock without a key."""
    store.save(ALL, *workbook(check(subject="肾上腺素", kind=Kind.STOCK)))
    assert "肾上腺素" in rows(store)


def test_a_text_that_looks_sealed_is_only_a_text(store: Store) -> None:
    """Whoever writes our sign into a cell must neither break the page nor pass for somebody else."""
    for kind in (Kind.STOCK, Kind.CHECKLIST):
        false = check(subject=f"{SIGN}AAAA", kind=kind, unit=kind)
        false = false._replace(results=(mark("a", raw=f"{SIGN}AAAA"),))
        store.save(ALL, *workbook(false, name=f"{kind}.xlsx"))
    found = store.results(ALL)
    assert set(found["subject"]) == set(found["raw"]) == {f"{SIGN}AAAA"}


def test_who_may_not_see_names_gets_none_from_the_store(told: Store) -> None:
    """Masked where it is read, so that no page, no report and no script can forget it."""
    told.save(ALL, *workbook(check(subject="欧阳锋"), name="b.xlsx"))
    found = told.results(NAMELESS)
    assert found["subject"].nunique() == 2, "two persons stay two"
    assert all(subject.startswith("欧*") for subject in found["subject"])
    assert "2026-10-05" in list(found["raw"])
    assert found["check_id"].nunique() == 2
    assert not set(found["check_id"]) & set(told.results(ALL)["check_id"]), "a name cannot be tried"
    everything = repr(
        [found["raw"].tolist(), told.problems(NAMELESS), told.audit(NAMELESS), told.marks(NAMELESS).about]
    )  # fmt: skip
    for word in (NAME, PHONE, WORDS, "欧阳"):
        assert word not in everything
    sha256 = told.imports(NAMELESS)[-1].sha256
    assert told.corrections(NAMELESS, sha256) == ()
    with pytest.raises(ScopeError):
        told.original(NAMELESS, sha256)


@pytest.mark.usefixtures("told")
def test_the_key_is_for_its_owner_alone(tmp_path: Path) -> None:
    """On a PC with several users nobody else may read it."""
    if os.name != "nt":
        assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.usefixtures("told")
def test_without_its_key_a_workspace_does_not_open(
    tmp_path: Path, reopen: Callable[[], Store]
) -> None:
    """A sentence and what to do; above all no new key, which could open nothing."""
    key = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).unlink()
    with pytest.raises(WorkspaceError, match="key of this workspace is missing") as missing:
        reopen()
    assert missing.value.remedy
    assert not (tmp_path / FILE).exists()
    (tmp_path / FILE).write_bytes(b"A" * 43 + b"=\n")
    with pytest.raises(WorkspaceError, match="not that of the workspace"):
        reopen()
    (tmp_path / FILE).write_bytes(b"\xff no key")
    with pytest.raises(WorkspaceError, match="no key that can be read"):
        reopen()
    (tmp_path / FILE).write_bytes(key)
    assert set(reopen().results(ALL)["subject"]) == {NAME}


@pytest.mark.usefixtures("told")
def test_the_key_may_lie_elsewhere(
    tmp_path: Path, reopen: Callable[[], Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given by the environment it need not be in the folder, and so in no copy of it."""
    monkeypatch.setenv(VARIABLE, (tmp_path / FILE).read_text())
    (tmp_path / FILE).unlink()
    assert set(reopen().results(ALL)["subject"]) == {NAME}
    assert not (tmp_path / FILE).exists()
    monkeypatch.setenv(VARIABLE, "nonsense")
    with pytest.raises(WorkspaceError, match=VARIABLE):
        reopen()


def test_a_new_workspace_with_a_key_of_the_environment_keeps_none(
    tmp_path: Path, reopen: Callable[[], Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who gives the key from outside wants none in the folder."""
    monkeypatch.setenv(VARIABLE, "A" * 43 + "=")
    reopen().save(ALL, *workbook(check(subject=NAME)))
    assert not (tmp_path / FILE).exists()


def test_a_seal_that_was_tampered_with_is_told_of(told: Store) -> None:
    """Not a wrong name, and not a traceback."""
    with writing(told.engine) as connection:
        connection.execute(update(checks).values(subject=f"{SIGN}AAAA"))
    with pytest.raises(WorkspaceError, match="sealed text of the workspace is damaged"):
        told.results(ALL)


def test_an_original_under_another_name_is_not_taken_for_it(told: Store) -> None:
    """Two sealed files exchanged on the disk would be a false proof."""
    other, content = workbook(check("乙"), name="b.xlsx")
    told.save(ALL, other, content)
    first = replace(other, sha256=told.imports(ALL)[-1].sha256)
    places = [told.archive.path(one.sha256, "x.xlsx") for one in (first, other)]
    data = [place.read_bytes() for place in places]
    for place, moved in zip(places, reversed(data), strict=True):
        place.write_bytes(moved)
    with pytest.raises(WorkspaceError, match="missing or damaged"):
        told.original(ALL, other.sha256)


def test_severity_is_no_secret(told: Store) -> None:
    """How many problems wait is counted in the database; what they say is not."""
    assert [stored.problem.severity for stored in told.problems(NAMELESS)] == [Severity.ERROR]
