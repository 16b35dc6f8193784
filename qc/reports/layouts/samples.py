"""Sample layouts as a clinic would have them: a workbook and slides with its logo, to be filled with a month."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import xlsxwriter
from PIL import Image, ImageDraw
from pptx import Presentation
from pptx.util import Inches, Pt

BOOK, DECK = "质控月报版式.xlsx", "质控会版式.pptx"
CODES = ("disinfection", "documents", "emergency", "appearance")


def write_samples(folder: Path) -> list[Path]:
    """Write both into a folder and return where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / BOOK, folder / DECK]
    paths[0].write_bytes(sample_book())
    paths[1].write_bytes(sample_deck())
    return paths


def logo() -> bytes:
    """A round mark in the house's colour."""
    picture = Image.new("RGB", (120, 120), "white")
    ImageDraw.Draw(picture).ellipse((10, 10, 110, 110), fill="#0B6E75")
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


def sample_book() -> bytes:
    """Logo, merged title, indicators with a native chart, a table that grows with formulas below it, a text box,
    conditional formats, a second sheet that computes from the first."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    title = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
    head = book.add_format({"bold": True, "bg_color": "#F3F5F7", "border": 1})
    share = book.add_format({"num_format": "0.0%", "border": 1})
    cell = book.add_format({"border": 1, "text_wrap": True})
    day = book.add_format({"num_format": "yyyy-mm-dd", "border": 1})
    sheet = book.add_worksheet("月报")
    sheet.set_column("A:A", 48)
    sheet.set_row(0, 50)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_column("B:F", 14)
    sheet.insert_image("A1", "logo.png", {"image_data": io.BytesIO(logo()), "x_scale": 0.5, "y_scale": 0.5})  # fmt: skip
    sheet.merge_range("B1:F1", "{{clinic}} 护理质量月报 {{period}}", title)
    sheet.merge_range("A3:F3", "{{conclusion}}", cell)
    for column, name in enumerate(("指标", "合格率", "目标", "结论", "环比", "件数")):
        sheet.write(4, column, name, head)
    for row, code in enumerate(CODES, 5):
        sheet.write(row, 0, "{{name:" + code + "}}", cell)
        for column, word in enumerate(("rate", "target"), 1):
            sheet.write(row, column, "{{" + word + ":" + code + "}}", share)
        for column, word in enumerate(("verdict", "change", "counts"), 3):
            sheet.write(row, column, "{{" + word + ":" + code + "}}", cell)
    sheet.conditional_format("B6:B9", {"type": "cell", "criteria": "<", "value": 0.95, "format": book.add_format({"font_color": "#B0490B"})})  # fmt: skip
    for column, name in enumerate(("存在问题", "科室", "不合格", "检查", "期限", "整改情况")):
        sheet.write(10, column, name, head)
    sheet.write(11, 0, "{{findings.item}}", cell)
    sheet.write(11, 1, "{{findings.unit}}", cell)
    sheet.write(11, 2, "{{findings.failed}}", cell)
    sheet.write(11, 3, "{{findings.checked}}", cell)
    sheet.write(11, 4, "{{findings.due}}", day)
    sheet.write(11, 5, "{{findings.state}}", cell)
    sheet.write(12, 0, "合计", head)
    sheet.write_formula("C13", "=SUM(C12:C12)", head)
    sheet.write_formula("D13", "=SUM(D12:D12)", head)
    sheet.write(13, 0, "制表：护士长办公室")
    sheet.conditional_format("F12:F12", {"type": "text", "criteria": "containing", "value": "逾期", "format": book.add_format({"bold": True})})  # fmt: skip
    sheet.insert_textbox("B16", "本表由护理部保存三年", {"width": 220, "height": 40})
    _chart(book, sheet)
    sheet.print_area("A1:F14")
    other = book.add_worksheet("汇总")
    other.write("A1", "达标项数")
    other.write_formula("B1", '=COUNTIF(月报!D6:D9,"*● 达标*")')
    other.write("A2", "不合格例数")
    other.write_formula("B2", "=月报!C13")
    book.define_name("不合格例数", "=月报!$C$13")
    book.close()
    return target.getvalue()


def _chart(book: Any, sheet: Any) -> None:
    chart = book.add_chart({"type": "column"})
    chart.add_series(
        {"name": "合格率", "categories": "=月报!$A$6:$A$9", "values": "=月报!$B$6:$B$9"}
    )
    chart.set_title({"name": "四项核心指标"})
    sheet.insert_chart("A18", chart)


def sample_deck() -> bytes:
    """A title with logo and sentence, and a slide with a table that grows."""
    deck = Presentation()
    first = deck.slides.add_slide(deck.slide_layouts[5])
    first.shapes.title.text = "{{clinic}} {{period}}质控会"
    first.shapes.add_picture(io.BytesIO(logo()), Inches(0.3), Inches(0.3), height=Inches(0.8))
    frame = first.shapes.add_textbox(Inches(1), Inches(2), Inches(8), Inches(2)).text_frame
    frame.word_wrap = True
    run = frame.paragraphs[0].add_run()
    run.text, run.font.size = "消毒隔离 {{ra", Pt(24)
    rest = frame.paragraphs[0].add_run()  # split as PowerPoint does when somebody edits a word
    rest.text, rest.font.size = (
        "te:disinfection}}，{{verdict:disinfection}}。{{conclusion}}",
        Pt(24),
    )
    second = deck.slides.add_slide(deck.slide_layouts[5])
    second.shapes.title.text = "存在问题"
    shape = second.shapes.add_table(2, 3, Inches(0.5), Inches(1.6), Inches(9), Inches(0.8))
    for column, name in enumerate(("科室", "问题", "整改情况")):
        shape.table.cell(0, column).text = name
    for column, name in enumerate(("unit", "item", "state")):
        shape.table.cell(1, column).text = "{{findings." + name + ":8}}"
    target = io.BytesIO()
    deck.save(target)
    return target.getvalue()
