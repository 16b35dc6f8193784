"""A paper as a Word document: real headings, table heads that repeat, page numbers, the house's font."""

from __future__ import annotations

import datetime as dt
import io
from itertools import zip_longest
from typing import Any, assert_never

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from qc.locale import Translator
from qc.reports.office import colour_of, plain, rgb
from qc.reports.packed import timeless
from qc.reports.papers.model import (
    FOLLOWED,
    Block,
    Bullets,
    Heading,
    Paper,
    Picture,
    Pictures,
    Room,
    Sentence,
    Signatures,
    Table,
)
from qc.reports.papers.tables import is_tall
from qc.reports.style import RULE
from qc.sheetstyle import FONT, INK, PAPER, QUIET

WIDTH = 17.0
"""Of an A4 page between its margins, in centimetres."""
MARGIN = Cm(2.0)
LARGEST = Cm(8.0)
"""Of a picture, either way; two stand beside each other."""
ROOM = Cm(0.9)
"""Height of a line to write on."""
SIZES = {"Normal": 10.5, "Title": 20, "Heading 1": 14, "Heading 2": 12, "List Bullet": 10.5}
LONGEST_NAME = 255
"""Characters that a file's own title may have."""
EPOCH = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - Office keeps no zone; nothing may differ by the clock


def render(paper: Paper, t: Translator) -> bytes:
    """The document's bytes, the same for the same paper."""
    document = Document()
    _set_up(document, paper)
    document.add_paragraph(plain(paper.title), style="Title")
    _words(document.add_paragraph(), paper.about, colour=QUIET, size=9)
    for block, following in zip_longest(paper.blocks, paper.blocks[1:]):
        _write(document, block, t)
        if isinstance(following, FOLLOWED):
            _stays(document)
    _footer(document, paper, t)
    target = io.BytesIO()
    document.save(target)
    return timeless(target.getvalue())


def _set_up(document: Any, paper: Paper) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21.0), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = MARGIN
    for name, size in SIZES.items():
        _style(document.styles[name], size, bold=name.startswith(("Title", "Heading")))
    # The script's language chooses the shapes of Chinese signs where another font stands in.
    spoken = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    spoken.set(qn("w:eastAsia"), "zh-CN")
    about = document.core_properties
    about.title, about.author, about.language = (
        plain(paper.title)[:LONGEST_NAME],
        "",
        paper.language,
    )
    about.created = about.modified = EPOCH
    about.last_modified_by = about.comments = ""


def _style(style: Any, size: float, *, bold: bool) -> None:
    style.font.size, style.font.bold = Pt(size), bold
    style.font.color.rgb = RGBColor.from_string(rgb(INK))
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]  # a theme's font would come before ours
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    if style.name == "Title":
        for border in style.element.pPr.findall(qn("w:pBdr")):
            style.element.pPr.remove(border)
    space = style.paragraph_format
    space.space_before, space.space_after = Pt(12 if bold else 0), Pt(4)
    space.keep_with_next = bold


def _write(document: Any, block: Block, t: Translator) -> None:
    match block:
        case Heading(text, level):
            document.add_heading(plain(text), level)
        case Sentence():
            _sentence(document, block)
        case Bullets(lines):
            for line in lines:
                document.add_paragraph(plain(line), style="List Bullet")
        case Table():
            _table(document, block)
        case Pictures(shown):
            _pictures(document, shown)
        case Room(lines):
            _room(document, lines)
        case Signatures(who):
            _signatures(document, who, t)
        case _:
            assert_never(block)


def _sentence(document: Any, block: Sentence) -> None:
    colour, size = (QUIET, 9.0) if block.quiet else (INK, 12.0 if block.loud else 10.5)
    _words(document.add_paragraph(), block.text, colour=colour, size=size, bold=block.loud)


def _words(
    paragraph: Any, text: str, *, colour: str = INK, size: float = 10.5, bold: bool = False
) -> None:
    run = paragraph.add_run(plain(text))
    run.font.size, run.font.bold = Pt(size), bold
    run.font.color.rgb = RGBColor.from_string(rgb(colour))


def _table(document: Any, block: Table) -> None:
    table = document.add_table(rows=1, cols=len(block.columns))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    whole = sum(column.share for column in block.columns)
    widths = [WIDTH * column.share / whole for column in block.columns]
    _ruled_below(table)
    for at, width in enumerate(widths):
        table.columns[at].width = Cm(width)
    for cell, column, width in zip(table.rows[0].cells, block.columns, widths, strict=True):
        _cell(cell, column.head, width, right=column.right, bold=True)
        _shade(cell)
    _repeats(table.rows[0])
    marks = block.marks or ("",) * len(block.rows)
    for row, mark in zip(block.rows, marks, strict=True):
        cells = table.add_row()
        if not is_tall(block, row):
            _whole(cells)
        for at, (cell, text) in enumerate(zip(cells.cells, row, strict=True)):
            is_marked = at == block.marked and mark != ""
            colour = colour_of(mark) if is_marked else INK
            _cell(cell, text, widths[at], right=block.columns[at].right, colour=colour, bold=is_marked)  # fmt: skip
    _gap(document)


