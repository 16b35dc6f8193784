"""Mutants by number: the same seed and number give the same bytes, so that a fault can be made again."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from openpyxl import load_workbook

from sample_data import core_workbooks
from tests.fuzz.cells import ODD, WORDS, mutate_cells
from tests.fuzz.octets import mutate_bytes
from tests.fuzz.structure import mutate_structure

ROOT = Path(__file__).parents[2]
FOLDERS = (
    ROOT / "tests/data/containers",
    ROOT / "tests/data/workbooks",
    ROOT / "sample_data/workbooks",
)
_ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".html")
_LARGEST = 200_000  # bytes: a larger one would only cost time
_OFTEN = 3  # how often a book that openpyxl can change and compare is taken beside any other file
_SAMPLES = 12  # of sample_data, which are much alike


class Original(NamedTuple):
    """A workbook to start from; `is_book`: openpyxl can change its cells."""

    name: str
    content: bytes
    is_book: bool = False


class Mutant(NamedTuple):
    """`family` and `changes` say how it was made, `original` of what."""

    name: str
    content: bytes
    family: str
    changes: str
    original: str


def originals(folders: Sequence[Path] = ()) -> list[Original]:
    """The workbooks of this project and of further folders, some also as .csv and web page."""
    found: list[Original] = []
    for folder in (*FOLDERS, *folders):
        files = sorted(p for p in folder.iterdir() if p.suffix in _ENDINGS)
        if folder.parent.name == "sample_data":
            files = [file for file in files if file in core_workbooks()][:_SAMPLES]
        found += [_original(p) for p in files if 0 < p.stat().st_size <= _LARGEST]
    return [*found, *(text for book in found[::3] if book.is_book for text in _as_texts(book))]


def _original(path: Path) -> Original:
    content = path.read_bytes()
    return Original(path.name, content, _is_book(path.name, content))


def _is_book(name: str, content: bytes) -> bool:
    if not name.endswith((".xlsx", ".xlsm")):
        return False
    try:
        load_workbook(io.BytesIO(content)).close()
    except Exception:  # noqa: BLE001  whatever it is, it is not for openpyxl
        return False
    return True


def _as_texts(book: Original) -> list[Original]:
    """The first sheet of a workbook as a system would export it."""
    sheet = load_workbook(io.BytesIO(book.content), data_only=True).worksheets[0]
    rows = [
        ["" if v is None else _shown(v) for v in row] for row in sheet.iter_rows(values_only=True)
    ]
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    cells = "".join(
        "<tr>" + "".join(f"<td>{html.escape(t)}</td>" for t in row) + "</tr>" for row in rows
    )
    name = book.name.rpartition(".")[0]
    page = f"<html><meta charset=utf-8><table>{cells}</table></html>"
    return [
        Original(f"{name}.csv", stream.getvalue().encode("gb18030", "replace")),
        Original(f"{name}.html", page.encode()),
    ]


def _shown(value: object) -> str:
    return value.date().isoformat() if isinstance(value, dt.datetime) else str(value)


def mutant(found: Sequence[Original], seed: int, number: int) -> Mutant:
    """The mutant of a number."""
    random = Random(f"{seed}/{number}")
    weights = [_OFTEN if one.is_book else 1 for one in found]
    original = random.choices(found, weights)[0]
    family, change = random.choices(*_families(original))[0]
    content, changes = change(original.content, random)
    name = original.name if random.random() < 0.95 else f"检查{random.choice(_ENDINGS)}"
    return Mutant(name, content, family, changes, original.name)


Change = Callable[[bytes, Random], tuple[bytes, str]]


def _families(original: Original) -> tuple[list[tuple[str, Change]], list[int]]:
    """What can be done to a file, and how often each is."""
    octets = ("bytes", mutate_bytes)
    if original.is_book:
        return [("cells", mutate_cells), ("structure", mutate_structure), octets], [60, 32, 8]
    if original.name.endswith((".csv", ".html")):
        return [("texts", mutate_text), octets], [70, 30]
    if zipfile.is_zipfile(io.BytesIO(original.content)):
        return [("structure", mutate_structure), octets], [60, 40]
    return [octets], [1]


def mutate_text(content: bytes, random: Random) -> tuple[bytes, str]:
    """A list or web page with other words in some of its cells."""
    code = "utf-8" if content.lstrip()[:1] == b"<" else "gb18030"
    sign = "<td>" if code == "utf-8" else ","
    pieces = content.decode(code, "replace").split(sign)
    for _ in range(random.choice((1, 2, 5))):
        at, value = random.randrange(len(pieces)), str(random.choice((*ODD, *WORDS)))
        kept = pieces[at].partition("</td>" if code == "utf-8" else "\r\n")
        pieces[at] = value + kept[1] + kept[2]
    if random.random() < 0.3:
        pieces.insert(random.randrange(len(pieces)), random.choice(pieces))
    return sign.join(pieces).encode(code, "replace"), "words"
