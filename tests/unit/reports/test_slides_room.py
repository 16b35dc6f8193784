"""Nothing on a slide runs off it or over its neighbour, however much there is to say."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import math
from itertools import combinations
from typing import Any

import pytest
from PIL import Image
from pptx import Presentation
from pptx.util import Emu, Inches

from qc.locale import translator
from qc.meeting.model import Meeting, Part, PartName, Resolution, Row, Written
from qc.reports.content import Month
from qc.reports.cycle.content import (
    CauseLine,
    ChartMonth,
    CycleReport,
    MeasureLine,
    Photo,
    PlaceLine,
)
from qc.reports.papers import docx
from qc.reports.papers.cycle import cycle_paper
from qc.reports.slides import fishbone
from qc.reports.slides.cycle import cycle_slides
from qc.reports.slides.deck import HEIGHT, WIDTH
from qc.reports.slides.fitting import cut, fitted, height, lines, portions
from qc.reports.slides.meeting import meeting_slides
from tests.unit.reports.example import MONTH, report

ZH = translator("zh")
LONG = "治疗室、换药室和注射室的无菌物品与非无菌物品分开存放，标识清楚，且均在有效期内；" * 8
WORD = "UnbrokenLatinWordWithoutAnySpace" * 6
CONTROLS = "控制\x00字符\x0b与\ud800半个\uffff"
DAY = dt.date(2026, 7, 1)


def jpeg(size: tuple[int, int]) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size, "grey").save(target, "JPEG")
    return target.getvalue()


def crowded_month() -> Month:
    """Forty units, endless sentences, names and resolutions."""
    rows = tuple(
        Row((f"▲ 未见效{LONG[:n]}", f"科室{n}{WORD}", LONG + CONTROLS, "2/5", "1/5", WORD), mark="missed")
        for n in range(40)
    )  # fmt: skip
    heads = ("效果", "科室", "问题", "上月", "本月", "措施")
    parts = tuple(Part(name, LONG, heads, rows, (LONG, LONG)) for name in PartName)
    items = tuple(
        dataclasses.replace(report().failing[0], item=f"{n}{LONG}{WORD}") for n in range(40)
    )
    resolved = tuple(Resolution(n, LONG, WORD, "2026-11-20", is_done=False) for n in range(12))
    written = Written(attendance=LONG * 3, focus=f"{LONG * 5}\n" * 6, resolutions=resolved)
    said = dataclasses.replace(
        report(),
        clinic=LONG,
        conclusions=tuple(dataclasses.replace(c, sentence=LONG * 2) for c in report().conclusions),
        failing=items,
        failing_sentence=LONG,
        trends=tuple(dataclasses.replace(c, sentence=LONG, name=LONG) for c in report().trends),
    )
    return Month(said, Meeting(MONTH, parts, written))


def cycle(**more: Any) -> CycleReport:
    """A small one: a place, a cause, a measure, a month before and one after."""
    told: dict[str, Any] = {
        "id": "2026-01", "clinic": "示例门诊部", "made_on": dt.date(2026, 11, 2), "title": "手卫生用品不全",
        "indicator": "消毒隔离", "owner": "李*", "state": "检查", "due": dt.date(2026, 12, 31),
        "sentence": "手卫生用品不全：有效", "before_days": "2026-04-01 – 2026-06-30", "before": "78.3 % (47/60)",
        "before_rate": 47 / 60, "after_days": "2026-08-01 – 2026-10-31", "after": "95.0 % (57/60)", "after_rate": 0.95,
        "target": 0.95, "target_words": "95 %", "target_how": "人工设定", "attainment": 1.0, "progress": 0.213,
        "figures": "目标达到·把握充分", "warnings": (), "places": (PlaceLine("换药室", "洗手液", "7/9", "9/9", False),),
        "causes": (CauseLine("料", "无人补货", "真因：领物单", True),),
        "measures": (MeasureLine("每周补货", "备货不足", "张*", "换药室", "清点", DAY, DAY, "✓ 2026-07-01", DAY),),
        "months": (ChartMonth("2026-06", "before", 0.8, 0.78, 0.6, 0.95), ChartMonth("2026-08", "after", 0.95, 0.95, 0.85, 1.0)),
        "standards": ("补货流程",), "history": (("2026-06-30 09:00", "李*", "立项"),), "photos_before": (),
        "photos_after": (), "sources": ("7月.xlsx",),
    }  # fmt: skip
    return CycleReport(**{**told, **more})


def crowded_cycle() -> CycleReport:
    end = DAY + dt.timedelta(30)
    photo = Photo(jpeg((400, 1600)), LONG)
    return cycle(
        title=LONG, sentence=LONG, figures=LONG, warnings=(LONG,) * 5, clinic=WORD,
        places=tuple(PlaceLine(f"科室{n}", LONG, "7/9", "9/9", n % 2 == 0) for n in range(40)),
        causes=tuple(CauseLine("人机料法环测"[n % 6], LONG, LONG, n % 2 == 0) for n in range(24)),
        measures=tuple(MeasureLine(LONG, LONG, WORD, LONG, LONG, DAY, end, LONG) for n in range(14)),
        standards=(LONG * 9,) * 3, history=(("2026-06-30 09:00", "李*", "立项"),) * 40,
        photos_before=(photo, Photo(jpeg((3000, 300)), "甲"), Photo(None, LONG)), photos_after=(photo,),
    )  # fmt: skip


DECKS = {
    "meeting": lambda: meeting_slides(crowded_month(), ZH),
    "meeting_en": lambda: meeting_slides(crowded_month(), translator("en")),
    "cycle": lambda: cycle_slides(crowded_cycle(), ZH),
    "small cycle": lambda: cycle_slides(cycle(), ZH),
}


def opened(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def box(shape: Any) -> tuple[int, int, int, int]:
    """Left, top, right, bottom as they are drawn: a table as high as its rows."""
    high = sum(row.height for row in shape.table.rows) if shape.has_table else shape.height
    return shape.left, shape.top, shape.left + shape.width, shape.top + high


@pytest.fixture(scope="module", params=DECKS)
def deck(request: pytest.FixtureRequest) -> Any:
    return opened(DECKS[request.param]())


def test_nothing_runs_off_a_slide(deck: Any) -> None:
    """The last lines would stand below the wall."""
    for slide in deck.slides:
        for shape in slide.shapes:
            left, top, right, bottom = box(shape)
            assert min(left, top) >= 0
            assert right <= Inches(WIDTH) + 1 and bottom <= Inches(HEIGHT) + 1


def test_nothing_covers_its_neighbour(deck: Any) -> None:
    """A sentence under a table could not be read."""
    for slide in deck.slides:
        solid = [
            s for s in slide.shapes if s.shape_type is None or s.shape_type != 9
        ]  # lines may touch
        for one, other in combinations(solid, 2):
            a, b = box(one), box(other)
            apart = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
            assert min(apart) <= Emu(2000), (slide.shapes.title.text_frame.text, one.name, other.name)  # fmt: skip


def test_texts_have_room_in_their_boxes(deck: Any) -> None:
    """PowerPoint lets a long text run on below its box, over what stands there."""
    for slide in deck.slides:
        for shape in slide.shapes:
            if not shape.has_text_frame or not shape.text_frame.text:
                continue
            frame = shape.text_frame
            size = max((r.font.size.pt for p in frame.paragraphs for r in p.runs), default=10)
            texts = [p.text.replace("\v", "\n") for p in frame.paragraphs]
            assert height(texts, size, shape.width / Inches(1)) <= shape.height / Inches(1) + 0.15


def test_every_row_and_paragraph_is_there(deck: Any) -> None:
    """What goes on on the next slide says which of how many it is."""
    numbers = [s.shapes[1].text_frame.text for s in deck.slides]
    for text in numbers:
        if text.endswith(")") and "/" in text[-6:]:
            at, of = text[text.rindex("(") + 1 : -1].split("/")
            assert 1 <= int(at) <= int(of)


def test_a_title_that_is_cut_stands_whole_in_the_notes() -> None:
    """The end of the month's conclusion would be nowhere."""
    deck = opened(meeting_slides(crowded_month(), ZH))
    for slide in deck.slides:
        if slide.shapes.title.text_frame.text.endswith("…"):
            assert LONG in slide.notes_slide.notes_text_frame.text


