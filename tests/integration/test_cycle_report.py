"""The report of one cycle: its figures are those of its page, its photos those of its places."""

from __future__ import annotations

import io
import math
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from PIL import Image
from pptx import Presentation

from qc.capture.model import capture_of
from qc.capture.saving import save as save_capture
from qc.errors import ScopeError, UsageError
from qc.improve.cycles.acting import cycle
from qc.improve.cycles.page import share
from qc.reports.cycle.gather import cycle_report
from qc.reports.packs import write_cycle_report
from qc.reports.papers.cycle import cycle_paper
from qc.reports.papers.model import Sentence
from qc.store.scope import Scope
from qc.words import Right
from qc.workspace import Workspace
from tests.cycles import HANDS, MEASURE, at, before, checking, opened, save_month
from tests.unit.capture.test_pictures import jpeg as broken_jpeg


def jpeg(colour: str) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (3200, 800), colour).save(target, "JPEG")
    return target.getvalue()


def capture(workspace: Workspace, day: str, number: str, outcome: str, picture: bytes) -> None:
    """A check on the spot of the cycle's item, with a photo of it."""
    items = workspace.catalogue.checklists["disinfection"].items
    marks = {item.code: {"outcome": "pass", "note": ""} for item in items}
    marks[HANDS] = {"outcome": outcome, "note": ""}
    told = {
        "id": number, "checklist": "disinfection", "unit": "换药室", "inspector": "王丽", "date": day,
        "marks": marks,
    }  # fmt: skip
    there = at(workspace, day)
    save_capture(there, capture_of(there, told, {HANDS: [picture]}))


@pytest.fixture
def improved(workspace: Workspace) -> tuple[Workspace, str]:
    """A cycle in its check: bad months before, better ones after, a photo of each."""
    before(workspace)
    capture(workspace, "2026-06-29", "a1", "fail", jpeg("grey"))
    name = checking(workspace)
    for month in ("2026-08", "2026-09", "2026-10"):
        save_month(workspace, month, 20, 20)
    capture(workspace, "2026-10-28", "b1", "pass", jpeg("white"))
    return at(workspace, "2026-11-02"), name


def turned(colours: tuple[str, str]) -> bytes:
    """A photo as a phone held upright stores it: lying, with a note which way is up."""
    lying = Image.new("RGB", (1200, 800), colours[0])
    lying.paste(Image.new("RGB", (600, 800), colours[1]), (600, 0))
    told = Image.Exif()
    told[0x0112] = 6  # to be turned clockwise
    target = io.BytesIO()
    lying.save(target, "JPEG", exif=told)
    return target.getvalue()


def test_a_photo_held_upright_stands_upright(workspace: Workspace) -> None:
    """The signed report would show a shelf lying on its side."""
    before(workspace)
    capture(workspace, "2026-06-29", "a1", "fail", turned(("white", "black")))
    shown = cycle_report(at(workspace, "2026-06-30"), opened(workspace)).photos_before
    assert shown[0].content is not None
    with Image.open(io.BytesIO(shown[0].content)) as picture:
        assert picture.size == (800, 1200)
        top, bottom = picture.getpixel((400, 100)), picture.getpixel((400, 1100))
    assert max(bottom) < 30 and min(top) > 225


def test_its_figures_are_those_of_the_page(improved: tuple[Workspace, str]) -> None:
    """The signed report and the screen would disagree about the effect."""
    workspace, name = improved
    said, shown = cycle_report(workspace, name), cycle(workspace, name)
    assert shown.effect is not None
    assert said.before == share(shown.cycle.baseline.figures.total, shown.cycle)
    assert said.after == share(shown.effect.figures.total, shown.cycle)
    assert said.attainment == shown.effect.comparison["attainment"]
    assert said.progress == shown.effect.comparison["progress"]
    assert [m.rate for m in said.months] == [float(v) for v in shown.effect.chart["value"]]
    assert {m.part for m in said.months} == {"before", "after"}


def test_photos_stand_on_their_side(improved: tuple[Workspace, str]) -> None:
    """A picture of the mended shelf shown as the fault would turn the story round."""
    said = cycle_report(*improved)
    assert [photo.caption[-10:] for photo in said.photos_before] == ["2026-06-29"]
    assert [photo.caption[-10:] for photo in said.photos_after] == ["2026-10-28"]


def test_names_are_masked_unless_asked_for(improved: tuple[Workspace, str]) -> None:
    workspace, name = improved
    masked, named = cycle_report(workspace, name), cycle_report(workspace, name, names=True)
    assert (masked.owner, named.owner) == ("李*", "李敏")
    assert (masked.measures[0].who, named.measures[0].who) == ("张*", MEASURE["who"])
    assert "王丽" not in "".join(c.verified for c in masked.causes)
    reader = replace(workspace, scope=Scope("x", rights=frozenset({Right.RECORD})))
    with pytest.raises(ScopeError):
        cycle_report(reader, name, names=True)


def test_it_is_written_as_paper_and_slides(improved: tuple[Workspace, str], tmp_path: Path) -> None:
    workspace, name = improved
    paper = write_cycle_report(workspace, name, tmp_path / "a.docx")
    document = Document(io.BytesIO(paper.read_bytes()))
    assert len(document.inline_shapes) == 2
    cells = [cell.text for t in document.tables for row in t.rows for cell in row.cells]
    assert MEASURE["what"] in cells
    told, files = (
        "".join(p.text for p in document.paragraphs),
        cycle_report(workspace, name).sources,
    )
    assert files and all(
        file in told for file in files
    )  # an inspector asks where figures come from
    slides = Presentation(write_cycle_report(workspace, name, tmp_path / "a.pptx")).slides
    shapes = [shape for slide in slides for shape in slide.shapes]
    assert sum(shape.has_chart for shape in shapes) == 3  # measures, effect, months
    assert sum(shape.shape_type == 13 for shape in shapes) == 2  # pictures
    assert write_cycle_report(workspace, name, tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    with pytest.raises(UsageError, match="no name for a paper"):
        write_cycle_report(workspace, name, tmp_path / "a.xls")


def test_a_damaged_picture_is_told_and_keeps_nothing_out(
    improved: tuple[Workspace, str], tmp_path: Path
) -> None:
    """One broken file from a phone, and the report of the whole cycle could not be made."""
    workspace, name = improved
    capture(workspace, "2026-10-30", "c1", "pass", broken_jpeg())
    paper = Document(write_cycle_report(workspace, name, tmp_path / "a.docx"))
    assert len(paper.inline_shapes) == 2
    said = workspace.t("The picture cannot be shown: {about}", about="")
    assert any(p.text.startswith(said) and "2026-10-30" in p.text for p in paper.paragraphs)
    write_cycle_report(workspace, name, tmp_path / "a.pptx")


def test_a_cycle_that_has_only_begun_says_so(workspace: Workspace) -> None:
    """An empty column of figures after would read as zero."""
    before(workspace)
    said = cycle_report(at(workspace, "2026-06-30"), opened(workspace))
    assert said.after == "—" and math.isnan(said.attainment)
    assert said.figures == workspace.t("There are no figures after it yet.")
    told = [b.text for b in cycle_paper(said, workspace.t).blocks if isinstance(b, Sentence)]
    assert said.figures in told and not any("—" in text for text in told)
    assert {m.part for m in said.months} == {"before"}
