"""A corrected file takes the place of what it corrects, and nothing is ever lost by it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import select

from qc.records import Check
from qc.store import Scope, Store
from qc.store.schema import checks, results
from qc.words import Outcome
from tests.integration.store.builders import ALL, ITEMS, check, problem, workbook


def outcomes(store: Store) -> list[str]:
    return list(store.results(ALL)["outcome"])


def kept_checks(store: Store) -> list[Any]:
    with store.engine.connect() as connection:
        return list(connection.execute(select(checks).order_by(checks.c.id)).mappings())


def test_a_corrected_check_counts_instead_of_the_old_one(store: Store) -> None:
    """Both together would count one inspection twice; the old one alone would be wrong."""
    store.save(ALL, *workbook(check(outcome=Outcome.FAIL)))
    saved = store.save(ALL, *workbook(check(outcome=Outcome.PASS)))
    assert (saved.status, saved.checks, saved.superseded) == ("new", 1, 1)
    assert outcomes(store) == ["pass"] * len(ITEMS)


def test_the_old_check_stays_whole_as_history(store: Store) -> None:
    """An assessor asks what stood there before, when it changed and by what."""
    store.save(ALL, *workbook(check(outcome=Outcome.FAIL)))
    store.save(ALL, *workbook(check(outcome=Outcome.PASS)))
    old, new = kept_checks(store)
    assert (old["superseded_by"], new["superseded_by"]) == (new["id"], None)
    assert old["superseded_at"] == store.imports(ALL)[0].imported_at
    with store.engine.connect() as connection:
        query = select(results.c.outcome).where(results.c.check_key == old["id"])
        assert list(connection.scalars(query)) == ["fail"] * len(ITEMS)


def test_half_of_the_items_are_enough_and_fewer_are_another_part(store: Store) -> None:
    """A sheet with one line of the same inspection must not wipe out the other three."""
    store.save(ALL, *workbook(check(items=("hand", "glove", "tray", "waste"))))
    part = store.save(ALL, *workbook(check(items=("hand", "mask", "cap"))))
    assert part.superseded == 0
    assert len(store.results(ALL)) == 7
    half = store.save(ALL, *workbook(check(items=("hand", "glove"))))
    assert half.superseded == 1  # the four; of the three it covers one only
    assert len(store.results(ALL)) == 5


def test_a_reworded_item_is_still_the_same_item(store: Store) -> None:
    """The corrected sheet may have its typing errors in the text corrected as well."""
    store.save(ALL, *workbook(check()))
    reworded = tuple(mark._replace(item="新的说法") for mark in check().results)
    assert store.save(ALL, *workbook(check()._replace(results=reworded))).superseded == 1


def test_an_odd_number_of_items_needs_the_greater_half(store: Store) -> None:
    """One of three is not half."""
    store.save(ALL, *workbook(check(items=("hand", "glove", "tray"))))
    assert store.save(ALL, *workbook(check(items=("hand",)))).superseded == 0
    assert store.save(ALL, *workbook(check(items=("hand", "tray", "cap")))).superseded == 2


def test_another_day_unit_or_subject_is_another_check(store: Store) -> None:
    """Two charts on one day are no duplicates."""
    store.save(ALL, *workbook(check(subject="病历 1")))
    others = workbook(check(subject="病历 2"), check("换药室", subject="病历 1"))
    assert store.save(ALL, *others).superseded == 0
    assert len(store.results(ALL)) == 3 * len(ITEMS)


def test_doubles_within_one_file_do_not_supersede_each_other(store: Store) -> None:
    """Whether they are doubles is for the reader of the sheet to say, not for the store to drop."""
    saved = store.save(ALL, *workbook(check(), check()))
    assert (saved.checks, saved.superseded) == (2, 0)
    again = store.save(ALL, *workbook(check(), check(), edition="2"))
    assert (again.checks, again.superseded) == (2, 2)


def test_a_file_that_was_corrected_is_still_known(store: Store) -> None:
    """Importing a folder that holds the first and the corrected file, again and again, settles."""
    first, corrected = workbook(check(outcome=Outcome.FAIL)), workbook(check())
    store.save(ALL, *first)
    store.save(ALL, *corrected)
    before = store.revision(ALL)
    assert store.save(ALL, *first).status == store.save(ALL, *corrected).status == "known"
    assert store.revision(ALL) == before
    assert outcomes(store) == ["pass"] * len(ITEMS)


def test_a_correction_can_be_corrected(store: Store) -> None:
    """Only the newest counts; the chain behind it can be followed."""
    for edition in ("1", "2", "3"):
        store.save(ALL, *workbook(check(), edition=edition))
    one, two, three = kept_checks(store)
    links = [one["superseded_by"], two["superseded_by"], three["superseded_by"]]
    assert links == [two["id"], three["id"], None]
    assert len(store.results(ALL)) == len(ITEMS)


def test_the_problems_of_a_file_end_when_its_checks_are_all_corrected(store: Store) -> None:
    """A list of problems that never gets shorter is not read."""
    store.save(ALL, *workbook(check(), check("换药室"), problems=[problem("A1")], name="a.xlsx"))
    store.save(ALL, *workbook(check(), name="b.xlsx"))
    assert [stored.open for stored in store.problems(ALL)] == [True]
    last = store.save(ALL, *workbook(check("换药室"), name="c.xlsx"))
    assert store.problems(ALL) == ()
    assert [stored.open for stored in store.problems(ALL, open_only=False)] == [False]
    assert store.imports(ALL)[-1].corrected_by == last.import_id


def test_the_problems_of_a_file_end_when_it_comes_again_corrected(store: Store) -> None:
    """The same name with a part corrected: what is still wrong in it is told by the new import."""
    store.save(ALL, *workbook(check(), check("换药室"), problems=[problem("A1"), problem("A2")]))
    store.save(ALL, *workbook(check(), problems=[problem("A2")]))
    assert [stored.problem.cell for stored in store.problems(ALL)] == ["A2"]


def test_a_namesake_that_corrects_nothing_answers_nothing(store: Store) -> None:
    """Two rooms both send "自查表.xlsx"; the one must not close the other's problems."""
    store.save(ALL, *workbook(check(), problems=[problem("A1")]))
    store.save(ALL, *workbook(check("换药室")))
    assert len(store.problems(ALL)) == 1