def test_the_size_of_a_text_follows_its_length() -> None:
    """The rule: as large as it fits, two lines at most, down to the smallest; then it is cut."""
    assert fitted(["短"], 12, 1, (22, 16)) == 22
    assert fitted(["长" * 100], 12, 1, (22, 16)) == 16
    assert fitted(["长" * 900], 12, 1, (22, 16)) is None
    assert cut("短", 1, 12, 12) == "短"
    told = cut("长" * 900, 2, 12, 12)
    assert told.endswith("…") and lines(told, 12, 12) <= 2


def test_no_word_is_lost_between_two_slides() -> None:
    texts = [LONG * 9, "短", WORD * 5 + " " + WORD]
    found = list(portions(texts, 16, 12, 3))
    assert "".join("".join(each) for each in found) == "".join(texts)
    assert all(height(each, 16, 12) <= 3 for each in found)


def test_the_fishbone_gives_way_to_the_table_where_it_has_no_room() -> None:
    """Causes would be printed over one another."""
    assert fishbone.has_room(cycle().causes, ZH)
    assert not fishbone.has_room(crowded_cycle().causes, ZH)
    seven = tuple(CauseLine(str(n), "原因", "", False) for n in range(7))
    assert not fishbone.has_room(seven, ZH)


def test_a_struck_cause_is_no_bone() -> None:
    """It was found to be none: the fishbone would accuse it still."""
    causes = (*cycle().causes, CauseLine("人", "没有培训", "已划去：培训过", False, is_struck=True))
    slides = opened(cycle_slides(cycle(causes=causes), ZH)).slides
    fish = next(s for s in slides if any(shape.shape_type == 9 for shape in s.shapes))
    told = "".join(s.text_frame.text for s in fish.shapes if s.has_text_frame)
    assert "无人补货" in told and ZH("true cause") in told and "没有培训" not in told