def _cell(
    cell: Any, text: str, width: float, *, right: bool, colour: str = INK, bold: bool = False
) -> None:
    cell.width = Cm(width)
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.space_before = Pt(2)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _words(paragraph, text, colour=colour, size=9, bold=bold)


def _ruled_below(table: Any, sides: tuple[str, ...] = ("top", "bottom", "insideH")) -> None:
    """A quiet line under every row, none between the columns."""
    borders = OxmlElement("w:tblBorders")
    for side in sides:
        borders.append(_border(side))
    table._tbl.tblPr.append(borders)


def _border(side: str) -> Any:
    line = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", rgb(RULE))):
        line.set(qn(f"w:{name}"), value)
    return line


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", rgb(PAPER))):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _repeats(row: Any) -> None:
    """The head stands again on every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    _whole(row)


def _whole(row: Any) -> None:
    """No row is broken by the end of a page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _stays(document: Any) -> None:
    """What was written last stays on the page of what follows: a paragraph, or a table's last row."""
    *_, last = document.element.body.iterchildren(qn("w:p"), qn("w:tbl"))
    before = last.getprevious()
    found = [last]
    if before is not None and before.tag == qn("w:tbl"):  # the room below a table
        found += before.findall(qn("w:tr"))[-1].iter(qn("w:p"))
    for paragraph in found:
        Paragraph(paragraph, document).paragraph_format.keep_with_next = True


def _pictures(document: Any, shown: tuple[Picture, ...]) -> None:
    """Two beside each other, each above what it shows."""
    table = document.add_table(rows=0, cols=2)
    for at in range(0, len(shown), 2):
        row = table.add_row()
        _whole(row)
        for cell, picture in zip(row.cells, shown[at : at + 2], strict=False):
            _picture(cell, picture)
    _gap(document)


def _picture(cell: Any, picture: Picture) -> None:
    drawn = cell.paragraphs[0].add_run().add_picture(io.BytesIO(picture.content), width=LARGEST)
    if drawn.height > LARGEST:
        drawn.width, drawn.height = int(drawn.width * LARGEST / drawn.height), LARGEST
    drawn._inline.docPr.set("descr", plain(picture.caption))
    _words(cell.add_paragraph(), picture.caption, colour=QUIET, size=9)


def _gap(document: Any) -> None:
    """Room below a table, for Word sets what follows right against it."""
    space = document.add_paragraph().paragraph_format
    space.line_spacing, space.space_after = Pt(8), Pt(0)


def _room(document: Any, lines: int) -> None:
    """Rows as high as handwriting needs; borders of paragraphs would run into one."""
    table = document.add_table(rows=lines, cols=1)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _ruled_below(table, ("bottom", "insideH"))
    for at, row in enumerate(table.rows):
        row.height = ROOM
        _whole(row)
        row.cells[0].paragraphs[0].paragraph_format.keep_with_next = at < lines - 1
    _gap(document)


def _ruled(paragraph: Any) -> None:
    border = OxmlElement("w:pBdr")
    border.append(_border("bottom"))
    paragraph._p.get_or_add_pPr().append(border)
    paragraph.paragraph_format.space_before = Pt(12)


def _signatures(document: Any, who: tuple[str, ...], t: Translator) -> None:
    table = document.add_table(rows=1, cols=len(who))
    for cell, name in zip(table.rows[0].cells, who, strict=True):
        cell.paragraphs[0].paragraph_format.space_before = Pt(18)
        _words(cell.paragraphs[0], f"{name}：" if t.language == "zh" else f"{name}:")
        _ruled(cell.add_paragraph())
        _words(cell.add_paragraph(), t("Date:"), colour=QUIET, size=9)
    _whole(table.rows[0])


def _footer(document: Any, paper: Paper, t: Translator) -> None:
    """Source and page number; the number is a field, so that Word counts."""
    paragraph = document.sections[0].footer.paragraphs[0]
    _words(paragraph, f"{paper.source} · ", colour=QUIET, size=8)
    before, _, rest = t("page {page} of {pages}", page="\0", pages="\1").partition("\0")
    between, _, after = rest.partition("\1")
    for text, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
        _words(paragraph, text, colour=QUIET, size=8)
        if field:
            _field(paragraph, field)


def _field(paragraph: Any, name: str) -> None:
    for kind in ("begin", "", "end"):
        run = paragraph.add_run()
        run.font.size = Pt(8)
        run.font.color.rgb = RGBColor.from_string(rgb(QUIET))
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = name
        run._r.append(part)
