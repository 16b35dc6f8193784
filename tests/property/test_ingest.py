"""Whatever a sheet holds: no crash, nothing counted that is not written there, nothing lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qc.ingest.checks import read_table
from qc.ingest.grid import Grid, a1
from qc.ingest.tables.headers import find_tables
from qc.records import Check, Problem
from qc.words import Outcome, ResultState
from qc.workspace import open_workspace
from tests.conftest import TODAY
from tests.workbooks import days_across

MARKS = {"√": Outcome.PASS, "×": Outcome.FAIL, "/": Outcome.NA, "": None}

SCRAPS = st.sampled_from(
    ["", "", "", "√", "×", "/", "?", "合格", "不合格", "检查内容", "检查项目", "检查结果", "检查日期",
     "科室", "序号", "备注", "检查人签名", "姓名", "合格率", "小计", "科室：治疗室", "日期：2026年10月",
     "检查日期：2026-10-12", "说明：合格打“√”", "治疗室", "换药室", "李敏", "手卫生执行", "医疗废物分类",
     "〃", "2026-10-5", "2026-02-30", "2042-3-19", "10月5日", "上午", "周一", 1.0, 2.0, 5.0, 31.0,
     45356.0, 0.5, True, "=1+1", "<b>x</b>", "：", "：：", "（", "2026"]
)  # fmt: skip


Read = Callable[[Grid], tuple[list[Check], list[Problem]]]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Read]:
    """Reads a grid in one empty workspace, which reading does not change."""
    clinic = open_workspace(tmp_path_factory.mktemp("clinic"), today=TODAY, actor="王丽")

    def read(grid: Grid) -> tuple[list[Check], list[Problem]]:
        checks: list[Check] = []
        problems: list[Problem] = []
        for table in find_tables(grid):
            reading, found = read_table(clinic, table, "检查.xlsx")
            checks += reading.checks if reading else ()
            problems += found
        return checks, problems

    yield read
    clinic.store.close()


@given(
    st.integers(1, 8).flatmap(
        lambda days: st.lists(
            st.lists(st.sampled_from(list(MARKS)), min_size=days, max_size=days),
            min_size=1,
            max_size=6,
        )
    )
)
def test_a_self_check_comes_out_mark_by_mark(read: Read, marks: list[list[str]]) -> None:
    """The rival counts the list of lists itself."""
    rows: list[list[object]] = [list(row) for row in days_across(marks)]
    width = max(map(len, rows))
    checks, problems = read(Grid("表", False, [row + [""] * (width - len(row)) for row in rows]))
    open_days = [day for day in zip(*marks, strict=True) if any(day)]
    if not open_days:
        assert checks == []
        return
    results = [r for check in checks for r in check.results]
    assert len(checks) == len(open_days)
    assert len(results) == len(open_days) * len(marks)
    written = [MARKS[mark] for day in open_days for mark in day]
    assert [r.outcome for r in results] == written
    assert sum(r.state is ResultState.MISSED for r in results) == written.count(None)
    assert sum(p.code == "missing_mark" for p in problems) == written.count(None)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    width = draw(st.integers(1, 8))
    rows = draw(st.lists(st.lists(SCRAPS, min_size=width, max_size=width), min_size=1, max_size=12))
    merges = []
    for _ in range(draw(st.integers(0, 3))):
        top, left = draw(st.integers(0, len(rows) - 1)), draw(st.integers(0, width - 1))
        bottom = draw(st.integers(top, len(rows) + 1))  # merged ranges may reach beyond the data
        right = draw(st.integers(left, width + 1))
        merges.append(((top, left), (bottom, right)))
    return Grid("表", False, rows, tuple(merges))


@settings(max_examples=600)
@given(grids())
@example(  # the label below the items' own says something else
    Grid("表", False, [["", "检查内容", "序号"], ["", "检查日期", ""]], (((0, 2), (1, 2)),))
)
def test_scraps_of_sheets_are_never_counted_as_what_they_are_not(read: Read, grid: Grid) -> None:
    checks, problems = read(grid)
    for check in checks:
        assert check.date <= TODAY
        assert check.unit
        for result in check.results:
            assert 0 <= result.passed <= result.checked <= 1
            assert (result.checked > 0) <= (result.state is ResultState.ACCEPTED)
            if result.state is ResultState.ACCEPTED:
                assert result.raw
                assert result.outcome is not None
    repeating = {a1(*first) for first, _ in grid.merges}  # a merged mark stands for all it covers
    cells = [r.cell for check in checks for r in check.results if r.cell not in repeating]
    assert len(cells) == len(set(cells)), "a mark must not count twice"
    assert all(problem.code for problem in problems)
