"""What a sheet cannot say is asked, never guessed in silence; what it says is not asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest

from qc.ingest.importer import read_workbook
from qc.records import Question, Result, WorkbookReading
from qc.words import Outcome, ResultState
from qc.workspace import Workspace
from tests.workbooks import book

Rows = list[list[Any]]
FEW_TICKS: Rows = [["√", None, None], [None, None, "√"], [None, "√", None], [None, None, None]]
SOME_BLANKS: Rows = [["√", "×", None], ["√", "√", None], ["√", "√", None], ["√", "√", "√"]]


def ticked(
    marks: Sequence[Sequence[Any]],
    title: str = "消毒隔离质量自查表",
    items: Sequence[str] = ("台面清洁", "手卫生", "垃圾分类", "物品摆放"),
    legend: str = "",
) -> Rows:
    """Items down, days across."""
    return [
        [title],
        ["科室：治疗室", None, "日期：2026年10月"],
        ["序号", "检查内容", *range(1, len(marks[0]) + 1)],
        *([n, item, *row] for n, (item, row) in enumerate(zip(items, marks, strict=False), 1)),
        ["检查人签名", None, *(["李敏"] * len(marks[0]))],
        *([[legend]] if legend else []),
    ]


def scored(heading: str | None, marks: Sequence[Sequence[Any]], *more: list[Any]) -> Rows:
    """Items of 10 points down, rooms across below a heading over both."""
    rooms = ["治疗室", "换药室"]
    head = [["序号", "检查项目", "分值", heading, None], [None, None, None, *rooms]]
    return [
        ["护理文书书写质量表"],
        ["检查日期：2026年10月8日"],
        *(head if heading else [["序号", "检查项目", "分值", *rooms]]),
        *([n, f"条目{n}", 10, *row] for n, row in enumerate(marks, 1)),
        *more,
    ]


WIDE = ("D3:E3", "A3:A4", "B3:B4", "C3:C4")


def read(
    clinic: Workspace, rows: Rows, merges: Sequence[str] = (), **answers: str
) -> WorkbookReading:
    """The workbook, with answers for the layout of its sheet."""
    content = book(rows, merges=merges)
    reading = read_workbook(clinic, "2026年10月.xlsx", content)
    if not answers:
        return reading
    (sheet,) = reading.sheets
    return read_workbook(
        clinic, "2026年10月.xlsx", content, answers={sheet.fingerprint: answers}
    )  # fmt: skip


def asked(reading: WorkbookReading) -> dict[str, Question]:
    """What was asked but for the checklist."""
    (sheet,) = reading.sheets
    return {each.code: each for each in sheet.questions if each.code != "checklist"}


def results(reading: WorkbookReading) -> dict[str, Result]:
    (sheet,) = reading.sheets
    return {r.cell: r for check in sheet.checks for r in check.results}


def outcomes(reading: WorkbookReading) -> Counter[str]:
    return Counter(
        str(r.outcome) if r.state is ResultState.ACCEPTED else str(r.state)
        for r in results(reading).values()
    )


def said(reading: WorkbookReading, *codes: str) -> list[tuple[str, str]]:
    return [(p.code, p.cell) for p in reading.problems if p.code in codes]


# √: in order or a problem


def test_a_sheet_of_few_ticks_asks_what_they_mean(clinic: Workspace) -> None:
    """√ at the fault would count as the only things in order, and nobody would be told."""
    reading = read(clinic, ticked(FEW_TICKS))
    assert asked(reading)["ticks_are"] == Question("ticks_are", "in_order", True, "C4")
    assert said(reading, "ticks_in_order_assumed") == [("ticks_in_order_assumed", "C4")]
    assert outcomes(reading) == {"pass": 3, "missed": 9}


def test_ticks_that_are_problems_fail_and_blanks_beside_them_pass(clinic: Workspace) -> None:
    """Else a clean month of a fault list would read as a month in which nothing was looked at."""
    reading = read(clinic, ticked(FEW_TICKS), ticks_are="problem")
    assert outcomes(reading) == {"fail": 3, "pass": 9}
    assert results(reading)["C4"].outcome is Outcome.FAIL
    assert not said(reading, "missing_mark", "ticks_in_order_assumed")
    assert asked(reading) == {
        "ticks_are": Question("ticks_are", "problem", False, "C4"),
        "blanks_are": Question("blanks_are", "in_order", True, "C5"),
    }
    assert said(reading, "blanks_in_order_assumed") == [("blanks_in_order_assumed", "C5")]


def test_what_was_said_of_blanks_holds_beside_ticks_that_are_problems(clinic: Workspace) -> None:
    rows = ticked(FEW_TICKS)
    reading = read(clinic, rows, ticks_are="problem", blanks_are="not_applicable")
    assert outcomes(reading) == {"fail": 3, "na": 9}
    missed = read(clinic, rows, ticks_are="problem", blanks_are="missed")
    assert outcomes(missed) == {"fail": 3, "missed": 9}


def test_a_cross_where_ticks_are_problems_is_held_back(clinic: Workspace) -> None:
    """Two signs for a problem contradict each other: × may mean none, and a guess would hide it."""
    marks: Rows = [["√", None, "×"], [None, "√", None], [None, None, None], [None, None, "/"]]
    reading = read(clinic, ticked(marks), ticks_are="problem")
    assert outcomes(reading) == {"fail": 2, "pass": 8, "held_back": 1, "na": 1}
    assert said(reading, "unknown_mark") == [("unknown_mark", "E4")]


@pytest.mark.parametrize(
    ("title", "items"),
    [
        ("护理缺陷检查表", ("台面清洁", "手卫生", "垃圾分类", "物品摆放")),
        ("治疗室自查表", ("未戴口罩", "漏签名", "未洗手", "台面有水")),
    ],
)
def test_a_title_or_items_that_speak_of_faults_make_ticks_doubtful(
    clinic: Workspace, title: str, items: tuple[str, ...]
) -> None:
    marks: Rows = [["√", "√", "√"], ["√", "√", None], ["√", "√", "√"], ["√", "√", "√"]]
    assert asked(read(clinic, ticked(marks, title, items))).keys() == {"ticks_are"}


@pytest.mark.parametrize(
    "rows",
    [
        ticked(FEW_TICKS, legend="说明：合格打“√”，不合格打“×”。"),
        ticked(FEW_TICKS, legend="注：√=存在问题 /=不适用"),
        ticked([*FEW_TICKS[:3], [None, None, "×"]]),
        ticked([["是", None, None], [None, None, "是"], [None, "是", None], [None] * 3]),
        ticked([["√", "√", "√"], ["√", "√", "√"]], "护理缺陷检查表"),
    ],
    ids=["explained", "explained as problems", "both signs", "words", "nothing blank"],
)
def test_ticks_that_can_mean_one_thing_only_are_not_asked(clinic: Workspace, rows: Rows) -> None:
    """A question without a doubt teaches people to click questions away."""
    reading = read(clinic, rows)
    assert "ticks_are" not in asked(reading)
    assert not said(reading, "ticks_in_order_assumed")


def test_a_header_that_says_in_order_is_not_asked(clinic: Workspace) -> None:
    rows: Rows = [
        ["消毒隔离检查明细"],
        ["序号", "检查日期", "科室", "检查项目", "是否合格", "检查者"],
        *(
            [n, "2026-10-08", "治疗室", f"条目{n}", None if n % 3 else "√", "李敏"]
            for n in range(9)
        ),
    ]
    assert asked(read(clinic, rows)).keys() == {"blanks_are"}


def test_a_legend_beats_an_answer(clinic: Workspace) -> None:
    """The form was changed and explains itself now: the old answer would turn it upside down."""
    bare = read(clinic, ticked(FEW_TICKS))
    (sheet,) = bare.sheets
    explained = ticked(FEW_TICKS, legend="说明：合格打“√”，不合格打“×”。")
    reading = read_workbook(
        clinic, "2026年10月.xlsx", book(explained),
        answers={sheet.fingerprint: {"ticks_are": "problem"}},
    )  # fmt: skip
    assert reading.sheets[0].fingerprint == sheet.fingerprint
    assert outcomes(reading)["pass"] == 3
    assert "ticks_are" not in asked(reading)


def test_an_answer_holds_in_a_month_without_doubt_and_can_be_seen(clinic: Workspace) -> None:
    """Were it to hold in some months only, one form would be read in two ways."""
    clear = ticked([["√", "√", "√"], ["√", "√", "√"]])
    reading = read(clinic, clear, ticks_are="problem")
    assert outcomes(reading) == {"fail": 6}
    assert asked(reading) == {"ticks_are": Question("ticks_are", "problem", False, "C4")}


# Blanks: missed, in order or not applicable


def test_many_blanks_are_missed_items_until_somebody_says_otherwise(clinic: Workspace) -> None:
    reading = read(clinic, ticked(SOME_BLANKS))
    assert asked(reading) == {"blanks_are": Question("blanks_are", "missed", True, "E4")}
    assert said(reading, "blanks_missed_assumed") == [("blanks_missed_assumed", "E4")]
    assert len(said(reading, "missing_mark")) == 3
    assert outcomes(reading) == {"pass": 8, "fail": 1, "missed": 3}


@pytest.mark.parametrize(
    ("answer", "outcome"), [("in_order", Outcome.PASS), ("not_applicable", Outcome.NA)]
)
def test_blanks_are_what_was_answered_and_no_more_a_problem(
    clinic: Workspace, answer: str, outcome: Outcome
) -> None:
    """A room without that device would have a hundred warnings a month."""
    reading = read(clinic, ticked(SOME_BLANKS), blanks_are=answer)
    assert {results(reading)[cell].outcome for cell in ("E4", "E5", "E6")} == {outcome}
    assert outcomes(reading)["missed"] == 0
    assert not said(reading, "missing_mark", "blanks_missed_assumed")
    assert not asked(reading)["blanks_are"].assumed


def test_blanks_answered_as_missed_stay_pointed_at_but_are_not_asked_again(
    clinic: Workspace,
) -> None:
    reading = read(clinic, ticked(SOME_BLANKS), blanks_are="missed")
    assert len(said(reading, "missing_mark")) == 3
    assert not said(reading, "blanks_missed_assumed")
    assert not asked(reading)["blanks_are"].assumed


@pytest.mark.parametrize(
    "marks",
    [
        [["√", "×", None], ["√", "√", "√"]],
        [["√", "×", *["√"] * 18], ["√", None, *["√"] * 18], ["√", "√", *[None] * 2, *["√"] * 16]],
    ],
    ids=["one", "three of sixty"],
)
def test_a_few_forgotten_marks_are_no_question(clinic: Workspace, marks: Rows) -> None:
    reading = read(clinic, ticked(marks))
    assert asked(reading) == {}
    assert said(reading, "missing_mark")


def test_an_item_that_nobody_ever_marks_is_a_question(clinic: Workspace) -> None:
    """The room may not have the thing; then every day counts a missed item for ever."""
    marks: Rows = [["×", *["√"] * 19] for _ in range(20)] + [[None] * 20]
    items = [f"条目{n}" for n in range(21)]
    assert asked(read(clinic, ticked(marks, items=items))).keys() == {"blanks_are"}


def test_errors_in_cells_are_no_blanks(clinic: Workspace) -> None:
    """#REF! taken as in order would be a result that nobody ever wrote."""
    marks: Rows = [["√", "×", "#REF!"], ["√", "√", "#REF!"], ["√", "√", "#REF!"], ["√", "√", "√"]]
    reading = read(clinic, ticked(marks), blanks_are="in_order")
    assert outcomes(reading)["held_back"] == 3
    assert asked(read(clinic, ticked(marks))) == {}


