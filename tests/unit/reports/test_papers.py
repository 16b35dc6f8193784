"""Papers as Word and PDF readers see them: all is there, nothing is markup, nothing runs off the page."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm
from PIL import Image

from qc.errors import QcError
from qc.locale import translator
from qc.reports.papers import docx, markdown, pdf
from qc.reports.papers.model import (
    Bullets,
    Heading,
    Paper,
    Picture,
    Pictures,
    Room,
    Sentence,
    Signatures,
)
from qc.reports.papers.tables import table

ZH = translator("zh")
HOSTILE = (
    "#let x = 1", "*粗* _斜_ $x$", "<b>加粗</b>&amp;", '=HYPERLINK("http://a.invalid")', "@手卫生", "\\n{{x}}",
    "铃\x07声\ufffe\u202e", "😀 表情", "a\tb", "行一\n行二",
)  # fmt: skip
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060"
    "000000050001a5f645400000000049454e44ae426082"
)


def paper(*blocks: object) -> Paper:
    return Paper("质控简报 #1", "示例诊所 · *2026*", "示例诊所 · 来源", "zh", tuple(blocks))  # type: ignore[arg-type]


def whole() -> Paper:
    rows = [(f"{n} {text}", "96.3 %", "▲ 未达标") for n, text in enumerate(HOSTILE)]
    return paper(
        Heading("一、指标"),
        Heading("小标题", 2),
        Sentence("12项指标中9项达标。", loud=True),
        Sentence("注", quiet=True),
        Bullets(HOSTILE),
        table(("条目", "合格率", "状态"), rows, ["missed"] * len(rows), 2),
        Pictures((Picture(PNG, "换药室 =1+1"),)),
        Room(3),
        Signatures(("编制", "审核", "批准")),
    )


def words(content: bytes) -> str:
    """All text of a Word document, tables and footer included."""
    document = Document(io.BytesIO(content))
    cells = [cell.text for t in document.tables for row in t.rows for cell in row.cells]
    foot = [p.text for p in document.sections[0].footer.paragraphs]
    return "\n".join([*(p.text for p in document.paragraphs), *cells, *foot])


def test_word_holds_every_text_as_text() -> None:
    """A line of a sheet could vanish, break the file, or act as a formula."""
    told = words(docx.render(whole(), ZH))
    for text in (*HOSTILE[:6], "铃声", "😀 表情", "a\tb", "行一\n行二"):
        assert text in told
    for said in ("质控简报 #1", "12项指标中9项达标。", "编制：", "换药室 =1+1", "示例诊所 · 来源"):
        assert said in told


def test_word_has_headings_repeated_heads_and_page_numbers() -> None:
    """A reader with a screen reader would find no heading, on page two nobody would know the columns."""
    content = docx.render(whole(), ZH)
    document = Document(io.BytesIO(content))
    styles = [p.style.name for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert styles == ["Heading 1", "Heading 2"]
    head = document.tables[0].rows[0]._tr.trPr
    assert head.find(qn("w:tblHeader")) is not None
    foot = document.sections[0].footer._element.xml
    assert "PAGE" in foot and "NUMPAGES" in foot
    picture = document.inline_shapes[0]._inline.docPr
    assert picture.get("descr") == "换药室 =1+1"


def test_word_writes_chinese_in_the_houses_font() -> None:
    """Word would set Chinese in a font of its own choice beside ours, or in Japanese shapes."""
    parts = zipfile.ZipFile(io.BytesIO(docx.render(whole(), ZH)))
    styles = parts.read("word/styles.xml").decode()
    assert 'w:eastAsia="微软雅黑"' in styles and 'w:eastAsia="zh-CN"' in styles


def jpeg(width: int, height: int) -> Picture:
    target = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(target, "JPEG")
    return Picture(target.getvalue(), f"{width} × {height}")


def test_no_picture_is_larger_than_half_a_page() -> None:
    """A photo of a phone held upright would run over the page's end; a wide one would be squeezed."""
    shown = Pictures((jpeg(400, 1600), jpeg(1600, 400), jpeg(900, 1200)))
    document = Document(io.BytesIO(docx.render(paper(shown), ZH)))
    sizes = [(shape.width, shape.height) for shape in document.inline_shapes]
    assert max(max(size) for size in sizes) <= Cm(8)
    assert [round(width / height, 1) for width, height in sizes] == [0.2, 4.0, 0.8]


def test_lines_to_write_on_are_as_high_as_handwriting() -> None:
    """Nobody could write between two lines half a centimetre apart."""
    (lines,) = Document(io.BytesIO(docx.render(paper(Room(3)), ZH))).tables
    assert [round(row.height.cm, 2) for row in lines.rows] == [0.9] * 3


def test_no_signature_stands_alone_on_a_page() -> None:
    """A page with nothing but signatures could be put under any paper."""
    rows = table(("日期", "处理"), [("2026-10-01", "立项"), ("2026-10-02", "结案")])
    for before in (Sentence("以上。"), Bullets(("一", "二")), rows):
        document = Document(io.BytesIO(docx.render(paper(before, Signatures(("编制",))), ZH)))
        *_, last = document.paragraphs
        assert last.paragraph_format.keep_with_next
    kept = [cell.paragraphs[0].paragraph_format.keep_with_next for cell in document.tables[0].rows[-1].cells]  # fmt: skip
    assert kept == [True, True]


