"""What goes in comes out again, once."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Callable

import pandas as pd
import pytest

from qc.records import RESULT_COLUMNS
from qc.store import Store
from qc.store.frame import FRAME_COLUMNS
from qc.words import Level
from tests.integration.store.builders import ALL, DAY, check, full_check, mark, problem, workbook


def test_every_field_comes_back(store: Store) -> None:
    """A field that is lost or swapped on the way would put wrong figures on every page."""
    reading, content = workbook(full_check(), name="评分.xlsx")
    saved = store.save(ALL, reading, content)
    first = store.results(ALL).iloc[0].to_dict()
    detail = json.loads(first.pop("detail"))
    assert detail == {"到期": "2026-12-01", "par": 5}
    assert first == {
        "sheet": "评分表", "cell": "D7", "indicator": "documents", "kind": "points",
        "checklist": "documents", "version": "2025.2", "check_id": full_check().check_id,
        "date": "2026-10-05", "period_from": "2026-10-01", "period_to": "2026-10-31",
        "site": "东院", "unit": "护理部", "subject": "病历 00123", "inspector": "李敏",
        "round": "复查", "item_code": "hand", "item": "条目 hand", "level": "process", "checked": 1,
        "passed": 0, "points": 250, "scored": 125, "reading": 12.5, "raw": '=1+"<b>"',
        "outcome": "partial", "state": "accepted", "file": "评分.xlsx", "sha256": reading.sha256,
        "import_id": saved.import_id,
    }  # fmt: skip


def test_missed_and_held_back_results_come_back_with_their_state(store: Store) -> None:
    """Completeness and "待更正" are counted from these states."""
    store.save(ALL, *workbook(full_check()))
    frame = store.results(ALL)
    assert list(frame["state"]) == ["accepted", "missed", "held_back"]
    assert frame["outcome"].isna().tolist() == [False, False, True]
    assert frame["level"].isna().tolist() == [False, True, True]


def test_the_frame_has_its_columns_and_types_with_and_without_rows(store: Store) -> None:
    """An empty clinic must not break the code that groups, sums and compares."""
    empty = store.results(ALL)
    store.save(ALL, *workbook(full_check(), check()))
    full = store.results(ALL)
    assert tuple(empty.columns) == tuple(full.columns) == FRAME_COLUMNS
    assert FRAME_COLUMNS[: len(RESULT_COLUMNS)] == RESULT_COLUMNS
    assert list(empty.dtypes) == list(full.dtypes)
    assert full["checked"].dtype == "int64"
    assert full["points"].dtype == "Int64"
    assert full["date"].dtype == "str"


def test_filters_narrow_by_day_indicator_and_unit(store: Store) -> None:
    """A month's page must show that month, both its ends included."""
    days = [dt.date(2026, 9, 30), dt.date(2026, 10, 1), dt.date(2026, 10, 31), dt.date(2026, 11, 1)]
    store.save(ALL, *workbook(*(check(date=day) for day in days), check("换药室"), full_check()))
    october = store.results(ALL, start=dt.date(2026, 10, 1), end=dt.date(2026, 10, 31))
    assert set(october["date"]) == {"2026-10-01", "2026-10-31", str(DAY)}
    assert set(store.results(ALL, unit="换药室")["unit"]) == {"换药室"}
    assert set(store.results(ALL, indicator="documents")["indicator"]) == {"documents"}
    assert store.results(ALL, start=dt.date(2027, 1, 1)).empty


def test_fewer_columns_are_those_of_the_whole_frame(store: Store) -> None:
    """Who asks for less to be quicker must get the same values in the same order."""
    store.save(ALL, *workbook(full_check(), check("乙"), check("甲")))
    whole = store.results(ALL)
    for columns in (["unit", "item", "passed"], ["level"], ["file", "date"], ["points", "cell"]):
        pd.testing.assert_frame_equal(store.results(ALL, columns=columns), whole[columns])


def test_an_item_is_kept_in_the_words_of_its_day(store: Store) -> None:
    """A line that was reworded later must not reword the evidence of earlier checks."""
    reworded = mark("hand")._replace(item="新的说法", level=Level.OUTCOME)
    store.save(ALL, *workbook(check(items=["hand"])))
    store.save(ALL, *workbook(check("换药室")._replace(results=(reworded,))))
    frame = store.results(ALL)
    assert list(frame["item_code"]) == ["hand", "hand"]
    assert list(frame["item"]) == ["条目 hand", "新的说法"]
    assert frame["level"].isna().tolist() == [True, False]