def test_a_blank_column_stays_a_closed_day(clinic: Workspace) -> None:
    marks: Rows = [["√", "×", None], ["√", "√", None], ["√", "√", None]]
    assert outcomes(read(clinic, ticked(marks), blanks_are="in_order")) == {"pass": 5, "fail": 1}


def test_an_unknown_answer_is_no_answer(clinic: Workspace) -> None:
    """A slip of the pen in layouts.toml must not be taken for a yes."""
    reading = read(clinic, ticked(SOME_BLANKS), blanks_are="whatever")
    assert asked(reading)["blanks_are"] == Question("blanks_are", "missed", True, "E4")
    assert said(reading, "blanks_missed_assumed")


# Points: deducted or obtained


def points(reading: WorkbookReading) -> list[int | None]:
    return [r.scored for r in results(reading).values()]


@pytest.mark.parametrize(
    ("heading", "marks", "taken", "scores", "others"),
    [
        (None, [[2, 1], [0, 3]], "deducted", [800, 1000, 900, 700], [200, 0, 100, 300]),
        ("得扣分", [[2, 1], [0, 3]], "deducted", [800, 1000, 900, 700], [200, 0, 100, 300]),
        ("加减分", [[2, 1], [0, 3]], "deducted", [800, 1000, 900, 700], [200, 0, 100, 300]),
        ("扣（得）分", [[2, 1], [0, 3]], "deducted", [800, 1000, 900, 700], [200, 0, 100, 300]),
        ("得分/扣分", [[8, 9], [10, 9]], "obtained", [800, 1000, 900, 900], [200, 0, 100, 100]),
        ("评分", [[2, 1], [0, 3]], "obtained", [200, 0, 100, 300], [800, 1000, 900, 700]),
    ],
)
def test_numbers_that_may_be_either_are_asked_about_and_the_answer_counts(
    clinic: Workspace, heading: str | None, marks: Rows, taken: str,
    scores: list[int], others: list[int],
) -> None:  # fmt: skip
    """Deductions read as scores make the best chart the worst one."""
    rows, merges = scored(heading, marks), WIDE if heading else ()
    cell = "D5" if heading else "D4"
    reading = read(clinic, rows, merges)
    assert asked(reading) == {"points_are": Question("points_are", taken, True, cell)}
    assert said(reading, "deductions_assumed", "scores_assumed")
    assert points(reading) == scores
    other = {"deducted": "obtained", "obtained": "deducted"}[taken]
    answered = read(clinic, rows, merges, points_are=other)
    assert points(answered) == others
    assert asked(answered) == {"points_are": Question("points_are", other, False, cell)}
    assert not said(answered, "deductions_assumed", "scores_assumed")