@pytest.mark.parametrize("render", [docx.render, pdf.render])
def test_the_same_paper_gives_the_same_bytes(render: object) -> None:
    """A frozen month could not be made again byte for byte."""
    assert callable(render)
    assert render(whole(), ZH) == render(whole(), ZH)


needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is missing")


@needs_poppler
def test_pdf_holds_every_text_as_text_and_is_tagged(tmp_path: Path) -> None:
    """Markup of a sheet would change the page, or Chinese could not be searched and read aloud."""
    (tmp_path / "a.pdf").write_bytes(pdf.render(whole(), ZH))
    told = subprocess.run(["pdftotext", "-raw", tmp_path / "a.pdf", "-"], capture_output=True).stdout.decode()  # fmt: skip
    flat = "".join(told.split())
    for said in (
        "#letx=1",
        "*粗*_斜_$x$",
        "<b>加粗</b>&amp;",
        "12项指标中9项达标。",
        "编制：",
        "第1/",
    ):
        assert said in flat
    about = subprocess.run(["pdfinfo", tmp_path / "a.pdf"], capture_output=True).stdout.decode()
    assert "Tagged:          yes" in about


LONG = "很长的问题" * 1000 + "终"
WORD = "x" * 5000


@needs_poppler
def test_a_text_of_five_thousand_signs_is_whole_in_every_form(tmp_path: Path) -> None:
    """The end of a long note would lie below the page's edge, or a long word beyond its side."""
    rows = [("换药室", LONG, "2026-10-31"), ("治疗室", WORD, "2026-11-01")]
    made = paper(table(("科室", "问题", "日期"), rows), Sentence(WORD), Bullets((WORD,)))
    (tmp_path / "a.pdf").write_bytes(pdf.render(made, ZH))
    told = subprocess.run(["pdftotext", "-raw", tmp_path / "a.pdf", "-"], capture_output=True).stdout.decode()  # fmt: skip
    flat = re.sub(r"[\s\u200b]", "", told)
    assert (
        flat.count("很长的问题") + flat.count("终") >= 995
    )  # a page's foot stands between two of them
    assert "终" in flat and flat.count("x") == 3 * len(WORD)
    boxes = subprocess.run(["pdftotext", "-bbox", tmp_path / "a.pdf", "-"], capture_output=True).stdout.decode()  # fmt: skip
    assert max(float(at) for at in re.findall(r'xMax="([\d.]+)"', boxes)) <= 595 - 56
    assert max(float(at) for at in re.findall(r'yMax="([\d.]+)"', boxes)) <= 842 - 20
    document = Document(io.BytesIO(docx.render(made, ZH)))
    held = [[cell.text for cell in row.cells][1] for row in document.tables[0].rows]
    assert held == ["问题", LONG, WORD]
    assert document.tables[0].rows[1]._tr.trPr is None  # it may go on overleaf
    said = markdown.render(made, ZH)
    assert LONG in said and said.count(WORD) == 3


def test_pdf_without_a_chinese_font_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of empty boxes would be printed and handed out."""
    monkeypatch.setattr(pdf, "FONTS", ("No Such Font",))
    pdf._fonts.cache_clear()
    try:
        with pytest.raises(QcError, match="no font with Chinese characters"):
            pdf.render(whole(), ZH)
    finally:
        pdf._fonts.cache_clear()


def test_markdown_is_one_line_a_cell_and_no_markup() -> None:
    said = markdown.render(whole(), ZH)
    assert said.startswith("# 质控简报 \\#1\n\n## 一、指标")
    assert "\\#let x = 1" in said and "\\<b\\>" in said and "\\*粗\\*" in said
    lines = [line for line in said.splitlines() if line.startswith("| ")]
    assert len(lines) == 1 + len(HOSTILE)


def test_short_columns_get_what_they_need_and_figures_stand_right() -> None:
    """A date would be broken in two, or a rate stand under the wrong head."""
    made = table(
        ("科室", "存在问题", "期限", "合格率"),
        [
            ("换药室", "很长的问题" * 12, "2026-10-31", "96.3 %"),
            ("治疗室", "短", "2026-11-01", "—"),
        ],
    )
    shares = [column.share for column in made.columns]
    assert shares[2] >= len("2026-10-31") + 2 and sum(shares) <= 101
    assert [column.right for column in made.columns] == [False, False, False, True]


def test_one_long_text_leaves_room_for_its_neighbours() -> None:
    """A note of five thousand signs would push the measure's column off the page."""
    rows = [("换药室", LONG, "锐器盒写明启用时间并封口"), ("治疗室", LONG, "每班核对")]
    shares = [column.share for column in table(("科室", "问题", "措施"), rows).columns]
    assert shares[2] > 16 and shares[0] >= len("换药室") * 2


def test_a_day_with_its_hour_is_neither_broken_nor_takes_the_page() -> None:
    rows = [("2026-10-31 10:30", "王*", "确定观察期"), ("2026-11-01 08:00", "李*", "结案")]
    when, _, what = (column.share for column in table(("日期", "姓名", "处理"), rows).columns)
    assert len("2026-10-31 10:30") < when < 2 * what
