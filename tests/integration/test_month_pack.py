"""Everything that is made of a month says what the analysis says, down to the last figure."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation

from qc.analysis import Period, scorecard
from qc.analysis.display import counts, movement, percent
from qc.errors import ScopeError, UsageError
from qc.meeting import acting
from qc.reports import write_report
from qc.reports.content import Month
from qc.reports.month import month_of
from qc.reports.packs import write_meeting
from qc.reports.papers import docx
from qc.reports.papers.bulletins import bulletin_paper
from qc.reports.papers.minutes import minutes_paper
from qc.reports.papers.model import Room, Sentence
from qc.reports.papers.month_bulletin import month_bulletin
from qc.reports.papers.write import write_paper
from qc.reports.slides.meeting import meeting_slides
from qc.words import Right, Verdict
from qc.workspace import Workspace
from tests.integration.clinic_year import clinic as a_clinic

OCTOBER = Period.parse("2026-10")
pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = a_clinic(tmp_path_factory.mktemp("clinic") / "clinic")
    now = acting.written(workspace, OCTOBER)
    acting.write(
        workspace, OCTOBER, now, {"attendance": "王丽、李敏", "minutes": "=讨论了换药室\n第二行"}
    )
    acting.resolve(
        workspace, OCTOBER, acting.written(workspace, OCTOBER), "每班核对", "李敏", "2026-11-20"
    )
    yield workspace
    workspace.store.close()


@pytest.fixture(scope="module")
def month(clinic: Workspace) -> Month:
    return month_of(clinic, OCTOBER)


def rows_of(content: bytes) -> list[tuple[str, ...]]:
    """Every table row of a Word document."""
    document = Document(io.BytesIO(content))
    return [tuple(cell.text for cell in row.cells) for t in document.tables for row in t.rows]


def slide_rows(content: bytes) -> list[tuple[str, ...]]:
    return [
        tuple(cell.text for cell in row.cells)
        for slide in Presentation(io.BytesIO(content)).slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
    ]


def recount(clinic: Workspace) -> dict[str, tuple[int, int]]:
    """Checked and passed of October by pencil and paper: items, and for documents whole charts."""
    rows = clinic.store.results(clinic.scope, start=OCTOBER.start, end=OCTOBER.end)
    items: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    charts: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for row in rows[rows["state"] == "accepted"].to_dict("records"):
        if row["indicator"] == "documents":
            charts[row["check_id"]].append((row["checked"], row["passed"], row["points"] or 0))
        else:
            items[row["indicator"]][0] += row["checked"]
            items[row["indicator"]][1] += row["passed"]
    return {code: (n, k) for code, (n, k) in items.items()} | {"documents": (len(charts), -1)}


def test_every_product_has_the_indicators_of_the_analysis(clinic: Workspace, month: Month) -> None:
    """The slides, the bulletin and the page would give three rates for one indicator."""
    expected = [
        (
            line.indicator.name.of("zh"),
            percent(line.rate, line.target),
            "" if line.is_parent else counts(line.passed, line.checked, line.indicator.counting_unit.of("zh")),
            movement(line.movement),
            movement(line.year_movement),
        )
        for line in scorecard(clinic, OCTOBER).lines
        if line.verdict is not Verdict.NONE
    ]  # fmt: skip
    bulletin = rows_of(docx.render(bulletin_paper(clinic, OCTOBER), clinic.t))
    deck = slide_rows(meeting_slides(month, clinic.t))
    for product in (bulletin, deck):
        told = [
            (r[0], r[1], r[2], r[5], r[6]) for r in product if len(r) == 7 and r[1].endswith("%")
        ]
        assert told == expected
    minutes = rows_of(docx.render(minutes_paper(month.report, month.meeting, clinic.t), clinic.t))
    told = [r[:3] for r in minutes if len(r) == 6 and r[1].endswith("%")]
    assert told[: len(expected)] == [each[:3] for each in expected]


def test_the_counts_are_a_naive_recount_of_the_store(clinic: Workspace, month: Month) -> None:
    """All products could agree and be wrong together."""
    known = {line.indicator.code: line for line in month.report.scorecard.lines}
    for code, (checked, passed) in recount(clinic).items():
        assert known[code].checked == checked
        assert passed < 0 or known[code].passed == passed


def test_the_minutes_hold_what_was_typed(clinic: Workspace, month: Month) -> None:
    content = docx.render(minutes_paper(month.report, month.meeting, clinic.t), clinic.t)
    told = [p.text for p in Document(io.BytesIO(content)).paragraphs]
    for line in ("王丽、李敏", "=讨论了换药室", "第二行"):
        assert line in told
    assert ("1", "每班核对", "李敏", "2026-11-20", clinic.t("under way")) in rows_of(content)


def test_the_bulletin_has_room_for_the_focus_until_it_is_typed(
    clinic: Workspace, month: Month
) -> None:
    """The paper would ask for something to be written and leave no place for it, or drop what was typed."""
    assert any(isinstance(block, Room) for block in month_bulletin(month, clinic.t).blocks)
    typed = replace(month.meeting.written, focus="手卫生\n换药室")
    later = replace(month, meeting=replace(month.meeting, written=typed))
    told = month_bulletin(later, clinic.t).blocks
    assert {Sentence("手卫生"), Sentence("换药室")} <= {b for b in told if isinstance(b, Sentence)}
    assert not any(isinstance(block, Room) for block in told)


def test_the_pack_is_written_side_by_side(clinic: Workspace, tmp_path: Path) -> None:
    slides, minutes = write_meeting(clinic, OCTOBER, tmp_path / "会.pptx")
    assert (slides.name, minutes.name) == ("会.pptx", "会.docx")
    assert slides.read_bytes()[:2] == minutes.read_bytes()[:2] == b"PK"
    with pytest.raises(UsageError, match="no name for slides"):
        write_meeting(clinic, OCTOBER, tmp_path / "会.ppt")
    with pytest.raises(UsageError, match="no name for a paper"):
        write_paper(bulletin_paper(clinic, OCTOBER), tmp_path / "a.doc", clinic.t)


def test_names_are_masked_unless_asked_for_by_who_may(clinic: Workspace, tmp_path: Path) -> None:
    """Management reads no names; a report could hand them out."""
    reader = replace(clinic, scope=replace(clinic.scope, rights=frozenset({Right.RECORD})))
    write_report(reader, OCTOBER, tmp_path / "a.xlsx")
    with pytest.raises(ScopeError):
        month_of(reader, OCTOBER, names=True)


def test_the_workbooks_summary_of_checklists_adds_up(clinic: Workspace, tmp_path: Path) -> None:
    """总分值 and 实际得分 by unit must add up to what the sheets gave, whatever the formulas say."""
    rows = clinic.store.results(clinic.scope, start=OCTOBER.start, end=OCTOBER.end)
    given = rows[(rows["state"] == "accepted") & (rows["checked"] > 0) & rows["points"].notna()]
    sheet = load_workbook(write_report(clinic, OCTOBER, tmp_path / "a.xlsx"), data_only=True)[
        "检查表汇总"
    ]
    lines = [row for row in sheet.iter_rows(min_row=5, values_only=True) if row[0]]
    for column, name in ((3, "points"), (4, "scored")):
        told = sum(row[column] for row in lines if isinstance(row[column], (int, float)))
        assert told == pytest.approx(float(given[name].sum()) / 100)
    assert sum(row[2] for row in lines) == rows["check_id"].nunique()
