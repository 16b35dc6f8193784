"""A mark read the wrong way round turns a failure into a pass; an unknown one must stay unknown."""

from __future__ import annotations

import pytest

from qc.ingest.values.legend import read_legend
from qc.ingest.values.marks import read_mark
from qc.words import Outcome


@pytest.mark.parametrize(
    ("mark", "outcome"),
    [
        ("√", Outcome.PASS), ("✓", Outcome.PASS), ("合格", Outcome.PASS), ("合格。", Outcome.PASS),
        (" 合 格 ", Outcome.PASS), (1.0, Outcome.PASS), ("１", Outcome.PASS), (True, Outcome.PASS),
        ("Ｙ", Outcome.PASS), ("×", Outcome.FAIL), ("X", Outcome.FAIL), ("不合格", Outcome.FAIL),
        (0.0, Outcome.FAIL), ("否", Outcome.FAIL), ("部分符合", Outcome.PARTIAL), ("/", Outcome.NA),
        ("N/A", Outcome.NA), ("NA", Outcome.NA), ("不适用", Outcome.NA), ("—", Outcome.NA),
        ("合理缺项", Outcome.NA), ("／", Outcome.NA),
    ],
)  # fmt: skip
def test_the_usual_marks(mark: object, outcome: Outcome) -> None:
    assert read_mark(mark, {}) is outcome


@pytest.mark.parametrize("mark", ["?", "基本合格", "待查", "√×", "有", "无", 2.0, "95%", "Ο", "△"])
def test_anything_else_is_a_question_for_a_person(mark: object) -> None:
    assert read_mark(mark, {}) is None


def test_a_sheets_own_legend_beats_the_dictionary() -> None:
    legend = read_legend(["说明：不合格打“√”，合格打“Ο”，△表示部分符合，无此项用“-”。"])
    assert [read_mark(mark, legend) for mark in ("√", "Ο", "△", "-", "/")] == [
        Outcome.FAIL,
        Outcome.PASS,
        Outcome.PARTIAL,
        Outcome.NA,
        Outcome.NA,
    ]


def test_the_legend_of_ticks_and_crosses() -> None:
    legend = read_legend(["说明：合格打“√”，不合格打“×”，当日无此项打“/”。周一休诊。"])
    assert legend == {"√": Outcome.PASS, "×": Outcome.FAIL, "/": Outcome.NA}


def test_a_sentence_without_marks_is_no_legend() -> None:
    assert read_legend(["护士长签名：王丽", "检查结果只填:合格 / 不合格 / 不适用。"]) == {}


def test_what_is_written_where_nothing_was_due_is_told_alone() -> None:
    legend = read_legend(["2.结果只写“到位/不到位”，本班没有该项操作写“无”。"])
    assert legend == {"无": Outcome.NA}
    assert read_legend(["正常填√，异常填×，停用填“停”。"])["停"] == Outcome.NA
    assert read_legend(["结果写“到位/不到位”，无该项问题写“无”。"]) == {}