def test_a_problem_at_a_mark_ends_with_its_check(store: Store) -> None:
    """The bad mark of a corrected check is history, those of other checks still wait."""
    other = check("换药室", sheet="十一月")
    wrong = [problem("C5"), problem("C5", sheet="十一月")]
    store.save(ALL, *workbook(check(), other, problems=wrong, name="a.xlsx"))
    store.save(ALL, *workbook(check(), name="b.xlsx"))
    assert [stored.problem.sheet for stored in store.problems(ALL)] == ["十一月"]
    assert [found.open_problems for found in store.imports(ALL)] == [0, 1]


def column(day: int, letter: str, **fields: object) -> Check:
    """A day's column of a sheet: its marks stand below each other in cells of their own."""
    one = check(date=dt.date(2026, 10, day), **fields)  # type: ignore[arg-type]
    marks = tuple(mark._replace(cell=f"{letter}{5 + n}") for n, mark in enumerate(one.results))
    return one._replace(results=marks)


def days(store: Store) -> list[str]:
    return sorted(set(store.results(ALL)["date"]))


def test_a_corrected_date_takes_its_column_along(store: Store) -> None:
    """The nurse had written the 5th twice for the 6th: the wrong day must not count beside it."""
    before = [column(2, "C"), column(3, "D"), column(5, "E")]
    after = [column(2, "C"), column(3, "D"), column(6, "E")]
    store.save(ALL, *workbook(*before))
    assert store.save(ALL, *workbook(*after)).superseded == 3
    assert days(store) == ["2026-10-02", "2026-10-03", "2026-10-06"]
    assert [entry.action for entry in store.audit(ALL)].count("withdraw") == 1


def test_a_form_used_again_next_month_leaves_the_month_before(store: Store) -> None:
    """The same file name and the same cells, but other checks."""
    store.save(ALL, *workbook(column(2, "C"), column(3, "D")))
    store.save(ALL, *workbook(column(12, "C"), column(13, "D")))
    assert len(days(store)) == 4


def test_a_rolling_list_leaves_what_has_rolled_out(store: Store) -> None:
    """The same checks come again, but at other cells: what is missing was not a mistake."""
    store.save(ALL, *workbook(column(2, "C"), column(3, "D"), column(4, "E")))
    store.save(ALL, *workbook(column(3, "C"), column(4, "D"), column(5, "E")))
    assert days(store) == ["2026-10-02", "2026-10-03", "2026-10-04", "2026-10-05"]


def test_an_edition_withdraws_only_what_the_actor_may_see(store: Store) -> None:
    """One room's correction must not take another room's checks out of the figures."""
    mine = [column(2, "C"), column(3, "D"), column(4, "E")]
    store.save(ALL, *workbook(*mine, column(5, "F", unit="换药室")))
    store.save(Scope("li", units=frozenset({"治疗室"})), *workbook(*mine, edition="2"))
    assert "换药室" in set(store.results(ALL)["unit"])
