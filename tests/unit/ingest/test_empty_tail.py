"""A format that was dragged to the last row of a sheet costs nobody the import; what could hide there
is left to the limits."""

from __future__ import annotations

import io
import zipfile

import pytest

from qc.ingest.containers import read_container
from qc.ingest.containers.empty_tail import without_empty_tail
from tests.workbooks import book

ROWS = b"".join(
    b'<row r="%d" s="1"><c r="A%d" s="1"/><c r="B%d" s="1"/></row>' % (n, n, n)
    for n in range(4, 60_004)
)


def padded(content: bytes, tail: bytes) -> bytes:
    """A workbook with more rows behind its last."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename.startswith("xl/worksheets/sheet"):
                data = data.replace(b"</sheetData>", tail + b"</sheetData>")
            new.writestr(info, data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def test_a_sheet_formatted_far_beyond_its_last_row_is_read() -> None:
    content = book([["检查项目", "结果"], ["手卫生", "√"], ["医废", "×"]])
    (grid,) = read_container("表.xlsx", padded(content, ROWS)).grids
    assert [row[:2] for row in grid.rows] == [["检查项目", "结果"], ["手卫生", "√"], ["医废", "×"]]


@pytest.mark.parametrize(
    "hidden",
    [b'<row r="60004"><c r="A60004" t="str">text</c></row>', b"<x:row r='60004'/>", b"<!-- -->"],
)
def test_what_is_more_than_empty_cells_is_never_cut_off(hidden: bytes) -> None:
    xml = b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row>' + ROWS + hidden + b"</sheetData>"
    assert without_empty_tail(xml) == xml


def test_a_value_behind_empty_rows_is_kept() -> None:
    last = b'<row r="60004"><c r="A60004"><v>7</v></c></row>'
    xml = b"<sheetData>" + ROWS + last + ROWS + b"</sheetData>"
    assert without_empty_tail(xml) == b"<sheetData>" + ROWS + last + b"</sheetData>"
