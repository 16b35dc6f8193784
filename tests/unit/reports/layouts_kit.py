"""Layouts made and filled in memory, with the hand-made month."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable
from typing import Any

import xlsxwriter
from openpyxl import load_workbook

from qc.locale import translator
from qc.meeting.model import Meeting, Part, PartName, Resolution, Written
from qc.reports.content import Month
from qc.reports.layouts.book import Puts, fill_book
from qc.reports.layouts.source import Source
from tests.unit.reports import example

Write = Callable[[Any, Any], None]


def source(language: str = "zh") -> Source:
    parts = (Part(PartName.LAST, "上月问题 2 项。"),)
    typed = Written("王丽、李敏", "消毒隔离", "第一行\n=第二行", (Resolution(1, "加强培训", "李敏", "2026-11-10", False),))  # fmt: skip
    report = example.report()
    month = Month(report, Meeting(report.period, parts, typed))
    return Source(month, lambda _: month, translator(language))


def layout(write: Write, **options: object) -> bytes:
    """A workbook with the sheet 月报."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, **options}) as book:
        write(book, book.add_worksheet("月报"))
    return rewritten(target.getvalue(), lambda xml: xml.replace(b' fullCalcOnLoad="1"', b""))


def rewritten(content: bytes, change: Callable[[bytes], bytes], only: str = "") -> bytes:
    """A file with its parts changed, all or one."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for each in old.namelist():
            new.writestr(each, change(old.read(each)) if only in ("", each) else old.read(each))
    return target.getvalue()


def filled(content: bytes, puts: Puts | None = None) -> bytes:
    """The filled workbook, of which nothing could not be filled."""
    made, faults, _ = fill_book(content, source(), puts or {})
    assert not faults, faults
    return made


def faults_of(content: bytes, puts: Puts | None = None) -> dict[str, str]:
    """What could not be filled: why, by its place."""
    return {each.place: each.why for each in fill_book(content, source(), puts or {})[1]}


def sheet_of(content: bytes, name: str = "月报") -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl knows no sparklines
        return load_workbook(io.BytesIO(content), rich_text=True)[name]


def part(content: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


def changed(before: bytes, after: bytes) -> set[str]:
    """The parts that are not the same, byte for byte."""
    old, new = (zipfile.ZipFile(io.BytesIO(each)) for each in (before, after))
    assert [each.filename for each in old.infolist()] == [each.filename for each in new.infolist()]
    return {name for name in old.namelist() if old.read(name) != new.read(name)}
