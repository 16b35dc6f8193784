"""Papers as Word and PDF readers see them: all is there, nothing is markup, nothing runs off the page."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from qc.errors import QcError
from qc.locale import translator
from qc.reports.papers import docx, markdown, pdf
from qc.reports.papers.model import (
    Bullets,
    Heading,
    Paper,
    Picture,
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
        Picture(PNG, "换药室 =1+1"),
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
    """Word would set Chinese in a font of its own choice beside ours."""
    parts = zipfile.ZipFile(io.BytesIO(docx.render(whole(), ZH)))
    assert 'w:eastAsia="微软雅黑"' in parts.read("word/styles.xml").decode()


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