@pytest.mark.parametrize(
    ("heading", "marks", "scores"),
    [
        ("扣分", [[2, 1], [0, 3]], [800, 1000, 900, 700]),
        ("各科实得分", [[2, 1], [0, 3]], [200, 0, 100, 300]),
        ("评分", [[8, 9], [10, 9]], [800, 1000, 900, 900]),
        ("评分", [[-2, "-1"], [0, 3]], [800, 1000, 900, 700]),
        ("得扣分", [["-2", 1], [0, 3]], [800, 1000, 900, 700]),
        ("附加扣分", [[2, 1], [0, 3]], [800, 1000, 900, 700]),
    ],
)
def test_what_the_words_or_the_numbers_tell_is_not_asked(
    clinic: Workspace, heading: str, marks: Rows, scores: list[int]
) -> None:
    reading = read(clinic, scored(heading, marks), WIDE)
    assert asked(reading) == {}
    assert points(reading) == scores


def test_the_sheets_own_totals_tell_below_a_heading_that_does_not(clinic: Workspace) -> None:
    rows = scored("评分", [[2, 1], [0, 3]], ["得分", None, None, 18, 16])
    reading = read(clinic, rows, WIDE)
    assert points(reading) == [800, 1000, 900, 700]
    assert asked(reading) == {}
    assert not said(reading, "stated_total_mismatch")


