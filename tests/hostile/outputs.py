"""Everything that leaves the program, by the command that makes it, and how it is read back."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import duckdb
from docx import Document
from lxml import etree
from openpyxl import load_workbook
from pptx import Presentation

MARK = re.compile(r"zq\d\dq")
STEERS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
_OFFICE = (".xlsx", ".docx", ".pptx")
_OURS = re.compile(r"^(https?://(schemas|www)\.(openxmlformats|microsoft|w3)\.\w+/.*|mailto:)?$")

COMMANDS: Mapping[str, Sequence[Sequence[str]]] = MappingProxyType(
    {
        "today": [[], ["--format", "json"]],
        "rates": [["--by", "month,unit"], ["--by", "unit", "--format", "json"], ["--by", "unit", "--format", "csv"]],
        "trend": [["disinfection", "--format", "json"]],
        "findings": [[], ["--format", "json"], ["--format", "csv"]],
        "cycles": [[], ["--format", "json"]],
        "accountability": [[], ["--format", "json"]],
        "stars": [["--period", "2026-10"], ["--period", "2026-10", "--format", "json"]],
        "calendar": [[], ["--format", "csv"]],
        "draw": [["--out", "{out}/draw.xlsx"], ["--format", "json"]],
        "assessment": [["--period", "2026-10"], ["--period", "2026-10", "--format", "json"]],
        "registers": [[], ["--month", "2026-10", "--format", "json"]],
        "report": [["--period", "2026-10", "--names", "--out", "{out}/report.xlsx"]],
        "meeting": [["--period", "2026-10", "--names", "--out", "{out}/meeting.pptx"]],
        "cycle-report": [["{cycle}", "--names", "--out", f"{{out}}/cycle.{form}"] for form in ("docx", "pdf", "pptx")],
        "fill": [["{layouts}/layout.xlsx", "--period", "2026-10", "--out", "{out}/filled.xlsx"],
                 ["{layouts}/layout.pptx", "--period", "2026-10", "--out", "{out}/filled.pptx"]],
        "freeze": [["2026-10"]],
        "feedback-book": [["2026-10", "--names", "--out", "{out}/feedback.xlsx"]],
        "notices": [["2026-10", "--out", "{out}/notices"]],
        "inspection-folder": [["--period", "2026-Q4", "--out", "{out}/inspection.zip"]],
        "bulletin": [["2026-10", "--names", "--out", f"{{out}}/bulletin.{form}"] for form in ("docx", "pdf", "md")],
        "export": [["--format", form, "--names", "--out", f"{{out}}/{form}"] for form in ("csv", "xlsx", "parquet")],
        "lake": [["{out}/lake"]],
        "audit": [["list"], ["list", "--format", "json"], ["verify"]],
        "template": [["--all", "--out", "{out}/templates"]],
        "standards": [["list"], ["export", "--out", "{out}/standards.xlsx"]],
        "users": [["list"]],
        "doctor": [[], ["--json"]],
        "import": [["{in}", "--dry-run"], ["{in}", "--json", "--results"], ["{in}"]],
    }
)  # fmt: skip
"""The ways in which each command says or writes something."""
WITHOUT = MappingProxyType(
    {
        "backup": "a copy of the workspace, sealed as it is there",
        "restore": "brings such a copy back",
        "watch": "says what `import` says",
        "serve": "the pages, tried in a browser (tests/browser/test_markup.py)",
        "demo": "the sample clinic's words are ours",
    }
)


ORIGINALS = "02 检查原始表"
"""In the inspector's folder: the clinic's own files, byte for byte."""


class Read:
    """What was read back: the texts, and what should not be there."""

    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch
        self.texts: list[str] = []
        self.tables: list[str] = []
        self.faults: list[str] = []

    def file(self, name: str, content: bytes) -> None:
        """Read a file by its ending; files within it too."""
        kind = Path(name).suffix
        if kind in _OFFICE:
            self._office(name, content)
        if kind in (".zip", ".xlsx", ".pptx", ".docx"):
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                self.faults += [f"{name}: leads out: {each}" for each in package.namelist() if ".." in each.split("/") or each.startswith(("/", "\\")) or ":" in each]  # fmt: skip
                for inner in package.namelist():
                    if Path(inner).suffix in _OFFICE or kind == ".zip":
                        self.file(inner, package.read(inner))
        elif kind == ".csv" and ORIGINALS not in name:
            self._csv(name, content.decode("utf-8-sig"))
        elif kind == ".md":
            self._markdown(name, content.decode())
        elif kind == ".json":
            json.loads(content)
        elif kind == ".parquet":
            self._parquet(content)
        elif kind == ".pdf" and re.search(rb"/(URI|JavaScript|Launch)\b", content):
            self.faults.append(f"{name}: something that can be pressed")

    def said(self, name: str, text: str) -> None:
        """What a command says on the terminal."""
        self.faults += [f"{name}: steers the terminal: {text[max(0, s.start() - 30):s.end() + 9]!r}" for s in STEERS.finditer(text.replace("\n", "").replace("\t", ""))][:2]  # fmt: skip
        self.tables.append(text)
        if text.lstrip().startswith(("{", "[")):
            self.texts += _strings(json.loads(text))

    def _csv(self, name: str, text: str) -> None:
        for row in csv.reader(io.StringIO(text)):
            for cell in row:
                self.texts.append(cell)
                if cell.startswith(("=", "+", "-", "@", "\t", "\r")) and MARK.search(cell):
                    self.faults.append(f"{name}: a formula: {cell[:40]}")

    def _markdown(self, name: str, text: str) -> None:
        from markdown_it import MarkdownIt

        self.texts.append(re.sub(r"\\([\\`*_\[\]<>|#~])", r"\1", text))
        for token in MarkdownIt("commonmark", {"html": True}).parse(text):
            kinds = {each.type for each in (token, *(token.children or ()))}
            if kinds & {"html_inline", "html_block", "link_open", "image"}:
                self.faults.append(f"{name}: markup: {token.content[:60]}")

    def _parquet(self, content: bytes) -> None:
        place = self.scratch / "read.parquet"
        place.write_bytes(content)
        for row in duckdb.read_parquet(str(place)).fetchall():
            self.texts += [each for each in row if isinstance(each, str)]

    def _office(self, name: str, content: bytes) -> None:
        self._opened(name, content)
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for part in package.namelist():
                if part.endswith((".xml", ".rels", ".vml")):
                    self._part(f"{name}/{part}", etree.fromstring(package.read(part)))

    def _opened(self, name: str, content: bytes) -> None:
        if name.endswith(".xlsx"):
            for sheet in load_workbook(io.BytesIO(content)).worksheets:
                self.texts += [
                    str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None
                ]
        elif name.endswith(".docx"):
            paper = Document(io.BytesIO(content))
            self.texts += [each.text for each in paper.paragraphs]
            self.texts += [
                cell.text for table in paper.tables for row in table.rows for cell in row.cells
            ]
        else:
            for slide in Presentation(io.BytesIO(content)).slides:
                self.texts += ["".join(each.itertext()) for each in slide._element.iter("{*}p")]
                self.texts += [
                    "".join(each.itertext()) for each in slide._element.iter("{*}txBody")
                ]

    def _part(self, name: str, tree: Any) -> None:
        for each in tree.iter():
            if not isinstance(each.tag, str):
                self.faults.append(f"{name}: something else than elements")
                continue
            tag = etree.QName(each).localname
            if tag in ("f", "formula1", "formula2", "definedName", "formula") and _is_live(
                each.text or ""
            ):
                self.faults.append(f"{name}: {tag} {each.text[:60]}")
            if (
                tag == "Relationship"
                and each.get("TargetMode") == "External"
                and not _OURS.match(each.get("Target", ""))
            ):
                self.faults.append(f"{name}: leads to {each.get('Target')[:60]}")
            if tag in ("ddeLink", "oleLink", "instrText") and MARK.search("".join(each.itertext())):
                self.faults.append(f"{name}: {tag}")
            if tag in ("oddHeader", "oddFooter"):
                self.texts.append((each.text or "").replace("&&", "&"))


def _is_live(formula: str) -> bool:
    """Whether a formula holds a mark anywhere else than within quotation marks."""
    return bool(MARK.search(re.sub(r'"(?:[^"]|"")*"|\'(?:[^\']|\'\')*\'', "", formula)))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for each in value.values() for text in _strings(each))
    elif isinstance(value, list):
        yield from (text for each in value for text in _strings(each))
