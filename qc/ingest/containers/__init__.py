"""From bytes to grids: what kind of file it is, by its content, and its sheets.

A name says what a file should be: systems save web pages as .xls, people rename .csv to .xlsx. Each
kind has its reader beside this; all of them look before they unpack.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePath
from typing import Literal, NamedTuple

from qc.errors import WorkbookError
from qc.ingest.containers.compound import MAGIC
from qc.ingest.containers.delimited import is_table, read_delimited
from qc.ingest.containers.guard import package_kind
from qc.ingest.containers.limits import (
    MAX_FILE_BYTES,
    TooFarError,
    damaged,
    no_workbook,
    too_large,
)
from qc.ingest.containers.listing import refuse_long_listing
from qc.ingest.containers.ods import read_ods
from qc.ingest.containers.plain import decode
from qc.ingest.containers.web_page import read_page
from qc.ingest.containers.xls import read_xls
from qc.ingest.containers.xlsx import read_xlsx
from qc.ingest.grid import Grid
from qc.ingest.problems import problem
from qc.locale import N_
from qc.records import Problem

Kind = Literal["xlsx", "xls", "ods", "html", "csv"]

_ZIP = b"PK\x03\x04"
_BOOK = b"xl/workbook.xml"  # stands as it is in the listing of nearly every .xlsx
_EXCEL = (".xlsx", ".xlsm", ".xls")
_TEXTS = (".csv", ".tsv", ".txt")
_ENDINGS: dict[Kind, tuple[str, ...]] = {
    "xlsx": (".xlsx", ".xlsm"), "xls": (".xls",), "ods": (".ods",), "html": (".html", ".htm"),
    "csv": _TEXTS,
}  # fmt: skip
_NAMES: dict[Kind, str] = {
    "xlsx": ".xlsx",
    "xls": ".xls",
    "ods": ".ods",
    "html": "HTML",
    "csv": "CSV",
}
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|meta|body|table)\b", re.IGNORECASE)
_HEAD = 4_096


class Container(NamedTuple):
    """A file's sheets, read one after the other, and what is to be said of the file as a whole."""

    grids: Iterator[Grid]
    problems: tuple[Problem, ...]


def read_grids(name: str, content: bytes) -> Iterator[Grid]:
    """The sheets of a file alone; raises as `read_container`, if only when they are asked for."""
    yield from read_container(name, content).grids


def read_container(name: str, content: bytes) -> Container:
    """A workbook, list or web page of any kind that is read, told by its content.

    Raises WorkbookError, in words, for anything else: empty, encrypted, damaged, another format,
    larger than the limits in `limits`; some of it only when the grids are asked for.
    """
    if not content:
        raise WorkbookError(
            N_("{name} is empty."), N_("Copy the file again from where it came from."), name=name
        )
    if len(content) > MAX_FILE_BYTES:
        raise too_large(name)
    if content.startswith(_ZIP):
        return _package(name, content)
    if content.startswith(MAGIC):
        return Container(read_xls(name, content), _said(name, "xls"))
    return _text(name, decode(name, content))


def _package(name: str, content: bytes) -> Container:
    kind = "xlsx" if _BOOK in content else _listed_kind(name, content)
    if kind == "ods":
        return Container(read_ods(name, content), _said(name, "ods"))
    if kind == "xlsx":
        return Container(read_xlsx(name, content), _said(name, "xlsx"))
    raise no_workbook(name)


def _listed_kind(name: str, content: bytes) -> str | None:
    try:
        source = io.BytesIO(content)
        refuse_long_listing(source)
        with zipfile.ZipFile(source) as package:
            return package_kind(package)
    except TooFarError as far:
        raise too_large(name) from far
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as fault:
        raise damaged(name) from fault


def _text(name: str, text: str) -> Container:
    if text.lstrip().startswith("<"):
        if not _PAGE.search(text[:_HEAD]):
            raise no_workbook(name)
        return Container(read_page(name, text), _said(name, "html"))
    if _ending(name) not in _TEXTS and not is_table(text):
        raise no_workbook(name)
    return Container(read_delimited(name, text), _said(name, "csv"))


def _said(name: str, kind: Kind) -> tuple[Problem, ...]:
    """What is said of a file that is something else than its name says."""
    ending = _ending(name)
    if ending in _ENDINGS[kind]:
        return ()
    if kind == "html" and ending in _EXCEL:
        return (problem("html_as_xlsx", "", None, value=name),)
    return (problem("other_format", "", None, value=name, format=_NAMES[kind]),)


def _ending(name: str) -> str:
    return PurePath(name).suffix.lower()