def test_an_answer_is_kept_to_where_totals_would_tell_and_they_agree_with_it(
    clinic: Workspace,
) -> None:
    rows = scored(None, [[2, 1], [0, 3]], ["合计", None, None, 2, 4])
    reading = read(clinic, rows, points_are="obtained")
    assert points(reading) == [200, 0, 100, 300]
    assert not said(reading, "stated_total_mismatch")


def test_a_heading_beats_an_answer(clinic: Workspace) -> None:
    reading = read(clinic, scored("扣分", [[2, 1], [0, 3]]), WIDE, points_are="obtained")
    assert points(reading) == [800, 1000, 900, 700]
    assert asked(reading) == {}


def column(label: str, values: Sequence[int | None], *more: list[Any]) -> Rows:
    """One item a row, full marks and a figure beside it."""
    return [
        ["护理文书书写质量表"],
        ["科室：治疗室", None, "检查日期：2026年10月8日"],
        ["序号", "检查项目", "分值", label],
        *([n, f"条目{n}", 10, value] for n, value in enumerate(values, 1)),
        *more,
    ]


def test_small_numbers_under_a_column_of_marks_given_are_asked_about(clinic: Workspace) -> None:
    """评分 is written over deductions as often as over scores."""
    rows = column("评分", [2, 1, None], ["合计", None, 30, 3])
    reading = read(clinic, rows)
    assert asked(reading) == {"points_are": Question("points_are", "obtained", True, "D4")}
    assert said(reading, "scores_assumed")
    assert points(reading)[:2] == [200, 100]
    deducted = read(clinic, rows, points_are="deducted")
    assert points(deducted) == [800, 900, 1000]
    assert not said(deducted, "stated_total_mismatch", "missing_mark", "scores_assumed")


@pytest.mark.parametrize(
    ("label", "values"), [("评分", [8, 9, 10]), ("得分", [2, 1, 0]), ("扣分", [2, 1, 0])]
)
def test_a_column_that_says_what_it_holds_is_not_asked_about(
    clinic: Workspace, label: str, values: list[int]
) -> None:
    assert asked(read(clinic, column(label, values))) == {}


def test_a_title_may_say_how_points_are_meant_and_be_overruled(clinic: Workspace) -> None:
    """A note on deductions may stand below scores; a person who knows must be able to say so."""
    rows = scored(None, [[2, 1], [0, 3]], ["说明：每漏一项扣1分"])
    assert asked(read(clinic, rows)) == {}
    reading = read(clinic, rows, points_are="obtained")
    assert points(reading) == [200, 0, 100, 300]
    assert not asked(reading)["points_are"].assumed


def test_a_title_that_speaks_of_scores_is_believed(clinic: Workspace) -> None:
    """Low scores of a bad month are no deductions."""
    rows = scored(None, [[2, 1], [0, 3]])
    rows[0] = ["护理文书书写质量得分表"]
    reading = read(clinic, rows)
    assert asked(reading) == {}
    assert points(reading) == [200, 0, 100, 300]