def test_rows_keep_the_order_of_the_sheet(store: Store) -> None:
    """Evidence is read beside the workbook, from top to bottom."""
    store.save(ALL, *workbook(check("乙"), check("甲")))
    frame = store.results(ALL)
    assert list(frame["unit"]) == ["乙"] * 4 + ["甲"] * 4
    assert list(frame["cell"]) == ["C5", "C6", "C7", "C8"] * 2


def test_the_same_file_again_changes_nothing(store: Store) -> None:
    """Importing a folder twice must not count anything twice."""
    book = workbook(check(), problems=[problem()])
    first = store.save(ALL, *book)
    before = store.results(ALL), store.audit(ALL), store.revision(ALL)
    again = store.save(ALL, *book)
    assert (first.status, first.checks) == ("new", 1)
    assert (again.status, again.import_id, again.checks) == ("known", first.import_id, 0)
    after = store.results(ALL), store.audit(ALL), store.revision(ALL)
    pd.testing.assert_frame_equal(before[0], after[0])
    assert before[1:] == after[1:]


def test_an_import_is_found_by_its_content(store: Store) -> None:
    """Who drops a file again is told that it is in already, since when and by whom."""
    reading, content = workbook(check(), check("换药室"), problems=[problem()])
    assert store.find_import(ALL, reading.sha256) is None
    store.save(ALL, reading, content)
    found = store.find_import(ALL, reading.sha256)
    assert found is not None
    assert (found.file_name, found.size, found.imported_by) == ("十月.xlsx", len(content), "liu")
    assert (found.checks, found.live, found.open_problems) == (2, 2, 1)
    assert found.imported_at == "2026-10-31T01:00:00.000+00:00"
    assert store.imports(ALL) == (found,)


def test_the_original_comes_back_byte_for_byte(store: Store) -> None:
    """The proof behind every figure is the file itself."""
    reading, content = workbook(check())
    store.save(ALL, reading, content)
    assert store.original(ALL, reading.sha256) == ("十月.xlsx", content)


def test_a_problem_comes_back_as_it_was_found(store: Store) -> None:
    """The list of what to put right names the cell and what was seen there."""
    found = problem("E5")
    reading, content = workbook(check(), problems=[found])
    saved = store.save(ALL, reading, content)
    (stored,) = store.problems(ALL)
    assert stored.problem == found
    assert (stored.file, stored.sha256) == ("十月.xlsx", reading.sha256)
    assert (stored.import_id, stored.open) == (saved.import_id, True)


def test_values_that_json_does_not_know_are_kept_as_text(store: Store) -> None:
    """A date in a problem's values must not stop the import."""
    dated = problem()._replace(values={"day": DAY})
    store.save(ALL, *workbook(check(), problems=[dated]))
    assert store.problems(ALL)[0].problem.values == {"day": "2026-10-05"}


def test_other_bytes_than_those_read_are_refused(store: Store) -> None:
    """An original that is not the one behind the figures would be a false proof."""
    reading, content = workbook(check())
    with pytest.raises(ValueError, match="not those that were read"):
        store.save(ALL, reading, content + b" ")
    assert store.imports(ALL) == ()


def test_a_file_name_in_a_foreign_encoding_is_kept_readable(store: Store) -> None:
    """Names from an old zip archive are not UTF-8 on Linux; the import must not break on them."""
    name = "十月.xlsx".encode("gb18030").decode("utf-8", "surrogateescape")
    reading, content = workbook(check())
    store.save(ALL, dataclasses.replace(reading, file_name=name), content)
    assert store.imports(ALL)[0].file_name.endswith(".xlsx")
    assert store.original(ALL, reading.sha256)[1] == content


def test_a_nul_character_from_a_broken_file_is_kept_or_shown(store: Store) -> None:
    """PostgreSQL has no NUL in texts; a broken csv must not end in a traceback."""
    odd = check()._replace(results=(mark("hand", raw="√\x00", item="\x00"),))
    store.save(ALL, *workbook(odd))
    store.save(ALL, *workbook(odd, edition="2"))
    assert store.results(ALL)["raw"].iloc[0] in ("√\x00", "√\ufffd")
    assert store.results(ALL)["item"].iloc[0] == "\ufffd"


def test_a_workbook_without_checks_is_kept_with_its_problems(store: Store) -> None:
    """A file of which nothing could be used is still listed, with what is wrong in it."""
    saved = store.save(ALL, *workbook(problems=[problem()]))
    assert (saved.status, saved.checks) == ("new", 0)
    assert len(store.problems(ALL)) == 1
    assert store.results(ALL).empty


def test_another_program_sees_what_was_saved(store: Store, reopen: Callable[[], Store]) -> None:
    """What is saved is on the disk, not in one program's memory."""
    store.save(ALL, *workbook(check()))
    pd.testing.assert_frame_equal(reopen().results(ALL), store.results(ALL))
