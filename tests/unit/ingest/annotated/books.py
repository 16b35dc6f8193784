"""Workbooks with much in them that a copy could lose, and problems at their cells."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable
from typing import Any

from openpyxl import load_workbook
from xlsxwriter import Workbook

from qc.ingest.annotated import annotated_copy
from qc.ingest.problems import WORDINGS
from qc.locale import Translator
from qc.records import Problem

ZH, EN = Translator("zh"), Translator("en")
SHEET = "xl/worksheets/sheet2.xml"  # the second one, which has the faults


def fault(cell: str, code: str = "unknown_mark", sheet: str = "检查", value: str = "?") -> Problem:
    return Problem(WORDINGS[code].severity, code, sheet, cell, value)


def rich_book(ending: str = ".xlsx") -> bytes:
    """Two sheets with formulas, merged cells, rules, drop-downs, pictures, sparklines, notes, print
    settings and names; the second one is open."""
    stream = io.BytesIO()
    book = Workbook(stream)
    if ending == ".xlsm":
        macro = io.BytesIO(b"\xd0\xcf\x11\xe0 macro")
        book.add_vba_project(macro, True)
    cover = book.add_worksheet("封面 & O'A")
    cover.write("A1", "封面")
    cover.write_comment("A1", "封面的批注")
    sheet = book.add_worksheet("检查")
    header = book.add_format({"bg_color": "#1F4E79", "font_color": "white", "border": 1})
    amount = book.add_format({"num_format": "0.0%", "border": 2, "bold": True})
    sheet.write_row("A1", ["项目", "1日", "2日"], header)
    sheet.write_row("A2", ["手卫生", "√", "?"], book.add_format({"border": 1}))
    sheet.write_formula("B3", '=COUNTIF(B2:C2,"√")/2', amount, 0.5)
    sheet.merge_range("A5:B6", "并", header)
    sheet.set_row(8, 30, amount)
    sheet.set_column("F:F", 20, book.add_format({"italic": True}))
    sheet.conditional_format(
        "B2:C2", {"type": "cell", "criteria": "==", "value": '"×"', "format": header}
    )
    sheet.data_validation("B2:C2", {"validate": "list", "source": ["√", "×"]})
    sheet.insert_textbox("H2", "文本框")
    sheet.add_sparkline("G2", {"range": "检查!B2:C2"})
    sheet.write_comment("C2", "护士长：请看", {"author": "王丽"})
    sheet.print_area("A1:C6")
    sheet.repeat_rows(0)
    sheet.activate()
    book.define_name("标准", "=检查!$A$1")
    book.close()
    return stream.getvalue()


def copied(
    content: bytes, problems: Iterable[Problem], name: str = "十月.xlsx"
) -> tuple[str, bytes]:
    return annotated_copy(name, content, list(problems), ZH)


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def repacked(content: bytes, **changes: Any) -> bytes:
    """The package with parts changed: name (dots for slashes, see below) -> function of its bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name, data in parts(content).items():
            change = changes.get(name, lambda same: same)
            changed = change(data)
            if changed is not None:
                target.writestr(name, changed)
    return stream.getvalue()


def with_part(content: bytes, part: str, pattern: str, new: str) -> bytes:
    """The package with one part changed by a pattern that must fit."""
    text = parts(content)[part].decode()
    changed, count = re.subn(pattern, new, text, flags=re.DOTALL)
    assert count, "the test's own pattern must fit"
    return repacked(content, **{part: lambda _: changed.encode()})


def cells(content: bytes, part: str) -> dict[str, str]:
    """The XML of every cell of a part, by its place."""
    xml = parts(content)[part].decode()
    return {
        found[1]: found[0]
        for found in re.finditer(r'<c r="([A-Z]+\d+)"(?:[^>]*/>|.*?</c>)', xml, re.DOTALL)
    }


def opened(content: bytes, **options: Any) -> Any:
    """As openpyxl sees it, which says of sparklines that it does not know them."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Sparkline Group", category=UserWarning)
        return load_workbook(io.BytesIO(content), **options)