def test_limits_begin_anew_with_the_phase_and_are_named_once() -> None:
    """A centre line that slopes from before to after shows a figure that no month had."""
    chart = months_of(cycle())
    centres = [s for s in chart.plots[0].series if s.name == ZH("Centre line")]
    assert [list(s.values) for s in centres] == [[0.78, None], [None, 0.95]]
    entries = chart._chartSpace.xpath(".//c:legendEntry/c:idx/@val")
    assert len(entries) == 3  # centre, lower and upper of the second phase


def months_of(said: CycleReport) -> Any:
    slides = opened(cycle_slides(said, ZH)).slides
    charts = [s.chart for slide in slides for s in slide.shapes if s.has_chart]
    return next(c for c in charts if ZH("Centre line") in [s.name for s in c.plots[0].series])


def test_the_effect_is_drawn_from_zero_with_its_figures() -> None:
    """A shortened axis makes a small effect look large; a rounded label may cross the target."""
    slides = opened(cycle_slides(cycle(after_rate=0.9496, target=0.95), ZH)).slides
    charts = [s.chart for slide in slides for s in slide.shapes if s.has_chart]
    effect = next(c for c in charts if len(c.plots[0].categories) == 3)
    assert (effect.value_axis.minimum_scale, effect.value_axis.maximum_scale) == (0, 1)
    assert list(effect.plots[0].series[0].values) == [47 / 60, 0.95, 0.9496]
    assert effect._chartSpace.xpath(".//c:dLbl/c:numFmt/@formatCode") == ["0.0%", "0%", "0.00%"]


def test_a_cycle_without_figures_after_claims_no_effect() -> None:
    nothing = cycle(after="—", after_rate=math.nan, attainment=math.nan, progress=math.nan)
    slides = opened(cycle_slides(nothing, ZH)).slides
    charts = [s.chart for slide in slides for s in slide.shapes if s.has_chart]
    assert not [c for c in charts if len(c.plots[0].categories) == 3]
    first = list(slides[0].shapes)
    assert not any("—" in s.text_frame.text or "目标达成率" in s.text_frame.text for s in first)


def test_photos_stand_side_by_side_in_their_shape() -> None:
    """Before beside after is the point; a picture pulled out of shape is a false one."""
    deck = opened(cycle_slides(crowded_cycle(), ZH))
    slides = [s for s in deck.slides if any(shape.shape_type == 13 for shape in s.shapes)]
    assert len(slides) == 2
    first = [shape for shape in slides[0].shapes if shape.shape_type == 13]
    assert first[0].left < Inches(WIDTH / 2) < first[1].left
    for shape in first:
        assert shape.height / shape.width == pytest.approx(4, rel=0.01)
    alone = "".join(s.text_frame.text for s in slides[1].shapes if s.has_text_frame)
    assert ZH("No photo was taken.") in alone


def test_what_is_typed_later_has_the_houses_font_on_a_wide_slide() -> None:
    """A new slide in PowerPoint would be in Calibri, laid out for 4:3."""
    deck = opened(meeting_slides(crowded_month(), ZH))
    theme = next(r.target_part for r in deck.slide_master.part.rels.values() if r.reltype.endswith("/theme"))  # fmt: skip
    assert theme.blob.decode().count('typeface="微软雅黑"') >= 4
    title = next(iter(deck.slide_master.placeholders))
    assert title.left + title.width > Inches(12)


def test_a_cycle_with_an_endless_title_has_its_paper_too() -> None:
    """A file's own title holds 255 characters; one more, and neither slides nor paper could be made."""
    assert docx.render(cycle_paper(crowded_cycle(), ZH), ZH).startswith(b"PK")
